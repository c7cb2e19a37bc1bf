"""Text that was never translated, or is still an older form of the source's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_copy", "is_prose", "mostly_copies"]

_MARKUP = re.compile(r"`[^`]*`|\]\([^()]*\)|<[^<>]*>|\{\{[^{}]*\}\}|\{%[^{}]*%\}|https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENOUGH = 4
"""Words from which on a text that is the same in both languages was left untranslated: names are shorter."""
_SHARED = 0.6
"""The share of a text's words that its translation into another language does not keep."""
_PAGE = 0.8
"""The share of a page's prose from which on the page is a copy."""


def is_prose(message: str) -> bool:
    """Tell whether a text is long enough to need a translation, and no row of names.

    :param message: inline Markdown
    """
    words = _words(message)
    return len(words) >= _ENOUGH and sum(word[0].islower() for word in words) * 2 >= len(words)


def is_copy(source: str, localized: str) -> bool:
    """Tell whether a text has its source's own words, or those of an older revision of it.

    Short texts may be the same in two languages: only the same prose is a copy.
    """
    if not is_prose(source):
        return False
    if source == localized:
        return True
    had, has = set(_words(source)), set(_words(localized))
    own = [word for word in has - had if not word.isascii() or word[0].islower()]
    if _foreign(has) > _foreign(had):
        return False
    plain = {word for word in had & has if word[0].islower()}
    return len(plain) >= _ENOUGH and len(plain) >= _SHARED * (len(plain) + len(own))


def _foreign(words: Iterable[str]) -> int:
    """How many words are in other letters than Latin ones."""
    return sum(
        not "".join(char for char in normalize("NFD", word) if char.isalpha()).isascii() for word in words
    )


def mostly_copies(pairs: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a page is an untranslated copy of its source.

    :param pairs: texts of the source and of the localized page
    """
    prose = [(source, localized) for source, localized in pairs if is_prose(source)]
    copied = sum(len(source) for source, localized in prose if is_copy(source, localized))
    every = sum(len(source) for source, _ in prose)
    return bool(every) and copied >= _PAGE * every


def _words(message: str) -> list[str]:
    return _WORD.findall(_MARKUP.sub(" ", message))
