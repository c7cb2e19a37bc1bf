"""Puts right what the order of texts got wrong: rows and items go with those of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.path import Step
from translator.bitext.rows import differ, named_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translator.bitext.likeness import Likeness
    from translator.bitext.rows import Row

__all__ = ["by_names"]

_SURE = 4.0
"""What a name in common is worth: it stands beside the text, so that the text itself does not tell of it."""


def by_names(
    steps: Sequence[Step],
    likeness: Likeness,
    ours: Sequence[Row | None],
    theirs: Sequence[Row | None],
    clear: float,
) -> tuple[list[Step], frozenset[int]]:
    """Change the steps in which a row stands that has its namesake elsewhere.

    What loses its partner so stands alone, and so do items that are nothing but different names.

    :param ours: a row for each text of the source
    :param theirs: the same of the localized page
    :param clear: the margin of a step that leaves no doubt of the place
    :return: all steps, and the source's texts that have their namesakes
    """
    single = [step for step in steps if len(step.sources) == len(step.others) == 1]
    pairs = [(step.sources[0], step.others[0]) for step in single]
    named = {
        one: other
        for one, other in named_pairs(ours, theirs, pairs).items()
        if likeness.sources[one].shape == likeness.others[other].shape
    }
    named = _likely(named, likeness, single)
    taken = set(named.values())
    changed: list[Step] = []
    for step in steps:
        if named.keys().isdisjoint(step.sources) and taken.isdisjoint(step.others):
            changed += _apart(step, ours, theirs)
        elif len(step.sources) != len(step.others) and _together(step, named):
            changed.append(step)  # one of the two is named, the other is a part of it
        else:
            changed += _with_namesakes(step, likeness, named, taken, clear)
    return changed, frozenset(named)


def _likely(named: Mapping[int, int], likeness: Likeness, single: Sequence[Step]) -> dict[int, int]:
    """Leave out what is far more like the text that it is paired with so far."""
    mine = {step.sources[0]: step.score for step in single}
    its = {step.others[0]: step.score for step in single}
    scores = {
        one: likeness.pair(likeness.sources[one], likeness.others[other]) + _SURE
        for one, other in named.items()
    }
    return {
        one: other
        for one, other in named.items()
        if scores[one] >= max(mine.get(one, scores[one]), its.get(other, scores[one]))
    }


def _together(step: Step, named: Mapping[int, int]) -> bool:
    """Tell whether no text of a step has its namesake elsewhere."""
    mine = {one for one in step.sources if one in named}
    return mine == {one for one, other in named.items() if other in step.others}


def _with_namesakes(
    step: Step, likeness: Likeness, named: Mapping[int, int], taken: set[int], clear: float
) -> Iterator[Step]:
    for one in step.sources:
        if one in named:
            score = likeness.pair(likeness.sources[one], likeness.others[named[one]])
            yield Step((one,), (named[one],), score + _SURE, max(clear, step.margin))
        else:
            yield Step((one,), ())
    yield from (Step((), (other,)) for other in step.others if other not in taken)


def _apart(step: Step, ours: Sequence[Row | None], theirs: Sequence[Row | None]) -> Iterator[Step]:
    if len(step.sources) == len(step.others) == 1:
        one, other = ours[step.sources[0]], theirs[step.others[0]]
        if differ(one, other) and one and other and not one.column and (one.whole or other.whole):
            yield Step(step.sources, ())
            yield Step((), step.others)
            return
    yield step
