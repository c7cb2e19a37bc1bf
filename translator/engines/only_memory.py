"""No service at all: what the memory knows, for sites that people translate.

What another page of the site has already is put in; what is like it is offered, fuzzy, as a PO editor's
own memory would. What is new is left to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.engines.contract import Answer, Limits, Reply
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup, Usage

__all__ = ["OnlyMemory"]


class OnlyMemory:
    """Is asked for nothing: the memory is asked before any engine, and that is all."""

    name = "memory"
    variables: tuple[str, ...] = ()
    mode = Mode.TOKENS
    limits = Limits(concurrency=1)
    contextual = False

    def __init__(self, setup: Setup) -> None:
        del setup
        self.identity = self.name

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any."""
        return source, target

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """Nothing is known that the memory does not know."""
        del source, target
        return Reply(tuple(Answer(fault="the memory has nothing like it") for _ in asks), 0)

    def languages(self) -> tuple[str, ...]:
        """Any."""
        return ()

    def usage(self) -> Usage | None:
        """It costs nothing."""
        return None
