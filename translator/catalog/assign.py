"""Which translation goes to which segment, and how far a catalog has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.catalog.marks import engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.model import Catalog, Entry, Segment

__all__ = ["Counts", "assign", "by_people", "counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries a catalog has of each kind."""

    translated: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    obsolete: int = 0

    @property
    def total(self) -> int:
        """The messages of the page."""
        return self.translated + self.fuzzy + self.untranslated


def assign(
    catalog: Catalog, segments: Sequence[Segment], *, publish_fuzzy: bool = False
) -> tuple[str | None, ...]:
    """Find the translation of each segment.

    The entry of the segment's context and message first. Where it has nothing to publish, a translator
    may have parted the message by contexts of their own: its n-th occurrence takes the n-th of those
    entries, the last one again where there are more.

    :return: one a segment, None where there is nothing to publish
    """
    chosen = _chosen(catalog, segments, publish_fuzzy=publish_fuzzy)
    return tuple(None if entry is None else _text(entry) for entry in chosen)


def by_people(
    catalog: Catalog, segments: Sequence[Segment], *, publish_fuzzy: bool = False
) -> frozenset[int]:
    """Find the segments whose translation is a person's, as far as anybody knows.

    :return: their numbers
    """
    chosen = _chosen(catalog, segments, publish_fuzzy=publish_fuzzy)
    return frozenset(
        number for number, entry in enumerate(chosen) if entry is not None and not engine_of(entry)
    )


def _chosen(catalog: Catalog, segments: Sequence[Segment], *, publish_fuzzy: bool) -> Iterator[Entry | None]:
    """The entry that each segment's translation is taken from."""
    own = {(segment.context, segment.message) for segment in segments}
    exact: dict[tuple[str, str], Entry] = {}
    by_hand: dict[str, list[Entry]] = {}
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        key = (entry.msgctxt or "", entry.msgid)
        if key in own:
            exact.setdefault(key, entry)
        elif entry.msgctxt is not None:
            by_hand.setdefault(entry.msgid, []).append(entry)
    seen: Counter[str] = Counter()
    for segment in segments:
        found = _published(exact.get((segment.context, segment.message)), publish_fuzzy=publish_fuzzy)
        parted = [] if segment.context else by_hand.get(segment.message, [])
        if found is None and parted:
            place = min(seen[segment.message], len(parted) - 1)
            found = _published(parted[place], publish_fuzzy=publish_fuzzy)
        seen[segment.message] += not segment.context
        yield found


def _text(entry: Entry) -> str:
    """The translation, empty if it is blank; where somebody gave plural forms, the first of them."""
    text = entry.msgstr_plural[0] if entry.msgstr_plural else entry.msgstr
    return "" if text.isspace() else text


def _published(entry: Entry | None, *, publish_fuzzy: bool) -> Entry | None:
    if entry is None or (entry.fuzzy and not publish_fuzzy) or not _text(entry):
        return None
    return entry


def counts(catalog: Catalog) -> Counts:
    """Count a catalog's entries."""
    kinds = Counter(_kind(entry) for entry in catalog.entries)
    return Counts(**kinds)


def _kind(entry: Entry) -> str:
    if entry.obsolete:
        return "obsolete"
    if not _text(entry):
        return "untranslated"
    return "fuzzy" if entry.fuzzy else "translated"
