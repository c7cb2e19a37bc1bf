"""``translate diff``: what changed in a source page since its translation was made. Writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import byhand, comparison, files, handedits
from translator.catalog import merge, po, template
from translator.catalog.header import new_header
from translator.commands.linking import links_of, new_run
from translator.commands.opened import open_site
from translator.commands.status import status
from translator.commands.work import failure
from translator.history import History
from translator.model import Catalog, DiffPage, DiffResult, State
from translator.page import frontmatter
from translator.page.parse import parse
from translator.stamps import SOURCE_HASH

if TYPE_CHECKING:
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.model import Change, PageResult
    from translator.page.parse import Page

__all__ = ["diff"]

_TOLD = (State.OUTDATED, State.EDITED, State.INCOMPLETE)


def diff(root: Path, pages: tuple[str, ...] = (), locales: tuple[str, ...] = ()) -> DiffResult:
    """Compare localized pages that are behind with their source pages.

    :param root: the site's root
    :param pages: paths or globs; all where there is none
    :param locales: only these; all where there is none
    :raises ConfigError: the configuration or the call is wrong
    """
    stands = status(root, pages, locales)
    opened = open_site(root, locales)
    history = History.open(root)
    found = []
    for result in stands.pages:
        if result.state not in _TOLD:
            continue
        try:
            page = _one(opened, result, history)
        except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
            findings = failure(result.pair, error, result.pair.localized).findings
            page = DiffPage(result.pair, result.state, findings=findings)
        found.append(page)
    if history is not None:
        history.close()
    return DiffResult(tuple(found), stands.findings, len(stands.pages) - len(found))


def _one(opened: Opened, result: PageResult, history: History | None) -> DiffPage:
    root, pair = opened.root, result.pair
    rules = opened.rules(pair.tree, pair.locale)
    path = root / pair.catalog
    catalog = po.parse(files.read(path), pair.catalog) if files.is_there(path) else Catalog()
    source = parse(files.read(root / pair.source), rules.options, pair.source)
    localized = parse(files.read(root / pair.localized), rules.options, pair.localized)
    recorded = _recorded(localized, rules.options.hash_key) or catalog.get(SOURCE_HASH)
    if result.state is State.INCOMPLETE or not recorded:
        edited = _edits(opened, result, localized, source, catalog)
        changes = (*comparison.known_changes(catalog), *edited)
        held = tuple(finding for finding in result.findings if finding.rule == "held-back")
        return DiffPage(pair, result.state, changes=changes, findings=held)
    why = "there is no git repository"
    if history is not None:
        found = history.find_first(pair.source, (recorded, catalog.get(SOURCE_HASH)), rules.algorithm)
        why = found.why
        if found.revision is not None:
            former = parse(found.revision.data, rules.options, pair.source)
            metadata = _metadata(former, source)
            revision = found.revision
            edited = _edits(opened, result, localized, former, catalog)
            return DiffPage(
                pair, result.state, revision.commit, revision.date, revision.subject, found.behind,
                found.doubt,
                changes=(*comparison.changes(former, source, catalog), *edited), metadata=metadata,
            )  # fmt: skip
    # as a sync would merge it: what the catalog lacks is new, what it has otherwise has changed
    fresh = template.template(pair.source, source.segments)
    merged = merge.merge(catalog, fresh, new_header(pair.tag)).catalog
    edited = _edits(opened, result, localized, source, catalog)
    return DiffPage(pair, result.state, why=why, changes=(*comparison.known_changes(merged), *edited))


def _edits(
    opened: Opened, result: PageResult, localized: Page, base: Page, catalog: Catalog
) -> tuple[Change, ...]:
    """Find what somebody edited in a localized page.

    :param base: the source page that it was made from, as far as that is known
    """
    if result.state is not State.EDITED:
        return ()
    pair = result.pair
    rules = opened.rules(pair.tree, pair.locale)
    if rules.links is not None:
        links = links_of(str(opened.root), new_run(), pair, base, rules.links)
        localized = parse(links.restore(base, localized), rules.options, pair.localized)
    made = handedits.made(catalog, base, rules, pair.localized)
    return (
        *comparison.edits(localized, base, catalog, comparison.standing(made.texts, made.page)),
        *comparison.own_edits(made.page, localized),
    )


def _recorded(localized: Page, key: str) -> str:
    block = localized.front_matter
    return (frontmatter.get(localized.data, block, key) or "").strip() if block is not None else ""


def _metadata(former: Page, today: Page) -> tuple[str, ...]:
    had, has = byhand.metadata(former), byhand.metadata(today)
    if had == has:
        return ()
    from translator.metadata import changes  # noqa: PLC0415 (deepdiff takes 180 ms to import)

    return changes(had, has)
