"""Blocks that Python-Markdown's extensions know by their first line: admonitions, details, tabs, ``///``.

Sources: Python-Markdown's `admonition`, and pymdownx's `details`, `tabbed` and `blocks`
(https://facelessuser.github.io/pymdown-extensions/extensions/blocks/).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Mask, MaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["admonitions", "blocks", "details", "tabs"]

_TYPES = rb"[\w-]++(?:[ ]+[\w-]++)*+"
_ADMONITION = re.compile(
    rb"^[ \t>]*(!!![ ]?(?:" + _TYPES + rb')(?:[ ]+"([^\r\n]*)")?)[ \t]*\r?$', re.MULTILINE
)
_DETAILS = re.compile(
    rb"^[ \t>]*(\?\?\?\+?[ ]*+(?:" + _TYPES + rb')?(?:[ ]*+"([^\r\n]*)")?)[ \t]*\r?$', re.MULTILINE
)
_TAB = re.compile(rb'^[ \t>]*(===(?:\+!|!\+|[+!])?[ ]+"([^\r\n]*)")[ \t]*\r?$', re.MULTILINE)
_BLOCK = re.compile(
    rb"^[ \t>]*(/{3,})(?:[ \t]++([\w-]++)[ \t]*+(?:\|[ \t]*+((?:[^\r\n]*[^ \t\r\n])?))?)?[ \t]*\r?$",
    re.MULTILINE,
)
_OPTIONS = re.compile(
    rb"(?:\r\n|\n|\r)([ \t]*[\w-]+:[^\r\n]*(?:(?:\r\n|\n|\r)[ \t]*[\w-]+:[^\r\n]*)*)"
    rb"(?=(?:\r\n|\n|\r)[ \t]*(?:[\r\n]|\Z))"
)
_NO_TITLE = frozenset((b"html", b"caption", b"figure-caption", b"table-caption", b"define"))
"""Blocks whose argument is no text, but a tag or a number."""


def admonitions(body: bytes) -> Iterator[Mask]:
    """``!!! note "Title"`` above an indented body."""
    return _indented(body, _ADMONITION, "admonition title")


def details(body: bytes) -> Iterator[Mask]:
    """``???+ note "Title"``: one that opens and closes."""
    return _indented(body, _DETAILS, "admonition title")


def tabs(body: bytes) -> Iterator[Mask]:
    """``=== "Title"``."""
    return _indented(body, _TAB, "tab title")


def _indented(body: bytes, pattern: re.Pattern[bytes], called: str) -> Iterator[Mask]:
    """An item of a list, whose body it then is; its title is a heading, since that ends with its line.

    The heading may be empty: an empty item would be over with the blank line below it.
    """
    for match in pattern.finditer(body):
        start, end = match.span(1)
        first, last = match.span(2)
        if last > first and body[first:last].strip():
            yield Mask(start, first, MaskKind.SHAPE, fill=b"+  # ".ljust(first - start), called=called)
            yield Mask(last, last + 1, MaskKind.JOIN)
        elif end - start >= 4:
            yield Mask(start, end, MaskKind.SHAPE, fill=b"+  #".ljust(end - start))


def blocks(body: bytes) -> Iterator[Mask]:
    """``/// note | Title`` … ``///``: what stands between is Markdown as it is."""
    open_: list[int] = []
    for match in _BLOCK.finditer(body):
        width = len(match[1])
        if match[2] is None:
            while open_ and open_[-1] < width:
                open_.pop()
            if open_ and open_[-1] == width:
                open_.pop()
                yield Mask(*match.span(1), MaskKind.BLOCK)
            continue
        open_.append(width)
        if match[3] and match[2] not in _NO_TITLE:
            fill = b"# ".ljust(match.start(3) - match.start(1))
            yield Mask(match.start(1), match.start(3), MaskKind.SHAPE, fill=fill, called="block title")
        else:
            yield Mask(match.start(1), max(match.end(1), match.end(2), match.end(3)), MaskKind.BLOCK)
        options = _OPTIONS.match(body, match.end())
        if options:
            yield Mask(*options.span(1), MaskKind.OPAQUE)
