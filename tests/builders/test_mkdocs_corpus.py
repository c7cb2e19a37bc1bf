"""Two real sites, built by the real MkDocs with their own extensions: as they are, and pseudo-translated."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from corpus import CORPUS, requires_corpus
from judges.html_shape import explicit_ids, same_shape

from translator.errors import PageError
from translator.model import PageOptions
from translator.page.parse import parse
from translator.page.pseudo import pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [requires_corpus, pytest.mark.corpus]

SITES = {"mkdocs-material": ("mkdocs.yml", "docs"), "fastapi": ("docs/en/mkdocs.yml", "docs/en/docs")}
ELSEWHERE = ("zensical.", "mdx_include", "markdown_include_variants")
"""Extensions that no package here has, or that read files which the corpus does not have."""
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
SOURCE = re.compile(r'<a href="[^"]*" title="[^"]*" class="md-content__button[^>]*>.*?</a>', re.DOTALL)


TABS_BY_WORDS = re.compile(r" +combine_header_slug: true\n +slugify: !!python/object/apply:.*\n.*\n.*\n")
"""Ids of tabs that are made from their titles, as those of headings are."""


def extensions(config: str) -> str:
    """A site's own `markdown_extensions`, as they stand, but for those of ELSEWHERE, and ids by words."""
    found = re.search(r"(?m)^markdown_extensions:\n(?:(?:[ #-].*)?\n)+", config)
    assert found is not None
    own = TABS_BY_WORDS.sub("", found[0])
    return "".join(line for line in own.splitlines(True) if not line.strip("- ").startswith(ELSEWHERE))


def build(root: Path, docs: Path, name: str, own: str) -> dict[str, str]:
    """Each page's article, by its path."""
    config = root / f"{name}.yml"
    config.write_text(
        f"site_name: {name}\ndocs_dir: {docs}\nsite_dir: {root / name}\nplugins: []\n"
        f"use_directory_urls: false\ntheme: {{name: material, font: false}}\n{own}",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)], check=True, cwd=root)
    built: dict[str, str] = {}
    for path in (root / name).rglob("*.html"):
        article = ARTICLE.search(path.read_text("utf-8"))
        if article is not None and path.name != "404.html":
            built[path.relative_to(root / name).as_posix()] = SOURCE.sub("", article[0])
    return built


@pytest.mark.parametrize("site", SITES)
def test_a_translated_site_is_built_as_its_source(site: str, tmp_path: Path) -> None:
    """The same tags, attributes, ids, links and code, on all pages."""
    assert CORPUS is not None
    config, docs = (CORPUS / site / each for each in SITES[site])
    own = extensions(config.read_text("utf-8"))
    options = PageOptions(dialects=("mkdocs",), translate=("title", "description"))
    ids: dict[str, frozenset[str]] = {}
    for path in docs.rglob("*.md"):
        data = path.read_bytes()
        name = path.relative_to(docs)
        try:
            page = parse(data, options, str(name))
            translated = write(page, pseudo(page, "accent")).data
        except PageError:
            translated = data
        ids[name.with_suffix(".html").as_posix()] = explicit_ids(data)
        for tree, text in (("source", data), ("translated", translated)):
            place = tmp_path / tree / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)
    source = build(tmp_path, tmp_path / "source", "one", own)
    translated_site = build(tmp_path, tmp_path / "translated", "other", own)
    assert source.keys() == translated_site.keys()
    assert len(source) > 50
    chosen = {path: next((i for name, i in ids.items() if _of(name) == path), frozenset()) for path in source}
    differ = {
        path: told
        for path, html in source.items()
        if (told := same_shape(html, translated_site[path], chosen[path]))
    }
    assert differ == {}
    assert sum(source[path] != translated_site[path] for path in source) > 0.95 * len(source)


def _of(name: str) -> str:
    return re.sub(r"(?i)(^|/)readme\.html$", r"\1index.html", name)
