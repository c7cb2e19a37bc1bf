"""How fast a service may be asked: requests, characters and tokens a minute."""

from __future__ import annotations

import threading
import time

__all__ = ["Pace"]


class Pace:
    """Token buckets, one a limit, that several threads share. They hold the allowance of two seconds."""

    def __init__(self, requests: float = 0, characters: float = 0, tokens: float = 0) -> None:
        """Limits a minute; 0 for none."""
        self._rates = tuple(limit / 60 for limit in (requests, characters, tokens))
        self._levels = [
            max(1.0, rate * 2) if not place else rate * 2 for place, rate in enumerate(self._rates)
        ]
        self._filled = time.monotonic()
        self._not_before = 0.0
        self._lock = threading.Lock()

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long: the service said so."""
        with self._lock:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    def turn(self, now: float, characters: int, tokens: int, requests: int = 1) -> float:
        """Take a turn.

        :param now: a time of `time.monotonic`
        :param requests: as how many the service counts it
        :return: 0 if it was taken, else the seconds after which to try again
        """
        costs = (float(requests), float(characters), float(tokens))
        with self._lock:
            if now < self._not_before:
                return self._not_before - now
            passed, self._filled = now - self._filled, now
            wait = 0.0
            for place, rate in enumerate(self._rates):
                if not rate:
                    continue
                full = max(1.0, rate * 2) if not place else rate * 2
                self._levels[place] = min(full, self._levels[place] + passed * rate)
                # what costs more than a bucket holds waits until it is full, and leaves it in debt
                needed = min(costs[place], full)
                if self._levels[place] < needed:
                    wait = max(wait, (needed - self._levels[place]) / rate)
            if wait:
                return wait
            for place, rate in enumerate(self._rates):
                if rate:
                    self._levels[place] -= costs[place]
            return 0.0
