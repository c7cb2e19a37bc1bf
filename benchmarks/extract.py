"""Extract and write the Kubernetes tree, in all its languages, beside mdpo."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polib

from benchmarks import ours, peer
from benchmarks.corpus import options, pages
from benchmarks.row import Row, Skip, at_least

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["rows"]

Text = Literal["same", "other"]
"""What the catalogs are filled with: the messages themselves, or other text."""

_SITE = "kubernetes"
_ROUNDS = 3
"""Each is measured so often, in turns, and its best time counts: whatever else runs only slows things."""


def rows() -> Iterator[Row]:
    """Measure.

    :raises Skip: the corpus or mdpo is absent
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "peer").mkdir()
        (folder / "ours").mkdir()
        all_pages = pages(_SITE)
        good = [page for number, page in enumerate(all_pages) if _peer_can(page, number, folder)]
        left = len(all_pages) - len(good)
        texts: tuple[Text, ...] = ("same", "other")
        for text in texts:
            yield from _rows(good, folder, text, left)


def _rows(good: Sequence[Path], folder: Path, text: Text, left: int) -> Iterator[Row]:
    theirs = one = both = float("inf")
    for _ in range(_ROUNDS):
        theirs = min(theirs, _measure(good, folder / "peer", text, _PEER, 1))
        one = min(one, _measure(good, folder / "ours", text, _OURS, 1))
        both = min(both, _measure(good, folder / "ours", text, _OURS, 2))
    shown = f"{len(good)} pages, {left} left out that mdpo fails on"
    peer_shown = f"mdpo {len(good) / theirs:.0f} pages/s"
    for seconds, cores, limit in ((one, "one core", 2), (both, "both cores", 5)):
        figures = f"{len(good) / seconds:.0f} pages/s", peer_shown, theirs / seconds
        if text == "same":
            yield at_least(limit, f"extract + write, identity, {cores} ({shown})", *figures)
        else:
            yield Row(f"the same with changed texts, {cores}: mdpo has no guard", *figures)


def _peer_can(page: Path, number: int, folder: Path) -> bool:
    catalog = folder / "peer" / f"{number}.po"
    try:
        peer.extract(page, catalog)
        _fill(catalog, "other")
        peer.write(page, catalog, catalog.with_suffix(".md"))
    except Skip:
        raise
    except Exception:  # noqa: BLE001 (whatever it is, the peer cannot do the page)
        return False
    return True


Step = tuple["Callable[[Path, Path], None]", "Callable[[Path, Path, Path], None]"]
_PEER: Step = peer.extract, peer.write
_OURS: Step = partial(ours.extract, options=options(_SITE)), partial(ours.write, options=options(_SITE))


def _measure(good: Sequence[Path], folder: Path, text: Text, steps: Step, processes: int) -> float:
    """Seconds to extract and write all pages; filling the catalogs between does not count."""
    extract, write = steps
    catalogs = [folder / f"{number}.po" for number in range(len(good))]
    localized = [catalog.with_suffix(".md") for catalog in catalogs]
    for file in (*catalogs, *localized):
        with suppress(FileNotFoundError):
            file.unlink()
    seconds = _timed(processes, extract, good, catalogs)
    for catalog in catalogs:
        _fill(catalog, text)
    return seconds + _timed(processes, write, good, catalogs, localized)


def _timed(processes: int, step: Callable[..., None], *arguments: Sequence[Path]) -> float:
    start = time.perf_counter()
    if processes == 1:
        for each in zip(*arguments, strict=True):
            step(*each)
    else:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
            list(pool.map(step, *arguments, chunksize=8))
    return time.perf_counter() - start


def _fill(catalog: Path, text: Text) -> None:
    file = polib.pofile(str(catalog), wrapwidth=0)
    for entry in file:
        entry.msgstr = entry.msgid if text == "same" else f"ru {entry.msgid}"
    file.save()
