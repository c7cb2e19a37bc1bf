"""VitePress, VuePress and other sites of markdown-it: containers, Vue's interpolations, imported code.

Source: https://vitepress.dev/guide/markdown.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask, MaskKind, alone, no_attributes
from translator.page.dialects.containers import containers
from translator.page.dialects.kramdown_html import _fences, _inside

__all__ = ["VITEPRESS"]

_UNTITLED = frozenset((b"code-group", b"raw", b"v-pre"))
_INTERPOLATION = re.compile(rb"\{\{.*?\}\}", re.DOTALL)
_LINE = re.compile(rb"^[ \t]*(<<<[ \t]*[^\r\n]*|\[\[_?toc_?\]\])[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


class _VitePress(Fixed):
    name = "vitepress"
    options = frozenset(("heading_attributes", "linkify"))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b":::" in body:
            found += containers(body, _UNTITLED)
        if b"{{" in body:
            for match in _INTERPOLATION.finditer(body):
                kind = MaskKind.BLOCK if alone(body, *match.span()) else MaskKind.INLINE
                found.append(Mask(*match.span(), kind))
        if b"<<<" in body or b"[[" in body:
            found += [Mask(*match.span(1), MaskKind.BLOCK) for match in _LINE.finditer(body)]
        code = _fences(body) if found else []
        return [mask for mask in found if not _inside(code, mask.start)] + no_attributes(body)


VITEPRESS = _VitePress()
