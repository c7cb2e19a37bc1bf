"""GitHub's own pages: mentions, and references to issues, which are links to it.

Source: https://docs.github.com/en/get-started/writing-on-github.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask, MaskKind

__all__ = ["GITHUB"]

_REFERENCE = re.compile(
    rb"(?<![\w./@&\\#-])(?:@[A-Za-z0-9][A-Za-z0-9-]*(?:/[\w.-]*\w)?|(?:[\w-]+/[\w.-]+)?#\d+)(?![\w@])"
)


class _GitHub(Fixed):
    name = "github"
    options = frozenset(("linkify",))

    def masks(self, body: bytes) -> list[Mask]:
        if b"@" not in body and b"#" not in body:
            return []
        return [Mask(*match.span(), MaskKind.INLINE) for match in _REFERENCE.finditer(body)]


GITHUB = _GitHub()
