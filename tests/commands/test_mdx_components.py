"""The components of a site that speaks MDX, set in its configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from command_line import translate

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "docs/{path}.ENDING"
localized = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.ENDING"
"""
SET = """
[mdx]
opaque = ["Trans"]
props = ["heading"]
"""
PAGE = """\
<Trans>Translated elsewhere</Trans>

<Card heading="Our studio" />
"""


def catalog(root: Path) -> str:
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    return (root / "locales/ru/a.po").read_text("utf-8")


def check(root: Path, ending: str) -> None:
    head = HEAD.replace("ENDING", ending)
    (root / "docs").mkdir()
    (root / f"docs/a.{ending}").write_text(PAGE + "\nWords\n", "utf-8")
    (root / "translate.toml").write_text(head, "utf-8")
    before = catalog(root)
    assert "Translated elsewhere" in before
    assert "Our studio" not in before
    (root / "translate.toml").write_text(head + SET, "utf-8")
    after = catalog(root)
    assert 'msgid "Our studio"' in after
    assert "Translated elsewhere" not in after


def test_on_a_site_whose_builder_speaks_mdx(tmp_path: Path) -> None:
    """They hold for its `.md` pages, and count at the next sync."""
    (tmp_path / "docusaurus.config.js").write_text("export default {};\n", "utf-8")
    check(tmp_path, "md")


def test_on_an_mdx_page_of_another_site(tmp_path: Path) -> None:
    """It speaks MDX all the same."""
    check(tmp_path, "mdx")
