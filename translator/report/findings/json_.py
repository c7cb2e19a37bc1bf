"""One JSON object, schema 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.model import CheckResult, Finding

__all__ = ["render"]


def render(result: CheckResult) -> str:
    """Write a result as JSON, in ASCII."""
    document = {
        "schema": 1,
        "command": "check",
        "files": len(result.files),
        "findings": [_plain(finding) for finding in result.findings],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _plain(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.path,
        "line": finding.line,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": finding.message,
        "remedy": finding.remedy,
    }
