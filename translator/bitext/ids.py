"""Ids of headings: pinned by their authors, or as a builder makes them of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.page.parse import Page

__all__ = ["ids", "pinned_in", "slug"]

_HEADING = re.compile(r"H[1-6] ")
_PINNED = re.compile(r"\{\s*:?\s*#([\w.:-]+)[^{}]*\}\s*\Z")
_LOST = re.compile(r"[^\w\s-]")


def ids(page: Page) -> dict[int, str]:
    """Find the ids that the dialect takes out of the text: where the heading's text begins → id."""
    if page.body is None:
        return {}
    words, places = page.body.structure.blocks, page.body.structure.places
    return {
        page.offset + places[number + 1]: name
        for number, word in enumerate(words)
        if _HEADING.match(word) and number + 1 < len(words) and (name := word.split(" ")[1])
    }


def pinned_in(text: str) -> str:
    """Give the id that stands in a heading's text, where the dialect knows none; or the empty string."""
    found = _PINNED.search(text)
    return found[1] if found else ""


def slug(text: str) -> str:
    """Make a heading's id as most builders do: translators pin the one that the source's heading has."""
    return "-".join(_LOST.sub("", text.lower()).split())
