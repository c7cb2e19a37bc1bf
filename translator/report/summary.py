"""The report in short, as Markdown: a job's summary, the text of a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.reportmodel import LocaleSum, ReportResult

__all__ = ["summary_markdown"]

_SHOWN = 10
"""Pages in the list of what is stale longest."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+.!|<>~@&:/-])")


def summary_markdown(result: ReportResult) -> str:
    """Write a table of the locales, and what has been stale longest.

    Nothing of a site's names is taken for markup or a mention.
    """
    return "\n".join((*_table(result), *_oldest(result), *_unknown(result))) + "\n"


def _table(result: ReportResult) -> Iterator[str]:
    yield "| Locale | Pages current | Translated | Fuzzy | By a machine | Words to do |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for each in result.locales:
        yield f"| {_plain(each.locale)} | {each.current:,} of {each.pages:,} | {_cells(each)} |"


def _cells(each: LocaleSum) -> str:
    machine = f"{each.machine * 100 // each.translated} %" if each.translated else "–"
    share = f"{each.share} %" if each.messages else "–"
    return f"{share} | {each.fuzzy:,} | {machine} | {each.words_to_do:,}"


def _oldest(result: ReportResult) -> Iterator[str]:
    stale = sorted((page.since, page.pair.localized) for page in result.pages if page.since)
    if not stale:
        return
    yield ""
    yield "Stale longest:"
    yield ""
    for since, localized in stale[:_SHOWN]:
        yield f"- {_plain(localized)}, since {since[:10]}"
    if len(stale) > _SHOWN:
        yield f"- and {len(stale) - _SHOWN} more"


def _unknown(result: ReportResult) -> Iterator[str]:
    if result.unknown:
        yield ""
        yield from (f"_{each}_" for each in result.unknown)


def _plain(text: str) -> str:
    line = "".join(char if char.isprintable() else "\ufffd" for char in text)
    # a backslash before @ does not keep GitHub from telling somebody: an entity does
    return _SPECIAL.sub(r"\\\1", line).replace(r"\@", "&#64;")
