"""``translate sync``: new and changed pages into catalogs, translated catalogs into localized pages."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from translator import files
from translator.commands.glance import SourceBytes, glance, links_changed, links_in, source_bytes
from translator.commands.opened import Opened, open_site, select
from translator.commands.shards import WHOLE, Shard
from translator.errors import TranslateError
from translator.model import Action, Finding, PageResult, Result, Severity, State
from translator.statcache import StatCache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from translator.commands.work import Job, Pending
    from translator.model import EngineUse, Pair
    from translator.page.pseudo import Style
    from translator.rules import Rules

__all__ = ["SyncCall", "examine", "fingerprint", "sync", "sync_open"]

_FOLLOWED = 4
"""How often links are looked at again in one run: a page that changes may be one that others follow."""


@dataclass(frozen=True, slots=True)
class SyncCall:
    """What the caller asked for."""

    pages: tuple[str, ...] = ()
    """Paths or globs; all pages where there is none."""
    locales: tuple[str, ...] = ()
    dry_run: bool = False
    prune: bool = False
    """Remove what belongs to source pages that are gone."""
    ours: bool = False
    """Overwrite what was edited by hand."""
    pseudo: Style | None = None
    """Fill what is untranslated."""
    jobs: int = 0
    no_engine: bool = False
    """Ask no engine."""
    no_memory: bool = False
    """Neither read nor fill the memory."""
    theirs: bool = False
    """Where an edit by hand and the catalog disagree, or its place is not certain, the page wins."""
    shard: Shard = WHOLE
    """The part of the site to work on."""


def sync(root: Path, call: SyncCall, advance: Callable[[int, int], None] | None = None) -> Result:
    """Bring a site's catalogs and localized pages up to date.

    :param root: the site's root
    :param call: what the caller asked for
    :param advance: told (done, total) as pages are done
    :raises ConfigError: the configuration or the call is wrong; nothing was done
    """
    with files.lock(root):
        opened = open_site(root, call.locales)
        return sync_open(opened, select(opened.site.pairs, call.pages), call, advance)


def sync_open(
    opened: Opened,
    pairs: Sequence[Pair],
    call: SyncCall,
    advance: Callable[[int, int], None] | None = None,
) -> Result:
    """Do the same with some pages of a site that is open and held already.

    :param pairs: the pages; orphans are looked at where the call names none
    """
    if not call.dry_run:
        own = call.shard.of(pairs)
        files.sweep(opened.root, {pair.localized for pair in own} | {pair.catalog for pair in own})
    return _sync(opened, pairs, call, advance)


def _sync(
    opened: Opened, pairs: Sequence[Pair], call: SyncCall, advance: Callable[[int, int], None] | None
) -> Result:
    cache = StatCache.load(opened.root, fingerprint(opened))
    engines = _with_engine(opened, call)
    again = call.ours or call.theirs or call.pseudo is not None
    done, todo = examine(opened, pairs, cache, again=again, engines=engines)
    findings = list(opened.site.findings)
    orphans = list(opened.site.orphans) if not call.pages else []
    # What moved where is told from the whole site, so that all parts agree: each moves its own pages.
    moved = _moves(opened, todo, orphans)
    pairs, todo = call.shard.of(pairs), list(call.shard.of(todo))
    mine = set(pairs)
    done = {pair: result for pair, result in done.items() if pair in mine}
    jobs = _jobs(opened, todo, moved, call, engines)
    interrupted = False
    uses: tuple[EngineUse, ...] = ()
    worked: dict[Pair, PageResult] = {}
    if jobs:
        from translator.commands.pool import run  # noqa: PLC0415 (the parser's modules, 60 ms)

        pending: list[Pending] = []
        machines = None
        try:
            for results in run(jobs, call.jobs, advance):
                for result in results:
                    if isinstance(result, PageResult):
                        done[result.pair] = worked[result.pair] = result
                    else:
                        done[result.pair] = result.result  # as it stands, should the run end before its turn
                        pending.append(result)
            if pending:
                from translator.commands.machine import Machines  # noqa: PLC0415 (the client's modules)

                machines = Machines(opened, os.environ, dry_run=call.dry_run, no_memory=call.no_memory)
                for written in machines.run(jobs, pending, advance):
                    for page in written:
                        done[page.pair] = worked[page.pair] = page
        except KeyboardInterrupt:
            interrupted = True
        if machines is not None:
            findings += machines.findings
            uses = machines.uses
    gone = [orphan for orphan in call.shard.of(orphans) if orphan not in moved.values()]
    after = [_orphan(opened, orphan, call, findings) for orphan in gone if not interrupted]
    pruned = any(orphan.action is Action.PRUNED for orphan in after)
    if (worked or pruned) and not call.dry_run and not interrupted:
        _follow(opened, done, worked, call, advance)
    if not call.dry_run:
        for result in worked.values():
            if result.catalog_written or result.action in (Action.CREATED, Action.UPDATED, Action.MOVED):
                continue  # the stats are those from before: were the files removed, all would seem the same
            _remember(cache, result, _paths(f"{opened.root}{os.sep}", result.pair))
        cache.save()
    pages = tuple(done[pair] for pair in pairs if pair in done)
    return Result(
        "sync",
        (*pages, *after),
        tuple(findings),
        len({pair.source for pair in pairs}),
        call.dry_run,
        interrupted,
        uses,
    )


def _follow(
    opened: Opened,
    done: dict[Pair, PageResult],
    worked: dict[Pair, PageResult],
    call: SyncCall,
    advance: Callable[[int, int], None] | None,
) -> None:
    """Turn the links to pages that came into being in this run, that went, or whose headings they follow."""
    from translator.commands.pool import run  # noqa: PLC0415

    root = f"{opened.root}{os.sep}"
    for _ in range(_FOLLOWED):
        due = [
            pair
            for pair, result in done.items()
            if result.awaits and links_changed(root, links_in(_bytes(root + pair.catalog) or b""))
        ]
        jobs = _jobs(opened, due, {}, call, ())
        if not jobs:
            return
        for results in run(jobs, call.jobs, advance):
            for result in results:
                if not isinstance(result, PageResult):
                    continue
                first = worked.get(result.pair)
                if first is not None and first.action is not Action.NONE and not result.failed:
                    result = replace(first, state=result.state, awaits=result.awaits)  # noqa: PLW2901
                done[result.pair] = worked[result.pair] = result


def _with_engine(opened: Opened, call: SyncCall) -> frozenset[str]:
    """The locales that an engine translates into."""
    if call.no_engine or call.pseudo:
        return frozenset()
    config = opened.config
    return frozenset(code for code in config.locales if config.for_locale(code).engine is not None)


def fingerprint(opened: Opened) -> str:
    """Changes where any page would be read or written differently."""
    from translator import __version__  # noqa: PLC0415

    trees = {(pair.tree, pair.locale) for pair in opened.site.pairs}
    rules = [f"{tree} {locale} {opened.rules(tree, locale).fingerprint()}" for tree, locale in sorted(trees)]
    return "\n".join((__version__, *rules))


def examine(
    opened: Opened,
    pairs: Sequence[Pair],
    cache: StatCache,
    *,
    again: bool = False,
    engines: Collection[str] = (),
) -> tuple[dict[Pair, PageResult], list[Pair]]:
    """Part the pages where nothing is to be done from those that need a closer look.

    :param again: look closer at all of them
    :param engines: locales that an engine translates into: look closer at what is not translated
    """
    done: dict[Pair, PageResult] = {}
    todo: list[Pair] = []
    sources: dict[str, SourceBytes | None] = {}
    prints: dict[tuple[int, str], tuple[str, str]] = {}
    root = f"{opened.root}{os.sep}"
    for pair in pairs:
        if again:
            todo.append(pair)
            continue
        paths = source_path, localized_path, catalog_path = _paths(root, pair)
        known = cache.unchanged(pair.localized, paths)
        if (
            known is not None
            and not (pair.locale in engines and known[3] < known[2])
            and not links_changed(root, known[5])
        ):
            done[pair] = _recalled(pair, known)
            continue
        key = (pair.tree, pair.locale)
        if key not in prints:
            rules = opened.rules(*key)
            prints[key] = (rules.fingerprint(), rules.algorithm)
        if pair.source not in sources:
            data = _bytes(source_path)
            sources[pair.source] = None if data is None else source_bytes(data, prints[key][1])
        source = sources[pair.source]
        result, links = None, ""
        if source is not None:
            catalog = _bytes(catalog_path)
            if catalog is not None:
                result = glance(pair, source, _bytes(localized_path), catalog, prints[key][0])
                links = links_in(catalog)
                if result is not None and links_changed(root, links):
                    result = None
        if result is None or (pair.locale in engines and result.translated < result.messages):
            todo.append(pair)
        else:
            done[pair] = result
            _remember(cache, result, paths, links)
    return done, todo


def _bytes(path: str) -> bytes | None:
    """Read a file, unless it is missing, locked or too large: the closer look says which."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (7,000 of these: no Path for each)
            return file.read() if os.fstat(file.fileno()).st_size <= files.LIMIT else None
    except (OSError, ValueError):
        return None


def _paths(root: str, pair: Pair) -> tuple[str, str, str]:
    """Strings: thousands of them are made where there is nothing else to do."""
    return (root + pair.source, root + pair.localized, root + pair.catalog)


def _remember(cache: StatCache, result: PageResult, paths: tuple[str, str, str], links: str = "") -> None:
    """Only what a glance would tell again: a page with findings is looked at each time.

    :param links: what its links depend on, where that was read
    """
    if (
        result.findings
        or result.held
        or result.awaits is not bool(links)
        or result.action in (Action.LEFT, Action.FAILED, Action.PRUNED)
    ):
        return
    if result.state not in (State.CURRENT, State.INCOMPLETE, State.MISSING):
        return
    waiting = result.state is State.MISSING
    value = (result.state.value, waiting, result.messages, result.translated, result.fuzzy, links)
    cache.record(result.pair.localized, paths, value)


def _recalled(pair: Pair, value: Any) -> PageResult:
    state, waiting, messages, translated, fuzzy, links = value
    action = Action.WAITING if waiting else Action.NONE
    return PageResult(pair, State(state), action, False, messages, translated, fuzzy, awaits=bool(links))


def _moves(opened: Opened, todo: Sequence[Pair], orphans: Sequence[Pair]) -> dict[Pair, Pair]:
    if not orphans:
        return {}
    # a page may be there already: its person moved it, or a run was killed before the catalog followed
    new = [pair for pair in todo if not files.is_there(opened.root / pair.catalog)]
    if not new:
        return {}
    from translator.commands.renames import renamed  # noqa: PLC0415

    return renamed(opened.root, new, orphans, opened.rules)


def _jobs(
    opened: Opened,
    todo: Sequence[Pair],
    moved: dict[Pair, Pair],
    call: SyncCall,
    engines: Collection[str],
) -> list[Job]:
    if not todo:
        return []
    from translator.commands.linking import new_run  # noqa: PLC0415
    from translator.commands.work import Job, Task  # noqa: PLC0415
    from translator.needs import Machine  # noqa: PLC0415

    number = new_run()
    by_source: dict[str, list[Task]] = {}
    for pair in todo:
        rules: Rules = opened.rules(pair.tree, pair.locale)
        if call.ours or call.theirs or call.pseudo:
            rules = replace(rules, ours=call.ours, theirs=call.theirs, pseudo=call.pseudo)
        task = Task(pair, rules, moved.get(pair))
        if pair.locale in engines:
            task = replace(task, machine=Machine(), ask=True)
        by_source.setdefault(pair.source, []).append(task)
    return [
        Job(
            str(opened.root),
            tuple(tasks),
            call.dry_run,
            templates=_template_path(opened, tasks[0].pair),
            run=number,
        )
        for tasks in by_source.values()
    ]


def _template_path(opened: Opened, pair: Pair) -> str:
    return opened.config.template_path(pair) if opened.config.catalogs.templates else ""


def _orphan(opened: Opened, orphan: Pair, call: SyncCall, findings: list[Finding]) -> PageResult:
    """A localized page and a catalog without a source: listed, and removed where the caller asked."""
    from translator.commands.prune import prune, state_of  # noqa: PLC0415 (reads pages: the parsers' modules)

    rules = opened.rules(orphan.tree, orphan.locale)
    alone = not files.is_there(opened.root / orphan.localized)
    result = PageResult(orphan, state_of(opened.root, orphan, rules), catalog_only=alone)
    if not call.prune or result.state is State.UNMANAGED:
        return result
    try:
        finding = prune(opened.root, orphan, rules, dry_run=call.dry_run)
    except TranslateError as error:
        finding = Finding.from_error(error, "prune")
    if finding is not None:
        if finding.severity is Severity.ERROR:
            findings.append(finding)
            return result
        return replace(result, findings=(finding,))
    return replace(result, action=Action.PRUNED)
