"""What `translate export` or `translate import` did, as lines and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import ExchangeResult

__all__ = ["exchange_json", "exchange_lines"]

_WORDS = {
    "taken": "taken in",
    "fuzzy": "fuzzy, their source was edited",
    "doubtful": "fuzzy, to be looked at",
    "gone": "kept as obsolete, their message is gone",
    "same": "unchanged",
    "empty": "without a translation",
    "conflict": "in conflict with the catalog, left out",
    "refused": "left out",
    "unknown": "of pages or locales that the site does not have, or messages that no page has",
}


def exchange_lines(result: ExchangeResult) -> Iterator[Line]:
    """A line for the file; of an import, one a catalog that changed before it."""
    counts = dict(result.counts)
    pages = f"{result.pages} {'page' if result.pages == 1 else 'pages'}"
    style = "warn" if result.failed else "good"
    if result.verb == "export":
        total = sum(counts.values())
        told = ", ".join(f"{count:,} {state}" for state, count in result.counts if count)
        messages = f"{total:,} {'message' if total == 1 else 'messages'}"
        yield Line(f"{messages} of {pages} written to {result.file}{f': {told}' if told else ''}.", style)
        return
    for catalog in result.catalogs:
        yield Line(f"catalog    {catalog}", "good")
    told = ", ".join(f"{count:,} {_WORDS[kind]}" for kind, count in result.counts if count)
    would = "Would do: " if result.dry_run else ""
    yield Line(f"{would}{pages} in {result.file}: {told or 'nothing in it'}.", style)
    if result.catalogs and not result.dry_run:
        yield Line("translate sync puts them into the localized pages.", "dim")


def exchange_json(result: ExchangeResult) -> str:
    """One JSON object, schema 1."""
    document = {"schema": 1, "command": result.verb, **asdict(result), "counts": dict(result.counts)}
    del document["verb"]
    for finding, plain in zip(result.findings, document["findings"], strict=True):
        plain["severity"] = finding.severity.value
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"
