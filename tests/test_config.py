"""The configuration: what it says, and what is said of one that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translator import config
from translator.configcheck import line_of
from translator.errors import ConfigError
from translator.model import Pair

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'source_locale = "en"\nlocales = ["ru", "pt-BR"]\n'
TREE = '[[pages]]\nsource = "content/en/{path}.md"\nlocalized = "content/{locale}/{path}.md"\n'
MINIMAL = HEAD + TREE


def fails(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        config.parse(text)
    return caught.value


def test_the_least_that_is_needed() -> None:
    """Two locales' names and one tree make a configuration; all else has a default."""
    found = config.parse(MINIMAL)
    assert found.source_locale == "en"
    assert found.locales == ("ru", "pt-BR")
    assert found.dialects is None
    assert found.catalogs.path == "locales/{locale}/{path}.po"
    assert found.catalogs.min_translated == 80
    assert not found.catalogs.publish_fuzzy
    assert found.front_matter.hash_key == "source_hash"
    assert "caption.title" in found.front_matter.translate
    assert found.engine is None
    assert found.glossary is None


def test_every_documented_key_is_accepted() -> None:
    """The example of the documentation, whole."""
    found = config.parse(
        HEAD
        + 'dialects = ["jekyll"]\n'
        + TREE
        + """exclude = ["drafts/**"]
[[pages]]
source = "_portfolio/{path}.md"
localized = "_portfolio/{locale}/{path}.md"
pair_by = "page_id"
[[pages]]
source = "_data/en/{path}.yml"
localized = "_data/{locale}/{path}.yml"
translate = ["menu[*].title"]
keep = ["owner"]
catalogs = "locales/{locale}/data/{path}.po"
[front_matter]
translate = ["title"]
keep = ["translators"]
locale_key = "language"
hash_key = "hash"
hash_algorithm = "sha256"
add_front_matter = true
add_locale_key = true
[catalogs]
path = "po/{locale}/{path}.po"
min_translated = 100
publish_fuzzy = true
templates = true
[engine]
name = "deepl"
review = true
budget = 200_000
base_url = "http://localhost"
model = "m"
formality = "more"
style_guide = "style.md"
prices = { characters = 20, input_tokens = 0.5, output_tokens = 1, currency = "EUR" }
region = "westeurope"
project = "p"
location = "global"
command = ["translate-it", "--fast"]
concurrency = 8
requests_per_minute = 60
characters_per_minute = 10_000
tokens_per_minute = 90_000.5
timeout = 30
deadline = 3600
options = { split_sentences = "0" }
[glossary]
file = "glossary.csv"
[memory]
path = ".memory.sqlite"
"""
    )
    assert found.pages[1].pair_by == "page_id"
    assert found.pages[2].data_format == "yaml"
    assert found.engine is not None
    assert found.engine.budget == 200_000
    assert found.engine.prices.input_tokens == 0.5
    assert found.engine.command == ("translate-it", "--fast")
    assert found.memory is not None
    assert found.glossary is not None


def test_a_locale_overrides_any_table_and_keeps_the_rest() -> None:
    """What the locale does not set is as in the site's table, or the default."""
    found = config.parse(
        MINIMAL
        + '[catalogs]\nmin_translated = 50\ntemplates = true\n[engine]\nname = "deepl"\n'
        + "[locale.ru.catalogs]\nmin_translated = 100\n"
        + '[locale.ru.front_matter]\nkeep = ["translators"]\n[locale.ru.engine]\nreview = true\n'
    )
    russian, portuguese = found.for_locale("ru"), found.for_locale("pt-BR")
    assert (russian.catalogs.min_translated, russian.catalogs.templates) == (100, True)
    assert (portuguese.catalogs.min_translated, portuguese.catalogs.templates) == (50, True)
    assert russian.front_matter.keep == ("translators",)
    assert portuguese.front_matter.keep == ()
    assert russian.engine is not None
    assert (russian.engine.name, russian.engine.review) == ("deepl", True)


def test_a_site_may_use_a_code_that_is_no_tag_if_it_says_which() -> None:
    found = config.parse(MINIMAL.replace('"ru"', '"gr"') + '[locale.gr]\ntag = "el"\n')
    assert found.for_locale("gr").tag == "el"


@pytest.mark.parametrize(("code", "tag"), [("pt-br", "pt-BR"), ("zh-hans", "zh-Hans"), ("zh_CN", "zh-CN")])
def test_tags_are_written_in_their_usual_case(code: str, tag: str) -> None:
    found = config.parse(MINIMAL.replace("pt-BR", code))
    assert found.for_locale(code).tag == tag


def test_a_locale_that_is_not_configured() -> None:
    with pytest.raises(ConfigError, match=r"no locale de.*one of ru, pt-BR"):
        config.parse(MINIMAL).for_locale("de")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('sorce_locale = "en"\n' + MINIMAL, 1, "unknown key sorce_locale (did you mean source_locale?)"),
        (MINIMAL + 'excludes = ["x"]\n', 6, "unknown key excludes in [[pages]] (did you mean exclude?)"),
        (MINIMAL + "[catalogs]\nmin-translated = 1\n", 7, "in [catalogs] (did you mean min_translated?)"),
        (
            MINIMAL + "[locale.ru.catalog]\npath = 'x'\n",
            6,
            "unknown key catalog in [locale.ru] (did you mean catalogs?)",
        ),
        (MINIMAL + "[locale.ru.engine]\nreveiw = true\n", 7, "unknown key reveiw in [locale.ru.engine]"),
        (MINIMAL + "[locale.rus]\nengine = {name = 'deepl'}\n", 6, "no locale rus (did you mean ru?)"),
        (
            MINIMAL + "[catalogs]\nmin_translated = '80'\n",
            7,
            "catalogs.min_translated must be a whole number",
        ),
        (MINIMAL + "[catalogs]\nmin_translated = 120\n", 7, "catalogs.min_translated must be at most 100"),
        (MINIMAL + "[catalogs]\npublish_fuzzy = 1\n", 7, "must be true or false"),
        (
            MINIMAL + "[locale.ru.catalogs]\npublish_fuzzy = 1\n",
            7,
            "locale.ru.catalogs.publish_fuzzy must be true or false",
        ),
        (MINIMAL + "[front_matter]\ntranslate = 'title'\n", 7, "front_matter.translate must be a list"),
        (MINIMAL + "[front_matter]\ntranslate = [\n  'title',\n  3,\n]\n", 7, "must be a text in quotes"),
        ("engine = 'deepl'\n" + MINIMAL, 1, "engine must be a table"),
        (MINIMAL + "[engine]\nreview = true\n", 6, "name is missing in [engine]"),
        (TREE + "[front_matter]\n", 0, "source_locale is missing"),
        (HEAD, 0, "pages is missing"),
        (HEAD + "pages = []\n", 3, "no [[pages]]"),
        (HEAD + TREE + TREE.replace("localized", "# localized"), 6, "localized is missing in [[pages]]"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_nearest_key(text: str, line: int, words: str) -> None:
    """An unknown or mistyped key says where it stands and what was probably meant."""
    error = fails(text)
    assert words in str(error)
    assert error.line == line
    assert error.path == "translate.toml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"ru"', '"gr"', 'gr is no BCP 47 language tag (add [locale.gr] for example tag = "el")'),
        ('"ru"', '"klingonish"', "klingonish is no BCP 47 language tag"),
        ('"ru"', '"en"', "en is the source locale"),
        ('"ru"', '"pt-br"', "pt-BR stands twice in locales"),
        ("content/en/{path}.md", "content/en/x.md", "must have {path} once"),
        ("content/en/{path}.md", "{path}/{path}.md", "must have {path} once"),
        ("content/en/{path}.md", "content/{locale}/{path}.md", "names the source locale itself"),
        ("content/en/{path}.md", "content/{lang}/{path}.md", "unknown placeholder {lang}"),
        ("content/{locale}/{path}.md", "content/de/{path}.md", "lacks {locale}"),
        ("content/en/{path}.md", "../{path}.md", "leads out of the site"),
        ("content/en/{path}.md", "/srv/{path}.md", "is an absolute path"),
        ("content/en/{path}.md", "C:/{path}.md", "is an absolute path"),
        ("content/en/{path}.md", "content\\\\en\\\\{path}.md", "write forward slashes"),
        ("content/en/{path}.md", "content/en/{path}.rst", "ends in nothing that can be read"),
        ("content/en/{path}.md", "content/en/{path}.mdx", "end it in .mdx"),
    ],
)
def test_values_that_make_no_sense_are_refused(old: str, new: str, words: str) -> None:
    assert words in str(fails(MINIMAL.replace(old, new)))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[catalogs]\npath = 'po/{path}.po'\n", "lacks {locale}"),
        ("[catalogs]\npath = '{locale}/{path}.pot'\n", "does not end in .po"),
        ("[locale.ru.catalogs]\npath = '{path}.po'\n", "lacks {locale}"),
        ("[front_matter]\nhash_algorithm = 'md55'\n", "did you mean md5?"),
        ("[front_matter]\nhash_algorithm = 'shake_128'\n", "no hash algorithm shake_128"),
        ("[front_matter]\ntranslate = ['a..b']\n", "a dot stands between two keys"),
        ("[front_matter]\nhash_key = ' '\n", "hash_key is empty"),
        ("[locale.ru]\ntag = 'russian'\n", "russian is no BCP 47 language tag"),
    ],
)
def test_tables_that_make_no_sense_are_refused(table: str, words: str) -> None:
    assert words in str(fails(MINIMAL + table))


def test_an_unknown_dialect() -> None:
    assert "no dialect jekyl (did you mean jekyll?)" in str(fails('dialects = ["jekyl"]\n' + MINIMAL))


def test_the_dialects_to_name_are_those_of_the_registry() -> None:
    """They are listed twice, so that reading a configuration does not load the parser."""
    from translator.builders import BUILDERS
    from translator.names import DIALECTS
    from translator.page import dialects

    assert set(DIALECTS) == set(dialects.DIALECTS)
    assert {name for builder in BUILDERS for name in builder.dialects} <= set(DIALECTS)


@pytest.mark.parametrize("table", ["[engine]\n", "[locale.ru.engine]\n"])
def test_an_unknown_engine(table: str) -> None:
    """It is refused before a run begins, with the line."""
    error = fails(f'{MINIMAL}{table}name = "deeepl"\n')
    assert "no engine deeepl (did you mean deepl?)" in str(error)
    assert error.line == MINIMAL.count("\n") + 2


def test_a_code_of_the_site_may_be_explained_before_it_is_used() -> None:
    """`[locale.gr]` with its tag says what gr is, whether or not pages are translated into it."""
    assert config.parse(MINIMAL + '[locale.gr]\ntag = "el"\n').locales == ("ru", "pt-BR")


def test_a_file_that_is_no_toml_names_the_line() -> None:
    error = fails(HEAD + "[[pages]\n")
    assert error.line == 3
    assert "not TOML" in error.message


def test_page_options_are_the_trees_own_or_the_sites() -> None:
    """A data file is all text; a tree may name its own keys."""
    found = config.parse(
        MINIMAL
        + '[[pages]]\nsource = "d/en/{path}.yml"\nlocalized = "d/{locale}/{path}.yml"\n'
        + '[[pages]]\nsource = "j/en/{path}.json"\nlocalized = "j/{locale}/{path}.json"\n'
        + 'translate = ["a.*"]\nkeep = ["b"]\n[front_matter]\ntranslate = ["title"]\nkeep = ["k"]\n'
    )
    page, data, named = (found.page_options(number, "ru", ("hugo",)) for number in range(3))
    assert (page.translate, page.keep, page.data_format, page.dialects) == (("title",), ("k",), "", ("hugo",))
    assert (data.translate, data.keep, data.data_format) == (("**",), ("k",), "yaml")
    assert (named.translate, named.keep, named.data_format) == (("a.*",), ("b",), "json")


def test_directives_of_myst() -> None:
    """They are a part of the dialect's name, behind the extensions that are on."""
    found = config.parse(MINIMAL + '[myst]\ndirectives = ["weather", "my:own"]\ntitled = ["weather"]\n')
    assert (
        found.myst.named("myst+deflist") == "myst+deflist+directive:weather+directive:my:own+titled:weather"
    )
    assert config.parse(MINIMAL).myst.named("myst") == "myst"
    error = fails(MINIMAL + '[myst]\ndirectives = ["a b"]\n')
    assert "a b is no directive's name" in str(error)


def test_components_of_mdx() -> None:
    """They are a part of the dialect's name, also for `.mdx` pages of a site that speaks another."""
    found = config.parse(MINIMAL + '[mdx]\nopaque = ["Trans"]\nprops = ["heading", "aria-x"]\n')
    assert found.mdx.dialect == "mdx+opaque:Trans+prop:heading+prop:aria-x"
    assert found.page_options(0, "ru", ("hugo",)).mdx == found.mdx.dialect
    assert config.parse(MINIMAL).mdx.dialect == "mdx"


@pytest.mark.parametrize(("key", "name"), [("opaque", "<Trans>"), ("props", "a+b"), ("opaque", "")])
def test_what_is_no_name_of_a_component(key: str, name: str) -> None:
    error = fails(MINIMAL + f'[mdx]\n{key} = ["{name}"]\n')
    assert "is no name in JSX" in error.message


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("locales/{locale}/{path}.po", "locales/templates/docs/x.pot"),
        ("{locale}/{path}.po", "templates/docs/x.pot"),
        ("po/{path}.{locale}.po", "po/docs/x.pot"),
        ("po/{path}-{locale}.po", "po/docs/x.pot"),
    ],
)
def test_templates_stand_beside_the_catalogs(pattern: str, place: str) -> None:
    found = config.parse(MINIMAL + f'[catalogs]\npath = "{pattern}"\n')
    assert found.template_path(Pair("s", "l", "c", "ru", "ru", 0, "docs/x")) == place


class TestLoad:
    def test_from_translate_toml(self, tmp_path: Path) -> None:
        (tmp_path / "translate.toml").write_text(MINIMAL)
        assert config.load(tmp_path).locales == ("ru", "pt-BR")

    def test_from_pyproject(self, tmp_path: Path) -> None:
        """The table, its trees and its lines are found in there."""
        text = "[project]\nname = 'x'\n[tool.translate]\n" + HEAD
        (tmp_path / "pyproject.toml").write_text(text + TREE.replace("[[pages]]", "[[tool.translate.pages]]"))
        assert config.load(tmp_path).path == "pyproject.toml"
        (tmp_path / "pyproject.toml").write_text(text + "pagges = 1\n")
        with pytest.raises(ConfigError, match=r"pyproject.toml:6: unknown key pagges \(did you mean pages"):
            config.load(tmp_path)

    def test_translate_toml_comes_first(self, tmp_path: Path) -> None:
        (tmp_path / "translate.toml").write_text(MINIMAL)
        (tmp_path / "pyproject.toml").write_text("[tool.translate]\nlocales = 3\n")
        assert config.load(tmp_path).path == "translate.toml"

    def test_byte_order_mark_and_windows_lines(self, tmp_path: Path) -> None:
        (tmp_path / "translate.toml").write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
        assert config.load(tmp_path).source_locale == "en"

    def test_none_there(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="run translate init"):
            config.load(tmp_path)
        (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
        with pytest.raises(ConfigError, match=r"no table \[tool.translate\]"):
            config.load(tmp_path)

    def test_not_utf_8(self, tmp_path: Path) -> None:
        (tmp_path / "translate.toml").write_bytes(b"# a\n# \xff\n")
        with pytest.raises(ConfigError, match="not UTF-8") as caught:
            config.load(tmp_path)
        assert caught.value.line == 2


class TestFindRoot:
    def test_it_walks_up(self, tmp_path: Path) -> None:
        (tmp_path / "translate.toml").write_text(MINIMAL)
        below = tmp_path / "content" / "en"
        below.mkdir(parents=True)
        (tmp_path / "content" / "pyproject.toml").write_text("[tool.other]\ntranslate = 1\n")
        assert config.find_root(below) == tmp_path.resolve()

    def test_a_pyproject_with_the_table_is_a_root(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.translate]\n")
        assert config.find_root(tmp_path) == tmp_path.resolve()

    def test_none(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"no translate\.toml here or in a folder above"):
            config.find_root(tmp_path)


def test_lines_are_found_in_every_spelling() -> None:
    """Dotted and quoted keys, tables in tables, arrays of tables; an inline table is one line."""
    text = 'a.b = 1\n"c d" = 2\n[t]\nx = {y = 1}\n[[l]]\n[[l]]\n[l.sub]\nz = 1\n'
    assert line_of(text, ("a", "b")) == 1
    assert line_of(text, ("c d",)) == 2
    assert line_of(text, ("t", "x", "y")) == 4
    assert line_of(text, ("l", 1)) == 6
    assert line_of(text, ("l", 1, "sub", "z")) == 8
    assert line_of(text, ("nowhere",)) == 0
