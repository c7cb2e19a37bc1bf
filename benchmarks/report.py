"""The report of some 500 pages in three locales: making it, and opening it in a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import corpus
from benchmarks.row import Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_LOCALES = ("ru", "fr", "zh")
_COPIES = 3
"""How often the corpus's source pages are taken, so that there are about 500."""
_MAKING = 3.0
_OPENING = 1.0
"""Seconds, from the address to a page that can be filtered."""
_TRIES = 3


def rows() -> Iterator[Row]:
    """Measure the report of the kubernetes corpus, all of it translated by a pseudo-translation."""
    source = corpus() / "kubernetes/content/en"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        pages = _make(root, source)
        seconds = min(_seconds(root) for _ in range(_TRIES))
        size = f"{pages} pages × {len(_LOCALES)} locales"
        yield at_most(1, f"report of {size}", f"{seconds:.2f} s", f"{_MAKING:g} s", seconds / _MAKING)
        opened = _opened(root / "translation-report.html")
        if opened is not None:
            yield at_most(1, f"opening it: {size}", f"{opened:.2f} s", f"{_OPENING:g} s", opened / _OPENING)


def _make(root: Path, source: Path) -> int:
    """Make the site, its catalogs and localized pages, and commit them."""
    for number in range(_COPIES):
        shutil.copytree(source, root / f"content/en/{number}", copy_function=shutil.copyfile)
    quoted = ", ".join(f'"{locale}"' for locale in _LOCALES)
    (root / "translate.toml").write_text(
        f'source_locale = "en"\nlocales = [{quoted}]\ndialects = ["hugo"]\n\n'
        '[[pages]]\nsource = "content/en/{path}.md"\nlocalized = "content/{locale}/{path}.md"\n',
        encoding="utf-8",
    )
    _translate(root, "sync", "--pseudo", "accent")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=root, check=True)
    return sum(1 for _ in (root / "content/en").rglob("*.md"))


def _translate(root: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "translator", *arguments, "--root", str(root)],
        cwd=root,
        check=True,
        capture_output=True,
    )


def _seconds(root: Path) -> float:
    start = time.perf_counter()
    _translate(root, "report")
    return time.perf_counter() - start


def _opened(page: Path) -> float | None:
    """The seconds that Chromium takes; None where there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        return None
    best = float("inf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(_TRIES):
            context = browser.new_context()
            opened = context.new_page()
            start = time.perf_counter()
            opened.goto(page.as_uri())
            opened.locator("html[data-ready]").wait_for()
            opened.get_by_label("Search").fill("concepts")
            opened.locator("#count").inner_text()
            best = min(best, time.perf_counter() - start)
            context.close()
        browser.close()
    return best
