"""MyST's directives by what their argument and their content are.

Sources: docutils, Sphinx and sphinx-design. A directive that is not named here is left alone: what it
makes of its content is its own affair, and MyST itself drops one that it does not know.
"""

from __future__ import annotations

__all__ = ["MARKDOWN", "REFERENCES", "TEXT_OPTIONS", "TITLED", "VERSIONED"]

_ADMONITIONS = frozenset(
    b"attention caution danger error hint important note seealso tip todo warning".split()
)
VERSIONED = frozenset(b"deprecated versionadded versionchanged versionremoved".split())
"""The argument's first word is a version, the rest is text."""

MARKDOWN = (
    _ADMONITIONS
    | VERSIONED
    | frozenset(
        b"admonition button-link button-ref card card-carousel compound container div dropdown epigraph "
        b"figure figure-md glossary grid grid-item grid-item-card highlights list-table margin pull-quote "
        b"sidebar tab-item tab-set table topic".split()
    )
)
"""The content is Markdown."""

TITLED = _ADMONITIONS | frozenset(
    b"admonition card centered csv-table dropdown epigraph grid-item-card list-table margin pull-quote "
    b"rubric sidebar tab-item table topic".split()
)
"""The argument is text: a title, or the content's first line."""

TEXT_OPTIONS = frozenset(b"alt caption link-alt subtitle".split())

REFERENCES = frozenset(b"any doc download ref".split())
"""Roles whose title, in front of a target, is text; that of `{numref}` is a format."""
