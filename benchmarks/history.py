"""How long it takes to find the source revision that a localized page was made from."""

from __future__ import annotations

import subprocess
import tempfile
import time
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.row import Row, Skip, at_most
from translator.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_REVISIONS = 500
_LIMIT = 1.0
"""Seconds: below it, `translate diff` of one page does not keep anyone waiting."""


def rows() -> Iterator[Row]:
    """Measure the first revision of a page that has had 500."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            first = _made(root)
        except OSError as error:
            raise Skip(f"git is not there: {error}") from None
        start = time.perf_counter()
        with History(root) as history:
            found = history.find("page.md", first)
        passed = time.perf_counter() - start
    if found.revision is None or found.behind != _REVISIONS - 1:
        raise RuntimeError(f"another revision was found: {found.why}")
    yield at_most(
        1, f"the oldest of {_REVISIONS} revisions", f"{passed:.3f} s", f"{_LIMIT:g} s", passed / _LIMIT
    )


def _made(root: Path) -> str:
    """Make a repository by `git fast-import`; give the hash of the page's first revision."""
    text = "\n".join(f"Sentence {number} of a page of some length." for number in range(150))
    stream: list[bytes] = []
    for number in range(_REVISIONS):
        data = f"# Revision {number}\n\n{text}\n".encode()
        if not number:
            first = md5(data, usedforsecurity=False).hexdigest()
        stream.append(
            b"commit refs/heads/main\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 1\nx\n"
            % (number + 1, 1_700_000_000 + number)
        )
        if number:
            stream.append(b"from :%d\n" % number)
        stream.append(b"M 100644 inline page.md\ndata %d\n%s\n" % (len(data), data))
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, check=True, input=b"".join(stream))
    return first
