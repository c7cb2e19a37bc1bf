"""Pages that were renamed, told by the messages they share."""

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

_CHOICES = 8
"""Pages that share most messages with a catalog: only these are looked at closely."""


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """Tell the share of messages that two pages have in common, 0 to 1.

    A message counts as often as it occurs; an edited one counts by its likeness, and pairs once. The
    share is that of the larger page, so that a page and its excerpt are not the same.
    """
    if not one or not other:
        return 0.0
    had, has = Counter(one), Counter(other)
    shared = float((had & has).total())
    left, right = list((had - has).elements()), list((has - had).elements())
    if left and right:
        index = Index(left)
        hits = sorted(
            (
                (hit.score, hit.position, number)
                for number, text in enumerate(right)
                for hit in index.near(text, _NEAR, 3)
            ),
            key=lambda hit: (-hit[0], hit[1], hit[2]),
        )
        paired: set[int] = set()
        taken: set[int] = set()
        for score, position, number in hits:
            if position not in taken and number not in paired:
                taken.add(position)
                paired.add(number)
                shared += score / 100
    return shared / max(had.total(), has.total())


def best_match(had: Mapping[str, Sequence[str]], has: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Pair catalogs without a page with pages without a catalog, one to one, the most alike first.

    :param had: catalog → its messages
    :param has: page → its messages
    :return: catalog → page, for pairs of at least 60 % likeness; by name among equals
    """
    where: dict[str, list[str]] = defaultdict(list)
    for page, messages in has.items():
        for message in dict.fromkeys(messages):
            where[message].append(page)
    scores = []
    for catalog, messages in had.items():
        shared = Counter(page for message in dict.fromkeys(messages) for page in where.get(message, ()))
        for page, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CHOICES]:
            score = similarity(messages, has[page])
            if score >= _SAME_PAGE:
                scores.append((-score, catalog, page))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, catalog, page in sorted(scores):
        if catalog not in found and page not in taken:
            found[catalog] = page
            taken.add(page)
    return found
