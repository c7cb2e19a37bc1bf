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

# Line ends rather than `^`: the engine looks for them at once. They are looked for behind one more.
_TYPES = rb"[\w-]++(?:[ ]+[\w-]++)*+"
# What they may begin: a definition or a list's item, of which they are the first block.
_MARGIN = rb"\n[ \t>]*+(?:(?:[:*+-]|\d+[.)])[ \t]+)?"
_ADMONITION = re.compile(
    _MARGIN + rb"(!!![ ]?(?:" + _TYPES + rb')(?:[ ]+"([^\r\n]*)")?)[ \t]*\r?$', re.MULTILINE
)
_DETAILS = re.compile(
    _MARGIN + rb"(\?\?\?\+?[ ]*+(?:" + _TYPES + rb')?(?:[ ]*+"([^\r\n]*)")?)[ \t]*\r?$', re.MULTILINE
)
_TAB = re.compile(_MARGIN + rb'(===(?:\+!|!\+|[+!])?[ ]+"([^\r\n]*)")[ \t]*\r?$', re.MULTILINE)
_BLOCK = re.compile(
    rb"\n[ \t>]*+(/{3,})(?:[ \t]++([\w-]++)[ \t]*+(?:\|[ \t]*+((?:[^\r\n]*[^ \t\r\n])?))?)?[ \t]*\r?$",
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
    for match in pattern.finditer(b"\n" + body):
        start, end = (place - 1 for place in match.span(1))
        first, last = (place - 1 for place in match.span(2))
        if last > first and body[first:last].strip():
            yield Mask(start, first, MaskKind.SHAPE, fill=b"+  # ".ljust(first - start), called=called)
            yield Mask(last, last + 1, MaskKind.JOIN)
        elif end - start >= 4:
            yield Mask(start, end, MaskKind.SHAPE, fill=b"+  #".ljust(end - start))


def blocks(body: bytes) -> Iterator[Mask]:
    """``/// note | Title`` … ``///``: what stands between is Markdown as it is."""
    open_: list[int] = []
    for match in _BLOCK.finditer(b"\n" + body):
        start, width = match.start(1) - 1, len(match[1])
        if match[2] is None:
            while open_ and open_[-1] < width:
                open_.pop()
            if open_ and open_[-1] == width:
                open_.pop()
                yield Mask(start, start + width, MaskKind.BLOCK)
            continue
        open_.append(width)
        if match[3] and match[2] not in _NO_TITLE:
            title = match.start(3) - 1
            yield Mask(start, title, MaskKind.SHAPE, fill=b"# ".ljust(title - start), called="block title")
        else:
            yield Mask(start, max(match.end(2), match.end(3)) - 1, MaskKind.BLOCK)
        options = _OPTIONS.match(body, match.end() - 1)
        if options:
            yield Mask(*options.span(1), MaskKind.OPAQUE)
