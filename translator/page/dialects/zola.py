"""Zola: shortcodes, with and without content, whose arguments may hold text; ids of headings.

Source: https://www.getzola.org/documentation/content/shortcodes/.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask, MaskKind, alone, no_attributes, params
from translator.page.dialects.jekyll import TEXT_PARAMS

__all__ = ["ZOLA"]

_TAG = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class _Zola(Fixed):
    name = "zola"
    options = frozenset(("heading_attributes",))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b"{{" in body or b"{%" in body:
            last = max(body.rfind(b"}}"), body.rfind(b"%}")) + 2  # behind it nothing that opens is closed
            for match in _TAG.finditer(body, 0, last):
                kind = MaskKind.BLOCK if alone(body, *match.span()) else MaskKind.INLINE
                found.append(Mask(*match.span(), kind, params(body, *match.span(), TEXT_PARAMS)))
        return found + no_attributes(body)


ZOLA = _Zola()
