"""One message on its way to an engine and back: what is sent, and what its answer comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.markup import modes
from translator.markup.faults import fault
from translator.markup.hidden import Hidden, hide, restore
from translator.markup.structure import repaired, structure_fault

if TYPE_CHECKING:
    from translator.markup.hidden import Piece
    from translator.markup.modes import Mode
    from translator.page.inline import Setting

__all__ = ["Sent", "pieces_of", "prepare", "receive", "reunite"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, ready to go."""

    hidden: Hidden
    setting: Setting
    mode: Mode
    text: str
    """What the engine gets; empty where there is nothing to translate."""
    first: int
    last: int
    """The range of `hidden.pieces` that it holds."""

    @property
    def inner(self) -> tuple[Piece, ...]:
        """The pieces that the engine gets."""
        return self.hidden.pieces[self.first : self.last]


def prepare(message: str, setting: Setting, mode: Mode) -> Sent:
    """Put a message's markup away.

    :param message: as the catalog has it
    :param setting: where it stands
    :param mode: the engine's form
    """
    hidden = hide(message, setting)
    first, last = modes.core(hidden)
    text = "" if hidden.wordless else modes.write(hidden.pieces[first:last], mode).strip()
    return Sent(hidden, setting, mode, text, first, last)


def receive(sent: Sent, answer: str, tag: str) -> tuple[str, str]:
    """Read an answer.

    :param answer: the engine's, to `sent.text`
    :param tag: the locale's BCP 47 tag
    :return: the translation, and what is wrong with it: one of the two is empty
    """
    inner = sent.inner
    found = modes.read(answer.strip(), sent.hidden, sent.mode)
    if isinstance(found, str):
        return "", found
    wrong = structure_fault(inner, found)
    if wrong:
        return "", wrong
    return _whole(sent, repaired(inner, found), tag)


def pieces_of(sent: Sent) -> list[tuple[int, str]]:
    """Give the texts between the placeholders, each to be translated by itself, with their places."""
    return [
        (index, modes.write([piece.strip()], sent.mode))
        for index, piece in enumerate(sent.inner)
        if isinstance(piece, str) and any(char.isalpha() for char in piece)
    ]


def reunite(sent: Sent, answers: dict[int, str], tag: str) -> tuple[str, str]:
    """Put translated pieces where their sources stand, spaces around them as there.

    :param answers: by the places of `pieces_of`
    :return: as `receive`
    """
    pieces = list(sent.inner)
    without = Hidden("", ())
    for index, answer in answers.items():
        piece = pieces[index]
        found = modes.read(answer.strip(), without, sent.mode)
        if isinstance(found, str):
            return "", found
        if isinstance(piece, str):
            pieces[index] = _spaces(piece, "".join(each for each in found if isinstance(each, str)))
    return _whole(sent, pieces, tag)


def _spaces(source: str, text: str) -> str:
    """The text with its source's outer spaces."""
    head = source[: len(source) - len(source.lstrip())]
    tail = source[len(source.rstrip()) :]
    return f"{head}{text.strip()}{tail}"


def _whole(sent: Sent, inner: list[Piece], tag: str) -> tuple[str, str]:
    source = sent.inner
    if source and isinstance(source[0], str) and inner and isinstance(inner[0], str):
        head = source[0][: len(source[0]) - len(source[0].lstrip())]
        inner[0] = head + inner[0].lstrip()
    if source and isinstance(source[-1], str) and inner and isinstance(inner[-1], str):
        tail = source[-1][len(source[-1].rstrip()) :]
        inner[-1] = inner[-1].rstrip() + tail
    pieces = sent.hidden.pieces
    text = restore(sent.hidden, [*pieces[: sent.first], *inner, *pieces[sent.last :]])
    wrong = fault(sent.hidden, text, sent.setting, tag)
    return ("", wrong) if wrong else (text, "")
