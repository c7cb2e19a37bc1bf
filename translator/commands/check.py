"""``translate check``: what is wrong with the pages as they stand. Writes nothing."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from translator import files
from translator.checks import CHECKS
from translator.checks.base import Checked
from translator.commands.opened import open_site, select
from translator.errors import PageError
from translator.layout import PAGE_ENDINGS
from translator.linkmap import builder_folder, read_builder, read_map
from translator.links.ids import Ids, ids
from translator.model import CheckResult, Finding
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.links.site_map import SiteMap
    from translator.model import PageOptions, Pair
    from translator.page.parse import Page

__all__ = ["check"]

_TEMPLATES = ("_layouts", "_includes", "layouts", "themes", "src", "overrides", "theme")
_TEMPLATE_ENDINGS = (".html", ".htm", ".js", ".jsx", ".ts", ".tsx", ".vue", ".astro")
_ID = re.compile(rb"""\b(?:id|name)\s*=\s*\{?\s*["']?([^\s"'<>{}]+)""")


def check(root: Path, pages: tuple[str, ...] = (), locales: tuple[str, ...] = ()) -> CheckResult:
    """Look at source and localized pages.

    :param root: the site's root
    :param pages: paths, folders or globs; all pages where there is none
    :param locales: only the localized pages of these; source pages and all where there is none
    :raises ConfigError: the configuration or the call is wrong
    """
    everything = open_site(root)
    opened = open_site(root, locales) if locales else everything
    chosen = [pair for pair in select(opened.site.pairs, pages) if _is_page(pair)]
    wanted = dict(_wanted(opened, chosen, pages, sources=not locales))
    reader = _Reader(everything)
    checked = Checked(reader.site, reader.ids, cache(lambda: _layout_ids(root, reader.site)))
    found: list[Finding] = []
    for path in wanted:
        try:
            page = reader.page(path)
        except PageError as error:
            found.append(Finding.from_error(error, "unreadable"))
            continue
        for each in CHECKS.values():
            found += each(page, checked)
    return CheckResult(len(wanted), tuple(found))


def _is_page(pair: Pair) -> bool:
    return pair.source.rpartition(".")[2] in PAGE_ENDINGS


def _wanted(
    opened: Opened, pairs: list[Pair], patterns: tuple[str, ...], *, sources: bool
) -> Iterator[tuple[str, None]]:
    """The paths to look at, in order; where patterns name one side of a pair, only that."""
    for pair in pairs:
        for path, on in ((pair.source, sources), (pair.localized, True)):
            if on and os.path.isfile(opened.root / path) and _named(path, pair, patterns):  # noqa: PTH113
                yield path, None


def _named(path: str, pair: Pair, patterns: tuple[str, ...]) -> bool:
    from translator.commands.opened import is_named  # noqa: PLC0415

    if not patterns:
        return True
    return any(is_named(path, each) or is_named(pair.catalog, each) for each in patterns)


class _Reader:
    """Reads pages, each once as long as it is needed."""

    def __init__(self, opened: Opened) -> None:
        self.root = opened.root
        self.options: dict[str, PageOptions] = {}
        for pair in opened.site.pairs:
            if _is_page(pair):
                options = opened.rules(pair.tree, pair.locale).options
                self.options.setdefault(pair.source, options)
                self.options[pair.localized] = options
        folder = builder_folder(self.root, opened.config)
        builder = read_builder(self.root, folder)
        codes = (opened.config.source_locale, *opened.config.locales)
        self.style = builder.slugs if builder is not None else ""
        self.site: SiteMap = read_map(self.root, folder, builder, self.options, codes)
        self.known: dict[str, Ids] = {}
        self.default = next(iter(self.options.values()), None)

    def page(self, path: str) -> Page:
        """Read a page.

        :raises PageError: it cannot be read
        """
        options = self.options.get(path) or self.default
        if options is None:
            raise PageError("no page of the site", path=path)
        return parse(files.read(self.root / path), options, path)

    def ids(self, path: str) -> Ids:
        """Collect a page's ids; of one that cannot be read, or is no Markdown, they are not known."""
        if path not in self.known:
            try:
                readable = path.endswith(tuple(f".{ending}" for ending in PAGE_ENDINGS))
                found = ids(self.page(path), self.style) if readable else None
            except PageError:
                found = None
            self.known[path] = found or Ids(frozenset(), complete=False)
        return self.known[path]


def _layout_ids(root: Path, site: SiteMap) -> frozenset[str]:
    """The ids in the templates of the site, as far as they are there."""
    found: set[str] = set()
    for folder in _TEMPLATES:
        for place, _, names in os.walk(root / site.folder / folder):
            for name in names:
                if name.endswith(_TEMPLATE_ENDINGS):
                    found |= _ids_in(f"{place}/{name}")
    return frozenset(found)


def _ids_in(path: str) -> set[str]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return {each.decode("utf-8", "replace") for each in _ID.findall(file.read(files.LIMIT))}
    except OSError:
        return set()
