"""What a page's structure is made of: runs of inline content, HTML blocks, and their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from translator.model import Form
    from translator.page.tokens import Token

__all__ = ["CodeBlock", "Comment", "HtmlBlock", "Leaf", "lines"]

_LINE = re.compile(rb"\r\n|\n|\r")


class Leaf(NamedTuple):
    """A run of inline content: a paragraph, a heading, a table cell, a tight list item's text."""

    form: Form
    kind: str
    start: int
    end: int
    quotes: int
    """How many block quotes it stands in: so many `>` a continuation line may begin with."""
    tokens: tuple[Token, ...]
    """Its markup, outermost first where nested, in order of `start`."""
    hard: frozenset[int]
    """Where its hard breaks begin (the first space, or the backslash)."""
    block: int
    """Index in `Structure.blocks`."""
    item: bool = False
    """Whether it is the first thing in a list item, where `[x] ` is a task and `- ` another list."""
    keep_lines: bool = False
    """Whether its line breaks carry meaning: of terms, of a table that the parser takes for a paragraph."""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """An HTML block: a range a line, container prefixes left out."""

    ranges: tuple[tuple[int, int], ...]
    block: int

    @property
    def start(self) -> int:
        """The first byte."""
        return self.ranges[0][0]


class CodeBlock(NamedTuple):
    """A code block whose language is told."""

    info: str
    """What stands behind the fence: the language first."""
    pieces: tuple[tuple[str, int, int], ...]
    """Its text, and the range of each piece of it, container prefixes included."""
    block: int
    """Index in `Structure.blocks`."""


class Comment(NamedTuple):
    """A comment in a code block."""

    language: str
    ranges: tuple[tuple[int, int], ...]
    """Its words, a range a line."""


def lines(text: bytes, start: int, end: int, quotes: int) -> list[tuple[int, int]]:
    """The ranges of `text[start:end]`, a line each, without line ends and continuation prefixes.

    A continuation line may begin with as many `>` as there are quotes around it, white space between
    and behind them: paragraphs strip it (https://spec.commonmark.org/0.31.2/#paragraphs).
    """
    found = []
    position = start
    for match in _LINE.finditer(text, start, end):
        found.append((position, match.start()))
        position = _prefix_end(text, match.end(), end, quotes)
    found.append((position, end))
    return found


def _prefix_end(text: bytes, position: int, end: int, quotes: int) -> int:
    while position < end:
        byte = text[position]
        if byte == 0x3E and quotes:
            quotes -= 1
        elif byte not in (0x20, 0x09):
            break
        position += 1
    return position
