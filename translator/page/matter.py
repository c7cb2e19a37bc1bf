"""The values that front matter is read into: where the block stands, and the tree of its nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.page.keys import Path

__all__ = [
    "MAX_DEPTH",
    "BrokenError",
    "FrontMatter",
    "Kind",
    "Member",
    "Node",
    "Scalar",
    "end_of_line",
    "leaves",
    "line_start",
]

MAX_DEPTH = 100
"""Levels of nesting; real front matter has under ten, and parsers recurse."""

Kind = Literal["map", "list", "str", "null", "other", "alias"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where a page's metadata block stands, in byte offsets of the page.

    A data file is one block: it starts after the byte order mark and ends with the file.
    """

    format: Literal["yaml", "toml", "json"]
    start: int
    """The opening fence."""
    content_start: int
    """The first byte after the opening fence's line."""
    content_end: int
    """The closing fence, or one past the last byte of JSON's closing brace."""
    end: int
    """Where the body begins."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One string of the front matter, with the bytes it is written in."""

    path: Path
    value: str
    start: int
    """Its first byte in the page: an opening quote, a block scalar's ``|``; after an anchor or a tag."""
    end: int
    """One past its last byte."""
    line: int
    """1-based, in the page."""
    style: str
    """What it opens with: ``""`` for YAML's plain style, ``'``, ``"``, ``|``, ``>``, ``\"\"\"``, ``'''``."""
    flow: bool
    """Whether it stands in ``[…]`` or ``{…}``."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value, in offsets of the block's content."""

    kind: Kind
    """``other`` is what a YAML reader would take for a number, a truth value or a date."""
    start: int
    end: int
    value: str = ""
    """The text of a scalar, unquoted but not retyped; the name behind an alias' asterisk."""
    style: str = ""
    """As `Scalar.style`; for lists and maps the opening bracket; ``[t]`` for a TOML table with a header."""
    flow: bool = False
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A key and its value, or an index and its item."""

    key: str | int
    start: int
    """Where the key begins, its anchor included; for an item where the item begins."""
    key_end: int
    """One past the key's last byte: the colon or equals sign lies beyond."""
    node: Node


class BrokenError(Exception):
    """A block that its format's rules refuse.

    :param message: what is wrong
    :param position: a byte offset in the block's content
    :param remedy: what to do about it
    """

    def __init__(self, message: str, position: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.remedy = remedy


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every scalar, alias, empty list and empty map below a node, with its path, in document order."""
    if not node.members:
        yield path, node
    for member in node.members:
        yield from leaves(member.node, (*path, member.key))


def end_of_line(content: bytes) -> bytes:
    r"""How a block ends its lines: as its first one does, ``\n`` if it has none."""
    for position, byte in enumerate(content):
        if byte == 0x0A:
            return b"\n"
        if byte == 0x0D:
            return b"\r\n" if content[position + 1 : position + 2] == b"\n" else b"\r"
    return b"\n"


def line_start(content: bytes, position: int) -> int:
    """Where the line begins that a position stands on."""
    return max(content.rfind(b"\n", 0, position), content.rfind(b"\r", 0, position)) + 1
