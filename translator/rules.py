"""What the configuration says about the pages of one tree and one locale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.links.rules import LinkRules
    from translator.model import PageOptions
    from translator.page.pseudo import Style

__all__ = ["Rules"]

_READING = 8
"""Goes up whenever pages are read or written otherwise than before, so that catalogs are merged anew."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the configuration says about one tree and one locale."""

    options: PageOptions
    min_translated: int = 80
    """Percent of a page's messages."""
    publish_fuzzy: bool = False
    add_front_matter: bool = False
    add_locale_key: bool = False
    algorithm: str = "md5"
    ours: bool = False
    """Overwrite what was written by hand with what the catalog has: only where the caller asked."""
    theirs: bool = False
    """Where page and catalog, or page and structure, disagree, what stands in the page wins."""
    pseudo: Style | None = None
    """Fill what is untranslated with pseudo-translations."""
    links: LinkRules | None = None
    """What is done with links and heading ids; None for nothing."""

    def fingerprint(self) -> str:
        """Changes where a page would be read or written differently."""
        return f"{_READING} {replace(self, ours=False, theirs=False, pseudo=None)!r}"
