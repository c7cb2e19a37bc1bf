"""`translate memory`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from conftest import CONFIG, Folder

from translator.memory import Memory, Remembered
from translator.tmx import TmxUnit, serialize

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "site")
    folder.write("translate.toml", CONFIG + '\n[memory]\npath = "memory.sqlite"\n')
    return folder


def fill(site: Folder) -> None:
    with Memory.open(site.root / "memory.sqlite") as memory:
        memory.learn("en", "de", [("One", "Eins"), ("Two", "Zwei")])
        memory.learn("en", "ru", [("One", "Один")], "deepl")


def test_an_empty_memory_is_told(site: Folder) -> None:
    """And none is made by looking."""
    ended = translate(site.root, "memory", "stats")
    assert (ended.code, "empty" in ended.out) == (0, True)
    assert not site.exists("memory.sqlite")


def test_what_it_has_is_counted(site: Folder) -> None:
    """As a table, and as JSON."""
    fill(site)
    out = translate(site.root, "memory", "stats").out.splitlines()
    assert [line.split() for line in out[:3]] == [
        ["locales", "by", "units", "characters"],
        ["en", "→", "de", "people", "2", "6"],
        ["en", "→", "ru", "deepl", "1", "3"],
    ]
    told = json.loads(translate(site.root, "memory", "stats", "--json").out)
    assert (told["schema"], told["command"]) == (1, "memory stats")
    assert told["stats"][1] == {
        "source": "en",
        "target": "ru",
        "engine": "deepl",
        "units": 1,
        "characters": 3,
    }


def test_it_goes_out_and_comes_in(site: Folder) -> None:
    """All of it, or one locale; what is there already is counted."""
    fill(site)
    assert translate(site.root, "memory", "export", "all.tmx").out.startswith("3 units written")
    assert translate(site.root, "memory", "export", "ru.tmx", "-l", "ru").out.startswith("1 units written")
    (site.root / "memory.sqlite").unlink()
    assert translate(site.root, "memory", "import", "all.tmx").out.startswith("3 units taken in")
    assert "3 were there already" in translate(site.root, "memory", "import", "all.tmx").out
    with Memory.open(site.root / "memory.sqlite") as memory:
        assert memory.exact("en", "ru", ["One"], "deepl") == {"One": Remembered("Один", "deepl")}


def test_a_persons_text_stays(site: Folder) -> None:
    """Whatever a file says; what is of no use to the site is left out and counted."""
    fill(site)
    units = [
        TmxUnit("en", "de", "One", "Etwas anderes", ""),
        TmxUnit("EN", "DE", "Three", "Drei", ""),
        TmxUnit("en", "fr", "One", "Un", ""),
        TmxUnit("de", "ru", "Eins", "Один", ""),
    ]
    site.write("theirs.tmx", serialize(units)[0])
    out = translate(site.root, "memory", "import", "theirs.tmx").out
    assert out == "1 units taken in, 1 were there already, 2 left out\n"
    with Memory.open(site.root / "memory.sqlite") as memory:
        assert memory.exact("en", "de", ["One", "Three"], "") == {
            "One": Remembered("Eins", ""),
            "Three": Remembered("Drei", ""),
        }


def test_what_is_wrong_is_told(site: Folder) -> None:
    """A file that is none, or is not there: exit code 2."""
    site.write("bad.tmx", "<html/>")
    ended = translate(site.root, "memory", "import", "bad.tmx")
    assert (ended.code, "no TMX file" in ended.err) == (2, True)
    assert translate(site.root, "memory", "import", "none.tmx").code == 2
