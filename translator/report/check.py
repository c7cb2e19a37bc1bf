"""What `translate check` found, as lines and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import CheckResult

__all__ = ["check_json", "check_lines"]


def check_lines(result: CheckResult) -> Iterator[Line]:
    """A line a finding, then the sum."""
    for finding in result.findings:
        yield Line(f"{finding.rule}: {finding}", "bad")
    looked = f"{result.pages} {'page' if result.pages == 1 else 'pages'}"
    if not result.findings:
        yield Line(f"Nothing found. {looked}.", "good")
        return
    counts = Counter(finding.rule for finding in result.findings)
    told = ", ".join(f"{count} {rule}" for rule, count in sorted(counts.items()))
    yield Line(f"{looked}: {told}.", "bad")


def check_json(result: CheckResult) -> str:
    """One JSON object, schema 1."""
    document = {"schema": 1, "command": "check", **asdict(result)}
    for finding, plain in zip(result.findings, document["findings"], strict=True):
        plain["severity"] = finding.severity.value
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"
