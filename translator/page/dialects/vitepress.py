"""VitePress, VuePress and other sites of markdown-it: containers, interpolations, imported code, attributes.

Sources: https://vitepress.dev/guide/markdown, https://github.com/arve0/markdown-it-attrs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Fixed, Mask, MaskKind, Param, alone, outside, params, shown
from translator.page.dialects.containers import containers
from translator.page.dialects.fencetitles import fence_labels
from translator.page.dialects.kramdown_html import _fences
from translator.page.dialects.vitepress_components import components

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VITEPRESS"]

_UNTITLED = frozenset((b"code-group", b"raw", b"v-pre"))
_INTERPOLATION = re.compile(rb"\{\{.*?\}\}", re.DOTALL)
_LINE = re.compile(rb"^[ \t]*(<<<[ \t]*[^\r\n]*|\[\[_?toc_?\]\])[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_ATTRIBUTES = re.compile(
    rb"(?<=[\])`*_>~])\{[^{}\r\n]++\}(?!\})|(?<![\\{])\{[^{}\r\n]++\}(?=[ \t]*+(?:[\r\n]|\Z))"
)
_ALERT = re.compile(
    rb"^[ \t>]*>[ \t]*(\[!(?:tip|note|info|important|warning|caution|danger)\][ \t]*+"
    rb"([^\s](?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+))[ \t]*+\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_BADGE = re.compile(rb"""<Badge(?:[ \t]++[\w:@-]++=(?:"[^"\r\n]*+"|'[^'\r\n]*+'))++[ \t]*+/?>""")
"""VitePress's own component, whose text is a word of a heading or of a sentence."""
_HEADING = re.compile(rb"[ \t>]*#{1,6}[ \t]")


class _VitePress(Fixed):
    """What stands in braces is parsed as full stops: emphasis flanks these as it does the braces."""

    name = "vitepress"
    options = frozenset(("heading_attributes", "linkify"))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b":::" in body:
            found += containers(body, _UNTITLED)
        if b"{{" in body:
            # behind the last `}}` nothing that opens is closed
            for match in _INTERPOLATION.finditer(body, 0, body.rfind(b"}}") + 2):
                kind = MaskKind.BLOCK if alone(body, *match.span()) else MaskKind.INLINE
                found.append(Mask(*match.span(), kind, fill=b"."))
        if b"<<<" in body or b"[[" in body:
            found += [Mask(*match.span(1), MaskKind.BLOCK) for match in _LINE.finditer(body)]
        if b"[!" in body:
            for match in _ALERT.finditer(body):
                titles = (Param("title", *match.span(2), "line"),)
                found.append(Mask(*match.span(1), MaskKind.BLOCK, titles))
        if b"{" in body:
            found += _attributes(body)
        if b"<Badge" in body:
            for match in _BADGE.finditer(body):
                texts = params(body, *match.span(), frozenset(("text",)))
                found.append(Mask(*match.span(), MaskKind.INLINE, texts, b"."))
        tags = b"/>" in body or b" @" in body or b"<template" in body
        code = _fences(body) if found or tags or b"code-group" in body else []
        if tags:
            found += components(body, code)
        found = outside(found, code)
        if b"code-group" in body:
            found += fence_labels(body, code)
        return found


def _attributes(body: bytes) -> Iterator[Mask]:
    """Attributes right behind markup, at a line's end or below a block; the parser knows a heading's."""
    for match in _ATTRIBUTES.finditer(body):
        texts = shown(body, *match.span())
        if alone(body, *match.span()):
            yield Mask(*match.span(), MaskKind.BLOCK, texts)
            continue
        line = max(body.rfind(b"\n", 0, match.start()), body.rfind(b"\r", 0, match.start())) + 1
        if not _HEADING.match(body, line):
            yield Mask(*match.span(), MaskKind.INLINE, texts, b".")


VITEPRESS = _VitePress()
