"""How well a localized page fits a revision of its source: which of a hundred it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.units import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.parse import Page

__all__ = ["fit", "marks"]


def fit(source: Sequence[str], localized: Sequence[str]) -> float:
    """Compare two pages' marks, in order.

    :return: 0 to 1: twice what both have in common, of all that both have
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(source, localized)


def marks(page: Page) -> list[str]:
    """List a page's blocks, code, targets and numbers: what its translation has, too."""
    found = []
    for unit in units(page):
        found.append(unit.shape)
        found += sorted(unit.anchors)
    return found
