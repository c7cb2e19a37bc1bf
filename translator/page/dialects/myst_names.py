"""MyST's directives by what their argument and their content are.

Sources: docutils, Sphinx, sphinx-design, sphinx-proof and sphinx-exercise. A directive that is not
named here is left alone: what it makes of its content is its own affair, and MyST itself drops one that it
does not know.
"""

from __future__ import annotations

__all__ = ["MARKDOWN", "REFERENCES", "SAID", "TEXT_OPTIONS", "TITLED", "VERSIONED"]

_ADMONITIONS = frozenset(
    b"attention caution danger error hint important note seealso tip todo warning".split()
)
VERSIONED = frozenset(b"deprecated versionadded versionchanged versionremoved".split())
"""The argument's first word is a version, the rest is text."""

_PROOFS = frozenset(
    b"prf:algorithm prf:assumption prf:axiom prf:conjecture prf:corollary prf:criterion prf:definition "
    b"prf:example prf:lemma prf:observation prf:proof prf:property prf:proposition prf:remark "
    b"prf:theorem".split()
)

MARKDOWN = (
    _ADMONITIONS
    | VERSIONED
    | _PROOFS
    | frozenset(
        b"admonition aside button-link button-ref card card-carousel compound container div dropdown "
        b"epigraph exercise figure figure-md glossary grid grid-item grid-item-card highlights ifconfig "
        b"list-table margin only pull-quote sidebar solution tab-item tab-set table topic".split()
    )
)
"""The content is Markdown."""

TITLED = (
    _ADMONITIONS
    | _PROOFS
    | frozenset(
        b"admonition card centered contents csv-table dropdown epigraph exercise grid-item-card list-table "
        b"margin pull-quote rubric sidebar tab-item table topic".split()
    )
)
"""The argument is text: a title, or the content's first line."""

TEXT_OPTIONS = frozenset(b"alt caption link-alt subtitle".split())

REFERENCES = frozenset(b"any doc download ref".split())
"""Roles whose title, in front of a target, is text."""

SAID = frozenset(b"abbr dfn guilabel menuselection numref".split())
"""Roles whose text is said in the page's language, but is no Markdown; that of `{numref}` is a format."""
