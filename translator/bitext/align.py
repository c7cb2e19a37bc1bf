"""Which text of a localized page translates which of its source's, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.bitext.copies import is_copy
from translator.bitext.doubts import CLEAR, ELSEWHERE, LIKE_SOURCE, doubt, other_shape
from translator.bitext.gaps import between
from translator.bitext.leftovers import leftovers
from translator.bitext.likeness import Likeness
from translator.bitext.match import Match
from translator.bitext.moved import moved
from translator.bitext.named import by_names
from translator.bitext.path import Step, best_path
from translator.bitext.rows import differ, rows
from translator.bitext.sections import with_neighbours, with_sections
from translator.bitext.units import units
from translator.bitext.values import value_matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.bitext.lexicon import Lexicon
    from translator.bitext.rows import Row
    from translator.bitext.units import Unit
    from translator.page.parse import Page

__all__ = ["Alignment", "Match", "align"]

_Rows = tuple[list["Row | None"], list["Row | None"]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """All of two pages' texts: in pairs, or alone."""

    matches: tuple[Match, ...]
    source_alone: tuple[int, ...]
    localized_alone: tuple[int, ...]
    same_blocks: bool
    """Whether both pages have the same blocks in the same order."""
    other_code: tuple[int, ...] = ()
    """Where code blocks of the localized page begin, in bytes, that differ from the source's."""


def align(source: Page, localized: Page, *, exact: bool = False, lexicon: Lexicon | None = None) -> Alignment:
    """Pair the texts of two pages.

    Front matter is paired by its keys; the body in order, by structure, then by what languages share (code,
    targets, numbers, names) and by words that are known to go together, then by length.

    :param source: a revision of the source page
    :param localized: its translation
    :param exact: whether the localized page is known to be made from this very revision
    :param lexicon: the words of both languages, if known
    """
    ours, theirs = units(source), units(localized)
    same = _same_blocks(source, localized, ours, theirs)
    likeness = Likeness(ours, theirs, lexicon)
    matches = list(value_matches(source, localized, likeness, exact=exact))
    if same:
        steps = [
            _straight(likeness, number, one, other)
            for number, (one, other) in enumerate(zip(ours, theirs, strict=True))
        ]
    else:
        steps = best_path(likeness)
    places = rows(source, ours), rows(localized, theirs)
    steps, named = by_names(steps, likeness, *places, CLEAR)
    loose = [step for step in steps if named.isdisjoint(step.sources)]
    elsewhere = [] if same and exact else moved(likeness, loose)
    gone = {one for one, _ in elsewhere}, {other for _, other in elsewhere}
    stay = [step for step in steps if gone[0].isdisjoint(step.sources) and gone[1].isdisjoint(step.others)]
    doubts = ["" if same and exact else _doubt(step, likeness, places, same=same) for step in stay]
    if not same:
        doubts = list(with_sections(likeness, stay, doubts))
        if lexicon is not None:  # without words, little is known of what texts have in common
            doubts = list(with_neighbours(likeness, stay, doubts))
    matches += [
        match for step, why in zip(stay, doubts, strict=True) if (match := _match(step, likeness, why))
    ]
    matches += [
        _weak((ours[one].segment,), (theirs[other].segment,), "it stands elsewhere in the source")
        for one, other in elsewhere
    ]
    matches += [
        _weak((ours[one].segment,), (theirs[other].segment,), other_shape(ours[one], theirs[other]))
        for one, other in between(likeness, stay)
    ]
    matches += [
        _weak(sources, others, ELSEWHERE)
        for sources, others in leftovers(likeness, *_alone(matches, ours, theirs))
    ]
    had, has = _taken(matches)
    return Alignment(
        tuple(matches),
        tuple(number for number in range(len(source.segments)) if number not in had),
        tuple(number for number in range(len(localized.segments)) if number not in has),
        same,
        tuple(_other_code(stay, likeness)),
    )


def _taken(matches: Sequence[Match]) -> tuple[set[int], set[int]]:
    """Give the numbers of both pages' segments that have partners."""
    return (
        {number for match in matches for number in match.sources},
        {number for match in matches for number in match.others},
    )


def _alone(
    matches: Sequence[Match], ours: Sequence[Unit], theirs: Sequence[Unit]
) -> tuple[list[Unit], list[Unit]]:
    had, has = _taken(matches)
    return (
        [unit for unit in ours if unit.segment >= 0 and unit.segment not in had],
        [unit for unit in theirs if unit.segment >= 0 and unit.segment not in has],
    )


def _other_code(steps: Sequence[Step], likeness: Likeness) -> Iterator[int]:
    for step in steps:
        theirs = [likeness.others[number] for number in step.others]
        ours = [likeness.sources[number] for number in step.sources]
        for unit in theirs:
            if unit.segment < 0 and not (ours and ours[0].text == unit.text):
                yield unit.place


def _same_blocks(source: Page, localized: Page, ours: Sequence[Unit], theirs: Sequence[Unit]) -> bool:
    if [unit.shape for unit in ours] != [unit.shape for unit in theirs]:
        return False
    if source.body is None or localized.body is None:
        return source.body is localized.body
    # code blocks may have their comments translated
    had = [word.partition(" ")[0] for word in source.body.structure.blocks]
    return had == [word.partition(" ")[0] for word in localized.body.structure.blocks]


def _straight(likeness: Likeness, number: int, one: Unit, other: Unit) -> Step:
    score = likeness.pair(one, other)
    return Step((number,), (number,), score, CLEAR)


def _doubt(step: Step, likeness: Likeness, rows: _Rows, *, same: bool) -> str:
    if len(step.sources) != 1 or len(step.others) != 1:
        return ""
    other_row = differ(rows[0][step.sources[0]], rows[1][step.others[0]])
    return doubt(step, likeness, same=same, other_row=other_row)


def _weak(sources: tuple[int, ...], others: tuple[int, ...], why: str) -> Match:
    return Match(sources, others, certain=False, score=50, why=why)


def _match(step: Step, likeness: Likeness, why: str) -> Match | None:
    if not step.sources or not step.others:
        return None
    ours = [likeness.sources[number] for number in step.sources]
    theirs = [likeness.others[number] for number in step.others]
    if ours[0].segment < 0:
        return None
    places = tuple(unit.segment for unit in ours), tuple(unit.segment for unit in theirs)
    score = round(100 / (1 + 2.718281828 ** (-0.5 * (step.score + 1))))
    if len(ours) != 1 or len(theirs) != 1:
        why = f"{len(ours)} texts of the source are {len(theirs)} here"
        return Match(*places, certain=False, score=min(score, 60), why=why)
    one, other = ours[0], theirs[0]
    if is_copy(one.text, other.text):
        if one.text == other.text:
            return Match(*places, certain=True, score=100, copy=True)
        return Match(*places, certain=False, score=50, why=LIKE_SOURCE)
    return Match(*places, certain=not why, score=max(score, 90) if not why else min(score, 89), why=why)
