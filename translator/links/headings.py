"""A page's headings: their texts, as builders make ids of them, and the ids that stand there."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from translator.links.slugs import reads, slugs
from translator.model import Form
from translator.page.leaf import HtmlBlock

if TYPE_CHECKING:
    from translator.page.leaf import Leaf
    from translator.page.parse import Page

__all__ = ["Heading", "headings", "ids_of", "text_of"]

_EXPLICIT = re.compile(rb"[ \t]*\\?\{[^{}\r\n]*?#([^\s{}\"'#.]+)[^{}\r\n]*\}[ \t]*\Z")
_COMMENTED = re.compile(rb"[ \t]*\{/\*[ \t]*#([^\s*{}]+)[ \t]*\*/\}[ \t]*\Z")
_BELOW = re.compile(
    rb"""[ \t>]*\{:[^{}\r\n]*?(?:\#([A-Za-z][\w:-]*)|\bid=(?:"([^"]*)"|'([^']*)'))[^{}\r\n]*\}"""
    rb"[ \t]*(?:\r?\n|\r|\Z)"
)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_FIRST = re.compile(rb"[ \t]*\{(#[^\s{}\"'#.]+[ \t]+)(?=[^\s{}])")
_LIST = re.compile(rb"[ \t#]*\{[.\w][^{}#]*\}[ \t]*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKDOWN = re.compile(rb"<([A-Za-z][\w-]*)\b[^<>]*\smarkdown=")
_DASHES = re.compile(r"-{2,}")
_SPOKEN = frozenset(("em", "strong", "del", "code", "link", "url", "glued"))


class Heading(NamedTuple):
    """One heading, in byte offsets of the page."""

    start: int
    """Where its text begins."""
    end: int
    """Where its text ends."""
    stop: int
    """Where its line ends, trailing white space left out: an id may be added there."""
    raw: str | None
    """Its text as it is written; None where a template tag in it, or odd attributes, make it unknown."""
    plain: str | None
    """Its text without markup; None where that is not known."""
    smart: str | None
    """The same as builders with typographic punctuation have it: without double and triple hyphens."""
    literal: str | None
    """The same with its character references as they are written, which VitePress keeps: `&amp;`."""
    explicit: str
    """The id that stands beside it; empty for none."""
    pin: tuple[int, int] = (0, 0)
    """What to take away to be rid of that id; empty where it is not alone or first in its braces."""
    inside: int = 0
    """Behind the brace of attributes without an id; 0 where there are none."""


def headings(page: Page) -> tuple[Heading, ...]:
    """List a page's Markdown headings, in order."""
    body = page.body
    if body is None:
        return ()
    inside = _elements(body.raw)
    return tuple(
        _heading(
            body.raw, part, page.offset, known=not any(start < part.start < end for start, end in inside)
        )
        for part in body.structure.parts
        if not isinstance(part, HtmlBlock) and part.form is Form.HEADING and part.kind.startswith("heading")
    )


def ids_of(page: Page, style: str) -> tuple[tuple[Heading, str], ...]:
    """List a page's headings with the ids that the builder gives them; an empty one where it is not known.

    :param style: one of `slugs.STYLES`
    """
    found = headings(page)
    made = slugs([(text_of(each, style), each.explicit) for each in found], style)
    return tuple(zip(found, made, strict=True))


def text_of(heading: Heading, style: str) -> str | None:
    """The text that a builder makes a heading's id of; None where it is not known."""
    if heading.inside and style.startswith("kramdown"):
        return None  # to kramdown such attributes are text
    text: str | None = getattr(heading, reads(style))
    return text


def _elements(raw: bytes) -> list[tuple[int, int]]:
    """HTML elements with Markdown in them: kramdown makes other ids of the headings there."""
    if b"markdown=" not in raw:
        return []
    found = []
    for match in _MARKDOWN.finditer(raw):
        depth = 1
        end = len(raw)
        for tag in re.compile(rb"<(/?)" + match[1] + rb"\b", re.IGNORECASE).finditer(raw, match.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.start()
                break
        found.append((match.start(), end))
    return found


def _heading(raw: bytes, leaf: Leaf, offset: int, *, known: bool) -> Heading:
    start, end = leaf.start, leaf.end
    match = _LINE_END.search(raw, end)
    line_end = match.start() if match else len(raw)
    rest = raw[end:line_end]
    text = raw[start:end]
    explicit, pin = "", (0, 0)
    # with a dialect that knows no attributes they are a part of the text
    whole = text + rest
    found = _EXPLICIT.search(text) or _EXPLICIT.search(whole) or _COMMENTED.search(whole)
    if found:
        explicit = found[1].decode("utf-8", "replace")
        inner = found[0].strip(b" \t").strip(b"\\{}")
        if inner.lstrip(b":").strip(b" \t/*") == b"#" + found[1]:
            pin = (start + found.start() + offset, start + found.start() + len(found[0].rstrip()) + offset)
        elif first := _FIRST.match(raw, start + found.start()):
            pin = (first.start(1) + offset, first.end(1) + offset)
        if found.start() < len(text):
            end = start + found.start()
            text = raw[start:end]
        rest = rest[: max(found.start() - leaf.end + start, 0)]
    elif match:
        below = _BELOW.match(raw, match.end())
        if below:
            explicit = (below[1] or below[2] or below[3] or b"").decode("utf-8", "replace")
    stop = start + len(raw[start:line_end].rstrip(b" \t"))
    odd = (
        not known
        or _LINE_END.search(text) is not None  # goldmark takes the last line, others all
        or b"{" in rest
        or b"{" in text
        or any(t.kind == "template" and t.start < end for t in leaf.tokens)
    )
    listed = _LIST.fullmatch(rest)
    if listed and known and b"{" not in text:
        odd = any(t.kind == "template" and t.start < end for t in leaf.tokens)
    written = None if odd or listed else text.decode("utf-8", "replace").strip()
    pieces = None if odd else _pieces(raw, leaf, start, end)
    plain = smart = literal = None
    if pieces is not None:
        literal = "".join(text for text, _ in pieces).strip()
        pieces = [(text if code else html.unescape(text), code) for text, code in pieces]
        plain = "".join(text for text, _ in pieces).strip()
        smart = "".join(text if code else _DASHES.sub("", text) for text, code in pieces).strip()
    inside = leaf.end + rest.find(b"{") + 1 + offset if listed else 0
    return Heading(
        start + offset, end + offset, stop + offset, written, plain, smart, literal, explicit, pin, inside
    )


def _pieces(raw: bytes, leaf: Leaf, start: int, end: int) -> list[tuple[str, bool]] | None:
    """The text without markup, and of each piece whether it is code; None where builders may differ."""
    pieces: list[tuple[str, bool]] = []
    position = start
    for token in leaf.tokens:
        if token.kind not in _SPOKEN:
            return None
        if token.kind in ("url", "glued"):
            continue
        if token.start < position:
            return None
        pieces.append((_unescaped(raw[position : token.start]), False))
        if token.kind == "code":
            pieces.append((_code(raw[token.start : token.end].decode("utf-8", "replace")), True))
        position = token.end
    pieces.append((_unescaped(raw[position:end]), False))
    return pieces


def _code(span: str) -> str:
    """A code span's text: https://spec.commonmark.org/0.31.2/#code-spans."""
    text = span.strip("`")
    return text[1:-1] if text[:1] == text[-1:] == " " and text.strip() else text


def _unescaped(text: bytes) -> str:
    return _ESCAPE.sub(r"\1", text.decode("utf-8", "replace"))
