"""The stat cache: what was found about a page, as long as none of its files changed.

It saves reading and hashing, nothing else: without it a run gives the same result, later. It is trusted
only where it cannot be wrong:

- A file's stat is taken *before* the file is read (by `StatCache.unchanged`), so a file that changes while
  a run works has another stat than the one recorded.
- A file that changed within 50 ms of that moment is not recorded at all: it could change once more
  without its time stamps showing it (git calls such entries racy).
- The time of the last status change and the inode number count too: they tell of files put in place with
  an old modification time.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from translator import files
from translator.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["StatCache"]

_NAME = "stat.msgpack"
_RACY = 50_000_000
"""Nanoseconds. File systems stamp with the kernel's coarse clock, up to 10 ms behind; some by whole ticks."""

_Stat = tuple[int, int, int, int]
"""Size, modification time, status change time (both in nanoseconds), inode number."""


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    paths: tuple[str, ...]
    stats: tuple[_Stat | None, ...]
    """None for a file that is not there."""
    value: Any


class _Table(msgspec.Struct, frozen=True, array_like=True):
    fingerprint: str
    entries: dict[str, _Entry]


class StatCache:
    """Remembers a small value for each key, as long as the files behind it stay as they were.

    :param file: where it is kept; None to keep it for this run only
    :param fingerprint: what the values depend on besides the files
    :param entries: what is known
    """

    def __init__(self, file: Path | None, fingerprint: str, entries: dict[str, _Entry] | None = None) -> None:
        self._file = file
        self._fingerprint = fingerprint
        self._entries = entries or {}
        self._stats: dict[str, _Stat | None] = {}
        self._racy: set[str] = set()
        self._changed = False

    @classmethod
    def load(cls, root: Path, fingerprint: str) -> StatCache:
        """Read a site's cache. One that is damaged, or belongs to another fingerprint, counts as empty.

        :param root: the site's root
        :param fingerprint: changes when the tool, or the configuration in a way that matters, does
        """
        try:
            file = files.cache_dir(root) / _NAME
        except TranslateError:
            return cls(None, fingerprint)
        try:
            table = msgspec.msgpack.decode(file.read_bytes(), type=_Table)
        except (OSError, ValueError, RecursionError):
            return cls(file, fingerprint)
        return cls(file, fingerprint, table.entries if table.fingerprint == fingerprint else None)

    def unchanged(self, key: str, paths: Iterable[str | Path]) -> Any:
        """Give the value recorded for a key, if all its files are as they were then.

        Ask before the files are read: `record` uses the stats taken here.

        :param key: what `record` was told
        :param paths: the files, in the same order
        :return: the value (a list where a tuple was recorded); None if there is none, or a file changed
        """
        names = tuple([os.fspath(path) for path in paths])
        stats = tuple(map(self._stat, names))
        entry = self._entries.get(key)
        return entry.value if entry is not None and entry.stats == stats and entry.paths == names else None

    def record(self, key: str, paths: Iterable[str | Path], value: Any) -> None:
        """Remember a value for files that `unchanged` was asked about before they were read.

        Others, and those that had changed just before, are not recorded.

        :param value: numbers, strings, booleans, None, and tuples of these
        """
        names = tuple([os.fspath(path) for path in paths])
        if any(name not in self._stats or name in self._racy for name in names):
            self._changed |= self._entries.pop(key, None) is not None
            return
        entry = _Entry(names, tuple(self._stats[name] for name in names), value)
        if self._entries.get(key) != entry:
            self._entries[key] = entry
            self._changed = True

    def save(self) -> None:
        """Write the cache, if anything changed. That it cannot be written is no error: it is but a cache."""
        if self._file is None or not self._changed:
            return
        with suppress(TranslateError):
            files.write_atomic(self._file, msgspec.msgpack.encode(_Table(self._fingerprint, self._entries)))
            self._changed = False

    def _stat(self, name: str) -> _Stat | None:
        """Take a file's stat, once in a run, at first sight."""
        try:
            return self._stats[name]
        except KeyError:
            pass
        try:
            found = os.stat(name)  # noqa: PTH116 (7,000 of these: no Path for each)
        except (OSError, ValueError):
            self._stats[name] = None
            return None
        if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - _RACY:
            self._racy.add(name)
        stat = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        self._stats[name] = stat
        return stat
