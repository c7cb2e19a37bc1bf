"""``[links]``: what it turns on, and what is done where it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translator import config
from translator.errors import ConfigError
from translator.linkrules import link_rules
from translator.links.rules import LinkRules
from translator.model import Action, State

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

HEAD = 'source_locale = "en"\nlocales = ["ru"]\n'
TREE = '[[pages]]\nsource = "content/en/{path}.md"\nlocalized = "content/{locale}/{path}.md"\n'

BUILDERS = [
    ("_config.yml", "title: x\n", LinkRules("jekyll", True, "pin", "kramdown-gfm")),
    ("content/_config.yml", "title: x\n", LinkRules("jekyll", True, "pin", "kramdown-gfm")),
    ("_config.yml", "plugins:\n- jekyll-polyglot\n", LinkRules("jekyll", False, "pin", "kramdown-gfm")),
    ("_config.yml", "kramdown:\n  auto_ids: false\n", LinkRules("jekyll", True, "leave", "")),
    ("hugo.toml", "title = 'x'\n", LinkRules("hugo", True, "pin", "goldmark")),
    (
        "hugo.toml",
        "[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n",
        LinkRules("hugo", True, "leave", ""),
    ),
    (
        "hugo.toml",
        "[markup.goldmark.parser.attribute]\ntitle = false\n",
        LinkRules("hugo", True, "leave", "goldmark"),
    ),
    ("mkdocs.yml", "site_name: x\n", LinkRules("mkdocs", True, "leave", "toc")),
    ("mkdocs.yml", "markdown_extensions:\n  - attr_list\n", LinkRules("mkdocs", True, "pin", "toc")),
    ("mkdocs.yml", "plugins:\n  - i18n:\n", LinkRules("mkdocs", False, "leave", "toc")),
    ("docusaurus.config.js", "module.exports = {}\n", LinkRules("docusaurus", False, "pin", "github")),
    (
        "astro.config.mjs",
        "import starlight from '@astrojs/starlight'\n",
        LinkRules("astro", True, "rewrite", "github"),
    ),
    ("astro.config.mjs", "export default {}\n", LinkRules("astro", False, "rewrite", "github")),
    ("astro.config.mjs", "import slugs from 'rehype-slug'\n", LinkRules("astro", False, "leave", "")),
    (".vitepress/config.mjs", "export default {}\n", LinkRules("vitepress", True, "pin", "vitepress")),
    (
        "content/.vitepress/config.ts",
        "export default {\n  markdown: {attrs: {disable: true}},\n}\n",
        LinkRules("vitepress", True, "leave", "vitepress"),
    ),
    (
        ".vitepress/config.js",
        "export default {\n  markdown: {anchor: {slugify}},\n}\n",
        LinkRules("vitepress", True, "leave", ""),
    ),
    (
        "conf.py",
        "extensions = ['myst_parser']\nmyst_heading_anchors = 3\n",
        LinkRules("sphinx", False, "rewrite", "github"),
    ),
    ("conf.py", "extensions = ['myst_parser']\n", LinkRules("sphinx", False, "leave", "")),
    ("book.toml", "", None),
]


@pytest.mark.parametrize(
    ("file", "text", "expected"), BUILDERS, ids=[f"{row[0]} {row[1]}" for row in BUILDERS]
)
def test_what_is_sound_by_builder(tmp_path: Path, file: str, text: str, expected: LinkRules | None) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)
    assert link_rules(tmp_path, config.parse(HEAD + TREE)) == expected


def test_a_hook_of_the_sites_own_is_not_second_guessed(tmp_path: Path) -> None:
    hook = tmp_path / "themes/x/layouts/_default/_markup/render-link.html"
    hook.parent.mkdir(parents=True)
    hook.write_text("")
    (tmp_path / "hugo.toml").write_text("")
    assert link_rules(tmp_path, config.parse(HEAD + TREE)) == LinkRules("hugo", False, "pin", "goldmark")


def test_the_configuration_goes_first(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("")
    text = HEAD + TREE + '[links]\nlocalize = false\nanchors = "rewrite"\n'
    assert link_rules(tmp_path, config.parse(text)) == LinkRules("hugo", False, "rewrite", "goldmark")


@pytest.mark.parametrize("line", ['anchors = "pinned"', 'localize = "yes"', "localise = true"])
def test_a_wrong_setting_is_named(line: str) -> None:
    with pytest.raises(ConfigError):
        config.parse(f"{HEAD}{TREE}[links]\n{line}\n")


def test_nothing_is_done_where_no_builder_is_known(folder: Folder) -> None:
    folder.write("content/en/a.md", "# Head\n\n[hours](hours.md#opening-hours)\n")
    folder.sync()
    folder.translate_all("locales/ru/a.po")
    folder.sync()
    assert folder.read("content/ru/a.md") == "# ru Head\n\nru [hours](hours.md#opening-hours)\n"


def test_relative_links_to_files_without_a_builder(folder: Folder) -> None:
    """Asked for: a link leads to the source page until the localized page is there."""
    folder.write("translate.toml", folder.read("translate.toml") + "\n[links]\nlocalize = true\n")
    folder.write("content/en/a.md", '# Head\n\n[hours](hours.md "x") ![p](p.png) [a](a.md) [dead](no.md)\n')
    folder.write("content/en/p.png", b"x")
    folder.sync()
    folder.translate_all("locales/ru/a.po")
    folder.sync()
    text = folder.read("content/ru/a.md")
    assert "[hours](../en/hours.md " in text
    assert "![p](../en/p.png) [a](a.md) [dead](no.md)" in text
    assert '"X-Links: content/ru/hours.md\\n"' in folder.read("locales/ru/a.po")
    before = folder.stamps()
    folder.sync()
    assert folder.stamps() == before
    folder.translate_all("locales/ru/hours.po")
    result = folder.sync(locales=["ru"])
    assert {page.action for page in result.pages} == {Action.CREATED, Action.UPDATED}
    assert "[hours](hours.md " in folder.read("content/ru/a.md")
    assert '"X-Links: content/ru/hours.md=\\n"' in folder.read("locales/ru/a.po")
    before = folder.stamps()
    folder.sync()
    assert folder.stamps() == before


@pytest.fixture
def linked(folder: Folder) -> Folder:
    """A page and another that it links to, both translated."""
    folder.write(
        "hugo.toml", '[languages]\nen = {contentDir = "content/en"}\nru = {contentDir = "content/ru"}\n'
    )
    folder.write("translate.toml", folder.read("translate.toml") + "\n[links]\nlocalize = true\n")
    folder.write("content/en/a.md", "# Head\n\n[hours](/hours/)\n")
    folder.sync()
    for name in ("a", "hours"):
        folder.translate_all(f"locales/ru/{name}.po")
    folder.sync()
    assert "(/ru/hours/)" in folder.read("content/ru/a.md")
    folder.sync()  # into the stat cache
    return folder


def test_a_localized_page_that_is_gone(linked: Folder) -> None:
    """Links to it lead to the source page again, in the same run; status says what there is to do."""
    for path in ("content/ru/hours.md", "locales/ru/hours.po"):
        (linked.root / path).unlink()
    assert linked.page("content/ru/a.md").state is State.INCOMPLETE
    linked.sync()
    assert "(/hours/)" in linked.read("content/ru/a.md")
    assert linked.page("content/ru/a.md").state is State.CURRENT
    linked.translate_all("locales/ru/hours.po")
    linked.sync()
    assert "(/ru/hours/)" in linked.read("content/ru/a.md")


def test_a_page_that_was_renamed(linked: Folder) -> None:
    """The link is dead in the source page, and the same in the localized one."""
    (linked.root / "content/en/hours.md").rename(linked.root / "content/en/times.md")
    actions = {page.pair.localized: page.action for page in linked.sync(locales=["ru"]).pages}
    assert actions == {"content/ru/a.md": Action.UPDATED, "content/ru/times.md": Action.MOVED}
    assert "(/hours/)" in linked.read("content/ru/a.md")


def test_an_orphan_that_is_pruned(linked: Folder) -> None:
    """Nothing leads to a page that this run removed."""
    (linked.root / "content/en/hours.md").unlink()
    linked.sync(prune=True)
    assert not linked.exists("content/ru/hours.md")
    assert "(/hours/)" in linked.read("content/ru/a.md")


def test_links_follow_a_heading_that_is_translated_anew(folder: Folder) -> None:
    """``rewrite``: the page that links to it is written again in the same run."""
    folder.write("_config.yml", "")
    folder.write("translate.toml", folder.read("translate.toml") + '\n[links]\nanchors = "rewrite"\n')
    folder.write("content/en/a.md", "---\n---\n[hours](hours.html#opening-hours) [me](#me)\n\n# Me\n")
    folder.sync()
    for name in ("a", "hours"):
        folder.translate_all(f"locales/ru/{name}.po")
    folder.sync()
    assert "[hours](hours.html#ru-opening-hours) [me](#ru-me)" in folder.read("content/ru/a.md")
    folder.translate("locales/ru/hours.po", {"Opening hours": "Часы"})
    folder.sync()
    assert "[hours](hours.html#часы) [me](#ru-me)" in folder.read("content/ru/a.md")
    before = folder.stamps()
    folder.sync()
    assert folder.stamps() == before


def test_an_id_that_begins_with_a_digit(folder: Folder) -> None:
    """kramdown takes it only in a list below the heading."""
    folder.write("_config.yml", "")
    folder.write("translate.toml", folder.read("translate.toml").replace("dialects = []", ""))
    folder.write("content/en/a.md", "# 1. Head\n{: .c}\n\ntext\n")
    folder.sync()
    folder.translate_all("locales/ru/a.po")
    folder.sync()
    assert folder.read("content/ru/a.md").startswith('# ru 1. Head\n{: id="1-head"}\n{: .c}\n')


def test_pins_do_not_hide_the_ids_of_pages_that_have_none(folder: Folder) -> None:
    """A page that was translated before has ids of its own: links lead there, until it is written anew."""
    folder.write("_config.yml", "")
    folder.write("content/en/a.md", "---\n---\n[hours](hours.html#opening-hours)\n")
    folder.write("content/ru/hours.md", "---\nlang: ru\n---\n# Часы работы\n\nБез хеша.\n")
    folder.sync()
    folder.translate_all("locales/ru/a.po")
    folder.sync()
    assert "[hours](hours.html#часы-работы)" in folder.read("content/ru/a.md")
    (folder.root / "content/ru/hours.md").unlink()
    folder.sync()
    folder.translate_all("locales/ru/hours.po")
    folder.sync()
    assert "# ru Opening hours {#opening-hours}" in folder.read("content/ru/hours.md")
    assert "[hours](hours.html#opening-hours)" in folder.read("content/ru/a.md")
    before = folder.stamps()
    folder.sync()
    assert folder.stamps() == before
