"""Markdown as VitePress's own renderer reads it, in two long-lived Node processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judges.node import Judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judges import RenderError

__all__ = ["missing", "render_many"]

_JUDGE = Judge("vitepress", "VitePress")
missing = _JUDGE.missing


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Render many bodies, in order."""
    return _JUDGE.render_many([body.decode("utf-8", "replace") for body in bodies])
