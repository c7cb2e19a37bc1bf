"""What every check is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translator.links.ids import Ids
    from translator.links.site_map import SiteMap
    from translator.model import Finding
    from translator.page.parse import Page

__all__ = ["Check", "Checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """The site that a page stands in."""

    site: SiteMap
    ids: Callable[[str], Ids]
    """The ids of a page, by its file."""
    layout_ids: Callable[[], frozenset[str]]
    """The ids that the site's templates bring to any page."""


class Check(Protocol):
    """One check."""

    def __call__(self, page: Page, checked: Checked) -> Iterator[Finding]:
        """Find what is wrong with a page, in the order of its lines."""
