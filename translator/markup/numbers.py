"""Whether a translation has its source's numbers, however its language writes them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["numbers_fault"]

_NUMBER = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’ \u00a0\u2009\u202f٬]\d{3})++(?![\d])")
_NO_DIGIT = re.compile(r"\D")
_SCALES = {
    "k": 3, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "千": 3, "천": 3, "万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8, "兆": 12, "조": 12,
    "लाख": 5, "करोड़": 7,
}  # fmt: skip
"""Powers of ten: two million are two hundred times ten thousand in Chinese."""
_SCALED = re.compile(
    rf"(?<![\d.,])(\d{{1,15}})(?:[.,٫](\d{{1,6}}))?[ \u00a0-]?({'|'.join(_SCALES)})(?![^\W\u0900-\uffff])",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"(?<![\d:.])(0?[1-9]|1[0-2])((?:[:.]\d\d)?)[ \u00a0]?([ap])\.?m\b\.?", re.IGNORECASE)


def numbers_fault(source: str, answer: str) -> str:
    """Tell which number a translation lacks or brings; empty where none.

    A number of several digits stays; one of a single digit may become a word, but no other number.

    :param source: the message's text, without its markup
    :param answer: the translation's
    """
    wrong = _compared(source, answer)
    # `10,000` is `1万` in Japanese, `4 pm` is `16 Uhr` in German
    return wrong and _compared(_whole(source), _whole(answer)) and wrong


def _compared(source: str, answer: str) -> str:
    had, has = Counter(_digits(source)), Counter(_digits(answer))
    lost, gained = had - has, has - had
    was, now = _row(source), _row(answer)
    for number in gained:
        if len(number) > 3 and number not in was:
            return f"it brings the number {number}, which its source lacks"
    if not lost or was == now:
        return ""
    # `1,000` may come as `1000`, `10:30` as `1030`: the digits in their order are what counts then
    for number in lost:
        if len(number) > 1 and number not in now:
            return f"it lacks the number {number}"
    if gained and any(len(number) == 1 for number in lost) and not any(len(number) > 1 for number in lost):
        return f"it has the number {next(iter(gained))} where its source has {next(iter(lost))}"
    return ""


def _digits(text: str) -> Iterator[str]:
    """Numbers without their separators and leading zeros, in ASCII digits: ``1 000,50`` → 1, 0, 50."""
    for match in _NUMBER.finditer(text):
        yield _ascii(match[0]).lstrip("0") or "0"


def _row(text: str) -> str:
    """All digits, one behind the other."""
    return "".join(_ascii(match[0]) for match in _NUMBER.finditer(text))


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.digit(char, 0)) for char in digits)


def _whole(text: str) -> str:
    """The text with its large numbers in digits, and its times of day by twenty-four hours."""
    text = _GROUPED.sub(lambda match: _NO_DIGIT.sub("", match[0]), text)
    text = _SCALED.sub(_scaled, text)
    return _TWELVE.sub(_twenty_four, text)


def _scaled(match: re.Match[str]) -> str:
    number = Decimal(f"{_ascii(match[1])}.{_ascii(match[2] or '0')}") * 10 ** _SCALES[match[3].lower()]
    return f"{int(number)} " if number == int(number) else match[0]


def _twenty_four(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
    return f"{hour}{match[2]}"
