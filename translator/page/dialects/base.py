"""Same-length masks: what a builder knows beyond CommonMark, hidden from the parser.

Masks are for parsing only. Offsets stay true, and the real bytes are never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Dialect",
    "Ends",
    "Fixed",
    "Mask",
    "MaskKind",
    "Param",
    "alone",
    "apply",
    "display_math",
    "line_start",
    "no_attributes",
    "no_definitions",
    "outermost",
    "outside",
    "params",
    "shown",
]


class MaskKind(StrEnum):
    """How a stretch of builder syntax is parsed."""

    INLINE = "inline"
    """It stands in text: parsed as a word, kept to the letter in its message."""
    BLOCK = "block"
    """It stands on lines of its own: parsed as blank ones."""
    OPAQUE = "opaque"
    """It and all within is left alone: blank lines, or a word where text stands beside it."""
    TEXT = "text"
    """Text that only the parser would take for markup: parsed as a letter, and no tag."""
    JOIN = "join"
    """Blank lines that end nothing for the builder: parsed as spaces."""
    SHAPE = "shape"
    """It begins a block that only the builder knows: parsed as what `fill` has, to the letter."""


@dataclass(frozen=True, slots=True)
class Param:
    """A translatable value inside a tag: the bytes between its quotes."""

    name: str
    start: int
    end: int
    quote: str
    """``"``, ``'``, a backquote or a closing bracket; ``line`` where the value is the rest of its line,
    ``option`` where that is read as YAML, ``cell`` where commas part it from others; behind ``fence``, of a
    fence's line, in which no character can be escaped."""


@dataclass(frozen=True, slots=True)
class Mask:
    """One stretch of builder syntax, in byte offsets of the body."""

    start: int
    end: int
    kind: MaskKind
    params: tuple[Param, ...] = ()
    fill: bytes = b"x"
    """What an INLINE or TEXT mask is parsed as: a letter for a tag, a full stop for a span's attributes.

    A SHAPE's is of its own length: ``+   # `` where an admonition with a title begins."""
    called: str = ""
    """What the heading of a SHAPE is called: ``admonition title``; it is none of the page's headings."""


class Dialect(Protocol):
    """What a builder understands."""

    @property
    def name(self) -> str:
        """Its name in the configuration."""

    @property
    def options(self) -> frozenset[str]:
        """The parser's switches: ``heading_attributes``, ``definition_list``; ``linkify``: URLs are links."""

    @property
    def extensions(self) -> frozenset[str]:
        """The builder's own extensions that make a difference; empty where there are none to choose from."""

    def having(self, extensions: frozenset[str]) -> Dialect:
        """Give the dialect with these of its extensions, and no others."""

    def masks(self, body: bytes) -> list[Mask]:
        """Find the builder's syntax; in any order, overlaps allowed (the outer one wins)."""


class Ends:
    """Where what a page opens is closed: a page of nothing but openings is looked through once a kind."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.last: dict[bytes, int] = {}

    def behind(self, closing: bytes, position: int) -> int:
        """Where the first one from a position on ends; -1 where there is none."""
        if closing not in self.last:
            self.last[closing] = self.body.rfind(closing)
        if position > self.last[closing]:
            return -1
        return self.body.find(closing, position) + len(closing)


class Fixed:
    """A dialect without extensions to choose from."""

    extensions: frozenset[str] = frozenset()

    def having(self, extensions: frozenset[str]) -> Self:  # noqa: ARG002 (there are none)
        """Give the dialect itself."""
        return self


_NAMED = re.compile(
    rb"""(?<![\w-])([A-Za-z][\w-]*)\s*=\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`)""", re.DOTALL
)
_DISPLAY_MATH = re.compile(rb"(?<!\\)\$\$(?:(?!\$\$|(?>\r\n|\n|\r)[ \t]*(?>\r\n|\n|\r)).)+\$\$", re.DOTALL)
# Begins with the line end itself, which the engine looks for three times as fast as for `^`.
_NO_DEFINITION = re.compile(rb"\n[ \t>]*(:)(?=(\S))")
_NO_ATTRIBUTE = re.compile(rb"\n[ \t>]*#{1,6}[ \t][^\r\n]*(\{)(?=[^#.:{}=\r\n]+\}[ \t#]*+(?:[\r\n]|\Z))")
_ADDRESS = re.compile(rb"\s*(?:[a-z]+:)?//\S*|\s*[./#]\S*|[\w.-]+\.\w{2,4}")


def alone(body: bytes, start: int, end: int) -> bool:
    """Whether nothing but white space and quote marks stands beside it on its lines.

    Behind a list item's bullet it is the item's text: an empty item would not end a paragraph.
    """
    # byte by byte from where it stands: a line of thousands of tags is not looked through for each of them
    while start and body[start - 1] in b" \t>":
        start -= 1
    if start and body[start - 1] not in b"\r\n":
        return False
    while end < len(body) and body[end] in b" \t":
        end += 1
    return end == len(body) or body[end] in b"\r\n"


def line_start(body: bytes, position: int, lowest: int = 0) -> int:
    """Find where the line begins that a position lies in."""
    first = body.rfind(b"\n", lowest, position) + 1 or lowest
    return body.rfind(b"\r", first, position) + 1 or first


def display_math(body: bytes) -> Iterator[Mask]:
    """Formulas between ``$$``, none over a blank line: blocks of their own, or within a sentence."""
    for match in _DISPLAY_MATH.finditer(body):
        yield Mask(*match.span(), MaskKind.OPAQUE if alone(body, *match.span()) else MaskKind.INLINE)


def params(body: bytes, start: int, end: int, names: frozenset[str]) -> tuple[Param, ...]:
    """The named parameters of a tag whose values are text.

    :param names: the names, in lower case, that hold text
    """
    found = []
    for match in _NAMED.finditer(body, start, end):
        name = match[1].decode("ascii").lower()
        group = next(number for number in (2, 3, 4) if match[number] is not None)
        if name in names and match[group].strip() and not _ADDRESS.fullmatch(match[group]):
            quote = body[match.start(group) - 1 : match.start(group)].decode("ascii")
            found.append(Param(name, match.start(group), match.end(group), quote))
    return tuple(found)


_SHOWN = frozenset(
    ("alt", "aria-label", "data-caption", "data-description", "data-title", "placeholder", "title")
)


def shown(body: bytes, start: int, end: int) -> tuple[Param, ...]:
    """The attributes in braces that readers see.

    :param start: where the braces begin
    """
    return params(body, start, end, _SHOWN) if b"=" in body[start:end] else ()


def no_definitions(body: bytes) -> list[Mask]:
    """Colons that begin a line, but no definition: the parser needs no space behind one, builders do."""
    found = []
    for match in _NO_DEFINITION.finditer(b"\n" + body):
        # what looks like a table's delimiter row has to go on looking so
        fill = b"-" if match[2] in (b"-", b":") else b"."
        found.append(Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.TEXT, fill=fill))
    return found


def no_attributes(body: bytes) -> list[Mask]:
    """Words in braces at a heading's end, attributes to the parser alone: `# each {block}`."""
    return [
        Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.TEXT, fill=b".")
        for match in _NO_ATTRIBUTE.finditer(b"\n" + body)
    ]


def apply(body: bytes, masks: Sequence[Mask]) -> bytes:
    """The body as it is to be parsed, of the same length.

    :param masks: in order, not overlapping
    """
    if not masks:
        return body
    masked = bytearray(body)
    for mask in masks:
        size = mask.end - mask.start
        if mask.kind in (MaskKind.INLINE, MaskKind.TEXT) or (
            mask.kind is MaskKind.OPAQUE and not alone(body, mask.start, mask.end)
        ):
            # line breaks too: a tag that spans lines inside a link must not end its paragraph
            masked[mask.start : mask.end] = mask.fill * size
        elif mask.kind is MaskKind.SHAPE:
            masked[mask.start : mask.end] = mask.fill
        elif mask.kind is MaskKind.JOIN:
            masked[mask.start : mask.end] = b" " * size
        else:
            masked[mask.start : mask.end] = body[mask.start : mask.end].translate(_BLANK)
    return bytes(masked)


_BLANK = bytes(byte if byte in b"\r\n" else 0x20 for byte in range(256))


def outermost(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """In order, without those inside or across another."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if not kept or mask.start >= kept[-1].end:
            kept.append(mask)
    return tuple(kept)


def outside(masks: Iterable[Mask], code: Sequence[tuple[int, int]]) -> list[Mask]:
    """Those that do not begin in code; both are walked once.

    :param code: its ranges, in order
    """
    kept = []
    index = 0
    for mask in sorted(masks, key=attrgetter("start")):
        while index < len(code) and code[index][1] <= mask.start:
            index += 1
        if index == len(code) or mask.start < code[index][0]:
            kept.append(mask)
    return kept
