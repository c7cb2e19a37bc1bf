"""Tells which of a site's files change: the only importer of watchfiles."""

from __future__ import annotations

import os
import queue
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from translator.errors import TranslateError
from translator.scan import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Collection

    from watchfiles._rust_notify import RustNotify

__all__ = ["Changes"]

_REMEDY = "pip install 'translate-sync[serve]'"
_STEP = 10
"""Milliseconds: a batch is told once nothing has changed for that long."""
_BATCH = 200
"""Milliseconds after which it is told in any case."""
_SETTLE = 0.06
"""Seconds to wait where a file is empty or gone: some editors leave it so for a moment while they save."""
_AWAKE = 0.2
"""Seconds after which a wait looks up whether it is to end."""
_GIT = 10.0
"""Seconds that git's lock is respected: older ones were left by a git that was killed."""


class Changes:
    """A watch over folders of a site; batches of changed files wait in a queue.

    :param root: the site's root
    :raises TranslateError: watchfiles is not installed
    """

    def __init__(self, root: Path) -> None:
        try:
            import watchfiles  # noqa: F401, PLC0415 (an optional package)
        except ImportError:
            raise TranslateError("watching files needs one more package", remedy=_REMEDY) from None
        self.root = Path(os.path.realpath(root))
        self.ended = False
        self._queue: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        self._watches: dict[bool, _Watch] = {}
        self._named: set[str] = set()
        self._lock = _git_lock(self.root)

    def watch(self, folders: Collection[str], files_of: Collection[str]) -> bool:
        """Watch folders; those that are not there yet are waited for in the nearest one that is.

        :param folders: relative to the root, with all that is in them
        :param files_of: folders whose own files alone are watched
        :return: whether that is another set than before: something may have changed unseen meanwhile
        :raises TranslateError: the system does not allow it
        """
        deep = self._there(folders)
        self._named = {folder.partition("/")[0] for folder in folders}
        flat = frozenset(self._absolute(folder) for folder in {"", *files_of})
        changed = False
        for paths, recursive in ((deep, True), (flat, False)):
            old = self._watches.get(recursive)
            if old is not None and old.paths == paths:
                continue
            changed = True
            self._watches.pop(recursive, None)
            if paths:
                self._watches[recursive] = _Watch(self, paths, recursive=recursive)
            if old is not None:
                old.close()
        return changed

    def wait(self, timeout: float | None = None) -> frozenset[str]:
        """Wait for files to change, and until whoever changes them is done with it.

        :param timeout: seconds; None for as long as it takes
        :return: their paths, relative to the root; none where the time is over, or the watch has ended
        """
        found = self._first(timeout) | self._rest()
        if any(self._is_unsettled(path) for path in found) and not self.ended:
            time.sleep(_SETTLE)
            found |= self._rest()
        while self._git_is_at_work() and not self.ended:
            time.sleep(_SETTLE)
            found |= self._rest()
        return frozenset(found)

    def end(self) -> None:
        """Let `wait` return; may be called from a signal handler."""
        self.ended = True
        self._queue.put(frozenset())

    def close(self) -> None:
        """Watch no longer."""
        for watch in self._watches.values():
            watch.close()
        self._watches = {}

    def tell(self, paths: set[tuple[int, str]], folders: frozenset[str]) -> None:
        """Put away what the system told, but for hidden files: editors' and ours, of a moment.

        :param folders: those that are watched
        """
        told = set()
        for _, path in paths:
            inside = next((each for each in folders if path.startswith(f"{each}{os.sep}")), None)
            if inside is None or is_passed_over(_slashed(path, inside)):
                continue
            name = _slashed(path, str(self.root))
            in_root = "/" not in name and name not in self._named
            if not in_root or not is_passed_over(f"{name}/x", at_root=True):
                told.add(name)
        if told:
            self._queue.put(frozenset(told))

    def _first(self, timeout: float | None) -> set[str]:
        end = None if timeout is None else time.monotonic() + timeout
        while not self.ended:
            # The system may hand a signal to any thread; Python's handler runs in this one, once it is awake.
            left = _AWAKE if end is None else min(_AWAKE, end - time.monotonic())
            if left <= 0:
                break
            with suppress(queue.Empty):
                return set(self._queue.get(timeout=left))
        return set()

    def _rest(self) -> set[str]:
        found: set[str] = set()
        while True:
            try:
                found |= self._queue.get_nowait()
            except queue.Empty:
                return found

    def _there(self, folders: Collection[str]) -> frozenset[str]:
        """The folders as they are to be watched; of the root only what may hold pages."""
        found: set[str] = set()
        for folder in folders:
            near = folder
            while near and not (self.root / near).is_dir():
                near = near.rpartition("/")[0]
            if near:
                found.add(self._absolute(near))
            elif not folder:
                found.update(entry.path for entry in os.scandir(self.root) if _is_of_use(entry))
        return frozenset(
            path for path in found if not any(path.startswith(f"{other}{os.sep}") for other in found)
        )

    def _absolute(self, folder: str) -> str:
        return str(self.root / folder)

    def _is_unsettled(self, path: str) -> bool:
        try:
            return (self.root / path).stat().st_size == 0
        except (OSError, ValueError):
            return True

    def _git_is_at_work(self) -> bool:
        """Whether git changes files, in a checkout or a rebase: half of them are of another commit."""
        if self._lock is None:
            return False
        try:
            return time.time() - self._lock.stat().st_mtime < _GIT
        except OSError:
            return False


class _Watch:
    """One watch of the system's, read by a thread."""

    def __init__(self, changes: Changes, paths: frozenset[str], *, recursive: bool) -> None:
        from watchfiles._rust_notify import RustNotify  # noqa: PLC0415 (an optional package)

        self.paths = paths
        self._stop = threading.Event()
        try:
            # watching begins here, not when it is first read: nothing is missed in between
            self._notify: RustNotify = RustNotify(sorted(paths), False, False, 0, recursive, True)
        except (OSError, RuntimeError) as error:
            raise TranslateError(
                f"files cannot be watched: {error}",
                path=str(changes.root),
                remedy="on Linux, raise fs.inotify.max_user_watches",
            ) from None
        self._thread = threading.Thread(target=self._read, args=(changes,), daemon=True)
        self._thread.start()

    def _read(self, changes: Changes) -> None:
        while not self._stop.is_set():
            found = self._notify.watch(_BATCH, _STEP, 0, self._stop)
            if isinstance(found, set):
                changes.tell(found, self.paths)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(2)
        self._notify.close()


def _is_of_use(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir() and not is_passed_over(f"{entry.name}/x", at_root=True)


def _slashed(path: str, base: str) -> str:
    return path[len(base) + 1 :].replace(os.sep, "/")


def _git_lock(root: Path) -> Path | None:
    """Find the file that is there while git changes the working tree; None without git."""
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            return git / "index.lock"
        if git.is_file():  # a worktree's
            try:
                text = git.read_text("utf-8", "replace")
            except OSError:
                return None
            return (folder / text.partition("gitdir:")[2].strip()) / "index.lock"
    return None
