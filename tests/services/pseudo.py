"""The translation that the servers give: readable, the same each time, and never the source text.

Each letter that has an accented form gets it; markup, entities, numbers and placeholders stay, as a good
service leaves them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["KEPT", "pseudo", "with_terms"]

_ACCENTS = str.maketrans(
    "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ",
    "áčďéğĥíĵķĺñóřšťúŵýžÁČĎÉĞĤÍĴĶĹÑÓŘŠŤÚŴÝŽ",
)
_TERM, _END = "\ue000", "\ue001"
"""Around a glossary's term while the rest is translated; private use, so that no text has them."""
KEPT = re.compile(
    r"""<!--.*?--> | </?[A-Za-z!?](?:"[^"]*"|'[^']*'|[^'"<>])*> | &(?:\#\d+|\#[xX][0-9A-Fa-f]+|\w+);
    | ⟦[^⟧]*⟧ | \{\{.*?\}\} | \ue000[^\ue001]*\ue001""",
    re.DOTALL | re.VERBOSE,
)
"""What stays as it is: tags (``a < b`` is none), entities, ``⟦0⟧`` and ``{{ … }}``."""


def pseudo(text: str, target: str) -> str:
    """Put accents on the letters outside of what is `KEPT`, whatever the target is."""
    del target
    parts: list[str] = []
    end = 0
    for match in KEPT.finditer(text):
        parts += (text[end : match.start()].translate(_ACCENTS), match[0])
        end = match.end()
    return "".join((*parts, text[end:].translate(_ACCENTS)))


def with_terms(translate: Callable[[str, str], str], text: str, target: str, terms: Mapping[str, str]) -> str:
    """Translate as a service with a glossary does: whole words that are its sources become its targets."""
    if not terms:
        return translate(text, target)
    longest = sorted(terms, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    def mark(part: str) -> str:
        return found.sub(lambda match: f"{_TERM}{terms[match[0]]}{_END}", part)

    parts: list[str] = []
    end = 0
    for match in KEPT.finditer(text):
        parts += (mark(text[end : match.start()]), match[0])
        end = match.end()
    marked = "".join((*parts, mark(text[end:])))
    return translate(marked, target).replace(_TERM, "").replace(_END, "")
