"""Components of Vue that begin a line: to VitePress a block, which ends with its line if the tag ends in it.

Source: https://github.com/mdit-vue/mdit-vue/tree/main/packages/plugin-component.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Ends, Mask, MaskKind, params
from translator.page.dialects.kramdown_html import _inside as inside

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["components"]

_INLINE = (
    rb"a|abbr|acronym|audio|b|bdi|bdo|big|br|button|canvas|cite|code|data|datalist|del|dfn|em|embed|i|iframe|img|"
    rb"input|ins|kbd|label|map|mark|meter|noscript|object|output|picture|progress|q|ruby|s|samp|script|select|small|"
    rb"span|strong|sub|sup|svg|textarea|time|u|tt|var|video|wbr"
)
_BLOCK = (
    rb"address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|"
    rb"dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|"
    rb"main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|"
    rb"thead|title|tr|track|ul|pre|style"
)
_ATTRIBUTES = (
    rb"(?:[ \t]++[A-Za-z_:@][\w:.-]*+(?:[ \t]*+=[ \t]*+(?:[^\s\"'=<>`]++|'[^'\r\n]*+'|\"[^\"\r\n]*+\"))?+)*+"
)
_LINE = re.compile(rb"\n[ \t>]*+(?:(<)|\r?(?=\n|\Z))")
_COMPONENT = re.compile(
    rb"<(?!(?:"
    + _INLINE
    + rb")(?![\w-])|(?i:"
    + _BLOCK
    + rb")(?=\s|/?>))[A-Za-z][A-Za-z\d-]*+"
    + _ATTRIBUTES
    + rb"[ \t]*+/>[ \t]*+"
)
_SLOT = re.compile(rb"<template[ \t]+(?:#|v-slot)[^<>\r\n]*+>[ \t]*+(?=\r?\n[ \t>]*+\r?\n)")
_LISTENING = re.compile(rb"<[A-Za-z][A-Za-z\d-]*+" + _ATTRIBUTES + rb"[ \t]*+/?>")
_VERBATIM = re.compile(rb"<(script|pre|style)(?=[\s>])", re.IGNORECASE)
_SPAN = re.compile(rb"</?(?:" + _INLINE + rb")(?![\w-])[^<>\r\n]*+>[ \t]*+([\r\n]|\Z)?")
_PAIR = re.compile(rb"<([A-Za-z][A-Za-z\d-]*+)" + _ATTRIBUTES + rb"[ \t]*+>(?=[^\r\n]*</\1[ \t]*>)")
_TEXTS = frozenset(("alt", "title", "aria-label", "placeholder"))
_BADGE = _TEXTS | {"text"}


def components(body: bytes, code: list[tuple[int, int]]) -> Iterator[Mask]:
    """Parse the text behind one as a heading's, which ends with its line as well.

    Not in HTML, which goes on to the next blank line. Elsewhere, a tag with attributes that only Vue has is a
    word, ``<b @click="go">``, or a blank line, ``<template #header>``.

    :param code: the ranges of fenced code, in order
    """
    ends = Ends(body)
    first, skip = 0, 0
    html: list[tuple[int, int]] = []
    begun = -1
    for match in _LINE.finditer(b"\n" + body):
        if match.start() < skip or inside(code, match.end() - 1):
            continue
        if not match[1]:
            first = match.end()
            if begun >= 0:
                html.append((begun, match.start()))
                begun = -1
        elif begun < 0:
            start = match.start(1) - 1
            tag = _COMPONENT.match(body, start)
            if tag and tag.end() < len(body) and body[tag.end()] not in b"\r\n":
                fill = b"# ".ljust(tag.end() - start)
                texts = params(body, start, tag.end(), _shown(tag[0]))
                yield Mask(start, tag.end(), MaskKind.SHAPE, texts, fill, "text")
            elif tag:
                yield Mask(start, tag.end(), MaskKind.BLOCK, params(body, start, tag.end(), _shown(tag[0])))
            elif slot := _SLOT.match(body, start):
                yield Mask(start, slot.end(), MaskKind.BLOCK)
            elif verbatim := _VERBATIM.match(body, start):
                skip = ends.behind(b"</" + verbatim[1] + b">", start)
                html.append((start, max(skip, start)))
            else:
                span = _SPAN.match(body, start)
                # a span's tag that is alone on the first line of a block begins HTML
                block = match.start() == first if span and span[1] is not None else not span
                if block and not _PAIR.match(body, start):
                    begun = start
    if begun >= 0:
        html.append((begun, len(body)))
    if b" @" in body:
        for match in _LISTENING.finditer(body):
            if b" @" in match[0] and not inside(html, match.start()) and not inside(code, match.start()):
                yield Mask(*match.span(), MaskKind.INLINE, params(body, *match.span(), _TEXTS), b".")


def _shown(tag: bytes) -> frozenset[str]:
    return _BADGE if tag.startswith(b"<Badge ") else _TEXTS
