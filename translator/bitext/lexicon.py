"""Which words of two languages go together, learned from the pairs of a site that are certain.

No dictionary is asked: words that keep standing in each other's translations are each other's. After
Melamed (2000), “Models of Translational Equivalence among Words”, without his competitive linking, and Varga
et al. (2005), “Parallel corpora for medium density languages”, whose aligner reads its texts twice, too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from translator.bitext.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Lexicon", "Shared", "learn"]

_STEM = 5
"""Letters that tell a word: languages inflect the rest."""
_TIMES = 3
"""How often two words must have met."""
_DICE = 0.15
"""How much of their lives two words must have spent together."""
_RIVALS = 4
"""How many translations a word may have."""
_ENOUGH = 40
"""Pairs from which on there is something to be learned."""
_MARKUP = re.compile(
    r"(`{1,3})[^`]*\1|\{\{[^{}]*\}\}|\{%[^{}]*%\}|\]\([^()]*\)|<[^<>]*>|(?:https?|ftp)://\S+"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


class Shared(NamedTuple):
    """What two texts have in common."""

    known: int
    """How many words the lexicon knows: of the text that has fewer of them."""
    share: float
    """0 to 1: how many of them, by weight, have a translation in the other text. Of a thousand
    translations half have 0.7 and more, of texts that only stand on the same page half have 0.2 and less."""


class _Side(NamedTuple):
    """One language's words."""

    links: Mapping[str, Mapping[str, float]]
    """Word → translation → how good it is, 1 for the best."""
    weights: Mapping[str, float]
    """What is rare says more."""


class Lexicon(NamedTuple):
    """The words of a source language and of a locale."""

    sources: _Side
    others: _Side
    ratio: float
    """Letters of a translation, a letter of the source."""

    def shared(self, source: str, localized: str) -> Shared:
        """Compare two texts.

        :param source: a message
        :param localized: what may be its translation
        """
        one, other = words(source), words(localized)
        known, share = _covered(self.sources, one, other)
        known_back, share_back = _covered(self.others, other, one)
        return Shared(min(known, known_back), math.sqrt(share * share_back))


def learn(pairs: Iterable[tuple[str, str]]) -> Lexicon | None:
    """Learn a lexicon.

    :param pairs: messages and their translations, each pair once
    :return: None where they are too few
    """
    had: Counter[str] = Counter()
    has: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    count = letters = translated = 0
    for source, localized in pairs:
        one, other = words(source), words(localized)
        had.update(one)
        has.update(other)
        both.update((a, b) for a in one for b in other)
        letters += unit_of(0, "", source).length
        translated += unit_of(0, "", localized).length
        count += 1
    if count < _ENOUGH:
        return None
    links = [
        (2 * times / (had[one] + has[other] + 1), one, other)
        for (one, other), times in both.items()
        if times >= _TIMES
    ]
    links = [link for link in links if link[0] >= _DICE]
    return Lexicon(
        _side(((dice, one, other) for dice, one, other in links), had, count),
        _side(((dice, other, one) for dice, one, other in links), has, count),
        translated / max(1, letters),
    )


@lru_cache(maxsize=20_000)
def words(text: str) -> frozenset[str]:
    """Give the beginnings of a text's words, without markup; of Chinese and the like, each two characters."""
    rest = _MARKUP.sub(" ", text)
    found = {run[n : n + 2] for run in _DENSE.findall(rest) for n in range(len(run) - 1)}
    found.update(word[:_STEM].lower() for word in _WORD.findall(_DENSE.sub(" ", rest)))
    return frozenset(found)


def _side(links: Iterable[tuple[float, str, str]], counts: Counter[str], pairs: int) -> _Side:
    found: dict[str, dict[str, float]] = {}
    for dice, word, other in sorted(links, reverse=True):
        mine = found.setdefault(word, {})
        if len(mine) < _RIVALS:
            mine[other] = dice
    for mine in found.values():
        best = max(mine.values())
        mine.update({other: dice / best for other, dice in mine.items()})
    return _Side(found, {word: math.log(pairs / counts[word]) + 0.1 for word in found})


def _covered(side: _Side, one: frozenset[str], other: frozenset[str]) -> tuple[int, float]:
    known = 0
    every = there = 0.0
    for word in one:
        links = side.links.get(word)
        if links:
            known += 1
            weight = side.weights[word]
            every += weight
            there += weight * max((good for each, good in links.items() if each in other), default=0.0)
    return known, there / every if every else 0.0
