"""Markup that is broken, or that its message lacks: on the page its marks show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.checks.base import MARKDOWN, Fault
from translator.page.lines import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_MARKS = {
    "*": re.compile(r"(?<!\\)(?:(?<=[\w\0])\*|\*(?=[\w\0]))"),  # a NUL stands where markup is
    "`": re.compile(r"(?<!\\)`"),
    "~~": re.compile(r"(?<!\\)~~"),
    "](": re.compile(r"(?<!\\)\]\("),
    "_": re.compile(r"(?<![\\\w])_(?=\w)|(?<=\w)_(?!\w)"),
}
_EMPHASIS = {"em": "emphasis", "strong": "strong emphasis", "del": "strikethrough"}


def check(message: Message) -> Iterator[Fault]:
    """Look for marks that stand as text, a machine's emphasis, and what cannot be written at all."""
    if message.setting.form not in MARKDOWN:
        return
    fitted = message.fitted
    had, has = message.markdown
    if had is not None and has is not None:
        was, now = had.words_only().decode(), has.words_only().decode("utf-8", "replace")
        for mark, pattern in _MARKS.items():
            if len(pattern.findall(now)) > len(pattern.findall(was)):
                yield Fault(f"a {mark} stands as text", f"close it, or write \\{mark[0]} where it is meant")
                return
        gained = [word.partition(" ")[0] for word in message.gained if word.split(" ")[0] in _EMPHASIS]
        lost = [word.partition(" ")[0] for word in message.lost if word.split(" ")[0] in _EMPHASIS]
        shown = fitted.text is not None and fitted.text != joined(message.source, message.text)
        for kind in dict.fromkeys(gained[len(lost) :] if shown else ()):
            yield Fault(f"{_EMPHASIS[kind]} is not in the message", "remove its marks; they show on the page")
            return
    if fitted.text is None and not message.gained:  # what was brought has a check of its own
        yield Fault(
            f"it cannot be written to its page: {fitted.reason}", "write the markup as the message does"
        )
