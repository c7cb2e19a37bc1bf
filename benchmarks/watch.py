"""From a save to the localized page on the disk: a watch over 300 pages in three locales, with links."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.row import Row, Skip, at_most
from benchmarks.sample import generate
from translator.catalog import po

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_PAGES = 300
_LOCALES = ("de", "fr", "ru")
_LIMIT = 0.3
"""Seconds: who saves and looks at the other window finds it there."""
_SAVES = 15


def rows() -> Iterator[Row]:
    """Measure saves of a source page and of a catalog, in a plain site and in one with links to follow."""
    try:
        import watchfiles  # noqa: F401, PLC0415
    except ImportError:
        raise Skip("watchfiles is not installed") from None
    for told, builder in (("", ""), (", links localized", 'baseURL = "https://example.org/"\n')):
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "site"
            root.mkdir()
            if builder:
                (root / "hugo.toml").write_text(builder, encoding="utf-8")
            generate(root, _PAGES, _LOCALES)
            with subprocess.Popen(
                [sys.executable, "-m", "translator", "watch", "--root", str(root)],
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[1],
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            ) as process:
                try:
                    _wait_for_start(process)
                    source, catalog = _times(root)
                finally:
                    process.terminate()
        size = f"{_PAGES} pages × {len(_LOCALES)} locales{told}, median of {_SAVES}"
        for what, times in (("source page", source), ("catalog", catalog)):
            median = statistics.median(times)
            ours = f"{median:.3f} s, at most {max(times):.3f} s"
            yield at_most(1, f"watch, {what} saved: {size}", ours, f"{_LIMIT} s", median / _LIMIT)


def _wait_for_start(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None  # noqa: S101 (for the type checker)
    for line in process.stdout:
        if line.startswith("Watching"):
            return
    raise AssertionError("the watch ended")


def _times(root: Path) -> tuple[list[float], list[float]]:
    """Times from saves to the localized page as it is to be: of a source page, and of its catalog."""
    source = root / "content/en/section-3/page-80.md"
    localized = root / "content/ru/section-3/page-80.md"
    catalog = root / "locales/ru/section-3/page-80.po"
    text = source.read_text(encoding="utf-8")
    sources, catalogs = [], []
    for number in range(_SAVES):
        time.sleep(0.3)  # the next save is another event, as a person's is
        saved = f"Saved {number} times"
        sources.append(_seconds(source, f"{text}\n{saved}.\n", localized, saved))
        time.sleep(0.3)
        done = f"Gespeichert: {number}"
        read = po.parse(catalog.read_bytes(), catalog.name)
        entries = tuple(
            replace(entry, msgstr=done, fuzzy=False) if entry.msgid == f"{saved}." else entry
            for entry in read.entries
        )
        edited = po.serialize(replace(read, entries=entries)).decode()
        catalogs.append(_seconds(catalog, edited, localized, done))
    return sources, catalogs


def _seconds(file: Path, text: str, localized: Path, wanted: str) -> float:
    file.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    while wanted not in localized.read_text(encoding="utf-8"):
        if time.perf_counter() - start > 20:
            raise AssertionError(f"{localized} was not written")
        time.sleep(0.002)
    return time.perf_counter() - start
