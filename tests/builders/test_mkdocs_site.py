"""A site in two languages, written for Material for MkDocs, built by the real MkDocs with its i18n plugin."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from dead_links import check
from judges.crawler import crawl

if TYPE_CHECKING:
    from pathlib import Path

BUILDER = """\
site_name: Linden Street
docs_dir: docs
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: de, name: Deutsch, build: true}
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""
CONFIG = """\
source_locale = "en"
locales = ["de"]

[[pages]]
source = "docs/{path}.md"
localized = "docs/{path}.{locale}.md"

[engine]
name = "pseudo"
"""
INDEX = """\
# Linden Street

!!! tip "Before you *come*"

    Read about [the prices](prices.md#what-it-costs).

=== "By tram"

    Line 4.

=== "By bicycle"

    There are stands.

<div class="grid cards" markdown>

- :material-clock-fast:{ .lg } __Soon__

    ---

    It opens at nine.

</div>
"""
PRICES = """\
# Prices

## What it costs

??? note "For students"

    One fifth less. [Write to us](index.md){ .md-button }
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sync, with made-up translations, and one build that refuses warnings."""
    root = tmp_path_factory.mktemp("mkdocs")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(BUILDER, "utf-8")
    (root / "translate.toml").write_text(CONFIG, "utf-8")
    (root / "docs/index.md").write_text(INDEX, "utf-8")
    (root / "docs/prices.md").write_text(PRICES, "utf-8")
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def _tags(page: str) -> list[str]:
    found = re.search(r'<article class="md-content__inner.*?</article>', page, re.DOTALL)
    assert found is not None
    return re.findall(r"</?[a-z][\w-]*|\bclass=\"[^\"]*\"|\bhref=\"[^\"]*\"", found[0])


@pytest.mark.parametrize("page", ["index.html", "prices/index.html"])
def test_the_localized_page_has_the_source_pages_elements(site: Path, page: str) -> None:
    """Admonitions, tabs, cards and buttons are there, in other words."""
    had = (site / "site" / page).read_text("utf-8")
    has = (site / "site/de" / page).read_text("utf-8")
    assert '<html lang="de"' in has
    assert _tags(had) == _tags(has)
    assert "Before you" not in has
    assert "Béföřé ýöú" in has or page != "index.html"


def test_fragments_find_their_headings(site: Path) -> None:
    """In every language: the crawler follows them, and `translate check` agrees."""
    dead = crawl(site / "site")
    assert [each for each in dead if each.why == "fragment"] == []
    assert check(site).findings == ()
