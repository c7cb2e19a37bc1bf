"""Hugo: shortcodes of both kinds, goldmark's attributes.

Source: https://gohugo.io/content-management/shortcodes/ and Hugo's page parser, which knows quotes
inside a shortcode. Shortcodes run inside code, too.
"""

from __future__ import annotations

import re

from translator.page.dialects.base import (
    Fixed,
    Mask,
    MaskKind,
    Param,
    alone,
    display_math,
    line_start,
    no_attributes,
    no_definitions,
    params,
)

__all__ = ["HUGO", "TEXT_PARAMS"]

TEXT_PARAMS = frozenset(
    (
        "alt",
        "attr",
        "caption",
        "description",
        "heading",
        "label",
        "message",
        "name",
        "note",
        "placeholder",
        "subtitle",
        "summary",
        "text",
        "title",
        "tooltip",
    )
)

_SHORTCODE = re.compile(
    rb"""
      \{\{<(?:\s*+/\*(?:(?!\*/|\{\{[<%]).)*+\*/\s*+
            | (?:"(?:\\.|[^"\\\r\n])*+"|`[^`]*+`|(?!>\}\}|\{\{[<%]).)*+)>\}\}
    | \{\{%(?:\s*+/\*(?:(?!\*/|\{\{[<%]).)*+\*/\s*+
            | (?:"(?:\\.|[^"\\\r\n])*+"|`[^`]*+`|(?!%\}\}|\{\{[<%]).)*+)%\}\}
    """,
    re.DOTALL | re.VERBOSE,
)
_NAME = re.compile(rb"\{\{[<%]\s*(/?)\s*([\w./-]*)")
_NEXT_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)([^\r\n]*)")
_LEFT_ALONE = frozenset(
    (
        b"chem",
        b"code-toggle",
        b"comment",
        b"highlight",
        b"hl",
        b"katex",
        b"math",
        b"mermaid",
        b"plantuml",
        b"qr",
    )
)
_ALT = frozenset(("alt", "title"))
"""What readers meet of a shortcode that is left alone: the `text` of a `qr` is its data."""
_BLOCK_ATTRIBUTES = re.compile(rb"^[ \t>]*(\{[.#][^{}\r\n]*\})[ \t]*\r?$", re.MULTILINE)
_ALERT = re.compile(
    rb"^[ \t>]*>[ \t]*(\[![A-Za-z]+\][+-]?[ \t]++([^\s](?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+))[ \t]*+\r?$",
    re.MULTILINE,
)


class _Hugo(Fixed):
    name = "hugo"
    options = frozenset(("definition_list", "heading_attributes", "linkify"))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b"{{" in body:
            found += _shortcodes(body)
        if b"{." in body or b"{#" in body:
            found += [Mask(*match.span(1), MaskKind.BLOCK) for match in _BLOCK_ATTRIBUTES.finditer(body)]
        if b"$$" in body:
            found += display_math(body)
        if b"[!" in body:
            found += _alert_titles(body)
        return found + no_attributes(body) + no_definitions(body)


def _alert_titles(body: bytes) -> list[Mask]:
    """`> [!NOTE] Title`: Hugo gives an alert a title, GitHub does not know it."""
    found = []
    for match in _ALERT.finditer(body):
        found.append(Mask(*match.span(1), MaskKind.BLOCK, (Param("title", *match.span(2), "line"),)))
    return found


def _shortcodes(body: bytes) -> list[Mask]:
    spans = [match.span() for match in _SHORTCODE.finditer(body)]
    single = _alone_together(body, spans)
    closed = {match[2] for start, end in spans if (match := _NAME.match(body, start, end)) and match[1]}
    found = []
    position = 0
    for index, (start, end) in enumerate(spans):
        if start < position:
            continue
        name = _NAME.match(body, start, end)
        if name and not name[1] and name[2] in _LEFT_ALONE:
            texts = params(body, start, end, _ALT) if name[2] == b"qr" else ()
            end = _closed(body, spans[index + 1 :], name[2], end)  # noqa: PLW2901
            position = end
            found.append(Mask(start, end, MaskKind.OPAQUE, texts))
            continue
        texts = params(body, start, end, TEXT_PARAMS) if name and not name[1] else ()
        block = single[index] and not (name and name[2] not in closed and _in_text(body, start, end))
        found.append(Mask(start, end, MaskKind.BLOCK if block else MaskKind.INLINE, texts))
    return found


def _in_text(body: bytes, start: int, end: int) -> bool:
    """Whether it is a line of a paragraph: to goldmark, ``{{< x >}}`` is a word wherever it stands."""
    return body.startswith(b"{{<", start) and any(
        line and not _SHORTCODE.match(line) for line in (_line_before(body, start), _line_behind(body, end))
    )


def _line_before(body: bytes, position: int) -> bytes:
    first = line_start(body, position)
    end = first - (2 if body[max(first - 2, 0) : first] == b"\r\n" else 1)
    return body[line_start(body, end) : end].strip() if first else b""


def _line_behind(body: bytes, position: int) -> bytes:
    found = _NEXT_LINE.match(body, position)
    return found[1].strip() if found else b""


def _closed(body: bytes, rest: list[tuple[int, int]], name: bytes, end: int) -> int:
    """Where a shortcode that holds no Markdown ends; it may be one without content."""
    for start, stop in rest:
        found = _NAME.match(body, start, stop)
        if found and found[2] == name:
            return stop if found[1] else end
    return end


def _alone_together(body: bytes, spans: list[tuple[int, int]]) -> list[bool]:
    """Whether each stands on lines that hold nothing but shortcodes."""
    single = [False] * len(spans)
    index = 0
    while index < len(spans):
        last = index
        while last + 1 < len(spans) and not body[spans[last][1] : spans[last + 1][0]].strip(b" \t"):
            last += 1
        if alone(body, spans[index][0], spans[last][1]):
            single[index : last + 1] = [True] * (last + 1 - index)
        index = last + 1
    return single


HUGO = _Hugo()
