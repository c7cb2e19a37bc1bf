"""The work on one source page and its localized pages: read, plan, write. Runs in any process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po, template
from translator.commands.linking import links_of
from translator.draft import Past
from translator.errors import CatalogError, PageError, TranslateError
from translator.model import Action, Finding, PageResult, Severity, State
from translator.needs import Machine
from translator.page.hashes import is_fresh
from translator.page.parse import parse
from translator.planner import plan_page
from translator.stamps import PAGE_HASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from translator.history import History
    from translator.links.localize import LinkPlan
    from translator.model import PageOptions, Pair
    from translator.needs import Need
    from translator.outcome import PagePlan
    from translator.page.parse import Page
    from translator.rules import Rules

__all__ = ["Job", "Pending", "Task", "failure", "needed", "work"]

_TRIES = 3
"""How often a page is planned anew because a file of it was saved while it was."""

_REVISIONS = 200
"""How many revisions of a catalog are looked at to tell an old page from an edited one."""


@dataclass(frozen=True, slots=True)
class Task:
    """One localized page to bring up to date."""

    pair: Pair
    rules: Rules
    former: Pair | None = None
    """Where its files were before the source page was renamed."""
    machine: Machine | None = None
    """What engines have translated for it; None where none is to be asked."""
    ask: bool = False
    """Whether to write nothing, and say so, where it needs an engine."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A page that needs an engine; nothing was written. What it needs is found again when its turn comes:
    the messages of all pages would fill the memory.
    """  # noqa: D205

    task: Task
    result: PageResult
    """What would be done without an engine."""

    @property
    def pair(self) -> Pair:
        """The page's."""
        return self.task.pair


@dataclass(frozen=True, slots=True)
class Job:
    """One source page and what depends on it."""

    root: str
    tasks: tuple[Task, ...]
    dry_run: bool = False
    as_is: bool = False
    """Tell the state as it is now, rather than as it is after the sync."""
    templates: str = ""
    """Where the POT goes, relative to the root; empty for none."""
    run: int = 0
    """What `linking.new_run` gave: what is known of the site's links holds for it alone."""


def work(job: Job) -> list[PageResult | Pending]:
    """Do a job. Never raises for what is wrong with a page: that is a result."""
    root = Path(job.root)
    results: list[PageResult | Pending] = []
    try:
        path = job.tasks[0].pair.source
        data = files.read(root / path)
        parsed: dict[PageOptions, Page] = {}
        for task in job.tasks:
            key = task.rules.options
            if key not in parsed:
                parsed[key] = parse(data, key, path)
    except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
        return [failure(task.pair, error, task.pair.source, root) for task in job.tasks]
    for task in job.tasks:
        try:
            results.append(_one(root, task, job, parsed))
        except Exception as error:  # noqa: BLE001
            results.append(failure(task.pair, error, task.pair.localized, root))
    if job.templates and not job.dry_run:
        try:
            _template(root, job, next(iter(parsed.values())))
        except TranslateError as error:
            results[0] = failure(job.tasks[0].pair, error, job.templates, root)
    return results


def needed(job: Job) -> dict[Pair, tuple[Need, ...]]:
    """Find what a job's pages need from engines, and write nothing.

    A page that cannot be read needs nothing: `work` says what is wrong with it.
    """
    root = Path(job.root)
    found: dict[Pair, tuple[Need, ...]] = {}
    parsed: dict[PageOptions, Page] = {}
    for task in job.tasks:
        try:
            options = task.rules.options
            if options not in parsed:
                parsed[options] = parse(files.read(root / task.pair.source), options, task.pair.source)
            plan = plan_page(
                task.pair,
                parsed[options],
                *_texts(root, task),
                task.rules,
                task.machine or Machine(),
                links=_links(task, job, parsed[options]),
            )
            found[task.pair] = plan.needs
        except Exception:  # noqa: BLE001
            found[task.pair] = ()
    return found


def _one(root: Path, task: Task, job: Job, parsed: dict[PageOptions, Page]) -> PageResult | Pending:
    source = parsed[task.rules.options]
    links = _links(task, job, source)
    for _ in range(_TRIES):
        localized, catalog = _texts(root, task)
        plan = plan_page(task.pair, source, localized, catalog, task.rules, task.machine, links=links)
        if plan.wants is not None:
            past = _past(root, task, plan.wants, localized)
            plan = plan_page(task.pair, source, localized, catalog, task.rules, task.machine, past, links)
        if task.ask and plan.needs:
            return Pending(task, plan.result)
        if job.as_is:
            waits = plan.result.action is Action.WAITING and not plan.result.catalog_written
            now = replace(
                plan.result, state=plan.before, action=Action.NONE, catalog_written=False, waits=waits
            )
            # what a sync would take from the page is in no catalog yet
            return now if catalog is not None else replace(now, messages=0, translated=0, fuzzy=0, taken=0)
        if task.former is not None:
            plan = _moved(plan, localized, catalog)
        if job.dry_run:
            return plan.result
        if _texts(root, task) == (localized, catalog):
            _write(root, task, plan, catalog)
            return plan.result
        # a translator saved in the meantime: their file is not overwritten, but read once more
    raise PageError("it changes all the time", path=task.pair.catalog, remedy="run translate sync again")


def _past(root: Path, task: Task, wants: tuple[str, str, str], localized: bytes | None) -> Past:
    """Look up what an edited page was made from, and how it was written, as far as git knows."""
    from translator.history import History  # noqa: PLC0415 (few pages need it)

    history = History.open(root)
    if history is None:
        return Past()
    with history:
        *source_hashes, page_hash = wants
        source = history.find_first(task.pair.source, source_hashes, task.rules.algorithm).revision
        written = history.find(task.pair.localized, page_hash).revision
        restored = localized is not None and _was_written(history, task, localized)
    return Past(source.data if source else None, written.data if written else None, restored)


def _was_written(history: History, task: Task, localized: bytes) -> bool:
    """Tell whether a page is, to the byte, what some committed revision of its catalog says was written."""
    revisions = history.revisions((task.former or task.pair).catalog)
    return any(_as_written(localized, revision.data) for revision in islice(revisions, _REVISIONS))


def _links(task: Task, job: Job, source: Page) -> Callable[[], LinkPlan] | None:
    rules = task.rules.links
    return partial(links_of, job.root, job.run, task.pair, source, rules) if rules is not None else None


def _texts(root: Path, task: Task) -> tuple[bytes | None, bytes | None]:
    """Read a localized page and its catalog; of a renamed page where they still are, or already."""
    former = task.former or task.pair
    localized = _optional(root / task.pair.localized)
    if localized is None:
        localized = _optional(root / former.localized)
    return localized, _optional(root / former.catalog)


def _moved(plan: PagePlan, localized: bytes | None, catalog: bytes | None) -> PagePlan:
    """The files of a renamed page go along, changed or not: one that is left as it is, too."""
    alone = plan.page is None and localized is None
    left = plan.result.action is Action.LEFT
    result = replace(
        plan.result,
        action=Action.LEFT if left else Action.MOVED,
        catalog_written=catalog is not None,
        catalog_only=alone,
    )
    return replace(plan, result=result, page=plan.page or localized, catalog=plan.catalog or catalog)


def _write(root: Path, task: Task, plan: PagePlan, catalog: bytes | None) -> None:
    """Page first, catalog second: a run killed between them finds a page it would write itself.

    What only the page held goes into the catalog before.

    :param catalog: the catalog that the plan was made from
    """
    pair = task.pair
    ahead = task.former is not None and files.is_there(root / pair.localized)
    if plan.rescued is not None:
        files.write_atomic(root / pair.catalog, plan.rescued, root=root)
    if plan.page is not None:
        files.write_atomic(root / pair.localized, plan.page, root=root)
    if plan.catalog is not None:
        files.write_atomic(root / pair.catalog, plan.catalog, root=root)
    if task.former is None:
        return
    former = task.former
    keep = ahead and not _as_written(_optional(root / former.localized), catalog)
    if former.localized != pair.localized and not keep:
        files.remove(root / former.localized)
    if former.catalog != pair.catalog:
        files.remove(root / former.catalog)


def _as_written(page: bytes | None, catalog: bytes | None) -> bool:
    """Whether a page is what its catalog says was written last: nobody's work is lost with it."""
    recorded = po.peek(catalog).get(PAGE_HASH, "") if catalog is not None else ""
    return bool(recorded) and page is not None and is_fresh(recorded, page, None, "md5")


def _template(root: Path, job: Job, page: Page) -> None:
    files.write_atomic(root / job.templates, po.serialize(template.pot(page.path, page.segments)), root=root)


def _optional(path: Path) -> bytes | None:
    return files.read(path) if files.is_there(path) else None


def failure(pair: Pair, error: Exception, path: str, root: Path | None = None) -> PageResult:
    """A page that could not be worked on; its files are as they were.

    :param path: the file at fault, where the error does not say
    :param root: the site's, to see whether there is a localized page; there is one if left out
    """
    if isinstance(error, RecursionError):
        error = PageError(
            "nested too deeply to be parsed", path=path, remedy="exclude the page in translate.toml"
        )
    if isinstance(error, TranslateError):
        known = (
            error
            if error.path
            else type(error)(error.message, path=path, line=error.line, remedy=error.remedy)
        )
        rule = "catalog" if isinstance(error, CatalogError) else "unreadable"
        finding = Finding.from_error(known, rule)
    else:
        finding = Finding(
            path, 0, f"a bug in translate: {type(error).__name__}: {error}", Severity.ERROR,
            "please report it with this page", "bug",
        )  # fmt: skip
    there = root is None or files.is_there(root / pair.localized)
    return PageResult(pair, State.OUTDATED if there else State.MISSING, Action.FAILED, findings=(finding,))
