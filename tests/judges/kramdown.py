"""kramdown as Jekyll runs it, in two long-lived Ruby processes, with Liquid made neutral first."""

from __future__ import annotations

import atexit
import html
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from judges import RenderError
from judges.liquid import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["missing", "render", "render_many"]

_SERVER = Path(__file__).with_name("kramdown_server.rb")
_WORKERS = 2


class _Server:
    """One Ruby process: a line in, a line out, one caller at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            ["ruby", str(_SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        atexit.register(self.close)

    def render(self, body: str) -> str | RenderError:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("the kramdown server has no pipes")
        with self._lock:
            asked.write(json.dumps(body) + "\n")
            asked.flush()
            line = answered.readline()
        if not line:
            raise RuntimeError(f"the kramdown server ended with exit code {self._process.wait()}")
        answer: dict[str, str] = json.loads(line)
        return answer["html"] if "html" in answer else RenderError(answer["error"])

    def close(self) -> None:
        self._process.communicate()  # closes its standard input, whereupon it ends


@cache
def _server(number: int) -> _Server:  # noqa: ARG001 - the number is the cache's key
    return _Server()


@cache
def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    reason = "kramdown and kramdown-parser-gfm are not installed (Debian's ruby-kramdown-parser-gfm)"
    if not shutil.which("ruby"):
        return reason
    probe = subprocess.run(["ruby", "-rkramdown-parser-gfm", "-e", ""], capture_output=True, check=False)
    return reason if probe.returncode else ""


def render(body: bytes, *, liquid: bool = True) -> str:
    """Render one page's body.

    :param liquid: whether Liquid tags are tags (see `judges.liquid`) rather than text
    :raises RenderError: kramdown refused it
    """
    (result,) = render_many([body], liquid=liquid)
    if isinstance(result, RenderError):
        raise result
    return result


def render_many(bodies: Sequence[bytes], *, liquid: bool = True) -> list[str | RenderError]:
    """Render many bodies, in order; what is not UTF-8 becomes U+FFFD.

    The HTML ends with a ``<meta data-liquid="…">`` for each Liquid tag, so that comparing two
    pages' shapes compares their tags too.

    :param liquid: whether Liquid tags are tags (see `judges.liquid`) rather than text
    """

    def run(job: tuple[int, bytes]) -> str | RenderError:
        number, body = job
        text = body.decode("utf-8", "replace")
        text, tags = neutralise(text) if liquid else (text, ())
        rendered = _server(number % _WORKERS).render(text)
        if isinstance(rendered, RenderError):
            return rendered
        return rendered + "".join(f'<meta data-liquid="{html.escape(tag)}">\n' for tag in tags)

    if len(bodies) == 1:
        return [run((0, bodies[0]))]
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(run, enumerate(bodies)))
