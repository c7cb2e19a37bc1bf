"""The names of what `translate check` finds: the configuration's keys, and what reports explain.

Only names and severities, so that reading a configuration loads no check.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["RULES", "CheckRule"]


class CheckRule(NamedTuple):
    """One kind of finding."""

    severity: str
    """``error``, ``warning``, ``info`` or ``off``, unless the configuration says otherwise."""
    title: str
    """What it is, for people who meet it in a report."""


RULES: dict[str, CheckRule] = {
    # how pages stand
    "missing": CheckRule("warning", "A source page has no localized page yet"),
    "outdated": CheckRule("warning", "The source page changed since the localized page was made"),
    "edited": CheckRule("warning", "A localized page was edited by hand; say whose words win"),
    "orphaned": CheckRule("warning", "The source page of a localized page or catalog is gone"),
    "unfinished": CheckRule("warning", "Messages of a catalog are untranslated or fuzzy"),
    "held-back": CheckRule("warning", "A translation would break its page; the source's text stands there"),
    # what cannot be read
    "unreadable": CheckRule("error", "A page cannot be read"),
    "po-syntax": CheckRule("error", "A catalog is damaged"),
    "msgfmt": CheckRule("error", "GNU msgfmt --check objects to a catalog"),
    # links
    "dead-link": CheckRule("warning", "An internal link leads nowhere"),
    "dead-fragment": CheckRule("warning", "A link leads to an id that its page does not have"),
    # translations against their messages
    "tag": CheckRule("error", "HTML or template tags were gained or lost"),
    "placeholder": CheckRule("error", "Placeholders were gained or lost"),
    "link": CheckRule("warning", "Links or images were gained or lost"),
    "code": CheckRule("warning", "Code spans differ"),
    "markup": CheckRule("error", "Markup is broken, or brought where the message has none"),
    "number": CheckRule("warning", "Numbers differ"),
    "end-punctuation": CheckRule("warning", "The text ends otherwise than its message"),
    "double-space": CheckRule("warning", "Two spaces in a row"),
    "quotes": CheckRule("warning", "Quotes that the locale does not use, or without their partners"),
    "glossary": CheckRule("warning", "A term of the glossary is missing"),
    "untranslated": CheckRule("warning", "Text of the source language was left as it was"),
    "script": CheckRule("warning", "No letter of the locale's script"),
    # front matter
    "too-long": CheckRule("warning", "A front matter value is longer than the configuration allows"),
}
"""In the order in which they are documented."""
