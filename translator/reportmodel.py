"""What `translate report` has to tell, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.model import Finding, Pair, State

__all__ = ["LocaleSum", "MessageRow", "ProgressPoint", "ReportPage", "ReportResult"]


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message and its translation."""

    source: str
    text: str
    """The translation, a fuzzy one too; empty where there is none."""
    state: str
    """``translated``, ``fuzzy`` or ``untranslated``."""
    kind: str = ""
    """What it is: ``heading 2``, ``list item`` …"""
    context: str = ""
    """msgctxt."""
    line: int = 0
    """In the source page."""
    engine: str = ""
    """The machine that made the translation; empty for a person's."""
    changed: tuple[tuple[str, str], ...] = ()
    """How its message differs from the former one, if fuzzy: ``=``, ``-`` or ``+``, and a text."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One localized page."""

    pair: Pair
    state: State
    gone: bool = False
    """Whether there is no source page (any more)."""
    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    machine: int = 0
    """Of the translated messages, those that a machine translated and nobody has touched."""
    words: int = 0
    """Words of the source in all messages."""
    words_to_do: int = 0
    """Of these, in untranslated and fuzzy messages."""
    since: str = ""
    """When the source page became another than the one it was made from, ISO 8601; empty where that is not
    known, or it did not."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LocaleSum:
    """All localized pages of a locale."""

    locale: str
    tag: str
    pages: int = 0
    """Those that have a source page."""
    current: int = 0
    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    machine: int = 0
    words: int = 0
    words_to_do: int = 0

    @property
    def share(self) -> int:
        """Percent of the messages that are translated, rounded down: a hundred is a hundred."""
        return self.translated * 100 // self.messages if self.messages else 0


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """How far the catalogs were after a commit."""

    date: str
    """ISO 8601."""
    shares: tuple[tuple[str, int], ...]
    """Locale and percent of its messages that were translated; locales that had no catalog are left out."""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """How a site's translations stand."""

    title: str
    """The name of the site's folder."""
    source_locale: str
    source_tag: str
    locales: tuple[LocaleSum, ...]
    pages: tuple[ReportPage, ...]
    sources: int
    """How many source pages there are."""
    chunks: tuple[str, ...] = ()
    """Messages and findings of each source page, in the order of `pages`, see `reportpack`."""
    progress: tuple[ProgressPoint, ...] = ()
    unknown: tuple[str, ...] = ()
    """What could not be known, and why: there is no git, the clone is shallow."""
    findings: tuple[Finding, ...] = ()
    """What concerns no page in particular."""
    date: str = ""
    """When it was made, ISO 8601."""
