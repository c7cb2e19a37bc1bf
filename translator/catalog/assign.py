"""Which translation goes to which segment, and how far a catalog has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import Catalog, Entry, Segment

__all__ = ["Counts", "assign", "counts"]


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


def assign(catalog: Catalog, segments: Sequence[Segment], *, publish_fuzzy: bool = False) -> tuple[str | None, ...]:
    """The translation of each segment; None where there is none to publish.

    Of duplicates that a translator parted by contexts of their own, the n-th occurrence takes the n-th
    entry, the last one again where there are more.
    """
    exact: dict[tuple[str, str], Entry] = {}
    by_message: dict[str, list[Entry]] = {}
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        exact[entry.msgctxt or "", entry.msgid] = entry
        if entry.msgctxt is not None:
            by_message.setdefault(entry.msgid, []).append(entry)
    own = {(segment.context, segment.message) for segment in segments}
    seen: Counter[str] = Counter()
    found: list[str | None] = []
    for segment in segments:
        entry = exact.get((segment.context, segment.message))
        if not segment.context and segment.message in by_message:
            parted = [e for e in by_message[segment.message] if (e.msgctxt or "", e.msgid) not in own]
            if parted:
                entry = parted[min(seen[segment.message], len(parted) - 1)]
                seen[segment.message] += 1
        usable = entry is not None and bool(entry.msgstr) and (publish_fuzzy or not entry.fuzzy)
        found.append(entry.msgstr if usable and entry is not None else None)
    return tuple(found)


def counts(catalog: Catalog) -> Counts:
    """Count a catalog's entries."""
    kinds: Counter[str] = Counter()
    for entry in catalog.entries:
        kinds[
            "obsolete"
            if entry.obsolete
            else "untranslated"
            if not entry.msgstr and not any(entry.msgstr_plural)
            else "fuzzy"
            if entry.fuzzy
            else "translated"
        ] += 1
    return Counts(**kinds)
