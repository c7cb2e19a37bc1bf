"""JUnit's XML, as most CI servers read it: https://github.com/testmoapp/junitxml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from translator.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import CheckResult, Finding

__all__ = ["render"]

# https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: CheckResult) -> str:
    """Write a test case a file: it fails where something was found, and passes where only hints were."""
    by_path: dict[str, list[Finding]] = {path: [] for path in result.files}
    for finding in result.findings:
        by_path.setdefault(finding.path, []).append(finding)
    suite = ET.Element("testsuite", name="translate check")
    failures = sum(_case(suite, path, findings) for path, findings in sorted(by_path.items()))
    counts = {"tests": str(len(by_path)), "failures": str(failures), "errors": "0"}
    suite.attrib.update(counts)
    suites = ET.Element("testsuites", {"name": "translate check", **counts})
    suites.append(suite)
    ET.indent(suites)
    # in ASCII, with references for all else: right in whatever encoding it is printed
    written: bytes = ET.tostring(suites, encoding="us-ascii", xml_declaration=True)
    return written.decode() + "\n"


def _case(suite: ET.Element, path: str, findings: Sequence[Finding]) -> bool:
    """Add a file's test case; whether it fails."""
    case = ET.SubElement(suite, "testcase", name=_clean(path), classname="translate.check", file=_clean(path))
    failing = [finding for finding in findings if finding.severity is not Severity.INFO]
    hints = [finding for finding in findings if finding.severity is Severity.INFO]
    if failing:
        first = failing[0]
        failure = ET.SubElement(case, "failure", type=first.rule, message=_clean(_told(first)))
        failure.text = _clean("\n".join(map(_told, failing)))
    if hints:
        ET.SubElement(case, "system-out").text = _clean("\n".join(map(_told, hints)))
    return bool(failing)


def _told(finding: Finding) -> str:
    return f"{finding.severity.value} {finding.rule}: {finding}"


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
