"""MyST as MyST-Parser itself renders it, through docutils."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["missing", "render", "render_many"]

_EXTENSIONS = (
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "strikethrough",
    "tasklist",
)


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    return "" if find_spec("myst_parser") else "MyST-Parser is not installed"


def render(body: bytes) -> str:
    """Render one page's body; what docutils does not know, it reports on the page."""
    from docutils.core import publish_parts
    from myst_parser.parsers.docutils_ import Parser

    settings = {
        "myst_enable_extensions": _EXTENSIONS,
        "myst_suppress_warnings": ["myst"],
        "report_level": 5,
        "halt_level": 6,
        "raw_enabled": True,
        "file_insertion_enabled": False,
        "math_output": "LaTeX",
        "syntax_highlight": "none",
        "doctitle_xform": False,
    }
    parts = publish_parts(
        body.decode("utf-8", "replace"), parser=Parser(), writer="html5", settings_overrides=settings
    )
    return str(parts["body"])


def render_many(bodies: Sequence[bytes]) -> list[str]:
    """Render many bodies, in order."""
    return [render(body) for body in bodies]
