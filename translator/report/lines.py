"""A result as lines of text, each with the name of its style."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from translator.model import Action, Severity, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translator.model import EngineUse, Finding, PageResult, Result

__all__ = ["Line", "findings_lines", "page_lines", "status_lines", "sync_lines", "worth_telling"]


class Line(NamedTuple):
    """One line, and how it is to look: ``good``, ``bad``, ``warn``, ``dim``, ``head`` or nothing."""

    text: str
    style: str = ""


_ACTION_STYLE = {
    Action.CREATED: "good",
    Action.UPDATED: "good",
    Action.MOVED: "good",
    Action.PRUNED: "warn",
    Action.WAITING: "dim",
    Action.LEFT: "warn",
    Action.FAILED: "bad",
}
_STATE_STYLE = {
    State.CURRENT: "good",
    State.MISSING: "warn",
    State.OUTDATED: "warn",
    State.INCOMPLETE: "warn",
    State.EDITED: "bad",
    State.ORPHANED: "warn",
    State.UNMANAGED: "dim",
}
_STATE_ORDER = (
    State.CURRENT,
    State.INCOMPLETE,
    State.OUTDATED,
    State.MISSING,
    State.EDITED,
    State.ORPHANED,
    State.UNMANAGED,
)


def sync_lines(result: Result) -> Iterator[Line]:
    """Tell what a sync did: a line for every page where something was done or is to be done, then the sum."""
    yield from page_lines(result)
    yield from _engines(result)
    yield from _sum(result)


def page_lines(result: Result) -> Iterator[Line]:
    """Tell of every page where something was done or is to be done."""
    for page in result.pages:
        if page.action is not Action.NONE or page.catalog_written:
            yield Line(_page_line(page), _ACTION_STYLE.get(page.action, ""))
            for change in page.metadata:
                yield Line(f"           metadata: {change}", "dim")
        elif page.state is State.ORPHANED:
            yield Line(f"{page.state.value:<9}  {_name(page)}", _STATE_STYLE[page.state])


def _page_line(page: PageResult) -> str:
    word = page.action.value if page.action is not Action.NONE else "catalog"
    name = page.pair.catalog if page.action is Action.NONE else _name(page)
    return f"{word:<9}  {name}  {_counts(page)}".rstrip()


def _name(page: PageResult) -> str:
    return page.pair.catalog if page.catalog_only else page.pair.localized


def _counts(page: PageResult) -> str:
    if not page.messages:
        return ""
    told = [f"{page.translated}/{page.messages} translated"]
    for count, word in (
        (page.fuzzy, "fuzzy"),
        (page.new, "new"),
        (page.obsoleted, "obsolete"),
        (page.revived, "revived"),
        (page.taken, "taken from the page"),
        (page.held, "held back"),
    ):
        if count:
            told.append(f"{count} {word}")
    return ", ".join(told)


def _engines(result: Result) -> Iterator[Line]:
    """Tell what each locale took from its engine, and what the memory saved."""
    uses = [use for use in result.engines if use.messages or use.remembered or use.refused]
    for use in uses:
        yield Line(f"{use.locale:<9}  {use.engine}: {', '.join(_use(use))}", "head")
    costs: dict[str, float] = {}
    for use in uses:
        if use.cost is not None:
            costs[use.currency] = costs.get(use.currency, 0.0) + use.cost
    if costs and len(uses) > 1:
        total = " + ".join(_money(cost, currency) for currency, cost in costs.items())
        yield Line(f"{'cost':<9}  {'about ' if result.dry_run else ''}{total}", "head")


def _use(use: EngineUse) -> Iterator[str]:
    about = "about " if use.estimated else ""
    yield f"{_number(use.messages, 'message')} {'to translate' if use.estimated else 'translated'}"
    yield _number(use.characters, "character")
    if use.input_tokens or use.output_tokens:
        yield f"{about}{use.input_tokens:,} + {use.output_tokens:,} tokens"
    if use.cost is not None:
        yield f"{about}{_money(use.cost, use.currency)}"
    if use.remembered:
        saved = _number(use.saved, "character")
        yield f"{_number(use.remembered, 'message')} free from the memory ({saved} saved)"
    if use.refused:
        yield f"{_number(use.refused, 'answer')} refused"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _money(amount: float, currency: str) -> str:
    shown = f"{amount:,.2f}" if amount >= 0.01 or not amount else f"{amount:.4f}"
    return f"{shown} {currency}".strip()


def _sum(result: Result) -> Iterator[Line]:
    actions = Counter(page.action for page in result.pages)
    catalogs = sum(page.catalog_written for page in result.pages)
    told = [
        f"{actions[action]} {action.value}"
        for action in Action
        if action is not Action.NONE and actions[action]
    ]
    if catalogs:
        told.append(f"{catalogs} {'catalog' if catalogs == 1 else 'catalogs'} written")
    states = Counter(page.state for page in result.pages)
    for state in (State.UNMANAGED, State.ORPHANED):  # not ours to write, and not to be forgotten
        left = states[state] - (actions[Action.PRUNED] if state is State.ORPHANED else 0)
        if left:
            told.append(f"{left} {state.value}")
    size = _size(result)
    done = any(actions[a] for a in (Action.CREATED, Action.UPDATED, Action.MOVED, Action.PRUNED)) or catalogs
    if result.interrupted:
        yield Line(f"Interrupted. {size}: {', '.join(told) or 'nothing done'}.", "bad")
    elif not done:
        waiting = f" ({', '.join(told)})" if told else ""
        words, style = ("Nothing done", "warn") if result.failed else ("Nothing to do", "good")
        yield Line(f"{words}{waiting}. {size}.", style)
    else:
        prefix = "Would do: " if result.dry_run else ""
        yield Line(f"{prefix}{size}: {', '.join(told)}.", "warn" if result.failed else "good")


def _size(result: Result) -> str:
    locales = len({page.pair.locale for page in result.pages})
    pages = f"{result.sources} source {'page' if result.sources == 1 else 'pages'}"
    return f"{pages} × {locales} {'locale' if locales == 1 else 'locales'}"


def status_lines(result: Result) -> Iterator[Line]:
    """Tell how the site stands: a table by locale, then every page that is not current."""
    if result.pages:
        yield from _table(result.pages)
        yield Line("")
    for page in result.pages:
        if page.state is not State.CURRENT:
            count = f"  {page.translated}/{page.messages} translated" if page.messages else ""
            fuzzy = f", {page.fuzzy} fuzzy" if page.fuzzy else ""
            text = f"{page.state.value:<10}  {page.pair.localized}{count}{fuzzy}"
            yield Line(text, _STATE_STYLE[page.state])
    if all(page.state is State.CURRENT for page in result.pages):
        yield Line(f"Everything is current. {_size(result)}.", "good")


def _table(pages: Sequence[PageResult]) -> Iterator[Line]:
    """Give a row a locale, a column a state that occurs; all of them fit 80 columns."""
    locales = list(dict.fromkeys(page.pair.locale for page in pages))
    shown = [state for state in _STATE_ORDER if any(page.state is state for page in pages)]
    first = max(6, *(len(locale) for locale in locales))
    heads = (f"{'locale':<{first}}", *(state.value for state in shown), "translated")
    gap = "  " if len("  ".join(heads)) <= 80 else " "
    yield Line(gap.join(heads), "head")
    for locale in locales:
        own = [page for page in pages if page.pair.locale == locale]
        states = Counter(page.state for page in own)
        cells = [f"{states[state] or '·':>{len(state.value)}}" for state in shown]
        stale = any(page.state not in (State.CURRENT, State.UNMANAGED) for page in own)
        row = gap.join((f"{locale:<{first}}", *cells, f"{_share(own):>10}"))
        yield Line(row, "warn" if stale else "good")


def _share(pages: Iterable[PageResult]) -> str:
    messages = translated = 0
    for page in pages:
        messages += page.messages
        translated += page.translated
    # rounded down: a hundred percent is a hundred percent
    return f"{translated * 100 // messages} %" if messages else "–"


def worth_telling(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What a person may want to mend; the rest is in the JSON."""
    return (finding for finding in findings if finding.severity is not Severity.INFO)


def findings_lines(findings: Iterable[Finding]) -> Iterator[Line]:
    """Tell the findings, for stderr."""
    for finding in worth_telling(findings):
        style = {Severity.ERROR: "bad", Severity.WARNING: "warn"}[finding.severity]
        yield Line(f"{finding.severity.value}: {finding}", style)
