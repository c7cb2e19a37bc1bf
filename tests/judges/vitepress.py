"""Markdown as VitePress's own renderer reads it, in two long-lived Node processes."""

from __future__ import annotations

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

_SERVER = Path(__file__).with_name("vitepress_server.mjs")
_HOME = Path(__file__).resolve().parents[1] / "builders" / "vitepress"
_WORKERS = 2


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
        else "VitePress is not installed: npm ci --prefix tests/builders/vitepress"
    )


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Render many bodies, in order."""

    def run(numbered: tuple[int, bytes]) -> str | RenderError:
        number, body = numbered
        return _server(number % _WORKERS).render(body.decode("utf-8", "replace"))

    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(run, enumerate(bodies)))
