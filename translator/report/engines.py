"""What `translate engines` found, as lines and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import EngineFacts, EnginesResult

__all__ = ["engines_json", "engines_lines"]


def engines_lines(result: EnginesResult) -> Iterator[Line]:
    """A row an engine; then its languages, or what it made of a sentence."""
    rows = [(each.name, _key(each), ", ".join(each.locales)) for each in result.engines]
    first = max((len(row[0]) for row in rows), default=6)
    second = max((len(row[1]) for row in rows), default=3)
    if not result.tests:
        yield Line(f"{'engine':<{first}}  {'key':<{second}}  locales", "head")
        for row, facts in zip(rows, result.engines, strict=True):
            style = "good" if facts.locales and not facts.missing else "warn" if facts.locales else ""
            yield Line(f"{row[0]:<{first}}  {row[1]:<{second}}  {row[2]}".rstrip(), style)
        for facts in result.engines:
            if facts.problem:
                yield Line(f"{facts.name}: {facts.problem}", "bad")
            elif facts.languages:
                yield Line(f"{facts.name} translates into {' '.join(facts.languages)}")
    for test in result.tests:
        name = f"{test.engine} → {test.locale}"
        if test.fault:
            yield Line(f"{name}: {test.fault}", "bad")
        else:
            yield Line(f"{name} ({test.seconds:.2f} s): {test.text}", "good")


def _key(facts: EngineFacts) -> str:
    if not facts.variables:
        return "none needed"
    if facts.missing:
        return f"{', '.join(facts.missing)} not set"
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
