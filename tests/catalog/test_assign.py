"""Which translation goes to which segment."""

from __future__ import annotations

from translator.catalog.assign import Counts, assign, counts
from translator.model import Catalog, Entry, Form, Segment


def segment(message: str, context: str = "") -> Segment:
    return Segment(message, ((0, 1),), Form.PARAGRAPH, context=context)


def catalog(*entries: Entry) -> Catalog:
    return Catalog(entries=entries)


def test_context_and_message_choose_the_entry() -> None:
    """The title and the paragraph of the same words each have their own."""
    known = catalog(Entry("Home", "Дом"), Entry("Home", "Главная", msgctxt="title"))
    assert assign(known, [segment("Home", "title"), segment("Home"), segment("Away")]) == (
        "Главная",
        "Дом",
        None,
    )


def test_only_what_may_be_published_is_taken() -> None:
    """No fuzzy translation, unless the configuration says so; an obsolete one never."""
    known = catalog(Entry("a", "A", fuzzy=True), Entry("b", ""), Entry("c", "C", obsolete=True))
    segments = [segment("a"), segment("b"), segment("c")]
    assert assign(known, segments) == (None, None, None)
    assert assign(known, segments, publish_fuzzy=True) == ("A", None, None)


def test_occurrences_take_contexts_by_hand_in_order() -> None:
    """The last one serves the rest; what is fuzzy among them is skipped for its own occurrence only."""
    known = catalog(
        Entry("a", "1", msgctxt="x"), Entry("a", "2", msgctxt="y", fuzzy=True), Entry("a", "3", msgctxt="z")
    )
    assert assign(known, [segment("a")] * 4) == ("1", None, "3", "3")


def test_the_pages_own_entry_comes_first() -> None:
    """Contexts by hand fill in where it has nothing to publish."""
    by_hand = Entry("a", "1", msgctxt="x")
    assert assign(catalog(by_hand, Entry("a", "own")), [segment("a")]) == ("own",)
    assert assign(catalog(by_hand, Entry("a")), [segment("a")]) == ("1",)


def test_another_segments_context_is_none_by_hand() -> None:
    """The title's translation is not the paragraph's."""
    known = catalog(Entry("a", "1", msgctxt="title"))
    assert assign(known, [segment("a", "title"), segment("a")]) == ("1", None)


def test_the_first_plural_form_serves_a_page() -> None:
    """Pages have no plurals."""
    known = catalog(Entry("a", msgid_plural="as", msgstr_plural=("A", "AA")))
    assert assign(known, [segment("a")]) == ("A",)


def test_entries_are_counted() -> None:
    """Obsolete ones are no messages of the page."""
    known = catalog(
        Entry("a", "A"),
        Entry("b", "B", fuzzy=True),
        Entry("c"),
        Entry("d", fuzzy=True),
        Entry("e", "E", obsolete=True),
    )
    assert counts(known) == Counts(translated=1, fuzzy=1, untranslated=2, obsolete=1)
    assert counts(known).total == 4
