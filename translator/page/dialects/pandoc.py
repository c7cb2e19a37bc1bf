"""Pandoc's Markdown: fenced divs, spans with attributes, citations, tables that only pandoc knows.

Tables drawn with characters, and blocks of lines, are left alone: their layout is their meaning.
Source: https://pandoc.org/MANUAL.html#pandocs-markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from translator.page.dialects.base import (
    Ends,
    Fixed,
    Mask,
    MaskKind,
    alone,
    no_attributes,
    no_definitions,
    params,
    shown,
)
from translator.page.dialects.kramdown_html import (
    _elements,
    _fences,
    _inside,
    _markdown_element,
    spans,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PANDOC"]

_DIV = re.compile(rb"^[ \t>]*+(:{3,}+[ \t]*+(?:\{[^{}\r\n]*\}|[\w-]++)?[ \t]*+:*+)[ \t]*+\r?$", re.MULTILINE)
_ATTRIBUTES = re.compile(rb"(?<=[\])`])\{[.#=-]?[\w-][^{}\r\n]*\}")
_BRACKETS = re.compile(
    rb"(?<![\]\\!])\[((?:[^\[\]\\]|\\.)*+)(\](?:(\{[.#=-]?[\w-][^{}\r\n]*\})|(?![(\[:{])))", re.DOTALL
)
_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
# A key has letters of any script: found as bytes, and cut behind its last letter once it is decoded.
_CITATION = re.compile(rb"(?<!\\)-?@(?:\{[^{}\s]+\}|[\w\x80-\xff][\w\x80-\xff:.#$%&+?<>~/-]*)")
_KEY = re.compile(r"-?@(?:\{[^{}\s]+\}|\w(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*)")
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
# A backslash before a letter of any script begins a TeX command; one before another backslash ends with it.
_TEX = re.compile(
    rb"\\(?:begin\{([^{}\r\n]+)\}|([A-Za-z\x80-\xff]+)(?:\*?(?:\[[^\[\]\r\n]*\]|\{[^{}\r\n]*\})+)?|[^\r\n])"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ANY = re.compile(rb"")
_INDENTED = re.compile(rb"[ \t]*(?:\r\n|\n|\r)(?: {4}|\t)")
_WORD = rb"[^\s\[<\"'({]\S*+"
_LABEL = rb"\[(?!\^)(?:[^\[\]\\\r\n]|\\.)++\]:"
_QUOTED = rb"(?:\"[^\"\r\n]*+\"|'[^'\r\n]*+'|\([^()\r\n]*+\))"
_DEFINITION = re.compile(
    rb"^((?:[ \t>]|(?:[-*+:~]|\d+[.)])[ \t])*+)"
    + (_LABEL + rb"[ \t]*+(?:\r?\n[ \t]*+)?(" + _WORD + rb"(?:[ \t]++" + _WORD + rb")+")
    + (rb"(?:[ \t]++\{[^{}\r\n]*+\})?)(?:[ \t]++" + _QUOTED + rb")?[ \t]*+\r?$"),
    re.MULTILINE,
)
_ENDED = re.compile(rb"[ \t>]*+(?:#{1,6}[ \t][^\r\n]*|\[[^\[\]\r\n]++\]:[^\r\n]*)?\r?")
"""A line behind which a block begins: a blank one, a heading, another definition."""
_ROMAN = rb"(?=[ivxlcdm])m{0,4}(?:c[md]|d?c{0,4})(?:x[cl]|l?x{0,4})(?:i[xv]|v?i{0,4})"
_NUMBER = rb"(?:" + _ROMAN + rb"|(?-i:[A-Za-z])|#|@[\w-]*+)"
_ITEM = re.compile(
    rb"^[ \t>]*+(?:([-*+]|\d{1,9}[.)])(?=[ \t])"
    rb"|(?P<fancy>(?:\((?:\d{1,8}|" + _NUMBER + rb")\)|" + _NUMBER + rb"\)"
    rb"|(?!p\.|(?-i:[A-Z])\.[ ](?![ ]))" + _NUMBER + rb"\.)(?=[ \t]+[^\s]))"
    rb"|(?P<blank>\r?$))",
    re.MULTILINE | re.IGNORECASE,
)
"""A list's item, in the group if only pandoc takes it for one; or a blank line."""
_CAPTION = re.compile(
    rb"^[ \t>]*+([Tt]able:[ \t]+)(?=[^\s][^\r\n]*"
    + _NEXT
    + rb"[ \t>]*"
    + _NEXT
    + rb"[^\r\n]*(?:\||--))|(?:\||--)[ \t]*"
    + _NEXT
    + rb"[ \t>]*"
    + _NEXT
    + rb"[ \t>]*+([Tt]able:[ \t]+)(?=[^\s][^\r\n]*(?:\Z|"
    + _NEXT
    + rb"[ \t>]*(?:[\r\n]|\Z)))",
    re.MULTILINE,
)
"""The word that begins a caption of one line, above or below its table."""
_UNNUMBERED = re.compile(rb"^[ \t>]*+#{1,6}[ \t][^\r\n]*[ \t](\{-\})[ \t]*+\r?$", re.MULTILINE)
_TILDE = re.compile(rb"^[ \t>]*+(~)(?=[ \t]+[^\s])", re.MULTILINE)
"""A definition, as behind a colon."""
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
            for match in _ATTRIBUTES.finditer(body):
                found.append(Mask(*match.span(), MaskKind.INLINE, shown(body, *match.span()), b"."))
        citations = list(_citations(body)) if b"@" in body else []
        found += citations
        if citations or b"]{" in body:
            found += _brackets(body, [mask.start for mask in citations])
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
        if b"\\" in body:
            found += _tex(body)
        if b"]:" in body:
            found += _definitions(body)
        found += _items(body)
        if b"able:" in body:
            for match in _CAPTION.finditer(body):
                start, end = match.span(1 if match[1] else 2)
                fill = b"# ".ljust(end - start)
                found.append(Mask(start, end, MaskKind.SHAPE, fill=fill, called="caption"))
        if b"{-}" in body:
            found += [Mask(*match.span(1), MaskKind.JOIN) for match in _UNNUMBERED.finditer(body)]
        if b"~" in body:
            found += [Mask(*match.span(1), MaskKind.SHAPE, fill=b":") for match in _TILDE.finditer(body)]
        if title := _TITLE.match(body):
            found.append(Mask(*title.span(), MaskKind.OPAQUE))
        html = b"<" in body
        code = _fences(body) if found or html else []
        if html:
            found += _html(body, code)
        return [
            *(mask for mask in found if not _inside(code, mask.start)),
            *no_attributes(body),
            *no_definitions(body),
        ]


def _html(body: bytes, code: list[tuple[int, int]]) -> Iterator[Mask]:
    """The tags around Markdown: to pandoc, what stands in a block-level element is Markdown.

    Left as HTML are elements whose first line is indented as code is: but for ``<div>``, it is none in them.
    """
    for opening, end, _ in _elements(body, code, _ANY):
        if opening[2].lower() == b"div" or not _INDENTED.match(body, opening.end()):
            yield from _markdown_element(body, opening, end)
    yield from spans(body, code, [])


def _brackets(body: bytes, citations: list[int]) -> Iterator[Mask]:
    """The brackets of spans and citations, text to the parser: ``[towel]{.item}``, ``[see @smith]``.

    :param citations: where their keys begin, in order
    """
    for match in _BRACKETS.finditer(body):
        start, end = match.span(1)
        cited = bisect_left(citations, start) < bisect_left(citations, end)
        if (match[3] or cited) and not _BLANK_LINE.search(body, start, end):
            yield Mask(start - 1, start, MaskKind.INLINE, fill=b".")
            texts = shown(body, *match.span(3)) if match[3] else ()
            yield Mask(*match.span(2), MaskKind.INLINE, texts, b".")


def _items(body: bytes) -> Iterator[Mask]:
    """Items that only pandoc numbers so: `#.`, `a)`, `(iv)`, `(@label)`. None begins within a paragraph."""
    above, listed = 0, True
    for match in _ITEM.finditer(body):
        if match["blank"] is not None:
            above, listed = match.end() + 1, True
            continue
        # on the first line below a blank one, or on any below another item or what is indented in one
        first = above < 0 or body.count(b"\n", above, match.start()) == 0
        margin = len(match[0]) - len(match[0].lstrip(b" \t>"))
        inner = above >= 0 and body[above : above + margin + 1].strip(b" \t>") == b""
        listed = listed and (first or inner)
        if not listed:
            continue
        above = -1
        start, end = match.span("fancy")
        if 0 <= start < end <= start + 10:
            yield Mask(start, end, MaskKind.SHAPE, fill=b"1" * (end - start - 1) + b".")


def _definitions(body: bytes) -> Iterator[Mask]:
    """Addresses of several words, none to the parser: ``[RPIT]: short for`` defines a link."""
    reach = -1
    for match in _DEFINITION.finditer(body):
        start = match.start()
        above = body[body.rfind(b"\n", 0, start - 1) + 1 : start - 1] if start else b""
        if match[1].strip(b" \t>") or start - 1 == reach or _ENDED.fullmatch(above):
            reach = match.end()
            yield Mask(*match.span(2), MaskKind.INLINE)


def _tex(body: bytes) -> Iterator[Mask]:
    r"""TeX within text, which pandoc prints in no web page: ``\alpha``, ``\cite[2]{key}``, environments."""
    ends = Ends(body)
    position = 0
    while match := _TEX.search(body, position):
        start, position = match.span()
        if match[1]:
            end = ends.behind(b"\\end{" + match[1] + b"}", position)
            if end >= 0:
                position = end
                yield Mask(start, end, MaskKind.OPAQUE if alone(body, start, end) else MaskKind.INLINE)
            continue
        letters = _LETTERS.match(match[2].decode("utf-8", "replace")) if match[2] else None
        if letters is not None:
            if len(letters[0].encode()) < len(match[2]):
                position = start + 1 + len(letters[0].encode())
            yield Mask(start, position, MaskKind.INLINE)


def _citations(body: bytes) -> Iterator[Mask]:
    """Keys of citations: ``@smith2004``, ``-@smith``, ``@{any key}``, but for what looks like an address."""
    end = -1
    for match in _CITATION.finditer(body):
        start = match.start()
        key = _KEY.match(match[0].decode("utf-8", "replace"))
        before = body[max(start - 4, 0) : start].decode("utf-8", "ignore")[-1:]
        if (before.isalnum() and start != end) or before == ".":
            if not match[0].startswith(b"-"):
                continue
            start += 1  # `word-@key` has a hyphen
        if key is not None:
            end = match.start() + len(key[0].encode())
            yield Mask(start, end, MaskKind.INLINE)


def _is_lines(block: bytes) -> bool:
    """Whether it is a block of lines, and no pipe table: that has a delimiter row."""
    return re.search(rb"^\|[ \t]*:?-+:?[ \t]*\|", block, re.MULTILINE) is None and not re.search(
        rb"\|[ \t]*\r?$", block, re.MULTILINE
    )


PANDOC = _Pandoc()
