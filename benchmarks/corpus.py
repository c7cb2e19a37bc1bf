"""The development corpus: real sites, which stand beside the repository and are no part of it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.row import Skip
from translator.model import PageOptions

__all__ = ["corpus", "options", "pages"]

_DIRECTORY = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_NO_SITES = frozenset(("edits", "stale", "spec"))
_HUGO = frozenset(("cncf-glossary", "conventionalcommits", "hugoDocs", "kubernetes"))
_JEKYLL = frozenset(("agency-jekyll-theme", "jekyll-docs", "lucifit", "opensource.guide", "polyglot"))
_KEYS = ("title", "subtitle", "description", "alt", "caption.title", "caption.subtitle")


def corpus() -> Path:
    """Find the corpus.

    :raises Skip: it is absent
    """
    if not _DIRECTORY.is_dir():
        raise Skip(f"the development corpus is absent: no directory {_DIRECTORY}")
    return _DIRECTORY


def pages(site: str = "") -> list[Path]:
    """List the Markdown pages of a site, or of all: in all their languages, sorted.

    :raises Skip: the corpus is absent
    """
    root = corpus()
    names = [site] if site else [path.name for path in root.iterdir() if path.name not in _NO_SITES]
    found = [path for name in names for path in (root / name).rglob("*.md") if path.is_file()]
    return sorted(found)


def options(site: str) -> PageOptions:
    """Give what the configuration of a site would say of its pages."""
    dialects = ("hugo",) if site in _HUGO else ("jekyll",) if site in _JEKYLL else ()
    return PageOptions(dialects=dialects, translate=_KEYS)
