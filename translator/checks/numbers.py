"""Numbers that differ, however the language writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.checks.base import Fault
from translator.markup.numbers import numbers_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]


_NUMBER = re.compile(r"[^\W\d_]*\d+")
_SPELLED = frozenset((*map(str, range(21)), *map(str, range(30, 101, 10))))
"""Numbers that a language may have a word for: “all of the traffic” is 100 % of it."""


def check(message: Message) -> Iterator[Fault]:
    """Compare the numbers of the texts; code, addresses and tags are left out."""
    fault = numbers_fault(message.source_text, message.answer_text)
    if fault and numbers_fault(_certain(message), message.answer_text):
        yield Fault(fault, "check the number against the message")


def _certain(message: Message) -> str:
    """The message's text without the numbers that its translation may say in words, or in a name."""
    had, has = (
        {match[0] for match in _NUMBER.finditer(text)} for text in (message.source_text, message.answer_text)
    )

    def keep(match: re.Match[str]) -> str:
        digits = match[0].lstrip("0") or "0"
        gone = digits in _SPELLED or not match[0].isdigit()
        return " " if gone and match[0] not in has else match[0]

    # where another number came instead, it is no word that it became
    return message.source_text if has - had else _NUMBER.sub(keep, message.source_text)
