"""What a person does in the browser, and what is on the disk afterwards."""

from __future__ import annotations

import re
import time
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from conftest import PAGE
from serving import Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Folder
    from playwright.sync_api import Browser, Dialog, Locator, Page, Route

pytest_plugins = ("served",)

PO = "locales/ru/hours.po"
RU = "content/ru/hours.md"
SOURCE = "content/en/hours.md"
HEADING = "Opening hours"
OPEN = "We are open *every* day."


class Person:
    """A person at the browser: the page, and all that it asked for."""

    def __init__(self, page: Page, serving: Serving) -> None:
        self.page = page
        self.serving = serving
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        page.on("dialog", self._dialog)
        page.set_default_timeout(20_000)
        page.goto(serving.address)
        page.locator("#live").filter(has_text="Live").wait_for()

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    def open(self, localized: str = RU) -> None:
        self.page.evaluate("(name) => window.translateReport.open(name)", localized)
        self.page.locator("#view .messages li").first.wait_for()
        self.page.locator("#view .now").wait_for()

    def item(self, message: str) -> Locator:
        """A message of the page's body."""
        source = self.page.locator(".source").get_by_text(message, exact=True)
        return self.page.locator("#view .messages > li").filter(has=source).last

    def box(self, message: str) -> Locator:
        return self.item(message).locator("textarea")

    def foreign(self) -> list[str]:
        """Requests that went anywhere else."""
        return [url for url in self.requests if not url.startswith((f"{self.serving.origin}/", "data:"))]


@pytest.fixture
def person(serving: Serving, browser: Browser) -> Iterator[Person]:
    context = browser.new_context()
    found = Person(context.new_page(), serving)
    yield found
    assert found.foreign() == []
    assert found.errors == []
    context.close()


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_token_leaves_the_address_bar(person: Person) -> None:
    """What is on the screen, in the history, or in a referrer tells nothing."""
    assert person.page.url == f"{person.serving.origin}/"
    person.page.reload()
    person.page.locator("#rows a").first.wait_for()
    assert person.page.evaluate("document.cookie") == ""


def test_translating(person: Person, site: Folder) -> None:
    """By keyboard alone: the translation is saved, its page written, the next one to do has the focus."""
    site.translate(PO, {HEADING: ""})
    person.open()
    until(lambda: person.page.locator("#view .messages .badge").all_inner_texts().count("untranslated") == 3)
    person.page.get_by_role("button", name="Next to do").press("Enter")
    assert person.page.evaluate("document.activeElement.id").startswith("m-")
    person.page.keyboard.type("Часы работы")
    person.page.keyboard.press("Control+Enter")
    until(lambda: "Часы работы" in site.read(PO))
    until(lambda: "Часы работы" in site.read(RU))
    until(lambda: person.page.evaluate("document.activeElement.value") == "")
    assert person.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    person.box(OPEN).fill("Мы открыты *каждый* день.")
    person.item(OPEN).get_by_role("button", name="Save", exact=True).click()
    until(lambda: "Мы открыты *каждый* день." in site.read(RU))
    until(lambda: "Saved." in person.item(OPEN).locator(".answer").inner_text())


def test_opened_again_while_it_loads(person: Person) -> None:
    """The report is renewed just then: there is one view of the page, with one button of each kind."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    person.page.route("**/page/*", hold)
    person.page.evaluate("path => window.translateReport.open(path)", RU)
    until(lambda: person.page.evaluate("1") and len(held) == 1)
    person.page.evaluate(
        """() => {
            const data = (id) => JSON.parse(document.getElementById(id).textContent);
            window.translateReport.load(data("index"), data("chunks"));
        }"""
    )
    until(lambda: person.page.evaluate("1") and len(held) == 2)
    for each in held:
        each.continue_()
    person.page.locator("#view .now").first.wait_for()
    person.page.wait_for_timeout(500)  # the second answer, if it is not here yet
    assert person.page.get_by_role("button", name="Next to do").count() == 1
    assert person.page.locator("#view .messages").count() == 1


def test_approving_in_the_browser(person: Person, site: Folder) -> None:
    """A fuzzy translation tells what it was made for; approved, it is published."""
    site.translate(PO, {OPEN: "Мы открыты *всегда*."})
    site.write(SOURCE, PAGE.replace(OPEN, "We are open *each* day."))
    until(lambda: "We are open *each* day." in site.read(PO))
    person.open()
    item = person.item("We are open *each* day.")
    assert OPEN in item.locator(".about").inner_text()
    assert item.locator(".badge").inner_text() == "fuzzy"
    assert "each" in item.locator(".source ins").inner_text()
    item.get_by_role("button", name="Approve").click()
    until(lambda: "Мы открыты *всегда*." in site.read(RU))
    until(lambda: item.locator(".badge").inner_text() == "translated")
    assert item.get_by_role("button", name="Approve").count() == 0


def test_a_refused_translation_stays_in_its_box(person: Person, site: Folder) -> None:
    """With the reason beside it, told to screen readers, too; mended, it is saved."""
    before = site.read(PO)
    person.open()
    box = person.box(HEADING)
    box.fill("Часы <b>работы")
    box.press("Control+Enter")
    answer = person.item(HEADING).get_by_role("status")
    until(lambda: answer.inner_text().startswith("Not saved: "))
    assert "<b>" in answer.inner_text()
    assert box.input_value() == "Часы <b>работы"
    assert box.get_attribute("aria-invalid") == "true"
    assert answer.get_attribute("id") in (box.get_attribute("aria-describedby") or "").split()
    assert person.page.evaluate("document.activeElement.value") == "Часы <b>работы"
    assert site.read(PO) == before
    box.fill("Часы работы")
    box.press("Control+Enter")
    until(lambda: "# Часы работы" in site.read(RU))
    until(lambda: box.get_attribute("aria-invalid") is None)


def test_a_conflict_shows_both(person: Person, site: Folder) -> None:
    """Somebody saves the catalog in a PO editor meanwhile: neither text is lost, whichever is chosen."""
    person.open()
    box = person.box(HEADING)
    box.fill("Мои часы")
    site.translate(PO, {HEADING: "Их часы"})
    conflict = person.item(HEADING).locator(".conflict")
    until(conflict.is_visible)
    assert "Их часы" in conflict.inner_text()
    assert box.input_value() == "Мои часы"
    assert "Мои часы" not in site.read(PO)
    conflict.get_by_role("button", name="Save mine").click()
    until(lambda: "# Мои часы" in site.read(RU))
    box.fill("Ещё раз")
    site.translate(PO, {HEADING: "Снова их часы"})
    until(conflict.is_visible)
    conflict.get_by_role("button", name="Take theirs").click()
    assert box.input_value() == "Снова их часы"
    assert "Снова их часы" in site.read(PO)


def test_a_conflict_that_only_the_server_sees(person: Person, site: Folder) -> None:
    """Where the news has not arrived yet, the save is refused, and both are shown."""
    person.page.route("**/page/*", lambda route: route.abort())
    person.page.unroute("**/page/*")
    person.open()
    person.page.route("**/page/*", lambda route: route.fulfill(status=500, body="no"))
    person.page.route("**/site", lambda route: route.fulfill(status=500, body="no"))
    person.box(HEADING).fill("Мои часы")
    site.translate(PO, {HEADING: "Их часы"})
    person.box(HEADING).press("Control+Enter")
    conflict = person.item(HEADING).locator(".conflict")
    until(conflict.is_visible)
    assert "Их часы" in conflict.inner_text()
    assert person.box(HEADING).input_value() == "Мои часы"
    assert "Мои часы" not in site.read(PO)
    person.errors.clear()  # the browser's words for the answers that this test broke


def test_typing_goes_on_while_files_change(person: Person, site: Folder) -> None:
    """Other messages come, go and change around the box; its text, focus and caret stay."""
    person.open()
    box = person.box(OPEN)
    box.focus()
    person.page.keyboard.type("Мы открыты *каж")
    person.page.keyboard.press("ArrowLeft")
    site.write(
        SOURCE, PAGE.replace("# Opening hours", "# Opening hours\n\nA new paragraph.") + "\nThe end.\n"
    )
    until(lambda: person.item("A new paragraph.").count() == 1)
    site.translate(PO, {HEADING: "Часы работы"})
    until(lambda: person.box(HEADING).input_value() == "Часы работы")
    person.page.keyboard.type("!")
    assert box.input_value() == "Мы открыты *ка!ж"
    order = person.page.locator("#view .messages .source").all_inner_texts()
    assert (
        order.index(HEADING) < order.index("A new paragraph.") < order.index(OPEN) < order.index("The end.")
    )
    site.write(SOURCE, PAGE.replace(OPEN, "Something else."))
    until(lambda: "no longer on the page" in person.item(OPEN).inner_text())
    assert box.input_value() == "Мы открыты *ка!ж"


def test_what_was_not_saved_is_there_again(person: Person) -> None:
    """Who looks at another page and comes back finds the text."""
    person.open()
    person.box(OPEN).fill("Мы открыты")
    person.open("content/de/hours.md")
    until(lambda: person.box(OPEN).input_value() == "")
    person.open()
    until(lambda: person.box(OPEN).input_value() == "Мы открыты")


def test_the_overview_is_live(person: Person, site: Folder) -> None:
    """A new page has its row, a translated one its share; what was searched for stays."""
    person.page.locator("#search").fill("content/")
    site.write("content/en/new.md", "# New\n")
    until(lambda: "content/en/new.md" in person.page.locator("#rows").inner_text())
    assert person.page.locator("#search").input_value() == "content/"
    cards = person.page.locator("#overview section").first
    before = cards.inner_text()
    site.translate(PO, {OPEN: "Мы открыты *каждый* день."})
    until(lambda: cards.inner_text() != before)


def test_read_only(site: Folder, browser: Browser) -> None:
    """Without --edit there are texts and previews, and no box."""
    serving = Serving(site)
    context = browser.new_context()
    try:
        found = Person(context.new_page(), serving)
        found.open()
        assert found.page.locator("textarea, .messages button").count() == 0
        assert found.item(HEADING).locator(".text").inner_text() == "ru Opening hours"
        found.page.get_by_role("button", name="Preview").click()
        frame = found.page.frame_locator("iframe[title='Preview of the localized page']")
        frame.get_by_role("heading", name="ru Opening hours").wait_for()
    finally:
        context.close()
        assert serving.end()[0] == 0


NAME = "<img src=x onerror=hit()>"
PAYLOADS = (
    "<script>top.hit()</script>",
    '<img src="https://evil.example/a.png" onerror="top.hit()">',
    "[link](javascript:top.hit())",
    '<svg onload="top.hit()"><use href="https://evil.example/#a"/></svg>',
    '<iframe src="https://evil.example/" srcdoc="<script>top.hit()</script>"></iframe>',
    "![a](https://evil.example/b.png)",
    '<style>@import "https://evil.example/c.css"</style>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<form action="https://evil.example/"><button autofocus onfocus="top.hit()">b</button></form>',
    "</script><script>top.hit()</script>",
)


def test_nothing_in_a_page_or_a_translation_acts(serving: Serving, site: Folder, browser: Browser) -> None:
    """Tags in a page, a translation, a catalog's comments and a file's name are text, and nothing else."""
    import polib

    body = "\n\n".join(f"Words {payload} and words." for payload in PAYLOADS)
    site.write(f"content/en/{NAME}.md", f'---\ntitle: "{PAYLOADS[0]}"\n---\n\n# {PAYLOADS[1]}\n\n{body}\n')
    until(lambda: site.exists(f"locales/ru/{NAME}.po"))
    catalog = polib.pofile(str(site.root / PO))
    for each in catalog:
        each.msgstr = " ".join(PAYLOADS)
        each.tcomment = PAYLOADS[0]
    catalog.save()
    site.write(RU, "---\nlang: ru\n---\n\n" + "\n\n".join(PAYLOADS) + "\n")
    context = browser.new_context()
    context.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
    found = Person(context.new_page(), serving)
    for localized in (f"content/ru/{NAME}.md", f"content/de/{NAME}.md", RU):
        found.open(localized)
        assert found.page.locator("#view h2").inner_text() == localized
        found.page.get_by_role("button", name="Preview").click()
        for title in ("Preview of the source page", "Preview of the localized page"):
            found.page.frame_locator(f"iframe[title='{title}']").locator("body").wait_for()
        time.sleep(0.5)
        found.page.evaluate("window.translateReport.close()")
    found.page.locator("#rows a").first.wait_for()
    for page in serving.get("/site").json["pages"]:
        found.page.goto(f"{serving.origin}/preview/{page['id']}/localized")
        assert found.page.evaluate("self.origin") == "null"
        assert found.page.locator("script, iframe, form, svg, meta[http-equiv], [onerror]").count() == 0
    found.page.goto(f"{serving.origin}/")
    found.page.locator("#rows a").first.wait_for()
    assert found.page.evaluate("window.hits") == 0
    assert found.foreign() == []
    assert [error for error in found.errors if "evil" in error or "hit" in error] == []
    context.close()


def test_a_frame_may_run_nothing(serving: Serving, browser: Browser) -> None:
    """The walls behind the sanitizer: what it would let through does not run, and loads nothing."""
    context = browser.new_context()
    found = Person(context.new_page(), serving)
    page = serving.page(RU)["id"]
    hostile = "<script>top.hits = 1</script><img src='/site'><img src='https://evil.example/a.png'>"
    hostile += f"<script src='{serving.origin}/site'></script>"
    hostile += "<link rel=stylesheet href='https://evil.example/a.css'>"

    def answer(route: Any) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=real.text().replace("</body>", f"{hostile}</body>"))

    found.page.route("**/preview/**", answer)
    found.page.evaluate("window.hits = 0")
    reached: list[str] = []
    found.page.on("response", lambda response: reached.append(response.url))
    found.open()
    found.page.get_by_role("button", name="Preview").click()
    frame = found.page.frame_locator("iframe[title='Preview of the localized page']")
    frame.locator("img").first.wait_for(state="attached")
    time.sleep(0.5)
    assert found.page.evaluate("window.hits") == 0
    assert found.page.frames[1].evaluate("self.origin") == "null"
    expected = re.compile(rf".*/page/{page}|.*/preview/{page}/\w+\?\d+")
    assert [url for url in reached if not expected.fullmatch(url)] == []
    assert len(reached) == 3
    assert found.page.frames[1].evaluate("[...document.images].every((image) => image.naturalWidth === 0)")
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_for_everybody(serving: Serving, browser: Browser, width: int, scheme: Any) -> None:
    """axe finds nothing, nothing is cut off on a small screen, every box has its name."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = Person(context.new_page(), serving)

    def check() -> None:
        found.page.evaluate(axe)
        result = found.page.evaluate("axe.run(document, {iframes: false})")
        told = [(each["id"], each["nodes"][0]["html"][:200]) for each in result["violations"]]
        assert told == []
        assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    check()
    found.open()
    found.box(OPEN).fill("Мы <b>")
    found.box(OPEN).press("Control+Enter")
    until(lambda: "Not saved" in found.item(OPEN).inner_text())
    found.box(HEADING).fill("Мои часы")
    serving.save(RU, HEADING, "Их часы")
    until(found.item(HEADING).locator(".conflict").is_visible)
    check()
    assert found.page.get_by_role("textbox", name=HEADING).count() >= 1
    found.page.get_by_role("button", name="Preview").click()
    found.page.frame_locator("iframe").first.locator("body").wait_for()
    check()
    context.close()
