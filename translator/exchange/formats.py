"""The formats, by the ending of a file's name."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from translator.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.exchange.rows import Languages, Row

__all__ = ["FORMATS", "Format", "format_of"]

FORMATS = {
    ".csv": "csv_",
    ".po": "pofile",
    ".tmx": "tmxrows",
    ".tsv": "csv_",
    ".txt": "csv_",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".xlsx": "xlsx",
}
"""Ending → module in this folder. Read only are ``.po``, another tool's, and ``.tsv`` and ``.txt``, which are
what spreadsheets make of a table."""

_READ_ONLY = (".po", ".tsv", ".txt")


class Format(Protocol):
    """What each of the modules has."""

    @staticmethod
    def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
        """Write rows."""
        ...

    @staticmethod
    def parse(data: bytes, path: str) -> tuple[Row, ...]:
        """Read rows."""
        ...


def format_of(name: str, *, written: bool) -> Format:
    """Choose a format.

    :param name: the file's name
    :param written: whether the file is to be written
    :raises ConfigError: there is none for its ending
    """
    ending = PurePath(name).suffix.lower()
    known = [each for each in FORMATS if not (written and each in _READ_ONLY)]
    if ending not in known:
        raise ConfigError(
            f"no format is known by the ending {ending}" if ending else "the file's name has no ending",
            path=name,
            remedy=f"one of {', '.join(known)}",
        )
    return cast("Format", import_module(f"translator.exchange.{FORMATS[ending]}"))
