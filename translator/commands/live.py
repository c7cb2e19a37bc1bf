"""A site kept open between changes: only what a change concerns is looked at again."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from translator import files
from translator.builders import BUILDERS
from translator.commands.opened import is_named, open_site, select
from translator.commands.status import states
from translator.commands.sync import SyncCall, sync_open
from translator.config import NAME
from translator.linkmap import builder_folder
from translator.model import Action, Result, State, Watched
from translator.trees import ActiveTree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.model import Finding, PageResult, Pair

__all__ = ["Live"]

_BUILDERS = frozenset(name.rpartition("/")[2] for builder in BUILDERS for name in builder.files)
_WRITTEN = (Action.CREATED, Action.UPDATED, Action.MOVED, Action.PRUNED)


class Live:
    """A site, and how its pages stood when they were last looked at.

    No engine is asked: a sentence that is saved half-written is not worth paying for.

    :param root: the site's root
    :param pages: paths or globs; all pages where there is none
    :param locales: only these; all where there is none
    :param write: whether to bring pages up to date; else it is only told how they stand
    :raises ConfigError: the configuration or the call is wrong
    """

    def __init__(
        self, root: Path, pages: tuple[str, ...] = (), locales: tuple[str, ...] = (), *, write: bool = True
    ) -> None:
        self.root = root
        self._write = write
        self._call = SyncCall(pages, locales, no_engine=True)
        self._results: dict[Pair, PageResult] = {}
        self._told: frozenset[Finding] = frozenset()
        self.opened: Opened
        self.pairs: tuple[Pair, ...]
        self._open(first=True)

    @property
    def results(self) -> tuple[PageResult, ...]:
        """How each page stood when it was last looked at."""
        return tuple(self._results.values())

    @property
    def failing(self) -> int:
        """How many pages somebody has to look at."""
        return sum(result.failed for result in self._results.values())

    @property
    def folders(self) -> frozenset[str]:
        """The folders that hold pages and catalogs."""
        found = set()
        for tree in self._trees:
            found.add(tree.source.folder())
            for locale in tree.catalogs:
                found.add(tree.localized.for_locale(locale).folder())
                found.add(tree.catalogs[locale].folder())
        return frozenset(found)

    @property
    def settings_folders(self) -> frozenset[str]:
        """The folders that the configuration, the tool's and the builder's, stands in."""
        return frozenset(("", builder_folder(self.root, self.opened.config) or ""))

    def is_settings(self, path: str) -> bool:
        """Whether a file is a configuration that pages depend on."""
        folder, _, name = path.rpartition("/")
        if path in (NAME, self.opened.config.path):
            return True
        return name in _BUILDERS and folder in self.settings_folders

    def sync_all(self) -> Watched:
        """Open the site anew and sync all of it.

        :raises TranslateError: the configuration is wrong, or another run holds the site
        """
        start = time.perf_counter()
        with self._held():
            self._open()
            result = self._look(self.pairs, self._call)
        former, self._results = self._results, {}
        news = self._news(result, former)
        news = replace(news, findings=tuple(each for each in result.findings if each not in self._told))
        self._told = frozenset(result.findings)
        return Watched("synced", news, time.perf_counter() - start)

    def sync(self, paths: Collection[str]) -> Watched | None:
        """Sync what some changed files concern.

        :param paths: relative to the root
        :return: None where they concern no page
        :raises TranslateError: the configuration is wrong, or another run holds the site
        """
        start = time.perf_counter()
        touched = self.pairs_of(paths)
        if touched is None:
            return self.sync_all()
        if not touched:
            return None
        # the links of others may lead to pages that come into being now, or follow their headings
        pairs = [pair for pair in self.pairs if pair in touched or self._awaits(pair)]
        call = replace(self._call, pages=tuple(sorted({pair.source for pair in touched})))
        with self._held():
            result = self._look(pairs, call)
        news = replace(self._news(result, self._results), findings=())
        return Watched("synced", news, time.perf_counter() - start)

    def _held(self) -> AbstractContextManager[None]:
        return files.lock(self.root) if self._write else nullcontext()

    def _look(self, pairs: Sequence[Pair], call: SyncCall) -> Result:
        if self._write:
            return sync_open(self.opened, pairs, call)
        return states(self.opened, pairs, orphans=not call.pages)

    def warm(self) -> None:
        """Load what the first change would have to wait for: the parsers, and what links can lead to."""
        from translator.commands.linking import new_run, survey  # noqa: PLC0415
        from translator.commands.work import Job, Task, work  # noqa: PLC0415

        if not self.pairs:
            return
        pair = self.pairs[0]
        rules = self.opened.rules(pair.tree, pair.locale)
        number = new_run()
        if rules.links is not None:
            survey(str(self.root), number)
        work(Job(str(self.root), (Task(pair, rules),), dry_run=True, run=number))

    def _open(self, *, first: bool = False) -> None:
        opened = open_site(self.root, self._call.locales)
        pages, found = self._call.pages, opened.site.pairs
        if first:
            self.pairs = select(found, pages)
        else:  # what was named may be gone for a while
            self.pairs = tuple(
                pair
                for pair in found
                if not pages
                or any(
                    is_named(file, name)
                    for name in pages
                    for file in (pair.source, pair.localized, pair.catalog)
                )
            )
        self.opened = opened
        wanted = self._call.locales or opened.config.locales
        self._trees = [
            ActiveTree.of(opened.config, number, wanted) for number in range(len(opened.config.pages))
        ]
        self._by_file: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            for file in (pair.source, pair.localized, pair.catalog):
                self._by_file.setdefault(file, []).append(pair)
        self._endings = frozenset(("po", *(tree.source.ending for tree in self._trees)))
        self._keyed = any(tree.tree.pair_by for tree in self._trees)

    def pairs_of(self, paths: Iterable[str]) -> set[Pair] | None:
        """The pages that files belong to; None where there may be other pages now than there were."""
        found: set[Pair] = set()
        for path in paths:
            owners = self._by_file.get(path)
            there = files.is_there(self.root / path)
            if owners is not None and there and not self._keyed:
                found.update(owners)
            elif owners is not None or path.rpartition(".")[2] in self._endings or self._is_folder(path):
                return None
        return found

    def _is_folder(self, path: str) -> bool:
        """Whether a path is a folder, or was one: who renames it moves all that is in it."""
        return (self.root / path).is_dir() or any(file.startswith(f"{path}/") for file in self._by_file)

    def _awaits(self, pair: Pair) -> bool:
        known = self._results.get(pair)
        return known is not None and known.awaits

    def _news(self, result: Result, former: dict[Pair, PageResult]) -> Result:
        """What was done, and what stands otherwise than it was told."""
        told = []
        for page in result.pages:
            known = former.get(page.pair)
            self._results[page.pair] = page
            if page.catalog_written or page.action in _WRITTEN or known is None or _key(known) != _key(page):
                told.append(page)
        return replace(result, pages=tuple(told))


def _key(page: PageResult) -> tuple[object, ...]:
    """What is worth a line when it changes; how a page stands before and after it was written is not."""
    done = page.action in (*_WRITTEN, Action.NONE)
    return (page.state is State.ORPHANED, Action.NONE if done else page.action, page.findings)
