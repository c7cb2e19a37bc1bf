"""The demonstration site, rewritten for another builder than Jekyll as a person would who moves it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from command_line import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CONTENT", "HOME", "MDX", "article", "initialised", "move"]

HOME = Path(__file__).resolve().parents[1]
CONTENT = HOME / "content"
_SHARED = (
    (
        re.compile(r"\{% include figure\.html\s+src=\"([^\"]+)\"\s+alt=\"([^\"]+)\".*?%\}", re.DOTALL),
        r"![\2](\1)",
    ),
    (re.compile(r"\{% (?:raw|comment) %\}.*?\{% end(?:raw|comment) %\}", re.DOTALL), ""),
    (re.compile(r"\{% highlight \w+ %\}\n(.*?)\{% endhighlight %\}", re.DOTALL), r"```\n\1```"),
    (re.compile(r"\{%.*?%\}"), ""),
    (re.compile(r"<\{\{.*?\}\}>|\{\{.*?\}\}"), "555 0100"),
    (re.compile(r"^\{:.*?\}\n", re.MULTILINE), ""),
    (re.compile(r"\{:\s*#([\w-]+)\s*\}"), r"{#\1}"),
    (re.compile(r' markdown="1"'), ""),
)
"""What Jekyll has and no other builder."""

MDX = (
    (re.compile(r"<((?:https?://|\w+@)[^<>]*)>"), r"\1"),
    (re.compile(r"<(img|br|hr)\b([^<>]*?)\s*/?>"), r"<\1\2 />"),
    (re.compile(r'\bclass="'), 'className="'),
    (re.compile(r"<!-- (translate:[^<>]*?) -->"), r"{/* \1 */}"),
)
"""What is no JSX: addresses between angle brackets, tags without an end, HTML's names and comments."""


def move(root: Path, rewritten: Sequence[tuple[re.Pattern[str], str]], place: Callable[[str], str]) -> None:
    """Write the English pages, rewritten, and copy their Russian catalogs.

    :param root: the new site's root
    :param rewritten: patterns and what takes their places, besides those of every builder
    :param place: a page's path without its extension → the path of its file
    """
    for page in sorted((CONTENT / "en").rglob("*.md")):
        name = page.relative_to(CONTENT / "en").with_suffix("").as_posix()
        text = page.read_text("utf-8")
        for pattern, instead in (*_SHARED, *rewritten):
            text = pattern.sub(instead, text)
        target = root / place(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        catalog = root / f"locales/ru/{name}.po"
        catalog.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / f"locales/ru/{name}.po", catalog)


def article(page: str) -> str:
    """Cut the text out of a built page: what the builder puts around it is its own."""
    found = re.search(
        r'<div (?:style="[^"]*" )?class="(?:theme-doc-markdown|sl-markdown-content|vp-doc)[^>]*>'
        r".*?</(?:article|main)>",
        page,
        re.DOTALL,
    )
    assert found is not None
    return found[0]


def initialised(site: Path) -> str:
    """What `init` writes for a site that has no configuration; its own is there again afterwards."""
    (site / "translate.toml").rename(site / "kept.toml")
    try:
        ended = translate(site, "init")
        assert ended.code == 0, ended.err
        return (site / "translate.toml").read_text("utf-8")
    finally:
        (site / "kept.toml").rename(site / "translate.toml")
