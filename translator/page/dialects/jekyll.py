"""Jekyll: Liquid, which is read before Markdown, and kramdown.

Sources: Liquid's own tokenizer (a tag ends at the first ``%}``, quotes or not), kramdown's syntax
page (https://kramdown.gettalong.org/syntax.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.page.dialects import kramdown_html
from translator.page.dialects.base import (
    Fixed,
    Mask,
    MaskKind,
    Param,
    alone,
    display_math,
    no_attributes,
    no_definitions,
    params,
)
from translator.page.dialects.kramdown_html import _inside

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["JEKYLL", "TEXT_PARAMS"]

TEXT_PARAMS = frozenset(
    (
        "alt",
        "caption",
        "content",
        "description",
        "heading",
        "label",
        "message",
        "note",
        "placeholder",
        "subtitle",
        "summary",
        "text",
        "title",
        "tooltip",
    )
)

_TAG = re.compile(rb"\{\{.*?\}\}|\{%-?\s*(\w*).*?%\}", re.DOTALL)
_END_RAW = re.compile(rb"\{%-?\s*endraw\s*-?%\}")
_LEFT_ALONE = (b"highlight", b"comment", b"mermaid", b"plantuml")
_IAL = re.compile(rb"(?<!\\)\{:[^\r\n{}]*\}")
_EXTENSION = re.compile(rb"\{::(?:(comment|nomarkdown)\}|[^{}]*/\})")
_CLOSING = {
    b"comment": re.compile(rb"\{:/(?:comment)?\}"),
    b"nomarkdown": re.compile(rb"\{:/(?:nomarkdown)?\}"),
}
_TOC = re.compile(
    rb"^(?:[-*+]|\d+\.)[ \t][^\r\n]*(?:\r\n|\n|\r)\{:[^{}\r\n]*\btoc\b[^{}\r\n]*\}", re.MULTILINE
)
_ABBREVIATION = re.compile(
    rb"^[ ]{0,3}\*\[[^\]\r\n]+\]:[ \t]*+((?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+)[ \t]*+\r?$", re.MULTILINE
)


class _Jekyll(Fixed):
    name = "jekyll"
    options = frozenset(("definition_list", "heading_attributes"))

    def masks(self, body: bytes) -> list[Mask]:
        found: list[Mask] = []
        if b"{" in body:
            found += _in_text(_liquid(body), kramdown_html.raw_elements(body) if b"<" in body else [])
            found += _attributes(body)
        if b"*[" in body:
            found += _abbreviations(body)
        if b"$$" in body:
            found += display_math(body)
        if b"<" in body:
            found += kramdown_html.masks(body)
        return found + no_attributes(body) + no_definitions(body)


def _in_text(masks: Iterator[Mask], elements: list[tuple[int, int]]) -> Iterator[Mask]:
    """A tag alone on its line inside an HTML element ends nothing: kramdown reads on to the end tag."""
    for mask in masks:
        if mask.kind is MaskKind.BLOCK and _inside(elements, mask.start):
            yield Mask(mask.start, mask.end, MaskKind.INLINE, mask.params)
        else:
            yield mask


def _liquid(body: bytes) -> Iterator[Mask]:
    position = 0
    raw_until = 0
    last = max(body.rfind(b"}}"), body.rfind(b"%}")) + 2  # behind it nothing that opens is ever closed
    while match := _TAG.search(body, position, last):
        start, end = match.span()
        name = match[1]
        if start < raw_until < end:  # `{%` alone, as text: what closes it is the end of the raw block
            position = raw_until
            continue
        if start < raw_until:  # text that shows a tag
            yield Mask(start, end, MaskKind.INLINE)
            position = end
            continue
        if name == b"raw":
            closing = _END_RAW.search(body, end)
            raw_until = closing.start() if closing else len(body)
        if name in _LEFT_ALONE:
            closing = re.compile(rb"\{%-?\s*end" + name + rb"\s*-?%\}").search(body, end)
            end = closing.end() if closing else len(body)
            yield Mask(start, end, MaskKind.OPAQUE)
        elif name is not None and alone(body, start, end):
            yield Mask(start, end, MaskKind.BLOCK, params(body, start, end, TEXT_PARAMS))
        else:
            texts = params(body, start, end, TEXT_PARAMS) if name is not None else ()
            yield Mask(start, end, MaskKind.INLINE, texts)
        position = end


def _attributes(body: bytes) -> Iterator[Mask]:
    yield from _extensions(body)
    for match in _TOC.finditer(body):
        yield Mask(*match.span(), MaskKind.OPAQUE)  # the item's text is replaced by the table of contents
    for match in _IAL.finditer(body):
        texts = params(body, *match.span(), frozenset(("title", "alt")))
        if alone(body, *match.span()):
            yield Mask(*match.span(), MaskKind.BLOCK, texts)
        else:
            # a full stop: `_x_{: .c}` must still close its emphasis
            yield Mask(*match.span(), MaskKind.INLINE, texts, b".")


def _extensions(body: bytes) -> Iterator[Mask]:
    """The elements of kramdown itself; one that is never closed is text."""
    position = 0
    open_to_the_end: set[bytes] = set()
    while match := _EXTENSION.search(body, position):
        start, position = match.span()
        name = match[1]
        if name in open_to_the_end:
            continue
        if name:
            closing = _CLOSING[name].search(body, position)
            if closing is None:
                open_to_the_end.add(name)
                continue
            position = closing.end()
        yield Mask(start, position, MaskKind.OPAQUE)


def _abbreviations(body: bytes) -> Iterator[Mask]:
    for match in _ABBREVIATION.finditer(body):
        texts = (Param("abbreviation", *match.span(1), "line"),) if match[1] else ()
        yield Mask(*match.span(), MaskKind.BLOCK, texts)


JEKYLL = _Jekyll()
