"""Looks at one source page, its localized pages and their catalogs, in any process."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.checkrules import RULES
from translator.checks.base import Checked
from translator.checks.entries import check_entries
from translator.checks.registry import PAGE_CHECKS
from translator.checks.states import LocaleFinding
from translator.commands.layout_ids import layout_ids
from translator.commands.opened import open_site
from translator.errors import PageError, TranslateError
from translator.exchange.judged import settings
from translator.layout import PAGE_ENDINGS
from translator.linkmap import builder_folder, read_builder, read_map
from translator.links.ids import Ids, ids
from translator.model import Finding, Severity
from translator.page.parse import parse
from translator.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translator.links.site_map import SiteMap
    from translator.model import Catalog, PageOptions, Pair
    from translator.page.parse import Page

__all__ = ["CheckJob", "CheckTask", "look"]


@dataclass(frozen=True, slots=True)
class CheckTask:
    """One localized page and its catalog."""

    pair: Pair
    options: PageOptions
    localized: bool
    """Whether to look at the localized page."""
    catalog: bool
    """Whether to look at the catalog."""
    terms: Terms | None = None
    """None where the glossary does not matter."""
    off: frozenset[str] = frozenset()
    """Rules that nobody asked for."""
    max_length: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckJob:
    """One source page with all its localized pages."""

    root: str
    run: int
    """As `new_run` gave it: what was read of the site for another run is not used in it."""
    tasks: tuple[CheckTask, ...]
    source: bool
    """Whether to look at the source page."""
    off: frozenset[str] = frozenset()
    max_length: Mapping[str, int] = field(default_factory=dict)


def look(job: CheckJob) -> tuple[tuple[str, ...], list[LocaleFinding]]:
    """Do a job. Never raises for what is wrong with a file: that is a finding.

    :return: the files that were looked at, and what was found
    """
    site = _site(job.root, job.run)
    looked: list[str] = []
    found: list[LocaleFinding] = []
    first = job.tasks[0]
    source: dict[PageOptions, Page | None] = {}
    if job.source and files.is_there(site.root / first.pair.source):
        looked.append(first.pair.source)
        found += _page(site, first.pair.source, first.options, "", job.off, job.max_length)
    for task in job.tasks:
        pair = task.pair
        if task.localized and files.is_there(site.root / pair.localized):
            looked.append(pair.localized)
            found += _page(site, pair.localized, task.options, pair.locale, task.off, task.max_length)
        if task.catalog and files.is_there(site.root / pair.catalog):
            looked.append(pair.catalog)
            if task.options not in source:
                source[task.options] = _readable(site, pair.source, task.options)
            found += [LocaleFinding(pair.locale, each) for each in _catalog(site, task, source[task.options])]
    return tuple(looked), found


def _page(
    site: _Site, path: str, options: PageOptions, locale: str, off: frozenset[str], limits: Mapping[str, int]
) -> Iterator[LocaleFinding]:
    """Do the checks of pages."""
    try:
        page = site.page(path, options)
    except PageError as error:
        yield LocaleFinding(locale, Finding.from_error(error, "unreadable"))
        return
    checked = site.checked if not limits else Checked(site.site, site.ids, site.templates, limits)
    for check in PAGE_CHECKS.values():
        for finding in check(page, checked):
            if finding.rule not in off:
                yield LocaleFinding(locale, finding)


def _readable(site: _Site, path: str, options: PageOptions) -> Page | None:
    try:
        return site.page(path, options)
    except TranslateError:
        return None


def _catalog(site: _Site, task: CheckTask, source: Page | None) -> Iterator[Finding]:
    """Do the checks of messages."""
    path = task.pair.catalog
    try:
        data = files.read(site.root / path)
        catalog = po.parse(data, path)
    except TranslateError as error:
        yield Finding.from_error(error, "po-syntax")
        return
    lines: list[int] = []
    places = settings(source) if source is not None else {}
    for fault in check_entries(catalog, places, task.pair.tag, task.terms or Terms(()), task.off):
        lines = lines or po.msgstr_lines(data)
        entry = catalog.entries[fault.number]
        yield Finding(
            path,
            lines[fault.number] if fault.number < len(lines) else 0,
            f"“{_short(entry.msgid)}”: {fault.fault.text}",
            Severity(RULES[fault.rule].severity),
            fault.fault.remedy,
            fault.rule,
        )
    if "unfinished" not in task.off:
        yield from _unfinished(catalog, data, path)


def _unfinished(catalog: Catalog, data: bytes, path: str) -> Iterator[Finding]:
    """Count what is left to translate; the line is that of the first such message."""
    active = [entry for entry in catalog.entries if not entry.obsolete]
    open_ = [
        index for index, entry in enumerate(active) if not entry.translated and not any(entry.msgstr_plural)
    ]
    if not open_:
        return
    fuzzy = sum(active[index].fuzzy for index in open_)
    counts = [f"{len(open_) - fuzzy} untranslated"] * (len(open_) > fuzzy) + [f"{fuzzy} fuzzy"] * (fuzzy > 0)
    lines = po.msgstr_lines(data)
    yield Finding(
        path,
        lines[open_[0]] if open_[0] < len(lines) else 0,
        f"{', '.join(counts)} of {len(active)} messages",
        Severity(RULES["unfinished"].severity),
        "translate them in a PO editor, or have an engine do it",
        "unfinished",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47]}…"


@lru_cache(maxsize=2)
def _site(root: str, run: int) -> _Site:
    del run
    return _Site(Path(root))


class _Site:
    """What the checks have to know of the site; read once a run and process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        opened = open_site(root)
        self.options: dict[str, PageOptions] = {}
        for pair in opened.site.pairs:
            if pair.source.rpartition(".")[2] in PAGE_ENDINGS:
                options = opened.rules(pair.tree, pair.locale).options
                self.options.setdefault(pair.source, options)
                self.options[pair.localized] = options
        folder = builder_folder(root, opened.config)
        builder = read_builder(root, folder)
        codes = (opened.config.source_locale, *opened.config.locales)
        self.style = builder.slugs if builder is not None else ""
        self.site: SiteMap = read_map(root, folder, builder, self.options, codes)
        self.known: dict[str, Ids] = {}
        self.default = next(iter(self.options.values()), None)
        self.templates = cache(lambda: layout_ids(os.path.join(root, self.site.folder)))  # noqa: PTH118
        self.checked = Checked(self.site, self.ids, self.templates)

    def page(self, path: str, options: PageOptions | None = None) -> Page:
        """Read a page.

        :raises PageError: it cannot be read
        """
        options = options or self.options.get(path) or self.default
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
