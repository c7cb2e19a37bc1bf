"""Containers between colons, as markdown-it's plugins and pandoc have them: ``::: tip Title`` … ``:::``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Mask, MaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["containers"]

_FENCE = re.compile(
    rb"^[ \t>]*+(:{3,}+[ \t]*+"
    rb"(?:([\w-]++)(?:[ \t]+([^\s{](?:[^ \t\r\n{}]++|[ \t]++(?=[^ \t\r\n{}]))*+))?"
    rb"[ \t]*+(?:\{[^{}\r\n]*\})?)?)[ \t]*+\r?$",
    re.MULTILINE,
)


def containers(body: bytes, untitled: frozenset[bytes]) -> Iterator[Mask]:
    """Blank the fences; a title is parsed as a heading's text, which ends with its line as well.

    :param untitled: containers behind whose name no title stands
    """
    for match in _FENCE.finditer(body):
        start, end = match.span(1)
        first, last = match.span(3)
        if match[3] and match[2] not in untitled:
            fill = b"# ".ljust(first - start)
            yield Mask(start, first, MaskKind.SHAPE, fill=fill, called="container title")
            if last < end:
                yield Mask(last, end, MaskKind.JOIN)
        else:
            yield Mask(start, end, MaskKind.BLOCK)
