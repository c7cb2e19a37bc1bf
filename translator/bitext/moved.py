"""Texts that stand elsewhere on the other page: sections move, and so do items and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.sections import moved_along
from translator.bitext.units import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.bitext.likeness import Likeness
    from translator.bitext.path import Step

__all__ = ["moved"]

_ELSEWHERE = 4.0
"""How like each other texts must be that stand in different places …"""
_ELSEWHERE_KNOWN = 2.0
"""… and where their words go together."""
_MANY = 40_000
"""Pairs of leftovers from which on looking for moved ones takes too long."""


def moved(likeness: Likeness, steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Pair what has no good partner in its place by what it shares, wherever it stands.

    What stands below a heading whose id is the same goes with it.

    :param steps: the way through both pages
    :return: indexes of units
    """
    weak = [step for step in steps if _is_weak(step, likeness)]
    found = list(_by_likeness(likeness, weak))
    ours, theirs = _texts(likeness, weak)
    return found + list(moved_along(likeness, found, frozenset(ours), frozenset(theirs)))


def _texts(likeness: Likeness, steps: Sequence[Step]) -> tuple[list[int], list[int]]:
    ours = [n for step in steps for n in step.sources if likeness.sources[n].segment >= 0]
    theirs = [n for step in steps for n in step.others if likeness.others[n].segment >= 0]
    return ours, theirs


def _by_likeness(likeness: Likeness, weak: Sequence[Step]) -> Iterator[tuple[int, int]]:
    ours, theirs = _texts(likeness, weak)
    if len(ours) * len(theirs) > _MANY:
        return
    scores = [
        (likeness.pair(likeness.sources[one], likeness.others[other], anywhere=True), one, other)
        for one in ours
        for other in theirs
    ]
    there = {(step.sources[0], step.others[0]) for step in weak if step.sources and step.others}
    taken: set[tuple[bool, int]] = set()
    for score, one, other in sorted(scores, reverse=True):
        if score < _ELSEWHERE_KNOWN:
            return
        if score < _ELSEWHERE and not likeness.familiar(likeness.sources[one], likeness.others[other]):
            continue
        if (True, one) not in taken and (False, other) not in taken:
            taken |= {(True, one), (False, other)}
            if (one, other) not in there:
                yield one, other


def _is_weak(step: Step, likeness: Likeness) -> bool:
    if not step.sources or not step.others:
        return True
    one = whole(likeness.sources, step.sources)
    other = whole(likeness.others, step.others)
    return step.score < 0 or (one.segment >= 0 and likeness.accidental(one, other))
