"""Texts that belong together, and how sure that is."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Match"]


class Match(NamedTuple):
    """Texts that belong together."""

    sources: tuple[int, ...]
    """Indexes of the source page's segments; mostly one."""
    others: tuple[int, ...]
    """Indexes of the localized page's."""
    certain: bool
    score: int
    """0 to 100: how sure it is."""
    why: str = ""
    """Why it is not certain."""
    copy: bool = False
    """Whether the localized page has the source's own words here, untranslated."""
