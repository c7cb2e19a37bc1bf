"""Tells open browser pages that something changed: a queue for each of them."""

from __future__ import annotations

import json
import queue
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Hub"]

_LISTENERS = 32
_WAITING = 100
"""Events that wait for one listener; who is that slow loads everything anew."""


class Hub:
    """Those who listen."""

    def __init__(self) -> None:
        self._queues: set[queue.Queue[str]] = set()
        self._lock = threading.Lock()
        self.closed = False

    def tell(self, event: str, data: Any) -> None:
        """Tell all who listen."""
        text = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        with self._lock:
            for each in self._queues:
                with suppress(queue.Full):
                    each.put_nowait(text)

    def close(self) -> None:
        """Let all who listen go."""
        self.closed = True
        with self._lock:
            for each in self._queues:
                with suppress(queue.Full):
                    each.put_nowait("")

    @contextmanager
    def listen(self) -> Iterator[queue.Queue[str] | None]:
        """Listen; None where too many do."""
        mine: queue.Queue[str] = queue.Queue(_WAITING)
        with self._lock:
            full = len(self._queues) >= _LISTENERS or self.closed
            if not full:
                self._queues.add(mine)
        try:
            yield None if full else mine
        finally:
            with self._lock:
                self._queues.discard(mine)
