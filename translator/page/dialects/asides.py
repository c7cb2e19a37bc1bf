"""Asides in plain Markdown: Astro's Starlight has them there, and Docusaurus where it reads no MDX.

Sources: https://starlight.astro.build/guides/authoring-content/#asides,
https://docusaurus.io/docs/markdown-features/admonitions.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask
from translator.page.dialects.kramdown_html import _fences, _inside
from translator.page.dialects.mdx import aside_masks
from translator.page.dialects.mdx_scan import aside

__all__ = ["ASIDES"]

_LINE = re.compile(rb"\n[ \t>]*+(?=:::)")


class _Asides(Fixed):
    name = "asides"
    options = frozenset(("heading_attributes", "linkify"))

    def masks(self, body: bytes) -> list[Mask]:
        if b":::" not in body:
            return []
        code = _fences(body)
        pieces = (
            aside(body, match.end() - 1)
            for match in _LINE.finditer(b"\n" + body)
            if not _inside(code, match.end() - 1)
        )
        return [mask for piece in pieces if piece for mask in aside_masks(piece)]


ASIDES = _Asides()
