"""The report's page in a real browser: what a person sees, reaches with the keyboard, is not harmed by."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytest_plugins = ("served",)

HOME = Path(__file__).resolve().parents[2]
HOSTILE = "</script><img src=x onerror=harmed=1><script>harmed=1</script>"
VISITING = "content/ru/docs/visiting.md"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration site some time later: a changed page, a new one, a hostile one; three commits."""
    root = tmp_path_factory.mktemp("site")
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, root / name)
    shutil.copyfile(HOME / "translate.toml", root / "translate.toml")

    def commit(day: str) -> None:
        who = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        for command in (
            ["add", "-A"],
            ["-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *command], cwd=root, check=True, env={**os.environ, **who})

    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit("2026-01-01")
    visiting = root / "content/en/docs/visiting.md"
    text = visiting.read_text()
    visiting.write_text(text.replace("Linden Street", "Linden Avenue") + "\nWe have moved.\n")
    (root / "content/en/docs/new.md").write_text("# A new page\n\nNobody has translated it.\n")
    (root / f"content/en/docs/{HOSTILE.replace('/', '%')}.md").write_text(
        f"---\ntitle: x\n---\n\nText {HOSTILE}\n"
    )
    commit("2026-02-01")
    assert translate(root, "sync", "--locale", "de").code == 0
    catalog = root / "locales/de/docs/visiting.po"
    assert "#, fuzzy" in catalog.read_text()
    commit("2026-03-01")
    assert translate(root, "report").code == 0
    return root / "translation-report.html"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, report: Path) -> Iterator[Page]:
    """The page, opened from the disk; it must ask nothing of anybody, and meet no error."""
    opened = context.new_page()
    troubles: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    opened.set_default_timeout(15_000)
    opened.goto(report.as_uri())
    ready(opened)
    yield opened
    assert troubles == []
    assert {url.partition("#")[0] for url in asked} <= {report.as_uri()}
    assert opened.evaluate("window.harmed") is None


def ready(page: Page) -> None:
    page.locator("html[data-ready]").wait_for()


def rows(page: Page) -> list[str]:
    return page.locator("#rows th").all_inner_texts()


def test_what_is_told_at_once(page: Page) -> None:
    """How the languages stand, and what has been stale longest."""
    cards = page.locator(".card").all_inner_texts()
    assert [card.split()[0] for card in cards] == ["ru", "de"]
    assert page.get_by_role("img", name="Share of translated messages over time").is_visible()
    stale = page.locator("section", has=page.get_by_role("heading", name="Stale longest")).inner_text()
    assert VISITING in stale
    assert "2026-02-01" in stale
    page.get_by_text("As a table").click()
    assert page.get_by_role("cell", name="100 %").count() > 0


def test_search(page: Page) -> None:
    """By a part of a path, in any case; what is found is counted."""
    every = len(rows(page))
    page.get_by_label("Search").fill("VISIT")
    assert rows(page) == ["content/en/docs/visiting.md"]
    assert page.locator("#count").inner_text() == "1 source page, 2 localized pages"
    page.get_by_label("Search").fill("no such page")
    assert page.locator("#count").inner_text() == "No page is like that."
    assert page.locator("#map").is_hidden()
    page.get_by_label("Search").fill("")
    assert len(rows(page)) == every


def test_filters(page: Page) -> None:
    """By state and by locale, together."""
    page.get_by_role("checkbox", name="missing").check()
    assert len(rows(page)) == 2
    page.get_by_role("checkbox", name="outdated").check()
    assert len(rows(page)) == 3
    page.locator("#locale").select_option("ru")
    assert page.locator("#heads th").all_inner_texts() == ["Source page", "ru"]
    page.get_by_role("checkbox", name="missing").uncheck()
    assert rows(page) == ["content/en/docs/visiting.md"]


def open_page(page: Page, localized: str) -> None:
    page.locator(f'#rows a[title^="{localized}"]').click()
    page.locator("#view-title", has_text=localized).wait_for()


def test_a_pages_view(page: Page) -> None:
    """Source and translation side by side; what changed is marked; what is to do can be had alone."""
    open_page(page, "content/de/docs/visiting.md")
    assert page.evaluate("document.activeElement.id") == "view-title"
    first = page.locator(".messages > li").first
    source, text = (first.locator(name).bounding_box() for name in (".source", ".text"))
    assert source is not None
    assert text is not None
    assert source["y"] == text["y"]
    assert source["x"] + source["width"] <= text["x"]
    fuzzy = page.locator(".messages > li.todo", has=page.locator("del")).first
    assert (fuzzy.locator("del").first.inner_text(), fuzzy.locator("ins").first.inner_text()) == (
        "Street",
        "Avenue",
    )
    every = page.locator(".messages > li:visible").count()
    page.get_by_label("To do only").check()
    left = page.locator(".messages > li:visible")
    assert 0 < left.count() < every
    assert page.locator(".messages > li:visible", has_text="We have moved.").count() == 1


def test_the_way_back(page: Page) -> None:
    """By its link, by the browser's own button, by the Escape key; the focus returns to where it was."""
    for leave in ("link", "button", "key"):
        open_page(page, VISITING)
        assert page.url.endswith("#page=content%2Fru%2Fdocs%2Fvisiting.md")
        if leave == "link":
            page.get_by_role("link", name="All pages").click()
        elif leave == "button":
            page.go_back()
        else:
            page.keyboard.press("Escape")
        page.locator("#overview").wait_for(state="visible")
        assert page.locator("#view").is_hidden()
        assert page.evaluate("document.activeElement.title").startswith(VISITING)


def test_an_address_can_be_sent(page: Page, report: Path) -> None:
    """A page's view has an address of its own; the same page in another locale is one step away."""
    page.goto(f"{report.as_uri()}#page=content%2Fde%2Findex.md")
    page.locator("#view-title", has_text="content/de/index.md").wait_for()
    page.locator("#view").get_by_role("link", name="ru", exact=True).click()
    page.locator("#view-title", has_text="content/ru/index.md").wait_for()
    page.get_by_role("link", name="Next").click()
    page.locator("#view-title", has_text="content/ru/portfolio").wait_for()
    page.goto(f"{report.as_uri()}#page=%E0%A4%A")
    page.locator("#overview").wait_for(state="visible")


def test_with_the_keyboard_alone(page: Page) -> None:
    """Skip, search, walk the map, open, leave."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("docs/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#rows a')"):
            break
    at = "document.activeElement.title"
    start = page.evaluate(at)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(at) == start.replace("/ru/", "/de/").replace(": missing", ": missing")
    page.keyboard.press("ArrowDown")
    below = page.evaluate(at)
    assert below != start
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert page.evaluate(at) == start
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert page.evaluate(at) == below
    page.keyboard.press("Enter")
    page.locator("#view-title").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate(at) == below


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_themes(browser: Browser, report: Path, scheme: str) -> None:
    """As the system has it, until a person says otherwise; what they said is remembered."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(report.as_uri())
    ready(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(246, 245, 241)", "rgb(18, 24, 27)"
    assert page.evaluate(ground) == (dark if scheme == "dark" else light)
    button = page.get_by_role("button", name="Theme")
    for name, colour in (("light", light), ("dark", dark)):
        button.click()
        assert button.inner_text() == f"Theme: {name}"
        assert page.evaluate(ground) == colour
    page.reload()
    ready(page)
    assert page.evaluate(ground) == dark
    context.close()


def test_without_a_script(browser: Browser, report: Path) -> None:
    """What matters most is there all the same."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator(".card").count() == 2
    assert page.locator("#filters").is_hidden()
    context.close()


def test_hostile_names_and_texts_are_shown_as_they_are(page: Page) -> None:
    page.get_by_label("Search").fill("onerror")
    assert len(rows(page)) == 1
    page.locator("#rows a").last.click()
    page.locator("#view-title").wait_for()
    page.locator(".messages").wait_for()
    assert "<img src=x onerror=" in page.locator("#view").inner_text()
    assert page.locator("#view img").count() == 0


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_and_within_the_screen(browser: Browser, report: Path, width: int, scheme: str) -> None:
    """axe finds nothing in the overview and in a page's view; nothing is wider than the screen."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    for address in ("", "#page=content%2Fde%2Fdocs%2Fvisiting.md"):
        page.goto("about:blank")
        page.goto(report.as_uri() + address)
        ready(page)
        if address:
            page.locator(".messages > li").first.wait_for()
        page.evaluate(axe)
        found = page.evaluate("axe.run(document)")
        told = [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]
        ]
        assert told == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_long_list_scrolls_by_itself(browser: Browser, tmp_path: Path) -> None:
    """What it hides makes the page no longer: below the last line there is nothing."""
    (tmp_path / "content/en").mkdir(parents=True)
    for number in range(60):
        (tmp_path / f"content/en/{number}.md").write_text("# Words\n")
    (tmp_path / "translate.toml").write_text(
        'source_locale = "en"\nlocales = ["ru"]\n\n[[pages]]\n'
        'source = "content/en/{path}.md"\nlocalized = "content/{locale}/{path}.md"\n'
    )
    assert translate(tmp_path, "report").code == 0
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "translation-report.html").as_uri())
    ready(page)
    assert page.locator("#rows tr").count() == 60
    below = page.evaluate(
        "document.documentElement.scrollHeight - document.body.getBoundingClientRect().bottom"
    )
    page.close()
    assert below <= 1
