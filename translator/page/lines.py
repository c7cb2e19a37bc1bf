"""Lines as people broke them: a paragraph that still says the same keeps its line breaks.

Many people write a sentence a line, or wrap at a width. To a builder that is nothing; to those who read the
page's changes it is everything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from translator.model import Form, Splice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translator.model import Segment
    from translator.page.parse import Page

__all__ = ["Lines", "as_broken", "broken_lines"]

Lines = dict[str, list[tuple[str, ...]]]
"""By a paragraph's text, the lines of each that has it, in the page's order."""

# what may begin a line of a paragraph in any dialect without being taken for the beginning of a block
_PLAIN_START = re.compile(r"""[^\W\d_]|\d+(?![.)\d])|["'«“„(]|\[(?!\^)|\*(?![\s*\[])|_(?!_)|`(?!`)""")
_PREFIX = re.compile(rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LINE_END = re.compile(rb"\r\n|\n|\r")


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
        text = edit.data.decode("utf-8")
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
