"""XLSX, for Excel, LibreOffice and their like, through openpyxl.

Every cell is text, and formatted as text: nothing is run, and no ``1-2`` becomes a date. Characters that XML
cannot hold are written as the format has it, see `xstring`.

A workbook is a ZIP file of XML files and may come from anywhere: one that grows too large, or declares a
document type (entities read other files, and grow without end), is refused before openpyxl sees it.
"""

from __future__ import annotations

import re
import zipfile
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from translator.errors import ConfigError
from translator.exchange import table
from translator.exchange.table import COLUMNS
from translator.exchange.xstring import escape, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translator.exchange.rows import Languages, Row

__all__ = ["MOST", "parse", "serialize"]

MOST = 32_767
"""Characters that a cell can hold: Excel cuts what is longer, openpyxl too."""
_MOST_ROWS = 1_048_576
_LIMIT = 512 * 2**20
"""Bytes that a workbook's files may have together, unpacked."""
_REMEDY = "pip install 'translate-sync[exchange]'"
_WIDTHS = {
    "page": 24,
    "context": 14,
    "message": 60,
    "translation": 60,
    "state": 12,
    "notes": 30,
    "previous message": 40,
    "id": 14,
}


def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
    """Write rows as a workbook of one sheet.

    :param languages: the locale names the sheet
    :raises ConfigError: a text is too long for a cell, there are too many of them, or the package that writes
        it is not installed
    """
    openpyxl = _package("openpyxl")
    cell_type = _package("openpyxl.cell").WriteOnlyCell
    styles = _package("openpyxl.styles")
    if len(rows) >= _MOST_ROWS:
        raise ConfigError(
            f"{len(rows):,} messages are more than a sheet can hold", remedy="export as XLIFF, or fewer pages"
        )
    for row in rows:  # all of them first: a sheet that is left half written leaves a file and complaints
        for name, text in zip(COLUMNS, table.cells(row), strict=True):
            _check_length(row, name, text)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[^\w-]", "_", languages.locale)[:31] or "translation")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTHS.get(name, 10)
    bold, wrapped = styles.Font(bold=True), styles.Alignment(wrap_text=True, vertical="top")
    ours = styles.PatternFill("solid", fgColor="F2F2F2")
    translation = COLUMNS.index("translation")

    def made(text: str, *, head: bool, own: bool) -> Any:
        cell = cell_type(sheet)
        cell.value = escape(text)
        cell.data_type = "s"  # openpyxl would make a formula of what begins with =
        cell.number_format = "@"
        cell.alignment = wrapped
        if head:
            cell.font = bold
        if not own:
            cell.fill = ours
        return cell

    sheet.append([made(name, head=True, own=n == translation) for n, name in enumerate(COLUMNS)])
    for row in rows:
        texts = table.cells(row)
        sheet.append(
            [made(text, head=False, own=n == translation) if text or n == translation else None
             for n, text in enumerate(texts)]
        )  # fmt: skip
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _check_length(row: Row, name: str, text: str) -> None:
    if len(text) <= MOST // 7:  # of which none can be longer, whatever has to be escaped in it
        return
    length = len(escape(text).encode("utf-16-le")) // 2
    if length > MOST:
        raise ConfigError(
            f"the {name} of “{row.message[:60]}…” has {length:,} characters, a cell holds {MOST:,}",
            path=row.page, remedy="export as XLIFF or CSV",
        )  # fmt: skip


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a workbook: the first sheet that has our columns.

    :param path: for messages
    :raises ConfigError: it is none, no sheet has the columns, or the package that reads it is not installed
    """
    openpyxl = _package("openpyxl")
    _check_safe(data, path)
    try:
        # with rich text: without it, openpyxl takes every x005F_ out of a text
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, rich_text=True)
        sheets = [_cells(sheet) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 (openpyxl raises whatever it stumbles over)
        raise _damaged(path, error) from None
    first: dict[str, int] = {}
    for sheet in sheets:
        try:
            _, header, _ = next(sheet, (1, [], ""))
            where = table.columns(header)
            if all(name in where for name in table.NEEDED):
                return tuple(table.rows(_faults(sheet, where), where))
        except Exception as error:  # noqa: BLE001
            raise _damaged(path, error) from None
        first = first or where
    table.check(first, path)
    return ()


def _cells(sheet: Any) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each row's number, its texts, and what is wrong with each."""
    sheet.reset_dimensions()  # other programs write wrong ones
    for number, row in enumerate(sheet.iter_rows(), 1):
        read = [_text(cell.value, cell.data_type) for cell in row]
        yield number, [text for text, _ in read], [fault for _, fault in read]


def _faults(
    sheet: Iterable[tuple[int, list[str], list[str]]], where: dict[str, int]
) -> Iterator[tuple[int, list[str], str]]:
    place = where["translation"]
    for number, texts, faults in sheet:
        yield number, texts, faults[place] if place < len(faults) else ""


def _text(value: Any, kind: str) -> tuple[str, str]:
    """A cell's text, and why it has none."""
    again = "format the cell as text and type it again"
    if value is None:
        return "", ""
    if kind == "f":
        return "", f"its translation is a formula: {again}"
    if kind == "e":
        return "", f"its translation is the spreadsheet's error {value}"
    if isinstance(value, str | list):  # a rich text is a list of its runs
        return unescape(str(value)), ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), ""
    return "", f"the spreadsheet made {value} of its translation: {again}"


def _check_safe(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LIMIT:
                raise ConfigError(f"unpacked, it is larger than {_LIMIT // 2**20} MB", path=path)
            for each in archive.infolist():
                with archive.open(each) as file:
                    head = file.read(65_536)  # nothing but comments may stand before a document type
                if b"<!DOCTYPE" in head.replace(b"\0", b""):
                    raise ConfigError(
                        f"{each.filename} in it declares a document type; that is not safe to read", path=path
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _damaged(path, error) from None


def _damaged(path: str, error: Exception) -> ConfigError:
    if isinstance(error, ConfigError):
        return error
    told = str(error).split("\n")[0] or type(error).__name__
    return ConfigError(
        f"it is no Excel workbook, or a damaged one: {told}", path=path, remedy="save it as .xlsx once more"
    )


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ConfigError("XLSX needs one more package", remedy=_REMEDY) from None
