"""Who made a translation: told in the catalog, until a person has been there."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from shutil import which
from tempfile import NamedTemporaryFile

import polib
import pytest
from catalog_strategies import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.catalog import header, po
from translator.catalog.marks import Mark, marked, marks, original, settled, their_mark, unmarked
from translator.model import Catalog, Entry

EMPTY = Entry("Open the door", extracted=("heading", "careful"))
PERSONS = replace(EMPTY, msgstr="Öffne die Tür", fuzzy=True, previous_msgid="Open a door")
HOSTILE = [
    'He said "no"', "one\ntwo", "one\r\ntwo", "back\\slash\\", "tab\there", "\x85\u2028\u2029\x0b", "%s {0}",
    "#. translated by x (00000000-00000000)", "(00000000-00000000)", "'", "\\n", " spaces ", "цитата «и» “”",
    "引用「」", "\u200fعربي", "\U0001f600", 'msgid "x"', "a person's text before: \"x\"",
]  # fmt: skip
requires_gettext = pytest.mark.skipif(which("msgcat") is None, reason="GNU gettext is not installed")


def through(entry: Entry, tool: str = "") -> Entry:
    """The entry, written and read again; by another program in between."""
    data = po.serialize(Catalog(header.new_header("de"), (entry,)))
    if tool == "msgcat":
        data = subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=True).stdout
    elif tool == "polib":
        with NamedTemporaryFile(suffix=".po") as file:  # given as text, polib cuts lines at U+0085
            file.write(data)
            file.flush()
            data = str(polib.pofile(file.name)).encode()
    return po.parse(data, "x.po").entries[0]


def test_a_machines_translation_bears_its_name() -> None:
    """Behind what the entry said before; nothing of a person's waits beside it."""
    entry = marked(EMPTY, "Öffne die Tür", "deepl", review=False)
    assert entry.msgstr == "Öffne die Tür"
    assert not entry.fuzzy
    assert entry.extracted[:2] == EMPTY.extracted
    assert marks(entry) == entry.extracted[2:]
    assert marks(entry)[0].startswith("translated by deepl (")
    assert len(marks(entry)) == 1
    assert their_mark(entry) == Mark("deepl", suggested=False, own_text=True, own_message=True)
    assert settled(entry) == entry
    assert unmarked(entry) == replace(EMPTY, msgstr="Öffne die Tür")


def test_a_suggestion_waits() -> None:
    """Fuzzy; approved, it is a person's."""
    entry = marked(EMPTY, "Öffne die Tür", "openai gpt-5", review=True)
    assert entry.fuzzy
    assert their_mark(entry) == Mark("openai gpt-5", suggested=True, own_text=True, own_message=True)
    assert settled(entry) == entry
    assert settled(replace(entry, fuzzy=False)) == replace(EMPTY, msgstr="Öffne die Tür")


def test_a_persons_text_is_kept_beside_a_suggestion() -> None:
    """With the message it was made for; a second suggestion keeps the same."""
    entry = marked(PERSONS, "Mach die Tür auf", "deepl", review=False)
    assert entry.fuzzy
    assert entry.previous_msgid == "Open a door"
    assert marks(entry)[1] == 'a person\'s text before: "Öffne die Tür"'
    assert original(entry) == PERSONS
    again = marked(entry, "Tür auf!", "google", review=False)
    assert original(again) == PERSONS
    assert len(marks(again)) == 2
    assert settled(replace(again, fuzzy=False)).extracted == EMPTY.extracted


def test_a_machines_own_text_is_not_kept() -> None:
    """Only a person's words are worth it."""
    first = marked(EMPTY, "Öffne die Tür", "deepl", review=False)
    second = marked(replace(first, fuzzy=True), "Tür auf!", "google", review=False)
    assert len(marks(second)) == 1
    assert not second.fuzzy
    assert original(second) == second


@pytest.mark.parametrize("review", [False, True])
@pytest.mark.parametrize("tool", ["", "polib"])
def test_marks_go_when_the_text_was_touched(tool: str, *, review: bool) -> None:
    """A person's text is nobody else's, though it is still fuzzy."""
    entry = through(marked(EMPTY, "Öffne die Tür", "deepl", review=review), tool)
    touched = replace(entry, msgstr="Öffne die Türe")
    assert their_mark(touched) == Mark("deepl", review, own_text=False, own_message=True)
    assert marks(settled(touched)) == ()
    assert settled(touched).msgstr == "Öffne die Türe"


def test_another_message_is_seen() -> None:
    """Then the translation is of an older source; the mark stays, since nobody has been there."""
    entry = marked(EMPTY, "Öffne die Tür", "deepl", review=False)
    edited = replace(entry, msgid="Open the window", fuzzy=True, previous_msgid=entry.msgid)
    assert their_mark(edited) == Mark("deepl", suggested=False, own_text=True, own_message=False)
    assert settled(edited) == edited


def test_an_obsolete_entry_keeps_its_marks() -> None:
    """It may come back."""
    entry = replace(marked(EMPTY, "a", "deepl", review=False), msgstr="b", obsolete=True)
    assert settled(entry) == entry


def test_lines_that_hands_were_at() -> None:
    """A mark that somebody removed is gone with all that belongs to it; words stay words."""
    entry = marked(PERSONS, "Tür auf!", "deepl", review=False)
    alone = replace(entry, extracted=(marks(entry)[1],))
    assert marks(settled(alone)) == ()
    broken = replace(entry, extracted=("a person's text before: Öffne die Tür",))
    assert original(broken).msgstr == "Öffne die Tür"
    number = replace(entry, extracted=("a person's text before: 12",))
    assert original(number).msgstr == "12"
    short = replace(entry, extracted=("translated by deepl (5d41402a)",))
    assert their_mark(short) is None


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("tool", ["", "polib", pytest.param("msgcat", marks=requires_gettext)])
def test_texts_of_any_kind_come_back(text: str, tool: str) -> None:
    """Quotes, line ends, what looks like a mark: through polib and gettext's own programs, too."""
    before = replace(PERSONS, msgstr=text)
    entry = through(marked(before, "Tür auf!", "deepl", review=False), tool)
    assert original(entry).msgstr == text
    assert len(marks(entry)) == 2
    assert their_mark(entry) == Mark("deepl", suggested=True, own_text=True, own_message=True)
    made = through(marked(EMPTY, text, "deepl", review=False), tool)
    assert their_mark(made) == Mark("deepl", suggested=False, own_text=True, own_message=True)
    assert settled(made) == made


@pytest.mark.parametrize(
    "engine",
    [
        "deepl", "openai gpt-5", "my (own) engine", "x (00000000-00000000)", 'a "quoted" one',
        "by suggested by", "движок", "翻訳", "a: b, c", "back\\slash", "#, fuzzy",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tool", ["", "polib", pytest.param("msgcat", marks=requires_gettext)])
def test_names_of_any_kind_come_back(engine: str, tool: str) -> None:
    """Brackets and quotes in a name are its own."""
    entry = through(marked(EMPTY, "Tür auf!", engine, review=False), tool)
    assert their_mark(entry) == Mark(engine, suggested=False, own_text=True, own_message=True)


def test_a_name_is_one_line() -> None:
    """Whatever an engine calls itself, its mark stays a mark."""
    entry = marked(EMPTY, "a", "my\nengine\r\n #, fuzzy\u2028", review=False)
    assert their_mark(entry) == Mark("my engine #, fuzzy", suggested=False, own_text=True, own_message=True)
    assert their_mark(through(entry)) == their_mark(entry)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.booleans())
def test_marks_are_written_and_read(msgid: str, before: str, text: str, review: bool) -> None:
    """The law: nothing of a mark is lost in a catalog, and the person's text comes back to the letter."""
    entry = Entry(msgid, msgstr=before, fuzzy=True)
    made = through(marked(entry, text, "deepl", review=review))
    assert their_mark(made) == Mark("deepl", suggested=True, own_text=True, own_message=True)
    assert original(made) == replace(entry, msgstr=before)
    assert settled(made) == made
    assert marks(settled(replace(made, fuzzy=False))) == ()
