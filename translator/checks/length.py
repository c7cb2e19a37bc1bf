"""Front matter values that are longer than the configuration allows: ``too-long``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checkrules import RULES
from translator.model import Finding, Severity
from translator.page.keys import key_text, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Checked
    from translator.page.parse import Page

__all__ = ["check"]


def check(page: Page, checked: Checked) -> Iterator[Finding]:
    """Count the characters of the values that `max_length` names."""
    if not checked.max_length:
        return
    for scalar, segment in zip(page.scalars, page.segments, strict=False):
        limits = [limit for key, limit in checked.max_length.items() if matches(scalar.path, key)]
        length = len(scalar.value)
        if limits and length > min(limits):
            yield Finding(
                page.path,
                segment.line,
                f"{key_text(scalar.path)} has {length} characters; {min(limits)} are allowed",
                Severity(RULES["too-long"].severity),
                "shorten it",
                "too-long",
            )
