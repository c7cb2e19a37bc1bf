"""The development corpus: real sites, byte for byte, read only and never part of this project.

It stands beside the repository, in ``../shared/corpus``; where it is absent the tests marked
`requires_corpus` are skipped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

__all__ = [
    "CORPUS",
    "SITES",
    "Edit",
    "Site",
    "Stale",
    "edits",
    "pages",
    "requires_corpus",
    "stale",
]

_DIRECTORY = Path(__file__).resolve().parents[2] / "shared" / "corpus"

CORPUS: Path | None = _DIRECTORY if _DIRECTORY.is_dir() else None

requires_corpus = pytest.mark.skipif(
    CORPUS is None, reason=f"the development corpus is absent: no directory {_DIRECTORY}"
)
"""For a test or a module (``pytestmark``); such tests bear ``@pytest.mark.corpus`` as well."""

_KINDS = (".md", ".markdown", ".mdx")


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the corpus."""

    root: Path
    dialects: tuple[str, ...]
    """The dialects its builder understands, as ``translate.toml`` names them."""
    judge: str
    """The judge that renders as its builder does, for `judges.judge`."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A real revision of a source page."""

    before: Path
    after: Path
    meta: dict[str, Any]
    """Repository, path, commit and counts of changed blocks."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A real revision of a source page together with that of its localized page."""

    source_before: Path
    source_after: Path
    localized_before: Path
    localized_after: Path
    meta: dict[str, Any]


_BUILDERS = {
    "agency-jekyll-theme": ("jekyll", "kramdown"),
    "jekyll-docs": ("jekyll", "kramdown"),
    "lucifit": ("jekyll", "kramdown"),
    "opensource.guide": ("jekyll", "kramdown"),
    "polyglot": ("jekyll", "kramdown"),
    "cncf-glossary": ("hugo", "goldmark"),
    "conventionalcommits": ("hugo", "goldmark"),
    "hugoDocs": ("hugo", "goldmark"),
    "kubernetes": ("hugo", "goldmark"),
    "fastapi": ("mkdocs", "python_markdown"),
    "mkdocs-material": ("mkdocs", "python_markdown"),
    "mkdocs-static-i18n": ("mkdocs", "python_markdown"),
}
_NO_SITES = {"edits", "stale", "spec"}


def _site(root: Path) -> Site:
    if root.name not in _BUILDERS:
        return Site(root, (), "cmark")
    dialect, judge = _BUILDERS[root.name]
    return Site(root, (dialect,), judge)


SITES: dict[str, Site] = {
    root.name: _site(root)
    for root in sorted(CORPUS.iterdir() if CORPUS else ())
    if root.is_dir() and root.name not in _NO_SITES
}
"""Every site by its directory's name; empty without the corpus."""


def pages(site: str | None = None, kinds: tuple[str, ...] = _KINDS) -> list[Path]:
    """Every page of one site or, without a name, of all: all locales, sorted by path.

    :param kinds: the file name endings that make a page
    :raises KeyError: no such site
    """
    chosen = list(SITES) if site is None else [site]
    return [path for name in chosen for path in _files(SITES[name].root) if path.suffix in kinds]


@cache
def _files(root: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in root.rglob("*") if path.is_file()))


def edits() -> list[Edit]:
    """The real revisions of source pages, in order."""
    return [Edit(case / "before.md", case / "after.md", _meta(case)) for case in _cases("edits")]


def stale() -> list[Stale]:
    """The real revisions of source pages whose localized pages followed later, in order."""
    return [
        Stale(
            case / "en_old.md",
            case / "en_new.md",
            case / "tr_old.md",
            case / "tr_new.md",
            _meta(case),
        )
        for case in _cases("stale")
    ]


def _cases(name: str) -> list[Path]:
    if CORPUS is None:
        return []
    return sorted(meta.parent for meta in (CORPUS / name).glob("*/meta.json"))


def _meta(case: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    return meta
