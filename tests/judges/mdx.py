"""MDX as its own compiler reads it, in two long-lived Node processes."""

from __future__ import annotations

import atexit
import json
import re
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

_SERVER = Path(__file__).with_name("mdx_server.mjs")
_HOME = Path(__file__).resolve().parents[1] / "builders" / "mdx"
_WORKERS = 2
_COMMENT = re.compile(r"(?<!\\)<!--(.*?)-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}[ \t][^\n]*?)(?<!\\)\{(#[\w-]+)\}", re.MULTILINE)


class _Server:
    """One Node process: a line in, a line out, one caller at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            ["node", str(_SERVER), str(_HOME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def render(self, body: str) -> str | RenderError:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("the MDX server has no pipes")
        with self._lock:
            asked.write(json.dumps(body) + "\n")
            asked.flush()
            line = answered.readline()
        if not line:
            raise RuntimeError(f"the MDX server ended with exit code {self._process.wait()}")
        answer: dict[str, str] = json.loads(line)
        return answer["html"] if "html" in answer else RenderError(answer["error"])

    def close(self) -> None:
        self._process.communicate()  # closes its standard input, whereupon it ends


@cache
def _server(number: int) -> _Server:  # noqa: ARG001 - the number is the cache's key
    return _Server()


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    if shutil.which("node") is None:
        return "node is not installed (Debian's packages nodejs and npm)"
    return (
        ""
        if (_HOME / "node_modules").is_dir()
        else "MDX is not installed: npm ci --prefix tests/builders/mdx"
    )


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Compile many bodies, in order; HTML comments and ids of headings first, as Docusaurus does."""

    def run(numbered: tuple[int, bytes]) -> str | RenderError:
        number, body = numbered
        text = _COMMENT.sub(r"{/*\1*/}", body.decode("utf-8", "replace"))
        return _server(number % _WORKERS).render(_HEADING.sub(r"\1\\{\2}", text))

    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(run, enumerate(bodies)))
