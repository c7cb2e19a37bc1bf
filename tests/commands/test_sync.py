"""`translate sync`: what a maintainer and a translator see, from the first run on."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import md5
from pathlib import Path

import pytest
from command_line import translate
from conftest import PAGE, Folder

from translator import status
from translator.commands.check import CheckCall, check
from translator.commands.diff import diff
from translator.commands.report import ReportCall, report
from translator.errors import ConfigError
from translator.model import Action, State

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"


def test_the_first_run_writes_catalogs_and_no_pages(folder: Folder) -> None:
    """A new page becomes a catalog for every locale; nothing is published before anyone translated."""
    result = folder.sync()
    assert [page.action for page in result.pages] == [Action.WAITING, Action.WAITING]
    assert 'msgid "We are open *every* day."' in folder.read(PO)
    assert 'msgctxt "title"' in folder.read(PO)
    assert not folder.exists(RU)
    assert not result.failed


def test_a_translated_catalog_becomes_a_page(folder: Folder) -> None:
    """Hash and locale are set, everything that is no text is the source's."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    digest = md5(PAGE.encode(), usedforsecurity=False).hexdigest()
    assert folder.read(RU) == (
        PAGE.replace("title: Opening hours ", "title: ru Opening hours ")
        .replace("lang: en\n", f"lang: ru\nsource_hash: {digest}\n")
        .replace("# Opening hours", "# ru Opening hours")
        .replace("We are", "ru We are")
        .replace("Monday:", "ru Monday:")
        .replace("Sunday:", "ru Sunday:")
    )
    assert folder.page(RU).state is State.CURRENT


@pytest.mark.skipif(shutil.which("msgen") is None, reason="GNU gettext is not installed (Debian: gettext)")
def test_identity_through_gnu_msgen(folder: Folder) -> None:
    """With every msgstr equal to its msgid the page equals its source but for locale and hash."""
    folder.sync()
    subprocess.run(["msgen", "-o", PO, PO], cwd=folder.root, check=True)
    folder.sync()
    text = folder.read(RU)
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(("lang:", "source_hash:"))]
    assert "".join(kept) == PAGE.replace("lang: en\n", "")


def test_a_second_run_writes_nothing(folder: Folder) -> None:
    """No file is touched when nothing changed, and the result says so."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    before = folder.stamps()
    result = folder.sync()
    assert folder.stamps() == before
    assert all(page.action in (Action.NONE, Action.WAITING) for page in result.pages)
    assert not any(page.catalog_written for page in result.pages)


@pytest.mark.parametrize("form", ["upper case", "CRLF", "body"])
def test_a_hash_of_an_older_script_is_no_reason_to_write(folder: Folder, form: str) -> None:
    """A page that bears one, laid out in its own way, is taken into its catalog, and stays as it is."""
    source = "---\ntitle: Hello\nlang: en\n---\n\n# Hi there\n\nText here\nwrapped.\n\n- one a\n- two b\n"
    hashes = {
        "upper case": md5(source.encode()).hexdigest().upper(),
        "CRLF": md5(source.replace("\n", "\r\n").encode()).hexdigest(),
        "body": md5(source.partition("\n---\n")[2].encode()).hexdigest(),
    }
    page = (
        f"---\ntitle: Привет\nlang: ru\nsource_hash: {hashes[form]}\n---\n\n"
        "# Привет вам\n\nТекст\nтут.\n\n* один\n* два\n"
    )
    folder.write("content/en/old.md", source)
    folder.write("content/ru/old.md", page)
    states = {each.pair.localized: each.state for each in folder.sync().pages}
    assert states["content/ru/old.md"] is State.CURRENT
    stamps = folder.stamps()
    assert f'"X-Source-Hash: {md5(source.encode()).hexdigest()}\\n"' in folder.read("locales/ru/old.po")
    assert translate(folder.root, "status", "--check", "--locale", "ru", "content/en/old.md").code == 0
    folder.sync()
    assert folder.stamps() == stamps
    assert folder.read("content/ru/old.md") == page


def test_a_page_that_is_built_otherwise_is_named(folder: Folder) -> None:
    """Its texts stand nowhere else, and pair with nothing: it stays, and adopt is named, in every run."""
    source = "---\ntitle: Hello\n---\n\nOne paragraph.\n"
    page = (
        f"---\ntitle: Привет\nsource_hash: {md5(source.encode()).hexdigest()}\n---\n\nОдин.\n\n- И список\n"
    )
    folder.write("content/en/odd.md", source)
    folder.write("content/ru/odd.md", page)
    for _ in range(2):
        ended = translate(folder.root, "sync", "content/en/odd.md")
        assert ended.code == 0
        assert "warning: content/ru/odd.md:2: left as it is" in ended.err
        assert "translate adopt content/ru/odd.md" in ended.err
        assert folder.read("content/ru/odd.md") == page


def test_a_glossary_that_is_not_there_is_named(folder: Folder) -> None:
    """A page can be written without it, an engine is not asked."""
    folder.write("translate.toml", folder.read("translate.toml") + '\n[glossary]\nfile = "terms.csv"\n')
    for command in ("status", "sync"):
        ended = translate(folder.root, command)
        assert ended.code == 0
        assert "warning: terms.csv: there is no such glossary" in ended.err
    folder.write("terms.csv", "en,ru,de\n")
    assert translate(folder.root, "status").err == ""


@pytest.mark.parametrize(
    ("name", "text"), [("nav.yml", "- One item\n- Two items\n"), ("a.json", '["One item"]\n')]
)
def test_a_data_file_may_hold_a_list(folder: Folder, name: str, text: str) -> None:
    """It has no room for a hash; the catalog has it."""
    folder.write("_data/en/" + name, text)
    form = name.partition(".")[2]
    tree = f'[[pages]]\nsource = "_data/en/{{path}}.{form}"\nlocalized = "_data/{{locale}}/{{path}}.{form}"\n'
    tree += 'translate = ["**"]\n'
    folder.write("translate.toml", folder.read("translate.toml") + tree)
    folder.sync()
    catalog = f"locales/ru/{name.partition('.')[0]}.po"
    folder.translate(
        catalog, {"One item": "Раз", "Two items": "Два"} if form == "yml" else {"One item": "Раз"}
    )
    assert folder.sync().failed is False
    assert folder.read("_data/ru/" + name) == text.replace("One item", "Раз").replace("Two items", "Два")
    assert "X-Source-Hash" in folder.read(catalog)
    stamps = folder.stamps()
    assert folder.sync().failed is False
    assert folder.stamps() == stamps


def test_a_page_that_cannot_be_read_and_is_not_there_yet_is_missing(folder: Folder) -> None:
    """Nothing is outdated where there is nothing."""
    folder.write("content/en/bad.md", "---\ntitle: [\n---\n\nText\n")
    found = [each for each in status(folder.root).pages if each.pair.source == "content/en/bad.md"]
    assert {each.state for each in found} == {State.MISSING}


def test_an_edited_paragraph_becomes_fuzzy(folder: Folder) -> None:
    """The old translation stays, with the text it was made for; nothing else changes."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    folder.write("content/en/hours.md", PAGE.replace("open *every* day", "open *every single* day"))
    assert folder.page(RU).state is State.OUTDATED
    result = folder.sync()
    ru = next(page for page in result.pages if page.pair.locale == "ru")
    assert (ru.fuzzied, ru.obsoleted, ru.translated) == (1, 0, ru.messages - 1)
    assert '#| msgid "We are open *every* day."' in folder.read(PO)
    assert 'msgstr "ru We are open *every* day."' in folder.read(PO)


def test_an_unfinished_sentence_shows_the_source_text(folder: Folder) -> None:
    """Above min_translated the page is published, its missing sentence in the source language."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    folder.write("content/en/hours.md", PAGE.replace("open *every* day", "open *every single* day"))
    folder.sync()
    assert "We are open *every single* day." in folder.read(RU)
    assert "ru Opening hours" in folder.read(RU)
    assert folder.page(RU).state is State.INCOMPLETE


def test_below_min_translated_the_page_is_left(folder: Folder) -> None:
    """A page that would be mostly untranslated keeps its last good form."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    before = folder.read(RU)
    folder.write("content/en/hours.md", "---\ntitle: New\n---\n\nAll of it is new.\n\nEvery word.\n")
    folder.sync()
    assert folder.read(RU) == before
    assert folder.page(RU).state is State.OUTDATED


def test_revert_brings_everything_back(folder: Folder) -> None:
    """When the source returns, so do its translations, as they were."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    page = folder.read(RU)
    folder.write(
        "content/en/hours.md", PAGE.replace("We are open *every* day.\n\n", "").replace("Sunday", "Saturday")
    )
    folder.sync()
    folder.write("content/en/hours.md", PAGE)
    folder.sync()
    assert folder.read(RU) == page


def test_changed_metadata_is_reported(folder: Folder) -> None:
    """What is not translated is copied from the source, and the report says what changed."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    folder.write("content/en/hours.md", PAGE.replace("clock.png", "watch.png"))
    result = folder.sync()
    ru = next(page for page in result.pages if page.pair.locale == "ru")
    assert ru.metadata == ("image: clock.png → watch.png",)
    assert "image: watch.png" in folder.read(RU)


def test_kept_keys_stay_the_localized_pages_own(folder: Folder) -> None:
    """Translators sign their page in a key that no sync overwrites."""
    config = folder.read("translate.toml")
    folder.write("translate.toml", config + '\n[front_matter]\nkeep = ["translators", "image"]\n')
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    folder.write(RU, folder.read(RU).replace("image: clock.png", "image: chasy.png\ntranslators: [Анна]"))
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    folder.sync()
    assert "image: chasy.png" in folder.read(RU)
    assert "translators: [Анна]" in folder.read(RU)
    assert "each" in folder.read(RU)


def test_a_page_edited_by_hand_gives_its_edits_to_the_catalog(folder: Folder) -> None:
    """A typo mended in the page is mended in the catalog; a second run changes nothing."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    folder.write(RU, folder.read(RU).replace("ru We are open *every* day.", "Мы открыты *каждый* день."))
    assert folder.page(RU).state is State.EDITED
    result = folder.sync()
    assert next(page for page in result.pages if page.pair.locale == "ru").taken == 1
    assert 'msgstr "Мы открыты *каждый* день."' in folder.read(PO)
    assert "Мы открыты *каждый* день." in folder.read(RU)
    before = folder.stamps()
    folder.sync()
    assert folder.stamps() == before
    assert folder.page(RU).state is State.CURRENT


def test_a_page_that_cannot_be_paired_is_left_alone(folder: Folder) -> None:
    """A paragraph that only the localized page has is never lost: the page is named instead."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    edited = folder.read(RU) + "\nПримечание переводчика.\n"
    folder.write(RU, edited)
    folder.write("content/en/hours.md", PAGE.replace("*every*", "*each*"))
    result = folder.sync()
    assert folder.read(RU) == edited
    assert result.failed
    (finding,) = next(page for page in result.pages if page.pair.locale == "ru").findings
    assert "Примечание переводчика." in finding.message
    assert finding.path == RU
    assert finding.line > 1
    assert folder.sync(ours=True).pages[0].action is Action.UPDATED
    assert "Примечание" not in folder.read(RU)


def test_an_unmanaged_page_is_never_touched(folder: Folder) -> None:
    """What translate has not written, and bears no hash, is somebody else's."""
    folder.write(RU, "# Часы\n\nСовсем другой текст.\n")
    result = folder.sync(locales=["ru"])
    assert folder.read(RU) == "# Часы\n\nСовсем другой текст.\n"
    assert result.pages[0].state is State.UNMANAGED
    assert not result.failed


def test_a_renamed_source_takes_its_translations_along(folder: Folder) -> None:
    """Catalog and localized page move with the source page; nothing is translated twice."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    page = folder.read(RU)
    (folder.root / "content/en/hours.md").rename(folder.root / "content/en/times.md")
    result = folder.sync()
    ru = next(p for p in result.pages if p.pair.locale == "ru")
    assert ru.action is Action.MOVED
    assert folder.read("content/ru/times.md") == page
    assert not folder.exists(RU)
    assert not folder.exists(PO)
    assert ru.translated == ru.messages


def test_a_renamed_and_edited_source_is_recognised_by_its_messages(folder: Folder) -> None:
    """A new path and one new word: still the same page."""
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    (folder.root / "content/en/hours.md").unlink()
    folder.write("content/en/times.md", PAGE.replace("Monday", "Tuesday"))
    folder.sync()
    assert "ru We are open" in folder.read("content/ru/times.md")
    assert not folder.exists(RU)


def test_orphans_are_listed_and_pruned_on_request(folder: Folder) -> None:
    """Without a source page the localized one is orphaned; only --prune removes it."""
    folder.write("content/en/other.md", "A quite different page.\n")
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    (folder.root / "content/en/hours.md").unlink()
    result = folder.sync()
    assert {page.state for page in result.pages if page.pair.localized == RU} == {State.ORPHANED}
    assert folder.exists(RU)
    folder.sync(prune=True)
    assert not folder.exists(RU)
    assert not folder.exists(PO)


def test_of_a_page_never_written_the_catalog_is_pruned(folder: Folder) -> None:
    """And named: there is no localized page to speak of."""
    folder.write("content/en/other.md", "A quite different page.\n")
    folder.sync()
    (folder.root / "content/en/hours.md").unlink()
    (gone,) = [page for page in folder.sync(prune=True).pages if page.pair.localized == RU]
    assert gone.catalog_only
    assert not folder.exists(PO)


def test_a_page_of_its_own_is_no_orphan(folder: Folder) -> None:
    """A page that only one locale has, written by hand, is somebody's: unmanaged, never pruned."""
    folder.write("content/ru/only.md", "# Только здесь\n")
    folder.sync(prune=True)
    assert folder.exists("content/ru/only.md")
    assert folder.page("content/ru/only.md").state is State.UNMANAGED


def test_a_damaged_catalog_is_refused_with_its_line(folder: Folder) -> None:
    """The file stays as it is, the other locale is synced, the finding names path and line."""
    folder.sync()
    folder.translate_all(PO)
    damaged = folder.read(PO).replace(
        'msgstr "ru We are open *every* day."', 'msgstr "ru We are open *every* day.'
    )
    folder.write(PO, damaged)
    folder.translate_all("locales/de/hours.po")
    result = folder.sync()
    ru, de = sorted(result.pages, key=lambda page: page.pair.locale, reverse=True)
    assert ru.action is Action.FAILED
    assert ru.findings[0].path == PO
    assert damaged.splitlines()[ru.findings[0].line - 1].startswith('msgstr "ru We are open')
    assert folder.read(PO) == damaged
    assert de.action is Action.CREATED
    assert result.failed


def test_one_bad_page_never_stops_the_others(folder: Folder) -> None:
    """Invalid UTF-8, front matter that is not closed, a folder named x.md: named, and passed by."""
    folder.write("content/en/bad.md", b"# H\n\n\xff\xfe text\n")
    folder.write("content/en/unclosed.md", "---\ntitle: x\n\nText\n")
    (folder.root / "content/en/folder.md").mkdir()
    result = folder.sync()
    failed = {page.pair.source: page.findings[0] for page in result.pages if page.action is Action.FAILED}
    assert set(failed) == {"content/en/bad.md", "content/en/unclosed.md"}
    assert failed["content/en/bad.md"].line == 3
    assert all(finding.remedy for finding in failed.values())
    assert folder.exists(PO)


def test_what_was_removed_comes_back(folder: Folder) -> None:
    """Catalogs, or pages, that go right after they were written are written again."""
    folder.sync()
    (folder.root / PO).unlink()
    folder.sync()
    assert folder.exists(PO)
    folder.translate_all(PO)
    folder.sync()
    (folder.root / RU).unlink()
    folder.sync()
    assert folder.exists(RU)


def test_dry_run_writes_nothing(folder: Folder) -> None:
    """It tells what would be done."""
    before = folder.stamps()
    result = folder.sync(dry_run=True)
    assert folder.stamps() == before
    assert all(page.catalog_written for page in result.pages)


def test_pages_and_locales_narrow_the_run(folder: Folder) -> None:
    """Arguments name pages by path or pattern; an argument that matches nothing is an error."""
    folder.write("content/en/docs/a.md", "A page.\n")
    result = folder.sync(pages=["content/en/docs/*"], locales=["ru"])
    assert [page.pair.catalog for page in result.pages] == ["locales/ru/docs/a.po"]
    with pytest.raises(ConfigError, match="no page matches"):
        folder.sync(pages=["nothing.md"])
    with pytest.raises(ConfigError, match="no locale fr"):
        folder.sync(locales=["fr"])


def test_pseudo_translations_say_so(folder: Folder) -> None:
    """--pseudo fills what is empty, marks it as a machine's work, and publishes it."""
    folder.sync(pseudo="accent", locales=["ru"])
    assert "#. translated by pseudo-accent" in folder.read(PO)
    assert "Wé ářé öpéñ *évéřý* ďáý." in folder.read(RU)


def test_a_page_without_front_matter_gets_none(folder: Folder) -> None:
    """Its hash stands in the catalog alone."""
    folder.write("content/en/plain.md", "Just text.\n")
    folder.sync(pseudo="accent")
    assert folder.read("content/ru/plain.md") == "Júšť ťéxť.\n"
    digest = md5(b"Just text.\n", usedforsecurity=False).hexdigest()
    assert f"X-Source-Hash: {digest}" in folder.read("locales/ru/plain.po")
    assert folder.page("content/ru/plain.md").state is State.CURRENT
    folder.write("content/en/plain.md", "Just a text.\n")
    assert folder.page("content/ru/plain.md").state is State.OUTDATED


def test_the_file_mode_is_kept(folder: Folder) -> None:
    """A page that the group may write stays so."""
    folder.sync(pseudo="accent")
    (folder.root / RU).chmod(0o664)
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    folder.sync(pseudo="accent")
    assert Path(folder.root / RU).stat().st_mode & 0o777 == 0o664


def test_templates_on_request(folder: Folder) -> None:
    """`templates = true` puts a POT beside the catalogs."""
    folder.write("translate.toml", folder.read("translate.toml") + "\n[catalogs]\ntemplates = true\n")
    folder.sync()
    pots = list(folder.root.rglob("*.pot"))
    assert len(pots) == 1
    assert 'msgstr "' in pots[0].read_text("utf-8")


def test_a_translation_that_brings_a_script_is_made_text(folder: Folder) -> None:
    """What would be a tag is written as text, in the body and in the front matter."""
    folder.sync()
    folder.translate_all(PO)
    folder.translate(PO, {"Opening hours": "<script>alert(1)</script>"})
    folder.sync()
    page = folder.read(RU)
    assert "# \\<script>alert(1)\\</script>" in page
    assert 'title: "&lt;script>alert(1)&lt;/script>"' in page


def test_a_translation_with_other_code_is_held_back(folder: Folder) -> None:
    """The sentence shows its source text, the finding says why and where; the rest is published."""
    folder.sync()
    folder.translate_all(PO)
    folder.translate(PO, {"Monday: `09:00`": "ru Monday: `rm -rf /`"})
    result = folder.sync()
    assert "- Monday: `09:00`" in folder.read(RU)
    ru = next(page for page in result.pages if page.pair.locale == "ru")
    assert (ru.held, ru.state) == (1, State.INCOMPLETE)
    (finding,) = ru.findings
    assert "the code span `rm -rf /`" in finding.message
    assert (finding.path, finding.line) == ("content/en/hours.md", 13)


def test_a_catalog_cut_between_two_entries_gets_its_translations_back(folder: Folder) -> None:
    """The file is a valid one, but the page still has what it lost; it is taken from there, and said."""
    folder.sync(locales=["ru"])
    folder.translate_all(PO)
    folder.sync(locales=["ru"])
    whole, page = folder.read(PO), folder.read(RU)
    folder.write(PO, whole[: whole.rindex("\n\n") + 1])
    result = folder.sync(locales=["ru"])
    assert (folder.read(PO), folder.read(RU)) == (whole, page)
    assert "missing from it" in result.pages[0].findings[0].message


def test_comments_in_code_are_translated_where_asked(folder: Folder) -> None:
    """Switched on, comments come into the catalogs of pages that did not change; off again, they go."""
    page = "# Wash\n\n```python\n# Turn on the\n# hot water.\ntap.open()\n```\n"
    folder.write("content/en/wash.md", page)
    folder.sync()
    assert "hot water" not in folder.read("locales/ru/wash.po")
    config = folder.read("translate.toml")
    folder.write("translate.toml", f"translate_code_comments = true\n{config}")
    folder.sync()
    assert "#. comment in python code" in folder.read("locales/ru/wash.po")
    folder.translate(
        "locales/ru/wash.po",
        {"Wash": "Мытьё", "Turn on the hot water.": "Откройте кран с горячей водой."},
    )
    folder.sync()
    written = folder.read("content/ru/wash.md")
    assert written.endswith("# Мытьё\n\n```python\n# Откройте кран с\n# горячей водой.\ntap.open()\n```\n")
    folder.write("content/ru/wash.md", written.replace("Откройте", "Включите"))
    folder.sync()
    assert "Включите кран с горячей водой." in folder.read("locales/ru/wash.po")
    folder.write("translate.toml", config)
    folder.sync()
    assert '#~ msgstr "Включите кран с горячей водой."' in folder.read("locales/ru/wash.po")
    assert "# Turn on the\n# hot water." in folder.read("content/ru/wash.md")


def test_white_space_is_no_translation(folder: Folder) -> None:
    """It counts as untranslated everywhere, and stays in the catalog."""
    folder.sync()
    folder.translate_all("locales/ru/hours.po")
    folder.translate("locales/ru/hours.po", {"We are open *every* day.": " \u00a0 "})
    folder.sync()
    page = folder.page("content/ru/hours.md")
    assert (page.state, page.messages - page.translated) == (State.INCOMPLETE, 1)
    assert "We are open *every* day." in folder.read("content/ru/hours.md")
    assert 'msgstr " \u00a0 "' in folder.read("locales/ru/hours.po")
    [counted] = report(folder.root, ReportCall(locales=("ru",))).locales
    assert counted.messages - counted.translated == 1
    found = [f.rule for f in check(folder.root, CheckCall(("locales/ru/hours.po",))).findings]
    assert found == ["unfinished"]
    [change] = diff(folder.root, locales=("ru",)).pages[0].changes
    assert (change.kind, change.new) == ("added", "We are open *every* day.")
    folder.translate("locales/ru/hours.po", {"Opening hours": "  "})
    folder.translate("locales/de/hours.po", {"Opening hours": "  "})
    folder.sync()
    assert not folder.exists("content/de/hours.md")
