"""Each layout from one end to the other: find, extract, translate, write; and then nothing is left to do."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from hashlib import md5
from typing import TYPE_CHECKING

import pytest

from translator import Action, ConfigError, State

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

PAGE = "---\ntitle: Opening hours\nlang: en\n---\n\n# Hours\n\nOpen *daily*.\n"
TOML_PAGE = '+++\ntitle = "Opening hours" # a comment\nlang = "en"\n+++\n\nOpen *daily*.\n'
JSON_PAGE = '{\n  "title": "Opening hours",\n  "lang": "en"\n}\n\nOpen *daily*.\n'


@dataclass(frozen=True)
class Layout:
    """A tree's patterns, and one page in it."""

    source: str
    localized: str
    page: str
    """Where the source page stands …"""
    ru: str
    """… and its localized page,"""
    catalog: str
    """and the catalog between them."""
    text: str = PAGE
    more: str = ""
    """Further lines of the ``[[pages]]`` table."""
    files: dict[str, str] = field(default_factory=dict)
    """What else is on the site."""

    def build(self, folder: Folder) -> None:
        (folder.root / "content/en/hours.md").unlink()
        folder.write(
            "translate.toml",
            'source_locale = "en"\nlocales = ["ru"]\ndialects = []\n\n'
            f'[[pages]]\nsource = "{self.source}"\nlocalized = "{self.localized}"\n{self.more}',
        )
        for path, text in {self.page: self.text, **self.files}.items():
            folder.write(path, text)


LAYOUTS = {
    "a directory for each locale": Layout(
        "content/en/{path}.md",
        "content/{locale}/{path}.md",
        "content/en/docs/a & b.md",
        "content/ru/docs/a & b.md",
        "locales/ru/docs/a & b.po",
    ),
    "a suffix on localized pages": Layout(
        "content/{path}.md",
        "content/{path}.{locale}.md",
        "content/docs/hours.md",
        "content/docs/hours.ru.md",
        "locales/ru/docs/hours.po",
    ),
    "a suffix on both": Layout(
        "{path}-en.md",
        "{path}-{locale}.md",
        "docs/hours-en.md",
        "docs/hours-ru.md",
        "locales/ru/docs/hours.po",
    ),
    "a locale folder in a collection": Layout(
        "_posts/en/{path}.md",
        "_posts/{locale}/{path}.md",
        "_posts/en/2024-01-02-hours.md",
        "_posts/ru/2024-01-02-hours.md",
        "locales/ru/2024-01-02-hours.po",
    ),
    "sources at the root": Layout(
        "_articles/{path}.md",
        "_articles/{locale}/{path}.md",
        "_articles/hours.md",
        "_articles/ru/hours.md",
        "locales/ru/hours.po",
    ),
    ".markdown": Layout(
        "en/{path}.markdown",
        "{locale}/{path}.markdown",
        "en/hours.markdown",
        "ru/hours.markdown",
        "locales/ru/hours.po",
    ),
    ".mdx": Layout(
        "docs/{path}.mdx",
        "i18n/{locale}/current/{path}.mdx",
        "docs/hours.mdx",
        "i18n/ru/current/hours.mdx",
        "locales/ru/hours.po",
        PAGE.replace("# Hours\n", "import Card from './card'\n\n<Card />\n") + "\n{count + 1}\n",
    ),
    "TOML front matter": Layout(
        "content/en/{path}.md",
        "content/{locale}/{path}.md",
        "content/en/hours.md",
        "content/ru/hours.md",
        "locales/ru/hours.po",
        TOML_PAGE,
    ),
    "JSON front matter": Layout(
        "content/en/{path}.md",
        "content/{locale}/{path}.md",
        "content/en/hours.md",
        "content/ru/hours.md",
        "locales/ru/hours.po",
        JSON_PAGE,
    ),
    "paired by front matter": Layout(
        "pages/{path}.md",
        "pages/{path}.{locale}.md",
        "pages/hours.md",
        "pages/wann-geöffnet.md",
        "locales/ru/hours.po",
        PAGE.replace("lang: en", "lang: en\npage_id: hours"),
        'pair_by = "page_id"\n',
        {"pages/wann-geöffnet.md": "---\ntitle: Часы\nlang: ru\npage_id: hours\nsource_hash: 0\n---\n"},
    ),
}

DATA = {
    "yml": "# words of the menu\nhours: Opening hours   # shown in the menu\nlinks:\n  - title: Book now\n",
    "json": '{"hours": "Opening hours",\n "links": [{"title": "Book now"}]}\n',
    "toml": '# words of the menu\nhours = "Opening hours"  # shown\n[[links]]\ntitle = "Book now"\n',
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_page_goes_round(folder: Folder, layout: Layout) -> None:
    """Catalog at the first sync, page at the second, nothing at the third; and the page is not a source."""
    layout.build(folder)
    paired = "pair_by" in layout.more
    result = folder.sync(ours=paired)
    (page,) = result.pages
    assert (page.pair.source, page.pair.localized, page.pair.catalog) == (
        layout.page,
        layout.ru,
        layout.catalog,
    )
    assert page.action is Action.WAITING

    folder.translate_all(layout.catalog)
    (page,) = folder.sync(ours=paired).pages
    assert page.action is (Action.UPDATED if paired else Action.CREATED)
    digest = md5(layout.text.encode(), usedforsecurity=False).hexdigest()
    written = folder.read(layout.ru)
    assert digest in written
    assert "ru Open *daily*." in written
    assert "ru Opening hours" in written
    assert "source_hash" not in folder.read(layout.page)

    (page,) = folder.status().pages
    assert page.state is State.CURRENT
    stamps = folder.stamps()
    (page,) = folder.sync().pages
    assert page.action is Action.NONE
    assert not page.catalog_written
    assert folder.stamps() == stamps


def test_front_matter_keeps_its_format(folder: Folder) -> None:
    """TOML and JSON blocks get hash and locale in their own notation, comments stay."""
    LAYOUTS["TOML front matter"].build(folder)
    folder.write("content/en/more.md", JSON_PAGE)
    folder.sync()
    for name in ("hours", "more"):
        folder.translate_all(f"locales/ru/{name}.po")
    folder.sync()
    toml = folder.read("content/ru/hours.md")
    assert 'title = "ru Opening hours" # a comment\n' in toml
    metadata = tomllib.loads(toml.split("+++")[1])
    digest = md5(TOML_PAGE.encode(), usedforsecurity=False).hexdigest()
    assert metadata == {"title": "ru Opening hours", "lang": "ru", "source_hash": digest}
    block, _ = json.JSONDecoder().raw_decode(folder.read("content/ru/more.md"))
    digest = md5(JSON_PAGE.encode(), usedforsecurity=False).hexdigest()
    assert block == {"title": "ru Opening hours", "lang": "ru", "source_hash": digest}


@pytest.mark.parametrize(("kind", "text"), DATA.items())
def test_data_files_are_pages_without_a_body(folder: Folder, kind: str, text: str) -> None:
    """All strings of a data file are text where no keys are named; the hash is a key at the top."""
    Layout(
        f"_data/en/{{path}}.{kind}",
        f"_data/{{locale}}/{{path}}.{kind}",
        f"_data/en/site.{kind}",
        "",
        "",
        text,
    ).build(folder)
    folder.sync()
    folder.translate_all("locales/ru/site.po")
    folder.sync()
    written = folder.read(f"_data/ru/site.{kind}")
    values = _load(kind, written)
    digest = md5(text.encode(), usedforsecurity=False).hexdigest()
    assert values == {
        "source_hash": digest,
        "hours": "ru Opening hours",
        "links": [{"title": "ru Book now"}],
    }
    assert all(comment in written for comment in ("# words of the menu", "# shown") if kind != "json")
    stamps = folder.stamps()
    assert [page.action for page in folder.sync().pages] == [Action.NONE]
    assert folder.stamps() == stamps


def _load(kind: str, text: str) -> object:
    if kind == "json":
        return json.loads(text)
    if kind == "toml":
        return tomllib.loads(text)
    import yaml

    return yaml.safe_load(text)


def test_localized_pages_are_no_sources(folder: Folder) -> None:
    """Where the source's pattern matches localized pages too, of any locale, they are left out."""
    layout = LAYOUTS["sources at the root"]
    layout.build(folder)
    folder.write("_articles/ru/only-here.md", PAGE)
    result = folder.sync()
    assert {page.pair.source for page in result.pages if page.state is not State.UNMANAGED} == {layout.page}


def test_two_trees_share_no_catalog(folder: Folder) -> None:
    """Two pages that would share a catalog are refused, with the key that parts them; then it works."""
    trees = [
        f'[[pages]]\nsource = "{tree}/en/{{path}}.md"\nlocalized = "{tree}/{{locale}}/{{path}}.md"\n'
        for tree in "ab"
    ]
    head = 'source_locale = "en"\nlocales = ["ru"]\ndialects = []\n'
    folder.write("translate.toml", head + "".join(trees))
    for tree in "ab":
        folder.write(f"{tree}/en/index.md", f"# From {tree}\n")
    with pytest.raises(ConfigError, match=r"a/en/index\.md and b/en/index\.md would share") as raised:
        folder.sync()
    assert "catalogs = " in raised.value.remedy
    assert not folder.exists("locales")
    folder.write("translate.toml", head + "".join(trees) + 'catalogs = "locales/{locale}/b/{path}.po"\n')
    assert {page.pair.catalog for page in folder.sync().pages} == {
        "locales/ru/b/index.po",
        "locales/ru/index.po",
    }


def test_a_link_that_leads_out_is_refused(folder: Folder, tmp_path: Path) -> None:
    """Neither read as a source nor written through; inside the site links are followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# Secret\n", encoding="utf-8")
    (folder.root / "content/en/secret.md").symlink_to(outside / "secret.md")
    (folder.root / "content/ru").symlink_to(outside, target_is_directory=True)
    folder.sync()
    if (folder.root / "locales/ru/hours.po").exists():
        folder.translate_all("locales/ru/hours.po")
    result = folder.sync()
    assert result.failed
    assert [path.name for path in outside.iterdir()] == ["secret.md"]
    assert not any("secret" in page.pair.source for page in result.pages)
    told = " ".join(str(f) for f in (*result.findings, *(f for p in result.pages for f in p.findings)))
    assert "content/en/secret.md" in told
