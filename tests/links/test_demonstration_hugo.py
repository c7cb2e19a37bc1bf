"""The demonstration site as a Hugo site: pages and translations, built by the real Hugo and crawled."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import translate
from dead_links import check
from judges.crawler import crawl

HOME = Path(__file__).resolve().parents[2]
LOCALES = ("ru", "de")

HUGO = """\
baseURL = "https://crawled.example/"
defaultContentLanguage = "en"
uglyURLs = true
disableKinds = ["rss", "sitemap", "taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
""" + "".join(
    f'[languages.{code}]\ncontentDir = "content/{code}"\nweight = {weight}\n'
    for weight, code in enumerate(("en", *LOCALES), 1)
)

CONFIG = """\
source_locale = "en"
locales = ["ru", "de"]

[[pages]]
source = "content/en/{path}.md"
localized = "content/{locale}/{path}.md"
"""

TEMPLATES = (
    (
        re.compile(r"\{% include figure\.html\s+src=\"([^\"]+)\"\s+alt=\"([^\"]+)\".*?%\}", re.DOTALL),
        r"![\2](\1)",
    ),
    (re.compile(r"\{% (?:raw|comment) %\}.*?\{% end(?:raw|comment) %\}", re.DOTALL), ""),
    (re.compile(r"\{% highlight \w+ %\}\n(.*?)\{% endhighlight %\}", re.DOTALL), r"```\n\1```"),
    (re.compile(r"\{%.*?%\}"), ""),
    (re.compile(r"\{\{.*?\}\}"), "555 0100"),
    (re.compile(r"^\{:.*?\}\n", re.MULTILINE), ""),
    (re.compile(r"\{:\s*#([\w-]+)\s*\}"), r"{#\1}"),
    (re.compile(r' markdown="1"'), ""),
)
"""What Jekyll has and Hugo has not, and what a person who moves the site would write instead."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages rewritten for Hugo, the catalogs as they are: localized pages are made of them."""
    root = tmp_path_factory.mktemp("hugo")
    (root / "hugo.toml").write_text(HUGO)
    (root / "translate.toml").write_text(CONFIG)
    shutil.copytree(HOME / "content/assets", root / "static/assets")
    for kind in ("home", "section", "page"):
        (root / "layouts").mkdir(exist_ok=True)
        (root / f"layouts/{kind}.html").write_text("<!doctype html><main>{{ .Content }}</main>")
    for page in (HOME / "content/en").rglob("*.md"):
        name = page.relative_to(HOME / "content/en").with_suffix("").as_posix()
        named = "_index" if name == "index" else name  # Hugo's name for a page that others stand below
        text = page.read_text("utf-8")
        for pattern, instead in TEMPLATES:
            text = pattern.sub(instead, text)
        target = root / f"content/en/{named}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        for locale in LOCALES:
            catalog = root / f"locales/{locale}/{named}.po"
            catalog.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HOME / f"locales/{locale}/{name}.po", catalog)
    ended = translate(root, "sync", "--pseudo", "accent")  # for the few messages that the rewriting changed
    assert ended.code == 0, ended.err
    return root


def build(site: Path) -> Path:
    beside = Path(sys.prefix) / "bin" / "hugo"
    program = str(beside) if beside.is_file() else shutil.which("hugo")
    assert program is not None, "hugo comes with the development packages"
    built = site / "public"
    shutil.rmtree(built, ignore_errors=True)
    done = subprocess.run(
        [program, "build", "--source", str(site), "--noBuildLock"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def test_it_is_the_demonstration_site(site: Path) -> None:
    """All of its pages, in both locales, with the translations that people made."""
    pages = len([*(site / "content/en").rglob("*.md")])
    assert pages == len([*(HOME / "content/en").rglob("*.md")])
    for locale in LOCALES:
        assert len([*(site / f"content/{locale}").rglob("*.md")]) == pages
    ours = (HOME / "content/ru/docs/visiting.md").read_text("utf-8").splitlines()
    theirs = (site / "content/ru/docs/visiting.md").read_text("utf-8").splitlines()
    assert sum(line in ours for line in theirs) > 0.8 * len(theirs)


def test_no_link_is_dead(site: Path) -> None:
    """Neither to the crawler of what Hugo built, nor to `translate check`."""
    built = build(site)
    assert crawl(built) == []
    assert (built / "ru/docs/visiting.html").is_file()
    assert check(site).findings == ()


def test_a_planted_one_is_found(site: Path) -> None:
    """By both."""
    page = site / "content/ru/docs/website-guide.md"
    text = page.read_text("utf-8")
    try:
        page.write_text(text.replace("(visiting.html#prices ", "(visitin.html#prices "), "utf-8")
        assert [each.link for each in crawl(build(site))] == ["visitin.html#prices"]
        assert [finding.rule for finding in check(site).findings] == ["dead-link"]
    finally:
        page.write_text(text, "utf-8")
