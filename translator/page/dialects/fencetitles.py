"""The titles of code blocks, in the line that opens one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Mask, MaskKind, Param

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["fence_labels", "fence_titles"]

_FENCE_TITLE = re.compile(
    rb"""\n[ \t>]*+(?=[-*+\d`~])(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?:`{3,}+|~{3,}+)[^\r\n`]*?"""
    rb"""([ \t]title=(?:"([^"\r\n]*)"|'([^'\r\n]*)')(?:[^\r\n]*[^ \t\r\n])?)[ \t]*\r?$""",
    re.MULTILINE,
)
_FENCE_LABEL = re.compile(
    rb"\n[ \t>]*+(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?:`{3,}+|~{3,}+)[^\r\n`\[\]]*([ \t]\[([^\[\]\r\n]++)\])"
)
_FILE = re.compile(rb"[\w./\\*{}$-]+")


def fence_titles(body: bytes, code: Sequence[tuple[int, int]]) -> Iterator[Mask]:
    """The title of a code block, where it is no file's name.

    :param code: where fences, and not what is in them, begin and end
    """
    begun = {start for start, _ in code}
    for match in _FENCE_TITLE.finditer(b"\n" + body):
        group = 2 if match[2] is not None else 3
        if match.start() in begun and match[group].strip() and not _FILE.fullmatch(match[group]):
            quote = 'fence"' if group == 2 else "fence'"
            text = Param("title", match.start(group) - 1, match.end(group) - 1, quote)
            yield Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.BLOCK, (text,))


def fence_labels(body: bytes, code: Sequence[tuple[int, int]]) -> Iterator[Mask]:
    """The label of a block in a group, ``[Words]``, where it is no file's name.

    :param code: where fences, and not what is in them, begin and end
    """
    begun = {start for start, _ in code}
    for match in _FENCE_LABEL.finditer(b"\n" + body):
        if match.start() in begun and match[2].strip() and not _FILE.fullmatch(match[2]):
            text = Param("label", match.start(2) - 1, match.end(2) - 1, "fence]")
            yield Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.BLOCK, (text,))
