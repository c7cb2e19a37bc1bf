"""Two spaces in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_DOUBLE = re.compile(r"\S( [ \u00a0\u202f]|\u00a0 |\u202f )\S")


def check(message: Message) -> Iterator[Fault]:
    """Look for runs of spaces, where the message has none."""
    if any(map(_DOUBLE.search, message.hidden.texts)):
        return
    for text in message.answer.texts:
        found = _DOUBLE.search(text)
        if found:
            around = text[max(0, found.start() - 12) : found.end() + 12].strip()
            yield Fault(f"two spaces in a row: “{around}”", "remove one")
            return
