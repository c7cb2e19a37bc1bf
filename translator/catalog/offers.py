"""Which old translation is offered to which new message: by likeness, and by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translator.catalog.fuzzy import Index, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.model import Entry

__all__ = ["Key", "key", "offers"]

Key = tuple[str | None, str]
"""(msgctxt, msgid): what makes an entry the same."""

Gap = tuple[Key | None, Key | None]
"""The kept entries before and behind."""

_ALIKE = 60.0
"""Percent of likeness from which an old translation helps more than it misleads: msgmerge's, too."""

_ALIKE_IN_PLACE = 40.0
"""The same between the same two neighbours, where the one text stands for the other most likely."""

_PLACE = 10.0
"""What the place is worth in percent of likeness, where two offers compete."""

_CONTEXT = 1.0
"""What the same msgctxt is worth."""

_CHOICES = 3
"""Old messages looked at for each new one: its best may be another's even better."""


_CROWD = 20
"""Old messages between two neighbours from which on their place says nothing."""


class _Offer(NamedTuple):
    score: float
    new: int
    old: int
    alike: float


def key(entry: Entry) -> Key:
    """Give what makes an entry the same."""
    return entry.msgctxt, entry.msgid


def offers(
    old: Sequence[Entry], lost: Sequence[Entry], fresh: Sequence[Entry], new: Sequence[int]
) -> dict[int, Entry]:
    """Choose an old translation for each new message that one is like.

    One old translation for one new message, the likeliest pairs first; then once more, to a message that
    has none and is like it more than like any other: a paragraph may have been parted in two.

    :param old: the old catalog's entries, in the order of the page as it was
    :param lost: those whose translations are to be offered
    :param fresh: the page's entries
    :param new: positions in `fresh` of those that need an offer
    :return: position in `fresh` → the old entry
    """
    if not lost or not new:
        return {}
    found = sorted(_found(old, lost, fresh, new), key=lambda offer: (-offer.score, offer.new, offer.old))
    chosen: dict[int, Entry] = {}
    given: set[int] = set()
    for offer in found:
        if offer.new not in chosen and offer.old not in given:
            chosen[offer.new] = lost[offer.old]
            given.add(offer.old)
    seen: set[int] = set()
    for offer in found:
        if offer.new not in seen and offer.new not in chosen and offer.alike >= _ALIKE:
            chosen[offer.new] = lost[offer.old]
        seen.add(offer.new)
    return chosen


def _found(
    old: Sequence[Entry], lost: Sequence[Entry], fresh: Sequence[Entry], new: Sequence[int]
) -> Iterator[_Offer]:
    index = Index([entry.msgid for entry in lost])
    stayed = {key(entry) for entry in old if not entry.obsolete} & {key(entry) for entry in fresh}
    had = _gaps([entry for entry in old if not entry.obsolete], stayed)
    has = _gaps(fresh, stayed)
    in_place: dict[Gap, list[int]] = {}
    for position, entry in enumerate(lost):
        if key(entry) in had and not entry.obsolete:
            in_place.setdefault(had[key(entry)], []).append(position)
    for number in new:
        entry = fresh[number]
        near = {hit.position: hit.score for hit in index.near(entry.msgid, _ALIKE, _CHOICES)}
        here = in_place.get(has[key(entry)], ())
        if len(here) > _CROWD:
            here = ()
        for position in here:
            near.setdefault(position, ratio(entry.msgid, lost[position].msgid))
        for position, alike in near.items():
            placed = position in here
            if alike >= (_ALIKE_IN_PLACE if placed else _ALIKE):
                same = entry.msgctxt == lost[position].msgctxt
                yield _Offer(alike + _PLACE * placed + _CONTEXT * same, number, position, alike)


def _gaps(entries: Sequence[Entry], stayed: set[Key]) -> dict[Key, Gap]:
    """Between which kept entries each of the others stands."""
    gaps: dict[Key, Gap] = {}
    waiting: list[Key] = []
    before: Key | None = None
    for each in [*map(key, entries), None]:
        if each is not None and each not in stayed:
            waiting.append(each)
            continue
        for between in waiting:
            gaps[between] = (before, each)
        waiting, before = [], each
    return gaps
