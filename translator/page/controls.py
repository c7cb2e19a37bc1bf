"""Characters that nobody sees and that a translation has no business to bring.

Control characters end a page for some builders and are read as U+FFFD by others; direction overrides show
a reader another text than the one that stands there (https://trojansource.codes). What the source has, its
translation may have, too; so may it have marks, and embeddings and isolates that end.
"""

from __future__ import annotations

import re

__all__ = ["without_controls"]

_ANY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SPACES = "\x0b\x0c\r\x85\u2028\u2029"
_CLOSING = dict.fromkeys("\u202a\u202b", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_PAIRED = re.compile("[\u202a-\u202c\u2066-\u2069]")


def without_controls(text: str, message: str) -> str:
    """Leave out what must not be there; separators of lines and pages become spaces.

    :param text: a translation
    :param message: its source: what it has is left
    """
    if _ANY.search(text) is None:
        return text
    allowed = set(_ANY.findall(message))
    if not _balanced(text):
        allowed -= set(_PAIRED.findall(text))
    else:
        allowed |= set(_PAIRED.findall(text))
    return _ANY.sub(lambda match: _instead(match[0], allowed), text)


def _instead(char: str, allowed: set[str]) -> str:
    if char in allowed:
        return char
    return " " if char in _SPACES else ""


def _balanced(text: str) -> bool:
    """Whether every embedding and isolate ends, in the order in which they began."""
    stack: list[str] = []
    for char in _PAIRED.findall(text):
        if char in _CLOSING:
            stack.append(_CLOSING[char])
        elif not stack or stack.pop() != char:
            return False
    return not stack
