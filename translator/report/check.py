"""What `translate check` found, as lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from translator.model import Severity
from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import CheckResult

__all__ = ["check_lines"]

_STYLES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "dim"}


def check_lines(result: CheckResult) -> Iterator[Line]:
    """A line a finding, then how many of each rule, then the sum."""
    for finding in result.findings:
        yield Line(f"{finding.severity.value} {finding.rule}: {finding}", _STYLES[finding.severity])
    looked = f"{len(result.files)} {'file' if len(result.files) == 1 else 'files'}"
    if not result.findings:
        yield Line(f"Nothing found. {looked}.", "good")
        return
    rules = Counter(finding.rule for finding in result.findings)
    told = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items()))
    worst = min((finding.severity for finding in result.findings), key=[*_STYLES].index)
    yield Line(f"{looked}: {told}.", _STYLES[worst])
