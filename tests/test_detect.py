"""What `translate init` finds, on real sites and on each layout made small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpus import CORPUS, requires_corpus

from translator import config
from translator.builders import detect_dialects
from translator.builders.extensions import detect_extensions
from translator.commands.opened import spoken
from translator.detect import Detected, detect
from translator.detect.render import render_config
from translator.errors import ConfigError
from translator.site import Site, find_pairs

if TYPE_CHECKING:
    from pathlib import Path


def make(root: Path, pages: dict[str, str]) -> None:
    for path, text in pages.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def page(title: str = "A title", **keys: str) -> str:
    lines = "".join(f"{key}: {text}\n" for key, text in {"title": title, **keys}.items())
    return f"---\n{lines}---\nText.\n"


def layouts(found: Detected) -> list[tuple[str, str]]:
    return [(tree.source, tree.localized) for tree in found.trees if tree.active]


def check(root: Path, found: Detected) -> Site:
    """What is written down is a valid configuration that finds the same pages."""
    text = render_config(found)
    for line in text.splitlines():
        assert not line.strip() or "#" in line or line.startswith(("[", "]", "  "))
    loaded = config.parse(text)
    assert loaded.locales == found.locales
    assert loaded.source_locale == found.source_locale
    return find_pairs(loaded, root)


@pytest.mark.parametrize(
    ("files", "layout"),
    [
        (
            ("content/en/a.md", "content/en/d/b.md", "content/ru/a.md"),
            ("content/en/{path}.md", "content/{locale}/{path}.md"),
        ),
        (("en/a.md", "ru/a.md"), ("en/{path}.md", "{locale}/{path}.md")),
        (("d/a.md", "d/a.ru.md", "d/e/b.md"), ("d/{path}.md", "d/{path}.{locale}.md")),
        (("a.en.md", "a.ru.md"), ("{path}.en.md", "{path}.{locale}.md")),
        (
            ("c/x/a-en.md", "c/x/a-ru.md", "c/y/b-en.md", "c/y/b-ru.md"),
            ("c/{path}-en.md", "c/{path}-{locale}.md"),
        ),
        (("_posts/a.md", "_posts/ru/a.md"), ("_posts/{path}.md", "_posts/{locale}/{path}.md")),
        (
            ("docs/a.md", "i18n/ru/docusaurus-plugin-content-docs/current/a.md"),
            ("docs/{path}.md", "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.md"),
        ),
        (
            ("blog/a.mdx", "i18n/ru/docusaurus-plugin-content-blog/a.mdx"),
            ("blog/{path}.mdx", "i18n/{locale}/docusaurus-plugin-content-blog/{path}.mdx"),
        ),
    ],
)
def test_layouts(tmp_path: Path, files: tuple[str, ...], layout: tuple[str, str]) -> None:
    make(tmp_path, dict.fromkeys(files, page()))
    found = detect(tmp_path)
    assert layouts(found) == [layout]
    assert found.locales == ("ru",)
    assert check(tmp_path, found).findings == ()


def test_words_that_look_like_codes_make_no_tree(tmp_path: Path) -> None:
    """``sign-in`` beside ``sign``, ``how-to`` beside ``how``: one pair proves nothing."""
    make(tmp_path, dict.fromkeys(("docs/how-to.md", "docs/how.md", "docs/sign-in.md"), page()))
    found = detect(tmp_path)
    assert found.locales == ()
    assert check(tmp_path, found).pairs == ()


@pytest.mark.parametrize(
    ("name", "text", "builder", "dialects"),
    [
        ("_config.yml", "title: x\n", "Jekyll", ("jekyll",)),
        ("hugo.toml", "baseURL = 'x'\n", "Hugo", ("hugo",)),
        ("config.yaml", "baseURL: x\n", "Hugo", ("hugo",)),
        ("config.toml", 'base_url = "x"\n', "Zola", ("zola",)),
        (".vitepress/config.mts", "", "VitePress", ("vitepress",)),
        (".vuepress/config.js", "", "VuePress", ("vitepress",)),
        (".obsidian/app.json", "{}", "Obsidian", ("obsidian",)),
        ("config.toml", 'baseURL = "x"\n', "Hugo", ("hugo",)),
        ("mkdocs.yml", "site_name: x\n", "MkDocs", ("mkdocs",)),
        ("docusaurus.config.ts", "", "Docusaurus", ("mdx",)),
        ("docusaurus.config.js", "markdown: {format: 'detect'}", "Docusaurus", ("asides",)),
        ("astro.config.mjs", "", "Astro", ()),
        ("astro.config.mjs", "import starlight from '@astrojs/starlight';\n", "Astro", ("asides",)),
        (".vitepress/config/index.ts", "", "VitePress", ("vitepress",)),
        ("_quarto.yml", "project:\n  type: website\n", "Quarto", ("pandoc",)),
        ("book.toml", "", "mdBook", ()),
        ("_toc.yml", "format: jb-book\n", "Jupyter Book", ("myst",)),
        ("myst.yml", "version: 1\n", "Jupyter Book", ("myst",)),
        ("conf.py", "extensions = ['myst_parser']\n", "Sphinx", ("myst",)),
        ("docs/conf.py", "extensions = ['myst_nb']\n", "Sphinx", ("myst",)),
        ("config.yml", "of: something else\n", "", ()),
    ],
)
def test_builders(tmp_path: Path, name: str, text: str, builder: str, dialects: tuple[str, ...]) -> None:
    make(tmp_path, {name: text, **dict.fromkeys(("content/a.md", "docs/a.md", "src/a.md"), page())})
    found = detect(tmp_path)
    assert (found.builder, found.dialects) == (builder, dialects)
    assert detect_dialects(tmp_path) == dialects
    check(tmp_path, found)


HUGO_YAML = """defaultContentLanguage: de
languages:
  de:
    weight: 1
  ru:
    weight: 2
"""
MKDOCS = """plugins:
  - i18n:
      languages:
        - locale: en
          default: true
        - locale: uk
"""
DOCUSAURUS = """  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'pt-BR'],
  },
"""


STARLIGHT = """export default defineConfig({
  site: 'https://example.org', // locales: ['de']
  integrations: [starlight({
    locales: {
      root: {label: 'English', lang: 'en'},
      /* later: it: {label: 'Italiano'}, */
      'pt-br': {label: 'Português', lang: 'pt-BR'},
      ru: {label: 'Русский'},
    },
  })],
})
"""
ASTRO = "i18n: {defaultLocale: 'fr', locales: ['fr', {path: 'pt', codes: ['pt', 'pt-BR']}]}"
ONE_LINE = "module.exports = {i18n: {locales: ['en', 'fr', 'ja'], defaultLocale: 'en'}, url: 'https://x.org'}"
MKDOCS_NAMED = MKDOCS.replace("en\n", "en\n          name: English\n").replace("uk", '"uk"')


@pytest.mark.parametrize(
    ("name", "text", "source", "locales"),
    [
        ("docusaurus.config.ts", ONE_LINE, "en", ("fr", "ja")),
        ("mkdocs.yml", MKDOCS_NAMED, "en", ("uk",)),
        ("astro.config.mjs", STARLIGHT, "en", ("pt-br", "ru")),
        ("astro.config.mjs", ASTRO, "fr", ("pt",)),
        (".vitepress/config.ts", STARLIGHT, "en", ("pt-br", "ru")),
        (".vuepress/config.js", "locales: {'/': {lang: 'de'}, '/ru/': {}}", "de", ("ru",)),
        ("docusaurus.config.js", "i18n: {locales: LOCALES, defaultLocale}", "en", ()),
        ("hugo.toml", "[languages]\n  [languages.en]\n  [languages.ru]\n", "en", ("ru",)),
        ("_config.yml", 'languages: ["fr", "en", "gr"]\ndefault_lang: "fr"\n', "fr", ("en", "gr")),
        ("hugo.toml", "defaultContentLanguage = 'de'\n[languages.de]\n[languages.ru]\n", "de", ("ru",)),
        ("hugo.yaml", HUGO_YAML, "de", ("ru",)),
        ("mkdocs.yml", MKDOCS, "en", ("uk",)),
        ("docusaurus.config.js", DOCUSAURUS, "en", ("pt-BR",)),
    ],
)
def test_languages_of_a_site_that_has_no_localized_pages_yet(
    tmp_path: Path, name: str, text: str, source: str, locales: tuple[str, ...]
) -> None:
    """They are taken from the builder's configuration; the layout is the builder's habit."""
    make(tmp_path, {name: text, **dict.fromkeys(("content/a.md", "docs/a.md"), page())})
    found = detect(tmp_path)
    assert (found.source_locale, found.locales) == (source, locales)
    assert len(check(tmp_path, found).pairs) == found.pages * len(locales)


DOCUSAURUS_LAYOUT = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}"


@pytest.mark.parametrize(
    ("name", "text", "files", "expected"),
    [
        (
            "docusaurus.config.js",
            ONE_LINE,
            ("docs/guide/a.md", "docs/guide/b.md", "docs/guide/c.mdx"),
            [
                ("docs/{path}.md", f"{DOCUSAURUS_LAYOUT}.md"),
                ("docs/{path}.mdx", f"{DOCUSAURUS_LAYOUT}.mdx"),
            ],
        ),
        (
            "website/docusaurus.config.js",
            ONE_LINE,
            ("website/docs/a.md",),
            [("website/docs/{path}.md", f"website/{DOCUSAURUS_LAYOUT}.md")],
        ),
        ("mkdocs.yml", MKDOCS, ("docs/a.md",), [("docs/{path}.md", "docs/{path}.{locale}.md")]),
        (
            "mkdocs.yml",
            MKDOCS.replace("      languages:", "      docs_structure: folder\n      languages:"),
            ("docs/en/a.md", "docs/en/d/b.md"),
            [("docs/en/{path}.md", "docs/{locale}/{path}.md")],
        ),
        (
            "astro.config.mjs",
            STARLIGHT,
            ("src/content/docs/guides/a.md", "src/content/docs/guides/b.mdx"),
            [
                ("src/content/docs/{path}.md", "src/content/docs/{locale}/{path}.md"),
                ("src/content/docs/{path}.mdx", "src/content/docs/{locale}/{path}.mdx"),
            ],
        ),
    ],
)
def test_layouts_of_a_site_that_has_no_localized_pages_yet(
    tmp_path: Path, name: str, text: str, files: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    """Where the builder looks for them, a tree for each ending; no page is left out."""
    make(tmp_path, {name: text, **dict.fromkeys(files, page())})
    found = detect(tmp_path)
    assert layouts(found) == expected
    assert {pair.source for pair in check(tmp_path, found).pairs} == set(files)


@pytest.mark.parametrize("translated", [(), ("i18n/fr/docusaurus-plugin-content-docs/current/a.md",)])
def test_pages_of_both_endings_and_the_same_path(tmp_path: Path, translated: tuple[str, ...]) -> None:
    """No page is left out, whether some are translated or none; their catalogs are kept apart."""
    files = ("docs/a.md", "docs/b.md", "docs/a.mdx")
    make(tmp_path, {"docusaurus.config.js": ONE_LINE, **dict.fromkeys((*files, *translated), page())})
    site = check(tmp_path, detect(tmp_path))
    assert {pair.source for pair in site.pairs} == set(files)
    assert len({pair.catalog for pair in site.pairs}) == len(site.pairs)


def test_data_files_count_if_they_have_the_same_keys(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            **dict.fromkeys(("_posts/a.md", "_posts/ru/a.md"), page()),
            "_data/en/site.yml": "menu:\n  home: Home page\n",
            "_data/ru/site.yml": "menu:\n  home: Домой\n",
            "_i18n/en/words.yml": "en:\n  home: Home page\n",
            "_i18n/ru/words.yml": "ru:\n  home: Домой\n",
        },
    )
    found = detect(tmp_path)
    assert layouts(found)[1:] == [("_data/en/{path}.yml", "_data/{locale}/{path}.yml")]
    check(tmp_path, found)


def test_trees_are_kept_apart(tmp_path: Path) -> None:
    """A tree at the root leaves out the folders of others; paths that meet get catalogs of their own."""
    files = (
        "index.md",
        "index.ru.md",
        "about.md",
        "about.ru.md",
        "_posts/a.md",
        "_posts/ru/a.md",
        "README.md",
    )
    data = {"_data/en/index.yml": "a: One word\n", "_data/ru/index.yml": "a: Слово\n"}
    make(tmp_path, {**dict.fromkeys(files, page()), **data})
    found = detect(tmp_path)
    site = check(tmp_path, found)
    assert {pair.source for pair in site.pairs} == {
        "index.md",
        "about.md",
        "_posts/a.md",
        "_data/en/index.yml",
    }
    assert len({pair.catalog for pair in site.pairs}) == 4


def test_front_matter(tmp_path: Path) -> None:
    """Keys that differ and are text; the locale's and the hash's names; what is only on localized pages."""
    make(
        tmp_path,
        {
            "d/en/a.md": page("One thing", image="/x.png", ref="one", layout="page"),
            "d/ru/a.md": page(
                "Одно", image="/y.png", ref="one", layout="page", language="ru", made_from="a" * 40
            ),
            "d/en/b.md": page("Other thing", ref="two", layout="page"),
            "d/ru/b.md": page("Другое", ref="two", layout="page", language="ru", made_from="b" * 40),
        },
    )
    found = detect(tmp_path)
    keys = found.keys
    assert keys.translate == ("title",)
    assert (keys.locale_key, keys.hash_key, keys.hash_algorithm, keys.pair_by) == (
        "language",
        "made_from",
        "sha1",
        "ref",
    )
    loaded = config.parse(render_config(found))
    assert loaded.front_matter.add_locale_key
    assert loaded.front_matter.hash_algorithm == "sha1"


def test_the_source_pages_themselves_may_say_their_language(tmp_path: Path) -> None:
    make(
        tmp_path,
        {"_posts/a.md": page("Ein Titel", lang="de"), "_posts/ru/a.md": page("Заголовок", lang="ru")},
    )
    assert detect(tmp_path).source_locale == "de"


def test_a_code_that_no_language_has(tmp_path: Path) -> None:
    """It gets the tag that it stands for, or one to be filled in."""
    make(
        tmp_path,
        {
            "_config.yml": "languages: [en, gr, qq]\n",
            **dict.fromkeys(("c/a.md", "c/a.gr.md", "c/a.qq.md"), page()),
        },
    )
    found = detect(tmp_path)
    assert found.tags == {"gr": "el", "qq": "und"}
    check(tmp_path, found)


def test_no_pages(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no Markdown pages"):
        detect(tmp_path)


def test_nothing_is_written(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": page()})
    before = sorted(tmp_path.rglob("*"))
    detect(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.corpus
@requires_corpus
class TestRealSites:
    def find(self, name: str) -> tuple[Detected, Site]:
        assert CORPUS is not None
        found = detect(CORPUS / name)
        return found, check(CORPUS / name, found)

    def test_the_seeds_own_site(self) -> None:
        """All its trees and locales; pages at the root that are in Italian only are shown, not written."""
        found, site = self.find("lucifit")
        assert layouts(found) == [
            ("_collections/{path}-en.md", "_collections/{path}-{locale}.md"),
            ("_data/en/{path}.yml", "_data/{locale}/{path}.yml"),
        ]
        assert found.locales == ("ar", "it", "ru", "zh", "fr", "gr", "he", "pt", "es")
        assert found.tags == {"gr": "el"}
        assert set(found.keys.translate) == {"title", "subtitle", "alt", "caption.title", "caption.subtitle"}
        assert (found.keys.locale_key, found.keys.hash_key) == ("lang", "source_hash")
        assert len(site.pairs) == 21 * 9 + 9
        assert (site.orphans, site.findings) == ((), ())
        assert '# source = "{path}-en.md"' in render_config(found)

    @pytest.mark.parametrize(
        ("name", "layout", "locales"),
        [
            (
                "opensource.guide",
                ("_articles/{path}.md", "_articles/{locale}/{path}.md"),
                "ar fa fr ja ru zh-hans",
            ),
            ("kubernetes", ("content/en/docs/{path}.md", "content/{locale}/docs/{path}.md"), "fr ru zh"),
            ("fastapi", ("docs/en/docs/{path}.md", "docs/{locale}/docs/{path}.md"), "es ru"),
            ("cncf-glossary", ("content/en/{path}.md", "content/{locale}/{path}.md"), "de fr ru zh-cn"),
            ("comaps", ("content/{path}.md", "content/{path}.{locale}.md"), "ar de fr ru zh-Hans"),
            ("mkdocs-static-i18n", ("docs/{path}.md", "docs/{path}.{locale}.md"), "fr"),
            (
                "astro-docs",
                ("src/content/docs/en/{path}.mdx", "src/content/docs/{locale}/{path}.mdx"),
                "fr ru",
            ),
        ],
    )
    def test_sites_of_one_tree(self, name: str, layout: tuple[str, str], locales: str) -> None:
        found, _ = self.find(name)
        assert layouts(found) == [layout]
        assert " ".join(sorted(found.locales)) == " ".join(sorted(locales.split()))
        assert found.source_locale == "en"

    def test_a_site_of_many_locales_one_with_an_odd_code(self) -> None:
        """``pr`` is no language; the site's own configuration says that it is a locale all the same."""
        found, site = self.find("conventionalcommits")
        assert layouts(found) == [("content/{path}.md", "content/{path}.{locale}.md")]
        assert len(found.locales) == 29
        assert found.tags["pr"] == "und"
        assert {pair.path for pair in site.pairs} >= {"about/index", "v1.0.0/index"}
        assert not any(".pr" in pair.source for pair in site.pairs)

    def test_a_mixed_site(self) -> None:
        """Posts in folders, pages with a suffix, data files; run in its folder or one above."""
        for name, folder in (("polyglot/site", ""), ("polyglot", "site/")):
            found, site = self.find(name)
            assert layouts(found) == [
                (f"{folder}_posts/{{path}}.md", f"{folder}_posts/{{locale}}/{{path}}.md"),
                (f"{folder}{{path}}.en.md", f"{folder}{{path}}.{{locale}}.md"),
                (f"{folder}_data/en/{{path}}.yml", f"{folder}_data/{{locale}}/{{path}}.yml"),
            ]
            assert len(found.locales) == 15
            assert not any("ru" in pair.source.split("/") for pair in site.pairs)

    def test_docusaurus(self) -> None:
        """Both endings, each its own tree."""
        found, _ = self.find("helm")
        assert [source for source, _ in layouts(found)] == [
            f"versioned_docs/version-3/{{path}}.{end}" for end in ("md", "mdx")
        ]
        assert found.builder == "Docusaurus"

    @pytest.mark.parametrize("structure", ["suffix", "folder"])
    def test_the_plugins_own_examples(self, structure: str) -> None:
        assert CORPUS is not None
        found, site = self.find(f"mkdocs-static-i18n/tests/docs_{structure}_structure_two_languages")
        assert found.locales == ("fr",)
        assert {pair.localized for pair in site.pairs} >= {
            name.relative_to(
                CORPUS / f"mkdocs-static-i18n/tests/docs_{structure}_structure_two_languages"
            ).as_posix()
            for name in (CORPUS / f"mkdocs-static-i18n/tests/docs_{structure}_structure_two_languages").rglob(
                "named_file*fr*.md"
            )
        }

    @pytest.mark.parametrize(
        "name", ["hugoDocs", "react.dev", "MyST-Parser", "mkdocs-material", "comprehensive-rust"]
    )
    def test_sites_without_localized_pages(self, name: str) -> None:
        found, _ = self.find(name)
        assert found.locales == ()
        assert len(found.trees) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_name: x\n", ()),
        ("markdown_extensions: [admonition, tables]\n", ("admonition",)),
        (
            "markdown_extensions:\n- extra\n- pymdownx.blocks.tab\n",
            ("abbr", "attr_list", "blocks", "def_list", "md_in_html"),
        ),
        (
            "markdown_extensions:\n- pymdownx.tabbed:\n    slugify: !!python/object/apply:os.system [x]\n",
            ("tabbed",),
        ),
        ("markdown_extensions:\n- pymdownx.magiclink:\n    user: x\n", ("magiclink",)),
        (
            "markdown_extensions:\n- pymdownx.magiclink:\n    repo_url_shorthand: true\n",
            ("magiclink", "magiclink_shorthand"),
        ),
        ("site_url: !ENV X\nmarkdown_extensions:\n  toc: {}\n  attr_list: {}\n", ("attr_list",)),
        ("INHERIT: ../base.yml\n", None),
        ("a: [\n", None),
    ],
)
def test_extensions(tmp_path: Path, text: str, expected: tuple[str, ...] | None) -> None:
    """Those that mkdocs.yml has on, and nothing of what it says is run; all where nobody knows."""
    make(tmp_path, {"mkdocs.yml": text, "docs/a.md": page(), "docs/a.ru.md": page()})
    assert detect_extensions(tmp_path) == expected
    assert detect(tmp_path).extensions == expected


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("docs/.vitepress/config.mjs", "", ("vitepress",)),
        ("docs/mkdocs.yml", "markdown_extensions: [admonition]\n", ("mkdocs+admonition",)),
        (".vitepress/config.mjs", "", ("vitepress",)),
        ("elsewhere/mkdocs.yml", "", ()),
    ],
)
def test_a_builder_in_a_folder_of_the_pages(
    tmp_path: Path, file: str, text: str, expected: tuple[str, ...]
) -> None:
    """Where the configuration names no dialect, the builder's is looked for above the first pages, too."""
    make(tmp_path, {file: text})
    site = 'source_locale = "en"\nlocales = ["ru"]\n[[pages]]\nsource = "docs/en/{path}.md"\n'
    site += 'localized = "docs/{locale}/{path}.md"\n'
    assert spoken(tmp_path, config.parse(site)) == expected
