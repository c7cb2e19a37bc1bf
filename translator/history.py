"""The source pages' history in git: which revision a ``source_hash`` names.

Without git, or where the history ends too early, everything still works, and it is said
what could not be known.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import msgspec

from translator import files
from translator.errors import PageError, TranslateError
from translator.gitrun import Blobs, ends, git, trouble
from translator.page import frontmatter
from translator.page.hashes import is_fresh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Found", "History", "Revision"]

_CACHE = "history.msgpack"


@dataclass(frozen=True, slots=True)
class Revision:
    """A page as a commit left it."""

    commit: str
    """The full object name."""
    date: str
    """When it was committed, ISO 8601."""
    subject: str
    path: str
    """Where the page stood then, relative to the repository's root."""
    blob: str
    """The object name of its bytes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a search."""

    revision: Revision | None = None
    why: str = ""
    """Why there is none."""
    behind: int = 0
    """How many later revisions the page has had."""
    doubt: str = ""
    """Why an earlier commit than the one named may have made the revision; its bytes are certain."""


class _Known(msgspec.Struct, frozen=True, array_like=True):
    commit: str
    date: str
    subject: str
    path: str
    blob: str


class History:
    """A repository's history, as far as it is there.

    :param root: the site's root
    :param trouble: why git does not tell; empty where it does
    """

    def __init__(self, root: Path, trouble: str = "") -> None:
        self._root = root
        self._trouble = trouble
        self._blobs = Blobs(root)
        self._boundary: frozenset[str] | None = None
        self._logs: dict[str, tuple[_Known, ...]] = {}
        self._failures: dict[str, str] = {}
        self._cache: dict[str, str] | None = None
        self._changed = False

    @classmethod
    def open(cls, root: Path) -> History | None:
        """Find the repository that a site is in.

        :return: None where there is none, or no git
        """
        told = trouble(root)
        return cls(root, told) if told is not None else None

    def revisions(self, path: str) -> Iterator[Revision]:
        """Give the revisions of a page, newest first, renames followed. The work tree is none.

        :param path: relative to the site's root
        """
        for known in self._log(path):
            data = self._blobs.read(known.blob)
            if data is not None:
                yield _revision(known, data)

    def find(self, path: str, recorded: str, algorithm: str = "md5") -> Found:
        """Find the newest revision of a page that a recorded hash names, in any form read as fresh.

        :param path: relative to the site's root
        :param recorded: what stands in the localized page
        :param algorithm: the name of hashlib's
        """
        if self._trouble:
            return Found(why=self._trouble)
        log = self._log(path)
        # a name that is no UTF-8 has surrogates, which the cache's format does not know
        key = f"{algorithm} {recorded.strip().lower()} {path}".encode("utf-8", "backslashreplace").decode()
        blob = self._known().get(key)
        unread = 0
        for place, known in enumerate(log):
            if blob is not None and known.blob != blob:
                continue
            data = self._blobs.read(known.blob)
            if data is None:
                unread += 1
            elif blob is not None or is_fresh(recorded, data, _body(data), algorithm):
                self._remember(key, known.blob)
                return Found(_revision(known, data), behind=place, doubt=self._doubt(known.commit))
        if blob is not None:  # another branch's, or a cache of another repository
            del self._known()[key]
            return self.find(path, recorded, algorithm)
        return Found(why=self._why(path, log, unread))

    def find_first(self, path: str, recorded: Sequence[str], algorithm: str = "md5") -> Found:
        """Find the revision that the first of some hashes names that names one.

        :param path: relative to the site's root
        :param recorded: what stands in the localized page, and what its catalog knows
        :return: if there is none, why the first has none
        """
        first, *others = dict.fromkeys(recorded)
        found = self.find(path, first, algorithm)
        if found.revision is not None:
            return found
        rest = (self.find(path, other, algorithm) for other in others if other)
        return next((each for each in rest if each.revision is not None), found)

    def as_of(self, path: str, other: str, data: bytes) -> str:
        """Name the commit of a page's newest revision that is no newer than the last change of another page.

        :param path: relative to the site's root
        :param other: the other page's
        :param data: the other page's bytes; where they are not as it was committed, it has just been changed
        :return: empty where that is not known, or the page had another name then
        """
        log, there = self._log(path), self._log(other)
        last = self._blobs.read(there[0].blob) if log and there else None
        if last is None or last.replace(b"\r\n", b"\n") != data.replace(b"\r\n", b"\n"):
            return ""
        run = git(self._root, "log", "-1", "--no-show-signature", "--format=%H", there[0].commit, "--", path)
        commit = run.stdout.decode().strip()
        return commit if any(known.commit == commit for known in log) else ""

    @property
    def shallow(self) -> bool:
        """Whether the clone has only a part of its history."""
        return bool(self._ends())

    def _why(self, path: str, log: tuple[_Known, ...], unread: int) -> str:
        """Say why no revision was found: never that there is none where not all could be read."""
        if path in self._failures:
            return f"git cannot tell the history: {self._failures[path]}"
        if unread:
            which = f"{unread} of its {len(log)} revisions cannot be read"
            return f"{which}: the clone is partial or damaged (git fetch --refetch may fetch them)"
        if self.shallow:
            ends = f"the clone is shallow, and its history begins on {log[-1].date[:10]}" if log else ""
            return f"{ends or 'the clone is shallow'} (git fetch --unshallow fetches the rest)"
        return "no revision has that hash" if log else f"{path} is in no commit"

    def _doubt(self, commit: str) -> str:
        """In a shallow clone, its first commits seem to have made every file that they have."""
        return "the clone is shallow: an earlier commit may have made it" if commit in self._ends() else ""

    def _ends(self) -> frozenset[str]:
        """Where a shallow clone's history is cut off; nothing in a whole one."""
        if self._boundary is None:
            self._boundary = ends(self._root)
        return self._boundary

    def last_change(self, path: str) -> str:
        """Tell when a page was last committed, ISO 8601; empty if it never was."""
        log = self._log(path)
        return log[0].date if log else ""

    def close(self) -> None:
        """End git's process and keep what was found for the next run."""
        self._blobs.close()
        if self._changed and self._cache is not None:
            with suppress(OSError, TranslateError):
                file = files.cache_dir(self._root) / _CACHE
                files.write_atomic(file, msgspec.msgpack.encode(self._cache), root=file.parent)
            self._changed = False

    def __enter__(self) -> Self:
        """Enter."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _known(self) -> dict[str, str]:
        if self._cache is None:
            self._cache = {}
            with suppress(OSError, TranslateError, msgspec.MsgspecError):
                data = (files.cache_dir(self._root) / _CACHE).read_bytes()
                self._cache = msgspec.msgpack.decode(data, type=dict[str, str])
        return self._cache

    def _remember(self, key: str, blob: str) -> None:
        if self._known().get(key) != blob:
            self._known()[key] = blob
            self._changed = True

    def _log(self, path: str) -> tuple[_Known, ...]:
        if path not in self._logs:
            if self._trouble:
                return ()
            run = git(
                self._root, "log", "--follow", "-c", "--raw", "--no-abbrev", "-z", "--no-show-signature",
                "--no-ext-diff", "--no-textconv", "--no-relative", "-O/dev/null", "--encoding=UTF-8",
                "--format=%x00%H%x00%cI%x00%s", "--", path,
            )  # fmt: skip
            self._logs[path] = tuple(_parsed(run.stdout))  # up to where it failed, if it did
            told = run.stderr.decode("utf-8", "replace").strip()
            if run.returncode and "does not have any commits yet" not in told:
                self._failures[path] = told.rpartition("\n")[2].removeprefix("fatal: ") or "git log failed"
        return self._logs[path]


def _revision(known: _Known, data: bytes) -> Revision:
    return Revision(known.commit, known.date, known.subject, known.path, known.blob, data)


def _body(data: bytes) -> int | None:
    """Tell where a page's body begins, as its parser would."""
    try:
        block = frontmatter.split(data)
    except PageError:
        return None
    return block.end if block is not None else None


def _parsed(output: bytes) -> Iterator[_Known]:
    r"""Read git's log: ``\0commit\0date\0subject\0``, then ``:modes objects status\0path\0`` a change."""
    fields: list[Any] = output.split(b"\0")
    commit: tuple[str, str, str] | None = None
    place = 0
    while place < len(fields):
        field = fields[place].lstrip(b"\n")
        if field.startswith(b":"):
            parents = len(field) - len(field.lstrip(b":"))
            words = field.lstrip(b":").split(b" ")
            status = words[-1]
            two = parents == 1 and status[:1] in (b"R", b"C")
            path = fields[place + (2 if two else 1)] if place + 2 < len(fields) else b""
            blob = words[2 * parents + 1].decode()
            if commit is not None and blob.strip("0") and status[:1] != b"D":
                yield _Known(*commit, path.decode("utf-8", "surrogateescape"), blob)
            place += 3 if two else 2
        elif len(field) in (40, 64) and place + 2 < len(fields):
            told = [each.decode("utf-8", "replace") for each in fields[place : place + 3]]
            commit = told[0].strip(), told[1], told[2]
            place += 3
        else:
            place += 1
