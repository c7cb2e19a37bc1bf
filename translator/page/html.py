"""Translatable text in HTML blocks, and what the other modules ask about HTML.

A run of text and inline tags between two block-level tags is one message; tags that stand around all
of it, and images, comments or line breaks at its ends, are left out of it. CommonMark ends an HTML
block at a blank line, so ``<div translate="no">`` and its ``</div>`` may stand in different blocks:
what is open goes from one call to the next as a value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Form
from translator.page.html_elements import BLOCKS, ENDED_BY, EXCLUDED, INLINE, KINDS, RAW
from translator.page.html_tags import attributes, fold, shade, tags, tokens, translatable
from translator.page.html_text import escape_attribute, escape_text
from translator.page.html_urls import safe_scheme, schemes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.html_tags import Tag

__all__ = [
    "HtmlSegment",
    "HtmlState",
    "escape_attribute",
    "escape_text",
    "safe_scheme",
    "scan",
    "schemes",
    "tags",
]

_OTHER_KIND = "HTML text"

_ENTITY = re.compile(rb"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_PLAIN_LETTER = re.compile(rb"[A-Za-z]")
_MAYBE_NO = re.compile(rb"translate", re.IGNORECASE)
_DIRECTIVE = re.compile(rb"<!--[ \t\r\n]*translate:")
_LINE = re.compile(rb"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class HtmlSegment:
    """One translatable stretch of HTML."""

    ranges: tuple[tuple[int, int], ...]
    """Its byte ranges in the page, one a line, white space at their ends left out."""
    message: str
    """One line: every run of white space is one space; tags and entities as written."""
    form: Form
    """``HTML`` or ``ATTRIBUTE``."""
    kind: str
    context: str
    """The attribute's name; empty for text."""


@dataclass(frozen=True, slots=True)
class HtmlState:
    """What is open between two HTML blocks."""

    open: tuple[bytes, ...] = ()
    """Elements that are open, from an untranslated one on; empty where text is translated."""

    @property
    def excluded(self) -> bool:
        """Whether what stands here is not to be translated, Markdown between two blocks as well."""
        return bool(self.open)


def scan(
    data: bytes,
    ranges: Sequence[tuple[int, int]],
    state: HtmlState,
    opaque: Sequence[tuple[int, int]] = (),
) -> tuple[list[HtmlSegment], HtmlState]:
    """Find the segments of one HTML block, or of one inline tag.

    :param data: the page, UTF-8
    :param ranges: the block's byte ranges in it, in order; prefixes of continuation lines lie between
    :param state: what the blocks before left open
    :param opaque: byte ranges of template tags: no words, and never split
    :return: the segments in document order, and what this block leaves open
    """
    scanner = _Scanner(data, ranges, state, opaque)
    scanner.read()
    scanner.segments.sort(key=lambda segment: segment.ranges)
    return scanner.segments, HtmlState(tuple(scanner.open))


class _Piece(NamedTuple):
    """A part of a run, in offsets of the block's text."""

    kind: str
    """``text``, ``tag`` or ``kept`` (an inline element that stays as it is, like code)."""
    start: int
    end: int
    tag: Tag | None = None
    """The tag whose attributes are segments where the piece is outside of a message."""
    visible: bool = False
    """Whether a reader sees it, so that it is a part of the sentence even at its end."""


class _Scanner:
    """Reads one block once, gathering the run between two boundaries."""

    def __init__(
        self,
        data: bytes,
        ranges: Sequence[tuple[int, int]],
        state: HtmlState,
        opaque: Sequence[tuple[int, int]],
    ) -> None:
        self.ranges = [(start, end) for start, end in ranges if start < end]
        self.text = b"".join(data[start:end] for start, end in self.ranges)
        self.starts = [0, *accumulate(end - start for start, end in self.ranges)][:-1]
        """Where each range begins in the text."""
        self.shaded = shade(self.text, [piece for span in opaque for piece in self._inward(*span)])
        """The same without template tags: tags and letters are looked for here."""
        self.open = list(state.open)
        self.hold = -1
        """Where the inline element began that is open and stays as it is."""
        self.held: Tag | None = None
        self.kind = _OTHER_KIND
        self.pieces: list[_Piece] = []
        self.segments: list[HtmlSegment] = []

    def read(self) -> None:
        inside = self.open[-1] if self.open and self.open[-1] in RAW else b""
        position = 0
        for tag in tokens(self.shaded, inside):
            if not self.open:
                self._text(position, tag.start)
            position = tag.end
            if self.open:
                self._inside(tag)
            elif tag.kind == "close":
                self._close(tag)
            elif tag.kind != "other":
                self._start(tag)
            elif _DIRECTIVE.match(self.shaded, tag.start):
                self._flush()
            else:
                self.pieces.append(_Piece("tag", tag.start, tag.end))
        if not self.open:
            self._text(position, len(self.text))
        self._flush()

    def _text(self, start: int, end: int) -> None:
        if start < end:
            visible = not self.shaded[start:end].isspace()
            self.pieces.append(_Piece("text", start, end, visible=visible))

    def _start(self, tag: Tag) -> None:
        """Read the beginning of an element where text is translated."""
        inline = tag.name in INLINE
        refused = self._refuses(tag)
        if not inline:
            self._flush()
            self.kind = KINDS.get(tag.name, _OTHER_KIND)
            if not refused:
                self._attributes(tag)
        empty = tag.closes_itself(self.shaded)
        if tag.kind == "raw":
            self.open = [] if tag.whole else [tag.name]
        elif refused or tag.name in EXCLUDED:
            kept = None if refused else tag
            if not empty:
                self.open = [tag.name]
                self.hold, self.held = (tag.start, kept) if inline else (-1, None)
            elif inline:
                self.pieces.append(_Piece("kept", tag.start, tag.end, kept))
        elif inline:
            self.pieces.append(_Piece("tag", tag.start, tag.end, tag))

    def _close(self, tag: Tag) -> None:
        """Read the end of an element where text is translated."""
        if tag.name in INLINE:
            self.pieces.append(_Piece("tag", tag.start, tag.end, tag))
        else:
            self._flush()
            self.kind = _OTHER_KIND

    def _inside(self, tag: Tag) -> None:
        """Read any tag inside an element that is not translated."""
        outer = self.open[0]
        if tag.kind == "open":
            if len(self.open) == 1 and tag.name in ENDED_BY.get(outer, ()):
                self._end(tag.start)
                self._start(tag)
            elif not tag.closes_itself(self.shaded):
                self.open.append(tag.name)
        elif tag.kind == "raw" and not tag.whole:
            self.open.append(tag.name)
        elif tag.kind == "close":
            if tag.name in self.open:
                while self.open.pop() != tag.name:
                    pass
                if not self.open:
                    self._end(tag.end)
            elif outer in INLINE and tag.name in BLOCKS:
                # `<p>See <code>x<code>.</p>`: a slip must not take the rest of the page along
                self._end(tag.start)
                self._close(tag)

    def _end(self, position: int) -> None:
        """Leave the outermost element that is not translated."""
        if self.hold >= 0:
            visible = self.held is None or self.held.name != b"svg"
            self.pieces.append(_Piece("kept", self.hold, position, self.held, visible))
        self.open = []
        self.hold, self.held = -1, None

    def _refuses(self, tag: Tag) -> bool:
        """Whether the author wants the element untranslated."""
        if not _MAYBE_NO.search(self.shaded, tag.inner, tag.head):
            return False
        for attribute in attributes(self.shaded, tag):
            value = self.shaded[attribute.start : attribute.end].lower()
            if attribute.name == b"translate" and value == b"no":
                return True
            if attribute.name == b"class" and b"notranslate" in value.split():
                return True
        return False

    def _flush(self) -> None:
        """End the run: make a message of it, or segments of its tags' attributes."""
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        first, last = 0, 0
        if any(p.kind == "text" and self._speaks(p.start, p.end) for p in pieces):
            first, last = _trim(pieces, self.shaded)
            start, end = pieces[first].start, pieces[last - 1].end
            self._segment(start, end, Form.HTML, self.kind, "")
        for piece in (*pieces[:first], *pieces[last:]):
            if piece.tag is not None:
                self._attributes(piece.tag)

    def _attributes(self, tag: Tag) -> None:
        for attribute in translatable(self.shaded, tag):
            if self._speaks(attribute.start, attribute.end):
                name = attribute.name.decode("ascii", "replace")
                kind = "alt text" if name == "alt" else f"{name} attribute"
                self._segment(attribute.start, attribute.end, Form.ATTRIBUTE, kind, name)

    def _speaks(self, start: int, end: int) -> bool:
        """Whether there is a letter beside entities and template tags."""
        words = self.shaded[start:end]
        if b"&" in words:
            words = _ENTITY.sub(b" ", words)
        if _PLAIN_LETTER.search(words):
            return True
        return not words.isascii() and any(map(str.isalpha, words.decode("utf-8", "replace")))

    def _segment(self, start: int, end: int, form: Form, kind: str, context: str) -> None:
        ranges = tuple(self._outward(start, end))
        self.segments.append(HtmlSegment(ranges, fold(self.text[start:end]), form, kind, context))

    def _outward(self, start: int, end: int) -> list[tuple[int, int]]:
        """Find the page's ranges of a stretch of the text, a line each, trimmed."""
        found = []
        for index in range(bisect_right(self.starts, start) - 1, len(self.starts)):
            base = self.starts[index]
            if base >= end:
                break
            offset = self.ranges[index][0] - base
            stop = self.ranges[index][1] - offset
            for line in _LINE.finditer(self.text, max(start, base), min(end, stop)):
                left = line.start() + len(line[0]) - len(line[0].lstrip())
                right = left + len(line[0].strip())
                if left < right:
                    found.append((left + offset, right + offset))
        return found

    def _inward(self, start: int, end: int) -> list[tuple[int, int]]:
        """Find the text's ranges of a stretch of the page."""
        found = []
        for index in range(bisect_right(self.ranges, start, key=itemgetter(1)), len(self.ranges)):
            first, last = self.ranges[index]
            if first >= end:
                break
            offset = self.starts[index] - first
            found.append((max(first, start) + offset, min(last, end) + offset))
        return found


def _trim(pieces: Sequence[_Piece], text: bytes) -> tuple[int, int]:
    """Leave out what stands around the words of a run, which has some.

    Left out are images, comments, line breaks and tags without their partner at the ends, elements
    there in which nothing is to be seen, and tags that stand around all the rest.

    :return: the index of the first piece to keep, and one past the last
    """
    partner = _partners(pieces, text)
    seen = [0, *accumulate(piece.visible for piece in pieces)]
    first, last = 0, len(pieces)
    while True:
        head, tail = partner.get(first), partner.get(last - 1)
        if not pieces[first].visible and (head is None or seen[head] == seen[first]):
            first = first + 1 if head is None else head + 1
        elif not pieces[last - 1].visible and (tail is None or seen[tail] == seen[last]):
            last = last - 1 if tail is None else tail
        elif head == last - 1:
            first, last = first + 1, last - 1
        else:
            return first, last


def _partners(pieces: Sequence[_Piece], text: bytes) -> dict[int, int]:
    """For each tag whose element begins and ends in the run: where the other tag is."""
    # By name, not nested: `<b>a<i>b</b>c</i>` is two elements to browsers.
    opened: dict[bytes, list[int]] = {}
    found: dict[int, int] = {}
    for index, piece in enumerate(pieces):
        tag = piece.tag
        if piece.kind != "tag" or tag is None:
            continue
        if tag.kind == "open":
            if not tag.closes_itself(text):
                opened.setdefault(tag.name, []).append(index)
        elif opened.get(tag.name):
            start = opened[tag.name].pop()
            found[start], found[index] = index, start
    return found
