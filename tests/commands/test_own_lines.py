"""What people change in a localized page beside its texts: it lasts, or is named before it would go."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import translate

from translator.commands.diff import diff
from translator.model import Action, State

if TYPE_CHECKING:
    from conftest import Folder

    from translator.model import PageResult

EN = "content/en/hours.md"
RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
PAGE = """\
---
title: Opening hours
lang: en
---

# Opening hours {#hours}

We are open every day of the year, \
[even](https://example.org/sunday) on Sundays.

```sh
# ask for the hours
curl https://example.org/hours
```

See ![the clock](/img/clock.png) at the door, and the house's [plan][plan].

## Holidays

- One day in May
- One day in June

[plan]: https://example.org/plan
"""
TRANSLATED = {
    "Opening hours": "Часы работы",
    "We are open every day of the year, [even](https://example.org/sunday) on Sundays.":
        "Мы открыты каждый день в году, [даже](https://example.org/sunday) по воскресеньям.",
    "See ![the clock](/img/clock.png) at the door, and the house's [plan][plan].":
        "Смотрите ![часы](/img/clock.png) у двери и [план][plan] дома.",
    "Holidays": "Праздники",
    "One day in May": "Один день в мае",
    "One day in June": "Один день в июне",
}  # fmt: skip


@pytest.fixture
def site(folder: Folder) -> Folder:
    """One translated page."""
    config = folder.read("translate.toml").replace('"ru", "de"', '"ru"').replace("[]", '["hugo"]')
    folder.write("translate.toml", config)
    folder.write(EN, PAGE)
    folder.sync()
    folder.translate(PO, TRANSLATED)
    folder.sync()
    assert folder.page(RU).state is State.CURRENT
    return folder


def edit(site: Folder, path: str, old: str, new: str) -> str:
    text = site.read(path)
    assert text.count(old) == 1, old
    text = text.replace(old, new)
    site.write(path, text)
    return text


def synced(site: Folder, **options: object) -> PageResult:
    """The page's result of a sync, after which another changes nothing, and says the same."""
    result = site.sync(**options).pages[0]
    stamps = site.stamps()
    again = site.sync().pages[0]
    assert site.stamps() == stamps
    assert again.state is result.state
    return replace(result)


EDITS = {
    "a comment in the code": ("# ask for the hours", "# спросить часы работы"),
    "the code": ("curl https", "wget https"),
    "an id": ("{#hours}", "{#chasy}"),
    "a level": ("## Праздники", "### Праздники"),
    "a reference's address": ("[plan]: https://example.org/plan", "[plan]: https://example.ru/plan"),
    "a comment": ("## Праздники", "<!-- проверено -->\n\n## Праздники"),
    "a block": ("## Праздники", "```sh\nsudo own\n```\n\n## Праздники"),
    "no block": ("```sh\n# ask for the hours\ncurl https://example.org/hours\n```\n\n", ""),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_what_is_no_text_lasts(site: Folder, old: str, new: str) -> None:
    """It stays as long as the page need not be written; then the page is left, and the line named."""
    text = edit(site, RU, old, new)
    told = diff(site.root).pages[0]
    assert [change.kind for change in told.changes] == ["edited"]
    result = synced(site)
    assert (result.state, result.action, result.findings) == (State.CURRENT, Action.NONE, ())
    assert site.read(RU) == text
    edit(site, EN, "One day in June", "Two days in June")
    result = synced(site)
    assert (result.state, result.action) == (State.EDITED, Action.LEFT)
    assert site.read(RU) == text
    found = result.findings[0]
    assert (found.path, found.rule) == (RU, "edited")
    line = next((line for line in new.splitlines() if line not in old), "```sh")
    place = text.split("\n")[found.line - 1]
    assert line in place or found.line == 1 or "is missing" in found.message
    assert site.page(RU).state is State.EDITED
    assert translate(site.root, "sync").code == 3


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_what_goes_is_kept_beside_the_entries(site: Folder, whose: str) -> None:
    """Once somebody has decided, the page is written, and the catalog has the lines that it lost."""
    edit(site, RU, "# ask for the hours", "# спросить часы работы")
    synced(site)
    edit(site, EN, "One day in June", "Two days in June")
    synced(site)
    result = synced(site, **{whose: True})
    assert result.action is Action.UPDATED
    assert "Two days in June" in site.read(RU)
    kept = [entry.msgstr for entry in polib.pofile(str(site.root / PO)).obsolete_entries()]
    assert "# спросить часы работы" in kept


def test_the_catalog_changes_too(site: Folder) -> None:
    """The page would have to be written: it is left until somebody decides, and no word is lost."""
    text = edit(site, RU, "# ask for the hours", "# спросить часы работы")
    synced(site)
    site.translate(PO, {"Holidays": "Отпуск"})
    result = synced(site)
    assert (result.state, site.read(RU)) == (State.EDITED, text)
    assert "Отпуск" in site.read(PO)
    synced(site, ours=True)
    assert "## Отпуск" in site.read(RU)
    assert "спросить часы работы" in site.read(PO)


def test_both_at_once(site: Folder) -> None:
    """A line of the page's own, and another message in the catalog: nothing is written over."""
    text = edit(site, RU, "# ask for the hours", "# спросить часы работы")
    site.translate(PO, {"Holidays": "Отпуск"})
    assert synced(site).state is State.EDITED
    assert site.read(RU) == text
    assert "Отпуск" in site.read(PO)


def test_a_text_beside_it_is_taken(site: Folder) -> None:
    """A typo mended on the same page goes into the catalog."""
    edit(site, RU, "# ask for the hours", "# спросить часы работы")
    text = edit(site, RU, "## Праздники", "## Выходные")
    result = synced(site)
    assert (result.state, result.taken, site.read(RU)) == (State.CURRENT, 1, text)
    text = edit(site, RU, "## Выходные", "## Праздничные дни")
    assert (synced(site).taken, site.read(RU)) == (1, text)


def test_the_layout_stays_where_a_translation_is_held_back(site: Folder) -> None:
    """Such a page is looked at in each run, and still not laid out anew."""
    edit(site, EN, "One day in May", "One day in <code>May</code>")
    site.sync()
    site.translate(PO, {"One day in <code>May</code>": "Один день в <code>мае</code>"})
    assert site.sync().pages[0].held == 1
    text = edit(site, RU, "Мы открыты каждый день в году,", "Мы открыты\nкаждый день в году,")
    text = edit(site, RU, "- Один день в июне", "* Один день в июне")
    result = synced(site)
    assert (result.state, result.held, site.read(RU)) == (State.INCOMPLETE, 1, text)
    edit(site, EN, "## Holidays", "## Days off")
    site.sync()
    site.translate(PO, {"Days off": "Праздники"})
    assert synced(site).action is Action.UPDATED
    assert "Мы открыты\nкаждый день" in site.read(RU)
    assert "- Один день в июне" in site.read(RU)


def test_an_edit_that_cannot_be_written_while_the_source_changed(site: Folder) -> None:
    """It would be held back, and the source's text stand there: the page is left."""
    text = edit(site, RU, "каждый день в году", 'каждый <i onclick="x()">день</i> в году')
    edit(site, EN, "One day in June", "Two days in June")
    result = synced(site)
    assert (result.state, result.action, site.read(RU)) == (State.EDITED, Action.LEFT, text)
    assert "could not be written again" in result.findings[0].message


def test_paragraphs_that_change_places(site: Folder) -> None:
    """They are named as what they are, and the difference shows where each stood and stands."""
    text = site.read(RU)
    first, second = "- Один день в мае\n", "- Один день в июне\n"
    site.write(RU, text.replace(first + second, second + first))
    changes = diff(site.root).pages[0].changes
    assert [(change.old, change.new) for change in changes] in (
        [("", "Один день в июне"), ("Один день в июне", "")],
        [("Один день в мае", ""), ("", "Один день в мае")],
    )
    result = synced(site)
    assert result.state is State.EDITED
    assert "stands at another place" in result.findings[0].message


def commit(site: Folder) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "The site"]):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *command],
            cwd=site.root, check=True,
        )  # fmt: skip


def test_a_typo_beside_references_is_no_conflict(site: Folder) -> None:
    """The page has labels that the catalog has not: git's page and the catalog's still are the same."""
    edit(site, EN, "the house's [plan][plan]", "the house's [plan]")
    site.sync()
    see = "See ![the clock](/img/clock.png) at the door, and the house's [plan]."
    site.translate(PO, {see: "Смотрите ![часы](/img/clock.png) у двери и [чертёж] дома."})
    site.sync()
    assert "[чертёж][plan]" in site.read(RU)
    commit(site)
    text = edit(site, RU, "у двери", "возле двери")
    assert len(diff(site.root).pages[0].changes) == 1
    result = synced(site)
    assert (result.state, result.taken, site.read(RU)) == (State.CURRENT, 1, text)


@pytest.mark.parametrize("theirs", [False, True])
def test_an_old_page_is_no_edited_one(site: Folder, theirs: bool) -> None:
    """Somebody threw away what a sync wrote: the translations that it was written from are not lost."""
    commit(site)
    old = site.read(RU)
    site.translate(PO, {"Holidays": "Отпуск"})
    site.sync()
    site.write(RU, old)
    result = synced(site, theirs=theirs)
    assert result.state is State.CURRENT
    word = "Праздники" if theirs else "Отпуск"
    assert f"## {word}" in site.read(RU)
    assert f'"{word}"' in site.read(PO)
    assert [found.rule for found in result.findings] == ([] if theirs else ["restored"])


def test_a_hash_that_is_gone_or_spoilt(site: Folder) -> None:
    """It is there again, and the edit beside it is taken."""
    line = next(line for line in site.read(RU).splitlines() if line.startswith("source_hash"))
    for spoilt in ("", "source_hash: 00000000000000000000000000000000\n"):
        before = site.read(RU)
        edit(site, RU, f"{line}\n", spoilt)
        edit(site, RU, "воскресеньям.", "воскресеньям!")
        result = synced(site)
        assert (result.state, result.taken) == (State.CURRENT, 1)
        assert site.read(RU) == before.replace("воскресеньям.", "воскресеньям!")
        edit(site, RU, "воскресеньям!", "воскресеньям.")
        synced(site)


def test_another_key_instead_of_the_hash(site: Folder) -> None:
    """The hash is there again, the key is the page's own, and nothing is left for a second run."""
    line = next(line for line in site.read(RU).splitlines() if line.startswith("source_hash"))
    edit(site, RU, line, "map_zoom: 12")
    assert synced(site).state is State.CURRENT
    assert line in site.read(RU)
    assert "map_zoom: 12" in site.read(RU)
    assert "X-Own-Layout" not in site.read(PO)


def test_the_source_of_an_edited_page_is_renamed(site: Folder) -> None:
    """The page goes along with its note, and is left there until somebody decides."""
    text = edit(site, RU, "## Праздники", "Примечание переводчика.\n\n## Праздники")
    (site.root / EN).rename(site.root / "content/en/times.md")
    result = synced(site)
    assert (result.pair.localized, result.action) == ("content/ru/times.md", Action.LEFT)
    assert site.read("content/ru/times.md") == text
    assert not site.exists(RU)
    assert not site.exists(PO)
    assert synced(site, theirs=True).state is State.CURRENT
    assert site.read("content/ru/times.md") == text


def test_texts_that_differ_in_their_dress_alone(site: Folder) -> None:
    """Where the source that a page was made from is not known, each still has its own message."""
    edit(site, EN, "- One day in May\n- One day in June", "- One *day*\n- One _day_")
    site.sync()
    site.translate(PO, {"One *day*": "Один *день*", "One _day_": "Один _день_"})
    site.sync()
    line = next(line for line in site.read(RU).splitlines() if line.startswith("source_hash"))
    edit(site, RU, line, "source_hash: 00000000000000000000000000000000")
    assert synced(site).taken == 0
    assert '"Один *день*"' in site.read(PO)
    assert '"Один _день_"' in site.read(PO)
