"""Fixtures: a translated site, served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import CONFIG
from serving import Serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Folder

__all__ = ["serving", "site"]


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
