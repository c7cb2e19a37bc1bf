"""Code spans that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]


def check(message: Message) -> Iterator[Fault]:
    """Compare code spans, in any order."""
    gained, lost = _spans(message.gained), _spans(message.lost)
    for text in lost:
        if text not in message.text:  # written without its backquotes, it still says the same
            yield Fault(f"the code `{text}` is missing", "take it over from the message")
    for text in gained:
        if text not in message.source:
            yield Fault(f"the code `{text}` is not in the message", "write what the message has")


def _spans(words: Counter[str]) -> list[str]:
    return [word.removeprefix("code ") for word in words if word.startswith("code ")]
