"""Markdown that is indented inside JSX: MDX knows no code by indentation, the parser does.

Where a tag's content is indented that far, the tag is parsed as a list item, whose content may be.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import line_start

__all__ = ["indents", "item"]

_DEEP = re.compile(rb"[\r\n][ \t>]*?(?: {4}|\t)[ \t]*+[^\s]")
_NEXT = re.compile(rb"[ \t]*+(?:(?>\r\n|\n|\r)[ \t>]*+)++")
_NO_BREAK = re.compile(rb"[^\r\n]*+")
_BLANK = re.compile(rb"[^\r\n]")
_CODE = 4
"""Spaces that make code."""


def indents(body: bytes) -> bool:
    """Whether any line is indented so far that the parser could take it for code."""
    return _DEEP.search(body) is not None


def item(body: bytes, start: int, end: int, last: int) -> bytes:
    """Give what a tag alone on its line is parsed as, so that its content is no code; empty if it is none.

    The item holds an empty heading: without anything it would be over with a blank line below it.

    :param start: where the tag begins
    :param end: where it ends
    :param last: where the last tag of its line ends
    """
    below = _NEXT.match(body, last)
    if below is None or below.end() == len(body):
        return b""
    column = _column(body, line_start(body, start), start)
    content = _column(body, line_start(body, below.end(), last), below.end())
    # an item's content stands two to five columns behind its bullet
    spaces = min(max(content - column - 1 - _CODE + 1, 1), _CODE)
    if content < max(_CODE, column + 2) or content - column - 1 - spaces >= _CODE:
        return b""
    mark = b"+" + b" " * spaces + b"#"
    first = _NO_BREAK.match(body, start, end)
    if first is None or len(first[0]) < len(mark):
        return b""
    return mark + _BLANK.sub(b" ", body[start + len(mark) : end])


def _column(body: bytes, first: int, position: int) -> int:
    return len(body[first:position].expandtabs(_CODE))
