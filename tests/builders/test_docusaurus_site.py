"""The demonstration site as a Docusaurus site in two languages, built by the real Docusaurus and crawled."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from dead_links import check
from demonstration import CONTENT, MDX, article, initialised, move
from judges.crawler import crawl
from judges.html_shape import same_shape

from builders.npm import HERE, built, installed

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "docs/{path}.md"
localized = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.md"

[catalogs]
min_translated = 50
"""
LINKS = ((re.compile(r"(\(|: )((?:[\w.-]+/)*[\w-]+)\.html"), r"\1\2.md"),)
"""Docusaurus finds pages by their files."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages rewritten, the catalogs as they are, one sync, one build."""
    builder = installed("docusaurus")
    root = tmp_path_factory.mktemp("docusaurus")
    shutil.copy(builder / "docusaurus.config.js", root)
    (root / "package.json").write_text("{}")
    (root / "translate.toml").write_text(CONFIG)
    shutil.copytree(CONTENT / "assets", root / "static/assets")
    shutil.copy(HERE / "favicon.svg", root / "static")
    move(root, (*MDX, *LINKS), "docs/{}.md".format)
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    built(root, "docusaurus", "docusaurus", "build")
    return root


def test_it_is_told_by_its_configuration(site: Path) -> None:
    """`init` would write what the test's own configuration says."""
    written = initialised(site)
    assert 'dialects = ["mdx"]' in written
    assert 'localized = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.md"' in written


def test_every_page_is_built_in_both_languages(site: Path) -> None:
    """In Russian under `/ru/`, with the language that a browser is told, and the source's elements."""
    english = sorted(path.relative_to(site / "build") for path in (site / "build").rglob("index.html"))
    english = [path for path in english if path.parts[0] != "ru"]
    assert len(english) == len([*(CONTENT / "en").rglob("*.md")])
    for path in english:
        had = (site / "build" / path).read_text("utf-8")
        has = (site / "build/ru" / path).read_text("utf-8")
        assert re.search(r'<html lang="?ru"?', has)
        assert same_shape(article(had), article(has).replace('href="/ru/', 'href="/')) is None, path


def test_the_words_are_the_translators(site: Path) -> None:
    """Headings in Russian, with the ids of the English ones."""
    page = (site / "build/ru/docs/visiting/index.html").read_text("utf-8")
    heading = re.search(r'<h2[^>]*\bid="?prices"?[^>]*>(\w+)', page)
    assert heading is not None
    assert heading[1] == "Цены"


def test_no_link_is_dead(site: Path) -> None:
    """Neither to the crawler of what was built, nor to `translate check`; Docusaurus itself would refuse."""
    assert crawl(site / "build") == []
    assert check(site).findings == ()


def test_a_second_sync_writes_nothing(site: Path) -> None:
    """The builder's own files and the pins of the headings are no edits."""
    ended = translate(site, "sync", "--dry-run")
    assert "up to date" in ended.out or "nothing" in ended.out.lower(), ended.out
