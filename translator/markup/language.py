"""Whether a translation is one: text left as it was, or without a letter of the locale's script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TECHNICAL", "copied", "plain_words", "script_fault", "script_of"]

_WORD = re.compile(r"[^\W\d_]{2,}")
TECHNICAL = re.compile(r"(?<![!-~])(?:(?![/\\_=@]|\w\.\w)[!-~])*+(?:[/\\_=@]|\w\.\w)[!-~]*+")
"""A run of ASCII that is a path, a name of a program's, an address."""
_COPIED = 4
"""Words from which a text that came back as it was counts as not translated."""
_FOREIGN = 4
"""Words from which a text should have a word in the locale's own script."""

_SCRIPTS = {
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Arab": "ARABIC",
    "Hebr": "HEBREW",
    "Hans": "CJK",
    "Hant": "CJK",
    "Jpan": "CJK HIRAGANA KATAKANA",
    "Kore": "HANGUL CJK",
    "Thai": "THAI",
    "Deva": "DEVANAGARI",
    "Beng": "BENGALI",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Geor": "GEORGIAN",
    "Armn": "ARMENIAN",
}
"""What the names of a script's letters begin with in Unicode; other scripts are not judged."""


@lru_cache(maxsize=64)
def script_of(tag: str) -> tuple[str, ...]:
    """Give what the names of a locale's letters begin with; nothing where its script is not judged.

    :param tag: a BCP 47 tag
    """
    from langcodes import Language  # noqa: PLC0415 (30 ms)

    return tuple(_SCRIPTS.get(Language.get(tag).maximize().script or "", "").split())


def plain_words(texts: Sequence[str]) -> list[str]:
    """The words of a message that a translation should not have left: no names, no parts of paths."""
    bare = TECHNICAL.sub(" ", "\n".join(texts))
    # names stay: what begins with a capital is no evidence, nor is a part of a path
    return [
        word for word in _WORD.findall(bare) if word.islower() or not (word[0].isupper() or word[0].islower())
    ]


def copied(texts: Sequence[str], answer: str) -> bool:
    """Whether a text was left as it was.

    :param texts: the message's, without its markup
    :param answer: the translation's
    """
    words = [word for text in texts for word in _WORD.findall(text)]
    return len(plain_words(texts)) >= _COPIED and _WORD.findall(answer) == words


def script_fault(texts: Sequence[str], answer: str, tag: str) -> str:
    """Tell that a text has no letter of the locale's script; empty where it has, or need not.

    :param tag: the locale's BCP 47 tag; empty where it is in no language
    """
    scripts = script_of(tag) if tag else ()
    letters = [char for char in answer if char.isalpha()]
    if not scripts or len(plain_words(texts)) < _FOREIGN or len(letters) < 2:
        return ""
    if not any(unicodedata.name(char, "").startswith(scripts) for char in letters[:400]):
        return f"it has no letter of the script that {tag} is written in"
    return ""
