"""Independent judges of a page: the real renderers, and comparisons of what they make of it.

Nothing here imports the package under test: a judge that shares its code with the judged
shares its mistakes too.

- `judges.cmark`, `judges.kramdown`, `judges.goldmark`,
  `judges.python_markdown`, `judges.mdx`, `judges.myst`, `judges.pandoc`, `judges.vitepress`
  render bodies to HTML;
- `judges.html_shape` compares what two of them look like, whatever language they are in;
- `judges.coverage` finds visible text that no message covers.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["RenderError", "body_of", "judge"]

_JUDGES = ("cmark", "goldmark", "kramdown", "mdx", "myst", "pandoc", "python_markdown", "vitepress")

_FENCED = re.compile(
    rb"\s*(?:---[ \t]*\r?\n(?:.*?\n)??(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?:.*?\n)??\+\+\+)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)


class RenderError(Exception):
    """What a renderer had to say of a page that it refused: a value in the list of results."""


def judge(name: str) -> Callable[[Sequence[bytes]], list[str | RenderError]]:
    """Choose a judge by name; the test is skipped where its program is not installed.

    :param name: one of ``cmark``, ``goldmark``, ``kramdown``, ``mdx``, ``myst``, ``pandoc``,
        ``python_markdown``, ``vitepress``
    :return: its ``render_many``: bodies in, HTML or a `RenderError` out, in the same order
    :raises KeyError: no such judge
    """
    if name not in _JUDGES:
        raise KeyError(name)
    module = import_module(f"judges.{name}")
    if reason := module.missing():
        pytest.skip(reason)
    render_many: Callable[[Sequence[bytes]], list[str | RenderError]] = module.render_many
    return render_many


def body_of(page: bytes) -> bytes:
    """Return a page without its BOM and its front matter, whichever of the three formats it is in.

    An opening without its end is no front matter: the page is all body.
    """
    page = page.removeprefix(b"\xef\xbb\xbf")
    if match := _FENCED.match(page):
        return page[match.end() :]
    if page.lstrip().startswith(b"{"):
        text = page.decode("utf-8", "surrogateescape")
        try:
            value, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
        except ValueError:
            return page
        if isinstance(value, dict):
            return text[end:].removeprefix("\r").removeprefix("\n").encode("utf-8", "surrogateescape")
    return page
