"""A sync of a site where nothing is to be done: 1,000 pages in three locales."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.row import Row, at_most
from benchmarks.sample import generate
from translator import files, sync
from translator.model import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["rows"]

_PAGES = 1000
_LOCALES = ("de", "fr", "ru")
_LIMIT = 0.5
"""Seconds with the stat cache."""
_ROUNDS = 5
_READ = """\
import hashlib, sys
for name in sys.stdin.read().split("\\n"):
    with open(name, "rb") as file:
        hashlib.md5(file.read(), usedforsecurity=False).hexdigest()
"""


def rows() -> Iterator[Row]:
    """Measure, in this process and as a command."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "site"
        root.mkdir()
        generate(root, _PAGES, _LOCALES)
        time.sleep(0.1)  # files that were written just now are not remembered
        found = [str(path) for path in root.rglob("*") if path.suffix in (".md", ".po")]
        command = [sys.executable, "-m", "translator", "sync", "--root", str(root)]
        listed = "\n".join(found).encode()

        def read_there() -> None:
            subprocess.run([sys.executable, "-c", _READ], input=listed, check=True)

        def sync_there() -> None:
            subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[1])

        def read_here() -> None:
            for each in found:
                with open(each, "rb") as file:  # noqa: PTH123 (merely reading: no Path for each)
                    md5(file.read(), usedforsecurity=False).hexdigest()

        def sync_here() -> None:
            result = sync(root)
            if any(page.action is not Action.NONE for page in result.pages):
                raise AssertionError("there was something to do")

        told = f"no-op sync of {_PAGES:,} pages × {len(_LOCALES)} locales"
        for where, run, read in (("", sync_here, read_here), (" (command)", sync_there, read_there)):
            baseline, cold, warm = _times(root, read, run)
            other = f"reading {len(found):,} files {baseline:.3f} s"
            figures = f"{cold:.3f} s", other, cold / baseline
            if where:  # parsing the command line takes as long as reading all these files
                yield Row(f"{told}, no cache{where}", *figures)
            else:
                yield at_most(2, f"{told}, no cache", *figures)
            yield at_most(1, f"{told}, cached{where}", f"{warm:.3f} s", f"{_LIMIT} s", warm / _LIMIT)


def _times(root: Path, read: Callable[[], None], run: Callable[[], None]) -> tuple[float, float, float]:
    """Best times of reading and hashing, of a run without a stat cache, of one with it; in turns."""
    baseline = cold = warm = float("inf")
    for _ in range(_ROUNDS):
        baseline = min(baseline, _seconds(read))
        shutil.rmtree(files.cache_dir(root))
        cold = min(cold, _seconds(run))
        warm = min(warm, _seconds(run))
    return baseline, cold, warm


def _seconds(run: Callable[[], None]) -> float:
    os.sync()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
