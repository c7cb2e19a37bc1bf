"""The public API: what a script may rely on."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import translator
from translator import api, errors, model
from translator.page import parse

if TYPE_CHECKING:
    from conftest import Folder


@pytest.mark.parametrize("name", [name for name in translator.__all__ if name != "__version__"])
def test_every_public_name_is_what_its_home_has(name: str) -> None:
    """No submodule hides a function, whatever was imported before."""
    homes = [home for home in (api, errors, model, parse) if name in home.__all__]
    assert len(homes) == 1
    assert getattr(translator, name) is getattr(homes[0], name)


def test_importing_the_package_imports_nothing_else() -> None:
    """`import translator` is free; a name costs what it needs."""
    code = "import sys, translator; print([m for m in sys.modules if m.startswith('translator.')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_parse_and_render_a_page() -> None:
    """Segments in, bytes out; None and missing messages keep the source text."""
    page = translator.parse_page(b"# Hello\n\nSome *text*.\n", "a.md")
    assert [segment.message for segment in page.segments] == ["Hello", "Some *text*."]
    assert translator.render(page, {"Hello": "Hallo"}).data == b"# Hallo\n\nSome *text*.\n"
    assert translator.render(page, [None, "Ein *Text*."]).data == b"# Hello\n\nEin *Text*.\n"
    with pytest.raises(ValueError, match="1 translations for 2 segments"):
        translator.render(page, ["x"])


def test_plan_tells_and_sync_does(folder: Folder) -> None:
    """A plan has the same actions as the sync that follows it, and writes nothing."""
    before = folder.stamps()
    planned = translator.plan(folder.root)
    assert folder.stamps() == before
    done = translator.sync(folder.root)
    assert [page.action for page in planned.pages] == [page.action for page in done.pages]
    site = translator.load_site(folder.root)
    assert len(site.site.pairs) == len(translator.status(folder.root).pages)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        translator.nothing  # noqa: B018
