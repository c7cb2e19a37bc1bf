"""Sections: a heading and what stands below it belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.likeness import Likeness, same_id
from translator.bitext.path import best_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from translator.bitext.path import Step
    from translator.bitext.units import Unit

__all__ = ["moved_along", "with_neighbours", "with_sections"]

_LITTLE = "there is little that both have, or their neighbours"
_PARTED = "what stands below it has other partners"


def moved_along(
    likeness: Likeness, moved: Sequence[tuple[int, int]], ours: Collection[int], theirs: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Pair what stands below headings that have one id and stand in different places.

    :param moved: indexes of texts that belong together though they stand elsewhere
    :param ours: the source's texts that have no good partner
    :param theirs: the localized page's
    :return: more such indexes
    """
    taken = {one for one, _ in moved}, {other for _, other in moved}
    for one, other in moved:
        if not same_id(likeness.sources[one], likeness.others[other]):
            continue
        mine = [n for n in _below(likeness.sources, one) if n in ours and n not in taken[0]]
        its = [n for n in _below(likeness.others, other) if n in theirs and n not in taken[1]]
        if not mine or not its:
            continue
        part = Likeness(
            [likeness.sources[n] for n in mine], [likeness.others[n] for n in its], likeness.lexicon
        )
        for step in best_path(part):
            if len(step.sources) == len(step.others) == 1 and step.score > 0:
                pair = mine[step.sources[0]], its[step.others[0]]
                taken[0].add(pair[0])
                taken[1].add(pair[1])
                yield pair


def _below(units: Sequence[Unit], heading: int) -> Iterator[int]:
    """Give a section's texts, those of its own sections included."""
    for number in range(heading + 1, len(units)):
        shape = units[number].shape
        if shape.startswith("heading") and shape <= units[heading].shape:
            return
        if units[number].segment >= 0:
            yield number


def with_sections(likeness: Likeness, steps: Sequence[Step], doubts: Sequence[str]) -> Iterator[str]:
    """Add a doubt of headings that have nothing in common, nor has what stands below them.

    :param steps: the way through both pages
    :param doubts: what speaks against each step; empty where nothing does
    :return: the doubts, one for each step
    """
    firm = {
        (step.sources[0], step.others[0])
        for step, why in zip(steps, doubts, strict=True)
        if step.sources and step.others and (not why or _share(likeness, step))
    }
    for step, why in zip(steps, doubts, strict=True):
        if not why and len(step.sources) == len(step.others) == 1:
            yield _PARTED if _part_ways(likeness, step.sources[0], step.others[0], firm) else ""
        else:
            yield why


def with_neighbours(likeness: Likeness, steps: Sequence[Step], doubts: Sequence[str]) -> Iterator[str]:
    """Add a doubt of texts that have nothing in common, where neither neighbour's pair has.

    :param steps: the way through both pages
    :param doubts: what speaks against each step; empty where nothing does
    :return: the doubts, one for each step
    """
    held = [bool(step.sources and step.others) and _hold(likeness, step) for step in steps]
    for number, (step, why) in enumerate(zip(steps, doubts, strict=True)):
        beside = held[max(0, number - 1) : number + 2]
        yield why or (_LITTLE if step.sources and step.others and not any(beside) else "")


def _hold(likeness: Likeness, step: Step) -> bool:
    """Whether two have something in common, code blocks included."""
    same = likeness.sources[step.sources[0]].text == likeness.others[step.others[0]].text
    return same or _share(likeness, step)


def _share(likeness: Likeness, step: Step) -> bool:
    one, other = likeness.sources[step.sources[0]], likeness.others[step.others[0]]
    return likeness.related(one, other)


def _part_ways(likeness: Likeness, one: int, other: int, firm: Collection[tuple[int, int]]) -> bool:
    heading, its_heading = likeness.sources[one], likeness.others[other]
    if not heading.shape.startswith("heading") or likeness.related(heading, its_heading):
        return False
    mine, its = set(_below(likeness.sources, one)), set(_below(likeness.others, other))
    return bool(mine and its) and not any(pair[0] in mine and pair[1] in its for pair in firm)
