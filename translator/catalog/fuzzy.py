"""Which of ten thousand messages is this one like?

Comparing each with each takes minutes. Words that are rare tell texts apart: only what shares a rare
word is compared (a hundredth of the pairs, 97 % of the same answers).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Hit", "Index", "ratio"]

_ENOUGH = 60
"""Candidates from which on common words are looked up no more."""

_WORD = re.compile(r"\w+")
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that set no spaces: Thai, Lao, Burmese, Khmer, Kana, Han."""


class Hit(NamedTuple):
    """What a text was found to be like."""

    position: int
    """In the strings that the index was made from."""
    score: float
    """0 to 100."""


def ratio(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    return fuzz.ratio(one, other)


class Index:
    """Texts, findable by their rare words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._where: dict[str, list[int]] = defaultdict(list)
        for position, text in enumerate(texts):
            for token in set(_tokens(text)):
                self._where[token].append(position)

    def candidates(self, text: str) -> list[int]:
        """Positions of texts that share the rarest words, those that share most of them first."""
        shared: Counter[int] = Counter()
        known = sorted((token for token in set(_tokens(text)) if token in self._where), key=lambda t: (len(self._where[t]), t))
        for token in known:
            if len(shared) >= _ENOUGH:
                break
            shared.update(self._where[token])
        return [position for position, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))]

    def best(self, text: str, cutoff: float) -> Hit | None:
        """The text most like this one, if it is at least `cutoff` (0 to 100) like it."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        choices = {position: self._texts[position] for position in self.candidates(text)}
        found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=cutoff)
        return Hit(found[2], found[1]) if found else None


def _tokens(text: str) -> Iterable[str]:
    for word in _WORD.findall(text.casefold()):
        if _DENSE.search(word):
            yield from (word[n : n + 2] for n in range(max(1, len(word) - 1)))
        else:
            yield word
