"""What tests of the commands share: a small site in a temporary folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from translator import api

if TYPE_CHECKING:
    from pathlib import Path

    from translator.model import PageResult, Result

CONFIG = """\
source_locale = "en"
locales = ["ru", "de"]
dialects = []

[[pages]]
source = "content/en/{path}.md"
localized = "content/{locale}/{path}.md"
"""

PAGE = """\
---
# the page's metadata
title: Opening hours   # shown in the tab
image: clock.png

lang: en
---

# Opening hours

We are open *every* day.

- Monday: `09:00`
- Sunday: by [appointment](https://example.org/book "Book now").
"""


@dataclass(frozen=True)
class Folder:
    """A site on disk, and the few things tests do with one."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def exists(self, path: str) -> bool:
        return (self.root / path).exists()

    def sync(self, **options: object) -> Result:
        return api.sync(self.root, **options)  # type: ignore[arg-type]

    def status(self) -> Result:
        return api.status(self.root)

    def page(self, localized: str) -> PageResult:
        return next(page for page in self.status().pages if page.pair.localized == localized)

    def translate(self, catalog: str, translations: dict[str, str]) -> None:
        """Fill a catalog as a person would in an editor; by message, fuzzy flags go."""
        import polib

        po = polib.pofile(str(self.root / catalog), wrapwidth=0)
        for entry in po:
            if entry.msgid in translations:
                entry.msgstr = translations[entry.msgid]
                entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
                entry.previous_msgid = None
        po.save()

    def translate_all(self, catalog: str) -> None:
        """Every message becomes itself in capitals' stead: `ru:` and the message."""
        import polib

        po = polib.pofile(str(self.root / catalog), wrapwidth=0)
        self.translate(catalog, {e.msgid: f"ru {e.msgid}" for e in po if not e.obsolete})

    def stamps(self) -> dict[str, int]:
        """The modification time of every file."""
        return {
            str(p.relative_to(self.root)): p.stat().st_mtime_ns for p in self.root.rglob("*") if p.is_file()
        }


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the stat cache or the locks of another, or of the person who runs them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A site with one page and two locales."""
    site = Folder(tmp_path / "site")
    site.write("translate.toml", CONFIG)
    site.write("content/en/hours.md", PAGE)
    return site
