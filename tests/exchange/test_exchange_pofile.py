"""PO files of other tools: everything that people translated comes in."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import translate
from conftest import CONFIG, Folder
from corpus import CORPUS, requires_corpus

from translator.commands.import_ import ImportCall, import_

if TYPE_CHECKING:
    from pathlib import Path

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ru\\n"

#: content/en/a.md:1 content/en/b.md
msgid "Prices"
msgstr "Цены"

#: content/en/a.md:3
#, fuzzy
msgid "We are open."
msgstr "Открыто."

#: content/en/a.md:5
msgid "Call `five` times."
msgstr "Звоните `пять` раз."

#: content/en/a.md:7
msgid "The door is blue and has a bell."
msgstr "Дверь синяя, на ней звонок."

#: content/en/a.md:9
msgid "Something that went long ago."
msgstr "Что-то давно исчезнувшее."

#: content/en/toc.md
msgid "Alone"
msgstr "В одиночку"
"""


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "site")
    folder.write("translate.toml", CONFIG)
    folder.write(
        "content/en/a.md",
        "# Prices\n\nWe are open.\n\nCall `five` times.\n\nThe door is blue, and it has a bell.\n\nAlone\n",
    )
    folder.write("content/en/b.md", "# Prices\n")
    folder.write("book.po", PO)
    folder.sync()
    return folder


def entries(site: Folder, path: str) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(site.root / path), wrapwidth=0)}


def test_each_translation_finds_its_page(site: Folder) -> None:
    """By its reference; without a page of that name, wherever its message is untranslated."""
    run = translate(site.root, "import", "book.po")
    assert run.code == 0, run.err
    a, b = entries(site, "locales/ru/a.po"), entries(site, "locales/ru/b.po")
    assert a["Prices"].msgstr == b["Prices"].msgstr == "Цены"
    assert a["Alone"].msgstr == "В одиночку"
    assert a["We are open."].fuzzy
    assert not entries(site, "locales/de/a.po")["Prices"].msgstr


def test_nothing_is_left_out(site: Folder) -> None:
    """An edited message, one that is gone, and a translation that fails a check."""
    translate(site.root, "import", "book.po")
    a = entries(site, "locales/ru/a.po")
    edited = a["The door is blue, and it has a bell."]
    assert (edited.fuzzy, edited.previous_msgid) == (True, "The door is blue and has a bell.")
    assert a["Something that went long ago."].obsolete
    doubtful = a["Call `five` times."]
    assert doubtful.fuzzy
    assert doubtful.msgstr == "Звоните `пять` раз."
    assert "to be looked at: " in doubtful.tcomment


def test_twice_is_once(site: Folder) -> None:
    """A second import changes nothing; what a person has mended stays, the other text beside it."""
    translate(site.root, "import", "book.po")
    site.translate("locales/ru/a.po", {"Prices": "Стоимость"})
    run = translate(site.root, "import", "book.po")
    assert run.code == 3
    assert "Стоимость" in run.err
    kept = entries(site, "locales/ru/a.po")["Prices"]
    assert (kept.msgstr, kept.tcomment) == ("Стоимость", "another translation: Цены")
    before = site.read("locales/ru/a.po")
    translate(site.root, "import", "book.po")
    assert site.read("locales/ru/a.po") == before


def test_a_damaged_file_is_refused(site: Folder) -> None:
    """With its line, before anything is changed."""
    site.write("book.po", PO + "\nmsgid broken\n")
    run = translate(site.root, "import", "book.po")
    assert run.code == 2
    assert "book.po:" in run.err
    assert translate(site.root, "export", "all.po", "--locale", "ru").code == 2


@requires_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("locale", ["ru", "fr", "fa", "zh-CN"])
def test_a_book_that_people_translated(tmp_path: Path, locale: str) -> None:
    """Every translation of comprehensive-rust is in a catalog afterwards."""
    assert CORPUS is not None
    book = CORPUS / "comprehensive-rust"
    site = Folder(tmp_path / "site")
    shutil.copytree(book / "src", site.root / "src")
    site.write(
        "translate.toml",
        f'source_locale = "en"\nlocales = ["{locale}"]\ndialects = []\n'
        '[[pages]]\nsource = "src/{path}.md"\nlocalized = "{locale}/{path}.md"\n',
    )
    site.sync()
    import_(site.root, ImportCall(book / "po" / f"{locale}.po"))
    there = {
        " ".join(text.split())
        for path in (site.root / "locales").rglob("*.po")
        for entry in polib.pofile(str(path), wrapwidth=0)
        for text in (entry.msgstr, *entry.tcomment.replace("another translation: ", "").split("\n"))
    }
    people = polib.pofile(str(book / "po" / f"{locale}.po"))
    wanted = {" ".join(entry.msgstr.split()) for entry in people if not entry.obsolete}
    assert len(wanted) > 500
    assert wanted - there == set()
