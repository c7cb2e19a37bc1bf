"""What a localized page has beside its texts that its source does not give it: pure.

A translated comment in a code block, an id at a heading, an address of an image, a block that came or went:
no entry of a catalog holds these. They last as long as the page is not written anew. How a page is laid
out (where its lines break, its bullets, its fences, the width of its tables) is nobody's work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Form
from translator.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.parse import Page

__all__ = ["OwnLines", "own_lines"]

_TEXT = "\x00"
"""Stands for a text while the lines around it are compared."""
# A quote's and a list's marks, a heading's, a fence's; at the end, those that close a heading.
_MARKS = re.compile(
    r"^(?:\s|>|[-*+](?=\s|\x00)|\d{1,9}[.)](?=\s|\x00)|\#{1,6}(?=\s|\x00)|`{3,}|~{3,})+|\s\#+\s*$"
)
_LAYOUT = re.compile(r"[\s\x00]+")
_CELLS = re.compile(r"[\s|]+")


class OwnLines(NamedTuple):
    """Lines that lie beside one another and differ from the source's."""

    line: int
    """Where they stand in the localized page, or, of lines that went, the line that they stood behind."""
    text: str
    """What stands there; empty if they went."""
    made: str
    """What the catalog gives instead."""


class _Line(NamedTuple):
    line: int
    bare: str
    text: str


def own_lines(made: Page, localized: Page, *, headings: bool = True) -> tuple[OwnLines, ...]:
    """Compare what is no text in two localized pages.

    :param made: the page as its catalog gives it
    :param localized: the page as it is, its links as in the source
    :param headings: whether headings' levels and ids are looked at; not so where the page is of an older
        source that is not known, since its ids may be those that were pinned for it
    :return: in the order of the page
    """
    if made.body is None or localized.body is None:
        return ()  # a data file is nothing but keys and values
    had, has = list(_lines(made, headings)), list(_lines(localized, headings))
    keys, others = [line.bare for line in had], [line.bare for line in has]
    if keys == others:
        return ()
    found = []
    for run in runs(keys, others):
        lost, own = (
            had[run.before.start : run.before.stop],
            has[run.before_other.start : run.before_other.stop],
        )
        if lost or own:
            above = has[run.before_other.start - 1].line if run.before_other.start else 1
            found.append(OwnLines(own[0].line if own else above, _joined(own), _joined(lost)))
    return tuple(found)


def _joined(lines: Sequence[_Line]) -> str:
    return "\n".join({line.line: line.text for line in lines}.values())


def _lines(page: Page, headings: bool) -> Iterator[_Line]:
    """Give the lines that hold more than texts; a heading's level is one, however it is written."""
    data = page.data
    pieces: list[bytes] = []
    levels: dict[int, str] = {}
    position = page.offset
    for start, end in sorted(
        piece for segment in page.segments if segment.start >= page.offset for piece in segment.ranges
    ):
        # a text within another one's range (an image's in a link) is a part of that
        breaks = data.count(b"\n", max(start, position), max(end, position))
        pieces += (data[position:start], _TEXT.encode(), b"\n" * breaks)
        position = max(position, end)
    pieces.append(data[position:])
    for segment in page.segments:
        if segment.form is Form.HEADING:
            levels[segment.line] = segment.kind
    first = data.count(b"\n", 0, page.offset) + 1
    whole = data[page.offset :].decode("utf-8", "replace").split("\n")
    lines = b"".join(pieces).decode("utf-8", "replace").split("\n")
    for number, text in enumerate(lines, first):
        line = whole[number - first].rstrip("\r")
        if number in levels:
            if not headings:
                continue
            yield _Line(number, levels[number], line)
        bare = _MARKS.sub("", text)
        bare = _LAYOUT.sub("", _CELLS.sub("", bare) if _TEXT in text else bare)
        if any(character.isalnum() for character in bare):
            yield _Line(number, bare, line)
