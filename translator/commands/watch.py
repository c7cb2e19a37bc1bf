"""``translate watch``: a sync at every save, until it is ended."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.changes import Changes
from translator.commands.live import Live
from translator.errors import ConfigError, TranslateError
from translator.model import Action, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

__all__ = ["Loop", "ended_by_signals", "watch"]

_AGAIN = 1.0
"""Seconds after which a sync is tried again that another run was in the way of."""
_HALF_WRITTEN = 0.1
"""Seconds after which a configuration that was wrong is read once more, before anybody is told."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def watch(
    root: Path, pages: tuple[str, ...], locales: tuple[str, ...], tell: Callable[[Watched], None]
) -> Watched:
    """Sync a site, then whatever changes, until a signal ends it.

    :param root: the site's root
    :param pages: paths or globs; all pages where there is none
    :param locales: only these; all where there is none
    :param tell: told each time there is something to tell
    :return: what was done, all in all
    :raises ConfigError: the configuration or the call is wrong at the start
    :raises TranslateError: files cannot be watched, or another run holds the site
    """
    changes = Changes(root)
    loop = Loop(Live(root, pages, locales), changes, tell)
    with ended_by_signals(changes.end):
        try:
            loop.start()
            while not changes.ended:
                loop.step()
        finally:
            changes.close()
    return loop.summary()


@contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """End in an orderly way at the first signal: what is being written is written. The second one kills."""

    def first(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        end()

    before = {number: signal.signal(number, first) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class _Count:
    written: int = 0
    catalogs: int = 0


class Loop:
    """What is done at each change.

    :param live: the site
    :param changes: what tells of changes to it
    :param tell: told each time there is something to tell
    """

    def __init__(self, live: Live, changes: Changes, tell: Callable[[Watched], None]) -> None:
        self.live = live
        self.changes = changes
        self._tell = tell
        self._waiting: frozenset[str] = frozenset()
        self._problem = ""
        self._count = _Count()

    def start(self) -> None:
        """Bring everything up to date once."""
        self._watch()
        self.told(self.live.sync_all())
        self._watch()
        self.live.warm()
        sources = len({pair.source for pair in self.live.pairs})
        locales = len({pair.locale for pair in self.live.pairs})
        self._tell(Watched("started", pages=sources, locales=locales))

    def step(self) -> None:
        """Wait for a change, and do what it asks for."""
        paths = self.pause()
        if paths:
            self.sync(paths)

    def pause(self) -> frozenset[str]:
        """Wait for a change.

        :return: the files that changed, and those that could not be looked at before; none at the end
        """
        paths = self.changes.wait(_AGAIN if self._waiting else None)
        if self.changes.ended:
            return frozenset()
        paths |= self._waiting
        self._waiting = frozenset()
        return paths

    def sync(self, paths: frozenset[str]) -> None:
        """Sync what files concern; what is in the way is told once, and the files are kept in mind."""
        settings = sorted(path for path in paths if self.live.is_settings(path))
        try:
            found = self._synced(paths, anew=bool(settings or self._problem))
            if settings:
                self._tell(Watched("settings", problem=", ".join(settings)))
            self._problem = ""
            if found is not None:
                self.told(found)
                if self._watch():
                    again = self._synced(paths, anew=True)
                    if again is not None:
                        self.told(again)
        except TranslateError as error:
            if not isinstance(error, ConfigError):  # another run holds the site: it will let go of it
                self._waiting = paths
            if str(error) != self._problem:
                self._tell(Watched("broken", problem=str(error)))
            self._problem = str(error)

    def _synced(self, paths: frozenset[str], *, anew: bool) -> Watched | None:
        try:
            return self.live.sync_all() if anew else self.live.sync(paths)
        except ConfigError:
            if self._problem:
                raise
            time.sleep(_HALF_WRITTEN)
            return self.live.sync_all()

    def summary(self) -> Watched:
        """Tell what was done since the start."""
        return Watched(
            "ended", pages=self._count.written, catalogs=self._count.catalogs, failing=self.live.failing
        )

    def _watch(self) -> bool:
        return self.changes.watch(self.live.folders, self.live.settings_folders)

    def told(self, found: Watched) -> None:
        """Count what a sync did, and tell it."""
        result = found.result
        if result is None or not (result.pages or result.findings):
            return
        written = (Action.CREATED, Action.UPDATED, Action.MOVED)
        self._count.written += sum(page.action in written for page in result.pages)
        self._count.catalogs += sum(page.catalog_written for page in result.pages)
        self._tell(found)
