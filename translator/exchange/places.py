"""Where in a catalog rows belong that come back: at their message, at what it was edited to, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.catalog.marks import engine_of
from translator.catalog.offers import key as entry_key
from translator.catalog.offers import offers
from translator.exchange.rows import message_key, sent
from translator.model import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.exchange.rows import Row
    from translator.model import Catalog

__all__ = ["Place", "context_of", "find"]

_MIXED = "its message is not the one of its id: was one column sorted without the others, or edited?"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs."""

    index: int = -1
    """In the catalog's entries, an obsolete one where no other is left; -1 for nowhere."""
    edited: bool = False
    """The entry's message is not the row's any more."""
    problem: str = ""
    """Why it belongs nowhere, and must not be taken."""


def find(catalog: Catalog, rows: Sequence[Row], numbers: Sequence[int]) -> dict[int, Place]:
    """Find where rows belong.

    :param catalog: as it stands now
    :param rows: those of a page, in the file's order
    :param numbers: those to find, each message once; the others tell what stood around them
    :return: number → place, for all of `numbers`
    """
    places: dict[int, Place] = {}
    active: dict[str, int] = {}
    edited: dict[str, int] = {}
    obsolete: dict[str, int] = {}
    plural: set[str] = set()
    for index, entry in enumerate(catalog.entries):
        if entry.msgid_plural is not None:
            plural.add(message_key(entry.msgctxt, entry.msgid))
            continue
        (obsolete if entry.obsolete else active).setdefault(message_key(entry.msgctxt, entry.msgid), index)
        if entry.fuzzy and not entry.obsolete and entry.previous_msgid is not None:
            for context in (entry.previous_msgctxt, entry.msgctxt):  # some editors leave `#| msgctxt` out
                edited.setdefault(message_key(context, entry.previous_msgid), index)
    absent: list[int] = []
    for number in numbers:
        row = rows[number]
        name = _key(row, active)
        index = active.get(name, -1)
        if name in plural:
            places[number] = Place(problem="it has plural forms: translate it in its catalog")
        elif index < 0 and name == message_key(context_of(row), row.message):
            absent.append(number)
        elif index >= 0 and _bare(catalog.entries[index].msgid) == _bare(row.message):
            places[number] = Place(index)
        else:
            places[number] = Place(problem=_MIXED)
    used = {place.index for place in places.values()}
    lost: list[int] = []
    for number in absent:
        index = edited.get(_key(rows[number], active), -1)
        if index >= 0 and index not in used:
            places[number] = Place(index, edited=True)
            used.add(index)
        else:
            lost.append(number)
    for number, index in _offered(catalog, rows, lost, used).items():
        places[number] = Place(index, edited=True)
    for number in lost:
        places.setdefault(number, Place(obsolete.get(_key(rows[number], active), -1)))
    return places


def _key(row: Row, active: Mapping[str, int]) -> str:
    was = sent(row)
    if was is not None:
        return was.key
    plain = message_key(row.context, row.message)
    empty = message_key("", row.message)  # most formats have no empty context
    return empty if row.context is None and plain not in active and empty in active else plain


def context_of(row: Row) -> str | None:
    """The row's context: where a format gives none for an empty one, its id tells them apart."""
    was = sent(row)
    if row.context is None and was is not None and was.key == message_key("", row.message):
        return ""
    return row.context


def _bare(text: str) -> str:
    return "".join(text.split())


def _offered(catalog: Catalog, rows: Sequence[Row], lost: Sequence[int], used: set[int]) -> dict[int, int]:
    """Find the messages that lost rows' messages were edited to: by likeness and by place, as a merge does.

    :param used: entries that other rows belong to
    :return: number of a row → index of an entry that has no translation of a person's
    """
    if not lost:
        return {}
    old = [Entry(row.message, row.translation, context_of(row)) for row in rows]
    fresh = [(index, entry) for index, entry in enumerate(catalog.entries) if not entry.obsolete]
    known = {entry_key(entry) for entry in old}
    free = [
        place
        for place, (index, entry) in enumerate(fresh)
        if index not in used
        and entry_key(entry) not in known
        and entry.msgid_plural is None
        and (not entry.has_text or engine_of(entry))
    ]
    by_key = {entry_key(old[number]): number for number in lost}
    found: dict[int, int] = {}
    pairs = offers(old, [old[number] for number in lost], [entry for _, entry in fresh], free)
    for place, entry in pairs.items():
        found.setdefault(by_key[entry_key(entry)], fresh[place][0])
    return found
