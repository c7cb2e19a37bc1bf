"""Fixtures: a translated site, served; a browser."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import CONFIG
from serving import Serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Folder
    from playwright.sync_api import Browser

__all__ = ["browser", "serving", "site"]

_OPTIONS = (
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def site(folder: Folder) -> Folder:
    """A site whose Russian page is written, but for one message."""
    folder.write("translate.toml", CONFIG + "\n[catalogs]\nmin_translated = 1\n")
    folder.sync()
    folder.translate_all("locales/ru/hours.po")
    folder.translate("locales/ru/hours.po", {"We are open *every* day.": ""})
    folder.sync()
    return folder


@pytest.fixture
def serving(site: Folder) -> Iterator[Serving]:
    """That site, served with --edit, and a person who has opened it."""
    found = Serving(site, "--edit")
    try:
        found.login()
        yield found
    finally:
        found.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the distribution has it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None and not os.environ.get("CI"):
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=list(_OPTIONS))
        yield found
        found.close()
