"""Entries without polib: to the byte what polib writes, to the value what polib reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest
from corpus import CORPUS, requires_corpus
from hypothesis import given
from hypothesis import strategies as st

from translator.catalog import po
from translator.catalog.plain import entry_text, read_entries
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (("Language", "ru"), ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=UTF-8"))

_TEXT = st.text(st.sampled_from('abя漢 \\"\n\t\r\v\b\f#:~|,n\u2028\x85'), max_size=12)
_WORD = st.text(st.sampled_from('abя#:.~|"\\'), min_size=1, max_size=6)
_ENTRIES = st.builds(
    Entry,
    _TEXT.filter(bool),
    _TEXT,
    st.none() | _TEXT,
    st.booleans(),
    st.booleans(),
    st.none() | _TEXT.filter(bool),
    st.none() | _TEXT.filter(bool),
    st.lists(st.tuples(_WORD.filter(lambda word: ":" not in word), st.integers(0, 99)), max_size=2).map(
        tuple
    ),
    st.lists(_WORD, max_size=2).map(tuple),
    st.lists(_WORD, max_size=2).map(tuple),
    st.lists(st.sampled_from(("no-wrap", "c-format")), max_size=1).map(tuple),
)


def _by_polib(entry: Entry) -> str:
    fuzzy = ["fuzzy"] if entry.fuzzy and entry.msgstr else []
    made = polib.POEntry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.msgctxt,
        obsolete=entry.obsolete,
        previous_msgid=entry.previous_msgid,
        previous_msgctxt=entry.previous_msgctxt,
        occurrences=[(path, str(line) if line else "") for path, line in entry.references],
        comment="\n".join(entry.extracted),
        tcomment="\n".join(entry.comments),
        flags=[*fuzzy, *entry.flags],
    )
    return str(made.__unicode__(0))


@given(_ENTRIES)
def test_an_entry_is_written_as_polib_writes_it(entry: Entry) -> None:
    """Whatever stands in it."""
    assert entry_text(entry) == _by_polib(entry)


@given(st.lists(_ENTRIES, max_size=3, unique_by=lambda entry: (entry.msgctxt, entry.msgid)))
def test_what_is_read_is_what_polib_reads(entries: list[Entry]) -> None:
    """Or it is given back, for polib to read."""
    text = po.serialize(Catalog(HEADER, tuple(entries))).decode()
    read = read_entries(text)
    if read is not None:
        assert read[1] == po._parse(text, "x.po").entries


def test_an_ordinary_catalog_is_read_without_polib() -> None:
    """Breaks, contexts, fuzzy and obsolete entries are ordinary."""
    entries = (
        Entry("One", "Один", references=(("a page.md", 1), ("b.md", 2)), extracted=("heading 1",)),
        Entry("Two  \nlines", "Две  \nстроки", "title", fuzzy=True, previous_msgid='A "line"'),
        Entry("Gone", "Нет", obsolete=True, comments=("why not",), previous_msgid="Go", fuzzy=True),
    )
    read = read_entries(po.serialize(Catalog(HEADER, entries)).decode())
    assert read is not None
    assert read[1] == entries


@pytest.mark.parametrize(
    "unusual",
    [
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        'msgid "a"\nmsgstr "b\n',
        'msgid "a"\nmsgstr "\\x41"\n',
        'msgstr "b"\nmsgid "a"\n',
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
        '#~ msgid "a"\nmsgstr "b"\n',
        '<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a\u2028b"\nmsgstr "c"\n',
        '# \nmsgid "a"\nmsgstr "b"\n',
        '\nmsgid "a"\nmsgstr "b"\n',
    ],
)
def test_what_is_unusual_is_given_back(unusual: str) -> None:
    """Nothing is guessed: the careful reader has its own words for what is wrong."""
    head = po.serialize(Catalog(HEADER)).decode()
    assert read_entries(f"{head}\n{unusual}") is None


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.po")) if CORPUS else [], ids=lambda p: p.name)
def test_real_catalogs_are_read_as_polib_reads_them(path: Path) -> None:
    """Those of other tools, too."""
    text = path.read_text(encoding="utf-8")
    read = read_entries(text)
    if read is not None:
        assert read[1] == po._parse(text, path.name).entries
