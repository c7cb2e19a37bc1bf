"""Extract and write the Kubernetes tree, in all its languages, beside mdpo.

The job is what a site asks for day by day: its catalogs are there, filled; messages are extracted and merged
into them, and the localized pages are written. For `translate` that is one whole ``sync``, with everything
that belongs to it (finding the files, the guard, atomic writes); for mdpo ``md2po`` and ``po2md`` of each
page.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polib

from benchmarks import peer
from benchmarks.corpus import pages
from benchmarks.row import Row, Skip, at_least
from translator import sync
from translator.model import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["rows"]

Text = Literal["same", "other"]
"""What the catalogs are filled with: the messages themselves, or other text."""

_SITE = "kubernetes"
_ROUNDS = 4
"""Each is measured so often, in turns, and its best time counts: whatever else runs only slows things."""
_CONFIG = """\
source_locale = "en"
locales = ["de"]
dialects = ["hugo"]

[[pages]]
source = "en/{path}.md"
localized = "{locale}/{path}.md"
"""


def rows() -> Iterator[Row]:
    """Measure.

    :raises Skip: the corpus or mdpo is absent
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        all_pages = pages(_SITE)
        (folder / "peer").mkdir()
        good = [page for number, page in enumerate(all_pages) if _peer_can(page, number, folder / "peer")]
        left = len(all_pages) - len(good)
        site = folder / "site"
        (site / "en").mkdir(parents=True)
        (site / "translate.toml").write_text(_CONFIG, encoding="utf-8")
        for number, page in enumerate(good):
            shutil.copyfile(page, site / "en" / f"{number}.md")
        sync(site)
        peer_catalogs = [folder / "peer" / f"{number}.po" for number in range(len(good))]
        for catalog, page in zip(peer_catalogs, good, strict=True):
            peer.extract(page, catalog)
        texts: tuple[Text, ...] = ("same", "other")
        for text in texts:
            for catalog in (*peer_catalogs, *(site / "locales").rglob("*.po")):
                _fill(catalog, text)
            yield from _rows(good, peer_catalogs, site, text, left)


def _rows(
    good: Sequence[Path], peer_catalogs: Sequence[Path], site: Path, text: Text, left: int
) -> Iterator[Row]:
    filled = site.with_name(f"filled-{text}")
    shutil.copytree(site / "locales", filled)

    def fresh() -> None:
        shutil.rmtree(site / "de", ignore_errors=True)
        shutil.rmtree(site / "locales")
        shutil.copytree(filled, site / "locales")

    def ours(jobs: int) -> float:
        fresh()
        start = time.perf_counter()
        result = sync(site, jobs=jobs)
        seconds = time.perf_counter() - start
        if any(page.action is not Action.CREATED for page in result.pages):
            raise AssertionError("not every page was written")
        return seconds

    def theirs() -> float:
        start = time.perf_counter()
        for page, catalog in zip(good, peer_catalogs, strict=True):
            peer.update(page, catalog)
            peer.write(page, catalog, catalog.with_suffix(".md"))
        return time.perf_counter() - start

    measured: dict[str, float] = {}
    runs: dict[str, Callable[[], float]] = {"one": lambda: ours(1), "both": lambda: ours(2), "mdpo": theirs}
    for _ in range(_ROUNDS):
        for name, run in runs.items():
            measured[name] = min(measured.get(name, float("inf")), run())
    told = f"{len(good)} pages, {left} left out that mdpo fails on"
    peer_told = f"mdpo {len(good) / measured['mdpo']:.0f} pages/s"
    for name, cores, limit in (("one", "one core", 2), ("both", "both cores", 5)):
        seconds = measured[name]
        figures = f"{len(good) / seconds:.0f} pages/s", peer_told, measured["mdpo"] / seconds
        if text == "same":
            yield at_least(limit, f"extract + write, {cores} ({told})", *figures)
        else:
            yield Row(f"the same with changed texts, {cores}: mdpo has no guard", *figures)


def _peer_can(page: Path, number: int, folder: Path) -> bool:
    catalog = folder / f"{number}.po"
    try:
        peer.extract(page, catalog)
        _fill(catalog, "other")
        peer.write(page, catalog, catalog.with_suffix(".md"))
    except Skip:
        raise
    except Exception:  # noqa: BLE001 (whatever it is, the peer cannot do the page)
        return False
    return True


def _fill(catalog: Path, text: Text) -> None:
    file = polib.pofile(str(catalog), wrapwidth=0)
    for entry in file:
        entry.msgstr = entry.msgid if text == "same" else f"ru {entry.msgid}"
    file.save()
