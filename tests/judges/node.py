"""A judge that is a Node program: a line of JSON in, a line of JSON out, one caller at a time."""

from __future__ import annotations

import atexit
import json
import subprocess
from threading import Lock
from typing import TYPE_CHECKING

from judges import RenderError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Server"]


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
