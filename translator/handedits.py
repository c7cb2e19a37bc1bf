"""What somebody's edits of a localized page mean for its catalog: pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator import byhand
from translator.catalog import assign
from translator.catalog.marks import engine_of, original
from translator.page.parse import parse
from translator.page.write import write
from translator.readback import Edits, compare, compare_loosely, rows_of_catalog, rows_of_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translator.model import Catalog, Pair
    from translator.page.parse import Page
    from translator.readback import Row
    from translator.rules import Rules

__all__ = ["Edited", "Found", "Made", "made", "read_back", "short"]

Key = tuple[str, str]

_ALIKE = 60.0
"""How like a fuzzy translation (0 to 100) a text is that was made of it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A localized page that differs from what was written last."""

    localized: Page
    base: Page | None
    """The source page that it was written from, if that is known …"""
    written: tuple[str, ...] | None
    """… and the texts that it was written with, one a segment of the base."""
    pair: Pair
    rules: Rules
    catalog_changed: bool
    """Whether somebody edited the catalog, too, since."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an edited page has that its catalog does not."""

    wanted: Mapping[Key, tuple[str, ...]]
    """Edits: the texts of an entry's occurrences."""
    loose: tuple[tuple[int, str], ...]
    """What is not certain: its line in the localized page, and why."""
    beside: Mapping[Key, str]
    """What a comment of an entry has to keep, where page and catalog differ."""
    lost: tuple[tuple[int, str], ...]
    """Texts without a counterpart, and their lines."""
    changed: bool
    unchanged: frozenset[int]
    """Segments of the page that are as they were written."""


class Made(NamedTuple):
    """A page as a catalog gives it."""

    page: Page
    texts: tuple[str, ...]
    """What stands in it for each segment of its source page: with the labels of references, for example."""


def short(text: str) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= 60 else text[:57] + "…"


def read_back(old: Catalog, edited: Edited) -> Found:
    """Find out what was done to a page.

    :param old: its catalog
    :param edited: the page, and what is known of its past
    """
    rows, found = _compared(old, edited)
    segments = edited.localized.segments
    published = _published(old, [row.key for row in rows], edited.rules)
    waiting = _waiting(old, edited.rules)
    base = edited.base
    now = made(old, base, edited.rules, edited.pair.localized).texts if base and edited.written else ()
    texts: dict[Key, dict[int, str]] = {}
    for row, number in (*found.same, *found.changed):
        texts.setdefault(rows[row].key, {})[row] = segments[number].message
    wanted: dict[Key, tuple[str, ...]] = {}
    beside: dict[Key, str] = {}
    loose = list(_homeless(rows, found, edited))
    for row, number in found.changed:
        segment, key = segments[number], rows[row].key
        known = published.get(key, "")
        if known == segment.message:
            continue
        if known and _catalog_differs(edited, row, now):
            both = f"“{short(segment.message)}”, “{short(known)}”"
            loose.append((segment.line, f"here and in {edited.pair.catalog}: {both}"))
            beside[key] = _told("the catalog", known)
        if edited.rules.ours:
            beside[key] = _told("the page", segment.message)
        else:
            if not known and _is_other(waiting.get(key, ""), segment.message, edited.rules):
                beside[key] = _told("the catalog", waiting[key])
            wanted[key] = tuple(text for _, text in sorted(texts[key].items()))
    return Found(
        wanted,
        tuple(sorted(loose)),
        beside,
        tuple((segments[number].line, segments[number].message) for number in found.added),
        bool(found.changed),
        frozenset(number for _, number in found.same),
    )


def made(old: Catalog, base: Page, rules: Rules, path: str) -> Made:
    """Make the page that a catalog gives of a source page, without hash and locale.

    :param old: the catalog; of an edited message, what it was before counts
    :param base: the source page
    :param path: the localized page's
    """
    entries = [
        replace(entry, msgid=entry.previous_msgid, msgctxt=entry.previous_msgctxt, fuzzy=False)
        if entry.fuzzy and entry.previous_msgid and entry.msgstr
        else entry
        for entry in old.entries
    ]
    former = replace(old, entries=tuple(entries))
    texts = assign.assign(former, base.segments, publish_fuzzy=rules.publish_fuzzy)
    people = assign.by_people(former, base.segments, publish_fuzzy=rules.publish_fuzzy)
    page = parse(write(base, texts, by_people=people).data, rules.options, path)
    if len(page.segments) == len(base.segments):
        return Made(page, tuple(segment.message for segment in page.segments))
    return Made(page, tuple(text or each.message for text, each in zip(texts, base.segments, strict=True)))


def _told(whose: str, text: str) -> str:
    return f"{whose} had: {' '.join(text.split())}"


def _compared(old: Catalog, edited: Edited) -> tuple[Sequence[Row], Edits]:
    base, localized = edited.base, edited.localized
    if base is None:
        rows = rows_of_catalog(old)
        return rows, compare_loosely(rows, localized)
    rows = rows_of_page(base, edited.written or made(old, base, edited.rules, edited.pair.localized).texts)
    found = compare(rows, localized)
    if found.added or found.gone:
        straight = byhand.pair(base, localized)
        # the same structure to the letter: everything has its place, unless two have changed theirs
        if isinstance(straight, tuple) and (edited.rules.theirs or not _moved(rows, found, localized)):
            changed = [(n, n) for n, text in enumerate(straight) if text not in rows[n].texts]
            same = [(n, n) for n, text in enumerate(straight) if text in rows[n].texts]
            found = Edits(tuple(changed), tuple(same), (), ())
    own = byhand.own_values(base, localized)
    return rows, replace(found, added=tuple(number for number in found.added if number not in own))


def _moved(rows: Sequence[Row], found: Edits, localized: Page) -> dict[int, int]:
    """Find texts that stand at another place than they were written at: segment → row."""
    gone = {byhand.bare(rows[row].texts[0]): row for row in found.gone}
    texts = {number: byhand.bare(localized.segments[number].message) for number in found.added}
    return {number: gone[text] for number, text in texts.items() if text in gone}


def _catalog_differs(edited: Edited, row: int, now: Sequence[str]) -> bool:
    """Tell whether the catalog says something else of a message than when the page was written.

    :param now: what the catalog gives now, as it would stand in the page
    """
    if edited.written is None:
        return edited.catalog_changed
    return byhand.bare(now[row]) != byhand.bare(edited.written[row])


def _homeless(rows: Sequence[Row], found: Edits, edited: Edited) -> Iterator[tuple[int, str]]:
    """Name the texts that came, and those that went."""
    segments = edited.localized.segments
    merged = {number for _, number in found.merged}
    moved = _moved(rows, found, edited.localized)
    for number in found.added:
        segment = segments[number]
        if number in moved:
            yield segment.line, f"“{short(segment.message)}” stands at another place than in the source"
            continue
        why = "has the words of several texts" if number in merged else "has no counterpart in the source"
        yield segment.line, f"“{short(segment.message)}” {why}"
    for row in found.gone:
        if row in moved.values():
            continue
        if rows[row].key[0] and rows[row].shape == rows[row].key[0]:
            continue  # a front matter key: the localized page may do without it
        home = dict(found.merged).get(row)
        if home is not None:
            yield segments[home].line, f"“{short(rows[row].texts[0])}” was merged with the text here"
            continue
        after = max((number for other, number in found.same if other < row), default=-1)
        line = segments[after].line if after >= 0 else 1
        yield line, f"behind this line “{short(rows[row].texts[0])}” is missing"


def _waiting(old: Catalog, rules: Rules) -> dict[Key, str]:
    """What people wrote of messages that a page shows in the source's language, since it is fuzzy."""
    found: dict[Key, str] = {}
    for entry in old.entries:
        if entry.obsolete or not entry.fuzzy or rules.publish_fuzzy:
            continue
        theirs = original(entry)
        if theirs is entry and engine_of(entry):
            continue
        found[entry.msgctxt or "", entry.msgid] = theirs.msgstr
        if entry.previous_msgid:
            found.setdefault((entry.previous_msgctxt or "", entry.previous_msgid), theirs.msgstr)
    return found


def _is_other(waiting: str, text: str, rules: Rules) -> bool:
    """Whether a text takes the place of another that whoever wrote it may not have seen."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (few pages need it)

    if not waiting or byhand.bare(waiting) == byhand.bare(text):
        return False
    return rules.theirs or fuzz.ratio(waiting, text) < _ALIKE


def _published(old: Catalog, keys: Sequence[Key], rules: Rules) -> dict[Key, str]:
    """What the catalog says now of each message, under its former message too."""
    found: dict[Key, str] = {}
    for entry in old.entries:
        if entry.msgstr and not entry.obsolete and (not entry.fuzzy or rules.publish_fuzzy):
            found[entry.msgctxt or "", entry.msgid] = entry.msgstr
        elif entry.msgstr and entry.fuzzy and entry.previous_msgid:
            found.setdefault((entry.previous_msgctxt or "", entry.previous_msgid), entry.msgstr)
    return {key: found[key] for key in keys if key in found}
