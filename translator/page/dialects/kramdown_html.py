"""HTML as kramdown reads it, where that differs from CommonMark.

A block-level element goes on to its end tag, over blank lines, and what is in it is HTML, unless it
says ``markdown="1"``: then it is Markdown. A span-level tag alone on a line begins a paragraph, not
an HTML block. (https://kramdown.gettalong.org/syntax.html#html-blocks)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from translator.page.dialects.base import Mask, MaskKind, alone, params

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["masks", "raw_elements", "spans"]

_BLOCKS = (
    b"address|article|aside|audio|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|"
    b"figure|footer|form|h[1-6]|header|hgroup|iframe|li|main|map|menu|nav|noscript|object|ol|p|section|"
    b"summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
# Patterns begin with a letter of the syntax, or with the line end before it, which the engine looks for many
# times as fast as for `^`; what stands before is looked at after.
_BLOCK = re.compile(rb"<(/?)(" + _BLOCKS + rb")\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(
    rb"</?(?:a|abbr|b|bdi|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|q|s|"
    rb"samp|small|span|strong|sub|sup|time|u|var)\b[^<>]*>(?=[ \t]*\r?$)",
    re.MULTILINE | re.IGNORECASE,
)
_MARKDOWN = re.compile(rb"""\bmarkdown\s*=\s*["']?(?:1|block|span)\b""", re.IGNORECASE)
_BARE = re.compile(
    rb"""(?:\A|\s)markdown(?=[\s/]|\Z)|\bmarkdown\s*=\s*["']?(?:1|block|span)\b""", re.IGNORECASE
)
_SPANS = frozenset((b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"dt", b"summary"))
_INDENTED = re.compile(rb"[ \t]*(?:\r\n|\n|\r)(?: {4}|\t)[ \t]*\S")
_BLANK_LINE = re.compile(rb"(?:(?<=\n)|(?<=\r)(?!\n))[ \t]*(?:\r\n|\n|\r)")
_ATTRIBUTES = frozenset(("alt", "title", "aria-label", "placeholder"))


def raw_elements(body: bytes) -> list[tuple[int, int]]:
    """The ranges of block-level elements that are HTML to their ends."""
    return [(tag.start(), end) for tag, end, markdown in _elements(body, _fences(body)) if not markdown]


def masks(body: bytes, code: list[tuple[int, int]] | None = None, *, bare: bool = False) -> Iterator[Mask]:
    """The masks that make CommonMark's parser see kramdown's blocks, which are Python-Markdown's, too.

    :param code: the ranges of fenced code, if they are known
    :param bare: whether they are Python-Markdown's: ``<div markdown>`` holds Markdown, as ``markdown="1"``
        says to both, and code between fences is code in any element
    """
    code = _fences(body) if code is None else code
    raw: list[tuple[int, int]] = []
    for opening, end, markdown in _elements(body, code, _BARE if bare else _MARKDOWN):
        if markdown:
            yield from _markdown_element(body, opening, end)
        else:
            raw.append((opening.start(), end))
            if bare and _FENCE.search(body, opening.end(), end):
                continue  # fences come first there, and what is between them is code
            for blank in _BLANK_LINE.finditer(body, opening.end(), end):
                yield Mask(*blank.span(), MaskKind.JOIN)
    yield from spans(body, code, raw)


def spans(body: bytes, code: list[tuple[int, int]], raw: list[tuple[int, int]]) -> Iterator[Mask]:
    """Span-level tags alone on their lines: they begin paragraphs.

    :param code: the ranges of fenced code
    :param raw: the ranges of elements that are HTML to their ends; both are in order
    """
    blank_line = 0
    for match in _SPAN.finditer(body):
        start = match.start()
        if not _at_margin(body, start) or _inside(code, start):
            continue
        last = bisect_right(raw, start, key=itemgetter(0)) - 1
        if last >= 0:
            if blank_line <= raw[last][1]:
                found = _BLANK_LINE.search(body, raw[last][1])
                blank_line = found.end() if found else len(body)
            if start < blank_line:
                continue  # a part of an element, or right below one: HTML to the parser as well
        yield Mask(*match.span(), MaskKind.INLINE, params(body, *match.span(), _ATTRIBUTES))


def _at_margin(body: bytes, start: int) -> bool:
    """Whether at most three spaces stand before it on its line."""
    before = body[max(start - 4, 0) : start].rstrip(b" ")
    return before.endswith(b"\n") if before else start < 4


def _elements(
    body: bytes, code: list[tuple[int, int]], says: re.Pattern[bytes] = _MARKDOWN
) -> Iterator[tuple[re.Match[bytes], int, bool]]:
    """Block-level elements in order: the opening tag, where it ends, and whether it holds Markdown.

    What stands in an element of HTML is a part of it; one that is never closed is its opening tag alone.
    """
    openings, ends = _blocks(body)
    position = 0
    for opening in openings:
        if opening.start() < position or _inside(code, opening.start()):
            continue
        end = ends.get(opening.start(), opening.end())
        markdown = says.search(opening[3]) is not None
        if not markdown:
            position = end
        yield opening, end, markdown


def _blocks(body: bytes) -> tuple[list[re.Match[bytes]], dict[int, int]]:
    """The opening tags that begin a line, and by an opening tag's place the end of its end tag."""
    openings = []
    ends: dict[int, int] = {}
    opened: dict[bytes, list[tuple[int, bool]]] = {}
    for tag in _BLOCK.finditer(body):
        outer = opened.setdefault(tag[2].lower(), [])
        if tag[1]:
            needs_end = False
            while outer and not needs_end:
                start, needs_end = outer.pop()
                ends[start] = tag.end()
            continue
        # `<div/>` is taken for an opening tag, but needs no end tag of its own: it ends with what it is in
        outer.append((tag.start(), not tag[3].endswith(b"/")))
        if _at_margin(body, tag.start()):
            openings.append(tag)
    return openings, ends


def _markdown_element(body: bytes, opening: re.Match[bytes], end: int) -> Iterator[Mask]:
    """The tags around Markdown are blank lines, where they stand alone."""
    # what is indented in a paragraph is no code: its tags are words of it
    inside = opening[2].lower() in _SPANS and _INDENTED.match(body, opening.end())
    kind = MaskKind.INLINE if inside else MaskKind.BLOCK
    if alone(body, *opening.span()):
        yield Mask(*opening.span(), kind, params(body, *opening.span(), _ATTRIBUTES))
    first = body.rfind(b"</", opening.end(), end)
    if first >= 0 and alone(body, first, end):
        yield Mask(first, end, kind)


def _fences(body: bytes) -> list[tuple[int, int]]:
    """The ranges of fenced code, in which HTML is text; in order.

    A fence deep inside another is code of its: superfences closes one at its own depth, CommonMark at most
    three columns deeper.
    """
    found = []
    opened: tuple[int, bytes, int] | None = None
    for match in _FENCE.finditer(b"\n" + body):
        depth = len(match["before"].expandtabs(4))
        fence = match["fence"]
        if opened is None:
            opened = (match.start(), fence, depth)
        elif (
            fence.startswith(opened[1])
            and depth <= opened[2] + 3
            and match["before"].strip(b" \t>") == b""
            and not match["info"].strip()
        ):
            found.append((opened[0], match.end() - 1))
            opened = None
    if opened is not None:
        found.append((opened[0], len(body)))
    return found


_FENCE = re.compile(
    rb"\n(?P<before>[ \t>]*+(?=[-*+\d`~])(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(?P<fence>`{3,}|~{3,})"
    rb"(?P<info>[^\r\n]*)\r?$",
    re.MULTILINE,
)


def _inside(ranges: list[tuple[int, int]], position: int) -> bool:
    """Whether a position is in one of some ranges, which are in order."""
    last = bisect_right(ranges, position, key=itemgetter(0)) - 1
    return last >= 0 and position < ranges[last][1]
