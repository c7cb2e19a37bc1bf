"""What `translate diff` found: for a terminal, for a pull request's comment, for machines."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from translator.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import Change, DiffPage, DiffResult

__all__ = ["diff_json", "diff_lines", "diff_markdown"]

LIMIT = 65_536
"""Characters that a comment on GitHub may have."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


def diff_lines(result: DiffResult, *, colour: bool = False) -> Iterator[Line]:
    """A head a page, then its changes: words that went and came.

    :param colour: show words in colour; else as ``git diff --word-diff`` has them
    """
    for page in result.pages:
        yield Line(_head(page), "head")
        if page.why:
            unknown = "" if page.commit else "its source revision is not known: "
            yield Line(f"  {unknown}{page.why}", "warn")
        for change in page.changes:
            yield from _change_lines(change, colour=colour)
        for each in page.metadata:
            yield Line(f"  front matter  {each}", "dim")
        if not (page.changes or page.metadata or page.findings):
            yield Line("  no message changed", "dim")
    count = len(result.pages)
    told = f"{count} localized {'page' if count == 1 else 'pages'} behind" if count else "Nothing to tell"
    yield Line(f"{told}, {result.current} others.", "head")


def _head(page: DiffPage) -> str:
    head = f"{page.pair.localized}  {page.state.value}"
    if page.commit:
        times = f"{page.behind} {'revision' if page.behind == 1 else 'revisions'} behind"
        head += f", made from {page.commit[:10]} of {page.date[:10]} “{page.subject}”, {times}"
    return head


def _change_lines(change: Change, *, colour: bool) -> Iterator[Line]:
    place = f"{change.line:>5}"
    name = f" ({_shown(change.context)})" if change.context else ""
    if change.kind == "added":
        yield Line(f"{place}  + {change.new}{name}", "good")
    elif change.kind == "removed":
        yield Line(f"{place}  - {change.old}{name}", "bad")
    else:
        mark = {"edited": "✎", "fuzzy": "?"}.get(change.kind, "~")
        text = _worded(change, colour=colour) if change.words else change.new
        yield Line(f"{place}  {mark} {text}{name}", "styled" if colour and change.words else "")
    if change.translation:
        yield Line(f"         {change.translation}", "dim")


def _worded(change: Change, *, colour: bool) -> str:
    frames = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    if colour:
        frames = {"=": "{}", "-": "\x1b[31;9m{}\x1b[0m", "+": "\x1b[32m{}\x1b[0m"}
    return "".join(frames[kind].format(_shown(text)) for kind, text in change.words)


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def diff_markdown(result: DiffResult) -> str:
    """A comment for a pull request: nothing in it can be taken for markup, a mention or an end of it."""
    head = "### What changed since the translations were made\n\n"
    if not result.pages:
        return head + "Nothing: every translation is of today's source.\n"
    parts = [head]
    used = len(head)
    for number, page in enumerate(result.pages):
        section = _section(page)
        rest = f"\n…and {len(result.pages) - number} more pages, left out for their length.\n"
        if used + len(section) + len(rest) > LIMIT:
            parts.append(rest)
            break
        parts.append(section)
        used += len(section)
    return "".join(parts)


def _section(page: DiffPage) -> str:
    counts = {
        word: sum(change.kind == word for change in page.changes)
        for word in ("changed", "added", "removed", "fuzzy", "edited")
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    lines = [f"<details><summary><code>{_html(page.pair.localized)}</code> {told}</summary>\n"]
    if page.commit:
        made = f"Made from {page.commit[:10]} of {page.date[:10]} ({_text(page.subject)})"
        lines.append(f"{made}, {page.behind} behind.\n")
    elif page.why:
        lines.append(f"Its source revision is not known: {_text(page.why)}.\n")
    for change in page.changes:
        lines.append(f"- {_item(change)}")
        if change.translation:
            lines.append(f"  <br>{_text(change.translation)}")
    lines += [f"- front matter: {_text(each)}" for each in page.metadata]
    return "\n".join([*lines, "", "</details>", ""])


def _item(change: Change) -> str:
    if change.kind == "added":
        return f"➕ {_text(change.new)}"
    if change.kind == "removed":
        return f"➖ {_text(change.old)}"
    frames = {"=": "{}", "-": "<del>{}</del>", "+": "<ins><b>{}</b></ins>"}
    worded = "".join(frames[kind].format(_text(text)) for kind, text in change.words)
    return {"edited": "✏️ ", "fuzzy": "❔ "}.get(change.kind, "") + (worded or _text(change.new))


def _html(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = "".join(char if char.isprintable() else " " for char in text)
    # a zero-width joiner keeps a name from being a mention, and a number from being a reference
    return re.sub(r"([@#])(?=\w)", "\\1\u2060", text)


def _text(text: str) -> str:
    """A text that shows as itself in Markdown."""
    words = _html(text)
    return _MARKDOWN.sub(r"\\\1", words).replace("://", ":\u2060//")


def diff_json(result: DiffResult) -> str:
    """One JSON object, schema 1, documented in docs/commands.md."""
    document = {
        "schema": 1,
        "command": "diff",
        "current": result.current,
        "pages": [_page(page) for page in result.pages],
        "findings": [asdict(finding) for finding in result.findings],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def _page(page: DiffPage) -> dict[str, object]:
    found = asdict(page)
    pair = found.pop("pair")
    names = ("source", "localized", "catalog", "locale")
    return {**{name: pair[name] for name in names}, **found, "state": page.state.value}
