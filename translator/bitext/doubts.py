"""Why a pair may be wrong, or a translation of other words than the source's of today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.bitext.likeness import contradicts, other_numbers

if TYPE_CHECKING:
    from translator.bitext.likeness import Likeness
    from translator.bitext.path import Step
    from translator.bitext.units import Unit

__all__ = ["CLEAR", "ELSEWHERE", "LIKE_SOURCE", "doubt", "doubt_of_value", "other_shape"]

CLEAR = 2.5
"""By how much a certain pair's way is better than the best one without it."""
_CLEAR_ENOUGH = 0.7
"""The same where most of their words go together."""
ELSEWHERE = "it could belong elsewhere"
LIKE_SOURCE = "it reads like the source itself"

_FAR = 3.0
"""Standard deviations of length that a certain pair may have."""
_FAR_ALIKE = 4.5
"""The same where the place says that it is one: in pages of the same blocks, in values of the same key."""
_FAR_KNOWN = 2.5
"""The same where it is known how long translations are: of 500 that say the same none was farther off …"""
_FAR_SENTENCES = 1.5
"""… and where the longer one has more sentences, too: somebody added one, or took one away, since."""
_BREAK = re.compile(r"[.!?…][)\]»”\"'*_]*\s+(?=\S)|[。！？](?=.)", re.DOTALL)
"""Between two sentences."""
_LENGTH = "its length is unlikely"
_WORDS = "its words are others"


def doubt(step: Step, likeness: Likeness, *, same: bool, other_row: bool) -> str:
    """Say why two texts of bodies may not belong together.

    :param step: one text and one text
    :param same: whether both pages have the same blocks
    :param other_row: whether they stand in rows of different names
    :return: empty where nothing speaks against them
    """
    one, other = likeness.sources[step.sources[0]], likeness.others[step.others[0]]
    if contradicts(one, other):
        return "its code, links or tags differ"
    if other_numbers(one, other):
        return "its numbers differ"
    if other_row:
        return "its row or item has another name"
    if likeness.strange(one, other):
        return _WORDS
    if step.margin < (_CLEAR_ENOUGH if likeness.familiar(one, other) else CLEAR):
        return ELSEWHERE
    if _is_far(likeness, one, other, _FAR_ALIKE if same else _FAR):
        return _LENGTH
    if one.shape != other.shape:
        return other_shape(one, other)
    if step.score < 0:
        return "there is little that both have"
    return ""


def _is_far(likeness: Likeness, one: Unit, other: Unit, limit: float) -> bool:
    """Tell whether a text is longer or shorter than a translation of all of its source would be."""
    off = likeness.deviation(one, other)
    if likeness.lexicon is None:
        return abs(off) > limit
    more = len(_BREAK.findall(other.text)) - len(_BREAK.findall(one.text))
    return abs(off) > (_FAR_SENTENCES if more * off > 0 else _FAR_KNOWN)


def other_shape(one: Unit, other: Unit) -> str:
    """Say that a text is something else on the localized page."""
    return f"a {one.shape} of the source is a {other.shape} here"


def doubt_of_value(likeness: Likeness, one: Unit, other: Unit) -> str:
    """Say why two front matter values of one key may not be each other's: a page may have its own.

    :return: empty where nothing speaks against them
    """
    if likeness.strange(one, other):
        return _WORDS
    return _LENGTH if abs(likeness.deviation(one, other)) > _FAR_ALIKE else ""
