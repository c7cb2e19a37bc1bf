"""Placeholders that a translation gained or lost: ``{name}``, ``%s``, ``:emoji:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_PLACEHOLDER = re.compile(
    r"""
      \$?\{[\w.$:-]*[\w.$:-]\}               # {name}, ${name}; `{}` is as often a pair of braces
    | %\([\w.]+\)[sdf] | %(?:\d+\$)?[sdf]   # %s, %(name)s, %1$s
    | :[a-z0-9_+-]+:                        # :smile:
    """,
    re.VERBOSE,
)


def check(message: Message) -> Iterator[Fault]:
    """Compare placeholders, in any order."""
    had, has = message.kept()
    for literal in had - has:
        if _PLACEHOLDER.fullmatch(literal) and message.text.count(literal) < had[literal]:
            yield Fault(f"{literal} is missing", "take it over from the message, letter by letter")
    for literal in has - had:
        if _PLACEHOLDER.fullmatch(literal) and message.source.count(literal) < has[literal]:
            yield Fault(f"{literal} is not in the message", "remove it, or write it as the message does")
