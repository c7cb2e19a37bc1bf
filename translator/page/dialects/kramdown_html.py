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

__all__ = ["masks", "raw_elements"]

_BLOCKS = (
    b"address|article|aside|audio|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|"
    b"figure|footer|form|h[1-6]|header|hgroup|iframe|li|main|map|menu|nav|noscript|object|ol|p|section|"
    b"summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_OPENING = re.compile(rb"^[ ]{0,3}<(" + _BLOCKS + rb")\b([^<>]*)>", re.MULTILINE | re.IGNORECASE)
_SPAN = re.compile(
    rb"^[ ]{0,3}(</?(?:a|abbr|b|bdi|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|q|s|"
    rb"samp|small|span|strong|sub|sup|time|u|var)\b[^<>]*>)[ \t]*\r?$",
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
    return [span for _, span in _elements(body) if span is not None]


def masks(body: bytes, *, bare: bool = False) -> Iterator[Mask]:
    """The masks that make CommonMark's parser see kramdown's blocks, which are Python-Markdown's, too.

    :param bare: whether they are Python-Markdown's: ``<div markdown>`` holds Markdown, as ``markdown="1"``
        says to both, and code between fences is code in any element
    """
    raw: list[tuple[int, int]] = []
    for opening, span in _elements(body, _BARE if bare else _MARKDOWN):
        if span is None:
            yield from _markdown_element(body, opening)
        else:
            raw.append(span)
            if bare and _FENCE.search(body, opening.end(), span[1]):
                continue  # fences come first there, and what is between them is code
            for blank in _BLANK_LINE.finditer(body, opening.end(), span[1]):
                yield Mask(*blank.span(), MaskKind.JOIN)
    code = _fences(body)
    for match in _SPAN.finditer(body):
        if not _inside(code, match.start()) and not _in_html(body, raw, match.start()):
            yield Mask(*match.span(1), MaskKind.INLINE, params(body, *match.span(1), _ATTRIBUTES))


def _in_html(body: bytes, raw: list[tuple[int, int]], position: int) -> bool:
    """Whether what stands there is a part of an element, or right below one: HTML to the parser as well."""
    last = bisect_right(raw, position, key=itemgetter(0)) - 1
    return last >= 0 and not _BLANK_LINE.search(body, raw[last][1], position)


def _elements(
    body: bytes, says: re.Pattern[bytes] = _MARKDOWN
) -> Iterator[tuple[re.Match[bytes], tuple[int, int] | None]]:
    """Block-level elements in order: the opening tag, and the range of one that is no Markdown."""
    code = _fences(body)
    position = 0
    while match := _OPENING.search(body, position):
        position = match.end()
        if _inside(code, match.start()):
            continue
        if says.search(match[2]):
            yield match, None
        else:
            position = max(position, _end_of(body, match[1], match.end()))
            yield match, (match.start(), position)


def _markdown_element(body: bytes, opening: re.Match[bytes]) -> Iterator[Mask]:
    """The tags around Markdown are blank lines, where they stand alone."""
    start = opening.end() - len(opening[0].lstrip(b" "))
    # what is indented in a paragraph is no code: its tags are words of it
    inside = _INDENTED.match(body, opening.end()) and opening[1].lower() in _SPANS
    kind = MaskKind.INLINE if inside else MaskKind.BLOCK
    if alone(body, start, opening.end()):
        yield Mask(start, opening.end(), kind, params(body, start, opening.end(), _ATTRIBUTES))
    end = _end_of(body, opening[1], opening.end())
    first = body.rfind(b"</", opening.end(), end)
    if first >= 0 and alone(body, first, end):
        yield Mask(first, end, kind)


def _end_of(body: bytes, name: bytes, position: int) -> int:
    """Where the element that was just opened ends: behind its end tag, or at the end of the page."""
    tags = re.compile(rb"<(/?)" + re.escape(name) + rb"\b[^<>]*?(/?)>", re.IGNORECASE)
    depth = 1
    for tag in tags.finditer(body, position):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if not depth:
            return tag.end()
    return position


def _fences(body: bytes) -> list[tuple[int, int]]:
    """The ranges of fenced code, in which HTML is text."""
    found = []
    opened: tuple[int, bytes] | None = None
    for match in _FENCE.finditer(body):
        if opened is None:
            opened = (match.start(), match[1])
        elif match[1][:1] == opened[1][:1] and len(match[1]) >= len(opened[1]) and not match[2].strip():
            found.append((opened[0], match.end()))
            opened = None
    if opened is not None:
        found.append((opened[0], len(body)))
    return found


_FENCE = re.compile(rb"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}|~{3,})([^\r\n]*)\r?$", re.MULTILINE)


def _inside(ranges: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in ranges)
