"""MDX as its own compiler reads it, in two long-lived Node processes."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from judges.node import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judges import RenderError

__all__ = ["missing", "render_many"]

_SERVER = Path(__file__).with_name("mdx_server.mjs")
_HOME = Path(__file__).resolve().parents[1] / "builders" / "mdx"
_WORKERS = 2
_COMMENT = re.compile(r"(?<!\\)<!--(.*?)-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}[ \t][^\n]*?)(?<!\\)\{(#[\w-]+)\}", re.MULTILINE)


@cache
def _server(number: int) -> Server:  # noqa: ARG001 - the number is the cache's key
    return Server(_SERVER, _HOME)


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
