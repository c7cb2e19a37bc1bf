"""The engines' part of a sync: pages that need them, one after another, written as soon as they are whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translator.asking.desk import Desk
from translator.asking.estimate import estimate, used
from translator.asking.intake import take_in
from translator.asking.lines import open_lines
from translator.commands.work import Job, Pending, Task, needed, work
from translator.errors import BudgetError, QuotaError, RateError, RequestError, TranslateError
from translator.memory import Memory, default_path
from translator.model import Finding, PageResult, Severity
from translator.needs import Machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from translator.asking.line import Line, Outcome
    from translator.commands.opened import Opened
    from translator.model import EngineUse, Pair
    from translator.needs import Key, Need, Translation

__all__ = ["Machines", "memory_path", "open_memory"]


def memory_path(opened: Opened) -> Path:
    """Where the site's memory is: where the configuration says, else in the user's cache folder."""
    table = opened.config.memory
    return opened.root / table.path if table is not None and table.path else default_path(opened.root)


def open_memory(opened: Opened, *, without: bool) -> Memory:
    """Open the site's memory, or one that is forgotten with the run."""
    from pathlib import Path as _Path  # noqa: PLC0415

    return Memory.open(_Path(":memory:") if without else memory_path(opened))


@dataclass(slots=True)
class _Page:
    """A localized page whose messages are on their way."""

    task: Task
    waiting: int = 0
    answers: dict[Key, Translation] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A source page with its localized pages."""

    job: Job
    pages: list[_Page]

    @property
    def whole(self) -> bool:
        return not any(page.waiting for page in self.pages)


class Machines:
    """What a sync asks of engines.

    :param opened: the site
    :param environment: where secrets are
    """

    def __init__(
        self,
        opened: Opened,
        environment: Mapping[str, str],
        *,
        dry_run: bool = False,
        no_memory: bool = False,
    ) -> None:
        self._opened = opened
        self._environment = environment
        self._dry_run = dry_run
        self._no_memory = no_memory
        self._lines: dict[str, Line] = {}
        self._open: list[_Open] = []
        self._asked: Sequence[EngineUse] = ()
        self.findings: list[Finding] = []

    @property
    def uses(self) -> tuple[EngineUse, ...]:
        """What was spent and saved, by locale; of a dry run, what would be."""
        return tuple(self._asked)

    def run(
        self, jobs: Sequence[Job], pending: Sequence[Pending], advance: Callable[[int, int], None] | None
    ) -> Iterator[list[PageResult]]:
        """Translate what pages need, and write them.

        :param jobs: those that `pending` came from
        :param pending: the pages that need an engine
        :return: results, of each page once; what was done before an interruption is written
        :raises KeyboardInterrupt: after what was answered has been put away
        """
        done: set[Pair] = set()
        try:
            with open_memory(self._opened, without=self._no_memory) as memory:
                self.findings.extend(memory.findings)
                for results in self._run(memory, _jobs(jobs, pending), pending, advance):
                    done.update(result.pair for result in results)
                    yield results
        except TranslateError as error:  # the configuration, the environment, or the memory's disk
            self._cannot(error)
            yield from self._without([each for each in pending if each.pair not in done])

    def _run(
        self,
        memory: Memory,
        jobs: Sequence[Job],
        pending: Sequence[Pending],
        advance: Callable[[int, int], None] | None,
    ) -> Iterator[list[PageResult]]:
        locales = dict.fromkeys(each.pair.locale for each in pending)
        self._lines = open_lines(
            self._opened.config, self._opened.root, locales, memory, self._environment, dry_run=self._dry_run
        )
        desk = Desk(self._lines)
        try:
            take_in(self._opened.root, self._opened.site.pairs, self._lines)
            if self._dry_run:
                self._asked = estimate(_wanted(jobs), self._lines)
                yield from self._without(pending)
            else:
                yield from self._work(desk, jobs, len(pending), advance)
        except BaseException:
            desk.stop()
            raise
        else:
            desk.close()
            self._stopped()
        finally:
            if not self._dry_run:
                self._asked = used(self._lines.values())

    def _without(self, pending: Sequence[Pending]) -> Iterator[list[PageResult]]:
        """Do what can be done without an engine."""
        for each in pending:
            if self._dry_run:
                yield [each.result]
                continue
            job = Job(str(self._opened.root), (replace(each.task, ask=False, machine=None),))
            yield [result for result in work(job) if isinstance(result, PageResult)]

    def _cannot(self, error: TranslateError) -> None:
        path = error.path or self._opened.config.path
        # a service that is down or spent is nothing that the configuration could mend
        rule = "engine" if isinstance(error, (RateError, QuotaError, RequestError)) else "engine-setup"
        self.findings.append(Finding(path, error.line, error.message, Severity.ERROR, error.remedy, rule))

    def _stopped(self) -> None:
        """Say of each engine that stopped, once, why."""
        for station in {id(line.station): line.station for line in self._lines.values()}.values():
            error = station.dead
            if error is None:
                continue
            budget = isinstance(error, BudgetError)
            self.findings.append(
                Finding(
                    self._opened.config.path,
                    0,
                    error.message,
                    Severity.WARNING if budget else Severity.ERROR,
                    error.remedy,
                    "budget" if budget else "engine",
                )
            )

    def _work(
        self, desk: Desk, jobs: Sequence[Job], total: int, advance: Callable[[int, int], None] | None
    ) -> Iterator[list[PageResult]]:
        done = 0
        for job in jobs:
            self._begin(desk, job)
            while desk.full:
                desk.drain()
            for results in self._finish():
                done += len(results)
                if advance is not None:
                    advance(done, total)
                yield results
        desk.flush()
        while self._open:
            desk.drain()
            # what nobody will answer any more is not waited for
            for results in self._finish(all_of_them=not desk.busy):
                done += len(results)
                if advance is not None:
                    advance(done, total)
                yield results

    def _begin(self, desk: Desk, job: Job) -> None:
        """Have a source page's messages translated, for all its locales."""
        opened = _Open(job, [_Page(task) for task in job.tasks])
        self._open.append(opened)
        wanted = needed(job)
        for page in opened.pages:
            needs = wanted[page.task.pair]
            page.waiting = len(needs)
            desk.ask(page.task.pair.locale, needs, _teller(page))

    def _finish(self, *, all_of_them: bool = False) -> Iterator[list[PageResult]]:
        """Write the pages that have all their answers."""
        still: list[_Open] = []
        whole: list[_Open] = []
        for each in self._open:
            (whole if each.whole or all_of_them else still).append(each)
        self._open = still
        for each in whole:
            yield self._written(each)

    def _written(self, opened: _Open) -> list[PageResult]:
        tasks = tuple(
            replace(
                page.task,
                ask=False,
                machine=Machine(self._lines[page.task.pair.locale].review, tuple(page.answers.items())),
            )
            for page in opened.pages
        )
        found: dict[Pair, list[Finding]] = {page.task.pair: page.findings for page in opened.pages}
        return [
            replace(result, findings=(*result.findings, *found[result.pair]))
            for result in work(replace(opened.job, tasks=tasks))
            if isinstance(result, PageResult)
        ]


def _wanted(jobs: Sequence[Job]) -> Iterator[tuple[str, tuple[Need, ...]]]:
    for job in jobs:
        for pair, needs in needed(job).items():
            yield pair.locale, needs


def _teller(page: _Page) -> Callable[[Need, Outcome], None]:
    def tell(need: Need, outcome: Outcome) -> None:
        page.waiting -= 1
        if outcome.translation is not None:
            page.answers[need.key] = outcome.translation
        elif outcome.fault:
            page.findings.append(_refused(page.task.pair, need, outcome))

    return tell


def _refused(pair: Pair, need: Need, outcome: Outcome) -> Finding:
    shown = need.message if len(need.message) <= 60 else f"{need.message[:57]}…"
    return Finding(
        pair.source,
        need.line,
        f"{pair.locale}: “{shown}” is left untranslated: the engine's answer was refused, {outcome.fault}",
        Severity.WARNING,
        f"translate it in {pair.catalog}",
        "refused",
    )


def _jobs(jobs: Sequence[Job], pending: Sequence[Pending]) -> list[Job]:
    """The jobs again, with the tasks that need an engine."""
    tasks = {each.pair: each.task for each in pending}
    found = []
    for job in jobs:
        own = tuple(tasks[task.pair] for task in job.tasks if task.pair in tasks)
        if own:
            found.append(replace(job, tasks=own))
    return found
