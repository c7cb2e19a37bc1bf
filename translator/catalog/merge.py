"""What becomes of a catalog when its page changes. Every translation is kept somewhere.

same message → kept · moved → kept · edited → the old translation as fuzzy, with the message it was made
for · gone → obsolete · back again → revived. Merging twice is merging once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.catalog.fuzzy import Index, ratio
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Merged", "merge"]

_ALIKE = 60.0
"""Percent of likeness from which an old translation helps more than it misleads; msgmerge's is 60, too."""

_NEIGHBOURS = 40.0
"""The same between the same two neighbours: there it can hardly be another sentence."""

_MARK = "translated by "
"""Begins the `#.` line that says which machine made a translation."""

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The catalog, and what was done to it."""

    catalog: Catalog
    kept: int = 0
    new: int = 0
    """Messages without any offer."""
    fuzzied: int = 0
    """Messages that an old translation is offered to."""
    obsoleted: int = 0
    revived: int = 0


class _Offer(NamedTuple):
    score: float
    fresh: int
    old: int


def merge(old: Catalog | None, fresh: Sequence[Entry], header: tuple[tuple[str, str], ...]) -> Merged:
    """Bring a catalog up to its page.

    :param old: the catalog as it stands, None for a new one
    :param fresh: the page's entries, untranslated, in document order
    :param header: the fields of a new catalog; those that an old one lacks are added
    """
    if old is None:
        return Merged(Catalog(header, tuple(fresh)), new=len(fresh))
    known: dict[Key, Entry] = {}
    for entry in old.entries:
        # of an active and an obsolete entry of one message the active one counts
        if not (entry.obsolete and (entry.msgctxt, entry.msgid) in known):
            known[entry.msgctxt, entry.msgid] = entry
    made_for = {
        (entry.previous_msgctxt or entry.msgctxt, entry.previous_msgid): entry
        for entry in old.entries
        if entry.fuzzy and entry.previous_msgid and entry.msgstr
    }
    wanted = {(entry.msgctxt, entry.msgid) for entry in fresh}
    entries: list[Entry] = []
    open_places: list[int] = []
    used: set[Key] = set()
    kept = revived = 0
    for entry in fresh:
        key = (entry.msgctxt, entry.msgid)
        was = known.get(key)
        before = made_for.get(key)
        if was is not None and (_has_text(was) or before is None):
            used.add(key)
            kept += not was.obsolete
            revived += was.obsolete
            entries.append(_carried(entry, was))
        elif before is not None:
            # the source went back to the text that this translation was made for
            revived += 1
            used.add((before.msgctxt, before.msgid))
            entries.append(_carried(entry, replace(before, fuzzy=False, previous_msgid=None, previous_msgctxt=None)))
        else:
            entries.append(entry)
        if not _has_text(entries[-1]) and was is None:
            open_places.append(len(entries) - 1)
    lost = [e for e in known.values() if (e.msgctxt, e.msgid) not in used and (e.msgctxt, e.msgid) not in wanted]
    foreign = _foreign(lost, fresh)
    lost = [entry for entry in lost if entry not in foreign]
    offered = _offers(old, entries, open_places, [entry for entry in lost if _has_text(entry)], used, wanted)
    for place, entry in offered.items():
        entries[place] = _fuzzied(entries[place], entry)
    taken = {(entry.msgctxt, entry.msgid) for entry in offered.values()}
    gone = [entry for entry in lost if _has_text(entry) and (entry.msgctxt, entry.msgid) not in taken]
    obsolete = [replace(entry, obsolete=True, references=(), extracted=_marks(entry)) for entry in gone]
    # obsolete twins of active entries stay where they differ: someone's other wording
    twins = [e for e in old.entries if e.obsolete and known[e.msgctxt, e.msgid] is not e and _has_text(e)]
    catalog = Catalog(
        _fields(old.header, header), (*_beside(entries, foreign), *obsolete, *twins), old.comments, old.header_fuzzy
    )
    return Merged(
        catalog, kept, len(open_places) - len(offered), len(offered), sum(not e.obsolete for e in gone), revived
    )


def _has_text(entry: Entry) -> bool:
    return bool(entry.msgstr) or any(entry.msgstr_plural)


def _marks(entry: Entry) -> tuple[str, ...]:
    return tuple(line for line in entry.extracted if line.startswith(_MARK))


def _carried(entry: Entry, was: Entry) -> Entry:
    """The page's entry with all that people and tools put into the old one."""
    return replace(
        was,
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        obsolete=False,
        references=entry.references,
        extracted=(*entry.extracted, *_marks(was)),
    )


def _fuzzied(entry: Entry, was: Entry) -> Entry:
    """An old translation, offered: with the message that it was truly made for."""
    chained = was.fuzzy and was.previous_msgid
    return replace(
        entry,
        msgstr=was.msgstr,
        fuzzy=True,
        previous_msgid=was.previous_msgid if chained else was.msgid,
        previous_msgctxt=was.previous_msgctxt if chained else was.msgctxt,
        comments=was.comments,
        flags=was.flags,
        extracted=(*entry.extracted, *_marks(was)),
    )


def _offers(
    old: Catalog, entries: Sequence[Entry], places: Sequence[int], lost: Sequence[Entry], used: set[Key], wanted: set[Key]
) -> dict[int, Entry]:
    """The best old translation for each new message: one each first, then again where it is very like."""
    if not places or not lost:
        return {}
    index = Index([entry.msgid for entry in lost])
    between = _between(old, lost, used | wanted)
    offers: list[_Offer] = []
    for place in places:
        text = entries[place].msgid
        hit = index.best(text, _ALIKE)
        if hit is not None:
            offers.append(_Offer(hit.score, place, hit.position))
        for position in between.get(_neighbours(entries, place, used), ()):
            score = ratio(text, lost[position].msgid)
            if score >= _NEIGHBOURS:
                offers.append(_Offer(score + 10, place, position))
    offers.sort(key=lambda offer: (-offer.score, offer.fresh, offer.old))
    chosen: dict[int, Entry] = {}
    gone: set[int] = set()
    for offer in offers:
        if offer.fresh not in chosen and offer.old not in gone:
            chosen[offer.fresh] = lost[offer.old]
            gone.add(offer.old)
    for offer in offers:  # a paragraph that was parted in two
        if offer.fresh not in chosen and offer.score >= _ALIKE:
            chosen[offer.fresh] = lost[offer.old]
    return chosen


def _between(old: Catalog, lost: Sequence[Entry], kept: set[Key]) -> dict[tuple[Key | None, Key | None], list[int]]:
    """The lost entries by the kept ones around them, in the old page's order."""
    numbers = {(entry.msgctxt, entry.msgid): number for number, entry in enumerate(lost)}
    active = [(entry.msgctxt, entry.msgid) for entry in old.entries if not entry.obsolete]
    found: dict[tuple[Key | None, Key | None], list[int]] = {}
    before: Key | None = None
    waiting: list[int] = []
    for key in [*active, None]:
        if key is None or key in kept:
            if waiting:
                found[before, key] = waiting
            before, waiting = key, []
        elif key in numbers:
            waiting.append(numbers[key])
    return found


def _neighbours(entries: Sequence[Entry], place: int, used: set[Key]) -> tuple[Key | None, Key | None]:
    def key(entry: Entry) -> Key:
        return entry.msgctxt, entry.msgid

    before = next((key(e) for e in reversed(entries[:place]) if key(e) in used), None)
    after = next((key(e) for e in entries[place + 1 :] if key(e) in used), None)
    return before, after


def _foreign(lost: Sequence[Entry], fresh: Sequence[Entry]) -> list[Entry]:
    """Entries that a translator parted by a context of their own, as long as the message is on the page."""
    plain = {entry.msgid: entry for entry in fresh if entry.msgctxt is None}
    return [
        entry
        for entry in lost
        if not entry.obsolete
        and entry.msgctxt is not None
        and entry.msgid in plain
        and (not entry.extracted or entry.extracted[:1] == plain[entry.msgid].extracted[:1])
    ]


def _beside(entries: Sequence[Entry], foreign: Sequence[Entry]) -> list[Entry]:
    """Foreign entries behind the entry of the same message."""
    by_message: dict[str, list[Entry]] = {}
    for entry in foreign:
        by_message.setdefault(entry.msgid, []).append(entry)
    result = []
    for entry in entries:
        result.append(entry)
        if entry.msgctxt is None:
            result += by_message.pop(entry.msgid, [])
    return result


def _fields(had: tuple[tuple[str, str], ...], header: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    names = {name for name, _ in had}
    return had + tuple((name, value) for name, value in header if name not in names)
