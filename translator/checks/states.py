"""How localized pages stand, as findings: one a source page and state, however many locales there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from translator.checkrules import RULES
from translator.model import Finding, Severity, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translator.model import PageResult

__all__ = ["LocaleFinding", "check_states"]


class LocaleFinding(NamedTuple):
    """A finding, and the locale whose severities hold for it; empty for the site's own."""

    locale: str
    finding: Finding


_STALE = {
    State.MISSING: ("missing", "not translated into {locales} yet", "run translate sync"),
    State.OUTDATED: ("outdated", "its localized pages are outdated: {locales}", "run translate sync"),
}
"""Told of the source page."""
_TRANSLATE = "translate what their catalogs lack in a PO editor, or have an engine do it"
_REMEDIES = {
    State.EDITED: ("edited", "it was edited by hand since it was written", "run translate sync"),
    State.ORPHANED: ("orphaned", "its source page is gone", "run translate sync --prune"),
}
"""Told of the localized page."""


def check_states(pages: Sequence[PageResult], severity: Callable[[str, str], str]) -> Iterator[LocaleFinding]:
    """Tell which pages are not current, and what is wrong with those that cannot be read.

    :param pages: as `translate status` finds them
    :param severity: of a locale and a rule; locales where it differs are told apart
    """
    stale: dict[tuple[str, str, str, str, str], list[str]] = {}
    for page in pages:
        pair, locale = page.pair, page.pair.locale
        said = {finding.rule for finding in page.findings}
        for finding in page.findings:
            if finding.rule == "differs":
                continue  # the checks of messages tell it in their own words
            damaged = finding.rule == "catalog"
            yield LocaleFinding(locale, replace(finding, rule="po-syntax") if damaged else finding)
        told = severity(locale, "unfinished") != "off"
        if page.state in _STALE and not page.failed and not (told and _is_unfinished(page)):
            rule, message, remedy = _STALE[page.state]
            remedy = _TRANSLATE if page.waits or _is_unfinished(page) else remedy
            stale.setdefault((pair.source, severity(locale, rule), rule, message, remedy), []).append(locale)
        elif page.state in _REMEDIES and _REMEDIES[page.state][0] not in said:
            rule, message, remedy = _REMEDIES[page.state]
            path = pair.catalog if page.catalog_only else pair.localized
            yield LocaleFinding(locale, _finding(path, rule, message, remedy))
    for (path, _, rule, message, remedy), locales in stale.items():
        text = message.format(locales=", ".join(locales))
        yield LocaleFinding(locales[0], _finding(path, rule, text, remedy))


def _is_unfinished(page: PageResult) -> bool:
    """Whether a page is not there only because its catalog is unfinished, which is told of the catalog."""
    return page.state is State.MISSING and page.messages > 0 and page.translated < page.messages


def _finding(path: str, rule: str, message: str, remedy: str) -> Finding:
    return Finding(path, 1, message, Severity(RULES[rule].severity), remedy, rule)
