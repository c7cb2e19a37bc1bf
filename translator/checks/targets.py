"""Links and images that a translation gained or lost.

Where a link leads is the translator's affair: to an article in the reader's language, say. That it leads
nowhere is told by `links`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks.base import Fault
from translator.page.inline import parse_inline

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_KINDS = {"link": "link", "image": "image", "url": "link", "glued": "link", "html": "link"}


def check(message: Message) -> Iterator[Fault]:
    """Compare how many links and images there are; any link may stand for any other."""
    gained, lost = _targets(message.gained), _targets(message.lost)
    for kind in ("link", "image"):
        more, fewer = gained.get(kind, []), lost.get(kind, [])
        for target in fewer[len(more) :]:
            if target.startswith("ref:") and _is_written(message, f"{kind} {target}"):
                continue  # `[text][]` is written with its label
            named = f"{kind} to {target}" if kind == "link" else f"{kind} {target}"
            yield Fault(f"the {named} is missing", "take it over from the message")
        for target in more[len(fewer) :]:
            named = f"a link to {target}" if kind == "link" else f"the image {target}"
            yield Fault(f"{named} is not in the message", "remove it; it does not come through")


def _is_written(message: Message, word: str) -> bool:
    """Whether a word of markup that the translation lacks stands on its page."""
    had, text = message.markdown[0], message.fitted.text
    written = parse_inline(text, message.setting) if text is not None else None
    return had is not None and written is not None and written.count[word] >= had.count[word]


def _targets(words: Counter[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words.elements():
        name, _, rest = word.partition(" ")
        if name in _KINDS and (name != "html" or rest.startswith("<a ")):
            found.setdefault(_KINDS[name], []).append(rest)
    return found
