"""Plans the links of localized pages: what of the site they have to know is read once a run and process."""

from __future__ import annotations

import itertools
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from translator import files
from translator.commands.opened import open_site
from translator.errors import PageError
from translator.layout import PAGE_ENDINGS
from translator.linkmap import builder_folder, read_builder, read_map, read_matter
from translator.links.anchors import renamed
from translator.links.find import find
from translator.links.localize import Here, LinkPlan, link_plan
from translator.page.hashes import digest
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from translator.links.rules import LinkRules
    from translator.links.site_map import SiteMap
    from translator.model import PageOptions, Pair
    from translator.page.parse import Page

__all__ = ["links_of", "new_run", "survey"]

_RUNS = itertools.count(1)


def new_run() -> int:
    """Number a run, or a part of one: what was read for another is not used in it."""
    return next(_RUNS)


def links_of(root: str, run: int, pair: Pair, source: Page, rules: LinkRules) -> LinkPlan:
    """Plan a localized page's links.

    :param run: as `new_run` gave it
    """
    if source.body is None:
        return LinkPlan(rules)
    if not rules.localize and rules.anchors != "rewrite":
        return LinkPlan(rules)
    if not find(source):
        return LinkPlan(rules)
    return _site(root, run).plan(pair, source, rules)


def survey(root: str, run: int) -> None:
    """Read what the links of a site can lead to, before the first page asks for it."""
    _site(root, run)


@lru_cache(maxsize=2)
def _site(root: str, run: int) -> _Linked:
    del run
    return _Linked(Path(root))


class _Linked:
    """A site as the links of its localized pages see it."""

    def __init__(self, root: Path) -> None:
        opened = open_site(root)
        self.root = root
        self.opened = opened
        pages = [pair for pair in opened.site.pairs if pair.source.rpartition(".")[2] in PAGE_ENDINGS]
        self.places = {(pair.source, pair.locale): pair.localized for pair in pages}
        self.sources = {pair.localized: pair.source for pair in pages}
        self.options: dict[str, PageOptions] = {
            pair.localized: opened.rules(pair.tree, pair.locale).options for pair in pages
        }
        folder = builder_folder(root, opened.config)
        codes = (opened.config.source_locale, *opened.config.locales)
        self.map: SiteMap = read_map(root, folder, read_builder(root, folder), _both(pages), codes)
        self.there = cache(self._there)
        self.url = cache(self._url)
        self.renamed = lru_cache(maxsize=1024)(self._renamed)

    def _there(self, path: str) -> bool:
        return os.path.isfile(self.root / path)  # noqa: PTH113

    def _url(self, path: str) -> str:
        """A page's address; of one that is not there yet, with its source page's front matter."""
        known = self.map.pages.get(path)
        if known is not None:
            return known.url
        source = self.sources.get(path)
        if self.map.builder is None or source is None:
            return ""
        return self.map.builder.address(self.map.inside(path), read_matter(self.root / source)).url

    def _renamed(self, page: str, localized: str, style: str) -> tuple[Mapping[str, str], str]:
        """The heading ids that differ between two pages, and a mark of the localized one as it is now."""
        try:
            data = files.read(self.root / localized)
            options = self.options[localized]
            names = renamed(
                parse(files.read(self.root / page), options, page), parse(data, options, localized), style
            )
        except PageError:
            return {}, ""
        return names, digest(data, "md5")[:12]

    def plan(self, pair: Pair, source: Page, rules: LinkRules) -> LinkPlan:
        """Plan one page's links."""
        followed: dict[str, str] = {}

        def ids(page: str, localized: str) -> Mapping[str, str]:
            names, mark = self.renamed(page, localized, rules.slugs)
            if mark and (names or rules.anchors == "rewrite"):
                followed[localized] = mark
            return names

        here = Here(
            pair.source,
            pair.localized,
            self.url(pair.localized),
            lambda file: self.places.get((file, pair.locale), ""),
            self.there,
            self.url,
            ids,
        )
        made = link_plan(source, self.map, here, rules)
        # the page's own headings are at hand whenever it is written
        others = {path: mark for path, mark in followed.items() if path != pair.localized}
        entries = (
            *(quote(path) for path in made.awaits),
            *(f"{quote(path)}=" for path in made.leads if path not in followed),
            *(f"{quote(path)}={mark}" for path, mark in sorted(others.items())),
        )
        return LinkPlan(rules, made.moves, made.back, entries, made.own)


def _both(pairs: Iterable[Pair]) -> Iterable[str]:
    for pair in pairs:
        yield pair.source
        yield pair.localized
