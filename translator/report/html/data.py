"""The data that the page's script shows: a small index, and a compressed chunk of messages a source page."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from translator.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.model import Finding
    from translator.reportmodel import MessageRow, ReportPage, ReportResult

__all__ = ["STATES", "inline", "payload"]

STATES = (
    State.CURRENT,
    State.INCOMPLETE,
    State.OUTDATED,
    State.MISSING,
    State.EDITED,
    State.ORPHANED,
    State.UNMANAGED,
)


def payload(result: ReportResult) -> tuple[dict[str, Any], list[str]]:
    """Give the index, and the chunks in the order of its pages.

    A chunk is the base64 of a gzipped JSON object: texts are there once, however many locales have them.
    """
    sources: dict[str, list[ReportPage]] = {}
    for page in result.pages:
        sources.setdefault(page.pair.source, []).append(page)
    codes = [each.locale for each in result.locales]
    pages = []
    for source, some in sources.items():
        by_locale = {page.pair.locale: page for page in some}
        gone = any(page.gone for page in some)
        pages.append([source, [_cell(by_locale.get(code)) for code in codes], gone])
    with ThreadPoolExecutor(2) as pool:  # compressing lets other threads run
        chunks = list(pool.map(lambda some: _chunk(some, codes), sources.values()))
    index = {
        "title": result.title,
        "source": [result.source_locale, result.source_tag],
        "states": [state.value for state in STATES],
        "locales": [[each.locale, each.tag] for each in result.locales],
        "pages": pages,
    }
    return index, chunks


def _cell(page: ReportPage | None) -> list[Any] | None:
    if page is None:
        return None
    counts = (page.messages, page.translated, page.fuzzy, page.machine, page.words_to_do)
    return [STATES.index(page.state), *counts, page.since[:10], page.pair.localized, len(page.findings)]


def _chunk(pages: Sequence[ReportPage], codes: Sequence[str]) -> str:
    texts: dict[str, int] = {}
    rows = {
        str(codes.index(page.pair.locale)): [
            [_row(row, texts) for row in page.rows],
            [_finding(finding) for finding in page.findings],
        ]
        for page in pages
    }
    document = json.dumps({"t": list(texts), "l": rows}, ensure_ascii=False, separators=(",", ":"))
    data = gzip.compress(document.encode("utf-8", "surrogatepass"), 4, mtime=0)
    return b64encode(data).decode("ascii")


def _row(row: MessageRow, texts: dict[str, int]) -> list[Any]:
    source = texts.setdefault(row.source, len(texts))
    state = ("translated", "fuzzy", "untranslated").index(row.state)
    return [source, row.text, state, row.kind, row.context, row.line, row.engine, row.changed]


def _finding(finding: Finding) -> list[Any]:
    told = (finding.severity.value, finding.rule, finding.path, finding.line, finding.message, finding.remedy)
    return list(told)


def inline(value: Iterable[Any] | dict[str, Any]) -> str:
    """Write JSON that may stand in a script element: nothing in it ends one, or begins a comment."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
