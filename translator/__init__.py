r"""Keeps the translations of a Markdown site in step with its source language, byte for byte.

>>> from translator import parse_page, render
>>> page = parse_page(b"# Hello\n\nSome *text*.\n")
>>> [segment.message for segment in page.segments]
['Hello', 'Some *text*.']
>>> render(page, {"Hello": "Hallo"}).data
b'# Hallo\n\nSome *text*.\n'

Everything is imported when it is first used, so that the command line starts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.api import load_site, parse_page, plan, render, status, sync
    from translator.errors import CatalogError, ConfigError, EngineError, PageError, TranslateError
    from translator.model import (
        Action,
        Finding,
        PageOptions,
        PageResult,
        Pair,
        Result,
        Segment,
        Severity,
        State,
        Written,
    )
    from translator.page.parse import Page

__version__ = "0.1.0"

__all__ = [
    "Action",
    "CatalogError",
    "ConfigError",
    "EngineError",
    "Finding",
    "Page",
    "PageError",
    "PageOptions",
    "PageResult",
    "Pair",
    "Result",
    "Segment",
    "Severity",
    "State",
    "TranslateError",
    "Written",
    "__version__",
    "load_site",
    "parse_page",
    "plan",
    "render",
    "status",
    "sync",
]

_HOMES = {
    "translator.errors": ("CatalogError", "ConfigError", "EngineError", "PageError", "TranslateError"),
    "translator.model": (
        "Action",
        "Finding",
        "PageOptions",
        "PageResult",
        "Pair",
        "Result",
        "Segment",
        "Severity",
        "State",
        "Written",
    ),
    "translator.page.parse": ("Page",),
    "translator.api": ("load_site", "parse_page", "plan", "render", "status", "sync"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            import importlib  # noqa: PLC0415

            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
