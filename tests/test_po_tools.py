"""Catalogs in other hands: GNU gettext's programs and a PO editor read them, write them, and lose nothing.

What an editor does to a file was seen in Poedit 3.2 and stands here as text: the editor needs a screen.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import CONFIG, Folder
from corpus import pages, requires_corpus

from translator import Action, State
from translator.catalog import po

if TYPE_CHECKING:
    from translator.model import Catalog, Entry

pytestmark = pytest.mark.skipif(
    shutil.which("msgcat") is None, reason="GNU gettext is not installed (Debian: gettext)"
)

DEMONSTRATION = Path(__file__).resolve().parents[1] / "locales"
SAMPLE = {
    "lucifit": 12,
    "kubernetes": 30,
    "opensource.guide": 10,
    "hugoDocs": 20,
    "fastapi": 20,
    "jekyll-docs": 20,
}
"""How many English pages of each site."""

RU, SOURCE = "content/ru/hours.md", "content/en/hours.md"
PO, POT = "locales/ru/hours.po", "locales/templates/hours.pot"
_REFERENCES = re.compile(rb"^(?:#: .*\n)+", re.MULTILINE)
STATE = ("X-Source-Hash", "X-Page-Hash", "X-Catalog-Hash")


def run(*command: str | Path) -> bytes:
    """What a program of gettext has to say; it is to have no complaints."""
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout


def one_line(references: re.Match[bytes]) -> bytes:
    """Several ``#:`` lines as one: the lines of these `msgcat` breaks in any case."""
    return references[0].replace(b"\n#:", b"")


def assert_clean(catalogs: list[Path]) -> None:
    """Valid for `msgfmt --check`, and as `msgcat --no-wrap` writes it but for breaks in lists of references.

    Of a catalog without messages, for a page without text, `msgcat` writes nothing at all.
    """
    assert catalogs
    for catalog in catalogs:
        run("msgfmt", "--check", "--output-file=-", catalog)
        written, rewritten = catalog.read_bytes(), run("msgcat", "--no-wrap", catalog)
        if rewritten:
            assert _REFERENCES.sub(one_line, rewritten) == _REFERENCES.sub(one_line, written), catalog
        else:
            assert not read(catalog).entries, catalog


def read(path: Path) -> Catalog:
    return po.parse(path.read_bytes(), path.name)


def active(catalog: Catalog) -> dict[tuple[str | None, str], Entry]:
    return {(e.msgctxt, e.msgid): e for e in catalog.entries if not e.obsolete}


def test_the_demonstration_sites_catalogs() -> None:
    """What stands in the repository is as gettext would have it."""
    assert_clean(sorted(DEMONSTRATION.rglob("*.po")))


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("site", SAMPLE)
def test_catalogs_of_real_pages(folder: Folder, site: str) -> None:
    """New, translated, and after a change of each page: with fuzzy, previous and obsolete messages."""
    (folder.root / SOURCE).unlink()
    english = [
        path
        for path in pages(site, (".md",))
        if re.search(r"/en/|-en\.md$|_articles/[^/]+$|_docs/", str(path))
    ]
    texts = {}
    for number, path in enumerate(english[: SAMPLE[site]]):
        texts[f"content/en/{number}/{path.name}"] = path.read_bytes()
    assert len(texts) > 5
    for name, data in texts.items():
        folder.write(name, data)
    folder.sync()
    folder.sync(pseudo="accent", locales=["ru"])
    assert_clean(sorted(folder.root.glob("locales/*/**/*.po")))
    for name, data in texts.items():
        folder.write(name, re.sub(rb"\bthe\b", b"one", data.replace(b" and ", b" or "))[: len(data) * 3 // 4])
    folder.sync(locales=["ru"])
    catalogs = sorted(folder.root.glob("locales/ru/**/*.po"))
    assert_clean(catalogs)
    entries = [entry for catalog in catalogs for entry in read(catalog).entries]
    assert any(entry.fuzzy and entry.previous_msgid for entry in entries)
    assert any(entry.obsolete for entry in entries)


@pytest.fixture
def half(folder: Folder) -> Folder:
    """A translated page whose source has changed: a message is fuzzy, one obsolete, with people's notes."""
    folder.write("translate.toml", f"{CONFIG}\n[catalogs]\nmin_translated = 50\ntemplates = true\n")
    page = folder.read(SOURCE)
    folder.write(SOURCE, page.replace("- Sunday", "<!-- translate:note: no Sundays in May -->\n- Sunday"))
    folder.sync()
    folder.translate_all(PO)
    text = folder.read(PO).replace("#. paragraph\n", "# I asked the owner.\n#. paragraph\n", 1)
    folder.write(PO, text)
    folder.sync()
    changed = folder.read(SOURCE).replace("open *every* day", "open *every single* day")
    folder.write(SOURCE, changed.replace("- Monday: `09:00`\n", ""))
    folder.sync()
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ("msgattrib", "--no-wrap", PO),
        ("msgattrib", "--no-wrap", "--no-obsolete", PO),
        ("msgattrib", "--no-wrap", "--clear-fuzzy", "--clear-previous", PO),
        ("msgmerge", "--no-wrap", "--quiet", "--previous", PO, POT),
        ("msgcat", "--width=79", PO),
        ("msgcat", "--no-wrap", "--sort-output", PO),
    ],
    ids=" ".join,
)
def test_gettext_keeps_what_translate_remembers(half: Folder, command: tuple[str, ...]) -> None:
    """Header fields, kinds, notes and people's comments survive; the next sync is at peace with it all."""
    before = read(half.root / PO)
    made = subprocess.run(command, cwd=half.root, capture_output=True, check=True).stdout
    half.write(PO, made)

    after = read(half.root / PO)
    assert {name: after.get(name) for name in STATE} == {name: before.get(name) for name in STATE}
    had, has = active(before), active(after)
    assert had.keys() == has.keys()
    for key, entry in had.items():
        assert has[key].msgstr == entry.msgstr
        assert has[key].extracted == entry.extracted
        assert has[key].comments == entry.comments
    assert any(entry.comments == ("I asked the owner.",) for entry in has.values())
    assert any("note: no Sundays in May" in entry.extracted for entry in has.values())

    page = half.read(RU)
    result = half.sync(locales=["ru"])
    assert not result.failed
    cleared = "--clear-fuzzy" in command
    assert half.page(RU).state is (State.CURRENT if cleared else State.INCOMPLETE)
    assert (half.read(RU) != page) == cleared
    run("msgfmt", "--check", "--output-file=-", half.root / PO)
    stamps = half.stamps()
    half.sync()
    assert half.stamps() == stamps


def as_poedit_saves(text: str) -> str:
    """A catalog after a person approved its fuzzy message and saved: as Poedit 3.2 was seen to write it."""
    text = text.replace('"PO-Revision-Date: \\n"\n', '"POT-Creation-Date: \\n"\n"PO-Revision-Date: \\n"\n')
    head, _, entries = text.partition("\n\n")
    entries = re.sub(r"#, fuzzy\n#\| msgid .*\n", "", entries)
    return f'{head}\n"X-Generator: Poedit 3.2.2\\n"\n\n{entries}'


def test_an_editors_save_is_taken(half: Folder) -> None:
    """The approved message is published, the editor's header fields stay, nothing moves about in the file."""
    half.write(PO, as_poedit_saves(half.read(PO)))
    half.write(PO.replace(".po", ".mo"), run("msgfmt", "--output-file=-", half.root / PO))
    saved = half.read(PO)
    (result,) = half.sync(locales=["ru"]).pages
    assert result.action is Action.UPDATED
    assert "ru We are open *every* day." in half.read(RU)
    catalog = read(half.root / PO)
    assert catalog.get("X-Generator") == "Poedit 3.2.2"
    assert ("POT-Creation-Date", "") in catalog.header
    assert half.read(PO).partition("\n\n")[2] == saved.partition("\n\n")[2]

    stamps = half.stamps()
    half.sync()
    assert half.stamps() == stamps
    half.write(PO, half.read(PO))  # saved again without a change
    written = half.read(PO)
    assert not any(page.catalog_written for page in half.sync().pages)
    assert half.read(PO) == written
