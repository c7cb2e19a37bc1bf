"""One locale's way to its engine: codes, glossary, memory, budget."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.asking.ledger import Ledger, Tally

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from translator.configmodel import Prices
    from translator.engines.client import Client
    from translator.engines.contract import About, Engine
    from translator.errors import TranslateError
    from translator.markup.exchange import Sent
    from translator.memory import Memory
    from translator.needs import Need, Translation
    from translator.terms import Terms

__all__ = ["Item", "Line", "Outcome", "Station"]


@dataclass(slots=True)
class Station:
    """What the lines to one service share: its client, its threads, and the end that it may come to."""

    client: Client
    threads: ThreadPoolExecutor
    """More than there may be requests at once: while some wait for answers, others check theirs."""
    gate: threading.Semaphore
    """Lets in as many requests at once as the service likes."""
    dead: TranslateError | None = None
    """Why nothing is asked of it any more."""

    def close(self) -> None:
        """End its threads and its connections."""
        self.threads.shutdown(wait=True, cancel_futures=True)
        self.client.close()


@dataclass(slots=True)
class Line:
    """One locale's way to its engine."""

    locale: str
    source: str
    """The source locale's BCP 47 tag."""
    tag: str
    engine: Engine
    codes: tuple[str, str]
    terms: Terms
    review: bool
    ledger: Ledger
    station: Station
    memory: Memory
    prices: Prices
    tally: Tally = field(default_factory=Tally)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def judged(self) -> str:
        """The tag that answers are judged by; a pseudo-translation is in no language."""
        return "" if self.engine.name == "pseudo" else self.tag

    def count(self, **changes: int) -> None:
        """Add to the tally."""
        with self.lock:
            for name, change in changes.items():
                setattr(self.tally, name, getattr(self.tally, name) + change)


@dataclass(frozen=True, slots=True)
class Item:
    """One message on its way."""

    need: Need
    sent: Sent
    about: About


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message."""

    item: Item
    translation: Translation | None = None
    fault: str = ""
    """Why there is no translation; empty where the engine stopped before it came to it."""
    answer: str = ""
    """What the engine said last, where it was refused."""
