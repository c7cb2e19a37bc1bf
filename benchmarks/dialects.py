"""What a dialect costs: reading the pages of sites that speak it, to reading them as plain Markdown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.corpus import SPOKEN, pages
from benchmarks.row import Row, at_most
from translator.errors import PageError
from translator.model import PageOptions
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["rows"]

_LIMIT = 1.5
_ROUNDS = 5
"""The fastest counts: what else the machine does only ever adds time."""
_BYTES = 1_500_000
"""As much of a site as can be read often enough."""


def rows() -> Iterator[Row]:
    """Compare the times of each dialect on its own sites."""
    for dialect, sites in sorted(SPOKEN.items()):
        readable = _readable([path.read_bytes() for site in sites for path in pages(site, (".md", ".mdx"))])
        plain, spoken = _times(readable, dialect)
        size = sum(map(len, readable)) / 1e6
        yield at_most(
            _LIMIT,
            f"reading pages as {dialect}",
            f"{size / spoken:.1f} MB/s",
            f"{size / plain:.1f} MB/s as plain Markdown",
            spoken / plain,
        )


def _readable(found: Sequence[bytes]) -> list[bytes]:
    """A part of the pages, spread over all of them, without those that are refused."""
    step = max(1, -(-sum(map(len, found)) // _BYTES))
    good = []
    for data in found[::step]:
        try:
            parse(data, PageOptions())
        except PageError:
            continue
        good.append(data)
    return good


def _times(found: Sequence[bytes], dialect: str) -> tuple[float, float]:
    """Give the shortest times in seconds, plain and with the dialect, taken in turns."""
    best = {"": float("inf"), dialect: float("inf")}
    for _ in range(_ROUNDS):
        for name in ("", dialect):
            options = PageOptions(dialects=(name,) if name else ())
            start = time.perf_counter()
            for data in found:
                parse(data, options)
            best[name] = min(best[name], time.perf_counter() - start)
    return best[""], best[dialect]
