"""Site builders: the files they are known by, and the dialects that they speak."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.names import EXTENSIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

__all__ = [
    "BUILDERS",
    "Builder",
    "detect_builder",
    "detect_dialects",
    "spoken_by",
    "text_of",
    "with_extensions",
]


@dataclass(frozen=True, slots=True)
class Builder:
    """One program that makes a site of pages."""

    name: str
    files: tuple[str, ...]
    """Any of these, in the site's root, tells it."""
    dialects: tuple[str, ...] = ()
    """Empty where the builder's Markdown is read as plain Markdown."""
    marker: str = ""
    """Text that the file must hold, where its name alone could be anybody's."""


_ASTRO = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))

BUILDERS = (
    # before Jekyll, which has `_config.yml` too
    Builder("Jupyter Book", ("_toc.yml", "myst.yml"), ("myst",)),
    Builder("Jekyll", ("_config.yml", "_config.yaml", "_config.toml"), ("jekyll",)),
    Builder("Hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"), ("hugo",)),
    Builder("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), ("mkdocs",)),
    Builder(
        "Docusaurus", tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs")), ("mdx",)
    ),
    Builder("Astro", _ASTRO, ("asides",), "starlight"),
    Builder("Astro", _ASTRO),
    Builder("mdBook", ("book.toml",)),
    Builder(
        "VitePress",
        tuple(
            f".vitepress/config{index}.{ending}"
            for index in ("", "/index")
            for ending in ("js", "ts", "mjs", "mts")
        ),
        ("vitepress",),
    ),
    Builder(
        "VuePress",
        tuple(f".vuepress/config.{ending}" for ending in ("js", "ts", "mjs", "mts", "cjs", "cts")),
        ("vitepress",),
    ),
    Builder("Quarto", ("_quarto.yml", "_quarto.yaml"), ("pandoc",)),
    Builder("Obsidian", (".obsidian",), ("obsidian",)),
    # Hugo's older name for its configuration is also Zola's; only Zola's has `base_url`
    Builder("Zola", ("config.toml", "zola.toml"), ("zola",), "base_url"),
    Builder("Hugo", ("config.toml", "config.yaml", "config.yml", "config.json"), ("hugo",), "baseurl"),
    Builder(
        "Hugo", ("config/_default/hugo.toml", "config/_default/config.toml", "config/_default"), ("hugo",)
    ),
    Builder(
        "Sphinx", ("conf.py", "source/conf.py", "docs/conf.py", "docs/source/conf.py"), ("myst",), "myst"
    ),
)
"""The first that fits is the one."""
_PLAIN = re.compile(r"""\bformat\s*:\s*(["'])(?:md|detect)\1""")
"""Docusaurus reads `.md` as plain Markdown then, and only `.mdx` as MDX."""


def detect_builder(folder: Path) -> Builder | None:
    """Find the builder whose configuration lies in a folder; None if there is none that is known."""
    for builder in BUILDERS:
        for name in builder.files:
            path = folder / name
            if path.exists() and (not builder.marker or builder.marker in text_of(path).lower()):
                return builder
    return None


def detect_dialects(root: Path) -> tuple[str, ...]:
    """Tell the dialects of a site from its builder's configuration; none for plain Markdown."""
    builder = detect_builder(root)
    return spoken_by(builder, "".join(text_of(root / name) for name in builder.files)) if builder else ()


def spoken_by(builder: Builder, text: str) -> tuple[str, ...]:
    """Tell a builder's dialects, of its configuration's text."""
    return ("asides",) if builder.name == "Docusaurus" and _PLAIN.search(text) else builder.dialects


def with_extensions(names: Iterable[str], extensions: Collection[str]) -> tuple[str, ...]:
    """Name dialects with those of their extensions that are on: ``mkdocs`` → ``mkdocs+admonition``.

    :param extensions: the builder's; those that make no difference to a dialect are left out
    """
    return tuple(
        f"{name}+{'+'.join(sorted(EXTENSIONS[name].intersection(extensions)))}"
        if name in EXTENSIONS
        else name
        for name in names
    )


def text_of(path: Path) -> str:
    """Read a file of any encoding, as far as it can be read; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
