"""A result as JSON: schema 1, documented in docs/commands.md."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import EngineUse, Finding, PageResult, Result

__all__ = ["SCHEMA", "to_json"]

SCHEMA = 1


def to_json(result: Result, encoding: str = "utf-8", checks: Sequence[Finding] | None = None) -> str:
    """One JSON object, ending in a line feed. Keys are only ever added within a schema.

    :param encoding: what it will be printed in; in any but UTF-8 it is all ASCII, with JSON's own escapes
    :param checks: what `translate check` found, where it was asked, too
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "command": result.command,
        "dry_run": result.dry_run,
        "interrupted": result.interrupted,
        "sources": result.sources,
        "states": dict(sorted(Counter(page.state.value for page in result.pages).items())),
        "actions": dict(sorted(Counter(page.action.value for page in result.pages).items())),
        "engines": [_engine(use) for use in result.engines],
        "pages": [_page(page) for page in result.pages],
        "findings": [_finding(finding) for finding in result.findings],
    }
    if checks is not None:
        document["checks"] = [_finding(finding) for finding in checks]
    return json.dumps(document, ensure_ascii=encoding.lower() not in ("utf-8", "utf8"), indent=2) + "\n"


def _engine(use: EngineUse) -> dict[str, Any]:
    return {
        "locale": use.locale,
        "engine": use.engine,
        "estimated": use.estimated,
        "messages": use.messages,
        "characters": use.characters,
        "input_tokens": use.input_tokens,
        "output_tokens": use.output_tokens,
        "requests": use.requests,
        "remembered": use.remembered,
        "saved": use.saved,
        "refused": use.refused,
        "cost": use.cost,
        "currency": use.currency,
    }


def _page(page: PageResult) -> dict[str, Any]:
    return {
        "source": page.pair.source,
        "localized": page.pair.localized,
        "catalog": page.pair.catalog,
        "locale": page.pair.locale,
        "state": page.state.value,
        "action": page.action.value,
        "catalog_written": page.catalog_written,
        "messages": page.messages,
        "translated": page.translated,
        "fuzzy": page.fuzzy,
        "new": page.new,
        "fuzzied": page.fuzzied,
        "obsoleted": page.obsoleted,
        "revived": page.revived,
        "taken": page.taken,
        "held": page.held,
        "metadata": list(page.metadata),
        "findings": [_finding(finding) for finding in page.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": finding.message,
        "remedy": finding.remedy,
    }
