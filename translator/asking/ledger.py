"""What a run may spend, and what it has spent."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from translator.errors import BudgetError, QuotaError

__all__ = ["Ledger", "Tally"]


class Ledger:
    """Counts characters before they are sent, so that a budget is never passed; for several threads.

    :param budget: characters that the run may spend; None for no limit
    """

    def __init__(self, budget: int | None = None) -> None:
        self.budget = budget
        self.spent = 0
        self._allowance: int | None = None
        self._lock = threading.Lock()

    def allow(self, characters: int) -> None:
        """Note what the service says is left of its own allowance."""
        with self._lock:
            self._allowance = self.spent + max(0, characters)

    def reserve(self, characters: int) -> None:
        """Spend characters.

        :raises BudgetError: the budget would be passed
        :raises QuotaError: the service's allowance would be
        """
        with self._lock:
            after = self.spent + characters
            if self.budget is not None and after > self.budget:
                raise BudgetError(
                    f"the budget of {self.budget:,} characters is spent but for {self.budget - self.spent:,}",
                    remedy="the next run goes on; budget in [engine] says how much one may spend",
                )
            if self._allowance is not None and after > self._allowance:
                left = self._allowance - self.spent
                raise QuotaError(
                    f"the service's allowance is spent, but for {left:,} characters",
                    remedy="the rest is translated when there is an allowance again",
                )
            self.spent = after

    def refund(self, characters: int) -> None:
        """Take back what was not sent, or refused at once."""
        with self._lock:
            self.spent -= characters


@dataclass(slots=True)
class Tally:
    """What was done for one locale. Counted by several threads, under their line's lock."""

    requests: int = 0
    messages: int = 0
    """Messages that the engine was asked to translate."""
    characters: int = 0
    """Characters sent for them, in all requests; what the service billed, where it says so."""
    input_tokens: int = 0
    output_tokens: int = 0
    remembered: int = 0
    """Messages that came from the memory."""
    saved: int = 0
    """Their characters."""
    refused: int = 0
    """Messages whose answers did not pass the checks."""
