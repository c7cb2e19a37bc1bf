"""How well a text could be the translation of another, by what needs no knowledge of either language."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from translator.bitext.lexicon import Shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.bitext.lexicon import Lexicon
    from translator.bitext.units import Unit

__all__ = ["Likeness", "contradicts", "other_numbers", "same_id"]

_NOTHING_KNOWN = Shared(0, 0.0)
_NEVER = -1e9
_SAME_SHAPE = 2.0
_UNLIKE = -5.0
_HOPELESS = -12.0
"""Worse than two texts alone: nothing more need be looked at."""
_FLOWING = frozenset(("paragraph", "list item", "html", "definition", "quote"))
_KNOWN = 2
"""Known words from which on what they share tells something …"""
_SOME_KNOWN = 3
"""… and from which on it is strange if they share nothing …"""
_MANY_KNOWN = 6
"""… and from which on it tells all it can."""
_CHANCE = 0.35
"""What texts share that only stand on the same page: one in ten shares more."""
_STRANGE = 0.2
"""What translations share: one in fifty shares less."""
_FAMILIAR = 0.5
"""What nine of ten translations share, and one in fifty other texts of the page."""
_SAME_ID = 8.0
"""What an id in common is worth: as much as all else that languages share."""
_OTHER_SECTION = -4.0
"""What it costs that two texts stand in sections of which each is on the other page, and another one."""
_RARE = 0.3
"""What two texts that have a name or code in common are worth: three others of the page may have it, too."""
_WORDS = 12.0
_OWN_WAY = 1.2
"""How much wordier or shorter than others of its language one page's translation may be."""
_VARIANCE = 6.8
"""Gale and Church (1993), “A Program for Aligning Sentences in Bilingual Corpora”: the variance of a
translation's length, a character of the source."""


class Likeness:
    """Two rows of units, and how like their members are.

    :param sources: the source page's units
    :param others: the localized page's
    :param lexicon: the words of both languages, if known
    """

    def __init__(
        self, sources: Sequence[Unit], others: Sequence[Unit], lexicon: Lexicon | None = None
    ) -> None:
        self.sources, self.others = sources, others
        self.lexicon = lexicon
        self.ratio = _ratio(sources, others, lexicon)
        self._ids = _shared_ids(sources, others)
        self._weights: dict[str, float] = {}
        rows = [
            Counter(name for unit in row for name in (*unit.anchors, *unit.stems))
            for row in (sources, others)
        ]
        for name in rows[0].keys() | rows[1].keys():
            # what stands everywhere tells nothing
            self._weights[name] = 1.0 / max(rows[0][name], rows[1][name])

    def pair(self, one: Unit, other: Unit, *, anywhere: bool = False) -> float:
        """Score a pair: above 0 if it is likelier than two texts without partners.

        :param anywhere: in whatever sections they stand
        """
        if (one.segment < 0) != (other.segment < 0):
            return _NEVER
        if one.segment < 0:
            return self._code(one, other)
        score = _shapes(one.shape, other.shape)
        if score <= _UNLIKE and one.anchors.keys().isdisjoint(other.anchors):
            return _HOPELESS
        score += self.length(one, other) + self._anchors(one, other) + self._words(one, other)
        if self._ids:
            score += self._named(one, other, anywhere=anywhere)
        if one.text == other.text:
            score += min(6.0, 1.0 + len(one.text) / 15)
        return score - 0.3 * min(4, abs(one.emphasis - other.emphasis))

    def _code(self, one: Unit, other: Unit) -> float:
        if one.text == other.text:
            return 6.0
        shared = sum((one.anchors & other.anchors).values())
        every = max(1, sum(one.anchors.values()), sum(other.anchors.values()))
        return 6.0 * shared / every - 2.0

    def _anchors(self, one: Unit, other: Unit) -> float:
        weights = self._weights
        shared = lost = 0.0
        if one.anchors or other.anchors:
            for name, count in one.anchors.items():
                both = min(count, other.anchors.get(name, 0))
                shared += both * weights[name]
                lost += (count - both) * (0.5 + weights[name] / 2)
            for name, count in other.anchors.items():
                lost += max(0, count - one.anchors.get(name, 0)) * (0.5 + weights[name] / 2)
        stems = sum(weights[name] for name in one.stems & other.stems)
        return min(8.0, 2.5 * shared) - min(5.0, 0.8 * lost) + min(3.0, 0.8 * stems)

    def _named(self, one: Unit, other: Unit, *, anywhere: bool) -> float:
        """Score the ids of headings, and of those that texts stand below.

        One that stands on the other page, too, belongs to that heading there.
        """
        if one.section != other.section and one.section in self._ids and other.section in self._ids:
            return 0.0 if anywhere else _OTHER_SECTION
        if one.name == other.name:
            return _SAME_ID if one.name in self._ids else 0.0
        return -_SAME_ID if one.name in self._ids or other.name in self._ids else 0.0

    def _shared(self, one: Unit, other: Unit) -> Shared:
        return self.lexicon.shared(one.text, other.text) if self.lexicon is not None else _NOTHING_KNOWN

    def _words(self, one: Unit, other: Unit) -> float:
        """Score the words that go together. Where none do, nothing is known: sentences are turned, too."""
        known, share = self._shared(one, other)
        if known < _KNOWN:
            return 0.0
        return _WORDS * min(1.0, known / _MANY_KNOWN) * max(0.0, share - _CHANCE)

    def familiar(self, one: Unit, other: Unit) -> bool:
        """Tell whether most words of two texts go together, of several that are known."""
        known, share = self._shared(one, other)
        return known > _SOME_KNOWN and share >= _FAMILIAR

    def accidental(self, one: Unit, other: Unit) -> bool:
        """Tell whether two texts may have no more in common than any two of the page."""
        if same_id(one, other) or not one.anchors.keys().isdisjoint(other.anchors):
            return False
        known, share = self._shared(one, other)
        return known >= _SOME_KNOWN and share < _FAMILIAR

    def related(self, one: Unit, other: Unit) -> bool:
        """Tell whether two texts have something in common that few texts of their pages have."""
        if same_id(one, other) or (one.text == other.text and one.segment >= 0):
            return True
        both = (one.anchors & other.anchors).keys() | (one.stems & other.stems)
        if sum(self._weights[name] for name in both) >= _RARE:
            return True
        known, share = self._shared(one, other)
        return known >= _KNOWN and share >= _FAMILIAR

    def strange(self, one: Unit, other: Unit) -> bool:
        """Tell whether hardly a word of two texts goes together, of many that are known."""
        known, share = self._shared(one, other)
        return known >= _SOME_KNOWN and share < _STRANGE

    def length(self, one: Unit, other: Unit) -> float:
        """Score the lengths alone: 0 for what is to be expected, less for the rest, -6 at least."""
        return max(-6.0, math.log(math.erfc(min(5.0, abs(self.deviation(one, other)) / math.sqrt(2))) + 1e-9))

    def deviation(self, one: Unit, other: Unit) -> float:
        """How many standard deviations a translation's length is from what this page's others are like."""
        expected = one.length * self.ratio
        return (other.length - expected) / math.sqrt(_VARIANCE * (expected + other.length + 2) / 2)


def _ratio(sources: Sequence[Unit], others: Sequence[Unit], lexicon: Lexicon | None) -> float:
    """How much longer a translation is: on these pages; where they have other texts, too, as elsewhere."""
    had, has = (sum(unit.length for unit in row if unit.segment >= 0) for row in (sources, others))
    low, high = (lexicon.ratio / _OWN_WAY, lexicon.ratio * _OWN_WAY) if lexicon is not None else (0.4, 3.0)
    return min(high, max(low, has / had)) if had and has else 1.0


def _shared_ids(sources: Sequence[Unit], others: Sequence[Unit]) -> frozenset[str]:
    """Find the ids that both pages have, and somebody pinned: headings may also have the same words."""
    had, has = ({unit.name for unit in row if unit.name} for row in (sources, others))
    pinned = {unit.name for row in (sources, others) for unit in row if unit.pinned}
    return frozenset(had & has & pinned)


def _shapes(one: str, other: str) -> float:
    if one == other:
        return _SAME_SHAPE
    if one.startswith("heading") and other.startswith("heading"):
        return 0.0
    if one in _FLOWING and other in _FLOWING:
        return -0.5
    return _UNLIKE


def same_id(one: Unit, other: Unit) -> bool:
    """Tell whether two headings have one id, and not because their texts are the same."""
    return (one.pinned or other.pinned) and bool(one.name) and one.name == other.name


def contradicts(one: Unit, other: Unit) -> int:
    """Count what one of two texts has and the other lacks, of what translators leave alone."""
    left = Counter(one.anchors)
    left.subtract(other.anchors)
    return sum(abs(count) for name, count in left.items() if count and not name.startswith("number "))


def other_numbers(one: Unit, other: Unit) -> bool:
    """Tell whether both of two texts have numbers that the other lacks: a date, a version, an amount.

    Digits are compared, not numbers: `1,000` is `1 000` elsewhere, and a number may be written out.
    """
    left = _digits(one)
    left.subtract(_digits(other))
    return any(count > 0 for count in left.values()) and any(count < 0 for count in left.values())


def _digits(unit: Unit) -> Counter[str]:
    numbers = "".join(name for name in unit.anchors.elements() if name.startswith("number "))
    return Counter(filter(str.isdigit, numbers))
