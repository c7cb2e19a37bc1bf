"""Finds the one of ten thousand messages that a text is most like.

Comparing each with each takes minutes. Rare words tell texts apart: only texts that share one of the
rarest words are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Hit", "Index", "ratio"]

_ENOUGH = 60
"""Candidates from which on the commoner words are not looked up."""

_COMMON = 400
"""A word that more texts have tells none of them apart, unless it is all that there is."""

_SHORT = 24
"""Characters up to which a text is found by its letters, too: a typing error leaves it no whole word."""

_WORD = re.compile(r"\w+")
_DENSE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Scripts that set no spaces: Thai, Lao, Burmese, Khmer, Kana, Han."""


class Hit(NamedTuple):
    """What a text was found to be like."""

    position: int
    """In the texts that the index was made from."""
    score: float
    """0 to 100."""


def ratio(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100: twice the characters in common, in order, of all characters."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    return fuzz.ratio(one, other)


class Index:
    """Texts, findable by their rare words.

    :param texts: in the order that positions count in
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._where: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            for token in set(_tokens(text)):
                self._where[token].append(position)

    def candidates(self, text: str) -> list[int]:
        """Positions of texts that share the rarest words with this one, in order."""
        known = sorted(
            (len(self._where[token]), token) for token in set(_tokens(text)) if token in self._where
        )
        found: set[int] = set()
        for count, token in known:
            if found and (len(found) >= _ENOUGH or count > _COMMON):
                break
            found.update(self._where[token])
        return sorted(found)

    def best(self, text: str, cutoff: float) -> Hit | None:
        """The text most like this one, the first of equals; None where none is at least `cutoff` like it."""
        return next(iter(self.near(text, cutoff, 1)), None)

    def near(self, text: str, cutoff: float, limit: int) -> list[Hit]:
        """The texts most like this one, the most alike first, at most `limit`, none below `cutoff`."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        candidates = self.candidates(text)
        choices = [self._texts[position] for position in candidates]
        found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return [Hit(candidates[number], score) for _, score, number in found]


def _tokens(text: str) -> Iterator[str]:
    text = text.casefold()
    for word in _WORD.findall(text):
        if _DENSE.search(word):
            yield from (word[n : n + 2] for n in range(max(1, len(word) - 1)))
        else:
            yield word
    if len(text) <= _SHORT:
        yield from (f"\0{text[n : n + 3]}" for n in range(max(1, len(text) - 2)))
