"""Rows ⇄ the cells of a table, for CSV and XLSX: a header, then a row a message.

Columns may stand in any order on the way back, others beside them; what is not needed may be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.errors import ConfigError
from translator.exchange.rows import STATES, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["COLUMNS", "NEEDED", "cells", "check", "columns", "rows"]

COLUMNS = (
    "page",
    "locale",
    "context",
    "message",
    "translation",
    "state",
    "notes",
    "previous message",
    "previous context",
    "id",
)
NEEDED = ("page", "message", "translation")
"""Without these, a table is no export of ours."""


def cells(row: Row) -> tuple[str, ...]:
    """Give a row's cells, one for each of `COLUMNS`."""
    return (
        row.page,
        row.locale,
        row.context or "",
        row.message,
        row.translation,
        row.state,
        "\n".join(row.notes),
        row.previous or "",
        row.previous_context or "",
        row.id,
    )


def columns(header: Sequence[str]) -> dict[str, int]:
    """Find the known columns in a header: name → position."""
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        name = " ".join(cell.split()).lower()
        if name in COLUMNS:
            found.setdefault(name, position)
    return found


def check(found: Mapping[str, int], path: str) -> None:
    """Refuse a table that lacks a column.

    :param found: what `columns` gave
    :raises ConfigError: with the columns that it lacks
    """
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise ConfigError(
            f"the first row has no column {' and none '.join(missing)}", path=path, line=1,
            remedy=f"its columns are {', '.join(COLUMNS)}",
        )  # fmt: skip


def rows(table: Iterable[tuple[int, Sequence[str], str]], where: Mapping[str, int]) -> Iterator[Row]:
    """Read rows; blank ones are passed over.

    :param table: the rows below the header: a number, the cells, and why the translation cannot be read
    :param where: the columns
    """

    def cell(line: Sequence[str], name: str) -> str:
        position = where.get(name, -1)
        return line[position] if 0 <= position < len(line) else ""

    for number, line, fault in table:
        if not fault and not any(each.strip() for each in line):
            continue
        state = cell(line, "state").strip().lower()
        yield Row(
            cell(line, "page").strip(),
            cell(line, "locale").strip(),
            cell(line, "message"),
            cell(line, "translation"),
            cell(line, "context") or None,
            state if state in STATES else "",
            cell(line, "previous message") or None,
            cell(line, "previous context") or None,
            cell(line, "id").strip(),
            line=number,
            fault=fault,
        )
