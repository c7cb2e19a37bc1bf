"""What people did to a localized page, text by text: pure.

A page that was written before and edited since is compared with what it was, in its own language. What
stayed shows the way; what changed between two texts that stayed is an edit of what stood there. A text that
came, went, or became one with another has no counterpart, and is said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from translator.bitext.units import shape
from translator.byhand import bare
from translator.model import Form
from translator.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.model import Catalog, Segment
    from translator.page.parse import Page

__all__ = ["Edits", "Row", "compare", "compare_loosely", "rows_of_catalog", "rows_of_page"]

Key = tuple[str, str]

_ALIKE = 60.0
"""How like what it was (0 to 100) a text must be where a neighbour came or went."""
_HELD = 85.0
"""How much of a text must be found in another for the two to be merged."""


class Row(NamedTuple):
    """A text that a page was last written with."""

    key: Key
    """Its entry's: context and message."""
    texts: tuple[str, ...]
    """What may stand in the page, the likeliest first."""
    shape: str
    lines: tuple[int, ...] = ()
    """Where its message stood in the source, if no more is known of its place."""


@dataclass(frozen=True, slots=True)
class Edits:
    """How a page differs from what it was."""

    changed: tuple[tuple[int, int], ...]
    """(row, segment) of texts that are others now, in order."""
    same: tuple[tuple[int, int], ...]
    """(row, segment) of those that stayed."""
    added: tuple[int, ...]
    """Segments without a row."""
    gone: tuple[int, ...]
    """Rows without a segment."""
    merged: tuple[tuple[int, int], ...] = ()
    """(row, segment) of rows that went, and whose words another text has now."""


def rows_of_page(source: Page, texts: Sequence[str]) -> list[Row]:
    """Make the rows of a page that was written from a source page.

    :param texts: what was written, one a segment
    """
    return [
        Row((segment.context, segment.message), (text,), _shape(segment))
        for segment, text in zip(source.segments, texts, strict=True)
    ]


def rows_of_catalog(catalog: Catalog) -> list[Row]:
    """Make the rows from a catalog alone, one an entry: the source page that it was made from is gone.

    An edited message's entry has its former message and translation: these stood in the page.
    """
    found = []
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        texts = dict.fromkeys(
            filter(None, (entry.msgstr, entry.msgid, entry.previous_msgid, *entry.msgstr_plural))
        )
        kind = entry.extracted[0].partition(":")[0] if entry.extracted else ""
        kind = entry.msgctxt or "" if kind in ("front matter", "data") else kind
        lines = tuple(line for _, line in entry.references)
        found.append(Row((entry.msgctxt or "", entry.msgid), tuple(texts), kind, lines))
    return found


def _shape(segment: Segment) -> str:
    return segment.context if segment.form is Form.SCALAR else shape(segment.form, segment.kind)


def compare(rows: Sequence[Row], localized: Page) -> Edits:
    """Compare a page with what it was.

    :param rows: what it was, in order
    :param localized: the page as it is
    """
    has = [bare(segment.message) for segment in localized.segments]
    there = set(has)
    had = [next((b for text in row.texts if (b := bare(text)) in there), bare(row.texts[0])) for row in rows]
    same: list[tuple[int, int]] = []
    changed: list[tuple[int, int]] = []
    added: list[int] = []
    gone: list[int] = []
    for run in runs(had, has):
        for one, other in _gap(rows, localized.segments, run.before, run.before_other):
            if one is None and other is not None:
                added.append(other)
            elif other is None and one is not None:
                gone.append(one)
            elif one is not None and other is not None:
                changed.append((one, other))
        for one, other in zip(run.same, run.same_other, strict=True):
            exact = localized.segments[other].message in rows[one].texts
            (same if exact else changed).append((one, other))
    return Edits(
        tuple(sorted(changed)), tuple(same), tuple(added), tuple(gone), tuple(_merged(rows, localized, gone))
    )


def compare_loosely(rows: Sequence[Row], localized: Page) -> Edits:
    """Compare a page with what its catalog knows, where only the lines tell of the order.

    :param rows: one an entry
    :param localized: the page as it is
    """
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for text in row.texts:
            places.setdefault(bare(text), []).append(number)
    segments = localized.segments
    known: list[int | None] = []
    there: set[int] = set()
    claimed = [places.get(bare(segment.message), []) for segment in segments]
    claims: dict[int, set[int]] = {}
    for number, owners in enumerate(claimed):
        for owner in owners:
            claims.setdefault(owner, set()).add(number)
    for segment, owners in zip(segments, claimed, strict=True):
        # a title and a heading may be the same words; two messages' texts may differ in their dress alone
        fitting = [row for row in owners if _fits(rows[row], segment)]
        if owners and not fitting:
            there_are = sum(len(rows[row].lines) for row in owners)
            # where the page has it more often than the source, it is somebody's words
            more = 0 < there_are < len(set().union(*(claims[row] for row in owners)))
            fitting = [] if more else owners
        there.update(owners if fitting else ())
        exact = (row for row in fitting if segment.message in rows[row].texts)
        known.append(next(exact, next(iter(fitting), None)))
    same = [(row, number) for number, row in enumerate(known) if row is not None]
    gone = [number for number in range(len(rows)) if number not in there]
    unknown = [number for number, row in enumerate(known) if row is None]
    as_it_was = {pair for pair in same if segments[pair[1]].message in rows[pair[0]].texts}
    changed = [pair for pair in same if pair not in as_it_was]
    for number in list(unknown):
        low, high = _between(rows, known, number)
        candidates = [
            row
            for row in gone
            if _fits(rows[row], segments[number]) and any(low <= line <= high for line in rows[row].lines)
        ]
        beside = [other for other in unknown if _between(rows, known, other) == (low, high)]
        alike = [row for row in candidates if _likeness(rows[row], segments[number]) >= _ALIKE]
        chosen = candidates if len(candidates) == len(beside) == 1 else alike
        if len(chosen) == 1:
            changed.append((chosen[0], number))
            gone.remove(chosen[0])
            unknown.remove(number)
    gone = [row for row in gone if rows[row].lines]
    return Edits(
        tuple(sorted(changed, key=lambda pair: pair[1])),
        tuple(pair for pair in same if pair in as_it_was),
        tuple(unknown),
        tuple(gone),
        tuple(_merged(rows, localized, gone)),
    )


def _between(rows: Sequence[Row], known: Sequence[int | None], number: int) -> tuple[int, int]:
    """Tell between which lines of the source a text must have its counterpart."""
    before = next((row for row in reversed(known[:number]) if row is not None), None)
    after = next((row for row in known[number + 1 :] if row is not None), None)
    low = min(rows[before].lines, default=0) if before is not None else 0
    high = max(rows[after].lines, default=0) if after is not None else 0
    return low, high or 1 << 60


def _gap(
    rows: Sequence[Row], segments: Sequence[Segment], ours: range, theirs: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pair what lies between two texts that stayed."""
    if len(ours) == len(theirs) and all(
        _fits(rows[one], segments[other]) for one, other in zip(ours, theirs, strict=True)
    ):
        yield from zip(ours, theirs, strict=True)
        return
    left = list(theirs)
    for one in ours:
        best = max(left, key=lambda other: _likeness(rows[one], segments[other]), default=None)
        if best is not None and _likeness(rows[one], segments[best]) >= _ALIKE:
            yield one, best
            yield from ((None, other) for other in left if other < best)
            left = [other for other in left if other > best]
        else:
            yield one, None
    yield from ((None, other) for other in left)


def _fits(row: Row, segment: Segment) -> bool:
    return not row.shape or row.shape == _shape(segment)


def _likeness(row: Row, segment: Segment) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415

    if not _fits(row, segment):
        return 0.0
    return max(fuzz.ratio(text, segment.message) for text in row.texts)


def _merged(rows: Sequence[Row], localized: Page, gone: Sequence[int]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz  # noqa: PLC0415

    for one in gone:
        text = rows[one].texts[0]
        for number, segment in enumerate(localized.segments):
            longer = len(segment.message) > len(text) * 1.2
            if longer and len(text) > 8 and fuzz.partial_ratio(text, segment.message) >= _HELD:
                yield one, number
                break
