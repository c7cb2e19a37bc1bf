"""A body's structure, made into segments.

A leaf block is one segment, its soft line breaks one space, so that re-wrapping the source changes
nothing. A leaf without words of its own gives up what it holds: an image's alternative text and
title, a tag's parameters. HTML blocks have their own module.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Form, Segment
from translator.page import html
from translator.page.directives import directives
from translator.page.leaf import HtmlBlock, Leaf, lines
from translator.page.signature import TITLE
from translator.page.text import line_ends, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.dialects.base import Mask, Param
    from translator.page.structure import Structure

__all__ = ["Slot", "slots"]


class Slot(NamedTuple):
    """A segment of the body, and the leaf it fills."""

    segment: Segment
    """In offsets of the page."""
    leaf: Leaf | None = None
    """In offsets of the body; None for what is no inline Markdown."""
    param: Param | None = None
    """The template tag's parameter that it is."""


class _Draft(NamedTuple):
    """A segment to be, in offsets of the body."""

    message: str
    ranges: tuple[tuple[int, int], ...]
    form: Form
    kind: str
    context: str = ""
    leaf: Leaf | None = None
    param: Param | None = None


_NOTHING_OPEN = html.HtmlState()
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAGS_ALONE = re.compile(rb"(?:</?[A-Za-z][^<>]*>[ \t]*)+")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_COMMENT_ALONE = re.compile(rb"<!--(?!-?>)(?:[^-]++|-(?!->))*+-->\s*")
_DELIMITER = re.compile(rb"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+")
_LINE_END = re.compile(rb"[\r\n]")
_PIPE = re.compile(rb"(?<!\\)\|")
_LETTER = re.compile(rb"[A-Za-z]")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")


def slots(
    raw: bytes, masks: Sequence[Mask], found: Structure, offset: int = 0, first_line: int = 0
) -> list[Slot]:
    """Every translatable stretch of a body, in document order.

    :param raw: the body's bytes
    :param masks: its dialects' masks
    :param found: its structure
    :param offset: how many bytes of the page stand before the body
    :param first_line: how many lines of the page stand before the body
    """
    asked = directives(raw, masks, found)
    ends = line_ends(raw)
    drafts = [draft for draft in _found(raw, masks, found) if not asked.excludes(draft.ranges[0][0])]
    drafts.sort(key=lambda draft: (draft.ranges[0][0], -draft.ranges[-1][1]))
    notes = list(asked.notes)
    placed = []
    reach = 0
    for message, ranges, form, kind, context, leaf, param in drafts:
        start = ranges[0][0]
        if start < reach:
            continue  # a tag's title inside an image's alternative text: a part of that message
        reach = ranges[-1][1]
        told = []
        while notes and notes[0][0] <= reach:  # before it, or in its midst
            told.append(notes.pop(0)[1])
        ranges = tuple([(first + offset, last + offset) for first, last in ranges])  # noqa: PLW2901
        line = first_line + line_of(ends, start)
        placed.append(Slot(Segment(message, ranges, form, kind, context, tuple(told), line), leaf, param))
    return placed


def _found(raw: bytes, masks: Sequence[Mask], found: Structure) -> Iterator[_Draft]:
    state = _NOTHING_OPEN
    taken = [_inside_fence(raw, start, end) for start, end in found.code]
    starts = [mask.start for mask in masks]
    for part in found.parts:
        if isinstance(part, HtmlBlock):
            first, last = part.ranges[0][0], part.ranges[-1][1]
            taken += [match.span() for match in _COMMENT.finditer(raw, first, last)]
            if _COMMENT_ALONE.fullmatch(raw, first, last) and not state.excluded:
                continue  # some sites have the source's text as a comment above each paragraph
            opaque = _within(masks, starts, first, last)
            segments, state = html.scan(raw, part.ranges, state, opaque=opaque)
            for each in segments:
                taken.append((each.ranges[0][0], each.ranges[-1][1]))
                yield _Draft(each.message, each.ranges, each.form, each.kind, each.context)
        elif not state.excluded:
            taken.append((part.start, part.end))
            yield from _leaf(raw, part, masks, starts)
        else:
            taken.append((part.start, part.end))
            for token in part.tokens:  # `</div>` may end the exclusion from inside a paragraph
                if token.kind == "html":
                    _, state = html.scan(raw, ((token.start, token.end),), state)
    for start, end in found.definitions.values():
        line = max(raw.rfind(b"\n", 0, start), raw.rfind(b"\r", 0, start)) + 1
        yield from _title(raw, start, end, raw.count(b">", line, start), "link title")
    for comment in found.comments:
        message = " ".join(raw[start:end].decode("utf-8").strip() for start, end in comment.ranges)
        yield _Draft(message, comment.ranges, Form.COMMENT, f"comment in {comment.language} code")
    taken.sort()
    index, reach = 0, -1
    for mask in masks:
        while index < len(taken) and taken[index][0] <= mask.start:
            reach = max(reach, taken[index][1])
            index += 1
        if mask.params and mask.start >= reach:
            yield from _params(raw, mask)


def _inside_fence(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Leave out of a code block its first line, if that is a fence: a title may stand there."""
    first = _LINE_END.search(raw, start, end) if raw[start : start + 1] in (b"`", b"~") else None
    return (first.start() if first else start), end


def _within(masks: Sequence[Mask], starts: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    index = max(bisect_right(starts, first) - 1, 0)
    ranges = []
    while index < len(masks) and masks[index].start < last:
        if masks[index].end > first:
            ranges.append((masks[index].start, masks[index].end))
        index += 1
    return ranges


def _leaf(raw: bytes, leaf: Leaf, masks: Sequence[Mask], starts: Sequence[int]) -> Iterator[_Draft]:
    if leaf.keep_lines and (rows := _table(raw, leaf)):
        for part in rows:
            yield from _leaf(raw, part, masks, starts)
        return
    if _speaks(raw, leaf.start, leaf.end, leaf) or _labels(raw, leaf):
        message, ranges = _message(raw, leaf)
        yield _Draft(message, ranges, leaf.form, leaf.kind, leaf=leaf)
        return
    opened: list[int] = []
    for token in leaf.tokens:
        if token.kind in ("link", "image"):
            if token.role == "open":
                opened.append(token.end)
                continue
            inner = opened.pop() if opened else token.start
            if token.kind == "image":
                yield from _alt(raw, leaf, inner, token.start)
            yield from _title(raw, token.start, token.end, leaf.quotes, f"{token.kind} title")
        elif token.kind == "html":
            opaque = _within(masks, starts, token.start, token.end)
            tags, _ = html.scan(raw, ((token.start, token.end),), _NOTHING_OPEN, opaque=opaque)
            for each in tags:
                yield _Draft(each.message, each.ranges, each.form, each.kind, each.context)
        elif token.kind == "template":
            index = bisect_left(starts, token.start)
            if index < len(starts) and starts[index] == token.start:
                yield from _params(raw, masks[index])


def _table(raw: bytes, leaf: Leaf) -> list[Leaf]:
    """The paragraph and the cells of a table that the parser took for one paragraph; none if it is none.

    Builders are of many minds about a table right below a line of text, or with a column too many.
    """
    rows = lines(raw, leaf.start, leaf.end, leaf.quotes)
    below = next((n for n, (start, end) in enumerate(rows) if _DELIMITER.fullmatch(raw, start, end)), 0)
    if below < 1:
        return []
    parts = []
    if below > 1:
        parts.append(_part(leaf, rows[0][0], rows[below - 2][1], Form.PARAGRAPH, leaf.kind))
    for number, (start, end) in enumerate(rows):
        if number < below - 1 or number == below:
            continue
        kind = "table heading" if number < below else "table cell"
        edges = [start, *(match.end() for match in _PIPE.finditer(raw, start, end)), end + 1]
        for first, last in pairwise(edges):
            inner = raw[first : last - 1]
            begin = first + len(inner) - len(inner.lstrip())
            stop = first + len(inner.rstrip())
            if begin < stop:
                parts.append(_part(leaf, begin, stop, Form.CELL, kind))
    return parts


def _part(leaf: Leaf, start: int, end: int, form: Form, kind: str) -> Leaf:
    tokens = tuple(token for token in leaf.tokens if start <= token.start and token.end <= end)
    hard = frozenset(place for place in leaf.hard if start <= place < end)
    return Leaf(form, kind, start, end, leaf.quotes, tokens, hard, leaf.block)


def _message(raw: bytes, leaf: Leaf) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One line, but for breaks that carry meaning: hard ones, and those around a line of tags alone.

    A tag alone on its line may begin an HTML block for one builder and be a part of the paragraph for
    another; it stays on a line of its own.
    """
    if not leaf.hard and not _LINE_END.search(raw, leaf.start, leaf.end):
        start, end = leaf.start, leaf.start + len(raw[leaf.start : leaf.end].rstrip(b" \t"))
        if start < end:
            return raw[start:end].decode("utf-8"), ((start, end),)
    rows: list[tuple[int, int, str]] = []
    for start, end in lines(raw, leaf.start, leaf.end, leaf.quotes):
        stop = end
        while stop > start and raw[stop - 1] in b" \t":
            stop -= 1
        hard = next((place for place in (stop, stop - 1) if place in leaf.hard), -1)
        mark = " "
        if hard >= 0 and end != leaf.end:
            mark = "\\\n" if raw[hard : hard + 1] == b"\\" else "  \n"
            stop = hard
        elif leaf.keep_lines:
            mark = "\n"
        if stop > start:
            if _TAGS_ALONE.fullmatch(raw, start, stop):
                if rows and rows[-1][2] == " ":
                    rows[-1] = (*rows[-1][:2], "\n")
                mark = "\n" if mark == " " else mark
            rows.append((start, stop, mark))
        elif hard >= 0 and rows:  # a backslash alone on its line breaks the one before
            rows[-1] = (*rows[-1][:2], mark)
    if leaf.form is Form.PARAGRAPH:
        while len(rows) > 1 and _TAGS_ALONE.fullmatch(raw, rows[-1][0], rows[-1][1]):
            rows.pop()
    pieces = [raw[start:stop].decode("utf-8") + mark for start, stop, mark in rows]
    message = "".join(pieces)
    return message[: len(message) - len(rows[-1][2])], tuple((start, stop) for start, stop, _ in rows)


def _speaks(raw: bytes, start: int, end: int, leaf: Leaf) -> bool:
    """Whether there is a word to translate beside the markup, images and `translate="no"` left out."""
    position = start
    depth = 0
    state = _NOTHING_OPEN
    for token in leaf.tokens:
        counts = token.start >= position and not depth and not state.excluded
        if counts and _has_letters(raw[position : token.start]):
            return True
        if token.kind == "image":
            depth += 1 if token.role == "open" else -1
        elif token.kind == "html":
            _, state = html.scan(raw, ((token.start, token.end),), state)
        position = max(position, token.end)
    return position < end and not state.excluded and _has_letters(raw[position:end])


def _labels(raw: bytes, leaf: Leaf) -> bool:
    """Whether an image's text is its label, too: ``![Preview]``, translated, needs another label."""
    return any(
        token.kind == "image" and token.role == "close" and raw[token.start : token.end] in (b"]", b"][]")
        for token in leaf.tokens
    )


def _has_letters(text: bytes) -> bool:
    if b"&" not in text and b":" not in text and _LETTER.search(text):  # nearly always
        return True
    words = text.decode("utf-8", "replace")
    if "&" in words:
        words = _ENTITY.sub(" ", words)
    if ":" in words:
        words = _EMOJI.sub(" ", _ADDRESS.sub(" ", words))
    return any(map(str.isalpha, words))


def _alt(raw: bytes, leaf: Leaf, start: int, end: int) -> Iterator[_Draft]:
    inside = Leaf(
        Form.ALT,
        "alt text",
        start,
        end,
        leaf.quotes,
        tuple(t for t in leaf.tokens if start <= t.start < end),
        frozenset(),
        leaf.block,
    )
    if start < end and _speaks(raw, start, end, inside):
        message, ranges = _message(raw, inside)
        yield _Draft(message, ranges, Form.ALT, "alt text", leaf=inside)


def _title(raw: bytes, start: int, end: int, quotes: int, kind: str) -> Iterator[_Draft]:
    match = TITLE.search(raw[start:end])
    if match and _has_letters(match[1][1:-1]):
        ranges = tuple(
            (s, e)
            for s, e in lines(raw, start + match.start(1) + 1, start + match.end(1) - 1, quotes)
            if s < e
        )
        message = " ".join(raw[s:e].decode("utf-8").strip() for s, e in ranges)
        yield _Draft(message, ranges, Form.TITLE, kind, "title")


def _params(raw: bytes, mask: Mask) -> Iterator[_Draft]:
    for param in mask.params:
        if _has_letters(raw[param.start : param.end]):
            message = " ".join(raw[param.start : param.end].decode("utf-8").split())
            yield _Draft(
                message,
                ((param.start, param.end),),
                Form.ATTRIBUTE,
                f"template parameter {param.name}",
                param.name,
                param=param,
            )
