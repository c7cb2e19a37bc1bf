"""Whether everything that a reader sees of a page is in its messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judges import cmark
from judges.html_shape import texts as texts_of
from judges.liquid import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["missed", "uncovered"]

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_BUILDER_SYNTAX = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.|mailto:)\S+|[^\s@]+@[^\s@]+\.\w+", re.IGNORECASE)
_EMOJI = re.compile(r"(?::[a-z0-9_+-]+:\s*)+")
_NO_WORD = re.compile(r"[\W_]+")
_STAND_IN = "LQ00000000"


def uncovered(texts: Iterable[str], messages: Iterable[str]) -> list[str]:
    """List the visible texts that no message covers.

    Only words are compared: markup, white space, and the quotes, dashes and dots that a typographer
    changes, don't count. A text is covered if it is one of the texts that the messages themselves
    render to, or stands in one of them as whole words.

    :param texts: of the rendered source page (`judges.html_shape.texts`)
    :param messages: of the same page, inline Markdown and all
    :return: the texts with a letter that are no bare address and are not covered, in order
    """
    whole: set[str] = set()
    joined: list[str] = []
    for message in messages:
        # With and without builder syntax: `{{ x }}` stands for itself in a raw block.
        for plain in {message, _plain(message)}:
            parts = texts_of(cmark.render(plain.encode("utf-8", "replace")))
            whole.update(map(_words, parts))
            # Both with and without a gap at each tag: `un**think**able` is one word to a renderer that
            # takes `**` for text, and three to one that does not. Last as written: what CommonMark
            # takes for code or for an HTML attribute may be text to the builder.
            joined += (_words("".join(parts)), _words(" ".join(parts)), _words(plain))
    index = f" {' | '.join(joined)} "
    return [text for text in texts if not any(_covered(each, whole, index) for each in (text, _plain(text)))]


def missed(pages: Iterable[tuple[Collection[str], Iterable[str]]]) -> tuple[int, int]:
    """Count the visible texts of some pages that no message covers, and all of them.

    :param pages: the texts and the messages of each, as `uncovered` takes them
    """
    left = shown = 0
    for texts, messages in pages:
        shown += len(texts)
        left += len(uncovered(texts, messages))
    return left, shown


def _covered(text: str, whole: set[str], index: str) -> bool:
    words = _words(text)
    if not any(map(str.isalpha, words)) or _ADDRESS.fullmatch(text) or _EMOJI.fullmatch(text):
        return True
    return words in whole or f" {words} " in index


def _plain(text: str) -> str:
    return _BUILDER_SYNTAX.sub(_STAND_IN, _RAW.sub(r"\1", text))


def _words(text: str) -> str:
    return _NO_WORD.sub(" ", PLACEHOLDER.sub(" ", text)).strip()
