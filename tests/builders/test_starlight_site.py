"""The demonstration site as an Astro Starlight site in two languages, built by the real Astro and crawled."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from command_line import translate
from dead_links import check
from demonstration import CONTENT, article, move
from judges.crawler import crawl

from builders.npm import HERE, built, installed

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "src/content/docs/en/{path}.md"
localized = "src/content/docs/{locale}/{path}.md"

[catalogs]
min_translated = 50
"""
ADDRESSES = (
    (re.compile(r"[ \t]*\{#[\w-]+\}$", re.MULTILINE), ""),
    (re.compile(r"\]\((portfolio|docs)/([\w-]+)\.html"), r"](\1/\2/"),
    (re.compile(r"\]\(\.\./([\w-]+)/([\w-]+)\.html"), r"](../../\1/\2/"),
    (re.compile(r"(\]\(|\]: )([\w-]+)\.html"), r"\1../\2/"),
)
"""Astro serves each page as a folder, and makes ids of headings alone."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages rewritten, the catalogs as they are, one sync, one build."""
    builder = installed("starlight")
    root = tmp_path_factory.mktemp("starlight")
    (root / "src").mkdir()
    for name in ("astro.config.mjs", "package.json"):
        shutil.copy(builder / name, root)
    shutil.copy(builder / "content.config.ts", root / "src")
    (root / "translate.toml").write_text(CONFIG)
    shutil.copytree(CONTENT / "assets", root / "public/assets")
    shutil.copy(HERE / "favicon.svg", root / "public")
    move(root, ADDRESSES, "src/content/docs/en/{}.md".format)
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    built(root, "starlight", "astro", "build")
    return root


def test_every_page_is_built_in_both_languages(site: Path) -> None:
    """With the language that a browser is told, and the source's elements."""
    english = sorted((site / "dist/en").rglob("index.html"))
    assert len(english) == len([*(CONTENT / "en").rglob("*.md")])
    for path in english:
        had = path.read_text("utf-8")
        has = (site / "dist/ru" / path.relative_to(site / "dist/en")).read_text("utf-8")
        assert '<html lang="ru"' in has
        names = [re.findall(r"<(\w+)", article(text)) for text in (had, has)]
        assert names[0] == names[1], path


def test_links_follow_the_ids_of_translated_headings(site: Path) -> None:
    """Astro cannot pin an id: the link to the prices finds them in Russian all the same."""
    page = (site / "dist/ru/docs/website-guide/index.html").read_text("utf-8")
    assert f'href="../visiting/#{quote("цены")}"' in page
    assert crawl(site / "dist") == []
    assert check(site).findings == ()


def test_a_second_sync_writes_nothing(site: Path) -> None:
    """Links that were turned are no edits."""
    ended = translate(site, "sync", "--dry-run")
    assert "up to date" in ended.out or "nothing" in ended.out.lower(), ended.out
