"""A source page's messages, packed for the report's page: by whoever reads the catalogs, in any process."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import Finding
    from translator.reportmodel import MessageRow, ReportPage

__all__ = ["pack"]


def pack(pages: Sequence[tuple[ReportPage, Sequence[MessageRow]]], codes: Sequence[str]) -> str:
    """Pack all that the report shows of a source page's messages: a text is there once for all locales.

    :param pages: its localized pages, and their messages
    :param codes: the locales, in the report's order
    :return: the base64 of a gzipped JSON object
    """
    texts: dict[str, int] = {}
    packed = {
        str(codes.index(page.pair.locale)): [
            [_row(row, texts) for row in rows],
            [_finding(finding) for finding in page.findings],
        ]
        for page, rows in pages
    }
    document = json.dumps({"t": list(texts), "l": packed}, ensure_ascii=False, separators=(",", ":"))
    data = gzip.compress(document.encode("utf-8", "surrogatepass"), 4, mtime=0)
    return b64encode(data).decode("ascii")


def _row(row: MessageRow, texts: dict[str, int]) -> list[Any]:
    source = texts.setdefault(row.source, len(texts))
    state = ("translated", "fuzzy", "untranslated").index(row.state)
    return [source, row.text, state, row.kind, row.context, row.line, row.engine, row.changed]


def _finding(finding: Finding) -> list[Any]:
    told = (finding.severity.value, finding.rule, finding.path, finding.line, finding.message, finding.remedy)
    return list(told)
