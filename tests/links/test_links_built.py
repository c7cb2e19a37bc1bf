"""Localized sites, built by the real builders and crawled: no link and no fragment is dead."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dead_links import check
from judges.crawler import crawl

from translator import api
from translator.model import Action

if TYPE_CHECKING:
    from conftest import Folder

    from translator.model import CheckResult

REPOSITORY = Path(__file__).resolve().parents[2]

HUGO = """\
baseURL = "https://crawled.example/"
defaultContentLanguage = "en"
disableKinds = ["rss", "sitemap", "taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[languages.en]
contentDir = "content/en"
weight = 1
[languages.ru]
contentDir = "content/ru"
weight = 2
"""

HUGO_PAGES = {
    "_index": (
        "---\ntitle: Home\n---\n"
        "See the [guide](/docs/guide/), the [prices](docs/prices.md) and [late](/docs/too-late/).\n"
    ),
    "docs/guide": (
        "---\ntitle: Guide\n---\n"
        "## What's new? {.lead}\n\nNothing, says [the price list](prices.md#what-it-costs).\n\n"
        "## 2. Steps\n\nOne [late step](late.md), [twice](../too-late/), and [steps](#2-steps).\n\n"
        '<p><a href="/docs/prices/#what-it-costs">Prices</a></p>\n\n'
        '## Steps -- "again"\n\nUp to [them](#steps--again), '
        'or [by reference]({{< relref "prices" >}}#what-it-costs).\n\n'
        "Once more [late][l].\n\n[l]: late.md\n"
    ),
    "docs/prices": (
        "---\ntitle: Prices\naliases: [/costs/]\n---\n## What it costs\n\n"
        'Back to [the guide](/docs/guide/#whats-new).\n\nOr [here]({{< ref "late" >}}).\n'
    ),
    "docs/late": "---\ntitle: Late\nslug: too-late\n---\n## Too late\n\nSee [prices](prices.md).\n",
}
"""`late` is translated last; its slug makes its address another than its file's."""

CONFIG = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "content/en/{path}.md"
localized = "content/{locale}/{path}.md"
"""


@pytest.fixture
def hugo(folder: Folder) -> Folder:
    """A small Hugo site, its catalogs made."""
    (folder.root / "content/en/hours.md").unlink()
    folder.write("translate.toml", CONFIG)
    folder.write("hugo.toml", HUGO)
    for kind in ("home", "section", "page"):
        folder.write(f"layouts/{kind}.html", "<!doctype html><main>{{ .Content }}</main>")
    for name, text in HUGO_PAGES.items():
        folder.write(f"content/en/{name}.md", text)
    folder.sync()
    return folder


def build_hugo(folder: Folder) -> Path:
    beside = Path(sys.prefix) / "bin" / "hugo"
    program = str(beside) if beside.is_file() else shutil.which("hugo")
    if program is None:
        pytest.skip("hugo is not installed")
    built = folder.root / "public"
    shutil.rmtree(built, ignore_errors=True)
    done = subprocess.run(
        [program, "build", "--source", str(folder.root), "--noBuildLock"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def build_jekyll(source: Path, built: Path) -> Path:
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed")
    subprocess.run(
        ["jekyll", "build", "--source", str(source), "--destination", str(built), "--disable-disk-cache"],
        capture_output=True,
        check=True,
    )
    return built


def lines(result: CheckResult) -> list[str]:
    return [f"{finding.rule} {finding.path}:{finding.line}" for finding in result.findings]


class TestTheDemonstrationSite:
    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        for name in ("content", "locales"):
            shutil.copytree(REPOSITORY / name, tmp_path / "site" / name)
        shutil.copy(REPOSITORY / "translate.toml", tmp_path / "site")
        return tmp_path / "site"

    def test_has_no_dead_link(self, site: Path, tmp_path: Path) -> None:
        """Built by the real Jekyll: neither a crawler nor `translate check` finds any."""
        assert crawl(build_jekyll(site / "content", tmp_path / "built")) == []
        assert check(site).findings == ()

    def test_a_planted_one_is_found_by_both(self, site: Path, tmp_path: Path) -> None:
        page = site / "content/ru/docs/website-guide.md"
        text = page.read_text("utf-8")
        text = text.replace("(visiting.html#prices ", "(visitin.html#prices ")
        page.write_text(
            text.replace("first-appointment.html#before-you-come", "first-appointment.html#before-you-com")
        )
        dead = crawl(build_jekyll(site / "content", tmp_path / "built"))
        assert [(each.link, each.why) for each in dead] == [
            ("visitin.html#prices", "page"),
            ("first-appointment.html#before-you-com", "fragment"),
        ]
        found = check(site)
        assert lines(found) == [
            "dead-link content/ru/docs/website-guide.md:18",
            "dead-fragment content/ru/docs/website-guide.md:72",
        ]
        assert [finding.remedy for finding in found.findings] == [
            "did you mean visiting.html#prices?",
            "did you mean #before-you-come?",
        ]

    def test_without_pins_fragments_die(self, site: Path, tmp_path: Path) -> None:
        """What pinning is for; and following the translated ids does as well."""
        configuration = (site / "translate.toml").read_text("utf-8")
        counts = {}
        for anchors in ("leave", "rewrite"):
            (site / "translate.toml").write_text(
                f'{configuration}\n[links]\nanchors = "{anchors}"\n', "utf-8"
            )
            api.sync(site)
            assert all(page.action is Action.NONE for page in api.sync(site).pages)
            counts[anchors] = [
                each.link for each in crawl(build_jekyll(site / "content", tmp_path / anchors))
            ]
            assert len(check(site).findings) == len(counts[anchors])
            assert "{#prices}" not in (site / "content/ru/docs/visiting.md").read_text("utf-8")
        assert sorted(counts["leave"]) == sorted(
            2 * ["visiting.html#prices", "first-appointment.html#before-you-come"]
        )
        assert counts["rewrite"] == []
        guide = (site / "content/ru/docs/website-guide.md").read_text("utf-8")
        assert "(visiting.html#цены " in guide
        assert "first-appointment.html#перед-визитом" in guide


class TestHugo:
    def test_half_and_wholly_translated(self, hugo: Folder) -> None:
        """Links to a page that is not translated lead to its source; later to its translation."""
        for name in ("_index", "docs/guide", "docs/prices"):
            hugo.translate_all(f"locales/ru/{name}.po")
        hugo.sync()
        before = hugo.stamps()
        assert all(page.action in (Action.NONE, Action.WAITING) for page in hugo.sync().pages)
        assert {k: v for k, v in hugo.stamps().items() if k.startswith("content")} == {
            k: v for k, v in before.items() if k.startswith("content")
        }
        guide = hugo.read("content/ru/docs/guide.md")
        assert "(/docs/too-late/)" in guide
        assert "[l]: /docs/too-late/" in guide
        assert "(../../../docs/too-late/)" in guide
        assert '<a href="/ru/docs/prices/#what-it-costs">' in guide
        assert "## ru What's new? {#whats-new .lead}" in guide
        assert 'lang="en"' in hugo.read("content/ru/docs/prices.md")
        assert [dead for dead in crawl(build_hugo(hugo)) if dead.why == "page"] == []
        hugo.translate_all("locales/ru/docs/late.po")
        hugo.sync()
        guide = hugo.read("content/ru/docs/guide.md")
        assert "(late.md)" in guide
        assert "(../too-late/)" in guide
        assert "(/ru/docs/too-late/)" in hugo.read("content/ru/_index.md")
        assert 'lang="en"' not in hugo.read("content/ru/docs/prices.md")
        assert crawl(build_hugo(hugo)) == []
        assert check(hugo.root).findings == ()
        assert all(page.action is Action.NONE for page in hugo.sync().pages)

    def test_all_at_once(self, hugo: Folder) -> None:
        """Pages that come into being in one run find each other in that run."""
        for name in HUGO_PAGES:
            hugo.translate_all(f"locales/ru/{name}.po")
        result = hugo.sync()
        assert {page.action for page in result.pages} == {Action.CREATED}
        assert not re.search(
            r"too-late/\)", hugo.read("content/ru/_index.md").replace("/ru/docs/too-late/", "")
        )
        assert crawl(build_hugo(hugo)) == []
        before = hugo.stamps()
        assert {page.action for page in hugo.sync().pages} == {Action.NONE}
        assert hugo.stamps() == before

    def test_a_planted_dead_link_is_found_by_both(self, hugo: Folder) -> None:
        for name in HUGO_PAGES:
            hugo.translate_all(f"locales/ru/{name}.po")
        hugo.sync()
        page = "content/ru/docs/late.md"
        hugo.write(page, hugo.read(page) + "\n[a](/ru/docs/guid/) [b](/ru/docs/guide/#nothing)\n")
        assert [(each.link, each.why) for each in crawl(build_hugo(hugo))] == [
            ("/ru/docs/guid/", "page"),
            ("/ru/docs/guide/#nothing", "fragment"),
        ]
        assert sorted(finding.rule for finding in check(hugo.root).findings) == ["dead-fragment", "dead-link"]

    def test_an_edit_by_hand_is_taken_in_without_the_turned_links(self, hugo: Folder) -> None:
        """What a person changes on a page with turned links and pinned ids goes into the catalog."""
        for name in HUGO_PAGES:
            hugo.translate_all(f"locales/ru/{name}.po")
        hugo.sync()
        page = "content/ru/docs/prices.md"
        hugo.write(page, hugo.read(page).replace("ru Back to", "ru Zurück zu").replace("ru What", "ru Was"))
        result = hugo.sync()
        assert not result.failed
        catalog = hugo.read("locales/ru/docs/prices.po")
        assert 'msgstr "ru Zurück zu [the guide](/docs/guide/#whats-new)."' in catalog
        assert 'msgstr "ru Was it costs"' in catalog
        assert "(/ru/docs/guide/#whats-new)" in hugo.read(page)
        assert {each.action for each in hugo.sync().pages} == {Action.NONE}
