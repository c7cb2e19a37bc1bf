"""HTML or template tags that a translation gained or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_KINDS = ("html ", "template ")


def check(message: Message) -> Iterator[Fault]:
    """Compare tags, in any order; where a link's tag only leads elsewhere, `targets` looks at it."""
    gained, lost = _tags(message.gained), _tags(message.lost)
    links = min(sum(map(_is_link, gained)), sum(map(_is_link, lost)))
    for word in [*filter(_is_link, gained)][:links]:
        gained.remove(word)
    for word in [*filter(_is_link, lost)][:links]:
        lost.remove(word)
    for word in dict.fromkeys(lost):
        yield Fault(f"{word} is missing", "take it over from the message")
    for word in dict.fromkeys(gained):
        yield Fault(f"{word} is not in the message", "remove it; on the page it does not come through")


def _tags(words: Counter[str]) -> list[str]:
    return [word.partition(" ")[2] for word in words.elements() if word.startswith(_KINDS)]


def _is_link(tag: str) -> bool:
    return tag.startswith("<a ")
