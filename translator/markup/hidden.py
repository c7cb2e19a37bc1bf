r"""A message with its markup put away: text for an engine, and numbered marks for all that must stay.

``Use **bold** and `code` `` becomes ``Use ⟨1⟩bold⟨/1⟩ and ⟨2/⟩``. Characters that Markdown or HTML have
written as an escape or an entity (``AT&amp;T``, ``2 \* 3``) stand in the text as what they mean, where
that is certain to be undone.

Law: ``restore(hide(s), hide(s).pieces) == s``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Form
from translator.page import dialects
from translator.page.inline import Setting, parse_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CLOSE", "OPEN", "VOID", "Hidden", "Mark", "hide", "restore"]

OPEN, CLOSE, VOID = "open", "close", "void"


class Mark(NamedTuple):
    """What stands for a piece of markup."""

    role: str
    """`OPEN` and `CLOSE` around text, `VOID` for what is kept to the letter."""
    number: int
    """From 1, in the order of the message; an opening and its closing mark share it."""
    literal: str
    """What the message has there."""


Piece = str | Mark


@dataclass(frozen=True, slots=True)
class Hidden:
    """A message, taken apart."""

    message: str
    pieces: tuple[Piece, ...]
    """Texts and marks in turn, whatever order they came in; no two texts beside each other."""
    written: tuple[tuple[str, str], ...] = ()
    """Characters of the texts, and how the message writes each: (``&``, ``&amp;``)."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Mark))

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def wordless(self) -> bool:
        """Whether there is nothing to translate: no text has a letter."""
        return not any(char.isalpha() for text in self.texts for char in text)


_MARKDOWN = (Form.PARAGRAPH, Form.HEADING, Form.CELL, Form.ALT)
_WRITTEN = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_KEPT = re.compile(
    r"""
      [ \t]*\\?\n\s*                                   # a hard break
    | <(code|samp|tt|pre|kbd|var)\b[^<>]*>.*?</\1>     # an element that is no language
    | <!--.*?--> | </?[A-Za-z][^<>]*>                  # a tag
    | (?:https?|ftp|mailto|file):[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]  # an address
    | www\.[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<![\w:]):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?![\w:])  # an emoji's name
    | \$?\{\{.*?\}\} | \{%.*?%\} | \$?\{[\w.$:-]*\}    # what a template or a program puts something else for
    | %\([\w.]+\)[sdf] | %(?:\d+\$)?[sdf](?!\w)
    | </?(?=[gx]\d)                                    # what could be taken for a placeholder of ours
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)[^<>]*?(/?)>\Z", re.DOTALL)
_ALONE = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)


class _Span(NamedTuple):
    start: int
    end: int
    role: str


def hide(message: str, setting: Setting) -> Hidden:
    """Take a message apart.

    :param message: as the catalog has it
    :param setting: where it stands
    """
    spans = _paired(message, _apart(_spans(message, setting)))
    numbers: list[int] = []
    stack: list[int] = []
    count = 0
    for span in spans:
        if span.role == CLOSE:
            numbers.append(stack.pop())
            continue
        count += 1
        numbers.append(count)
        if span.role == OPEN:
            stack.append(count)
    pieces: list[Piece] = []
    position = 0
    for span, number in zip(spans, numbers, strict=True):
        if span.start > position:
            pieces.append(message[position : span.start])
        pieces.append(Mark(span.role, number, message[span.start : span.end]))
        position = span.end
    if position < len(message):
        pieces.append(message[position:])
    return _plain(Hidden(message, tuple(pieces)))


def restore(hidden: Hidden, pieces: Sequence[Piece]) -> str:
    """Put a message together again, from its own pieces or a translation's."""
    table = {ord(char): literal for char, literal in hidden.written}
    return "".join(
        piece.literal if isinstance(piece, Mark) else piece.translate(table) if table else piece
        for piece in pieces
    )


def _spans(message: str, setting: Setting) -> list[_Span]:
    """What is no text, in characters."""
    found: list[_Span] = []
    data = message.encode("utf-8", "surrogatepass")
    byte_spans = [_Span(mask.start, mask.end, VOID) for mask in dialects.masks(setting.dialects, data)]
    inline = None
    if setting.form not in (Form.HTML, Form.ATTRIBUTE):
        form = setting.form if setting.form in _MARKDOWN else Form.PARAGRAPH
        inline = parse_inline(message, replace(setting, form=form))
    if inline is not None:
        byte_spans += [
            _Span(token.start, token.end, token.role if token.role in (OPEN, CLOSE) else VOID)
            for token in inline.tokens
        ]
    elif setting.form in _MARKDOWN:
        found += [_Span(*match.span(), VOID) for match in _CODE.finditer(message)]
    found += [_Span(*match.span(), VOID) for match in _KEPT.finditer(message)]
    return found + _in_characters(data, byte_spans)


def _in_characters(data: bytes, spans: Sequence[_Span]) -> list[_Span]:
    if data.isascii():
        return list(spans)
    return [_Span(_length(data[: span.start]), _length(data[: span.end]), span.role) for span in spans]


def _length(data: bytes) -> int:
    return len(data.decode("utf-8", "surrogatepass"))


def _apart(spans: Sequence[_Span]) -> list[_Span]:
    """Spans that do not overlap: of two, what begins first, then what is longer, then what is a pair's."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.role == VOID)):
        if span.start == span.end or (kept and span.start < kept[-1].end):
            continue
        kept.append(span)
    return kept


def _paired(message: str, spans: Sequence[_Span]) -> list[_Span]:
    """Pair what opens with what closes it, tags of HTML too; what has no partner is kept to the letter."""
    roles = [VOID] * len(spans)
    stack: list[tuple[int, str]] = []
    for index, span in enumerate(spans):
        name, opens, closes = _name(message[span.start : span.end], span.role)
        if opens:
            stack.append((index, name))
        elif closes:
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][1] == name), None)
            if depth is None or (name and any(not other for _, other in stack[depth:])):
                continue
            roles[stack[depth][0]], roles[index] = OPEN, CLOSE
            del stack[depth:]
    return [span._replace(role=role) for span, role in zip(spans, roles, strict=True)]


def _name(text: str, role: str) -> tuple[str, bool, bool]:
    """A tag's name, empty for Markdown's own marks; whether it opens, whether it closes."""
    if role in (OPEN, CLOSE):
        return "", role == OPEN, role == CLOSE
    tag = _TAG.match(text)
    if tag is None or tag[3] or tag[2].lower() in _ALONE:
        return "-", False, False
    return tag[2].lower(), not tag[1], bool(tag[1])


def _plain(hidden: Hidden) -> Hidden:
    """Write escapes and entities as the characters that they stand for, where it can be undone.

    It can where the texts have the character in that one form only: ``Q&A and AT&amp;T`` cannot.
    """
    forms: dict[str, set[str]] = {}
    for text in hidden.texts:
        for match in _WRITTEN.finditer(text):
            forms.setdefault(_meant(match), set()).add(match[0])
    if not forms:
        return hidden
    bare = [_WRITTEN.sub("", text) for text in hidden.texts]
    written = {
        char: next(iter(literals))
        for char, literals in forms.items()
        if len(char) == 1 and len(literals) == 1 and not any(char in text for text in bare)
    }
    # A character that another one's literal holds is undone once only: `translate` does not look again.
    count = max((mark.number for mark in hidden.marks), default=0)
    pieces: list[Piece] = []
    for piece in hidden.pieces:
        if isinstance(piece, Mark):
            pieces.append(piece)
            continue
        position, text = 0, ""
        for match in _WRITTEN.finditer(piece):
            text += piece[position : match.start()]
            position = match.end()
            if _meant(match) in written:
                text += _meant(match)
                continue
            count += 1
            pieces += [text, Mark(VOID, count, match[0])] if text else [Mark(VOID, count, match[0])]
            text = ""
        text += piece[position:]
        if text:
            pieces.append(text)
    return Hidden(hidden.message, tuple(pieces), tuple(sorted(written.items())))


def _meant(match: re.Match[str]) -> str:
    """The character; what no browser knows by that name is itself, and so never one character."""
    return match[1] or html.unescape(match[0])
