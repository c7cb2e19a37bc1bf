"""What `translate engines` found, as lines and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translator.model import EngineFacts, EnginesResult

__all__ = ["engines_json", "engines_lines"]


def engines_lines(result: EnginesResult) -> Iterator[Line]:
    """A row an engine; then its languages, or what it made of a sentence."""
    if not result.tests:
        yield from _table(result.engines)
        for facts in result.engines:
            if facts.problem:
                yield Line(facts.problem, "bad")
            elif facts.languages and len(result.engines) == 1:
                yield Line(f"{facts.name} translates into {' '.join(facts.languages)}")
    for test in result.tests:
        name = f"{test.engine} → {test.locale}"
        if test.fault:
            yield Line(f"{name}: {test.fault}", "bad")
        else:
            yield Line(f"{name} ({test.seconds:.2f} s): {test.text}", "good")


def _table(engines: Iterable[EngineFacts]) -> Iterator[Line]:
    rows = [("engine", "languages", "key", "used for")]
    rows += [(each.name, _languages(each), _key(each), ", ".join(each.locales)) for each in engines]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    styles = ["head"]
    for facts in engines:
        ready = facts.optional or not facts.missing
        styles.append("" if not facts.locales else "good" if ready else "warn")
    for row, style in zip(rows, styles, strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield Line("  ".join((*cells, row[3])).rstrip(), style)


def _languages(facts: EngineFacts) -> str:
    if facts.languages:
        return str(len(facts.languages))
    return "any" if facts.anything else "" if facts.problem else "ask it"


def _key(facts: EngineFacts) -> str:
    if not facts.variables:
        return "" if facts.problem else "none needed"
    if facts.missing:
        return f"{', '.join(facts.missing)} not set{' (optional)' if facts.optional else ''}"
    return f"{', '.join(facts.variables)} set"


def engines_json(result: EnginesResult) -> str:
    """One JSON object, schema 1; never a key's value."""
    document = {
        "schema": 1,
        "command": "engines",
        "engines": [asdict(each) for each in result.engines],
        "tests": [asdict(each) for each in result.tests],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"
