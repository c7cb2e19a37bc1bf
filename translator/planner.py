"""What a sync would do with one localized page, and why: pure.

A page's life: its messages are merged into the catalog, the catalog's translations are put into the
source's bytes, hash and locale are set, and the result is compared with what is there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translator import outcome, settle
from translator.catalog import assign
from translator.draft import Draft
from translator.model import Action, State
from translator.stamps import HELD_BACK, OWN_LAYOUT, OWN_PAGE, PAGE_HASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from translator.draft import Past
    from translator.links.localize import LinkPlan
    from translator.model import Pair
    from translator.needs import Machine
    from translator.outcome import PagePlan
    from translator.page.parse import Page
    from translator.rules import Rules

__all__ = ["plan_page"]


def plan_page(
    pair: Pair,
    source: Page,
    localized: bytes | None,
    catalog: bytes | None,
    rules: Rules,
    machine: Machine | None = None,
    past: Past | None = None,
    links: Callable[[], LinkPlan] | None = None,
) -> PagePlan:
    """Plan one localized page.

    :param pair: the paths
    :param source: the source page
    :param localized: the localized page's bytes, None if there is none
    :param catalog: the catalog's bytes, None if there is none
    :param rules: what the configuration says
    :param machine: what engines have translated for it; None where there is none
    :param past: what the history knows, where a plan without it wanted that
    :param links: gives what is done with its links, asked for where it matters; None for nothing
    :raises PageError: the localized page cannot be read
    :raises CatalogError: the catalog is damaged
    """
    draft = Draft(pair, source, localized, catalog, rules, machine, past, links)
    plan = _plan(draft)
    if draft.wants and past is None:
        plan = replace(plan, wants=draft.wants)
    return replace(plan, needs=draft.needs) if draft.needs else plan


def _plan(draft: Draft) -> PagePlan:
    if draft.data is None:
        return outcome.write(draft, None)
    there = draft.read(draft.data)
    recorded = draft.recorded_hash(there)
    fresh = draft.is_fresh(recorded)
    written = draft.old.get(PAGE_HASH) if draft.old else ""
    written_by_us = draft.is_page(written, there)
    draft.before = _state(draft, recorded, fresh=fresh, edited=bool(written) and not written_by_us)
    if not recorded and draft.old is None:
        return outcome.leave(draft, State.UNMANAGED, Action.NONE, None)
    localized = there if written_by_us and not draft.merged.new else draft.restored(there)
    if written_by_us and fresh and draft.merged.new:
        settle.recover(draft, localized)
    if written_by_us and draft.old is not None and draft.is_page(draft.old.get(OWN_PAGE), there):
        if not fresh or draft.rules.ours or draft.is_catalog_edited():
            draft.before = State.EDITED
            draft.past = replace(draft.past, restored=False)  # it was accepted so, and is not taken from git
            return settle.edited(draft, draft.old, draft.restored(there), recorded, fresh=fresh)
        return outcome.stay(draft)
    if written_by_us:
        laid_out = draft.is_page(draft.old.get(OWN_LAYOUT), there) if draft.old else False
        by_hand = laid_out and fresh and not draft.rules.ours
        return outcome.write(draft, localized, recorded=recorded if fresh else "", by_hand=by_hand)
    if written and draft.old is not None:
        return settle.edited(draft, draft.old, localized, recorded, fresh=fresh)
    if draft.rules.ours:
        return outcome.write(draft, localized, recorded=recorded if fresh else "")
    return settle.unknown(draft, localized, recorded, fresh=fresh)


def _state(draft: Draft, recorded: str, *, fresh: bool, edited: bool) -> State:
    if not recorded:
        return State.UNMANAGED
    if edited:
        return State.EDITED
    if not fresh:
        return State.OUTDATED
    if draft.old is None:
        return State.CURRENT
    counts = assign.counts(draft.now)
    complete = counts.translated == counts.total and not draft.old.get(HELD_BACK)
    return State.CURRENT if complete else State.INCOMPLETE
