"""Whether an answer holds each placeholder once, where it may stand; and small repairs that are certain."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from translator.markup.hidden import CLOSE, OPEN, VOID, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.markup.hidden import Piece

__all__ = ["repaired", "structure_fault"]


def structure_fault(source: Sequence[Piece], answer: Sequence[Piece]) -> str:
    """Tell what is wrong with an answer's placeholders; empty where nothing is.

    Each stands once, inside of the same other one as in the source; what had text in it still has some.

    :param source: the pieces that the engine got
    :param answer: the pieces found in its answer
    """
    had, has = _places(source), _places(answer)
    counts = Counter(_name(mark) for mark in answer if isinstance(mark, Mark) and mark.role != CLOSE)
    for name, count in counts.items():
        if count > 1:
            return f"it has the placeholder {name} {count} times"
    for name in has:
        if name not in had:
            return f"it has a placeholder {name} of its own"
    for name in had:
        if name not in has:
            return f"it lacks the placeholder {name}"
    for name, (parent, filled) in had.items():
        now, still = has[name]
        if now != parent:
            place = f"inside of {now}" if now else "outside of all others"
            return f"it has the placeholder {name} {place}"
        if filled and not still:
            return f"its placeholder {name} has no text in it"
    closed = sum(mark.role == CLOSE for mark in answer if isinstance(mark, Mark))
    return "" if closed == sum(name[0] == "g" for name in had) else "it leaves a placeholder open"


def _name(mark: Mark) -> str:
    return f"{'x' if mark.role == VOID else 'g'}{mark.number}"


def _places(pieces: Sequence[Piece]) -> dict[str, tuple[str, bool]]:
    """Each placeholder's parent, and whether there are letters or digits in it."""
    parents: dict[str, str] = {}
    filled: set[str] = set()
    stack: list[str] = [""]
    for piece in pieces:
        if isinstance(piece, str):
            if any(char.isalnum() for char in piece):
                filled.add(stack[-1])
            continue
        name = _name(piece)
        if piece.role == CLOSE:
            if stack[-1] == name:
                stack.pop()
                if name in filled:
                    filled.add(stack[-1])
            continue
        parents[name] = stack[-1]
        if piece.role == OPEN:
            stack.append(name)
    for parent, name in reversed([*pairwise(stack)]):
        if name in filled:
            filled.add(parent)
    return {name: (parent, name in filled) for name, parent in parents.items()}


def repaired(source: Sequence[Piece], answer: Sequence[Piece]) -> list[Piece]:
    """Mend the spaces that engines lose and add beside placeholders.

    ``see<x1/>now`` gets back the spaces that its source has there, between letters of scripts that part
    words; ``<g1> bold </g1>`` has them outside, where Markdown needs them.
    """
    pieces = list(_outside(source, answer))
    before = {_side(mark): _spaced(source, index - 1, -1) for index, mark in _marks(source)}
    after = {_side(mark): _spaced(source, index + 1, 0) for index, mark in _marks(source)}
    for index, mark in _marks(pieces):
        previous, following = _piece(pieces, index - 1), _piece(pieces, index + 1)
        if mark.role != CLOSE and before[_side(mark)] and previous and _parts_words(previous[-1]):
            pieces[index - 1] = f"{previous} "
        if mark.role != OPEN and after[_side(mark)] and following and _parts_words(following[0]):
            pieces[index + 1] = f" {following}"
    return pieces


def _outside(source: Sequence[Piece], answer: Sequence[Piece]) -> Iterator[Piece]:
    """Move the outer spaces of a pair's text out of it, where the source has none there."""
    inner = {
        _side(mark): _spaced(source, index + 1, 0) for index, mark in _marks(source) if mark.role == OPEN
    }
    inner |= {
        _side(mark): _spaced(source, index - 1, -1) for index, mark in _marks(source) if mark.role == CLOSE
    }
    pieces = list(answer)
    for index, mark in _marks(pieces):
        if mark.role == OPEN and not inner[_side(mark)] and (text := _piece(pieces, index + 1)):
            pieces[index + 1] = text.lstrip(" \u00a0")
            if pieces[index + 1] != text:
                _append(pieces, index - 1)
        elif mark.role == CLOSE and not inner[_side(mark)] and (text := _piece(pieces, index - 1)):
            pieces[index - 1] = text.rstrip(" \u00a0")
            if pieces[index - 1] != text:
                _prepend(pieces, index + 1)
    return (piece for piece in pieces if piece)


def _append(pieces: list[Piece], index: int) -> None:
    text = _piece(pieces, index)
    if text and not text[-1].isspace() and text[-1] not in "([{«“‘":
        pieces[index] = f"{text} "


def _prepend(pieces: list[Piece], index: int) -> None:
    text = _piece(pieces, index)
    if text and text[0].isalnum():
        pieces[index] = f" {text}"


def _marks(pieces: Sequence[Piece]) -> list[tuple[int, Mark]]:
    return [(index, piece) for index, piece in enumerate(pieces) if isinstance(piece, Mark)]


def _side(mark: Mark) -> tuple[str, int]:
    return mark.role, mark.number


def _piece(pieces: Sequence[Piece], index: int) -> str:
    if 0 <= index < len(pieces):
        piece = pieces[index]
        return piece if isinstance(piece, str) else ""
    return ""


def _spaced(pieces: Sequence[Piece], index: int, char: int) -> bool:
    text = _piece(pieces, index)
    return bool(text) and text[char].isspace()


def _parts_words(char: str) -> bool:
    """Whether it belongs to a word of a script that parts words by spaces."""
    return char.isalnum() and not (
        "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff"
        or "\u2e80" <= char <= "\ua4cf" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"
    )  # fmt: skip
