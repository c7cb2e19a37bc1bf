r"""A message with its markup put away: text for an engine, and numbered marks for all that must stay.

``Use **bold** and `code` `` becomes ``Use ⟨1⟩bold⟨/1⟩ and ⟨2/⟩``. Characters that Markdown or HTML have
written as an escape or an entity (``AT&amp;T``, ``2 \* 3``) stand in the text as what they mean, where
that is certain to be undone.

Law: ``restore(hide(s), hide(s).pieces) == s``.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Form
from translator.page import dialects
from translator.page.inline import Setting, parse_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
# Every alternative gives up, or ends, where it began to look in vain: a text of a hundred thousand
# openings or spaces must not be read once for each of them.
_KEPT = re.compile(
    r"""
      (?<![ \t])[ \t]*+\\?\n\s*                         # a hard break
    | <(?P<element>code|samp|tt|pre|kbd|var)\b[^<>]*>    # an element that is no language
    | (?P<opening><!-- | \$?\{\{ | \{%)                 # a comment; what a template puts something else for
    | </?[A-Za-z][^<>]*>                                # a tag
    | (?:https?|ftp|mailto|file):[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]  # an address
    | www\.[^\s<>"'`]*[^\s<>"'`.,;:!?)\]]
    | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++
    | (?<![\w:]):(?=[0-9_+-]*+[a-z])[a-z0-9_+-]++:(?![\w:])  # an emoji's name
    | \$?\{[\w.$:-]*\}                                  # what a program puts something else for
    | %\([\w.]+\)[sdf] | %(?:\d+\$)?[sdf](?!\w)
    | <\s*+/?\s*+(?=[gx]\d|(?:span|x)\b)                # what could be taken for a placeholder of ours
    """,
    re.VERBOSE,
)
_CLOSINGS = {"<!--": "-->", "{{": "}}", "${{": "}}", "{%": "%}"}
_BACKQUOTES = re.compile(r"`+")
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
    # behind a carriage return in a heading, the parser's offsets are wrong
    if setting.form not in (Form.HTML, Form.ATTRIBUTE) and "\r" not in message:
        form = setting.form if setting.form in _MARKDOWN else Form.PARAGRAPH
        inline = parse_inline(message, replace(setting, form=form))
    if inline is not None:
        byte_spans += [
            _Span(token.start, token.end, token.role if token.role in (OPEN, CLOSE) else VOID)
            for token in inline.tokens
        ]
    elif setting.form in _MARKDOWN:
        found += _code(message)
    found += _in_characters(data, byte_spans)
    return [*found, *_kept(message, _apart(found))]


def _kept(message: str, taken: Sequence[_Span]) -> Iterator[_Span]:
    """What is kept to the letter wherever it stands, but for what begins inside of other markup.

    ``Write `<code>` around %s, `</code>` behind it``: that is no element.
    """
    position = done = index = 0
    absent: set[str] = set()  # what does not close anything from here on
    while match := _KEPT.search(message, position):
        start, position = match.span()
        while index < len(taken) and (taken[index].start < done or taken[index].end <= start):
            index += 1
        other = taken[index] if index < len(taken) else _Span(len(message), len(message), VOID)
        if other.start < start:
            position = other.end
            continue
        element, opening = match["element"], match["opening"]
        closing = f"</{element}>" if element else _CLOSINGS.get(opening or "", "")
        if closing and closing not in absent:
            found = message.find(closing, position)
            if found < 0:
                absent.add(closing)
            else:
                position = found + len(closing)
        if opening and closing in absent:
            position = start + 1
        elif other.start == start and other.end > position:
            position = other.end
        else:
            done = position
            yield _Span(start, position, VOID)


def _code(message: str) -> Iterator[_Span]:
    """Code spans of a text that is no Markdown by itself: from backquotes to the next that are as many."""
    runs = [match.span() for match in _BACKQUOTES.finditer(message)]
    later: dict[int, int] = {}
    closing: list[int | None] = []
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        closing.append(later.get(end - start))
        later[end - start] = number
    closing.reverse()
    number = 0
    while number < len(runs):
        closed = closing[number]
        if closed is not None:
            yield _Span(runs[number][0], runs[closed][1], VOID)
            number = closed
        number += 1


def _in_characters(data: bytes, spans: Sequence[_Span]) -> list[_Span]:
    if data.isascii():
        return list(spans)
    places: dict[int, int] = {}
    position = length = 0
    for offset in sorted({offset for span in spans for offset in (span.start, span.end)}):
        length += len(data[position:offset].decode("utf-8", "surrogatepass"))
        position = offset
        places[offset] = length
    return [_Span(places[span.start], places[span.end], span.role) for span in spans]


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
    # Each of Markdown's own marks opens a scope, with the tags that are open in it: none closes across it.
    scopes: list[tuple[int, list[tuple[int, str]], Counter[str]]] = [(-1, [], Counter())]
    for index, span in enumerate(spans):
        name, opens, closes = _name(message[span.start : span.end], span.role)
        opening, tags, names = scopes[-1]
        if opens and name:
            tags.append((index, name))
            names[name] += 1
        elif opens:
            scopes.append((index, [], Counter()))
        elif closes and not name and opening >= 0:
            scopes.pop()
            roles[opening], roles[index] = OPEN, CLOSE
        elif closes and names[name]:
            other = ""
            while other != name:
                opening, other = tags.pop()
                names[other] -= 1
            roles[opening], roles[index] = OPEN, CLOSE
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
    bare = {char for text in hidden.texts for char in _WRITTEN.sub("", text)}
    written = {
        char: next(iter(literals))
        for char, literals in forms.items()
        if len(char) == 1 and len(literals) == 1 and char not in bare
    }
    # A character that another one's literal holds is undone once only: `translate` does not look again.
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
            new = Mark(VOID, -len(pieces) - 1, match[0])
            pieces += [text, new] if text else [new]
            text = ""
        text += piece[position:]
        if text:
            pieces.append(text)
    return Hidden(hidden.message, _numbered(pieces), tuple(sorted(written.items())))


def _numbered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """With the marks' numbers from 1, in order."""
    numbers: dict[int, int] = {}
    return tuple(
        piece._replace(number=numbers.setdefault(piece.number, len(numbers) + 1))
        if isinstance(piece, Mark)
        else piece
        for piece in pieces
    )


def _meant(match: re.Match[str]) -> str:
    """The character; what no browser knows by that name is itself, and so never one character."""
    return match[1] or html.unescape(match[0])
