"""What is to be done with the links of localized pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Anchors", "LinkRules"]

Anchors = Literal["pin", "rewrite", "leave"]


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What the configuration says, or is sound where it says nothing."""

    builder: str = ""
    """In lower case; empty where none is known."""
    localize: bool = False
    """Whether internal links are turned to localized pages."""
    anchors: Anchors = "leave"
    """``pin``: headings keep their source's ids. ``rewrite``: links follow the translated headings' ids."""
    slugs: str = ""
    """How the builder makes heading ids, one of `links.slugs.STYLES`; empty where that is not known."""
