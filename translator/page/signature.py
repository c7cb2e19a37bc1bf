"""What must stay of a leaf's inline markup, whatever happens to its words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translator.page import html
from translator.page.html_tags import even

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.page.dialects.base import Mask
    from translator.page.tokens import Token

__all__ = ["TITLE", "html_words", "template_key", "token_words"]

TITLE = re.compile(
    rb"""[ \t\r\n>]+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t\r\n>]*(?=\)?\Z)""",
    re.DOTALL,
)
"""A link's title, in quotes or parentheses, with what parts it from the destination."""

# Backquotes too: kramdown reads Markdown in any element that says so.
_CODE = re.compile(
    rb"<(code|samp|tt)\b[^<>]*>.*?</\1\s*>|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.IGNORECASE
)
_BLANK = re.compile(rb"[ \t]*(?:\r\n|\n|\r)[ \t>]*|[ \t]+")


def token_words(
    raw: bytes, tokens: Sequence[Token], masks: Mapping[int, Mask] | None = None
) -> tuple[str, ...]:
    """A word a token: emphasis by its kind, everything else to the letter.

    A pair has its word at one of its ends and the empty string at the other: emphasis where it opens,
    a link or an image where it closes, since its destination stands there. Titles, alternative texts
    and other translatable parameters are left out: they are words of the language.

    :param masks: the masks of the text by their start
    """
    words = []
    depth: Counter[str] = Counter()
    for token in tokens:
        word = _word(raw, token, masks)
        # `**a**，**b**的**c**` may be read as one strong text in another: as many, but not the same
        if token.role == "open":
            word = f"{word} nested" if word and depth[token.kind] else word
            depth[token.kind] += 1
        elif token.role == "close":
            depth[token.kind] -= 1
        words.append(word)
    return tuple(words)


def _word(raw: bytes, token: Token, masks: Mapping[int, Mask] | None) -> str:
    linked = token.kind in ("link", "image")
    if token.role == "open":
        return "" if linked else token.kind
    if token.role == "close" and not linked:
        return ""
    text = raw[token.start : token.end]
    if linked:
        return f"{token.kind} {token.key or _destination(text)}"
    if token.kind == "code":
        return "code " + _fold(text.strip(b"`"))
    if token.kind == "html":
        tags = html.tags(text)
        # an element that is kept whole is told with its text
        return "html " + (" ".join(tags) if len(tags) < 2 else _fold(text))
    if token.kind == "template":
        key = template_key(raw, token.start, token.end, masks)
        # a comment is the same whether CommonMark found it or, where a line begins with it, a dialect
        return f"{'html' if text.startswith(b'<!--') else 'template'} {key}"
    if token.kind == "url":
        return "url " + _fold(text).strip("<>")
    return f"{token.kind} {_fold(text)}"


def html_words(text: str | bytes) -> list[str]:
    """The tags of a stretch of HTML, as words, and the texts of its code elements."""
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    words = [f"html {tag}" for tag in html.tags(raw)]
    words += [f"code {_fold(match[0])}" for match in _CODE.finditer(raw)]
    return words


def template_key(raw: bytes, start: int, end: int, masks: Mapping[int, Mask] | None) -> str:
    """A template tag without its translatable parameters' values."""
    pieces = []
    position = start
    mask = masks.get(start) if masks else None
    for param in mask.params if mask else ():
        pieces.append(raw[position : param.start])
        position = param.end
    pieces.append(raw[position:end])
    key = b"".join(pieces)
    return _fold(even(key) if key.startswith(b"<") else key)


def _destination(tail: bytes) -> str:
    target = _fold(TITLE.sub(b"", tail)).removeprefix("](").removesuffix(")").strip()
    return target[1:].removesuffix(">") if target.startswith("<") else target


def _fold(text: bytes) -> str:
    return _BLANK.sub(b" ", text).decode("utf-8", "replace").strip()
