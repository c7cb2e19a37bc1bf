"""Is this new page one of those that went? Told by the messages they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from translator.catalog.fuzzy import Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["best_match", "similarity"]

_SAME_PAGE = 0.6
"""Share of messages from which two pages are one that moved."""

_NEAR = 75.0
"""Percent of likeness from which two messages are one that was edited."""


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of messages that two pages have in common, 0 to 1; edited ones count by their likeness."""
    if not one or not other:
        return 0.0
    had, has = Counter(one), Counter(other)
    shared = float((had & has).total())
    left, right = list((had - has).elements()), list((has - had).elements())
    if left and right:
        index = Index(left)
        hits = (index.best(text, _NEAR) for text in right)
        shared += min(len(left), sum(hit.score / 100 for hit in hits if hit is not None))
    return min(1.0, shared / max(had.total(), has.total()))


def best_match(had: Mapping[str, Sequence[str]], has: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Pair catalogs without a page with pages without a catalog, one to one, the most alike first.

    :param had: catalog → its messages
    :param has: page → its messages
    :return: catalog → page
    """
    where: dict[str, list[str]] = defaultdict(list)
    for page, messages in has.items():
        for message in set(messages):
            where[message].append(page)
    scores = []
    for catalog, messages in had.items():
        near = Counter(page for message in set(messages) for page in where.get(message, ()))
        for page, _ in near.most_common(8):
            score = similarity(messages, has[page])
            if score >= _SAME_PAGE:
                scores.append((-score, catalog, page))
    found: dict[str, str] = {}
    for _, catalog, page in sorted(scores):
        if catalog not in found and page not in found.values():
            found[catalog] = page
    return found
