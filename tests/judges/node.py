"""A judge that is a Node program: a line of JSON in, a line of JSON out, one caller at a time."""

from __future__ import annotations

import atexit
import json
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

__all__ = ["Judge"]

_HERE = Path(__file__).resolve().parent
_WORKERS = 2


class Judge:
    """A builder from npm: some long-lived processes of its program.

    :param builder: its folder in ``tests/builders``, and the beginning of its program's name
    :param name: what people call it
    """

    def __init__(self, builder: str, name: str) -> None:
        self._builder, self._name = builder, name
        self._program = _HERE / f"{builder}_server.mjs"
        self._home = _HERE.parent / "builders" / builder

    def missing(self) -> str:
        """Why this judge cannot sit, or nothing."""
        if shutil.which("node") is None:
            return "node is not installed (Debian's packages nodejs and npm)"
        if (self._home / "node_modules").is_dir():
            return ""
        return f"{self._name} is not installed: npm ci --prefix tests/builders/{self._builder}"

    def render_many(self, bodies: Sequence[str]) -> list[str | RenderError]:
        """Render many bodies, in order."""

        def run(numbered: tuple[int, str]) -> str | RenderError:
            number, body = numbered
            return _server(self._program, self._home, number % _WORKERS).render(body)

        with ThreadPoolExecutor(_WORKERS) as pool:
            return list(pool.map(run, enumerate(bodies)))


class Server:
    """One long-lived process of a judge.

    :param program: the judge's ``.mjs``
    :param home: the folder whose packages it takes
    """

    def __init__(self, program: Path, home: Path) -> None:
        self._name = program.stem
        self._lock = Lock()
        self._process = subprocess.Popen(
            ["node", str(program), str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def render(self, body: str) -> str | RenderError:
        """Render one page's body."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError(f"{self._name} has no pipes")
        with self._lock:
            asked.write(json.dumps(body) + "\n")
            asked.flush()
            line = answered.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended with exit code {self._process.wait()}")
        answer: dict[str, str] = json.loads(line)
        return answer["html"] if "html" in answer else RenderError(answer["error"])

    def close(self) -> None:
        """End it: its standard input is closed."""
        self._process.communicate()


@cache
def _server(program: Path, home: Path, number: int) -> Server:  # noqa: ARG001 - the number is the cache's key
    return Server(program, home)
