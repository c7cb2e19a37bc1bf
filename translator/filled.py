"""A catalog, filled by the built-in pseudo-translator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translator.catalog.marks import marked
from translator.page.pseudo import pseudo

if TYPE_CHECKING:
    from translator.model import Catalog
    from translator.page.parse import Page
    from translator.page.pseudo import Style

__all__ = ["filled"]


def filled(catalog: Catalog, source: Page, style: Style) -> Catalog:
    """Pseudo-translate what has no translation; a comment says so, as for any machine's."""
    made = {
        (segment.context, segment.message): text
        for segment, text in zip(source.segments, pseudo(source, style), strict=True)
    }
    entries = []
    for entry in catalog.entries:
        text = made.get((entry.msgctxt or "", entry.msgid))
        if text and not entry.has_text and not entry.obsolete:
            entries.append(marked(entry, text, f"pseudo-{style}", review=False))
        else:
            entries.append(entry)
    return replace(catalog, entries=tuple(entries))
