"""Two sequences side by side: what they have in common, run by run, and what differs between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Run", "runs"]


class Run(NamedTuple):
    """A run of equal items, and what stands before it in either sequence, as indexes."""

    before: range
    """In the one."""
    before_other: range
    same: range
    """As many in both; empty behind the last run."""
    same_other: range


def runs(one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    """Go through the longest common subsequence of two sequences."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    at = at_other = 0
    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            same, same_other = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
            yield Run(range(at, same.start), range(at_other, same_other.start), same, same_other)
            at, at_other = same.stop, same_other.stop
    yield Run(range(at, len(one)), range(at_other, len(other)), range(0), range(0))
