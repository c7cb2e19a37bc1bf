"""Markdown as MkDocs renders it: Python-Markdown with the extensions that Material's sites have on."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from judges import RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["authored", "missing", "render", "render_many"]

_COMMON = (
    "abbr",
    "attr_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
EXTENSIONS = (
    *_COMMON,
    "admonition",
    "def_list",
    "pymdownx.arithmatex",
    "pymdownx.details",
    "pymdownx.tabbed",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
)
_CONFIGURED: dict[str, dict[str, Any]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
}


_TYPES = "Note|Tip|Info|Warning|Danger|Check|Abstract|Success|Question|Failure|Bug|Example|Quote|Pied Piper"
_OWN = re.compile(
    rf'<p class="admonition-title">(?:{_TYPES})</p>|<summary>(?:{_TYPES})</summary>'
    r"|<kbd [^<>]*>[^<>]*</kbd>"
    r'|<span class="filename">[\w./-]+</span>'
    r"|\{\* [^{}]* \*\}"
)


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    if importlib.util.find_spec("markdown") and importlib.util.find_spec("pymdownx"):
        return ""
    return "markdown and pymdown-extensions are not installed (the development packages have them)"


@cache
def _converter() -> Any:
    import markdown
    from material.extensions.emoji import to_svg, twemoji

    _CONFIGURED["pymdownx.emoji"] = {"emoji_index": twemoji, "emoji_generator": to_svg}
    return markdown.Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight"], extension_configs=_CONFIGURED, output_format="html"
    )


def render(body: bytes) -> str:
    """Render one page's body."""
    converter = _converter()
    converter.reset()
    html: str = converter.convert(body.decode("utf-8", "replace"))
    return html


def authored(html: str) -> str:
    """Take out of a page what Python-Markdown says by itself: titles made of types, keys, files."""
    return _OWN.sub("", html)


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Render many bodies, in order; what Python-Markdown cannot read is a value."""
    rendered: list[str | RenderError] = []
    for body in bodies:
        try:
            rendered.append(render(body))
        except Exception as error:  # noqa: BLE001 (a judge says what it met)
            rendered.append(RenderError(str(error)))
    return rendered
