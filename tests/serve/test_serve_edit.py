"""Translations from the browser: into the catalog through the checks, and onto the page; nothing is lost."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polib
import pytest
from conftest import PAGE
from serving import Serving

from translator.catalog import po
from translator.catalog.marks import marked
from translator.commands.edit import Edit, edit
from translator.commands.opened import open_site
from translator.exchange.rows import identify

if TYPE_CHECKING:
    from conftest import Folder

    from translator.model import Entry

pytest_plugins = ("served",)

PO = "locales/ru/hours.po"
RU = "content/ru/hours.md"
HEADING = "Opening hours"
OPEN = "We are open *every* day."


def entry(site: Folder, message: str) -> Entry:
    entries = po.parse((site.root / PO).read_bytes(), PO).entries
    return next(each for each in entries if each.msgid == message and each.msgctxt is None)


def put(site: Folder, made: Entry) -> None:
    """Put an entry into the catalog in the place of the one of its message."""
    catalog = po.parse((site.root / PO).read_bytes(), PO)
    name = (made.msgid, made.msgctxt)
    entries = tuple(made if (each.msgid, each.msgctxt) == name else each for each in catalog.entries)
    site.write(PO, po.serialize(replace(catalog, entries=entries)))


def edited(site: Folder, name: str, text: str, *, fuzzy: bool = False) -> tuple[str, str]:
    """What becomes of a translation; without a server."""
    opened = open_site(site.root)
    pair = next(each for each in opened.site.pairs if each.locale == "ru")
    found = edit(opened, pair, Edit(name, text, fuzzy))
    return found.kind, found.reason


def test_a_translation_is_saved_and_its_page_written(serving: Serving, site: Folder) -> None:
    """The answer tells how the page stands afterwards; a second save of the same does nothing."""
    before = serving.page(RU)
    assert (before["state"], before["translated"], before["total"]) == ("incomplete", 4, 5)
    saved = serving.save(RU, OPEN, "Мы открыты *каждый* день.")
    assert saved["outcome"] == "taken"
    assert (saved["message"]["text"], saved["message"]["state"]) == (
        "Мы открыты *каждый* день.",
        "translated",
    )
    assert (saved["page"]["state"], saved["page"]["translated"]) == ("current", 5)
    assert 'msgstr "Мы открыты *каждый* день."' in site.read(PO)
    assert "Мы открыты *каждый* день." in site.read(RU)
    stamps = site.stamps()
    assert serving.save(RU, OPEN, "Мы открыты *каждый* день.")["outcome"] == "same"
    assert site.stamps() == stamps
    assert site.page(RU).state.value == "current"
    code, out, _ = serving.end()
    assert code == 0
    assert "updated    content/ru/hours.md  5/5 translated" in out
    assert out.endswith("Ended: 1 page and 1 catalog written.\n")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (HEADING, "<script>alert(1)</script>"),
        (HEADING, 'Часы <img src=x onerror="alert(1)">'),
        (HEADING, "Часы [работы](javascript:alert(1))"),
        (HEADING, "   "),
        (HEADING, "x" * 100_001),
        (HEADING, "половина \ud800"),
        (OPEN, "Мы открыты *каждый день."),
        ("Monday: `09:00`", "Понедельник: `10:00`"),
    ],
)
def test_a_refused_translation_is_told_why(serving: Serving, site: Folder, message: str, text: str) -> None:
    """Neither catalog nor page is touched."""
    stamps = site.stamps()
    saved = serving.save(RU, message, text)
    assert (saved["outcome"], bool(saved["reason"])) == ("refused", True), saved
    assert site.stamps() == stamps


def test_what_was_changed_meanwhile_is_not_overwritten(serving: Serving, site: Folder) -> None:
    """A person's or a machine's, the text that nobody saw stays, and is told."""
    seen = serving.message(RU, HEADING)
    page = serving.page(RU)["id"]
    site.translate(PO, {HEADING: "Когда мы открыты"})
    saved = serving.save_as(page, seen["id"], "Часы работы")
    assert saved["outcome"] == "conflict"
    assert saved["message"]["text"] == "Когда мы открыты"
    assert entry(site, HEADING).msgstr == "Когда мы открыты"
    put(site, marked(entry(site, HEADING), "Öffnungszeiten", "deepl", review=False))
    assert serving.save_as(page, seen["id"], "Часы работы")["outcome"] == "conflict"
    latest = serving.message(RU, HEADING)["id"]
    assert serving.save_as(page, latest, "Часы работы")["outcome"] == "taken"
    assert entry(site, HEADING).msgstr == "Часы работы"


def test_a_message_that_is_gone(serving: Serving, site: Folder) -> None:
    """The source page was edited: the translation is not put anywhere it was not made for."""
    seen = serving.message(RU, HEADING)
    page = serving.page(RU)["id"]
    site.write("content/en/hours.md", PAGE.replace("# Opening hours", "# Closing times"))
    site.sync()
    catalog = site.read(PO)
    assert "Closing times" in catalog
    saved = serving.save_as(page, seen["id"], "Часы работы")
    assert (saved["outcome"], saved["message"]) == ("gone", None)
    assert site.read(PO) == catalog


def test_approving(site: Folder) -> None:
    """A fuzzy translation becomes one that is published; machines' marks go."""
    site.write("content/en/hours.md", PAGE.replace("We are open *every* day.", "We are open *each* day."))
    site.translate(PO, {OPEN: "Мы открыты *всегда*."})
    site.sync()
    waiting = entry(site, "We are open *each* day.")
    assert (waiting.fuzzy, waiting.previous_msgid) == (True, OPEN)
    assert edited(site, identify(waiting), waiting.msgstr) == ("taken", "")
    approved = entry(site, "We are open *each* day.")
    assert (approved.fuzzy, approved.previous_msgid, approved.msgstr) == (False, None, waiting.msgstr)
    for review in (True, False):
        put(site, marked(entry(site, HEADING), "Часы работы", "deepl", review=review))
        machine = entry(site, HEADING)
        assert any("by deepl" in line for line in machine.extracted)
        assert edited(site, identify(machine), machine.msgstr) == ("taken", "")
        approved = entry(site, HEADING)
        assert not any("by deepl" in line or "before" in line for line in approved.extracted)
        assert (approved.fuzzy, approved.msgstr) == (False, "Часы работы")
    site.sync()
    assert "# Часы работы" in site.read(RU)


def test_approving_what_fails_a_check(site: Folder) -> None:
    """Approval is no way around the checks."""
    site.translate(PO, {HEADING: "<b onclick=x>Часы</b>"})
    put(site, replace(entry(site, HEADING), fuzzy=True))
    kind, reason = edited(site, identify(entry(site, HEADING)), "<b onclick=x>Часы</b>")
    assert (kind, bool(reason)) == ("refused", True)
    assert entry(site, HEADING).fuzzy


def test_saved_for_somebody_else_to_look_at(site: Folder) -> None:
    """Fuzzy, if the person says so: not published."""
    assert edited(site, identify(entry(site, HEADING)), "Часы?", fuzzy=True) == ("taken", "")
    assert entry(site, HEADING).fuzzy
    site.sync()
    assert "Часы?" not in site.read(RU)


def test_a_translation_taken_away(serving: Serving, site: Folder) -> None:
    """An empty text leaves the message untranslated; the page then has the source's words."""
    assert serving.save(RU, HEADING, "")["outcome"] == "taken"
    assert entry(site, HEADING).msgstr == ""
    assert "# Opening hours" in site.read(RU)
    site.sync()
    assert entry(site, HEADING).msgstr == ""


def test_line_breaks_of_a_browser(site: Folder) -> None:
    """Are those of a catalog."""
    site.write("content/en/hours.md", "# Opening hours\n\nFirst line,  \nsecond line.\n")
    site.sync()
    message = "First line,\nsecond line."
    found = next(
        each for each in po.parse((site.root / PO).read_bytes(), PO).entries if "First" in each.msgid
    )
    assert edited(site, identify(found), "Первая,\r\nвторая.")[0] == "taken", (found.msgid, message)
    assert "\r" not in site.read(PO)


def test_what_a_translator_wrote_beside_it_stays(site: Folder) -> None:
    """Comments, other entries, the header: only the one entry is another."""
    catalog = polib.pofile(str(site.root / PO), wrapwidth=0)
    next(each for each in catalog if each.msgid == HEADING and not each.msgctxt).tcomment = "ask Anna"
    catalog.metadata["Last-Translator"] = "Анна"
    catalog.save()
    before = {each.msgid + str(each.msgctxt): str(each) for each in polib.pofile(str(site.root / PO))}
    target = entry(site, HEADING)
    assert edited(site, identify(target), "Часы")[0] == "taken"
    after = polib.pofile(str(site.root / PO))
    assert after.metadata["Last-Translator"] == "Анна"
    changed = [each for each in after if before[each.msgid + str(each.msgctxt)] != str(each)]
    assert [each.msgid for each in changed] == [HEADING]
    assert "ask Anna" in str(changed[0])


@pytest.mark.parametrize(
    "name", ["", "m", "m0", "x" * 100, "m000000000000-00000000-t", "../../etc/passwd", "m\0"]
)
def test_a_name_that_nobody_gave(site: Folder, name: str) -> None:
    """Is no message's."""
    before = site.read(PO)
    assert edited(site, name, "Часы") == ("gone", "")
    assert site.read(PO) == before


def test_the_catalog_is_damaged(serving: Serving, site: Folder) -> None:
    """That is told, in the page and to who saves; the file stays as it is."""
    page, seen = serving.page(RU)["id"], serving.message(RU, HEADING)["id"]
    site.write(PO, "msgid nonsense\n")
    assert PO in serving.get(f"/page/{page}").json["problem"]
    saved = serving.save_as(page, seen, "Часы")
    assert (saved["outcome"], PO in saved["reason"]) == ("failed", True)
    assert site.read(PO) == "msgid nonsense\n"


def test_a_page_that_is_not_written_yet(serving: Serving, site: Folder) -> None:
    """Its preview is a draft of what the catalog has."""
    site.write("content/en/long.md", "# One\n\nTwo\n\nThree\n")
    end = time.monotonic() + 20
    while not site.exists("locales/de/long.po"):
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(0.3)
    page = next(
        each for each in serving.get("/site").json["pages"] if each["localized"] == "content/de/long.md"
    )
    assert page["state"] == "missing"
    html = serving.get(f"/preview/{page['id']}/localized").body.decode()
    assert "<h1>One</h1>" in html


class Listener:
    """Reads the stream of events."""

    def __init__(self, serving: Serving) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=30)
        self.connection.request("GET", "/events", headers={"Cookie": serving.cookie})
        self.answer = self.connection.getresponse()
        assert self.answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
        self.events: list[dict[str, Any]] = []
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        for line in self.answer:
            found = re.match(rb"data: (.*)", line)
            if found:
                self.events.append(json.loads(found[1]))

    def wait(self, pages: list[str]) -> None:
        end = time.monotonic() + 20
        while {"pages": pages} not in self.events:
            assert time.monotonic() < end, self.events
            time.sleep(0.02)


def test_browsers_are_told(serving: Serving, site: Folder) -> None:
    """Of a changed page by its name; of a new one that all may be otherwise; and let go at the end."""
    listener = Listener(serving)
    time.sleep(0.2)
    name = serving.page(RU)["id"]
    site.translate(PO, {HEADING: "Часы работы"})
    listener.wait([name])
    site.write("content/en/new.md", "# New\n")
    listener.wait([])
    assert serving.end()[0] == 0
    listener.thread.join(20)
    assert not listener.thread.is_alive()
    listener.connection.close()


def test_people_at_the_same_time(serving: Serving, site: Folder) -> None:
    """Eight threads save the same messages: each is in the catalog once, and the page is whole."""
    page = serving.page(RU)
    names = {each["id"]: each["message"] for each in page["messages"] if each["message"] in (HEADING, OPEN)}
    texts = {HEADING: "Часы работы {}", OPEN: "Мы {} открыты *каждый* день."}
    outcomes: list[tuple[str, str]] = []

    def work(number: str) -> None:
        for name, message in names.items():
            saved = serving.save_as(page["id"], name, texts[message].format(number))
            outcomes.append((saved["outcome"], saved["reason"]))

    threads = [threading.Thread(target=work, args=(number,)) for number in "абвгдежз"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(outcomes) <= {("taken", ""), ("conflict", ""), ("same", "")}
    assert entry(site, OPEN).msgstr in [texts[OPEN].format(each) for each in "абвгдежз"]
    assert entry(site, OPEN).msgstr in site.read(RU)
    assert site.page(RU).state.value == "current"


def test_it_ends_at_any_moment(site: Folder) -> None:
    """Ctrl-C while browsers ask and files change: the system may hand the signal to any of the threads."""
    for number in range(8):
        serving = Serving(site, "--edit")
        serving.login()
        listener = Listener(serving)
        ended = threading.Event()

        def ask(serving: Serving = serving, ended: threading.Event = ended) -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                while not ended.is_set():
                    serving.get("/site")

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        site.write("content/en/hours.md", f"{PAGE}\nParagraph {number}.\n")
        time.sleep(number * 0.02)
        try:
            assert serving.end()[0] == 0
        finally:
            ended.set()
            for thread in threads:
                thread.join()
            listener.connection.close()
    site.sync()
    assert site.page(RU).state.value in ("current", "incomplete")
