"""Pages that come back as they were: extract, msgstr = msgid, write."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polib

from benchmarks import ours, peer
from benchmarks.corpus import options, pages
from benchmarks.row import Row, Skip, at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["rows"]

_SITES = ("kubernetes", "opensource.guide", "fastapi", "comprehensive-rust", "helm")
_EACH = 40


def rows() -> Iterator[Row]:
    """Measure.

    :raises Skip: the corpus or mdpo is absent
    """
    chosen = [(site, page) for site in _SITES for page in _spread(pages(site))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        same = sum(_same(site, page, folder, _ours) for site, page in chosen)
        theirs = sum(_same(site, page, folder, _peer) for site, page in chosen)
    yield at_least(
        len(chosen),
        f"identity: pages byte-identical, of {len(chosen)} from {len(_SITES)} sites",
        str(same),
        f"mdpo {theirs}",
        same,
    )


def _spread(found: list[Path]) -> list[Path]:
    """Pages from all over a site, always the same."""
    return found[:: max(1, len(found) // _EACH)][:_EACH]


def _same(site: str, page: Path, folder: Path, trip: Callable[[str, Path, Path, Path], None]) -> bool:
    catalog, localized = folder / "page.po", folder / "page.md"
    try:
        trip(site, page, catalog, localized)
    except Skip:
        raise
    except Exception:  # noqa: BLE001 (a page that fails does not come back)
        return False
    return localized.read_bytes() == page.read_bytes()


def _ours(site: str, page: Path, catalog: Path, localized: Path) -> None:
    ours.extract(page, catalog, options(site))
    _fill(catalog)
    ours.write(page, catalog, localized, options(site))


def _peer(site: str, page: Path, catalog: Path, localized: Path) -> None:
    del site
    peer.extract(page, catalog)
    _fill(catalog)
    peer.write(page, catalog, localized)


def _fill(catalog: Path) -> None:
    file = polib.pofile(str(catalog), wrapwidth=0)
    for entry in file:
        entry.msgstr = entry.msgid
    file.save()
