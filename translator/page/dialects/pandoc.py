"""Pandoc's Markdown: fenced divs, spans with attributes, citations, tables that only pandoc knows.

Tables drawn with characters, and blocks of lines, are left alone: their layout is their meaning.
Source: https://pandoc.org/MANUAL.html#pandocs-markdown.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import Fixed, Mask, MaskKind, alone, no_attributes, no_definitions, params
from translator.page.dialects.kramdown_html import _fences, _inside

__all__ = ["PANDOC"]

_DIV = re.compile(rb"^[ \t>]*(:{3,}[ \t]*(?:\{[^{}\r\n]*\}|[\w-]+)?[ \t]*:*)[ \t]*\r?$", re.MULTILINE)
_ATTRIBUTES = re.compile(rb"(?<=[\])`])\{[.#=-]?[\w-][^{}\r\n]*\}")
_CITATION = re.compile(rb"(?<![\w.@\\])-?@(?:\{[^{}\r\n]+\}|[A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?)")
_NEXT = rb"(?:\r\n|\n|\r)"
_GRID = re.compile(rb"^[ ]{0,3}\+(?:[-=:]+\+)+[ \t]*(?:" + _NEXT + rb"[ ]{0,3}[+|][^\r\n]*)+", re.MULTILINE)
_LINES = re.compile(rb"^\|[ ][^\r\n]*(?:" + _NEXT + rb"(?:\|[ ]?|[ ]+)[^\r\n]*)*", re.MULTILINE)
_RULED = re.compile(
    rb"^(?![ \t]*\r?$)(?:[^\r\n]*"
    + _NEXT
    + rb")?[ ]*-{2,}(?:[ ]+-{2,})+[ ]*(?:"
    + _NEXT
    + rb"[^\r\n]*[^\s][^\r\n]*)+",
    re.MULTILINE,
)
_MATH = re.compile(
    rb"(?<!\\)\$\$(?:(?!\$\$).)+\$\$|(?<![\\$\w])\$(?![\s$])[^$\r\n]+(?<![\s\\])\$(?![\w$])", re.DOTALL
)
_TITLE = re.compile(rb"\A(?:%[ \t][^\r\n]*(?:" + _NEXT + rb"|\Z)){1,3}")
_TEXTS = frozenset(("title", "caption", "alt"))


class _Pandoc(Fixed):
    name = "pandoc"
    options = frozenset(("definition_list", "heading_attributes"))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b":::" in body:
            for match in _DIV.finditer(body):
                texts = params(body, *match.span(1), _TEXTS)
                found.append(Mask(*match.span(1), MaskKind.BLOCK, texts))
        if b"{" in body:
            found += [Mask(*match.span(), MaskKind.INLINE, fill=b".") for match in _ATTRIBUTES.finditer(body)]
        if b"@" in body:
            found += [Mask(*match.span(), MaskKind.INLINE) for match in _CITATION.finditer(body)]
        if b"$" in body:
            for match in _MATH.finditer(body):
                kind = MaskKind.OPAQUE if alone(body, *match.span()) else MaskKind.INLINE
                found.append(Mask(*match.span(), kind))
        if b"+-" in body or b"+=" in body:
            found += [Mask(*match.span(), MaskKind.OPAQUE) for match in _GRID.finditer(body)]
        if b"-- " in body:
            found += [Mask(*match.span(), MaskKind.OPAQUE) for match in _RULED.finditer(body)]
        if b"|" in body:
            found += [
                Mask(*match.span(), MaskKind.OPAQUE) for match in _LINES.finditer(body) if _is_lines(match[0])
            ]
        if title := _TITLE.match(body):
            found.append(Mask(*title.span(), MaskKind.OPAQUE))
        code = _fences(body) if found else []
        return [
            *(mask for mask in found if not _inside(code, mask.start)),
            *no_attributes(body),
            *no_definitions(body),
        ]


def _is_lines(block: bytes) -> bool:
    """Whether it is a block of lines, and no pipe table: that has a delimiter row."""
    return re.search(rb"^\|[ \t]*:?-+:?[ \t]*\|", block, re.MULTILINE) is None and not re.search(
        rb"\|[ \t]*\r?$", block, re.MULTILINE
    )


PANDOC = _Pandoc()
