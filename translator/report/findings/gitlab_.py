"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from translator.model import Severity

if TYPE_CHECKING:
    from translator.model import CheckResult, Finding

__all__ = ["render"]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: CheckResult) -> str:
    """Write a JSON list.

    A fingerprint does not change with the line: a finding that only moved is no new one to GitLab.
    """
    seen: Counter[str] = Counter()
    return (
        json.dumps([_issue(finding, seen) for finding in result.findings], ensure_ascii=True, indent=2) + "\n"
    )


def _issue(finding: Finding, seen: Counter[str]) -> dict[str, object]:
    remedy = f" ({finding.remedy})" if finding.remedy else ""
    same = f"{finding.rule}\0{finding.path}\0{finding.message}"
    seen[same] += 1
    return {
        "description": finding.message + remedy,
        "check_name": finding.rule,
        "fingerprint": sha256(f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": max(1, finding.line)}},
    }
