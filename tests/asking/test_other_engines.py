"""Engines of other packages, by entry point, through the whole of `sync`; and what they may do wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import translate
from conftest import CONFIG, PAGE, Folder

if TYPE_CHECKING:
    from pathlib import Path

MODULE = '''\
from translator.engines.contract import Answer, Limits, Reply
from translator.markup.modes import Mode


class Loud:
    """Shouts."""

    name = "loud"
    variables = ("LOUD_KEY",)
    mode = Mode.TOKENS
    limits = Limits(items=2)
    contextual = False

    def __init__(self, setup):
        self.identity = "loud"
        self.words = setup.settings.options.get("words", "")
        setup.client.secret(setup.environment.get("LOUD_KEY", ""))

    def codes(self, source, target):
        return source, target

    def translate(self, asks, source, target):
        import re
        if self.words == "bug":
            raise ValueError("something with the key sesame-open")
        if self.words == "fewer":
            return Reply(())
        parts = [re.split(r"(</?[gx][0-9]+/?>)", ask.text) for ask in asks]
        texts = ["".join(p if p[:1] == "<" else p.upper() for p in each) for each in parts]
        return Reply(tuple(map(Answer, texts)))

    def languages(self):
        return ("de",)

    def usage(self):
        return None
'''


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    package = tmp_path / "packages"
    info = package / "loud-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "loud_engine.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[translate.engines]\nloud = loud_engine:Loud\nbroken = loud_engine:None_\n"
    )
    folder = Folder(tmp_path / "site")
    folder.write("content/en/hours.md", PAGE)
    return folder


def run(site: Folder, *arguments: str, engine: str = 'name = "loud"') -> tuple[int, str, str]:
    config = CONFIG.replace('"ru", "de"', '"de"')
    site.write("translate.toml", f"{config}\n[engine]\n{engine}\n")
    parent = site.root.parent
    variables = {
        "PYTHONPATH": str(parent / "packages"),
        "XDG_CACHE_HOME": str(parent / "cache"),
        "LOUD_KEY": "sesame-open",
    }
    ended = translate(site.root, *arguments, variables=variables)
    return ended.code, ended.out, ended.err


def test_it_translates(site: Folder) -> None:
    """As one of our own does: named in the catalog, listed, tested."""
    assert run(site, "sync")[0] == 0
    assert "WE ARE OPEN *EVERY* DAY." in site.read("content/de/hours.md")
    assert "translated by loud" in site.read("locales/de/hours.po")
    code, out, _ = run(site, "engines", "loud")
    assert (code, "LOUD_KEY set" in out, "translates into de" in out) == (0, True, True)
    assert "**QUICK** BROWN FOX READS `README.md`" in run(site, "engines", "--test")[1]


def test_its_bug_ends_it_and_not_the_run(site: Folder) -> None:
    """It is said whose bug it is, and no secret is in it."""
    code, _, err = run(site, "sync", engine='name = "loud"\noptions = { words = "bug" }')
    assert code == 3
    assert "loud broke: ValueError: something with the key ***" in err
    assert site.exists("locales/de/hours.po")


def test_answers_that_are_missing_are_told(site: Folder) -> None:
    """Message by message."""
    code, _, err = run(site, "sync", engine='name = "loud"\noptions = { words = "fewer" }')
    assert code == 0
    assert "loud answered 0 of 1 texts" in err


def test_one_that_cannot_be_imported_is_told(site: Folder) -> None:
    """Exit code 2; the others are listed all the same."""
    code, _, err = run(site, "sync", engine='name = "broken"')
    assert (code, "broken cannot be imported" in err) == (2, True)
    code, out, _ = run(site, "engines")
    assert (code, "deepl" in out, "the engine broken cannot be imported" in out) == (1, True, True)
