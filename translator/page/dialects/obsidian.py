"""Obsidian: links between notes, embeds, callouts with titles, comments, tags.

Source: https://help.obsidian.md/obsidian-flavored-markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects.base import Fixed, Mask, MaskKind, Param, alone
from translator.page.dialects.kramdown_html import _fences, _inside

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OBSIDIAN"]

_LINK = re.compile(rb"(!?\[\[[^\[\]|\r\n]+)(\|[^\[\]\r\n]*)?\]\]")
_CALLOUT = re.compile(
    rb"^[ \t>]*>[ \t]*"
    rb"(\[![\w-]+\][+-]?(?:[ \t]++([^\s](?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+))?)[ \t]*+\r?$",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"%%.*?%%", re.DOTALL)
_BLOCK_ID = re.compile(rb"(?:^|(?<=[ \t]))(\^[\w-]+)[ \t]*\r?$", re.MULTILINE)
_TAG = re.compile(rb"(?<![\w&/#\[(\\])#[A-Za-z][\w/-]*")
_MATH = re.compile(
    rb"(?<!\\)\$\$(?:(?!\$\$).)+\$\$|(?<![\\$\w])\$(?![\s$])[^$\r\n]+(?<![\s\\])\$(?![\w$])", re.DOTALL
)


class _Obsidian(Fixed):
    name = "obsidian"
    options = frozenset(("linkify",))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b"[[" in body:
            found += _links(body)
        if b"[!" in body:
            found += _callouts(body)
        for mark, pattern in ((b"%%", _COMMENT), (b"$", _MATH)):
            if mark in body:
                for match in pattern.finditer(body):
                    kind = MaskKind.OPAQUE if alone(body, *match.span()) else MaskKind.INLINE
                    found.append(Mask(*match.span(), kind))
        if b"^" in body:
            for match in _BLOCK_ID.finditer(body):
                kind = MaskKind.BLOCK if alone(body, *match.span(1)) else MaskKind.INLINE
                found.append(Mask(*match.span(1), kind))
        if b"#" in body:
            found += [Mask(*match.span(), MaskKind.INLINE) for match in _TAG.finditer(body)]
        code = _fences(body) if found else []
        return [mask for mask in found if not _inside(code, mask.start)]


def _links(body: bytes) -> Iterator[Mask]:
    """Of ``[[Page|words]]`` the words are text; of ``[[Page]]`` none, but a translation may have some."""
    for match in _LINK.finditer(body):
        if match[2] is None or match[1].startswith(b"!") or len(match[2]) == 1:
            if match[1].startswith(b"!") or alone(body, *match.span()) or match[2]:
                kind = MaskKind.BLOCK if alone(body, *match.span()) else MaskKind.INLINE
                yield Mask(*match.span(), kind)
                continue
            # two tags, as of one with words: a translation may say the page's name in its language
            yield Mask(*match.span(1), MaskKind.INLINE, fill=b".")
            yield Mask(match.end(1), match.end(), MaskKind.INLINE, fill=b".")
        else:
            bar = Param("bar", match.start(2), match.start(2) + 1, "line")
            yield Mask(match.start(), match.start(2) + 1, MaskKind.INLINE, (bar,), b".")
            yield Mask(match.end(2), match.end(), MaskKind.INLINE, fill=b".")


def _callouts(body: bytes) -> Iterator[Mask]:
    for match in _CALLOUT.finditer(body):
        texts = (Param("title", *match.span(2), "line"),) if match[2] else ()
        yield Mask(*match.span(1), MaskKind.BLOCK, texts)


OBSIDIAN = _Obsidian()
