"""Comments in code blocks: found by Pygments' lexers, a segment a comment, the code around it untouched.

Comment lines that follow one another, each alone on its line, are one message, written back to as many
lines, so that no line's number changes: builders highlight lines by number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from translator.page.leaf import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.leaf import CodeBlock

__all__ = ["comments", "rows", "skeleton"]

_LANGUAGE = re.compile(
    r"\s*(?:\{(?:code(?:-block|-cell)?|sourcecode)\}\s*)?(?:\{\s*(?:#[\w-]+\s+)?)?\.?([A-Za-z][\w#+.-]*)"
)
_PIECE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_OPENING = re.compile(
    r"""[ \t]*(?:
        /\*+!? | <!--+ | \{\{!-- | ///?!? | \#+!? | --+(?:\[=*\[)? | ;+ | %+\{? | \(\*+ | \{- | '
      | (?:REM|rem|dnl)\b | \*+(?!/)
    )?[ \t]*""",
    re.VERBOSE,
)
_CLOSING = re.compile(r"(?:\*{1,9}/|-{2,9}>|--\}\}|\*{1,9}\)|-\}|\]={0,9}\]|%\})\Z")
_TAG = re.compile(
    r"""[@\\](?:
        (?:param|arg|argument|prop|property|template|tparam|throws|exception|type|field)\b
            (?:[ \t]+\{[^{}]*\})?(?:[ \t]+[\w$.\[\]=]+)?
      | \w+(?:[ \t]+\{[^{}]*\})?
    )[ \t]*(?:-[ \t]+)?""",
    re.VERBOSE,
)
"""A documentation tag with its type and name: code, and what follows is words."""
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_\x00-\x7f]")
_NEW = re.compile(r"(?:[-*+•]|\d+[.)])\s")
"""What begins an item of a list, as far as comments have lists."""
_PRAGMA = re.compile(
    r"""\A(?:
        \[!code | !| @ts- | eslint | prettier- | noqa | type:\s*ignore | pylint: | mypy: | pragma | istanbul
      | nolint | \w+-ignore | highlight- | (?:this|next)-(?:line|block) | vim: | -\*- | coding[:=]
      | cspell | spell
      | (?:region|endregion|snippet|tag::|end::|docs?:|--8<--|ANCHOR) | sourceMappingURL | SPDX-
      | language[:=]
      | \(\d+\)!?\Z | https?://\S+\Z | \.{2,}\Z | [\w./\\-]+\.\w{1,5}\Z
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a program reads, or nobody has to: linters, highlighters, marks of annotations, a file's name."""
_CODE = re.compile(
    r"[;{}]\s*\Z|=>|[\w\])]\s*[+*/-]?=\s*[\w\"'(\[{]|\A[\w.]+\([^)]*\)\s*\Z|\A</?\w+[^>]*>|\A\$\s|&&|\|\||\A[a-z][\w.-]*:(?:\s|\Z)"
)
"""What was code before somebody put a mark in front of it."""


class _Row(NamedTuple):
    """A line's worth of comment, in characters of the code."""

    start: int
    end: int
    """The text without its marks; empty where there is none."""
    line: int
    column: int
    whole: bool
    """Whether nothing but white space stands before it on its line."""
    marks: str
    """What the words stand behind, and `@` where that is a documentation tag."""
    item: bool
    """Whether it begins an item of a list."""
    empty: bool
    """Whether it has no words of a language."""


@lru_cache(maxsize=32)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 (60 ms, and only where it is asked for)
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def comments(raw: bytes, blocks: Sequence[CodeBlock]) -> tuple[Comment, ...]:
    """Find the comments of code blocks that are words of a language, in order.

    :param raw: the body's bytes
    :param blocks: its code blocks
    :return: a comment's ranges in bytes of the body, one a line, marks left out
    """
    found = []
    for block in blocks:
        language, text, lines = _language(block.info), *_text(raw, block)
        for group in _groups(_rows(text, language)):
            words = " ".join(text[row.start : row.end] for row in group)
            if _WORD.search(words) and not _PRAGMA.match(words):
                found.append(Comment(language, tuple(_place(text, row, lines) for row in group)))
    return tuple(found)


def skeleton(raw: bytes, block: CodeBlock) -> str:
    """The code with the words of all its comments left out: what no translation may change."""
    text, _ = _text(raw, block)
    pieces = []
    position = 0
    for row in _rows(text, _language(block.info)):
        pieces.append(text[position : row.start])
        position = row.end
    pieces.append(text[position:])
    # a line that has no words left has no white space at its end either
    return "\n".join(line.rstrip() for line in "".join(pieces).split("\n"))


def rows(text: str, count: int) -> list[str]:
    """Part a text into so many lines of about the same length, at its spaces; the last may be empty."""
    words = text.split()
    longest = max(map(len, words), default=0)
    for width in range(max(longest, len(text) // count), len(text) + 1):
        made = _wrapped(words, width)
        if len(made) <= count:
            return made + [""] * (count - len(made))
    return [text] + [""] * (count - 1)


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) + 1 + len(word) <= width:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made


def _language(info: str) -> str:
    match = _LANGUAGE.match(info)
    return match[1].lower() if match else ""


def _text(raw: bytes, block: CodeBlock) -> tuple[str, list[int]]:
    """The code, line ends as they are, and where each of its lines begins in the body."""
    found: list[str] = []
    starts: list[int] = []
    for text, start, end in block.pieces:
        position = start
        for number, (line, piece) in enumerate(
            zip(_PIECE.findall(raw, start, end), text.split("\n"), strict=False)
        ):
            words = line.rstrip(b"\r\n")
            # what the container takes of a line stands before the rest of it
            first = len(words) - len(piece.rstrip("\r").encode("utf-8"))
            if number or not starts or found[-1].endswith(("\n", "\r")):
                starts.append(position + first)
                found.append(line[first:].decode("utf-8", "replace"))
            else:
                found[-1] += line[first:].decode("utf-8", "replace")
            position += len(line)
    return "".join(found), starts


def _place(text: str, row: _Row, lines: Sequence[int]) -> tuple[int, int]:
    """Where a row's words stand in the body."""
    begin = text.rfind("\n", 0, row.start) + 1
    first = lines[row.line] + len(text[begin : row.start].encode("utf-8"))
    return first, first + len(text[row.start : row.end].encode("utf-8"))


def _rows(text: str, language: str) -> Iterator[_Row]:
    """Every line of every comment, in order."""
    lexer = _lexer(language) if language and language not in ("text", "plaintext", "txt") else None
    if lexer is None:
        return
    from pygments.token import Comment as Kind  # noqa: PLC0415

    no_words = (Kind.Preproc, Kind.PreprocFile, Kind.Hashbang, Kind.Special)
    line = position = 0
    # of the same length: lexers look for `\n`
    for index, kind, value in lexer.get_tokens_unprocessed(text.replace("\r\n", " \n")):
        if kind not in Kind or any(kind in each for each in no_words):
            continue
        line += text.count("\n", position, index)
        position = index
        offset = 0
        for number, part in enumerate(value.split("\n")):
            if part.strip():
                yield _row(text, index + offset, part, line + number, first=not number)
            offset += len(part) + 1


def _row(text: str, start: int, part: str, line: int, *, first: bool) -> _Row:
    begin = text.rfind("\n", 0, start) + 1
    opening = _OPENING.match(part)
    skipped = opening.end() if opening else 0
    marks = part[:skipped].strip()
    tag = _TAG.match(part, skipped)
    skipped = tag.end() if tag else skipped
    kept = part.rstrip()
    closing = _CLOSING.search(kept, skipped)
    stop = max(len(kept[: closing.start()].rstrip() if closing else kept), skipped)
    marks += "@" if tag else ""  # begins a text of its own
    whole = not text[begin:start].strip()
    words = part[skipped:stop]
    column = start - begin + len(part[:skipped]) - len(part[:skipped].lstrip()) if first else skipped
    return _Row(
        start + skipped,
        start + stop,
        line,
        column,
        whole,
        marks,
        bool(_NEW.match(part, skipped)),
        not words or _CODE.search(words) is not None,
    )


def _groups(found: Iterator[_Row]) -> Iterator[list[_Row]]:
    """Rows that are one text: below one another, in the same column, behind the same mark."""
    group: list[_Row] = []
    for row in found:
        if row.empty:  # an empty line, or one of code, parts paragraphs
            if group:
                yield group
            group = []
            continue
        if group and not _follows(group[-1], row, first=len(group) == 1):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _follows(above: _Row, row: _Row, *, first: bool) -> bool:
    if row.line != above.line + 1 or not row.whole or not above.whole:
        return False
    if row.item:
        return False
    if above.marks.rstrip("@") == row.marks:
        return above.column == row.column or above.marks.endswith("@")
    return first and above.marks.startswith(("/*", "<!--", "(*", "{-", "--[")) and row.marks in ("", "*")
