"""Reads a glossary: a CSV file with a column a locale."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from translator import files
from translator.errors import ConfigError, PageError
from translator.terms import Term, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["read"]


def read(path: Path, source: str, target: str, codes: Sequence[str] = ()) -> Terms:
    """Read the terms of one locale pair.

    :param path: the file
    :param source: BCP 47 tag of the source locale
    :param target: BCP 47 tag of the locale
    :param codes: the site's own names of the locale
    :raises ConfigError: it cannot be read
    """
    try:
        text = files.read(path).decode("utf-8-sig")
    except PageError as error:
        raise ConfigError(f"the glossary {error.message}", path=str(path), remedy=error.remedy) from None
    except UnicodeDecodeError:
        raise ConfigError("the glossary is not UTF-8", path=str(path), remedy="save it as UTF-8") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [name.strip().lower().replace("_", "-") for name in next(rows, [])]
    had = _column(columns, source)
    if had is None:
        raise ConfigError(
            f"the glossary has no column {source}",
            path=str(path),
            line=1,
            remedy="name the columns by locale",
        )
    has = _column(columns, *codes, target)
    terms = []
    for row in rows:
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
        word = cells.get(columns[had], "")
        if not word or word.startswith("#"):
            continue
        left = cells.get("translate", "").lower() in ("no", "false", "0")
        text = word if left else cells.get(columns[has], "") if has is not None else ""
        if text:
            case = cells.get("case", "").lower() in ("yes", "true", "1")
            terms.append(Term(word, text, case or left, cells.get("note", ""), rows.line_num))
    return Terms(tuple(terms))


def _column(columns: Sequence[str], *tags: str) -> int | None:
    for tag in tags:
        for name in (tag.lower(), tag.lower().split("-")[0]):
            if name in columns:
                return columns.index(name)
    return None
