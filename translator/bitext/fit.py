"""How well a localized page fits a revision of its source: which of a hundred it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.units import units

if TYPE_CHECKING:
    from translator.page.parse import Page

__all__ = ["fit"]


def fit(source: Page, localized: Page) -> float:
    """Compare two pages' blocks, code, targets and numbers, in order.

    :return: 0 to 1: twice what both have in common, of all that both have
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(_marks(source), _marks(localized))


def _marks(page: Page) -> list[str]:
    found = []
    for unit in units(page):
        found.append(unit.shape)
        found += sorted(unit.anchors)
    return found
