"""Front matter values, which are paired by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.copies import is_copy
from translator.bitext.doubts import LIKE_SOURCE, doubt_of_value
from translator.bitext.likeness import Likeness
from translator.bitext.match import Match
from translator.bitext.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.bitext.units import Unit
    from translator.page.parse import Page

__all__ = ["value_matches"]


def value_matches(source: Page, localized: Page, likeness: Likeness, *, exact: bool) -> Iterator[Match]:
    """Pair values by their paths; in a list of another length, an index says little.

    :param source: a revision of the source page
    :param localized: its translation
    :param likeness: of both pages' bodies: how long a translation is, which words go together
    :param exact: whether the localized page is known to be made from this very revision
    """
    if not likeness.sources or not likeness.others:  # a data file: its values tell how long a translation is
        likeness = Likeness(_units(source), _units(localized), likeness.lexicon)
    places = {scalar.path: number for number, scalar in enumerate(localized.scalars)}
    had, has = _lists(source), _lists(localized)
    for number, scalar in enumerate(source.scalars):
        other = places.get(scalar.path)
        if other is None:
            continue
        text = localized.scalars[other].value
        copy = scalar.value == text and is_copy(scalar.value, text)
        if is_copy(scalar.value, text) and not copy:
            yield Match((number,), (other,), certain=False, score=50, why=LIKE_SOURCE)
            continue
        lists = [scalar.path[:place] for place, part in enumerate(scalar.path) if isinstance(part, int)]
        why = "" if all(had[each] == has[each] for each in lists) else "its list has another length"
        if not (why or exact or copy):
            why = doubt_of_value(likeness, _unit(number, scalar.value), _unit(other, text))
        yield Match((number,), (other,), not why, 50 if why else 100, why, copy)


def _units(page: Page) -> list[Unit]:
    return [_unit(number, scalar.value) for number, scalar in enumerate(page.scalars)]


def _unit(number: int, value: str) -> Unit:
    return unit_of(number, "value", value)


def _lists(page: Page) -> dict[tuple[str | int, ...], int]:
    """How many items each list of the front matter has, as far as they are translated."""
    found: dict[tuple[str | int, ...], int] = {}
    for scalar in page.scalars:
        for place, part in enumerate(scalar.path):
            if isinstance(part, int):
                key = scalar.path[:place]
                found[key] = max(found.get(key, 0), part + 1)
    return found
