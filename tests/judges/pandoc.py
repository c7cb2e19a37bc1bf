"""Markdown as pandoc reads it, in two long-lived processes.

Formulas, and what is raw for another format than HTML, are code there, which is compared to the letter.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from judges import RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["missing", "render_many"]

_SERVER = Path(__file__).with_name("pandoc_server.lua")
_WORKERS = 2


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    return "" if shutil.which("pandoc") else "pandoc is not installed (Debian's package)"


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Render many bodies, in order."""

    def run(numbered: tuple[int, bytes]) -> str | RenderError:
        number, body = numbered
        return _server(number % _WORKERS).render(body)

    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(run, enumerate(bodies)))


class _Server:
    """One pandoc process, with one caller at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            ["pandoc", "--from=markdown", f"--lua-filter={_SERVER}", os.devnull],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it warns of what it leaves out
        )
        atexit.register(self.close)

    def render(self, body: bytes) -> str | RenderError:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("pandoc has no pipes")
        text = body.decode("utf-8", "replace").encode()
        with self._lock:
            asked.write(b"%d\n%s" % (len(text), text))
            asked.flush()
            told, _, size = answered.readline().decode().partition(" ")
            if not told:
                raise RuntimeError(f"pandoc ended with exit code {self._process.wait()}")
            answer = answered.read(int(size)).decode()
        return answer if told == "ok" else RenderError(answer)

    def close(self) -> None:
        """End it: its standard input is closed."""
        self._process.communicate()


@cache
def _server(number: int) -> _Server:  # noqa: ARG001 - the number is the cache's key
    return _Server()
