"""GitHub's own pages: mentions, references to issues and commits, which are links to it, and math.

Source: https://docs.github.com/en/get-started/writing-on-github.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask, MaskKind, display_math, outside
from translator.page.dialects.kramdown_html import _fences

__all__ = ["GITHUB"]

_REFERENCE = re.compile(
    rb"(?<![\w./@&\\#-])(?:@[A-Za-z0-9][A-Za-z0-9-]*(?:/[\w.-]*\w)?|(?:[\w-]+/[\w.-]+)?#\d+|GH-\d+"
    rb"|(?:[\w-]+/[\w.-]+@)?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40})(?![\w@])"
)
"""A commit is named by seven digits of its hash or more, of which one is a letter."""
_MATH = re.compile(
    rb"(?<![\\$\w])\$(?:`[^`\r\n]++`\$|(?![\s$`])(?:[^$\\\r\n]|\\[^\r\n])*+(?<!\s)\$)(?![\w$])"
)


class _GitHub(Fixed):
    name = "github"
    options = frozenset(("linkify",))

    def masks(self, body: bytes) -> list[Mask]:
        found = [Mask(*match.span(), MaskKind.INLINE) for match in _REFERENCE.finditer(body)]
        if b"$" in body:
            math = [
                *display_math(body),
                *(Mask(*match.span(), MaskKind.INLINE) for match in _MATH.finditer(body)),
            ]
            found += outside(math, _fences(body))
        return found


GITHUB = _GitHub()
