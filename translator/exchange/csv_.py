r"""CSV, as spreadsheets write and read it.

Written as UTF-8 with a byte order mark, by which Excel knows it, with commas, each cell in quotes. Read with
commas, semicolons (Excel in half of Europe) or tabs ("Unicode text", in UTF-16): the header line tells which.

A spreadsheet runs a cell that begins with ``=``, and makes a date of ``1-2``: such a cell gets an apostrophe
before it. On the way back the apostrophe goes where, without it, the cell would have needed one; so
``'s avonds`` keeps its own. Law: ``unguard(guard(s)) == s``.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import contextmanager
from typing import TYPE_CHECKING

from translator.errors import ConfigError
from translator.exchange import table
from translator.exchange.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.exchange.rows import Languages, Row

__all__ = ["guard", "parse", "serialize", "unguard"]

_DELIMITERS = (",", ";", "\t")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
"""A line with its end. What `str.splitlines` takes for one besides, U+2028 for example, is text."""
_NAMED = re.compile(r"sep=[,;\t]\s*", re.IGNORECASE)
"""Excel's own way to name the delimiter, before the header."""
_RUN = re.compile(r"[\s\x00-\x20]*[=+\-@＝＋－＠|%]|[\t\r]")
"""What makes a cell a formula, in some spreadsheet or other: https://owasp.org/www-community/attacks/CSV_Injection."""
_VALUE = re.compile(
    r"""
      (?=[^\d]*\d)[\W\d_]*(?:[^\W\d_]{1,12}\.?[\W\d_]*)?   # a number, a date, a sum: one word at most
    | \s*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|истина|ложь)\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = 40
"""Characters up to which a cell may be taken for a number or a date."""


def guard(text: str) -> str:
    """Give a cell that a spreadsheet takes for text, and for nothing else."""
    return f"'{text}" if _is_risky(text) else text


def unguard(cell: str) -> str:
    """Give the text of a cell."""
    return cell[1:] if cell[:1] == "'" and _is_risky(cell[1:]) else cell


def _is_risky(text: str) -> bool:
    bare = text.lstrip("'")
    return _RUN.match(bare) is not None or (len(bare) <= _SHORT and _VALUE.fullmatch(bare) is not None)


class _Lines(list[str]):
    """What a `csv.writer` writes into."""

    write = list.append


def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
    """Write rows as CSV.

    :param languages: not needed: each row names its locale
    """
    del languages
    lines = _Lines()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells_of, rows))
    return BOM_UTF8 + "".join(lines).encode()


def _cells_of(row: Row) -> list[str]:
    """A row's cells, guarded; of the notes, which nobody takes back, only what a spreadsheet would run."""
    return [
        guard(cell) if name != "notes" or _RUN.match(cell) else cell
        for name, cell in zip(COLUMNS, table.cells(row), strict=True)
    ]


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a CSV file.

    :param data: in UTF-8 or UTF-16
    :param path: for messages
    :raises ConfigError: it is no such table: with what is wrong and what to do about it
    """
    lines = _LINE.findall(_decode(data, path))
    first = 1 if _NAMED.fullmatch(lines[0]) else 0
    with _large_cells():
        delimiter, where = _header(lines[first:])
        table.check(where, path)
        return tuple(table.rows(_cells(lines[first:], delimiter, path, first), where))


def _decode(data: bytes, path: str) -> str:
    charset = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "the table is not in UTF-8", path=path, line=line,
            remedy="save it as “CSV UTF-8”, or as an Excel workbook",
        ) from None  # fmt: skip


def _header(lines: Sequence[str]) -> tuple[str, dict[str, int]]:
    """The delimiter with which the first line has the most of our columns, and where they are."""
    found = [
        (delimiter, table.columns(next(csv.reader(lines, delimiter=delimiter), [])))
        for delimiter in _DELIMITERS
    ]
    return max(found, key=lambda each: len(each[1]))


def _cells(
    lines: Sequence[str], delimiter: str, path: str, skipped: int
) -> Iterator[tuple[int, list[str], str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = skipped
    try:
        for number, row in enumerate(reader, skipped + 1):
            if number > skipped + 1:
                yield number, [unguard(cell) for cell in row], ""
    except csv.Error as error:
        raise ConfigError(
            f"the table is damaged below row {number}: {error}", path=path, line=reader.line_num + skipped,
            remedy="a cell with a quote in it stands between quotes, and the quote in it is doubled",
        ) from None  # fmt: skip


@contextmanager
def _large_cells() -> Iterator[None]:
    """Let cells be longer than 131,072 characters; the limit is one for the whole process."""
    limit = csv.field_size_limit(2**30)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
