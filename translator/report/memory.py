"""What `translate memory` found or did, as lines and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import MemoryResult

__all__ = ["memory_json", "memory_lines"]


def memory_lines(result: MemoryResult) -> Iterator[Line]:
    """A row a locale pair and engine; or what went out or in."""
    if result.verb == "export":
        yield Line(f"{result.added:,} units written to {result.written}{_skipped(result)}", "good")
        return
    if result.verb == "import":
        told = f"{result.added:,} units taken in, {result.kept:,} were there already{_skipped(result)}"
        yield Line(told, "good")
        return
    if not result.stats:
        yield Line(f"The memory is empty: {result.path}")
        return
    rows = [
        (f"{each.source} → {each.target}", each.engine or "people", f"{each.units:,}", f"{each.characters:,}")
        for each in result.stats
    ]
    head = ("locales", "by", "units", "characters")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(4)]
    yield Line(_row(head, widths), "head")
    for row in rows:
        yield Line(_row(row, widths))
    yield Line(f"{result.path}, {result.size / 1e6:.1f} MB", "dim")


def _row(cells: tuple[str, str, str, str], widths: list[int]) -> str:
    left = "  ".join(cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True))
    right = "  ".join(cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True))
    return f"{left}  {right}"


def _skipped(result: MemoryResult) -> str:
    return f", {result.skipped:,} left out" if result.skipped else ""


def memory_json(result: MemoryResult) -> str:
    """One JSON object, schema 1."""
    document = {"schema": 1, "command": f"memory {result.verb}", **asdict(result)}
    del document["verb"]
    for finding, plain in zip(result.findings, document["findings"], strict=True):
        plain["severity"] = finding.severity.value
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"
