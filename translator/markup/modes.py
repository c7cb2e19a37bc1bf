"""How an engine gets a message's placeholders, and how they are found again in its answer."""

from __future__ import annotations

import html
import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from translator.markup.hidden import CLOSE, OPEN, VOID, Hidden, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.markup.hidden import Piece

__all__ = ["Mode", "core", "read", "write"]


class Mode(StrEnum):
    """The form that an engine handles best."""

    XML = "xml"
    """``<g1>bold</g1> <x2/>``, text escaped: DeepL."""
    HTML = "html"
    """``<span id="g1">bold</span>``, and what is kept in an element that says so: Google, Azure."""
    EMPTY = "empty"
    """HTML whose kept pieces are empty elements: for engines that translate what they should not."""
    UNESCAPED = "unescaped"
    """The same, of a service that takes every answer's entities for characters: LibreTranslate."""
    TOKENS = "tokens"
    """``<g1>bold</g1> <x2/>``, text as it is: language models."""
    TEXT = "text"
    """Text alone: for an engine that knows no markup, messages are sent piece by piece."""


_TAG = re.compile(
    r"""
      <\s*+(?P<close>/?)\s*+(?P<name>[gx])(?P<number>\d{1,6})\s*+(?P<empty>/?)\s*+>
    | <\s*+(?:(?P<span>span)|x)\b(?P<attributes>[^<>]*+)>
    | (?P<spanclose><\s*+/\s*+span\s*+>) | (?P<xclose><\s*+/\s*+x\s*+>)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ID = re.compile(r"""\bid\s*+=\s*+["']?([gx]?)(\d{1,6})(?!\d)""", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_HTML = (Mode.HTML, Mode.EMPTY, Mode.UNESCAPED)


def core(hidden: Hidden) -> tuple[int, int]:
    """The pieces that an engine has to see: without outer space, nor what is wrapped around all of them.

    :return: a range of `hidden.pieces`
    """
    pieces = hidden.pieces
    start, end = 0, len(pieces)
    while end - start > 1:
        first, last = pieces[start], pieces[end - 1]
        if isinstance(first, str) and not first.strip():
            start += 1
        elif isinstance(last, str) and not last.strip():
            end -= 1
        elif (
            isinstance(first, Mark)
            and isinstance(last, Mark)
            and (first.role, last.role) == (OPEN, CLOSE)
            and first.number == last.number
        ):
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def write(pieces: Sequence[Piece], mode: Mode) -> str:
    """Write pieces for an engine."""
    return "".join(_text(piece, mode) if isinstance(piece, str) else _mark(piece, mode) for piece in pieces)


def _text(text: str, mode: Mode) -> str:
    return text if mode in (Mode.TOKENS, Mode.TEXT) else html.escape(text, quote=False)


def _mark(mark: Mark, mode: Mode) -> str:
    if mode is Mode.HTML and mark.role == VOID:
        kept = html.escape(mark.literal)
        return f'<span id="x{mark.number}" class="notranslate" translate="no">{kept}</span>'
    if mode in _HTML:
        if mark.role == VOID:
            return f'<x id="{mark.number}"></x>'
        return f'<span id="g{mark.number}">' if mark.role == OPEN else "</span>"
    if mark.role == VOID:
        return f"<x{mark.number}/>"
    return f"<g{mark.number}>" if mark.role == OPEN else f"</g{mark.number}>"


def read(answer: str, hidden: Hidden, mode: Mode) -> list[Piece] | str:
    """Find the placeholders in an answer.

    :param answer: what the engine made of what `write` wrote
    :return: texts and marks in the answer's order, or what is wrong
    """
    reader = _Reader(hidden, mode)
    position = 0
    for tag in _TAG.finditer(answer):
        place = _placeholder(tag)
        if place is None:
            continue
        reader.text(answer[position : tag.start()])
        reader.tag(*place)
        position = tag.end()
    reader.text(answer[position:])
    if reader.stack:
        reader.wrong("it leaves a placeholder open")
    return reader.fault or reader.pieces


class _Place(NamedTuple):
    """A placeholder's tag in an answer."""

    name: str
    """``g``, ``x``; empty for the end of any ``span``."""
    number: int
    """0 where it does not say."""
    closes: bool
    empty: bool


def _placeholder(tag: re.Match[str]) -> _Place | None:
    if tag["spanclose"] or tag["xclose"]:
        return _Place("x" if tag["xclose"] else "", 0, closes=True, empty=False)
    if tag["name"]:
        return _Place(tag["name"].lower(), int(tag["number"]), bool(tag["close"]), bool(tag["empty"]))
    number = _ID.search(tag["attributes"])
    if number is None or bool(number[1]) != bool(tag["span"]):
        return None
    return _Place(number[1].lower() or "x", int(number[2]), False, tag["attributes"].endswith("/"))


class _Reader:
    """Reads one answer; the first fault ends it."""

    def __init__(self, hidden: Hidden, mode: Mode) -> None:
        self.mode = mode
        self.opens = {mark.number: mark for mark in hidden.marks if mark.role == OPEN}
        self.closes = {mark.number: mark for mark in hidden.marks if mark.role == CLOSE}
        self.voids = {mark.number: mark for mark in hidden.marks if mark.role == VOID}
        self.pieces: list[Piece] = []
        self.stack: list[tuple[str, int]] = []
        self.fault = ""

    def text(self, text: str) -> None:
        """Take a text between two tags; inside of what is kept it is the engine's copy, and goes."""
        if not text:
            return
        if self.stack and self.stack[-1][0] == "x":
            if self.mode is not Mode.HTML and text.strip():
                self.wrong(f"it has text in the placeholder x{self.stack[-1][1]}")
            return
        if self.mode not in (Mode.TOKENS, Mode.TEXT):
            if self.mode is not Mode.UNESCAPED and (found := _MARKUP.search(text)):
                self.fault = self.fault or f"it has a tag of its own: {text[found.start() :][:20]}"
            if self.mode is not Mode.UNESCAPED:
                text = html.unescape(text)
        if self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += text
        else:
            self.pieces.append(text)

    def tag(self, name: str, number: int, closes: bool, empty: bool) -> None:
        """Take a placeholder's tag."""
        if closes:
            self._close(name, number)
        elif name == "x":
            self._void(number, empty=empty)
        else:
            self._open(number, empty=empty)

    def _void(self, number: int, *, empty: bool) -> None:
        mark = self.voids.get(number)
        if mark is None:
            self.wrong(f"it has a placeholder x{number} of its own")
            return
        self.pieces.append(mark)
        if not empty and self.mode in _HTML:
            self.stack.append(("x", number))

    def _open(self, number: int, *, empty: bool) -> None:
        mark = self.opens.get(number)
        if mark is None:
            self.wrong(f"it has a placeholder g{number} of its own")
            return
        self.pieces.append(mark)
        self.stack.append(("g", number))
        if empty:
            self._close("g", number)

    def _close(self, name: str, number: int) -> None:
        if name == "x" and not (self.stack and self.stack[-1][0] == "x"):
            return  # `<x2></x2>` where `<x2/>` was asked for
        if not self.stack:
            self.wrong("it closes a placeholder that it did not open")
            return
        kind, opened = self.stack.pop()
        if kind == "x":
            return
        if number and number != opened:
            self.wrong(f"its placeholders g{opened} and g{number} overlap")
            return
        self.pieces.append(self.closes[opened])

    def wrong(self, fault: str) -> None:
        """Note what is wrong, the first of it."""
        self.fault = self.fault or fault
