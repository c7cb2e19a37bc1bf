"""The formats of `translate check`, each a small file, listed here so that a search finds them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from translator.model import CheckResult

__all__ = ["FORMATS", "renderer"]

FORMATS = ("terminal", "json", "github", "gitlab", "sarif", "junit")


def renderer(name: str) -> Callable[[CheckResult], str]:
    """Give the function that writes a result.

    :param name: one of `FORMATS` but for ``terminal``, which is lines (see `report.check`)
    """
    found: Callable[[CheckResult], str] = import_module(f"translator.report.findings.{name}_").render
    return found
