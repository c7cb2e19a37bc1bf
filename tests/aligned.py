"""What tests of the pairing of pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.bitext.align import Alignment
    from translator.page.parse import Page


def pairs(source: Page, localized: Page, found: Alignment) -> dict[str, tuple[str, bool]]:
    """Source text → its partner, and whether that is certain."""
    return {
        " | ".join(source.segments[n].message for n in match.sources): (
            " | ".join(localized.segments[n].message for n in match.others),
            match.certain,
        )
        for match in found.matches
    }
