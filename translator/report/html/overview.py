"""What a page can say without its script: a card a locale, and what has been stale longest."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.reportmodel import LocaleSum, ReportPage

__all__ = ["cards", "count", "oldest"]

_SHOWN = 12
"""Pages in the list of what is stale longest."""


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: ``1 page``, ``1,250 pages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def cards(locales: Iterable[LocaleSum]) -> str:
    """A card a locale."""
    return f'<ul class="cards">{"".join(map(_card, locales))}</ul>'


def _card(each: LocaleSum) -> str:
    left = each.messages - each.translated - each.fuzzy
    people = each.translated - each.machine
    parts = (("people", people), ("machine", each.machine), ("fuzzy", each.fuzzy), ("left", left))
    told = ", ".join(f"{name} {_percent(part, each.messages)}" for name, part in _named(parts))
    tag = "" if each.tag == each.locale else f' <span class="soft">{escape(each.tag)}</span>'
    facts = (
        ("Pages current", f"{each.current:,} <span class=soft>of {each.pages:,}</span>"),
        ("Words to do", f"{each.words_to_do:,}"),
        ("By a machine", _percent(each.machine, each.translated)),
    )
    shown = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    return (
        f'<li class="card"><h3><span>{escape(each.locale)}{tag}</span>'
        f'<span class="share">{each.share}<small> %</small></span></h3>'
        f"{_bar(parts, each.messages, told)}<dl>{shown}</dl></li>"
    )


def _named(parts: Sequence[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    names = {"people": "by people", "machine": "by a machine", "fuzzy": "fuzzy", "left": "untranslated"}
    return [(names[name], part) for name, part in parts if part]


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share = part * 100 // whole
    return "< 1 %" if part and not share else f"{share} %"


def _bar(parts: Sequence[tuple[str, int]], whole: int, told: str) -> str:
    """A bar of the parts; one that is there at all can be seen."""
    at = 0.0
    shapes = []
    for name, part in parts:
        width = round(part * 100 / whole, 2) if whole else 0
        if part:
            shapes.append(f'<rect class="{name}" x="{round(at, 2)}" width="{max(width, 0.8)}" height="8"/>')
        at += width
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(told or "no messages")}">{"".join(shapes)}</svg>'
    )


def oldest(pages: Iterable[ReportPage], today: str) -> str:
    """The pages whose source changed longest ago; empty where no date is known."""
    stale = sorted((page for page in pages if page.since), key=lambda page: (page.since, page.pair.localized))
    if not stale:
        return ""
    rows = "".join(
        f'<tr><th scope="row"><a href="#page={quote(page.pair.localized, safe="", errors="replace")}">'
        f"{escape(page.pair.localized)}</a></th>"
        f"<td>{escape(page.since[:10])}</td><td>{_days(page.since, today)}</td>"
        f"<td>{page.words_to_do:,}</td></tr>"
        for page in stale[:_SHOWN]
    )
    more = (
        f'<p class="soft">And {count(len(stale) - _SHOWN, "page")} more.</p>' if len(stale) > _SHOWN else ""
    )
    return (
        '<section aria-labelledby="oldest"><h2 id="oldest">Stale longest</h2>'
        '<div class="scroll" tabindex="0" role="region" aria-label="What has been stale longest">'
        '<table class="plain oldest">'
        '<thead><tr><th scope="col">Localized page</th><th scope="col">Source changed</th>'
        '<th scope="col">Ago</th><th scope="col">Words to do</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{more}</section>"
    )


def _days(since: str, today: str) -> str:
    from datetime import date  # noqa: PLC0415

    try:
        days = (date.fromisoformat(today[:10]) - date.fromisoformat(since[:10])).days
    except ValueError:
        return "–"
    return "today" if days <= 0 else count(days, "day")
