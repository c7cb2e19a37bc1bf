"""Terms of the glossary that a translation lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.checks.base import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Message

__all__ = ["check"]


def check(message: Message) -> Iterator[Fault]:
    """Look for the terms; where grammar may be at work, the translation is believed (see `terms`)."""
    for fault in message.terms.faults(message.source, message.text):
        yield Fault(fault, "use the term, or add the word that you use to the glossary")
