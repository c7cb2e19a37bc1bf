"""Git, asked by its own commands: never through a shell, and only for what is there already.

No hook, no pager, no fetch.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Blobs", "ends", "git", "trouble"]

_OPTIONS = (
    "--literal-pathspecs", "--no-pager", "-c", "core.quotepath=off", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
)  # fmt: skip
_KEPT = ("GIT_CONFIG", "GIT_CEILING", "GIT_EXEC_PATH", "GIT_DISCOVERY")
"""Beginnings of variables that say how git works; the others, set by a hook, say which repository."""


class Blobs:
    """Reads objects; one process answers for all.

    :param root: a folder in the repository
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._batch: subprocess.Popen[bytes] | None = None

    def read(self, blob: str) -> bytes | None:
        """Read a blob; None where it is not there.

        :param blob: its object name
        """
        if self._batch is None:
            self._batch = subprocess.Popen(  # noqa: S603 (git, with arguments of our own)
                ["git", *_OPTIONS, "cat-file", "--batch"],  # noqa: S607
                cwd=self._root, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        asked, told = self._batch.stdin, self._batch.stdout
        assert asked is not None  # noqa: S101 (both are pipes)
        assert told is not None  # noqa: S101
        try:
            asked.write(blob.encode() + b"\n")
            asked.flush()
            return _answer(told)
        except OSError:
            return None

    def close(self) -> None:
        """End the process."""
        if self._batch is None:
            return
        try:
            self._batch.communicate(timeout=5)
        except (OSError, subprocess.TimeoutExpired):
            self._batch.kill()
            self._batch.wait()
        self._batch = None


def _answer(told: IO[bytes]) -> bytes | None:
    head = told.readline().split()
    if len(head) != 3 or head[1] == b"missing":
        return None
    size = int(head[2])
    data = told.read(size + 1)
    whole = len(data) == size + 1  # not where git gave up half way
    return data[:size] if whole and head[1] == b"blob" else None


def trouble(root: Path) -> str | None:
    """Tell why git says nothing: empty where it does, None where there is no repository, or no git."""
    try:
        run = git(root, "rev-parse", "--is-inside-work-tree")
    except OSError:
        return None
    if run.returncode == 0:
        return "" if run.stdout.strip() == b"true" else None
    told = run.stderr.decode("utf-8", "replace")
    if "dubious ownership" in told or "unsafe repository" in told:
        return "git does not trust the repository: its folder belongs to another user"
    return None


def ends(root: Path) -> frozenset[str]:
    """Where a shallow clone's history is cut off; nothing in a whole one."""
    told = git(root, "rev-parse", "--git-path", "shallow")
    name = os.fsdecode(told.stdout.removesuffix(b"\n"))
    if told.returncode == 0 and name:
        with suppress(OSError):
            return frozenset((root / name).read_text("ascii", "replace").split())
    return frozenset()


def _environment() -> dict[str, str]:
    found = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return {
        **found, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }  # fmt: skip


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a git command.

    :param root: the folder to run it in
    """
    return subprocess.run(  # noqa: S603
        ["git", *_OPTIONS, *arguments],  # noqa: S607
        cwd=root, env=_environment(), capture_output=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
