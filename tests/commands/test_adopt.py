"""`translate adopt`, as its users run it."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import md5
from pathlib import Path

import polib
import pytest
from command_line import translate
from conftest import CONFIG, Folder

from translator import api

HOME = Path(__file__).resolve().parents[2]
SOURCE = """\
---
title: The valve
page_id: valve
---

# The valve

Open the valve slowly and wait for `5` minutes.

- Read [the manual](https://example.org/manual) before that.
- Then call Ada Lovelace.

Clean the filter every 6 months.
"""
RUSSIAN = """\
---
title: Клапан
page_id: valve
---

# Клапан

Медленно откройте клапан и подождите `5` минут.

- Прочитайте перед этим [руководство](https://example.org/manual).
- Затем позвоните Ada Lovelace.

Чистите фильтр каждые 6 месяцев.
"""
RU = "content/ru/valve.md"
PO = "locales/ru/valve.po"
CONFIG_PATH = "translate.toml"


def git(site: Folder, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=site.root, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    """A page, and its Russian translation that somebody made without the tool."""
    folder = Folder(tmp_path / "site")
    folder.write("translate.toml", CONFIG)
    folder.write("content/en/valve.md", SOURCE)
    folder.write(RU, RUSSIAN)
    return folder


def entries(site: Folder, path: str = PO) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(site.root / path), wrapwidth=0)}


def test_the_demonstration_site_without_its_catalogs(tmp_path: Path) -> None:
    """All its translations come back from its pages; the sync that follows changes no byte of them."""
    site = Folder(tmp_path / "site")
    shutil.copytree(HOME / "content", site.root / "content")
    shutil.copy(HOME / "translate.toml", site.root)
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    run = translate(site.root, "adopt")
    assert run.code == 0, run.err
    assert "18 pages adopted, 386 certain" in run.out
    assert {path: path.read_bytes() for path in before} == before
    site.sync()
    assert {path: path.read_bytes() for path in before} == before
    for kept in sorted((HOME / "locales").rglob("*.po")):
        wanted = {
            (e.msgctxt, e.msgid): e.msgstr for e in polib.pofile(str(kept), wrapwidth=0) if not e.obsolete
        }
        path = site.root / kept.relative_to(HOME)
        has = {(e.msgctxt, e.msgid): e.msgstr for e in polib.pofile(str(path), wrapwidth=0)}
        differing = {key for key in wanted if has[key] != wanted[key]}
        assert all(key[1] == wanted[key] for key in differing)  # left in the source language


def test_a_page_is_adopted_and_kept_in_step(site: Folder) -> None:
    """Adopted, synced, then treated as any other."""
    run = translate(site.root, "adopt", "-l", "ru")
    assert run.code == 0
    assert f"adopted   {RU} ← content/en/valve.md: 6 certain" in run.out
    assert site.read(RU) == RUSSIAN
    site.sync()
    assert site.read(RU).replace(site.read(RU).split("\n")[3] + "\n", "", 1) == RUSSIAN
    site.write("content/en/valve.md", SOURCE.replace("6 months", "3 months"))
    site.sync()
    edited = entries(site)["Clean the filter every 3 months."]
    assert (edited.msgstr, edited.fuzzy) == ("Чистите фильтр каждые 6 месяцев.", True)


def test_a_dry_run_and_a_second_run_write_nothing(site: Folder) -> None:
    """A page whose catalog is kept already is left to sync."""
    assert "1 page to adopt" in translate(site.root, "adopt", "--dry-run").out
    assert not site.exists(PO)
    translate(site.root, "adopt")
    stamps = site.stamps()
    assert "1 known already" in translate(site.root, "adopt").out
    assert site.stamps() == stamps


def test_made_from_a_revision_that_its_hash_names(site: Folder) -> None:
    """The catalog is that revision's; the sync that follows knows what changed since."""
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "First")
    digest = md5(SOURCE.encode()).hexdigest()
    site.write(RU, RUSSIAN.replace("page_id: valve", f"page_id: valve\nsource_hash: {digest}"))
    site.write("content/en/valve.md", SOURCE.replace("6 months", "3 months").replace("# The", "# A"))
    git(site, "commit", "-q", "-a", "-m", "Second")
    run = translate(site.root, "adopt", "-l", "ru", "--json")
    (page,) = json.loads(run.out)["pages"]
    assert page["how"] == "source_hash"
    assert len(page["revision"]) == 10
    assert page["counts"]["certain"] == 6
    site.sync()
    assert (
        entries(site)["Clean the filter every 3 months."].previous_msgid == "Clean the filter every 6 months."
    )


def test_made_from_the_revision_whose_structure_fits(site: Folder) -> None:
    """Without a hash: an older source page had the paragraphs that this translation has."""
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "First")
    site.write(
        "content/en/valve.md",
        SOURCE.replace("- Then call Ada Lovelace.\n", "").replace("## ", "").replace("`5`", "`50`"),
    )
    git(site, "commit", "-q", "-a", "-m", "Second")
    (page,) = json.loads(translate(site.root, "adopt", "-l", "ru", "--json").out)["pages"]
    assert page["how"] == "structure"
    assert page["counts"] == {
        "certain": 6, "uncertain": 0, "copy": 0, "source_alone": 0, "localized_alone": 0,
    }  # fmt: skip
    site.sync()
    assert entries(site)["Then call Ada Lovelace."].obsolete


@pytest.mark.parametrize("committed", [True, False])
def test_a_translation_is_of_no_source_that_came_later(site: Folder, committed: bool) -> None:
    """Words that changed since the translation's last commit are stale, though the structure is the same."""
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "First")
    site.write("content/en/valve.md", SOURCE.replace("Then call Ada Lovelace", "Do not call Ada Lovelace"))
    if committed:
        git(site, "commit", "-q", "-a", "-m", "Second")
    (page,) = json.loads(translate(site.root, "adopt", "-l", "ru", "--json").out)["pages"]
    assert page["how"] == "structure"
    site.sync()
    assert entries(site)["Do not call Ada Lovelace."].fuzzy
    assert "Do not call Ada Lovelace." in site.read(RU)


def test_a_translation_that_was_changed_since(site: Folder) -> None:
    """It may be of today's source: the newest revision that fits is taken."""
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "First")
    site.write("content/en/valve.md", SOURCE.replace("Then call Ada Lovelace", "Do not call Ada Lovelace"))
    git(site, "commit", "-q", "-a", "-m", "Second")
    site.write(RU, site.read(RU) + "\n")
    (page,) = json.loads(translate(site.root, "adopt", "-l", "ru", "--json").out)["pages"]
    assert page["how"] == "today"


def test_a_hash_that_nobody_knows_is_told(site: Folder) -> None:
    """The page is adopted from today's source, with a word on that."""
    site.write(RU, RUSSIAN.replace("page_id: valve", f"page_id: valve\nsource_hash: {'0' * 32}"))
    run = translate(site.root, "adopt")
    assert run.code == 0
    assert "the revision of content/en/valve.md that it was made from is unknown" in run.err


def test_the_hash_is_written_on_request(site: Folder) -> None:
    """The only byte of a page that adopt ever changes."""
    translate(site.root, "adopt", "--write-hash")
    digest = md5(SOURCE.encode()).hexdigest()
    assert site.read(RU).replace(f"source_hash: {digest}\n", "") == RUSSIAN
    assert site.page(RU).state.value == "current"


def test_the_hash_is_written_later(site: Folder) -> None:
    """Of a page that was adopted without: the source's that it was made from, be that another one by now."""
    translate(site.root, "adopt")
    site.write("content/en/valve.md", SOURCE.replace("Then call Ada Lovelace", "Do not call Ada Lovelace"))
    translate(site.root, "adopt", "--write-hash", "--dry-run")
    assert site.read(RU) == RUSSIAN
    translate(site.root, "adopt", "--write-hash")
    assert site.read(RU).replace(f"source_hash: {md5(SOURCE.encode()).hexdigest()}\n", "") == RUSSIAN
    text = site.read(RU)
    translate(site.root, "adopt", "--write-hash")
    assert site.read(RU) == text
    site.sync()
    assert entries(site)["Do not call Ada Lovelace."].fuzzy


def test_no_hash_is_written_into_a_page_that_was_edited(site: Folder) -> None:
    """A sync reads the edit first."""
    translate(site.root, "adopt")
    site.write(RU, RUSSIAN + "\nЕщё слова.\n")
    translate(site.root, "adopt", "--write-hash")
    assert site.read(RU) == RUSSIAN + "\nЕщё слова.\n"


@pytest.mark.parametrize("how", ["by name", "by page_id", "by structure"])
def test_a_page_that_stands_elsewhere(site: Folder, how: str) -> None:
    """Found by its file's name, a key, or its structure; the sync writes it where the layout has it."""
    (site.root / RU).unlink()
    name = "other/valve.md" if how == "by name" else "klapan.md"
    text = RUSSIAN.replace("page_id: valve\n", "") if how != "by page_id" else RUSSIAN
    site.write(f"content/ru/{name}", text)
    site.write("content/en/another.md", "# Another\n\nWith other words.\n\n```\ncode\n```\n")
    assert "1 page to adopt" in translate(site.root, "adopt", "--dry-run", f"content/ru/{name}").out
    assert translate(site.root, "adopt", "content/ru/none.md").code == 2
    run = translate(site.root, "adopt", "-l", "ru")
    assert f"adopted   content/ru/{name} ← content/en/valve.md (its place is {RU}): 6 certain" in run.out
    site.sync()
    assert "Медленно откройте клапан" in site.read(RU)
    assert site.read(f"content/ru/{name}") == text


def test_a_page_of_the_same_name_that_is_another_page(site: Folder) -> None:
    """A glossary's entry is no translation of the chapter on what it explains."""
    (site.root / RU).unlink()
    chapter = "".join(f"## Part {n}\n\n- Turn `screw-{n}`.\n- And wait.\n\n" for n in range(8))
    site.write("content/en/valve.md", SOURCE + chapter)
    site.write("content/ru/glossary/valve.md", "---\ntitle: Клапан\n---\n\nДеталь, которая закрывается.\n")
    run = translate(site.root, "adopt", "-l", "ru")
    assert "glossary/valve.md" not in run.out
    assert not site.exists(PO)


def test_an_untranslated_copy_is_named(site: Folder) -> None:
    """English under a Russian name gives no translation."""
    site.write(RU, SOURCE)
    run = translate(site.root, "adopt")
    assert f"copy      {RU} ← content/en/valve.md: an untranslated copy" in run.out
    assert "nothing is taken from it" in run.err
    assert not site.exists(PO)


def test_a_page_that_cannot_be_read_stops_no_other(site: Folder) -> None:
    """Exit code 3, with its line."""
    site.write("content/en/bad.md", SOURCE)
    site.write("content/ru/bad.md", "---\ntitle: [\n---\n\nТекст\n")
    run = translate(site.root, "adopt")
    assert run.code == 3
    assert "content/ru/bad.md" in run.err
    assert site.exists(PO)


def test_the_report_shows_pairs_side_by_side(site: Folder) -> None:
    """Source on the left, translation on the right."""
    run = translate(site.root, "adopt", "--report", "--dry-run")
    row = next(line for line in run.out.splitlines() if "Clean the filter" in line)
    left, _, right = row.partition("│")
    assert left.strip() == "Clean the filter every 6 months."
    assert right.strip() == "Чистите фильтр каждые 6 месяцев."


def test_translated_code_is_named(site: Folder) -> None:
    """Comments that somebody translated in a code block are of no message: whoever adopts must know."""
    site.write("content/en/code.md", "Some words.\n\n```py\n# hello\n```\n\n```py\nx\n```\n")
    site.write("content/ru/code.md", "Слова.\n\n```py\n# привет\n```\n\n```py\nx\n```\n")
    run = translate(site.root, "adopt")
    assert "content/ru/code.md:3: code blocks that differ from the source's (lines 3)" in run.err


def test_pages_and_locales_narrow_it(site: Folder) -> None:
    """A locale that is not configured is a wrong call."""
    assert translate(site.root, "adopt", "-l", "xx").code == 2
    assert translate(site.root, "adopt", "content/en/none.md").code == 2
    assert "0 pages adopted" in translate(site.root, "adopt", "-l", "de").out


def test_lossless_with_translations_of_many_shapes(site: Folder) -> None:
    """Quotes, breaks, backslashes and what PO has to escape come through catalog and page."""
    source = 'Say "hello" now\\\nand again.\n\nA tab\there, a `\\n` there.\n'
    text = 'Скажи "привет" теперь\\\nи снова.\n\nТабуляция\tздесь, `\\n` там.\n'
    site.write("content/en/odd.md", source)
    site.write("content/ru/odd.md", text)
    translate(site.root, "adopt")
    api.sync(site.root)
    assert site.read("content/ru/odd.md") == text


HERO = """\
---
title: {title}
description: >
  {title} and more.
hero:
  actions:
    - text: {text}
      link: /{code}/start/
    - text: {more}
      link: /{code}/why/
  facepile:
    link: /{code}/team/
---

{body}
"""


def test_a_list_with_texts_and_values_of_its_own(folder: Folder) -> None:
    """Its texts are the catalog's, its other values the localized page's: both come back to the letter."""
    config = CONFIG + (
        '\n[front_matter]\ntranslate = ["title", "description", "hero.actions[*].text"]\n'
        "\n[catalogs]\nmin_translated = 0\n"
    )
    folder.write("translate.toml", config)
    (folder.root / "content/en/hours.md").unlink()
    source = HERO.format(title="Docs", text="Start", more="Learn why", code="en", body="Read it all.")
    page = HERO.format(title="Тексты", text="Начать", more="Узнать", code="ru", body="Читайте всё.")
    folder.write("content/en/home.md", source)
    folder.write("content/ru/home.md", page)
    assert translate(folder.root, "adopt").code == 0
    catalog = polib.pofile(str(folder.root / "locales/ru/home.po"))
    assert catalog.metadata["X-Kept-Keys"] == (
        "hero.actions[0].link, hero.actions[1].link, hero.facepile.link"
    )
    assert {entry.msgid: entry.msgstr for entry in catalog}["Docs and more.\n"] == "Тексты and more.\n"
    assert translate(folder.root, "sync").code == 0
    written = folder.read("content/ru/home.md")
    assert [line for line in written.splitlines() if not line.startswith("source_hash")] == page.splitlines()
    # a text that comes into the list later finds its place
    folder.write(
        "content/en/home.md",
        source.replace("  facepile", "    - text: Ask\n      link: /en/ask/\n  facepile"),
    )
    assert translate(folder.root, "sync").code == 0
    written = folder.read("content/ru/home.md")
    assert "text: Начать\n      link: /ru/start/" in written
    assert "text: Ask\n      link: /en/ask/" in written


def test_keys_that_are_kept_and_translated(folder: Folder) -> None:
    """A key that the configuration keeps is the localized page's, with the texts in it."""
    config = CONFIG + '\n[front_matter]\ntranslate = ["title", "hero.text"]\nkeep = ["hero"]\n'
    folder.write("translate.toml", config)
    folder.write("content/en/hours.md", "---\ntitle: Hours\nhero:\n  text: Come in\n---\n\nOpen.\n")
    folder.write("content/ru/hours.md", "---\ntitle: Часы\nhero:\n  text: Заходите, гости\n---\n\nОткрыто.\n")
    assert translate(folder.root, "adopt").code == 0
    assert translate(folder.root, "sync").code == 0
    assert "  text: Заходите, гости\n" in folder.read("content/ru/hours.md")
    folder.translate("locales/ru/hours.po", {"Come in": "Войдите"})
    assert translate(folder.root, "sync").code == 0
    assert "  text: Заходите, гости\n" in folder.read("content/ru/hours.md")


OWN = """\
---
# Переведено вручную
title:   "Клапан"

description: Как с ним быть.   # only here
page_id: 'valve'
---

Клапан
======

Медленно откройте клапан и подождите `5`
минут. Это *важно*.

*   Прочитайте перед этим
    [руководство](https://example.org/manual).
*   Затем позвоните __Ada Lovelace__.


Чистите фильтр каждые 6 месяцев."""


@pytest.mark.parametrize("write_hash", [False, True])
def test_an_adopted_page_keeps_its_own_layout(site: Folder, write_hash: bool) -> None:
    """The first sync writes the hash alone; a later one works from the catalog, and keeps its lines."""
    site.write(RU, OWN)
    site.write(CONFIG_PATH, site.read(CONFIG_PATH) + '\n[links]\nanchors = "leave"\n')
    assert translate(site.root, "adopt", *(["--write-hash"] if write_hash else [])).code == 0
    site.sync()
    digest = md5(SOURCE.encode()).hexdigest()
    assert site.read(RU) == OWN.replace("page_id: 'valve'\n", f"page_id: 'valve'\nsource_hash: {digest}\n")
    assert translate(site.root, "status", "--check", "--locale", "ru").code == 0
    stamps = site.stamps()
    site.sync()
    assert site.stamps() == stamps
    site.write("content/en/valve.md", SOURCE.replace("6 months", "8 months"))
    site.sync()
    entry = entries(site)["Clean the filter every 8 months."]
    assert (entry.fuzzy, entry.msgstr) == (True, "Чистите фильтр каждые 6 месяцев.")
    site.write(PO, site.read(PO).replace("#, fuzzy\n", "").replace("каждые 6", "каждые 8"))
    site.sync()
    assert "Чистите фильтр каждые 8 месяцев." in site.read(RU)
    assert "подождите `5`\nминут. Это *важно*." in site.read(RU)
    assert "\n- Прочитайте перед этим" in site.read(RU)
    assert "description: Как с ним быть.   # only here\n" in site.read(RU)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("каждые 6 месяцев", "каждые 7 месяцев", id="a text that may be another's"),
        pytest.param("page_id: 'valve'", "page_id: 'valve'\nweight: 3", id="nothing"),
        pytest.param("\n\n\nЧистите", "\n\n```\nmake\n```\n\nЧистите", id="a block that the source lacks"),
    ],
)
def test_where_its_layout_is_its_own(site: Folder, old: str, new: str) -> None:
    """Only a page that says all that the catalog says, in the source's structure, stays as it is laid out."""
    text = OWN.replace(old, new)
    assert text != OWN
    site.write(RU, text)
    assert translate(site.root, "adopt").code in (0, 3)
    site.sync()
    kept = "title:   " in site.read(RU)
    assert kept == (new.endswith("weight: 3"))
