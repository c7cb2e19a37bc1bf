"""A body of MDX, read once from beginning to end: what is code, what is a module, a tag, an expression.

What comes first wins, as it does for MDX: a brace in a code span is code, a backquote in an expression is a
template. Source: https://mdxjs.com/docs/what-is-mdx/.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from translator.page.dialects.base import line_start
from translator.page.dialects.mdx_js import Braces, Modules

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["Piece", "What", "aside", "scan", "whole"]


class What(Enum):
    """A kind of MDX's syntax."""

    MODULE = "import or export"
    ASIDE = "the first or the last line of an aside"
    COMMENT = "comment"
    EXPRESSION = "expression"
    OPENING = "opening tag"
    CLOSING = "closing tag"
    SINGLE = "tag without content"
    OPAQUE = "element that is left alone"


class Piece(NamedTuple):
    """One piece of syntax, in byte offsets of the body."""

    what: What
    start: int
    end: int
    name: bytes = b""
    title: tuple[int, int] | None = None
    """Where an aside's title stands."""


# Begins with the line end itself, which the engine looks for three times as fast as for `^`.
_LINE = re.compile(
    rb"[\r\n](?:(?P<module>import|export)(?=[\s{*\"'])"
    rb"|[ \t>]*+(?:(?P<aside>:{3,})"
    rb"|(?:[-*+][ \t]++|\d++[.)][ \t]++)?(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*+)))"
)
_INLINE = re.compile(rb"\\.|`++|[<{]", re.DOTALL)
_SPAN = re.compile(rb"(`++)(?:[^`\r\n]++|(?!\1(?!`))`++|(?>\r\n|\n|\r)(?![ \t>]*+(?:[\r\n]|\Z)))*+\1(?!`)")
_TAG = re.compile(rb"<(?:(/)\s*+)?(?:([A-Za-z_$][\w$.:-]*+)|(?=>))")
_ATTRIBUTES = re.compile(
    rb"""(?:\s++[\w$:.-]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'))?+(?!\s*+=)|\s++(?=\{)|\s++[\w$:.-]++\s*+=\s*+(?=\{))*+"""
)
_TAG_END = re.compile(rb"\s*+(/?)\s*+>")
_ASIDE_END = rb"(?:\{[^{}\r\n]*+\})?)[ \t]*+(?=[\r\n]|\Z)"
_ASIDE = re.compile(
    rb"(:{3,}[ \t]*+(?:[\w-]++)?(?:\[((?:[^\[\]\r\n\\]|\\.|\[[^\[\]\r\n]*+\])*+)\])?" + _ASIDE_END
)
# Docusaurus takes a title without brackets as well; where it does not, the name in front is no text either
_TITLED = re.compile(
    rb"(:{3,}[ \t]*+[\w-]++[ \t]++([^\s\[{](?:[^ \t\r\n{]++|[ \t]++(?=[^ \t\r\n{]))*+)[ \t]*+" + _ASIDE_END
)
_BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)[ \t>]*+[\r\n]")
_BEFORE_MODULE = re.compile(rb"#{1,6}[ \t]|[ \t]*+(?:</?[A-Za-z][^<]*>|`{3,}|~{3,}|:{3,})")


def scan(body: bytes) -> Iterator[Piece]:
    """Find all pieces, in order; none lies in another."""
    return _Scan(body).pieces()


def whole(pieces: Iterable[Piece], names: Container[bytes]) -> Iterator[Piece]:
    """Make one piece of each element that is left alone; one that is never closed is taken for its tag.

    :param names: the components' names
    """
    held: list[Piece] = []
    depth = 0
    for piece in pieces:
        if not held and piece.name in names and piece.what is What.SINGLE:
            yield piece._replace(what=What.OPAQUE)
            continue
        if held or (piece.what is What.OPENING and piece.name in names):
            held.append(piece)
            if piece.name == held[0].name:
                depth += {What.OPENING: 1, What.CLOSING: -1}.get(piece.what, 0)
            if not depth:
                yield Piece(What.OPAQUE, held[0].start, piece.end, piece.name)
                held = []
        else:
            yield piece
    yield from held


class _Scan:
    """What was read of a body so far."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.position = 0
        self.braces = Braces(body)
        self.modules = Modules(body)

    def pieces(self) -> Iterator[Piece]:
        """Line by line: fences, in which nothing is a piece, modules, asides; what stands between is text."""
        body = self.body
        fence = b""
        for match in _LINE.finditer(b"\n" + body):
            start, end = match.start(), match.end() - 1  # there is one more line end before the body
            if fence:
                if match["fence"] and match["fence"].startswith(fence) and not match["info"].strip():
                    fence = b""
                    self.position = end
                continue
            if start < self.position:
                continue
            behind = self.position
            yield from self._text(start)
            if start < self.position:
                continue  # a comment or a tag goes on over this line
            if match["fence"]:
                if match["fence"][:1] != b"`" or b"`" not in match["info"]:
                    fence = match["fence"]
            elif match["module"]:
                if _may_begin(body, start, behind):
                    self.position = self.modules.end(start)
                    yield Piece(What.MODULE, start, self.position)
            elif found := aside(body, match.start("aside") - 1):
                self.position = found.end
                yield found
        if not fence:
            yield from self._text(len(body))

    def _text(self, end: int) -> Iterator[Piece]:
        """What begins before `end`: code spans, which are no pieces, tags, expressions, comments."""
        body = self.body
        uncommented = False
        while match := _INLINE.search(body, self.position, end):
            start, self.position = match.span()
            mark = match[0][:1]
            if mark == b"`":
                if span := _SPAN.match(body, start, end):
                    self.position = span.end()
            elif mark == b"{":
                # `{#` begins a heading's id to Docusaurus, and nothing to anybody else
                close = -1 if body.startswith(b"{#", start) else self.braces.end(start)
                if close > start and _one_block(body, start, close):
                    comment = body[start + 1 : close].lstrip().startswith(b"/*")
                    yield Piece(What.COMMENT if comment else What.EXPRESSION, start, close)
                    self.position = close
            elif mark == b"<":
                if body.startswith(b"<!--", start):
                    # Docusaurus takes HTML comments for MDX's
                    close = -1 if uncommented else body.find(b"-->", start, end)
                    uncommented = close < 0
                    self.position = self.position if uncommented else close + 3
                elif (piece := self._tag(start)) and _one_block(body, start, piece.end):
                    yield piece
                    self.position = piece.end
        self.position = max(self.position, end)

    def _tag(self, start: int) -> Piece | None:
        body = self.body
        tag = _TAG.match(body, start)
        if tag is None:
            return None
        position = tag.end()
        while attributes := _ATTRIBUTES.match(body, position):
            position = attributes.end()
            if body[position : position + 1] != b"{" or attributes.end() == attributes.start():
                break
            position = self.braces.end(position)
            if position < 0:
                return None
        last = _TAG_END.match(body, position)
        if last is None:
            return None
        what = What.CLOSING if tag[1] else What.SINGLE if last[1] else What.OPENING
        return Piece(what, start, last.end(), tag[2] or b"")


def aside(body: bytes, start: int) -> Piece | None:
    """Read the first or the last line of an aside, or none."""
    found = _ASIDE.match(body, start) or _TITLED.match(body, start)
    if found is None:
        return None
    title = found.span(2) if found[2] and found[2].strip() else None
    return Piece(What.ASIDE, *found.span(1), title=title)


def _may_begin(body: bytes, start: int, position: int) -> bool:
    """Whether a line may begin a module: in a paragraph, `import` is a word."""
    end = start
    while end > position and body[end - 1] in b" \t\r\n":
        end -= 1
    if end == position or _BLANK_LINE.search(body, end, start):
        return True
    return _BEFORE_MODULE.match(body, line_start(body, end, position), end) is not None


def _one_block(body: bytes, start: int, end: int) -> bool:
    """Whether it may be: in a paragraph nothing goes on over a blank line."""
    if not _BLANK_LINE.search(body, start, end):
        return True
    return not body[line_start(body, start) : start].strip(b" \t>")
