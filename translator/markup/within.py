r"""Texts within markup: a link's title, a tag's ``alt``. Placeholders hide them; they are translated apart.

``[text](page.html "A title")``: what closes the link is kept to the letter but for ``A title``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from translator.markup.hidden import CLOSE, Mark
from translator.page.prose import is_prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.markup.hidden import Hidden

__all__ = ["Within", "replaced", "within"]

_TITLE = re.compile(r"""\A\](?:\([^\s"']*\s+)("(?:[^"\\\n]|\\.)+"|'(?:[^'\\\n]|\\.)+')\s*\)\Z""")
_ATTRIBUTE = re.compile(
    r"""(?<=\s)(?:alt|title|aria-label|placeholder)\s*=\s*("[^"]+"|'[^']+')""", re.IGNORECASE
)
_TAG = re.compile(r"<[A-Za-z]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TEMPLATE = re.compile(r"\{[{%<]|\$\{")


class Within(NamedTuple):
    """One text."""

    literal: str
    """The markup that it stands in."""
    start: int
    end: int
    """Its place there, without its quotes."""
    text: str
    """What it says, without escapes and entities."""


def within(hidden: Hidden) -> list[Within]:
    """Find the texts in a message's markup."""
    found: dict[str, list[Within]] = {}
    for mark in hidden.marks:
        if mark.literal not in found:
            found[mark.literal] = list(_texts(mark))
    return [each for texts in found.values() for each in texts]


def _texts(mark: Mark) -> list[Within]:
    literal = mark.literal
    if _TEMPLATE.search(literal):
        return []  # what a builder puts there, quotes and all, is its own affair
    places = []
    if mark.role == CLOSE and (title := _TITLE.match(literal)):
        places.append((title.start(1) + 1, title.end(1) - 1))
    elif _TAG.match(literal):
        places += [(match.start(1) + 1, match.end(1) - 1) for match in _ATTRIBUTE.finditer(literal)]
    texts = []
    for start, end in places:
        text = literal[start:end]
        plain = html.unescape(_ESCAPED.sub(r"\1", text) if mark.role == CLOSE else text)
        if is_prose(plain, sure=True):
            texts.append(Within(literal, start, end, plain))
    return texts


def replaced(translation: str, texts: Sequence[Within], answers: Mapping[str, str]) -> str:
    """Put translated texts into a translation's markup.

    :param answers: by the texts; those without one stay
    """
    literals: dict[str, list[Within]] = {}
    for each in texts:
        literals.setdefault(each.literal, []).append(each)
    for literal, own in literals.items():
        new, position = "", 0
        for each in own:
            answer = answers.get(each.text)
            new += literal[position : each.start]
            new += literal[each.start : each.end] if answer is None else _quoted(answer, literal, each.start)
            position = each.end
        translation = translation.replace(literal, new + literal[position:])
    return translation


def _quoted(text: str, literal: str, start: int) -> str:
    """The text as it can stand between its quotes."""
    quote = literal[start - 1]
    text = " ".join(text.split())
    if literal.startswith("]"):
        return re.sub(rf"[\\{quote}]", lambda match: f"\\{match[0]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace(quote, "&quot;" if quote == '"' else "&#39;")
