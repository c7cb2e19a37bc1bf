"""``python -m benchmarks [NAME …]``: one table of ratios, each to a peer or a limit of the same run.

The exit code is 1 if a row is not in order.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.row import Row, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMES = (
    "startup",
    "noop",
    "extract",
    "memory",
    "identity",
    "engines",
    "history",
    "watch",
    "report",
    "dialects",
)
_HEAD = ("", "ours", "peer or limit", "ratio", "wanted", "")


def main() -> int:
    """Run the benchmarks named, or all."""
    names = sys.argv[1:] or NAMES
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"no benchmark {unknown[0]}: there are {', '.join(NAMES)}\n")
        return 2
    table: list[Sequence[str]] = [_HEAD]
    good = True
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache  # nobody's own stat cache is met or made
        for name in names:
            sys.stderr.write(f"{name} …\n")
            for row in _run(name):
                table.append(_cells(row))
                good = good and row.ok
    widths = [max(len(line[column]) for line in table) for column in range(len(_HEAD))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0 if good else 1


def _run(name: str) -> Iterator[Row]:
    try:
        yield from import_module(f"benchmarks.{name}").rows()
    except Skip as reason:
        yield Row(f"{name}: skipped", str(reason), "", 0.0)


def _cells(row: Row) -> tuple[str, ...]:
    if not row.other:
        return row.name, row.ours, "", "", "", ""
    judged = ("ok" if row.ok else "NOT OK") if row.wanted else ""
    return row.name, row.ours, row.other, f"{row.ratio:.2f}", row.wanted, judged


if __name__ == "__main__":
    sys.exit(main())
