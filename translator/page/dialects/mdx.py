"""MDX: imports and exports, JSX tags, expressions, asides.

Source: https://mdxjs.com/docs/what-is-mdx/. What stands between two JSX tags on lines of their own is
Markdown, however far it is indented.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from translator.page.dialects.base import Fixed, Mask, MaskKind, line_start, params
from translator.page.dialects.fencetitles import fence_titles
from translator.page.dialects.kramdown_html import _fences, _inside
from translator.page.dialects.mdx_indent import indents, item
from translator.page.dialects.mdx_scan import Piece, What, scan, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MDX", "aside_masks"]

TEXT_PARAMS = frozenset(
    ("alt", "aria-label", "caption", "description", "label", "placeholder", "summary", "title")
)
_PREFIX = re.compile(rb"[ \t>]*+")
_SPACE = re.compile(rb"[ \t]*+")
_ESCAPED_ID = re.compile(rb"\n[ \t>]*+#{1,6}[ \t][^\r\n]*[ \t](\\)(?=\{#[^\s{}]++\}[ \t]*+(?:[\r\n]|\Z))")
"""A heading's id as MDX by itself takes it for text, ``\\{#id}``: Docusaurus reads it so, too."""
_LINE_ENDS = re.compile(rb"[ \t]*+(?:[\r\n]|\Z)")


class _Mdx(Fixed):
    name = "mdx"
    options = frozenset(("heading_attributes", "linkify"))

    def __init__(self, opaque: frozenset[bytes] = frozenset(), props: frozenset[str] = frozenset()) -> None:
        self.opaque = opaque
        self.props = TEXT_PARAMS | props

    def having(self, extensions: frozenset[str]) -> Self:
        """Give the dialect with a site's components: ``opaque:Trans``, ``prop:heading``."""
        parts = [each.partition(":") for each in extensions]
        return type(self)(
            frozenset(name.encode() for kind, _, name in parts if kind == "opaque"),
            frozenset(name.lower() for kind, _, name in parts if kind == "prop"),
        )

    def masks(self, body: bytes) -> list[Mask]:
        deep = indents(body)
        found: list[Mask] = []
        row: list[Piece] = []
        for piece in whole(scan(body), self.opaque) if self.opaque else scan(body):
            if row and not _SPACE.fullmatch(body, row[-1].end, piece.start):
                found += self._row(body, row, deep=deep)
                row = []
            row.append(piece)
        if row:
            found += self._row(body, row, deep=deep)
        escaped = b"\\{#" in body
        titles = b"title=" in body and (b"```" in body or b"~~~" in body)
        code = _fences(body) if escaped or titles else []
        if titles:
            found += fence_titles(body, code)
        if escaped:
            for match in _ESCAPED_ID.finditer(b"\n" + body):
                if not _inside(code, match.start(1) - 1):
                    found.append(Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.JOIN))
        return found

    def _row(self, body: bytes, row: list[Piece], *, deep: bool) -> Iterator[Mask]:
        """Pieces with nothing but spaces between them: all alone on their line, or all of them in text."""
        first, last = row[0], row[-1]
        alone = bool(
            _LINE_ENDS.match(body, last.end)
            and _PREFIX.fullmatch(body, line_start(body, first.start), first.start)
        )
        shape = b""
        if alone and deep and first.what is What.OPENING and last.what is What.OPENING:
            shape = item(body, first.start, first.end, last.end)
        for piece in row:
            if piece.what is What.ASIDE:
                yield from aside_masks(piece)
            elif piece.what in (What.MODULE, What.COMMENT, What.OPAQUE):
                yield Mask(piece.start, piece.end, MaskKind.OPAQUE, fill=b",")
            else:
                # in text no HTML, which would swallow all lines down to the next blank one, but punctuation,
                # as to MDX: emphasis and addresses may begin behind it
                kind = MaskKind.BLOCK if alone else MaskKind.INLINE
                tag = piece.what in (What.OPENING, What.SINGLE)
                texts = params(body, piece.start, piece.end, self.props) if tag else ()
                if shape and piece is first:
                    yield Mask(piece.start, piece.end, MaskKind.SHAPE, texts, shape)
                else:
                    yield Mask(piece.start, piece.end, kind, texts, b",")


def aside_masks(piece: Piece) -> Iterator[Mask]:
    """``:::note[Title]``: the title is Markdown, which a heading's text is, too."""
    if piece.title is None:
        yield Mask(piece.start, piece.end, MaskKind.BLOCK)
        return
    first, last = piece.title
    fill = b"# ".ljust(first - piece.start)
    yield Mask(piece.start, first, MaskKind.SHAPE, fill=fill, called="aside title")
    if last < piece.end:
        yield Mask(last, piece.end, MaskKind.JOIN)


MDX = _Mdx()
