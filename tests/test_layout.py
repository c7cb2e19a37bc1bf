"""Layouts: every pattern of real sites, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.layout import compile_pattern, foreign_locales, glob_matches, objection

LAYOUTS = [
    # source, localized, source page, locale, localized page, {path}
    (
        "content/en/{path}.md",
        "content/{locale}/{path}.md",
        "content/en/docs/setup/_index.md",
        "zh-cn",
        "content/zh-cn/docs/setup/_index.md",
        "docs/setup/_index",
    ),
    (
        "_collections/{path}-en.md",
        "_collections/{path}-{locale}.md",
        "_collections/_integrated-care/010-Pain Management-en.md",
        "gr",
        "_collections/_integrated-care/010-Pain Management-gr.md",
        "_integrated-care/010-Pain Management",
    ),
    ("{path}-en.md", "{path}-{locale}.md", "pricing-en.md", "it", "pricing-it.md", "pricing"),
    (
        "content/{path}.md",
        "content/{path}.{locale}.md",
        "content/v1.0.0/index.md",
        "pt-br",
        "content/v1.0.0/index.pt-br.md",
        "v1.0.0/index",
    ),
    ("{path}.en.md", "{path}.{locale}.md", "about.en.md", "zh-CN", "about.zh-CN.md", "about"),
    (
        "_posts/{path}.md",
        "_posts/{locale}/{path}.md",
        "_posts/2024-03-17-polyglot-1.8.0.md",
        "pt-BR",
        "_posts/pt-BR/2024-03-17-polyglot-1.8.0.md",
        "2024-03-17-polyglot-1.8.0",
    ),
    (
        "_articles/{path}.md",
        "_articles/{locale}/{path}.md",
        "_articles/legal.md",
        "zh-hans",
        "_articles/zh-hans/legal.md",
        "legal",
    ),
    (
        "docs/{path}.md",
        "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.md",
        "docs/intro/x.md",
        "fr",
        "i18n/fr/docusaurus-plugin-content-docs/current/intro/x.md",
        "intro/x",
    ),
    (
        "docs/en/docs/{path}.md",
        "docs/{locale}/docs/{path}.md",
        "docs/en/docs/tutorial/body.md",
        "ru",
        "docs/ru/docs/tutorial/body.md",
        "tutorial/body",
    ),
    (
        "src/content/docs/en/{path}.mdx",
        "src/content/docs/{locale}/{path}.mdx",
        "src/content/docs/en/a/b.mdx",
        "fr",
        "src/content/docs/fr/a/b.mdx",
        "a/b",
    ),
    (
        "_data/en/{path}.yml",
        "_data/{locale}/{path}.yml",
        "_data/en/sitetext.yml",
        "ru",
        "_data/ru/sitetext.yml",
        "sitetext",
    ),
    ("c/{path}.en.md", "c/{locale}/{path}.{locale}.md", "c/x.en.md", "ru", "c/ru/x.ru.md", "x"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_and_its_place(layout: tuple[str, str, str, str, str, str]) -> None:
    """A source page's path fills the localized pattern, and the localized page gives path and locale back."""
    source, localized, page, locale, place, path = layout
    assert compile_pattern(source).match(page) == path
    assert compile_pattern(localized).fill(path, locale) == place
    assert compile_pattern(localized).for_locale(locale).match(place) == path
    assert compile_pattern(localized).match_locale(place, (locale,)) == (path, locale)
    assert objection(source, locale=False) is None
    assert objection(localized, locale=True) is None


@pytest.mark.parametrize(
    ("pattern", "file"),
    [
        ("content/en/{path}.md", "content/en/.md"),
        ("content/en/{path}.md", "content/en.md"),
        ("content/en/{path}.md", "content/english/x.md"),
        ("content/en/{path}.md", "content/en/x.mdx"),
        ("{path}-en.md", "-en.md"),
        ("a{path}b.md", "ab.md"),
        ("a/{path}/x.md", "a//x.md"),
    ],
)
def test_what_does_not_match(pattern: str, file: str) -> None:
    assert compile_pattern(pattern).match(file) is None


def test_the_longest_code_is_the_locale() -> None:
    """``pt-BR`` beside ``BR``: the pattern's hyphen must not split the code."""
    pattern = compile_pattern("{path}-{locale}.md")
    assert pattern.match_locale("a/my-page-pt-BR.md", ("pt-BR", "BR")) == ("a/my-page", "pt-BR")
    assert pattern.match_locale("a/my-page-pt-BR.md") == ("a/my-page", "pt-BR")
    assert pattern.match_locale("a/my-zh-Hant-TW.md") == ("a/my", "zh-Hant-TW")
    assert pattern.match_locale("a/my-page-ru.md") == ("a/my-page", "ru")
    assert pattern.match_locale("a/read-me.md") is None


def test_versions_are_no_locales() -> None:
    assert compile_pattern("{path}.{locale}.md").match_locale("release_notes_17.2.md") is None


def test_the_folder_to_look_in() -> None:
    assert compile_pattern("content/en/{path}.md").folder() == "content/en"
    assert compile_pattern("content/en-{path}.md").folder() == "content"
    assert compile_pattern("{path}.md").folder() == ""


def test_a_leading_dot_slash_counts_for_nothing() -> None:
    assert compile_pattern("./content/{path}.md").match("content/x.md") == "x"


class TestForeignLocales:
    SOURCE = compile_pattern("_articles/{path}.md")
    LOCALIZED = compile_pattern("_articles/{locale}/{path}.md")

    def foreign(self, *files: str) -> dict[str, str]:
        return foreign_locales(files, self.SOURCE, self.LOCALIZED, ("ru",))

    def test_a_configured_locales_pages_are_no_sources(self) -> None:
        """Whether they mirror anything or not."""
        files = ("_articles/x.md", "_articles/ru/x.md", "_articles/ru/only-here.md")
        assert self.foreign(*files) == dict.fromkeys(files[1:], "ru")

    def test_nor_are_those_of_a_locale_that_is_only_on_disk(self) -> None:
        files = (
            "_articles/x.md",
            "_articles/y.md",
            "_articles/fa/x.md",
            "_articles/fa/y.md",
            "_articles/fa/z.md",
        )
        assert self.foreign(*files) == dict.fromkeys(files[2:], "fa")

    def test_a_folder_that_mirrors_nothing_is_content(self) -> None:
        """``cs`` is Czech, and computer science."""
        assert self.foreign("_articles/x.md", "_articles/cs/graphs.md", "_articles/cs/trees.md") == {}

    def test_a_code_of_no_language_is_known_by_its_company(self) -> None:
        source, localized = compile_pattern("{path}.md"), compile_pattern("{path}.{locale}.md")
        files = ("i.md", "i.ru.md", "i.pr.md", "api.md", "api.js.md")
        assert foreign_locales(files, source, localized, ("ru",)) == {"i.ru.md": "ru", "i.pr.md": "pr"}

    def test_the_source_locales_own_folder_is_the_source(self) -> None:
        source, localized = (
            compile_pattern("content/en/{path}.md"),
            compile_pattern("content/{locale}/{path}.md"),
        )
        assert foreign_locales(["content/en/x.md", "content/en/ru/x.md"], source, localized, ("ru",)) == {}


@pytest.mark.parametrize(
    ("glob", "matching", "other"),
    [
        ("drafts/**", ["drafts/x.md", "drafts/a/b.md"], ["draft/x.md", "a/drafts/x.md"]),
        ("**/README.md", ["README.md", "a/b/README.md"], ["README.mdx", "xREADME.md"]),
        ("*.md", ["x.md"], ["a/x.md"]),
        ("a/*/c.md", ["a/b/c.md"], ["a/c.md", "a/b/b/c.md"]),
        ("page?.md", ["page1.md"], ["page.md", "page/.md"]),
        ("a+[b].md", ["a+[b].md"], ["aab.md"]),
    ],
)
def test_globs(glob: str, matching: list[str], other: list[str]) -> None:
    assert all(glob_matches(path, glob) for path in matching)
    assert not any(glob_matches(path, glob) for path in other)


_SEGMENT = st.text("ab-._ &éя1", min_size=1, max_size=6).filter(lambda text: text.strip(".") != "")
_PATHS = st.lists(_SEGMENT, min_size=1, max_size=3).map("/".join)


@given(
    _PATHS, st.sampled_from(["ru", "pt-BR", "zh-Hans", "gr"]), st.sampled_from([row[1] for row in LAYOUTS])
)
def test_filling_and_matching_are_inverse(path: str, locale: str, text: str) -> None:
    """What a pattern makes, it recognises."""
    pattern = compile_pattern(text)
    file = pattern.fill(path, locale)
    assert pattern.for_locale(locale).match(file) == path
    assert pattern.match_locale(file, (locale,)) is not None
