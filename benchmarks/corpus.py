"""The development corpus: real sites, which stand beside the repository and are no part of it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.row import Skip
from translator.model import PageOptions

__all__ = ["SPOKEN", "corpus", "options", "pages"]

_DIRECTORY = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_NO_SITES = frozenset(("edits", "stale", "spec"))
SPOKEN: dict[str, tuple[str, ...]] = {
    "hugo": ("cncf-glossary", "conventionalcommits", "hugoDocs", "kubernetes"),
    "jekyll": ("agency-jekyll-theme", "jekyll-docs", "lucifit", "opensource.guide", "polyglot"),
    "mdx": ("astro-docs", "helm", "react.dev"),
    "mkdocs": ("fastapi", "mkdocs-material", "mkdocs-static-i18n"),
    "myst": ("MyST-Parser",),
    "pandoc": ("cncf-glossary", "comprehensive-rust", "conventionalcommits", "opensource.guide"),
    "vitepress": ("cncf-glossary", "comprehensive-rust", "conventionalcommits", "helm", "opensource.guide"),
    "zola": ("comaps",),
}
"""By dialect, the sites of the corpus that speak it; for pandoc and VitePress, sites of plain Markdown."""
_KEYS = ("title", "subtitle", "description", "alt", "caption.title", "caption.subtitle")


def corpus() -> Path:
    """Find the corpus.

    :raises Skip: it is absent
    """
    if not _DIRECTORY.is_dir():
        raise Skip(f"the development corpus is absent: no directory {_DIRECTORY}")
    return _DIRECTORY


def pages(site: str = "", kinds: tuple[str, ...] = (".md",)) -> list[Path]:
    """List the Markdown pages of a site, or of all: in all their languages, sorted.

    :param kinds: the file name endings that make a page

    :raises Skip: the corpus is absent
    """
    root = corpus()
    names = [site] if site else [path.name for path in root.iterdir() if path.name not in _NO_SITES]
    found = [
        path
        for name in names
        for path in (root / name).rglob("*.*")
        if path.suffix in kinds and path.is_file()
    ]
    return sorted(found)


def options(site: str) -> PageOptions:
    """Give what the configuration of a site would say of its pages."""
    dialects = tuple(dialect for dialect in ("hugo", "jekyll") if site in SPOKEN[dialect])
    return PageOptions(dialects=dialects, translate=_KEYS)
