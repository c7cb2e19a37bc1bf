"""``translate status``: how every localized page stands. Writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.commands.opened import open_site, select
from translator.commands.shards import WHOLE, Shard
from translator.commands.sync import examine, fingerprint
from translator.model import Action, PageResult, Result
from translator.statcache import StatCache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.model import Pair

__all__ = ["states", "status"]


def status(
    root: Path, pages: tuple[str, ...] = (), locales: tuple[str, ...] = (), shard: Shard = WHOLE
) -> Result:
    """Tell the state of the localized pages.

    :param root: the site's root
    :param pages: paths or globs; all where there is none
    :param locales: only these; all where there is none
    :param shard: the part of the site to look at
    :raises ConfigError: the configuration or the call is wrong
    """
    opened = open_site(root, locales)
    return states(opened, shard.of(select(opened.site.pairs, pages)), orphans=not pages, shard=shard)


def states(opened: Opened, pairs: Sequence[Pair], *, orphans: bool, shard: Shard = WHOLE) -> Result:
    """Tell the state of some localized pages of a site.

    :param orphans: whether to tell those whose source page is gone, too
    :param shard: the part of the site that orphans are told of
    """
    from dataclasses import replace  # noqa: PLC0415

    root = opened.root
    done, todo = examine(opened, pairs, StatCache.load(root, fingerprint(opened)))
    done = {pair: replace(result, action=Action.NONE) for pair, result in done.items()}
    if todo:
        from translator.commands.linking import new_run  # noqa: PLC0415
        from translator.commands.pool import run  # noqa: PLC0415
        from translator.commands.work import Job, Task  # noqa: PLC0415

        tasks: dict[str, list[Task]] = {}
        for pair in todo:
            tasks.setdefault(pair.source, []).append(Task(pair, opened.rules(pair.tree, pair.locale)))
        number = new_run()
        jobs = [Job(str(root), tuple(each), dry_run=True, as_is=True, run=number) for each in tasks.values()]
        for results in run(jobs, 0):
            done.update({result.pair: result for result in results if isinstance(result, PageResult)})
    gone: tuple[PageResult, ...] = ()
    if orphans and opened.site.orphans:
        from translator.commands.prune import state_of  # noqa: PLC0415 (reads pages: the parsers' modules)

        gone = tuple(
            PageResult(each, state_of(root, each, opened.rules(each.tree, each.locale)))
            for each in shard.of(opened.site.orphans)
        )
    found = tuple(done[pair] for pair in pairs)
    return Result("status", (*found, *gone), opened.site.findings, len({pair.source for pair in pairs}))
