"""The report as JSON, schema 1: counts, no texts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.reportmodel import ReportPage, ReportResult

__all__ = ["report_json"]


def report_json(result: ReportResult) -> str:
    """Write one JSON object, in ASCII."""
    document = {
        "schema": 1,
        "command": "report",
        "title": result.title,
        "date": result.date,
        "source_locale": result.source_locale,
        "sources": result.sources,
        "locales": [{**asdict(each), "share": each.share} for each in result.locales],
        "pages": [_page(page) for page in result.pages],
        "progress": [{"date": point.date, "shares": dict(point.shares)} for point in result.progress],
        "unknown": list(result.unknown),
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _page(page: ReportPage) -> dict[str, Any]:
    return {
        "source": page.pair.source,
        "localized": page.pair.localized,
        "catalog": page.pair.catalog,
        "locale": page.pair.locale,
        "state": page.state.value,
        "messages": page.messages,
        "translated": page.translated,
        "fuzzy": page.fuzzy,
        "machine": page.machine,
        "words": page.words,
        "words_to_do": page.words_to_do,
        "since": page.since,
    }
