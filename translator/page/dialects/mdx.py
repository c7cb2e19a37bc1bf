"""MDX: imports and exports, JSX tags on lines of their own, expressions, asides.

Source: https://mdxjs.com/docs/what-is-mdx/. What stands between two JSX tags on lines of their own is
Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Fixed, Mask, MaskKind, alone, params
from translator.page.dialects.kramdown_html import _fences, _inside

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MDX"]

TEXT_PARAMS = frozenset(
    ("alt", "aria-label", "caption", "description", "label", "placeholder", "summary", "title")
)

_ESM = re.compile(
    rb"^(?:import|export)\b[^\r\n]*(?:(?:\r\n|\n|\r)(?![ \t]*(?:\r|\n|\Z))[^\r\n]*)*", re.MULTILINE
)
_COMMENT = re.compile(rb"(?<!\\)\{\s*/\*.*?\*/\s*\}", re.DOTALL)
_EXPRESSION = re.compile(rb"(?<!\\)\{(?:[^{}\r\n]|\{[^{}\r\n]*\})*\}")
_VALUE = rb"""(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})"""
_TAG = re.compile(
    rb"(?<!\\)</?[A-Za-z][\w.:-]*(?:\s+(?:[\w:.-]+(?:\s*=\s*" + _VALUE + rb")?|\{\.\.\.[^{}]*\}))*\s*/?>|</?>"
)
_ASIDE = re.compile(
    rb"^[ \t>]*(:{3,}[ \t]*(?:[\w-]+)?(?:\[((?:[^\[\]\r\n\\]|\\.|\[[^\[\]\r\n]*+\])*+)\])?"
    rb"(?:\{[^{}\r\n]*\})?)[ \t]*\r?$",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(rb"(?<![`\\])(`+)(?!`)(?:(?!(?>\r\n|\n|\r)[ \t]*[\r\n]).)+?(?<!`)\1(?!`)", re.DOTALL)


class _Mdx(Fixed):
    name = "mdx"
    options = frozenset(("heading_attributes", "linkify"))

    def masks(self, body: bytes) -> list[Mask]:
        code = _fences(body)
        found = [mask for mask in _found(body) if not _inside(code, mask.start)]
        spans = [match.span() for match in _CODE_SPAN.finditer(body)] if b"`" in body else []
        return [mask for mask in found if mask.kind is not MaskKind.INLINE or not _inside(spans, mask.start)]


def _found(body: bytes) -> Iterator[Mask]:
    for match in _ESM.finditer(body):
        yield Mask(*match.span(), MaskKind.OPAQUE)
    for match in _ASIDE.finditer(body):
        yield from _aside(match)
    if b"{" in body:
        for match in _COMMENT.finditer(body):
            yield Mask(*match.span(), MaskKind.OPAQUE)
        for match in _EXPRESSION.finditer(body):
            if body.startswith(b"{#", match.start()):
                continue  # a heading's id to Docusaurus, nothing to anybody else
            yield Mask(*match.span(), MaskKind.BLOCK if alone(body, *match.span()) else MaskKind.INLINE)
    if b"<" in body:
        for match in _TAG.finditer(body):
            if alone(body, *match.span()):
                yield Mask(*match.span(), MaskKind.BLOCK, params(body, *match.span(), TEXT_PARAMS))
            else:
                # a word: as HTML it would swallow all lines down to the next blank one
                yield Mask(*match.span(), MaskKind.INLINE, params(body, *match.span(), TEXT_PARAMS))


def _aside(match: re.Match[bytes]) -> Iterator[Mask]:
    """``:::note[Title]``: the title is Markdown, which a heading's text is, too."""
    start, end = match.span(1)
    first, last = match.span(2)
    if not match[2] or not match[2].strip():
        yield Mask(start, end, MaskKind.BLOCK)
        return
    yield Mask(start, first, MaskKind.SHAPE, fill=b"# ".ljust(first - start), called="aside title")
    yield Mask(last, end, MaskKind.JOIN)


MDX = _Mdx()
