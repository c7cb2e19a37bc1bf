"""What comes of a page's plan: it is written, it waits, or it is left as it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator import byhand
from translator.catalog import assign, po
from translator.draft import same_texts
from translator.model import Action, PageResult, State
from translator.needs import answered, needs
from translator.ownlines import own_lines
from translator.page import frontmatter
from translator.page.guard import breach
from translator.page.hashes import digest
from translator.page.write import splice
from translator.stamps import (
    CATALOG_HASH,
    HELD_BACK,
    LINKS,
    OWN_LAYOUT,
    OWN_PAGE,
    PAGE_HASH,
    SOURCE_HASH,
    catalog_stamp,
    merged_since,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translator.draft import Draft
    from translator.model import Catalog, Finding
    from translator.needs import Need
    from translator.page.parse import Page

__all__ = ["PagePlan", "accept", "leave", "stay", "wait", "write"]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What is to be written; None where a file stays as it is."""

    result: PageResult
    before: State
    """How the page stands as long as nothing is written."""
    page: bytes | None = None
    catalog: bytes | None = None
    rescued: bytes | None = None
    """The catalog to write before the page: it holds what until now only the page held."""
    needs: tuple[Need, ...] = ()
    """What an engine has to translate yet, where one is there."""
    wants: tuple[str, str, str] | None = None
    """The hashes of the source page, as the localized page and as its catalog have it, and of the page as it
    was written: somebody edited it, and more could be done if these were known."""


def write(draft: Draft, localized: Page | None, recorded: str = "", *, by_hand: bool = False) -> PagePlan:
    """Write the page from the catalog, where enough of it is translated.

    :param localized: the page that is there, its links as in the source; None for none
    :param recorded: the hash of the source page that it bears, where that is today's in another form
    :param by_hand: whether its own layout may stay, since somebody made it so
    """
    draft.set_field(OWN_PAGE, "")
    draft.set_field(OWN_LAYOUT, "")
    ahead: Catalog | None = None
    if draft.machine is not None:
        before = draft.now
        draft.now = answered(draft.now, draft.machine)
        draft.needs = needs(draft.now, draft.source)
        # Stored under the old hashes, before the page: whenever the run is killed, it is a machine's text
        # that the next one finds in the page, and none that a person wrote there.
        ahead = draft.now if draft.now is not before else None
    counts = assign.counts(draft.now)
    usable = counts.translated + (counts.fuzzy if draft.rules.publish_fuzzy else 0)
    if not draft.is_enough(usable, counts.total):
        return wait(draft, localized, recorded)
    written = draft.render(localized)
    draft.findings += _to_mend(written.findings, draft.pair.catalog)
    if not draft.is_enough(usable - len(written.held), counts.total):
        return wait(draft, localized, recorded)
    data = draft.finished(written.data)
    if recorded and localized is not None and data != draft.data and recorded != draft.hash:
        # a hash of the same text in another form (CRLF, an older tool's) is no reason to write
        same = draft.finished(draft.render(localized, recorded).data)
        if same == draft.data:
            data = same
    if by_hand and recorded and draft.data is not None and localized is not None:
        # fresh, and every text of it is in the catalog by now: all that it has of its own may stay
        made = draft.read(written.data)
        if same_texts(made, localized):
            mine = _with_hash(draft, recorded)
            if mine not in (data, draft.finished(draft.render(localized, recorded).data)):
                field = OWN_PAGE if own_lines(made, localized) else OWN_LAYOUT
                draft.set_field(field, digest(mine, "md5"))
            data = mine
    if _adopted_from_here(draft) and localized is not None and not written.held:
        data = _own_layout(draft, written.data, localized) or data
    complete = counts.translated == counts.total and not written.held
    state = State.CURRENT if complete else State.INCOMPLETE
    changed = data != draft.data
    action = Action.NONE if not changed else Action.CREATED if localized is None else Action.UPDATED
    # of another system's line ends it may be; any other form is a page's alone
    known = draft.old.get(SOURCE_HASH) if draft.old else ""
    draft.set_field(SOURCE_HASH, known if known == draft.lf_hash else draft.hash)
    draft.set_field(PAGE_HASH, digest(data, "md5"))
    draft.set_field(LINKS, " ".join(draft.links.awaits) if draft.links is not None else "")
    metadata = _metadata(draft, localized) if changed and localized is not None else ()
    kept = ahead or (draft.now if draft.taken else None)
    rescued = po.serialize(kept) if kept is not None and changed else None
    return _plan(draft, state, action, data if changed else None, rescued, len(written.held), metadata)


def _to_mend(findings: Iterable[Finding], catalog: str) -> Iterator[Finding]:
    """Name the catalog to mend: the findings are of a source page that other locales have, too."""
    for finding in findings:
        if finding.rule == "held-back":
            yield replace(finding, remedy=f"mend the translation in {catalog}")
        else:
            yield finding


def _with_hash(draft: Draft, recorded: str) -> bytes:
    """Give the page as it is; the hash that somebody took from it is there again."""
    there, key = draft.data or b"", draft.rules.options.hash_key
    block = draft.read(there).front_matter
    if block is None or frontmatter.get(there, block, key) or not frontmatter.has_keys(there, block):
        return there
    return splice(there, [frontmatter.set_key(there, block, key, recorded)])


def _adopted_from_here(draft: Draft) -> bool:
    """Whether the page was adopted as a translation of this very source page, and never synced since."""
    old = draft.old
    return old is not None and not old.get(CATALOG_HASH) and old.get(SOURCE_HASH) == draft.hash


def _own_layout(draft: Draft, written: bytes, localized: Page) -> bytes | None:
    """Keep an adopted page as its people laid it out, if it says what the catalog says: but for its hash.

    :param written: the page from the catalog, laid out as the source
    :param localized: the page as it is, its links as in the source
    :return: None where it has to be written anew
    """
    there, made = draft.data or b"", draft.read(written)
    block = draft.read(there).front_matter
    if block is None or draft.source.body is None or localized.body is None:
        return None
    if (
        not same_texts(made, localized)
        or breach(draft.source.body, localized.body, by_people=True) is not None
        or byhand.metadata(made) != byhand.metadata(localized)
    ):
        return None
    edits = [frontmatter.set_key(there, block, draft.rules.options.hash_key, draft.hash)]
    if draft.rules.add_locale_key:
        edits.append(frontmatter.set_key(there, block, draft.rules.options.locale_key, draft.pair.locale))
    return draft.finished(splice(there, edits))


def accept(draft: Draft, localized: Page) -> PagePlan:
    """Leave the page as somebody made it, until its source changes."""
    counts = assign.counts(draft.now)
    state = State.CURRENT if counts.translated == counts.total else State.INCOMPLETE
    there = localized.data if draft.data is None else draft.data
    draft.set_field(OWN_PAGE, digest(there, "md5"))
    draft.set_field(PAGE_HASH, digest(there, "md5"))
    draft.set_field(SOURCE_HASH, draft.hash)
    return leave(draft, state, Action.NONE, draft.now)


def stay(draft: Draft) -> PagePlan:
    """Leave a page that was accepted as somebody made it: nothing changed since."""
    counts, held = assign.counts(draft.now), int(draft.now.get(HELD_BACK) or 0)
    complete = counts.translated == counts.total and not held
    return _plan(draft, State.CURRENT if complete else State.INCOMPLETE, Action.NONE, None, None, held, ())


def wait(draft: Draft, localized: Page | None, recorded: str) -> PagePlan:
    """Leave the page until enough of its catalog is translated."""
    state = State.MISSING if localized is None else State.INCOMPLETE if recorded else State.OUTDATED
    return leave(draft, state, Action.WAITING, draft.now)


def leave(draft: Draft, state: State, action: Action, catalog: Catalog | None) -> PagePlan:
    """Leave the page as it is.

    :param catalog: None where none is to be written either
    """
    if catalog is None:
        return PagePlan(PageResult(draft.pair, state, action, findings=tuple(draft.findings)), draft.before)
    return _plan(draft, state, action, None, None, 0, ())


def _plan(
    draft: Draft,
    state: State,
    action: Action,
    page: bytes | None,
    rescued: bytes | None,
    held: int,
    metadata: tuple[str, ...],
) -> PagePlan:
    if page is not None or action is Action.NONE:
        draft.set_field(HELD_BACK, str(held) if held else "")
    body = po.serialize_body(draft.now)
    counts = assign.counts(draft.now)
    found = counts.total, counts.translated, counts.fuzzy
    fingerprint = draft.rules.fingerprint()
    stamp = catalog_stamp(digest(body), draft.lf_hash, fingerprint, found)
    if action is Action.LEFT and draft.old is not None:
        # whoever settles this has to know that the catalog was edited, too
        stamp = draft.old.get(CATALOG_HASH)
        if not draft.is_catalog_edited():
            stamp = merged_since(stamp, digest(body))
    draft.set_field(CATALOG_HASH, stamp)
    catalog = po.serialize(draft.now, body)
    nothing = draft.catalog is None and not counts.total and page is None
    changed = catalog != draft.catalog and not nothing
    merged = draft.merged
    result = PageResult(
        draft.pair, state, action, changed, counts.total, counts.translated, counts.fuzzy,
        merged.new + merged.fuzzied, merged.fuzzied, merged.obsoleted, merged.revived, draft.taken, held,
        metadata, tuple(draft.findings), awaits=bool(draft.now.get(LINKS)),
    )  # fmt: skip
    before = draft.before
    if before is State.CURRENT and page is not None:
        before = State.INCOMPLETE  # its catalog has what it lacks
    return PagePlan(result, before, page, catalog if changed else None, rescued)


def _metadata(draft: Draft, localized: Page | None) -> tuple[str, ...]:
    """What changed in the untranslated front matter since the page was written."""
    if localized is None:
        return ()
    had = byhand.metadata(replace(localized, options=draft.options()))
    has = byhand.metadata(replace(draft.source, options=draft.options()))
    if had == has:
        return ()
    from translator.metadata import changes  # noqa: PLC0415 (deepdiff takes 180 ms to import)

    return changes(had, has)
