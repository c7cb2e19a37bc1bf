"""The data that the page's script shows: a small index, and a compressed chunk of messages a source page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translator.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translator.reportmodel import ReportPage, ReportResult

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
    """Give the index, and the chunks in the order of its pages."""
    sources: dict[str, list[ReportPage]] = {}
    for page in result.pages:
        sources.setdefault(page.pair.source, []).append(page)
    codes = [each.locale for each in result.locales]
    pages = []
    for source, some in sources.items():
        by_locale = {page.pair.locale: page for page in some}
        gone = any(page.gone for page in some)
        pages.append([source, [_cell(by_locale.get(code)) for code in codes], gone])
    index = {
        "title": result.title,
        "source": [result.source_locale, result.source_tag],
        "states": [state.value for state in STATES],
        "locales": [[each.locale, each.tag] for each in result.locales],
        "pages": pages,
    }
    return index, list(result.chunks)


def _cell(page: ReportPage | None) -> list[Any] | None:
    if page is None:
        return None
    counts = (page.messages, page.translated, page.fuzzy, page.machine, page.words_to_do)
    return [STATES.index(page.state), *counts, page.since[:10], page.pair.localized, len(page.findings)]


def inline(value: Iterable[Any] | dict[str, Any]) -> str:
    """Write JSON that may stand in a script element: nothing in it ends one, or begins a comment."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
