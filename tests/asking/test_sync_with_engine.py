"""`translate sync` with an engine: all of it, against a service on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest
from conftest import CONFIG, PAGE, Folder
from counting import KEY, Counting, accented

from translator import Action, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OTHER = PAGE.replace("# Opening hours", "# Prices").replace("title: Opening hours", "title: Prices")


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def service() -> Iterator[Counting]:
    with Counting() as service:
        yield service


@pytest.fixture
def site(tmp_path: Path, service: Counting) -> Folder:
    folder = Folder(tmp_path / "site")
    folder.write("translate.toml", CONFIG.replace('"ru", "de"', '"de"') + service.table())
    folder.write("content/en/hours.md", PAGE)
    return folder


def entries(site: Folder, page: str = "hours") -> dict[str, polib.POEntry]:
    return {e.msgid: e for e in polib.pofile(str(site.root / f"locales/de/{page}.po"), wrapwidth=0)}


def configure(site: Folder, rest: str, service: Counting) -> None:
    site.write("translate.toml", CONFIG.replace('"ru", "de"', '"de"') + service.table(rest))


def test_one_run_brings_a_page_up_to_date(site: Folder, service: Counting) -> None:
    """Asked, checked, in the catalog and in the page, its quirks in place; the next run asks nothing."""
    result = site.sync()
    assert [page.action for page in result.pages] == [Action.CREATED]
    page = site.read("content/de/hours.md")
    assert (
        "# the page's metadata\ntitle: Ópéníng hóúrs   # shown in the tab\nimage: clock.png\n\nlang: de\n"
        in page
    )
    assert "Wé áré ópén *évéry* dáy." in page
    assert '- Súndáy: by [áppóíntmént](https://example.org/book "Bóók nów").' in page
    assert site.status().pages[0].state is State.CURRENT
    asked = len(service.log)
    again = site.sync()
    assert (len(service.log), again.pages[0].action, again.engines) == (asked, Action.NONE, ())


def test_the_end_of_a_run_says_what_was_spent(site: Folder, service: Counting) -> None:
    """Messages, characters as billed, and the cost where prices are named."""
    configure(site, 'prices = { characters = 20, currency = "EUR" }', service)
    (use,) = site.sync().engines
    assert (use.locale, use.engine, use.estimated) == ("de", "deepl", False)
    assert use.messages == sum(service.asked.values())
    assert use.characters == service.used
    assert use.cost == pytest.approx(service.used * 20 / 1e6)


def test_a_dry_run_asks_nobody_and_tells_the_same(site: Folder, service: Counting) -> None:
    """Not even for the key."""
    (told,) = site.sync(dry_run=True).engines
    assert service.log == []
    assert not site.exists("locales")
    (use,) = site.sync().engines
    assert (told.messages, told.characters) == (use.messages, use.characters)
    assert told.estimated


def test_a_message_on_two_pages_is_asked_once(site: Folder, service: Counting) -> None:
    """In one run, and in the next."""
    site.write("content/en/prices.md", OTHER)
    site.sync()
    assert set(service.asked.values()) == {1}
    site.write("content/en/third.md", OTHER + "\nSomething new.\n")
    (use,) = site.sync().engines
    assert set(service.asked.values()) == {1}
    assert (use.messages, use.remembered) == (1, 6)


def test_a_persons_translation_of_another_page_goes_before(site: Folder, service: Counting) -> None:
    """It is in the memory before anybody is asked, and is said to be from there."""
    site.sync()
    site.translate("locales/de/hours.po", {"We are open *every* day.": "Wir haben *jeden* Tag offen."})
    site.write("content/en/prices.md", OTHER)
    site.sync()
    assert "Wir haben *jeden* Tag offen." in site.read("content/de/prices.md")
    found = entries(site, "prices")["We are open *every* day."]
    assert "translated by memory" in found.comment
    assert set(service.asked.values()) == {1}


def test_without_the_memory_all_is_asked_again(site: Folder, service: Counting) -> None:
    """But nothing twice in one run, and nothing that a catalog has."""
    site.sync()
    site.write("content/en/prices.md", OTHER)
    site.sync(no_memory=True)
    # the first page's catalog has all but a link's title, which is a part of a message
    assert {text for text, count in service.asked.items() if count > 1} <= {"Book now"}
    (site.root / "locales/de/hours.po").unlink()
    (site.root / "locales/de/prices.po").unlink()
    asked = service.asked
    site.sync(no_memory=True, ours=True)
    assert max((service.asked - asked).values()) == 1


def test_an_edited_message_of_the_machine_is_translated_anew(site: Folder, service: Counting) -> None:
    """The rest is not asked for; the entry is no longer fuzzy."""
    site.sync()
    before = sum(service.asked.values())
    site.write("content/en/hours.md", PAGE.replace("open *every* day", "open *almost every* day"))
    (page,) = site.sync().pages
    assert (page.state, page.fuzzy) == (State.CURRENT, 0)
    assert sum(service.asked.values()) == before + 1
    assert "*álmóst évéry*" in site.read("content/de/hours.md")


def test_an_edited_message_of_a_person_is_never_replaced(site: Folder, service: Counting) -> None:
    """The machine's update waits, fuzzy, the person's text beside it; the page keeps what it has."""
    old = "We are open *every* day."
    site.sync()
    site.translate("locales/de/hours.po", {old: "Wir haben *jeden* Tag offen."})
    site.sync()
    new = old.replace("*every*", "*almost every*")
    site.write("content/en/hours.md", PAGE.replace(old, new))
    (page,) = site.sync().pages
    assert (page.state, page.fuzzy) == (State.INCOMPLETE, 1)
    entry = entries(site)[new]
    assert entry.fuzzy
    assert entry.previous_msgid == old
    assert entry.msgstr == accented(new)
    assert 'a person\'s text before: "Wir haben *jeden* Tag offen."' in entry.comment
    asked = len(service.log)
    site.sync()
    assert len(service.log) == asked
    # the source goes back: the person's text is a translation again, as it was
    site.write("content/en/hours.md", PAGE)
    site.sync()
    assert "Wir haben *jeden* Tag offen." in site.read("content/de/hours.md")
    entry = entries(site)[old]
    assert (entry.fuzzy, entry.comment) == (False, "paragraph")


def test_a_suggestion_that_a_person_approves_is_a_persons(site: Folder, service: Counting) -> None:
    """Without the fuzzy flag; the comment goes, and the person's former text with it."""
    configure(site, "review = true", service)
    (page,) = site.sync().pages
    assert (page.action, page.translated, page.fuzzy) == (Action.WAITING, 0, 5)
    assert all(e.fuzzy and "suggested by deepl" in e.comment for e in entries(site).values())
    asked = len(service.log)
    site.sync()
    assert len(service.log) == asked
    catalog = polib.pofile(str(site.root / "locales/de/hours.po"), wrapwidth=0)
    for entry in catalog:
        entry.flags.remove("fuzzy")
        entry.previous_msgid = None
    catalog.save()
    (page,) = site.sync().pages
    assert (page.action, page.state) == (Action.CREATED, State.CURRENT)
    assert not any("deepl" in e.comment for e in entries(site).values())
    assert len(service.log) == asked


def test_the_mark_goes_when_a_person_changes_the_text(site: Folder) -> None:
    """And stays on the entries that nobody touched."""
    site.sync()
    assert all("translated by deepl" in e.comment for e in entries(site).values())
    site.translate("locales/de/hours.po", {"Opening hours": "Öffnungszeiten"})
    site.sync()
    found = {e.msgid: "deepl" in e.comment for e in entries(site).values()}
    assert found.pop("Opening hours") is False
    assert all(found.values())


def test_a_draft_of_a_person_is_left_alone(site: Folder, service: Counting) -> None:
    """A fuzzy entry without a previous message is somebody's work in progress."""
    site.sync(no_engine=True)
    catalog = polib.pofile(str(site.root / "locales/de/hours.po"), wrapwidth=0)
    entry = next(e for e in catalog if e.msgid.startswith("We are"))
    entry.msgstr, entry.flags = "Wir haben …", ["fuzzy"]
    catalog.save()
    site.sync()
    assert entries(site)[entry.msgid].msgstr == "Wir haben …"
    assert entry.msgid not in service.asked


def test_no_engine_asks_nobody(site: Folder, service: Counting) -> None:
    """The switch, for a run in a pull request."""
    site.sync(no_engine=True)
    assert service.log == []


def test_a_locale_without_engine_is_for_people(site: Folder, service: Counting) -> None:
    """Only the locale that names an engine is translated by one."""
    site.write(
        "translate.toml",
        CONFIG + service.table().replace("[engine]", "[locale.de.engine]"),
    )
    result = site.sync()
    actions = {page.pair.locale: page.action for page in result.pages}
    assert actions == {"ru": Action.WAITING, "de": Action.CREATED}
    assert {sent.target for sent in service.log} == {"DE"}


def test_the_budget_is_never_passed(site: Folder, service: Counting) -> None:
    """What does not fit is left for the next run, and said."""
    site.write("content/en/long.md", "\n\n".join(f"Sentence number {n} of a page." for n in range(200)))
    configure(site, "budget = 3000", service)
    result = site.sync()
    assert 0 < service.used <= 3000
    assert [f.rule for f in result.findings] == ["budget"]
    assert not result.failed
    for _ in range(5):
        site.sync()
    assert {page.state for page in site.status().pages} == {State.CURRENT}
    assert set(service.asked.values()) == {1}


def test_the_services_own_allowance_is_asked_first(site: Folder, service: Counting) -> None:
    """DeepL tells what is left; more is not sent."""
    service.limit = service.used + 40
    result = site.sync()
    assert service.log == []
    assert [f.rule for f in result.findings] == ["engine"]
    assert result.failed


def test_a_missing_key_is_told_and_the_rest_is_done(
    site: Folder, service: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogs are brought up to date; exit code 2."""
    monkeypatch.delenv("DEEPL_AUTH_KEY")
    result = site.sync()
    assert result.misconfigured
    assert "DEEPL_AUTH_KEY is not set" in str(result.findings[0])
    assert site.exists("locales/de/hours.po")
    assert service.log == []


def test_an_unsupported_locale_is_told_before_anything_is_spent(site: Folder, service: Counting) -> None:
    """Though the other locale could be translated."""
    site.write(
        "translate.toml",
        CONFIG.replace('"ru", "de"', '"de", "tlh"') + service.table(),
    )
    service.before = lambda _: 500
    result = site.sync()
    assert result.misconfigured
    assert service.log == []


def test_a_quota_ends_the_engine_and_not_the_run(site: Folder, service: Counting) -> None:
    """Pages that need no engine are written all the same."""
    site.write("content/en/prices.md", "# Prices\n")
    site.sync()
    site.write("content/en/hours.md", PAGE + "\nSomething new.\n")
    site.translate("locales/de/prices.po", {"Prices": "Preise"})
    service.before = lambda _: 456
    result = site.sync()
    assert "# Preise" in site.read("content/de/prices.md")
    assert [f.rule for f in result.findings] == ["engine"]
    assert "456" in result.findings[0].message


def test_an_answer_that_fails_the_checks_is_never_stored(site: Folder, service: Counting) -> None:
    """It is asked for in pieces, then left; said with the page's line, and not asked for again."""
    service.answer = lambda text: accented(text).replace("https", "javascript") + "<script>alert(1)</script>"
    result = site.sync()
    assert not site.exists("content/de/hours.md")
    told = [f for page in result.pages for f in page.findings]
    assert {f.rule for f in told} == {"refused"}
    assert all(f.path == "content/en/hours.md" and f.line for f in told)
    assert not any(e.msgstr for e in entries(site).values())
    asked = sum(service.asked.values())
    again = site.sync()
    assert sum(service.asked.values()) == asked
    assert {f.rule for page in again.pages for f in page.findings} == {"refused"}


def test_lost_placeholders_are_mended_by_pieces(site: Folder, service: Counting) -> None:
    """Text without its placeholders is refused; the texts between them are asked for one by one."""
    import re

    service.answer = lambda text: accented(re.sub(r"</?[gx]\d+/?>", "", text))
    site.sync()
    assert "Wé áré ópén *évéry* dáy." in site.read("content/de/hours.md")
    assert '[áppóíntmént](https://example.org/book "Bóók nów").' in site.read("content/de/hours.md")


def test_a_glossary_is_checked_in_the_answer(site: Folder, service: Counting) -> None:
    """An answer without the term is refused."""
    site.write("glossary.csv", "en,de\nappointment,Termin\n")
    configure(site, '[glossary]\nfile = "glossary.csv"', service)
    service.answer = lambda text: accented(text).replace("áppóíntmént", "Verabredung")
    result = site.sync()
    assert any("Termin" in f.message for page in result.pages for f in page.findings)
    assert "Verabredung" not in site.read("locales/de/hours.po")


def test_a_comment_of_the_machine_survives_msgcat(site: Folder) -> None:
    """GNU gettext keeps it, and the next sync writes nothing."""
    import shutil
    import subprocess

    if shutil.which("msgcat") is None:
        pytest.skip("msgcat is not installed")
    site.sync()
    path = site.root / "locales/de/hours.po"
    before = path.read_bytes()
    subprocess.run(["msgcat", "--no-wrap", "-o", path, path], check=True)
    assert b"translated by deepl" in path.read_bytes()
    result = site.sync()
    assert result.pages[0].action is Action.NONE
    assert path.read_bytes() == before


def test_the_memory_alone_helps_people(site: Folder, service: Counting) -> None:
    """What another page has is put in, what is like it is offered, fuzzy; nobody else is asked."""
    config = CONFIG.replace('"ru", "de"', '"de"') + '\n[engine]\nname = "memory"\n'
    site.write("translate.toml", config)
    site.sync()
    texts = {"We are open *every* day.": "Wir haben *jeden* Tag offen.", "Opening hours": "Öffnungszeiten"}
    site.translate("locales/de/hours.po", texts)
    site.write(
        "content/en/prices.md", OTHER.replace("We are open *every* day", "We are open *nearly every* day")
    )
    site.write("content/en/third.md", PAGE)
    site.sync()
    offered = entries(site, "prices")["We are open *nearly every* day."]
    assert (offered.msgstr, offered.fuzzy) == ("Wir haben *jeden* Tag offen.", True)
    assert offered.previous_msgid == "We are open *every* day."
    same = entries(site, "third")["We are open *every* day."]
    assert (same.msgstr, same.fuzzy) == ("Wir haben *jeden* Tag offen.", False)
    assert service.log == []
    before = site.read("locales/de/prices.po")
    site.sync()
    assert site.read("locales/de/prices.po") == before


def test_a_memory_that_fails_loses_no_answer(site: Folder, service: Counting, tmp_path: Path) -> None:
    """What was paid for is used; nothing more is asked for; it is said why."""
    import sqlite3

    from translator.memory import Memory

    path = tmp_path / "memory.sqlite"
    site.write(
        "translate.toml",
        CONFIG.replace('"ru", "de"', '"de"') + service.table() + f'[memory]\npath = "{path}"\n',
    )
    Memory.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON answer BEGIN SELECT RAISE(FAIL, 'disk full'); END")
    db.close()
    result = site.sync()
    assert [f.rule for f in result.findings] == ["engine"]
    assert "disk full" in result.findings[0].message
    assert "Wé áré ópén *évéry* dáy." in site.read("locales/de/hours.po")
    asked = len(service.log)
    site.sync()
    assert len(service.log) == asked


def test_a_memory_that_cannot_be_opened_is_told(site: Folder, service: Counting) -> None:
    """A folder stands in its place: exit code 2, nobody is asked, the catalogs are brought up to date."""
    (site.root / "memory").mkdir()
    configure(site, '[memory]\npath = "memory"', service)
    result = site.sync()
    assert result.misconfigured
    assert "--no-memory" in result.findings[0].remedy
    assert service.log == []
    assert site.exists("locales/de/hours.po")
    assert site.sync(no_memory=True).pages[0].action is Action.CREATED


def test_a_damaged_memory_is_put_aside(site: Folder, service: Counting) -> None:
    """It is never deleted, and a new one is begun."""
    site.write(".memory.sqlite", b"no database at all, but somebody's notes")
    configure(site, '[memory]\npath = ".memory.sqlite"', service)
    result = site.sync()
    assert [f.rule for f in result.findings] == ["memory"]
    assert result.pages[0].action is Action.CREATED
    (aside,) = site.root.glob(".memory.sqlite.damaged-*")
    assert aside.read_bytes() == b"no database at all, but somebody's notes"
