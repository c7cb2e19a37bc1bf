"""How a text stands in lines: on one, but for its hard breaks, or on those that people broke it into.

A paragraph that still says the same keeps its line breaks. Many people write a sentence a line, or wrap at a
width. To a builder that is nothing; to those who read the page's changes it is everything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from translator.model import Form, Splice
from translator.page import codecomments
from translator.page.dialects import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translator.model import Segment
    from translator.page.parse import Page

__all__ = ["Lines", "as_broken", "broken_lines", "in_code_lines", "in_lines", "joined", "out_of_code_lines"]

Lines = dict[str, list[tuple[str, ...]]]
"""By a paragraph's text, the lines of each that has it, in the page's order."""

_COMMENT = re.compile(rb"<!--.*?-->")
_BREAK = re.compile(r"  \n|\\\n|\n")
# what may begin a line of a paragraph in any dialect without being taken for the beginning of a block
_PLAIN_START = re.compile(r"""[^\W\d_]|\d+(?![.)\d])|["'«“„(]|\[(?!\^)|\*(?![\s*\[])|_(?!_)|`(?!`)""")
_PREFIX = re.compile(rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_TAG_BELOW = re.compile(rb"[\r\n][ \t>]*</?[A-Za-z]")


def joined(message: str, text: str) -> str:
    """Write a translation in one line, but for the breaks that the message has."""
    if "\n" not in text:
        return text.strip()
    if "\n" not in message:
        parts = (row.strip().removesuffix("\\").rstrip() for row in text.split("\n"))
        return " ".join(filter(None, parts))
    rows = [row.strip() for row in text.split("\n")]
    marks = _BREAK.findall(message)
    if len(rows) != len(marks) + 1:
        marks = marks[:1] * (len(rows) - 1)
    made = rows[0]
    for mark, row in zip(marks, rows[1:], strict=True):
        made = made.removesuffix("\\").rstrip() + mark + row
    return made


def in_lines(page: Page, segment: Segment, text: str) -> bytes:
    """Write a text in UTF-8, its line breaks as the segment's own, prefixes included."""
    if segment.form is Form.COMMENT:
        made = codecomments.rows(text, len(segment.ranges))
        gaps = [page.data[one[1] : other[0]] for one, other in pairwise(segment.ranges)]
        # no white space at the end of a line that has no words left
        gaps = [gap if row else gap.rstrip(b" \t") for gap, row in zip(gaps, made[1:], strict=True)]
        return _joined(made, gaps)
    rows = _BREAK.split(text)
    gaps = _gaps(page, segment) if len(rows) > 1 else []
    if len(gaps) != len(rows) - 1:
        gaps = gaps[:1] * (len(rows) - 1) if gaps else [b" "] * (len(rows) - 1)
    written = _joined(rows, gaps)
    for (_, end), (start, stop) in pairwise(segment.ranges):
        # where a dialect takes it into the text, a comment at a line's start may be another thing than within
        comment = _COMMENT.match(page.data, start, stop)
        at = written.find(comment[0], 1) if comment else -1
        if at > 0:
            written = written[:at].rstrip(b" ") + page.data[end:start] + written[at:]
    return written


def in_code_lines(page: Page, number: int, text: bytes) -> bytes:
    """Break the code of a text where the source breaks it, if its lines are a part of what a reader sees.

    To pandoc the spaces that indent a line within code are the code's; to VitePress a line that begins with a
    tag is HTML, and the backquote in the line above a character.

    :param number: of the text's segment
    """
    for message, source in _codes(page, number):
        text = text.replace(message, source, 1)
    return text


def out_of_code_lines(page: Page, number: int, text: bytes) -> str:
    """Undo `in_code_lines`."""
    for message, source in _codes(page, number):
        text = text.replace(source, message)
    return text.decode("utf-8")


def _codes(page: Page, number: int) -> Iterator[tuple[bytes, bytes]]:
    """Of a segment's code spans in several lines, how each stands in the message, and how on the page."""
    place = number - len(page.scalars)
    leaf = page.slots[place].leaf if place >= 0 else None
    dialects = page.options.dialects
    broken = (
        _LINE_END if speaks(dialects, "pandoc") else _TAG_BELOW if speaks(dialects, "vitepress") else None
    )
    if leaf is None or page.body is None or broken is None:
        return
    for token in leaf.tokens:
        source = page.body.raw[token.start : token.end]
        if token.kind == "code" and broken.search(source):
            start, end = token.start + page.offset, token.end + page.offset
            rows = [
                page.data[max(first, start) : min(last, end)]
                for first, last in page.segments[number].ranges
                if first < end and last > start
            ]
            yield b" ".join(rows), source


def _joined(rows: Sequence[str], gaps: Sequence[bytes]) -> bytes:
    made = [rows[0].encode("utf-8", "replace")]
    for gap, row in zip(gaps, rows[1:], strict=True):
        made += (gap, row.encode("utf-8", "replace"))
    return b"".join(made)


def _gaps(page: Page, segment: Segment) -> list[bytes]:
    """What parts the lines of the source where its message keeps a break: marks, line end, prefix."""
    gaps = []
    place = 0
    for (start, end), (following, _) in zip(segment.ranges, segment.ranges[1:], strict=False):
        place += len(page.data[start:end].decode("utf-8"))
        kept = _BREAK.match(segment.message, place)
        if kept:
            gaps.append(page.data[end:following])
        place += len(kept[0]) if kept else 1
    return gaps


def broken_lines(page: Page) -> Lines:
    """Find how a page's paragraphs are broken into lines.

    Those with hard breaks are left out: these are part of their text, and stand in its catalog.
    """
    found: Lines = defaultdict(list)
    for segment in page.segments:
        if segment.form is Form.PARAGRAPH and "\n" not in segment.message:
            lines = tuple(page.data[start:end].decode("utf-8").strip() for start, end in segment.ranges)
            found[segment.message].append(lines if " ".join(lines) == segment.message else ())
    return {text: each for text, each in found.items() if any(len(lines) > 1 for lines in each)}


def as_broken(page: Page, edits: Mapping[int, Splice], lines: Lines) -> dict[int, Splice]:
    """Break translations into the lines that they had.

    :param page: the source page
    :param edits: by the number of its segment, what is to be written there, on one line
    :param lines: of the localized page as it was
    :return: those of the edits that change
    """
    changed: dict[int, Splice] = {}
    met: dict[str, int] = defaultdict(int)
    for number, edit in edits.items():
        segment = page.segments[number]
        text = out_of_code_lines(page, number, edit.data)
        if segment.form is not Form.PARAGRAPH or text not in lines:
            continue
        place = met[text]
        met[text] += 1
        had = lines[text][place] if place < len(lines[text]) else ()
        gap = _gap(page, segment)
        if len(had) > 1 and gap and all(map(_PLAIN_START.match, had[1:])):
            changed[number] = Splice(edit.start, edit.end, gap.join(line.encode("utf-8") for line in had))
    return changed


def _gap(page: Page, segment: Segment) -> bytes:
    """What parts two lines of a paragraph: a line end, and what its container has lines begin with.

    Empty where nobody knows what that would be.
    """
    if len(segment.ranges) > 1:
        (_, end), (following, _) = segment.ranges[:2]
        return page.data[end:following].lstrip(b" \t\\")
    start = max(page.data.rfind(b"\n", 0, segment.start), page.data.rfind(b"\r", 0, segment.start)) + 1
    prefix = page.data[start : segment.start]
    if not _PREFIX.fullmatch(prefix):
        return b""
    line_end = _LINE_END.search(page.data)
    return (line_end[0] if line_end else b"\n") + re.sub(rb"[^>\s]", b" ", prefix)
