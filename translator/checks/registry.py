"""All checks, listed here so that a search finds them.

A check is a pure function; what it finds are values, never exceptions. Their rules are in
`translator.checkrules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks import (
    code,
    glossary,
    language,
    length,
    links,
    markup,
    numbers,
    placeholders,
    punctuation,
    quotes,
    spaces,
    tags,
    targets,
)

if TYPE_CHECKING:
    from translator.checks.base import MessageCheck, PageCheck

__all__ = ["MESSAGE_CHECKS", "PAGE_CHECKS"]

PAGE_CHECKS: dict[str, PageCheck] = {
    "links": links.check,
    "length": length.check,
}
"""Of one page, source or localized; each names its rules itself."""

MESSAGE_CHECKS: dict[str, MessageCheck] = {
    "tag": tags.check,
    "placeholder": placeholders.check,
    "link": targets.check,
    "code": code.check,
    "markup": markup.check,
    "number": numbers.check,
    "end-punctuation": punctuation.check,
    "double-space": spaces.check,
    "quotes": quotes.check,
    "glossary": glossary.check,
    "untranslated": language.untranslated,
    "script": language.script,
}
"""Of one message and its translation; by rule."""
