"""GitHub's annotations: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translator.model import CheckResult, Finding

__all__ = ["annotation_lines", "render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: CheckResult) -> str:
    """Write a line a finding, as `annotation_lines` has them."""
    return annotation_lines(result.findings)


def annotation_lines(findings: Iterable[Finding]) -> str:
    """Write a line a finding, the worst first: GitHub shows ten of a kind a step, and no more."""
    return "".join(map(_line, sorted(findings, key=lambda each: [*_COMMANDS].index(each.severity))))


def _line(finding: Finding) -> str:
    properties = [f"file={_property(finding.path)}", f"line={max(1, finding.line)}"]
    properties.append(f"title={_property(finding.rule)}")
    remedy = f" ({finding.remedy})" if finding.remedy else ""
    return f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_data(finding.message + remedy)}\n"


def _data(text: str) -> str:
    """Escape a text as the runner's own toolkit does; other control characters have no place in a log."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(char if char.isprintable() else " " for char in text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
