"""The demonstration site as a VitePress site in two languages, built by the real VitePress and crawled."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from dead_links import check
from demonstration import CONTENT, article, initialised, move
from judges.crawler import crawl
from judges.html_shape import same_shape

from builders.npm import built, installed

if TYPE_CHECKING:
    from pathlib import Path

DIST = "docs/.vitepress/dist"
_LABELS = re.compile(r' class="vp-doc [^"]*"| aria-label="[^"]*"')
"""What VitePress makes of a page's name and of its headings' words."""
CONFIG = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "docs/{path}.md"
localized = "docs/{locale}/{path}.md"

[catalogs]
min_translated = 50
"""
SCRIPT = """\
<script setup>
const site = {phone: '555 0100'}
</script>
"""
WRITTEN = (
    (re.compile(r"(\(|: )((?:[\w.-]+/)*[\w-]+)\.html"), r"\1\2.md"),
    (
        re.compile(r"\A(---\n.*?\n---\n)", re.DOTALL),
        rf"\1\n{SCRIPT}\n",
    ),
    (re.compile(r"(?<!')555 0100"), "{{ site.phone }}"),
    (re.compile(r'<div class="tip">\n(.*?)\n</div>', re.DOTALL), r"::: tip Before you save\n\1\n:::"),
    (re.compile(r"\[\^[\w-]+\](?!:)"), ""),
    (re.compile(r"^\[\^[\w-]+\]: +(.*)\n(?:\n {4}(.*)\n)?", re.MULTILINE), r"::: details\n\1\n\n\2\n:::\n"),
    (re.compile(r"^(\w[^\n]*)\n: ", re.MULTILINE), r"#### \1\n\n"),
)
"""VitePress finds pages by their files, and its pages are Vue's: what Jekyll's configuration holds is a
variable. It has containers, and no footnotes, and no lists of definitions."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages rewritten, the catalogs as they are, one sync, one build."""
    builder = installed("vitepress")
    root = tmp_path_factory.mktemp("vitepress")
    (root / "docs/.vitepress").mkdir(parents=True)
    shutil.copy(builder / "config.mjs", root / "docs/.vitepress")
    (root / "package.json").write_text('{"type": "module"}')
    (root / "translate.toml").write_text(CONFIG)
    shutil.copytree(CONTENT / "assets", root / "docs/public/assets")
    move(root, WRITTEN, "docs/{}.md".format)
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    built(root, "vitepress", "vitepress", "build", "docs")
    return root


def test_it_is_told_by_its_configuration(site: Path) -> None:
    """`init` would write what the test's own configuration says, and the dialect."""
    written = initialised(site)
    assert 'dialects = ["vitepress"]' in written
    assert 'source = "docs/{path}.md"' in written
    assert 'localized = "docs/{locale}/{path}.md"' in written


def test_every_page_is_built_in_both_languages(site: Path) -> None:
    """In Russian under `/ru/`, with the language that a browser is told, and the source's elements."""
    dist = site / DIST
    english = sorted(path.relative_to(dist) for path in dist.rglob("*.html"))
    english = [path for path in english if path.parts[0] != "ru" and path.name != "404.html"]
    assert len(english) == len([*(CONTENT / "en").rglob("*.md")])
    for path in english:
        had = (dist / path).read_text("utf-8")
        has = (dist / "ru" / path).read_text("utf-8")
        assert '<html lang="ru"' in has
        assert same_shape(*(_LABELS.sub("", article(each)) for each in (had, has))) is None, path


def test_the_words_are_the_translators(site: Path) -> None:
    """Headings in Russian, with the ids of the English ones, and the titles of containers."""
    page = (site / DIST / "ru/docs/visiting.html").read_text("utf-8")
    assert re.search(r'<h2 id="prices"[^>]*>Цены ', page)
    page = (site / DIST / "ru/docs/website-guide.html").read_text("utf-8")
    tip = re.search(r'<div class="tip custom-block">(.*?)</div>', page, re.DOTALL)
    assert tip is not None
    assert '<p class="custom-block-title">Перед сохранением</p>' in tip[1]
    assert "<em>добрая</em>" in tip[1]


def test_vue_fills_in_what_it_holds(site: Path) -> None:
    """`{{ site.phone }}` is what the page's script says, in a translated sentence too."""
    page = article((site / DIST / "ru/docs/visiting.html").read_text("utf-8"))
    assert "Звоните 555 0100 с девяти до пяти" in page
    assert "{{" not in page


def test_no_link_is_dead(site: Path) -> None:
    """Neither to the crawler of what was built, nor to `translate check`; VitePress itself would refuse."""
    assert crawl(site / DIST) == []
    assert check(site).findings == ()


def test_a_second_sync_writes_nothing(site: Path) -> None:
    """The builder's own files and the pins of the headings are no edits."""
    ended = translate(site, "sync", "--dry-run")
    assert "up to date" in ended.out or "nothing" in ended.out.lower(), ended.out
