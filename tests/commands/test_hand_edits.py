"""What people change in a localized page themselves, on a copy of the demonstration site: nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import environment, translate
from conftest import Folder

from translator.model import Action, State

if TYPE_CHECKING:
    from translator.model import PageResult

HOME = Path(__file__).resolve().parents[2]
EN = "content/en/docs/visiting.md"
RU = "content/ru/docs/visiting.md"
PO = "locales/ru/docs/visiting.po"
TAX = "Налог включён в цену. Студенты, пенсионеры и все, кто вежливо попросит, платят на одну пятую меньше."
AUGUST = "Мы закрываемся на две недели в августе и на новогодние праздники."


@pytest.fixture(params=[True, False], ids=["git", "no git"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Folder:
    """The demonstration site, in git and without."""
    root = tmp_path / "site"
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, root / name)
    shutil.copy(HOME / "translate.toml", root)
    folder = Folder(root)
    if request.param:
        git(folder, "init", "-q")
        commit(folder, "The site")
    folder.sync()
    return folder


def git(site: Folder, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=site.root, check=True, capture_output=True,
    )  # fmt: skip


def commit(site: Folder, subject: str) -> None:
    if (site.root / ".git").exists():
        git(site, "add", "-A")
        git(site, "commit", "-q", "--allow-empty", "-m", subject)


def edit(site: Folder, path: str, *changes: tuple[str, str]) -> str:
    """Change a file as a person would in an editor."""
    text = site.read(path)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    site.write(path, text)
    return text


def entries(site: Folder) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(site.root / PO), wrapwidth=0)}


def page(site: Folder) -> PageResult:
    """The page's result of a sync, after which another changes nothing."""
    result = next(each for each in site.sync().pages if each.pair.localized == RU)
    stamps = site.stamps()
    site.sync()
    assert site.stamps() == stamps
    return result


def words(text: str) -> str:
    return " ".join(text.split())


def test_lines_outlive_the_next_change(site: Folder) -> None:
    """Paragraphs that somebody broke into sentences a line stay so when the source changes elsewhere."""
    broken = TAX.replace(". ", ".\n")
    edit(site, RU, (TAX, broken))
    page(site)
    edit(site, EN, ("two weeks in August", "three weeks in August"))
    result = page(site)
    assert result.state is State.INCOMPLETE
    text = site.read(RU)
    assert broken in text
    assert AUGUST not in text
    site.translate(PO, {words(_paragraph(site.read(EN), "three weeks")): AUGUST.replace("две", "три")})
    assert page(site).state is State.CURRENT
    assert broken in site.read(RU)
    assert AUGUST.replace("две", "три") in site.read(RU)


def _paragraph(text: str, part: str) -> str:
    return next(each for each in text.split("\n\n") if part in each)


def test_a_typo_is_mended(site: Folder) -> None:
    """One word in one paragraph: the catalog has it, the page keeps it, layout and all."""
    text = edit(site, RU, ("вежливо попросит", "очень вежливо попросит"))
    result = page(site)
    assert (result.state, result.taken) == (State.CURRENT, 1)
    assert site.read(RU) == text
    assert any("очень вежливо" in entry.msgstr for entry in entries(site).values())


def test_emphasis_of_ones_own(site: Folder) -> None:
    """The source has none there; on the page it stays emphasis, and no check minds it."""
    text = edit(site, RU, ("вежливо попросит", "**вежливо** (*politely*) попросит"))
    result = page(site)
    assert (result.state, result.taken, result.findings) == (State.CURRENT, 1, ())
    assert site.read(RU) == text
    assert any("**вежливо** (*politely*)" in entry.msgstr for entry in entries(site).values())
    assert translate(site.root, "check").code == 0
    edit(site, EN, ("## Opening hours", "## Opening times"))
    page(site)
    assert "**вежливо** (*politely*) попросит" in site.read(RU)


def test_a_machines_emphasis_is_text(site: Folder) -> None:
    """It does not know why the source has none."""
    text = "Цены *сегодня*"
    mark = f"#. translated by deepl ({md5(text.encode()).hexdigest()[:8]}-{md5(b'Prices').hexdigest()[:8]})\n"
    old = entries(site)["Prices"].msgstr
    edit(site, PO, ('msgid "Prices"\nmsgstr "' + old, f'{mark}msgid "Prices"\nmsgstr "{text}'))
    site.sync()
    assert r"## Цены \*сегодня\*" in site.read(RU)
    edit(site, PO, (mark, ""))
    site.sync()
    assert "## Цены *сегодня*" in site.read(RU)


def test_a_machines_mark_goes_with_the_edit(site: Folder) -> None:
    """A person's word makes the translation a person's."""
    catalog = site.read(PO)
    digest = "#. translated by deepl (00000000-00000000)\n"
    site.write(PO, catalog.replace(f'msgid "{"Prices"}"', f'{digest}msgid "Prices"'))
    site.sync()
    edit(site, RU, ("## Цены", "## Стоимость"))
    page(site)
    assert entries(site)["Prices"].msgstr == "Стоимость"
    assert "deepl" not in (entries(site)["Prices"].comment or "")


def test_a_heading_while_the_source_changes_another(site: Folder) -> None:
    """Both changes are there afterwards."""
    edit(site, RU, ("## Цены", "## Стоимость"))
    edit(site, EN, ("## Opening hours", "## Opening times"))
    result = page(site)
    assert result.action is Action.UPDATED
    assert entries(site)["Prices"].msgstr == "Стоимость"
    fuzzy = entries(site)["Opening times"]
    assert (fuzzy.msgstr, fuzzy.fuzzy, fuzzy.previous_msgid) == ("Часы работы", True, "Opening hours")
    written = site.read(RU)
    assert "## Стоимость" in written
    assert "## Opening times" in written


def test_the_edited_paragraph_is_the_one_that_the_source_changed(site: Folder) -> None:
    """The edit is kept with the text that it was made for: as the offer for the new one."""
    edit(site, RU, ("вежливо попросит", "очень вежливо попросит"))
    edit(site, EN, ("one fifth less", "one third less"))
    page(site)
    found = next(entry for entry in entries(site).values() if "one third less" in entry.msgid)
    assert found.fuzzy
    assert "очень вежливо" in found.msgstr
    assert "one fifth less" in (found.previous_msgid or "")


def test_edits_of_a_page_that_waited_while_its_source_changed_twice(site: Folder) -> None:
    """A page that was left alone once is read back when its edit can be placed."""
    commit(site, "As synced")
    edit(site, RU, ("## Цены", "## Стоимость"))
    edit(site, EN, ("## Opening hours", "## Opening times"))
    site.sync()
    edit(site, RU, ("## Стоимость", "## Сколько это стоит"))
    edit(site, EN, ("## Getting here", "## How to get here"))
    page(site)
    assert entries(site)["Prices"].msgstr == "Сколько это стоит"
    assert "## Сколько это стоит" in site.read(RU)


@pytest.mark.parametrize(
    ("changes", "place", "why"),
    [
        (
            [(f"{TAX}\n\n", f"{TAX}\n\nПримечание: цены указаны на 2024 год.\n\n")],
            "Примечание",
            "has no counterpart",
        ),
        ([(f"{AUGUST}\n\n", "")], "Мы закрыты до", "is missing"),
        (
            [
                (f"{AUGUST}\n\n", ""),
                ("{: .lead}\n", ""),
                ("обычно кто-нибудь есть.\n", f"обычно кто-нибудь есть. {AUGUST}\n{{: .lead}}\n"),
            ],
            "обычно кто-нибудь есть.",
            "was merged with the text here",
        ),
    ],
    ids=["a note is added", "a paragraph is deleted", "two are merged"],
)
def test_what_has_no_place_is_left_and_named(
    site: Folder, changes: list[tuple[str, str]], place: str, why: str
) -> None:
    """The page stands as `edited`, is not touched, and the report says which paragraph and why."""
    text = edit(site, RU, *changes)
    result = page(site)
    assert (result.state, result.action) == (State.EDITED, Action.LEFT)
    assert site.read(RU) == text
    assert site.page(RU).state is State.EDITED
    found = result.findings[0]
    assert (found.path, found.rule) == (RU, "edited")
    assert why in found.message
    assert found.line == text[: text.rindex(place)].count("\n") + 1
    edit(site, EN, ("## Opening hours", "## Opening times"))
    assert page(site).state is State.EDITED  # whatever the source does meanwhile
    assert site.read(RU) == text


def test_a_note_is_kept_with_theirs(site: Folder) -> None:
    """The page stays as it is, until its source changes; its other edits are in the catalog."""
    note = "Примечание: цены указаны на 2024 год."
    text = edit(site, RU, (f"{TAX}\n\n", f"{TAX}\n\n{note}\n\n"), ("## Цены", "## Стоимость"))
    result = next(each for each in site.sync(theirs=True).pages if each.pair.localized == RU)
    assert (result.state, result.action) == (State.CURRENT, Action.NONE)
    assert site.read(RU) == text
    assert entries(site)["Prices"].msgstr == "Стоимость"
    assert entries(site)[note].obsolete
    assert page(site).state is State.CURRENT
    assert site.read(RU) == text
    edit(site, EN, ("## Opening hours", "## Opening times"))
    assert page(site).state is State.EDITED
    assert site.read(RU) == text
    site.sync(theirs=True)
    assert "## Opening times" in site.read(RU)
    assert "## Стоимость" in site.read(RU)
    assert entries(site)[note].obsolete
    assert page(site).action is Action.NONE


@pytest.mark.parametrize("by", ["source", "catalog"])
def test_an_accepted_note_that_was_committed(site: Folder, by: str) -> None:
    """A page that was accepted with a note is no old one taken from git: it is left, and the note named."""
    note = "Примечание: цены указаны на 2024 год."
    text = edit(site, RU, (f"{TAX}\n\n", f"{TAX}\n\n{note}\n\n"))
    site.sync(theirs=True)
    commit(site, "A note")
    if by == "source":
        edit(site, EN, ("## Opening hours", "## Opening times"))
    else:
        edit(site, PO, ('msgstr "Цены"', 'msgstr "Стоимость"'))
    result = page(site)
    assert (result.state, result.action) == (State.EDITED, Action.LEFT)
    assert [found.rule for found in result.findings] == ["edited"]
    assert site.read(RU) == text
    site.sync(theirs=True)
    assert [entry.msgid for entry in entries(site).values() if entry.obsolete] == [note]


def test_a_note_goes_into_the_catalog_with_ours(site: Folder) -> None:
    """What the page loses is kept beside the entries."""
    before = site.read(RU)
    note = "Примечание: цены указаны на 2024 год."
    edit(site, RU, (f"{TAX}\n\n", f"{TAX}\n\n{note}\n\n"), ("## Цены", "## Стоимость"))
    site.sync(ours=True)
    assert site.read(RU) == before
    assert entries(site)[note].obsolete
    assert "Стоимость" in entries(site)["Prices"].tcomment
    assert page(site).action is Action.NONE


def test_front_matter_is_edited(site: Folder) -> None:
    """A translated value goes into the catalog; a key of the page's own, or a value, stays the page's."""
    text = edit(
        site, RU,
        ("title: Как к нам попасть", "title: Как нас найти"),
        ("page_id: visiting", "page_id: visiting\nmap_zoom: 12 # for our readers"),
    )  # fmt: skip
    result = page(site)
    assert result.state is State.CURRENT
    assert site.read(RU) == text
    assert "Как нас найти" in site.read(PO)
    edit(site, EN, ("## Opening hours", "## Opening times"))
    page(site)
    assert "map_zoom: 12" in site.read(RU)
    assert "title: Как нас найти" in site.read(RU)


def test_text_under_a_key_of_its_own(site: Folder) -> None:
    """The source has no such key: the page keeps it, as written, whatever the source does."""
    text = edit(site, RU, ("page_id: visiting", "page_id: visiting\nsubtitle: 'Своё' # ours"))
    result = page(site)
    assert (result.state, site.read(RU)) == (State.CURRENT, text)
    edit(site, EN, ("## Opening hours", "## Opening times"))
    page(site)
    assert "\nsubtitle: 'Своё' # ours\n" in site.read(RU)


def test_page_and_catalog_are_edited_in_different_places(site: Folder) -> None:
    """With the history at hand, both edits are taken; without it, nothing is lost."""
    commit(site, "As synced")
    edit(site, RU, ("## Цены", "## Стоимость"))
    site.translate(PO, {"Holidays": "Отпуск"})
    result = page(site)
    if (site.root / ".git").exists():
        assert result.state is State.CURRENT
        assert "## Стоимость" in site.read(RU)
        assert "## Отпуск {#holidays}" in site.read(RU)
        assert entries(site)["Prices"].msgstr == "Стоимость"
    else:
        assert result.state is State.EDITED
        assert "## Стоимость" in site.read(RU)
    assert entries(site)["Holidays"].msgstr == "Отпуск"


@pytest.mark.parametrize("whose", ["", "theirs", "ours"])
def test_a_conflict(site: Folder, whose: str) -> None:
    """One message, changed in page and catalog: both texts are kept, and it is reported."""
    commit(site, "As synced")
    text = edit(site, RU, ("## Цены", "## Стоимость"))
    site.translate(PO, {"Prices": "Расценки"})
    result = page(site)
    assert result.state is State.EDITED
    assert site.read(RU) == text
    assert entries(site)["Prices"].msgstr == "Расценки"
    assert "“Стоимость”, “Расценки”" in result.findings[0].message
    if whose:
        site.sync(**{whose: True})
        wins, loses = ("Стоимость", "Расценки") if whose == "theirs" else ("Расценки", "Стоимость")
        assert entries(site)["Prices"].msgstr == wins
        assert loses in entries(site)["Prices"].tcomment
        assert f"## {wins}" in site.read(RU)
        assert page(site).action is Action.NONE


@pytest.mark.parametrize("note", ["Примечание переводчика.", "Примечание"], ids=["new", "a cell's words"])
def test_a_spoilt_hash_while_the_source_changed(site: Folder, note: str) -> None:
    """The catalog knows the right one; without git the catalog's texts are compared: no note goes."""
    line = next(line for line in site.read(RU).splitlines() if line.startswith("source_hash"))
    text = edit(site, RU, (line, "source_hash: 0123"), (AUGUST, f"{note}\n\n{AUGUST}"))
    edit(site, EN, ("## Opening hours", "## Opening times"))
    result = page(site)
    assert (result.state, site.read(RU)) == (State.EDITED, text)
    assert f"“{note}” has no counterpart" in result.findings[-1].message
    edit(site, RU, (f"{note}\n\n{AUGUST}", "В августе мы закрыты."))
    assert (page(site).state, entries(site)["Opening times"].fuzzy) == (State.INCOMPLETE, True)
    assert "В августе мы закрыты." in site.read(RU)
    assert "В августе мы закрыты." in site.read(PO)


def test_a_settled_conflict_is_none_later(site: Folder) -> None:
    """Once the page's words have won, the next edit of the catalog goes into the page."""
    edit(site, RU, ("## Цены", "## Стоимость"))
    edit(site, PO, ('msgstr "Цены"', 'msgstr "Прейскурант"'))
    assert page(site).state is State.EDITED
    site.sync(theirs=True)
    edit(site, PO, (f'msgstr "{AUGUST}"', 'msgstr "В августе мы закрыты."'))
    result = page(site)
    assert (result.state, result.action) == (State.CURRENT, Action.UPDATED)
    assert "В августе мы закрыты." in site.read(RU)
    assert "## Стоимость" in site.read(RU)


@pytest.mark.parametrize("whose", ["ours", "theirs"])
@pytest.mark.parametrize("gone", [True, False], ids=["gone", "changed"])
def test_an_edit_of_what_the_source_changed_before_somebody_decides(
    site: Folder, whose: str, gone: bool
) -> None:
    """A sync that left the page has merged the catalog: the page's words are kept all the same."""
    note, words = "Примечание переводчика.", "Весь август мы на даче."
    edit(site, RU, (f"{TAX}\n\n", f"{TAX}\n\n{note}\n\n"), (AUGUST, words))
    source = "We close for two weeks in August and between the years."
    edit(site, EN, (source, "" if gone else "We close for three weeks in August and between the years."))
    assert page(site).action is Action.LEFT
    site.sync(**{whose: True})
    for text in (note, words):
        assert text in site.read(PO)
    if whose == "ours":
        assert AUGUST in site.read(PO)
    assert page(site).action is Action.NONE


@pytest.mark.parametrize("theirs", [True, False])
def test_the_sources_words_on_the_page_are_edited(site: Folder, theirs: bool) -> None:
    """Whoever edits them does not see the fuzzy translation that waits: it is kept in a comment."""
    edit(site, EN, ("## Opening hours", "## Opening times"))
    site.sync()
    edit(site, RU, ("## Opening times", "## Opening times: мы рады гостям"))
    site.sync(theirs=theirs)
    entry = entries(site)["Opening times"]
    assert (entry.msgstr, entry.fuzzy) == ("Opening times: мы рады гостям", False)
    assert entry.tcomment == "the catalog had: Часы работы"
    assert page(site).action is Action.NONE


def test_a_note_where_the_source_has_a_new_paragraph(site: Folder) -> None:
    """It is no translation of that, in the first run as in the next ones."""
    note = "Примечание переводчика."
    text = edit(site, RU, (f"{AUGUST}\n\n", f"{AUGUST}\n\n{note}\n\n"))
    source = "We close for two weeks in August and between the years.\n\n"
    edit(site, EN, (source, f"{source}There is a lift.\n\n"))
    for _ in range(2):
        assert page(site).action is Action.LEFT
        assert site.read(RU) == text


def test_one_message_edited_in_one_of_its_places(site: Folder) -> None:
    """A message that stands three times, and is another word in one of them: each keeps its own."""
    text = site.read(RU)
    first = text.index("закрыто      |                        |")
    text = text[:first] + "выходной" + text[first + len("закрыто") :]
    site.write(RU, text)
    result = page(site)
    assert result.state is State.CURRENT
    assert site.read(RU) == text
    edit(site, EN, ("## Opening hours", "## Opening times"))
    page(site)
    assert words(text.partition("## Цены")[0]).count("выходной") == 1
    assert "выходной" in site.read(RU)
    assert site.read(RU).count("закрыто") == text.count("закрыто")


KILLER = """
import os, signal, sys
from translator import api, files
left = int(sys.argv[2])
write = files.write_atomic
def counted(*arguments, **options):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    write(*arguments, **options)
files.write_atomic = counted
api.sync(sys.argv[1])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("conflict", [False, True], ids=["edits", "edits and a changed source"])
def test_killed_between_any_two_writes(site: Folder, tmp_path: Path, conflict: bool) -> None:
    """Each rerun reaches the end of an undisturbed one."""
    commit(site, "As synced")
    edit(site, RU, ("## Цены", "## Стоимость"), ("вежливо попросит", "очень вежливо попросит"))
    if conflict:
        edit(site, EN, ("## Opening hours", "## Opening times"), ("one fifth less", "one third less"))
    begun = tmp_path / "begun"
    shutil.copytree(site.root, begun)
    site.sync()
    wanted = {path: (site.root / path).read_bytes() for path in (RU, PO)}
    killed = 0
    for writes in range(12):
        root = tmp_path / f"killed{writes}"
        shutil.copytree(begun, root)
        run = subprocess.run(
            [sys.executable, "-c", KILLER, str(root), str(writes)],
            env=environment({"XDG_CACHE_HOME": str(tmp_path / f"cache{writes}")}), check=False,
        )  # fmt: skip
        killed += run.returncode < 0
        Folder(root).sync()
        assert {path: (root / path).read_bytes() for path in wanted} == wanted
        shutil.rmtree(root)
        if not run.returncode:
            break
    assert killed >= 2


def test_ours_and_theirs_exclude_each_other(site: Folder) -> None:
    """Exit code 2, and nothing is done."""
    run = translate(site.root, "sync", "--ours", "--theirs")
    assert run.code == 2
    assert "exclude each other" in run.err
    assert os.path.exists(site.root / RU)  # noqa: PTH110
