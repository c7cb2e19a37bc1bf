"""All changes of a site's files, as its repository's main line has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from translator.gitrun import Blobs, ends, git, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FileChange", "Repository"]


class FileChange(NamedTuple):
    """What a commit did to a file."""

    commit: str
    date: str
    """When it was committed, ISO 8601."""
    path: str
    """Relative to the site's root."""
    blob: str
    """The object name of its bytes; empty where the file was removed."""


class Repository:
    """A repository, as far as it is there.

    :param root: the site's root
    :param trouble: why git does not tell; empty where it does
    """

    def __init__(self, root: Path, trouble: str = "") -> None:
        self.trouble = trouble
        self._root = root
        self._blobs = Blobs(root)

    @classmethod
    def open(cls, root: Path) -> Repository | None:
        """Find the repository that a site is in; None where there is none, or no git."""
        told = trouble(root)
        return cls(root, told) if told is not None else None

    @property
    def shallow(self) -> bool:
        """Whether the clone has only a part of its history."""
        return bool(ends(self._root))

    def changes(self) -> list[FileChange]:
        """List what happened to the files of the site, the newest first; a merge counts as one commit."""
        run = git(
            self._root, "log", "--first-parent", "-m", "--raw", "--no-renames", "--no-abbrev", "-z",
            "--relative", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--format=%x00%H%x00%cI",
            "--", ".",
        )  # fmt: skip
        return list(_parsed(run.stdout))

    def read(self, blob: str) -> bytes | None:
        """Read a blob; None where it is not there."""
        return self._blobs.read(blob)

    def __enter__(self) -> Self:
        """Enter."""
        return self

    def __exit__(self, *_: object) -> None:
        """End git's process."""
        self._blobs.close()


def _parsed(output: bytes) -> Iterator[FileChange]:
    r"""Read git's log: ``\0commit\0date\0``, then ``:modes objects status\0path\0`` a change."""
    fields = output.split(b"\0")
    commit = date = ""
    place = 0
    while place + 1 < len(fields):
        field = fields[place].lstrip(b"\n")
        if field.startswith(b":"):
            words = field.split(b" ")
            blob = words[3].decode()
            path = fields[place + 1].decode("utf-8", "surrogateescape")
            yield FileChange(commit, date, path, blob if blob.strip("0") else "")
            place += 2
        elif len(field) in (40, 64):
            commit, date = field.decode(), fields[place + 1].decode()
            place += 2
        else:
            place += 1
