"""What becomes of translations when their page changes."""

from __future__ import annotations

from dataclasses import replace

from catalog_strategies import catalogs
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.catalog import header, merge
from translator.model import Catalog, Entry

HEADER = header.new_header("ru")
FOX = "The quick brown fox jumps over the lazy dog."
FOX_EDITED = "The quick brown fox leaps over the lazy dog."
FOX_AGAIN = "The quick red fox leaps over the lazy dog."


def page(*messages: str) -> list[Entry]:
    """What a page's template is."""
    return [
        Entry(message, references=(("a.md", line),), extracted=("paragraph",))
        for line, message in enumerate(messages, 1)
    ]


def translated(*messages: str) -> Catalog:
    """A page's catalog after a translator's work."""
    entries = tuple(replace(entry, msgstr=f"ru {entry.msgid}") for entry in page(*messages))
    return Catalog(HEADER, entries)


def by_message(catalog: Catalog) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalog.entries}


def again(merged: merge.Merged, fresh: list[Entry]) -> merge.Merged:
    return merge.merge(merged.catalog, fresh, HEADER)


def test_a_new_catalog_is_the_page() -> None:
    """With the header it is given."""
    merged = merge.merge(None, page("a", "b"), HEADER)
    assert merged == merge.Merged(Catalog(HEADER, tuple(page("a", "b"))), new=2)


def test_the_same_message_keeps_all_that_people_put_there() -> None:
    """Translation, flags, comments, previous message; references and `#.` lines are the page's."""
    old = Entry(
        "a", "A", fuzzy=True, previous_msgid="aa", references=(("old.md", 9),),
        extracted=("heading 1", "translated by deepl"), comments=("mine",), flags=("no-wrap",),
    )  # fmt: skip
    merged = merge.merge(Catalog(HEADER, (old,)), page("a"), HEADER)
    new = replace(old, references=(("a.md", 1),), extracted=("paragraph", "translated by deepl"))
    assert merged == merge.Merged(Catalog(HEADER, (new,)), kept=1)


def test_a_moved_message_keeps_its_translation() -> None:
    """The order is the page's."""
    merged = merge.merge(translated("a", "b", "c"), page("c", "a", "b"), HEADER)
    assert [entry.msgstr for entry in merged.catalog.entries] == ["ru c", "ru a", "ru b"]
    assert merged.kept == 3


def test_an_edited_message_is_offered_its_old_translation() -> None:
    """Fuzzy, with the message it was made for; nothing obsolete is left of it."""
    merged = merge.merge(translated("a", FOX, "b"), page("a", FOX_EDITED, "b"), HEADER)
    entry = merged.catalog.entries[1]
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == (FOX_EDITED, f"ru {FOX}", True)
    assert entry.previous_msgid == FOX
    assert (merged.kept, merged.fuzzied, merged.obsoleted, len(merged.catalog.entries)) == (2, 1, 0, 3)


def test_an_edited_message_moves_with_its_context() -> None:
    """`#| msgctxt` where there was one."""
    old = Catalog(HEADER, (Entry(FOX, "F", msgctxt="title"),))
    merged = merge.merge(old, [Entry(FOX_EDITED, msgctxt="title")], HEADER)
    assert merged.catalog.entries[0].previous_msgctxt == "title"
    assert again(merged, [Entry(FOX, msgctxt="title")]).catalog == old


def test_a_message_that_went_is_obsolete_if_it_was_translated() -> None:
    """An untranslated one is no loss."""
    old = translated("a", "b")
    old = replace(old, entries=(*old.entries, *page("c")))
    merged = merge.merge(old, page("a"), HEADER)
    assert [(e.msgid, e.obsolete) for e in merged.catalog.entries] == [("a", False), ("b", True)]
    assert merged.catalog.entries[1].references == ()
    assert merged.obsoleted == 1


def test_what_came_back_has_its_translation_again() -> None:
    """Translated if it was translated, fuzzy if it was fuzzy."""
    old = translated("a", "b", "c")
    old = replace(old, entries=(*old.entries[:2], replace(old.entries[2], fuzzy=True)))
    merged = again(merge.merge(old, page("a"), HEADER), page("a", "b", "c"))
    assert merged.catalog == old
    assert merged.revived == 2


def test_a_reverted_edit_brings_all_back() -> None:
    """Once, and after a second edit on top of it."""
    old = translated("a", FOX, "b")
    once = merge.merge(old, page("a", FOX_EDITED, "b"), HEADER)
    twice = again(once, page("a", FOX_AGAIN, "b"))
    assert twice.catalog.entries[1].previous_msgid == FOX
    for edited in (once, twice):
        assert again(edited, page("a", FOX, "b")).catalog == old


def test_what_nobody_had_approved_does_not_come_back_as_approved() -> None:
    """A fuzzy translation without a previous message stays fuzzy through an edit and its revert."""
    old = translated(FOX)
    old = replace(
        old, entries=(replace(old.entries[0], fuzzy=True, extracted=("paragraph", "translated by deepl")),)
    )
    merged = merge.merge(old, page(FOX_EDITED), HEADER)
    assert merged.catalog.entries[0].previous_msgid is None
    assert again(merged, page(FOX)).catalog == old


def test_a_translation_approved_meanwhile_stays() -> None:
    """When the edited message and the old one are both on the page, each has its own."""
    merged = merge.merge(translated(FOX), page(FOX_EDITED), HEADER)
    done = replace(merged.catalog.entries[0], msgstr="neu", fuzzy=False, previous_msgid=None)
    merged = merge.merge(replace(merged.catalog, entries=(done,)), page(FOX_EDITED, FOX), HEADER)
    assert [entry.msgstr for entry in merged.catalog.entries] == ["neu", ""]


def test_a_parted_paragraph_offers_its_translation_to_both() -> None:
    """And is whole again when they are joined again."""
    first, second = (
        "The first half of a long paragraph, about cats.",
        "Here comes its other half, which is about dogs.",
    )
    old = translated("a", f"{first} {second}", "b")
    merged = merge.merge(old, page("a", first, second, "b"), HEADER)
    assert merged.fuzzied == 2
    assert again(merged, page("a", f"{first} {second}", "b")).catalog == old


def test_place_helps_where_words_do_not() -> None:
    """Between the same neighbours less likeness is needed than elsewhere."""
    short, long = "Opening hours in summer", "Opening hours in summer, winter and on all public holidays"
    in_place = merge.merge(translated("a", short, "b"), page("a", long, "b"), HEADER)
    elsewhere = merge.merge(translated("a", short, "b"), page("a", "b", long), HEADER)
    assert (in_place.fuzzied, elsewhere.fuzzied) == (1, 0)


def test_the_likelier_pair_wins() -> None:
    """Of two edited messages that are like each other, each has its own offer."""
    numbered = [f"Step {n}: open the window number {n} with the key." for n in range(8)]
    edited = [text.replace("open", "close") for text in numbered]
    merged = merge.merge(translated(*numbered), page(*edited), HEADER)
    assert [entry.previous_msgid for entry in merged.catalog.entries] == numbered


def test_what_was_obsolete_stays_so_when_it_is_offered() -> None:
    """It may still come back itself."""
    old = translated(FOX)
    gone = merge.merge(old, [], HEADER)
    offered = again(gone, page(FOX_EDITED))
    assert [(e.msgid, e.obsolete) for e in offered.catalog.entries] == [(FOX_EDITED, False), (FOX, True)]
    assert again(offered, page(FOX)).catalog == old


def test_an_empty_entry_is_left_empty() -> None:
    """Whoever removed an offer is not offered it again."""
    merged = merge.merge(translated(FOX), page(FOX_EDITED), HEADER)
    emptied = replace(
        merged.catalog, entries=(*page(FOX_EDITED), replace(translated(FOX).entries[0], obsolete=True))
    )
    assert merge.merge(emptied, page(FOX_EDITED), HEADER).fuzzied == 0


def test_contexts_by_hand_stay_beside_the_pages_entry() -> None:
    """As long as the message is on the page; then they are obsolete as any."""
    old = translated("a", "b")
    parted = [replace(old.entries[0], msgctxt=context, msgstr=context) for context in ("one", "two")]
    old = replace(old, entries=(*old.entries, *parted))
    merged = merge.merge(old, page("a", "b"), HEADER)
    assert [(e.msgid, e.msgctxt) for e in merged.catalog.entries] == [
        ("a", None),
        ("a", "one"),
        ("a", "two"),
        ("b", None),
    ]
    assert again(merged, page("a", "b")).catalog == merged.catalog
    gone = again(merged, page("b"))
    assert sum(entry.obsolete for entry in gone.catalog.entries) == 3


def test_contexts_by_hand_stand_instead_of_an_entry_that_was_taken_out() -> None:
    """It does not come back empty, which would leave the page incomplete for ever."""
    old = translated("b")
    parted = [replace(page("a")[0], msgctxt=context, msgstr=context) for context in ("one", "two")]
    merged = merge.merge(replace(old, entries=(*parted, *old.entries)), page("a", "b"), HEADER)
    assert [entry.msgctxt for entry in merged.catalog.entries] == ["one", "two", None]
    assert (merged.kept, merged.new) == (3, 0)


def test_a_context_of_the_page_that_changed_is_none_by_hand() -> None:
    """The same text as another thing is offered, as any edited message is."""
    old = Catalog(HEADER, (Entry("Opening hours", "Часы", msgctxt="title", extracted=("front matter",)),))
    merged = merge.merge(old, page("Opening hours"), HEADER)
    (entry,) = merged.catalog.entries
    assert (entry.msgctxt, entry.msgstr, entry.fuzzy) == (None, "Часы", True)
    assert (entry.previous_msgctxt, entry.previous_msgid) == ("title", "Opening hours")


def test_the_old_header_is_kept_and_completed() -> None:
    """What an editor put there stays; what is missing or empty comes from the new one."""
    old = Catalog((("Last-Translator", "Ann"), ("Language", ""), ("X-Poedit", "1")), comments=("(c)",))
    merged = merge.merge(old, [], HEADER)
    assert merged.catalog.header[:3] == (("Last-Translator", "Ann"), ("Language", "ru"), ("X-Poedit", "1"))
    assert merged.catalog.get("Plural-Forms") == dict(HEADER)["Plural-Forms"]
    assert merged.catalog.comments == ("(c)",)


# Messages that are like one another, so that offers compete.
MESSAGES = st.lists(
    st.sampled_from(["the", "cat", "dog", "sat", "on", "a", "mat"]), min_size=1, max_size=6
).map(" ".join)
PAGES = st.lists(
    st.builds(
        lambda text, context: Entry(
            text, msgctxt=context, extracted=(f"{context} text" if context else "paragraph",)
        ),
        MESSAGES,
        st.sampled_from([None, None, "title", "alt"]),
    ),
    max_size=8,
    unique_by=lambda entry: (entry.msgctxt, entry.msgid),
)
HISTORIES = st.lists(PAGES, min_size=1, max_size=4)


ACTS = ["leave", "leave", "translate", "doubt", "comment"]


def _act(entry: Entry, number: int, act: str) -> Entry:
    """What a translator does with an entry."""
    if act == "comment":
        return replace(entry, comments=(*entry.comments, str(number)))
    if act == "translate" and not entry.obsolete:
        text = f"{number} {entry.msgid}"
        return replace(entry, msgstr=text, fuzzy=False, previous_msgid=None, previous_msgctxt=None)
    if act == "doubt" and entry.msgstr and not entry.obsolete:
        return replace(entry, msgstr=f"{number}? {entry.msgid}", fuzzy=True)
    return entry


@st.composite
def worked_on(draw: st.DrawFn) -> Catalog:
    """A catalog that pages and people took turns with."""
    catalog = Catalog(HEADER)
    for number, fresh in enumerate(draw(HISTORIES)):
        catalog = merge.merge(catalog, fresh, HEADER).catalog
        entries = [_act(entry, number, draw(st.sampled_from(ACTS))) for entry in catalog.entries]
        catalog = replace(catalog, entries=tuple(entries))
    return catalog


def texts(catalog: Catalog) -> set[str]:
    return {text for entry in catalog.entries for text in (entry.msgstr, *entry.msgstr_plural) if text}


@given(worked_on() | catalogs(), PAGES)
def test_no_translation_is_lost(old: Catalog, fresh: list[Entry]) -> None:
    """Whatever becomes of the page: each stands somewhere, with people's comments on it."""
    merged = merge.merge(old, fresh, HEADER).catalog
    assert texts(old) <= texts(merged)
    comments = {line for entry in merged.entries for line in entry.comments}
    assert {line for entry in old.entries if entry.msgstr for line in entry.comments} <= comments


@given(worked_on() | catalogs(), PAGES)
def test_merging_twice_is_merging_once(old: Catalog, fresh: list[Entry]) -> None:
    """The second time there is nothing to do."""
    once = merge.merge(old, fresh, HEADER)
    twice = again(once, fresh)
    assert twice.catalog == once.catalog
    assert (twice.new, twice.fuzzied, twice.obsoleted, twice.revived) == (0, 0, 0, 0)


@given(worked_on() | catalogs(), PAGES)
def test_each_message_of_the_page_has_its_entry(old: Catalog, fresh: list[Entry]) -> None:
    """Once, in the page's order, unless contexts by hand stand for it; no key occurs twice."""
    merged = merge.merge(old, fresh, HEADER)
    keys = [(entry.msgctxt, entry.msgid) for entry in merged.catalog.entries]
    assert len(keys) == len(set(keys))
    active = [(entry.msgctxt, entry.msgid) for entry in merged.catalog.entries if not entry.obsolete]
    wanted = [(entry.msgctxt, entry.msgid) for entry in fresh]
    messages = {message for _, message in active}
    assert all(key in active or key[1] in messages for key in wanted)
    assert [key for key in active if key in wanted] == [key for key in wanted if key in active]
    assert merged.kept + merged.new + merged.fuzzied + merged.revived == len(active)


@settings(max_examples=200)
@given(PAGES, PAGES)
def test_a_revert_brings_back_every_translation(before: list[Entry], after: list[Entry]) -> None:
    """There and back again is nowhere at all, for a page that was translated."""
    old = Catalog(HEADER, tuple(replace(e, msgstr=f"ru {e.msgid}{e.msgctxt}") for e in before))
    there = merge.merge(old, after, HEADER)
    back = again(there, before)
    assert [entry for entry in back.catalog.entries if not entry.obsolete] == list(old.entries)
