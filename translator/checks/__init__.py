"""What `translate check` looks at: one small file a check, listed here so that a search finds it.

A check is a pure function of one page and its site; what it finds are findings, never exceptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks import links

if TYPE_CHECKING:
    from translator.checks.base import Check

__all__ = ["CHECKS"]

CHECKS: dict[str, Check] = {
    "links": links.check,
}
