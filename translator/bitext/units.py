"""A page as a row of units that can be paired: its texts, and the code blocks that stand between them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from translator.bitext.ids import ids, pinned_in, slug
from translator.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translator.page.parse import Page

__all__ = ["Unit", "joined", "unit_of", "units", "whole"]


class Unit(NamedTuple):
    """One text, or one code block."""

    segment: int
    """Its index in the page's segments; -1 for a code block, which only shows the way."""
    shape: str
    """``heading 2``, ``list item``, ``table cell``, ``code`` …"""
    text: str
    anchors: Counter[str]
    """What languages share to the letter: code, targets, numbers, tags, template tags; how often each."""
    stems: frozenset[str]
    """Beginnings of its Latin words, which names and many terms have in common."""
    emphasis: int
    """How many marks of emphasis it has."""
    length: int
    """Its letters; a Chinese, Japanese or Korean one counts for more, since it says more."""
    place: int = 0
    """Where a code block begins, in bytes."""
    name: str = ""
    """A heading's id."""
    pinned: bool = False
    """Whether its author chose it; else it is what builders make of its text."""
    section: str = ""
    """The id of the heading that it stands below."""


_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)")
_TARGET = re.compile(r"\]\(\s*<?([^\s()<>]*)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"'()\]]+")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SOURCE_OF = re.compile(r"""\b(?:href|src|id|class)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_DENSE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_WEIGHT = 2.5
"""Latin letters that a dense script's character stands for, about."""
_STEM = 4
"""Simard, Foster, Isabelle (1992): words that share their first four letters are likely cognates."""
_LOCALE = re.compile(r"(?:^|/)[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=/)")


def units(page: Page) -> list[Unit]:
    """Make a row of a page's body, in document order; front matter is left out: keys pair it.

    :param page: the page, parsed
    """
    found = [
        (segment.start, unit_of(number, shape(segment.form, segment.kind), segment.message))
        for number, segment in enumerate(page.segments)
        if segment.form is not Form.SCALAR
    ]
    if page.body is not None:
        for start, end in page.body.structure.code:
            text = page.body.raw[start:end].decode("utf-8", "replace")
            found.append((page.offset + start, _code(text)._replace(place=page.offset + start)))
        found.sort(key=lambda each: each[0])
    return list(_in_sections(found, ids(page)))


def shape(form: Form, kind: str) -> str:
    """Tell what a text is, without words of the page's own language (a cell's column, a key)."""
    return kind.partition(":")[0] if form in (Form.PARAGRAPH, Form.HEADING, Form.CELL) else form.value


def _in_sections(found: Iterable[tuple[int, Unit]], known: Mapping[int, str]) -> Iterator[Unit]:
    """Give headings their ids, and the texts below them, too."""
    section = ""
    for start, unit in found:
        if unit.shape.startswith("heading"):
            pinned = known.get(start) or pinned_in(unit.text)
            section = pinned or slug(unit.text)
            yield unit._replace(name=section, pinned=bool(pinned))
        else:
            yield unit._replace(section=section) if section else unit


def _code(text: str) -> Unit:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return Unit(-1, "code", text, Counter(line for line in lines if line), frozenset(), 0, len(text))


def unit_of(segment: int, shape: str, text: str) -> Unit:
    """Look at one text.

    :param segment: its index in its page
    :param shape: what it is
    """
    anchors: Counter[str] = Counter()
    rest = text
    for pattern, name, group in (
        (_TEMPLATE, "template", 0),
        (_CODE, "code", 2),
        (_TARGET, "target", 1),
        (_TAG, "tag", 0),
        (_ADDRESS, "target", 0),
    ):
        pieces = [match[group] for match in pattern.finditer(rest)]
        if pieces:
            anchors.update(_named(name, pieces))
            rest = pattern.sub("]( " if pattern is _TARGET else " ", rest)
    plain = "".join(_digit(char) for char in rest) if not rest.isascii() else rest
    anchors.update(f"number {number.replace(',', '.').strip('.')}" for number in _NUMBER.findall(plain))
    stems = frozenset(word[:_STEM] for word in _plain(_WORD.findall(rest)))
    dense = len(_DENSE.findall(rest))
    letters = sum(map(str.isalnum, rest)) - dense
    return Unit(
        segment,
        shape,
        text,
        anchors,
        stems,
        len(_EMPHASIS.findall(rest)),
        round(letters + _DENSE_WEIGHT * dense),
    )


def _named(name: str, pieces: Iterable[str]) -> Iterable[str]:
    for piece in pieces:
        if name == "tag":
            yield f"tag {piece[1:].split(None, 1)[0].strip('/>').lower()}"
            yield from (f"target {_target(each)}" for each in _SOURCE_OF.findall(piece))
        elif name == "target":
            yield f"target {_target(piece)}"
        else:
            yield f"{name} {' '.join(piece.split())}"


def _target(address: str) -> str:
    """Tell a target without its locale: `/ru/docs/x/` and `/docs/x` are one."""
    path, mark, fragment = address.partition("#")
    path = _LOCALE.sub("", path).rstrip("/").lower()
    return path or (mark and "#" + fragment and "#")


def _digit(char: str) -> str:
    if char.isascii() or not char.isdigit():
        return char
    return str(unicodedata.digit(char, 0))


def _plain(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if word.isascii():
            yield word.lower()
        else:
            parts = unicodedata.normalize("NFD", word.lower())
            yield "".join(char for char in parts if not unicodedata.combining(char))


def joined(one: Unit, other: Unit) -> Unit:
    """Make one of two texts that follow each other."""
    anchors = Counter(one.anchors)
    for name, count in other.anchors.items():
        anchors[name] += count
    return one._replace(
        text=f"{one.text} {other.text}",
        anchors=anchors,
        stems=one.stems | other.stems,
        emphasis=one.emphasis + other.emphasis,
        length=one.length + other.length,
    )


def whole(row: Sequence[Unit], numbers: Iterable[int]) -> Unit:
    """Make one of all those of a row that have these indexes, of which there is at least one."""
    return reduce(joined, (row[number] for number in numbers))
