"""How a text ends: with a question mark, a colon, a full stop or nothing, as its message does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.checks.base import Fault
from translator.markup.hidden import VOID
from translator.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message
    from translator.markup.hidden import Hidden

__all__ = ["check"]

_ENDS = {
    **dict.fromkeys(".。．｡।॥۔።։…!！⋯", "a full stop"),
    **dict.fromkeys("?？؟;\u037e", "a question mark"),
    **dict.fromkeys(":：", "a colon"),
}
_SEMICOLON = ("el",)
"""Where `;` asks: everywhere else it parts, as a comma does."""
_CLOSERS = "\"'”’»›“‘」』）)]】*_~ \t\n\r\u00a0\u202f\u3000"
"""What may stand behind the mark that ends a sentence."""
_STOP = "a full stop"


def check(message: Message) -> Iterator[Fault]:
    """Compare the ends, where the message is a sentence.

    A full stop may be a mark of exclamation or an ellipsis, and a heading, a table cell or a single sentence
    may do without it, as the locale has it.
    """
    had, has = _end(message.hidden, message.tag), _end(message.answer, message.tag)
    if had == has or not had or has is None:
        return  # what the message lacks, a translator may well have added for good reasons
    if _STOP in (had, has) and (not _is_prose(message) or has):
        return
    wanted = f"{had}, not with {has}" if has else f"{had}, as its message does"
    yield Fault(f"it should end with {wanted}", "end it as the message ends")


def _is_prose(message: Message) -> bool:
    """Whether a full stop is certainly due: a paragraph of several sentences."""
    return message.setting.form is Form.PARAGRAPH and len(re.findall(r"[.!?] [A-Z]", message.source_text)) > 0


def _end(text: Hidden, tag: str) -> str | None:
    """How a text ends: a name, nothing where in a letter, None where in markup or another mark."""
    words = ""
    for piece in reversed(text.pieces):
        if not isinstance(piece, str):
            if piece.role == VOID and not words:
                return None
            continue
        words = (piece + words).rstrip(_CLOSERS)
        if words:
            break
    last = words[-1:]
    if last.isalnum():
        return ""
    if last == ";" and not tag.startswith(_SEMICOLON):
        return None
    return _ENDS.get(last)
