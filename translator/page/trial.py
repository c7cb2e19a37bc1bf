"""One reading of the page with its translations as they came.

Most translations bring the right markup, and to see that, the page need be read but once: a leaf that
stands where it should, with its source's markup, is sound. Only the others are fitted one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.page.dialects import speaks
from translator.page.fit import doubtful, two_links
from translator.page.flank import unsettled
from translator.page.guard import by_start, html_breach, template_breach
from translator.page.leaf import HtmlBlock, Leaf
from translator.page.signature import token_words
from translator.page.verdict import compare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.model import Splice
    from translator.page.dialects.base import Mask
    from translator.page.parse import Body

__all__ = ["Trial", "trial"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it."""

    sound: frozenset[int] = frozenset()
    """The edits, by their places in the list, in leaves that are as their sources are."""
    whole: bool = False
    """Whether all of the page is."""


def trial(source: Body, written: Body, edits: Sequence[Splice], dialects: tuple[str, ...]) -> Trial:
    """Find the leaves that need no second look.

    Stricter than the guard: what the guard would tolerate counts as unsound, for `fit` to judge.

    :param source: the source page's body
    :param written: the same with all edits made
    :param edits: in order, in offsets of the source's body
    :param dialects: the page's dialects
    """
    if source.structure.blocks != written.structure.blocks or template_breach(source, written) is not None:
        return Trial()
    had_masks, has_masks = by_start(source), by_start(written)
    sound: set[int] = set()
    whole = True
    index = shift = 0
    for had, has in zip(source.structure.parts, written.structure.parts, strict=True):
        if isinstance(had, HtmlBlock) and isinstance(has, HtmlBlock):
            whole = whole and html_breach(source, had, written, has) is None
            continue
        if isinstance(had, HtmlBlock) or isinstance(has, HtmlBlock):
            return Trial()
        while index < len(edits) and edits[index].start < had.start:
            shift += _growth(edits[index])
            index += 1
        first = index
        start = had.start + shift
        while index < len(edits) and edits[index].end <= had.end:
            shift += _growth(edits[index])
            index += 1
        if first == index:
            whole = whole and _same(source.raw, had, written.raw, has)
        elif (
            not had.keep_lines
            and (has.start, has.end) == (start, had.end + shift)
            and _alike(source, had, had_masks, written, has, has_masks, dialects)
        ):
            sound.update(range(first, index))
        else:
            whole = False
    return Trial(frozenset(sound), whole)


def _growth(edit: Splice) -> int:
    return len(edit.data) - (edit.end - edit.start)


def _same(raw: bytes, had: Leaf, other: bytes, has: Leaf) -> bool:
    """Whether a leaf without edits is read as before: a reference may have lost its definition."""
    if not had.tokens and not has.tokens:
        return True
    return raw[had.start : had.end] == other[has.start : has.end] and [
        (token.kind, token.role, token.key) for token in had.tokens
    ] == [(token.kind, token.role, token.key) for token in has.tokens]


def _alike(
    source: Body,
    had: Leaf,
    had_masks: Mapping[int, Mask],
    written: Body,
    has: Leaf,
    has_masks: Mapping[int, Mask],
    dialects: tuple[str, ...],
) -> bool:
    before, after = source.raw[had.start : had.end], written.raw[has.start : has.end]
    if after.count(b"[^") != before.count(b"[^"):
        return False  # a note's mark, as soon as somebody writes the note
    if b"](" in after and two_links(after.decode()) > two_links(before.decode()):
        return False
    if had.tokens or has.tokens:
        one = token_words(source.raw, had.tokens, had_masks)
        other = token_words(written.raw, has.tokens, has_masks)
        if one != other and compare(one, other):
            return False
    if b"*" in after or b"_" in after:
        parted = speaks(dialects, "pandoc")
        if unsettled(after.decode(), parted=parted) > unsettled(before.decode(), parted=parted):
            return False
    return not doubtful(_text(source.raw, had), _text(written.raw, has), dialects, own=True)


def _text(raw: bytes, leaf: Leaf) -> str:
    """A leaf's text without its markup, a NUL where that stood."""
    pieces = []
    position = leaf.start
    for token in leaf.tokens:
        if token.start >= position:
            pieces.append(raw[position : token.start])
            position = token.end
    pieces.append(raw[position : leaf.end])
    return b"\0".join(pieces).decode("utf-8")
