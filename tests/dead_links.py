"""`translate check`, as far as links go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translator.commands.check import CheckCall
from translator.commands.check import check as run

if TYPE_CHECKING:
    from pathlib import Path

    from translator.model import CheckResult

__all__ = ["check"]

_RULES = ("dead-link", "dead-fragment", "unreadable")


def check(root: Path, pages: tuple[str, ...] = (), locales: tuple[str, ...] = ()) -> CheckResult:
    """Run all checks, and keep what those of links find."""
    result = run(root, CheckCall(pages, locales))
    return replace(result, findings=tuple(found for found in result.findings if found.rule in _RULES))
