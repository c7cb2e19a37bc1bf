"""What a page that was translated before gives to its catalog."""

from __future__ import annotations

from dataclasses import replace

import pytest

from translator.adoption import Adopted, adopt, best_revision
from translator.catalog import po
from translator.catalog.marks import settled
from translator.model import Catalog, Entry, PageOptions, Pair
from translator.page.hashes import digest
from translator.page.parse import Page, parse
from translator.planner import plan_page
from translator.rules import Rules

OPTIONS = PageOptions((), ("title",))
PAIR = Pair("en/a.md", "ru/a.md", "ru/a.po", "ru", "ru", 0, "a")
RULES = Rules(OPTIONS, min_translated=0)

SOURCE = """\
---
title: Colours
weight: 3
---

| Thing | Colour |
|-------|--------|
| Door  | Red    |
| Flag  | Red    |

Paint the door with two coats, and let it dry for `12` hours.

Wash the flag by hand.
"""
RUSSIAN = """\
---
title: Цвета
weight: 5
translators: [Анна]
---

| Вещь | Цвет |
|-------|--------|
| Дверь  | Красная    |
| Флаг  | Красный    |

Покрасьте дверь в два слоя и дайте ей высохнуть `12` часов.

Стирайте флаг вручную.
"""


def page(text: str, path: str = "page.md") -> Page:
    return parse(text.encode(), OPTIONS, path)


def adopted(source: str, localized: str, old: Catalog | None = None, *, exact: bool = False) -> Adopted:
    return adopt(page(source, PAIR.source), page(localized, PAIR.localized), old, PAIR, RULES, exact=exact)


def entry(found: Adopted, message: str, context: str | None = None) -> Entry:
    (one,) = [e for e in found.catalog.entries if (e.msgid, e.msgctxt) == (message, context)]
    return one


def synced(found: Adopted, source: str, localized: str) -> str:
    """The localized page that the next sync writes."""
    data = localized.encode()
    plan = plan_page(PAIR, page(source, PAIR.source), data, po.serialize(found.catalog), RULES)
    return (plan.page or data).decode()


def test_a_page_comes_back_as_it_was() -> None:
    """Paragraph for paragraph: all but the hash, to the byte, the page's own keys included."""
    found = adopted(SOURCE, RUSSIAN, exact=True)
    assert [row.kind for row in found.rows] == ["certain"] * 9
    written = synced(found, SOURCE, RUSSIAN)
    hash_line = f"source_hash: {digest(SOURCE.encode(), 'md5')}\n"
    assert written.replace(hash_line, "") == RUSSIAN


def test_one_message_translated_in_two_ways() -> None:
    """Red is another word of a door than of a flag: the entry is parted by contexts, each has its own."""
    found = adopted(SOURCE, RUSSIAN)
    assert entry(found, "Red", "1").msgstr == "Красная"
    assert entry(found, "Red", "2").msgstr == "Красный"
    written = synced(found, SOURCE, RUSSIAN)
    assert "| Красная    |" in written
    assert "| Красный    |" in written


def test_what_is_uncertain_waits_with_its_reason() -> None:
    """Fuzzy, with score, reason and place in a comment that goes once a person has looked."""
    found = adopted(SOURCE.replace("`12`", "`24`"), RUSSIAN)
    waiting = entry(found, "Paint the door with two coats, and let it dry for `24` hours.")
    assert waiting.fuzzy
    assert waiting.msgstr.startswith("Покрасьте дверь")
    (told,) = [line for line in waiting.extracted if line.startswith("paired, score ")]
    assert "its code, links or tags differ, page.md:" in told.replace("ru/a.md", "page.md")
    assert settled(waiting) == waiting
    assert not [line for line in settled(replace(waiting, fuzzy=False)).extracted if "paired" in line]
    assert not [line for line in settled(replace(waiting, msgstr="Иначе")).extracted if "paired" in line]


def test_what_has_no_counterpart_is_kept() -> None:
    """As an obsolete entry under its own words, with a comment that says where it stood."""
    found = adopted(SOURCE, RUSSIAN + "\nПримечание переводчика: в России флаг другой, и моют его иначе.\n")
    (kept,) = [e for e in found.catalog.entries if e.obsolete]
    assert kept.msgstr.startswith("Примечание переводчика")
    assert kept.comments == ("has no counterpart in en/a.md; stood in ru/a.md:16",)
    again = po.parse(po.serialize(found.catalog), "a.po")
    assert [e.msgstr for e in again.entries if e.obsolete] == [kept.msgstr]


def test_what_has_no_counterpart_and_is_a_message_elsewhere() -> None:
    """A name that is the same in both languages makes no second entry of itself."""
    found = adopted(
        SOURCE + "\n## Info\n\nMore.\n", "## Info\n\n" + RUSSIAN.partition("---\n\n")[2] + "\n# Info\n"
    )
    names = [(e.msgctxt, e.msgid) for e in found.catalog.entries]
    assert len(names) == len(set(names))
    po.parse(po.serialize(found.catalog), "a.po")


def test_a_persons_entry_stays() -> None:
    """What a catalog has already is a person's newer word."""
    old = Catalog((), (Entry("Wash the flag by hand.", "Флаг стирать руками."),))
    found = adopted(SOURCE, RUSSIAN, old)
    assert entry(found, "Wash the flag by hand.").msgstr == "Флаг стирать руками."
    assert entry(found, "Thing").msgstr == "Вещь"


@pytest.mark.parametrize(
    "change", [lambda text: text, lambda text: text.replace("two coats", "two thin coats")]
)
def test_an_untranslated_page_gives_nothing(change: object) -> None:
    """Today's source, or an older one, under another locale's name."""
    found = adopted(SOURCE, change(SOURCE))  # type: ignore[operator]
    assert found.copy
    assert not any(e.msgstr for e in found.catalog.entries)


def test_an_untranslated_paragraph_is_not_a_translation() -> None:
    """In a page that is translated otherwise; a name that is the same is one."""
    source = SOURCE + "\nAsk the Blue Door Company if anything here is unclear.\n\n## Go\n"
    localized = RUSSIAN + "\nAsk the Blue Door Company if anything here is unclear.\n\n## Go\n"
    found = adopted(source, localized)
    assert not entry(found, "Ask the Blue Door Company if anything here is unclear.").msgstr
    assert entry(found, "Go").msgstr == "Go"


def test_the_hashes_say_what_was_adopted() -> None:
    """The page counts as written by us, from that revision."""
    assert adopted(SOURCE, RUSSIAN).catalog.get("X-Page-Hash") == digest(RUSSIAN.encode(), "md5")
    assert adopted(SOURCE, RUSSIAN).catalog.get("X-Source-Hash") == digest(SOURCE.encode(), "md5")
    assert adopted(SOURCE, RUSSIAN).catalog.get("X-Kept-Keys") == "weight, translators"


def test_adopted_from_an_older_revision() -> None:
    """The next sync brings it to today's source: what did not change stays, what did is fuzzy."""
    found = adopted(SOURCE, RUSSIAN, exact=True)
    today = SOURCE.replace("by hand", "by hand, in cold water").replace(
        "Paint the door", "Then paint the door"
    )
    plan = plan_page(PAIR, page(today), RUSSIAN.encode(), po.serialize(found.catalog), RULES)
    assert plan.catalog is not None
    catalog = po.parse(plan.catalog, "a.po")
    edited = {e.msgid: e for e in catalog.entries if e.fuzzy}
    assert edited["Wash the flag by hand, in cold water."].msgstr == "Стирайте флаг вручную."
    assert plan.page is not None
    assert "Wash the flag by hand, in cold water." in plan.page.decode()
    assert "Красная" in plan.page.decode()


def test_the_revision_that_fits_best_is_taken() -> None:
    """Of those that fit as well, the newest; one that came after the translation has to fit better."""
    older = page(SOURCE)
    newer = page(SOURCE.replace("two coats", "three coats"))
    other = page(SOURCE.replace("Wash", "```\nwash\n```\n\nWash"))
    assert best_revision([(other, False), (newer, False), (older, False)], page(RUSSIAN)) is newer
    assert best_revision([(other, True), (newer, True), (older, False)], page(RUSSIAN)) is older
    assert best_revision([(newer, True), (other, False)], page(RUSSIAN)) is newer
    assert best_revision([], page(RUSSIAN)) is None
