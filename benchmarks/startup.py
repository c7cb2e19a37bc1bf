"""How long the command takes to say what it can do."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.row import Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_RUNS = 15
_LIMIT = 0.15
"""Seconds: below it, a command seems to answer at once."""


def rows() -> Iterator[Row]:
    """Measure."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "translator", "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    yield at_most(1, "translate --help, median of 15", f"{median:.3f} s", f"{_LIMIT} s", median / _LIMIT)
