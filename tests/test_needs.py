"""What a page still needs from an engine, and what becomes of the answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from translator.catalog import header
from translator.catalog.marks import marked, marks, original, their_mark
from translator.catalog.merge import merge
from translator.catalog.template import template
from translator.model import Catalog, Entry, Form, PageOptions
from translator.needs import Machine, Translation, answered, needs
from translator.page.parse import Page, parse

PAGE = """\
---
title: Opening hours
---
# Opening times

We are open *every* day.

- Call [us][phone].

| Day | Hours |
|-----|-------|
| Sunday | none |

<!-- translate:note: of the shop -->
Come in!

[phone]: tel:1
"""
ENTRY = Entry("Come in!")


def page(text: str = PAGE) -> Page:
    return parse(text.encode(), PageOptions(translate=("title",)), "hours.md")


def wanted(*entries: Entry, text: str = PAGE) -> list[str]:
    return [need.message for need in needs(Catalog(header.new_header("de"), entries), page(text))]


def machines(*, review: bool = False) -> Entry:
    return marked(ENTRY, "Komm rein!", "deepl", review=review)


@pytest.mark.parametrize(
    ("entry", "needed"),
    [
        pytest.param(ENTRY, True, id="untranslated"),
        pytest.param(replace(ENTRY, fuzzy=True), True, id="fuzzy without a text"),
        pytest.param(replace(ENTRY, msgstr="Komm!"), False, id="translated by a person"),
        pytest.param(replace(ENTRY, msgstr="Komm!", fuzzy=True), False, id="a person's draft"),
        pytest.param(
            replace(ENTRY, msgstr="Komm!", fuzzy=True, previous_msgid="Come!"),
            True,
            id="edited since",
        ),
        pytest.param(replace(ENTRY, obsolete=True), False, id="obsolete"),
        pytest.param(replace(ENTRY, msgid_plural="Come in all!"), False, id="plural"),
        pytest.param(machines(), False, id="translated by a machine"),
        pytest.param(machines(review=True), False, id="suggested by a machine"),
        pytest.param(
            replace(marked(replace(ENTRY, msgid="Come!"), "Komm!", "deepl", review=False), msgid="Come in!"),
            False,
            id="a machine's for another message, approved",
        ),
        pytest.param(
            replace(
                marked(replace(ENTRY, msgid="Come!"), "Komm!", "deepl", review=False),
                msgid="Come in!",
                fuzzy=True,
                previous_msgid="Come!",
            ),
            True,
            id="edited since a machine",
        ),
        pytest.param(
            replace(machines(review=True), msgstr="Tritt ein!"),
            False,
            id="a suggestion, in work",
        ),
        pytest.param(
            replace(machines(), msgstr="Tritt ein!", fuzzy=True, previous_msgid="Come!"),
            True,
            id="a person's over a machine's, edited since",
        ),
        pytest.param(
            marked(
                replace(ENTRY, msgstr="Komm!", fuzzy=True, previous_msgid="Come!"),
                "Komm rein!",
                "deepl",
                review=False,
            ),
            False,
            id="suggested in place of a person's",
        ),
    ],
)
def test_what_is_asked_for(entry: Entry, *, needed: bool) -> None:
    """What has no translation, or one of an older source; never what waits for a person."""
    assert wanted(entry) == (["Come in!"] if needed else [])


def test_only_what_the_page_has_is_asked_for() -> None:
    """In the page's order; a context makes another message."""
    assert wanted(Entry("Gone"), ENTRY, Entry("Opening times"), Entry("Opening hours")) == [
        "Opening times",
        "Come in!",
    ]
    assert wanted(Entry("Opening hours", msgctxt="title")) == ["Opening hours"]


def test_a_message_that_stands_twice_is_asked_for_once() -> None:
    """At its first place."""
    catalog = Catalog(header.new_header("de"), (ENTRY,))
    (need,) = needs(catalog, page("# One\n\nCome in!\n\nTwo\n\nCome in!\n"))
    assert (need.before, need.after, need.line) == ("One", "Two", 3)


def test_what_is_told_of_a_message() -> None:
    """Where it stands, what is around it, the author's notes."""
    source = page()
    found = {need.message: need for need in needs(Catalog((), template("hours.md", source.segments)), source)}
    assert next(iter(found)) == "Opening hours"
    assert found["Opening hours"].key == ("title", "Opening hours")
    come = found["Come in!"]
    assert come.key == ("", "Come in!")
    assert come.page == "Opening hours"
    assert come.before == "none"
    assert come.notes == ("of the shop",)
    assert come.setting.form is Form.PARAGRAPH
    assert come.setting.labels == {"phone"}
    assert not come.setting.item
    assert found["Call [us][phone]."].setting.item
    assert found["Opening times"].setting.form is Form.HEADING
    assert found["Sunday"].setting.form is Form.CELL
    assert come.old_source == come.old_text == ""


def test_the_old_translation_goes_along() -> None:
    """An engine that can, changes only what changed; a person's words, not a suggestion's."""
    entry = replace(ENTRY, msgstr="Komm!", fuzzy=True, previous_msgid="Come!")
    suggested = marked(entry, "Komm rein!", "deepl", review=False)
    edited = replace(suggested, msgid="Opening times", previous_msgid="Come!")
    for each in (entry, edited):
        (need,) = needs(Catalog((), (each,)), page())
        assert (need.old_source, need.old_text) == ("Come!", "Komm!")


def catalog_of(*entries: Entry) -> Catalog:
    return Catalog(header.new_header("de"), entries)


def test_answers_are_put_in() -> None:
    """With the engine's name; where a person's text was, or another message's, it waits."""
    edited = Entry("Opening times", "Zeiten", fuzzy=True, previous_msgid="Times")
    catalog = catalog_of(ENTRY, edited, Entry("Sunday"), Entry("none", "nichts"), Entry("Day"))
    answers = (
        (("", "Come in!"), Translation("Komm rein!", "deepl")),
        (("", "Opening times"), Translation("Öffnungszeiten", "deepl")),
        (("", "Sunday"), Translation("Sonntags", "memory", made_for="Sundays")),
        (("", "none"), Translation("keine", "deepl")),
        (("", "Nowhere"), Translation("Nirgends", "deepl")),
    )
    come, times, sunday, none, day = answered(catalog, Machine(answers=answers)).entries
    assert (come.msgstr, come.fuzzy) == ("Komm rein!", False)
    assert (times.msgstr, times.fuzzy, times.previous_msgid) == ("Öffnungszeiten", True, "Times")
    assert original(times) == edited
    assert (sunday.msgstr, sunday.fuzzy, sunday.previous_msgid) == ("Sonntags", True, "Sundays")
    assert none == Entry("none", "nichts")
    assert day == Entry("Day")


def test_with_review_all_answers_wait() -> None:
    """Fuzzy, as suggestions."""
    machine = Machine(review=True, answers=((("", "Come in!"), Translation("Komm rein!", "deepl")),))
    (entry,) = answered(catalog_of(ENTRY), machine).entries
    assert entry.fuzzy
    mark = their_mark(entry)
    assert mark is not None
    assert mark.suggested


def test_no_answers_change_nothing() -> None:
    """The very catalog comes back."""
    catalog = catalog_of(ENTRY)
    assert answered(catalog, Machine()) is catalog
    other = Machine(answers=((("title", "Come in!"), Translation("Komm rein!", "deepl")),))
    assert answered(catalog, other) == catalog


@pytest.mark.parametrize("review", [False, True])
def test_what_was_answered_is_not_asked_for_again(*, review: bool) -> None:
    """Nor after the catalog was merged with the same page."""
    source = page()
    fresh = template("hours.md", source.segments)
    catalog = merge(None, fresh, header.new_header("de")).catalog
    found = needs(catalog, source)
    machine = Machine(review, tuple((need.key, Translation(f"de {need.message}", "x")) for need in found))
    done = answered(catalog, machine)
    assert needs(done, source) == ()
    again = merge(done, fresh, header.new_header("de")).catalog
    assert needs(again, source) == ()
    assert all(marks(entry) for entry in again.entries)


def test_an_edited_source_is_asked_for_again() -> None:
    """Whether a person or a machine had translated it; a person's draft of it is not."""
    source, edited = page(), page(PAGE.replace("We are open", "We are always open"))
    catalog = merge(None, template("hours.md", source.segments), header.new_header("de")).catalog
    for entries in (
        tuple(replace(entry, msgstr=f"de {entry.msgid}") for entry in catalog.entries),
        tuple(marked(entry, f"de {entry.msgid}", "x", review=False) for entry in catalog.entries),
    ):
        old = replace(catalog, entries=entries)
        assert needs(old, source) == ()
        now = merge(old, template("hours.md", edited.segments), header.new_header("de")).catalog
        assert [need.message for need in needs(now, edited)] == ["We are always open *every* day."]
        drafts = tuple(
            replace(entry, msgstr="mine", previous_msgid=None) if entry.fuzzy else entry
            for entry in now.entries
        )
        assert needs(replace(now, entries=drafts), edited) == ()
