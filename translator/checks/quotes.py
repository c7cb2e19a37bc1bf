"""Quotes that the locale does not use, and quotes without their partners.

What each language uses follows CLDR's delimiters and the usual style guides, the rarer second form among it;
straight quotes are right everywhere, and of a language that is not in the table nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]

_ALL = "“”„‟«»「」『』"
"""Quotes that are judged. Single ones are apostrophes too often."""
_ENGLISH, _FRENCH, _GERMAN, _POLISH = "“”", "«»", "„“", "„”"
_CORNERS = "「」『』"

_USED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("en", "ko", "hi", "id", "ms", "th", "vi", "zh", "tr", "ga", "cy"), (_ENGLISH,)),
    **dict.fromkeys(("ru", "be", "kk", "hy"), (_FRENCH, _GERMAN)),
    "uk": (_FRENCH, _GERMAN, _ENGLISH),
    **dict.fromkeys(("fr", "es", "pt", "it", "ca", "gl", "el", "fa", "ar", "az"), (_FRENCH, _ENGLISH)),
    "de": (_GERMAN, "»«"),
    **dict.fromkeys(("cs", "sk", "sl", "hr", "sr", "bg", "mk", "lt", "et", "is"), (_GERMAN, "»«", _POLISH)),
    **dict.fromkeys(("pl", "ro", "hu"), (_POLISH, _FRENCH, "»«")),
    "nl": (_ENGLISH, _POLISH),
    **dict.fromkeys(("sv", "fi"), ("””", "»»", "»«")),
    **dict.fromkeys(("da", "nb", "nn", "no"), (_FRENCH, _ENGLISH, "»«", "””")),
    "he": ("””", _POLISH),
    "ja": (_CORNERS, _ENGLISH),
    "zh-Hant": (_CORNERS, _ENGLISH),
    "de-CH": (_FRENCH, _GERMAN),
}
_NAMED: dict[str, str] = {"ru": "« »", "fr": "« »", "de": "„ “", "pl": "„ ”", "ja": "「 」"}
_PARTNERS = {"«": "»", "「": "」", "『": "』"}


def check(message: Message) -> Iterator[Fault]:
    """Look at the quotes of the text; code, addresses and tags are left out."""
    text = message.answer_text
    quotes = [char for char in text if char in _ALL]
    if not quotes:
        return
    pairs = _used(message.tag)
    for char in dict.fromkeys(quotes):
        if pairs and not any(char in pair for pair in pairs):
            named = _NAMED.get(message.tag.partition("-")[0]) or f"{pairs[0][0]} {pairs[0][1]}"
            yield Fault(f"{char} is no quote of {message.tag}", f"write {named}")
            return
    for opening, closing in _PARTNERS.items():
        had = message.source_text.count(opening) - message.source_text.count(closing)
        has = text.count(opening) - text.count(closing)
        if has != had and any(opening + closing in pair for pair in pairs):
            lone, other = (opening, closing) if has > had else (closing, opening)
            yield Fault(f"a {lone} without its {other}", "add the other quote, or remove the one")
            return


def _used(tag: str) -> tuple[str, ...]:
    """The quotes of a locale: of its tag, else of a wider one; none where nothing is known."""
    if tag in ("zh-TW", "zh-HK", "zh-MO"):
        tag = "zh-Hant"
    while tag not in _USED and "-" in tag:
        tag = tag.rpartition("-")[0]
    return _USED.get(tag, ())
