"""What `translate adopt` found, as lines and as JSON."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import AdoptedPage, AdoptResult, AdoptRow

__all__ = ["adopt_json", "adopt_lines"]

_WORDS = (
    ("certain", "certain"),
    ("uncertain", "uncertain"),
    ("copy", "untranslated"),
    ("source alone", "only in the source"),
    ("localized alone", "only here"),
)
_HOW = {"source_hash": "by its source_hash", "structure": "by its structure"}
_STYLES = {"certain": "good", "uncertain": "warn"}


def adopt_lines(result: AdoptResult, *, report: bool = False, width: int = 80) -> Iterator[Line]:
    """A line a page, then the sum.

    :param report: show each page's pairs side by side
    :param width: columns of the terminal
    """
    for page in result.pages:
        if page.outcome == "known":
            continue
        style = {"adopted": "good", "copy": "warn", "failed": "bad"}[page.outcome]
        yield Line(f"{page.outcome:<8}  {page.found_at or page.pair.localized}{_told(page)}", style)
        if report:
            for row in page.rows:
                yield from _row(row, width)
    yield Line(_sum(result), "head")


def _told(page: AdoptedPage) -> str:
    if page.outcome == "failed":
        return ""
    source = f" ← {page.pair.source}"
    if page.revision:
        source += f" at {page.revision}, {_HOW[page.how]}"
    if page.found_at:
        source += f" (its place is {page.pair.localized})"
    if page.outcome == "copy":
        return f"{source}: an untranslated copy"
    counts = ", ".join(f"{count} {word}" for kind, word in _WORDS if (count := page.count(kind)))
    return f"{source}: {counts or 'nothing to translate'}"


def _sum(result: AdoptResult) -> str:
    pages = [page for page in result.pages if page.outcome == "adopted"]
    told = [
        f"{len(pages)} {'page' if len(pages) == 1 else 'pages'} {'to adopt' if result.dry_run else 'adopted'}"
    ]
    told += [
        f"{count:,} {word}" for kind, word in _WORDS if (count := sum(page.count(kind) for page in pages))
    ]
    for outcome, word in (("copy", "untranslated copies"), ("known", "known already"), ("failed", "failed")):
        count = sum(page.outcome == outcome for page in result.pages)
        if count:
            told.append(f"{count} {word}")
    return ", ".join(told) + "."


def _row(row: AdoptRow, width: int) -> Iterator[Line]:
    """Source on the left, translation on the right, as wide as the terminal allows."""
    head = f"  {row.line:>5} {row.kind}"
    if row.kind == "uncertain":
        head += f", score {row.score}: {row.why}"
    yield Line(head, _STYLES.get(row.kind, "dim"))
    half = max(20, (width - 11) // 2)
    left, right = _wrapped(row.source, half), _wrapped(row.localized, half)
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        other = right[number] if number < len(right) else ""
        yield Line(f"        {one}{' ' * (half - _columns(one))} │ {other}".rstrip(), "")


def _wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines; wide characters take two columns."""
    lines, line, used = [], "", 0
    for char in " ".join(text.split()):
        size = _columns(char)
        if used + size > columns:
            head, space, tail = line.rpartition(" ")
            if not space or char == " " or _columns(tail) > columns // 2:
                head, tail = line, ""
            lines.append(head)
            line, used = tail, _columns(tail)
            if char == " " and not line:
                continue
        line, used = line + char, used + size
    return [*lines, line] if line else lines


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def adopt_json(result: AdoptResult, *, report: bool = False) -> str:
    """One JSON object, schema 1, documented in docs/commands.md.

    :param report: with each page's pairs
    """
    document = {
        "schema": 1,
        "command": "adopt",
        "dry_run": result.dry_run,
        "pages": [_page(page, report=report) for page in result.pages],
        "findings": [asdict(finding) for finding in result.findings],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _page(page: AdoptedPage, *, report: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "source": page.pair.source,
        "localized": page.found_at or page.pair.localized,
        "place": page.pair.localized,
        "catalog": page.pair.catalog,
        "locale": page.pair.locale,
        "outcome": page.outcome,
        "revision": page.revision,
        "how": page.how,
        "counts": {kind.replace(" ", "_"): page.count(kind) for kind, _ in _WORDS},
        "findings": [asdict(finding) for finding in page.findings],
    }
    if report:
        found["pairs"] = [asdict(row) for row in page.rows]
    return found
