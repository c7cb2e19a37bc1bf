"""Texts that are alone between the same neighbours: a heading may have lost its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.likeness import contradicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.bitext.likeness import Likeness
    from translator.bitext.path import Step

__all__ = ["between"]

_FAR = 3.0
"""Standard deviations of length that two such texts may have."""


def between(likeness: Likeness, steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Pair a heading with the only text that stands in its place, whatever it is there.

    :param steps: the way through both pages
    :return: indexes of units
    """
    ends = {-1: -1, len(likeness.sources): len(likeness.others)}
    partners = ends | {
        one: other for step in steps if step.others for one in step.sources[:1] for other in step.others[:1]
    }
    last = ends | {step.sources[-1]: step.others[-1] for step in steps if step.sources and step.others}
    alone = {step.others[0] for step in steps if not step.sources}
    for step in steps:
        if step.others:
            continue
        (one,) = step.sources
        other = last.get(one - 1, -2) + 1
        if other in alone and partners.get(one + 1) == other + 1 and _fit(likeness, one, other):
            yield one, other


def _fit(likeness: Likeness, one: int, other: int) -> bool:
    mine, its = likeness.sources[one], likeness.others[other]
    if mine.segment < 0 or its.segment < 0 or "table" in (mine.shape[:5], its.shape[:5]):
        return False
    if mine.shape.startswith("heading") == its.shape.startswith("heading"):
        return False
    if len(likeness.sources) == len(likeness.others) == 1 or likeness.strange(mine, its):
        return False
    return not contradicts(mine, its) and abs(likeness.deviation(mine, its)) <= _FAR
