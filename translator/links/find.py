"""Every link of a parsed page, with the bytes of its destination."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translator.page import dialects, html_tags
from translator.page.html_elements import URLS
from translator.page.leaf import HtmlBlock
from translator.page.text import line_ends, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.dialects.base import Mask
    from translator.page.parse import Page

__all__ = ["Link", "find"]

_TAIL = re.compile(rb"\]\([ \t\r\n>]*(?:<([^<>\r\n]*)>|([^\s<]\S*))")
_DEFINITION = re.compile(rb"\[(?:\\.|[^\[\]\\])+\]:[ \t\r\n>]*(?:<([^<>\r\n]*)>|(\S+))", re.DOTALL)
_SHORTCODE = re.compile(rb"\{\{[<%]\s*(?:rel)?ref\b.*?[%>]\}\}", re.DOTALL)
_LIQUID_LINK = re.compile(rb"\{%-?\s*(?:link|post_url)\s.*?%\}", re.DOTALL)
# An address that is asked for by a program, or that a form is sent to, is none that a reader follows.
_NOT_FOLLOWED = frozenset((b"action", b"formaction", b"ping", b"srcset", b"imagesrcset", b"cite"))


class Link(NamedTuple):
    """One link; `start` and `end` are the bytes of the page that its destination stands in."""

    start: int
    end: int
    kind: str
    """``link``, ``image``, ``definition``, ``attribute``, or ``template`` (a tag alone)."""
    text: str
    """The destination, as written."""
    line: int


def find(page: Page) -> tuple[Link, ...]:
    """List a page's links in order: inline links and images, reference definitions, HTML's, template tags'.

    Bare addresses are left out: they lead out of the site.

    :param page: the parsed page; a data file has none
    """
    body = page.body
    if body is None:
        return ()
    raw = body.raw
    masked = dialects.apply(raw, body.masks)
    places: dict[int, tuple[int, str]] = {}
    for part in body.structure.parts:
        if isinstance(part, HtmlBlock):
            _attributes(raw, part.start, part.ranges[-1][1], body.masks, places)
            continue
        for token in part.tokens:
            if token.kind in ("link", "image") and token.role == "close" and not token.key:
                _tail(masked, token.start, token.end, token.kind, places)
            elif token.kind == "html":
                _attributes(raw, token.start, token.end, body.masks, places)
    for start, end in body.structure.definitions.values():
        match = _DEFINITION.match(masked, start, end)
        if match:
            group = 1 if match[1] is not None else 2
            places[match.start(group)] = (match.end(group), "definition")
    for first, last in _tags(raw, body.masks):
        if not any(start <= first < end for start, (end, _) in places.items()):
            places[first] = (last, "template")
    ends = line_ends(page.data)
    return tuple(
        Link(
            start + page.offset,
            end + page.offset,
            kind,
            raw[start:end].decode("utf-8", "replace"),
            line_of(ends, start + page.offset),
        )
        for start, (end, kind) in sorted(places.items())
        if end > start
    )


def _tail(masked: bytes, start: int, end: int, kind: str, places: dict[int, tuple[int, str]]) -> None:
    """A link's destination, between its text and its title."""
    match = _TAIL.match(masked, start, end)
    if match is None:
        return
    if match[1] is not None:
        places[match.start(1)] = (match.end(1), kind)
    else:
        # without a title the closing parenthesis stands right behind
        places[match.start(2)] = (min(match.end(2), end - 1), kind)


def _attributes(
    raw: bytes, start: int, end: int, masks: Sequence[Mask], places: dict[int, tuple[int, str]]
) -> None:
    text = html_tags.shade(
        raw[start:end], [(m.start - start, m.end - start) for m in masks if m.start < end and start < m.end]
    )
    for tag in html_tags.tokens(text):
        if tag.kind not in ("open", "raw"):
            continue
        for each in html_tags.attributes(text, tag):
            if each.name in URLS and each.name not in _NOT_FOLLOWED and each.end > each.start:
                places[each.start + start] = (each.end + start, "attribute")


def _tags(raw: bytes, masks: Sequence[Mask]) -> Iterator[tuple[int, int]]:
    """Tags that print an address of the site by themselves, outside of any destination."""
    for mask in masks:
        if _SHORTCODE.fullmatch(raw, mask.start, mask.end) or _LIQUID_LINK.fullmatch(
            raw, mask.start, mask.end
        ):
            yield mask.start, mask.end
