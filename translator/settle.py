"""What becomes of a page that somebody edited: its words go into the catalog, or it is left. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translator import byhand, handedits, outcome
from translator.catalog import assign, header, merge, template
from translator.draft import same_texts
from translator.errors import PageError
from translator.model import Action, Catalog, Finding, Severity, State
from translator.ownlines import OwnLines, own_lines
from translator.page.parse import parse
from translator.stamps import OWN_PAGE, PAGE_HASH, SOURCE_HASH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.draft import Draft
    from translator.outcome import PagePlan
    from translator.page.parse import Page

__all__ = ["edited", "recover", "unknown"]

_FRESH = "see translate diff; translate sync --theirs keeps the page's words, --ours the catalog's"
_OLDER = (
    "see translate diff; translate sync --theirs brings the page with its words to today's source, and keeps "
    "what has no place there in the catalog; --ours keeps the catalog's"
)


def edited(draft: Draft, old: Catalog, localized: Page, recorded: str, *, fresh: bool) -> PagePlan:
    """Plan a page that we wrote and that differs from that: somebody's edits go into the catalog.

    :param old: its catalog
    :param localized: the page, its links as in the source
    :param recorded: the hash of the source page that it was made from
    :param fresh: whether that is today's
    """
    draft.wants = (recorded, old.get(SOURCE_HASH), old.get(PAGE_HASH))
    if draft.past.restored and not draft.rules.theirs:
        draft.findings.append(
            Finding(
                draft.pair.localized,
                1,
                "an older version, as it was written before: the catalog's words are newer",
                Severity.WARNING,
                "to take the page's words, put it there again and run translate sync --theirs",
                "restored",
            )
        )
        return outcome.write(draft, localized, recorded=recorded if fresh else "")
    found = _read_back(draft, old, localized, fresh=fresh)
    rules = draft.rules
    settled = rules.ours or rules.theirs or not found.loose
    own = _own_lines(draft, old, localized, fresh=fresh)
    if settled and _take(draft, old, localized, found, own, fresh=fresh):
        if rules.theirs and fresh and (own or (found.loose and not _is_written(draft, localized))):
            return outcome.accept(draft, localized)
        return outcome.write(draft, localized, recorded=recorded if fresh else "", by_hand=not rules.ours)
    counts = assign.counts(draft.now)
    if (
        not found.loose
        and not found.changed
        and not fresh
        and not draft.is_enough(counts.translated, counts.total)
    ):
        return outcome.wait(draft, localized, recorded)
    line, what = found.loose[0] if found.loose else (draft.unpaired or (1, "it is not certain what was done"))
    more = f" (and {len(found.loose) - 1} more)" if len(found.loose) > 1 else ""
    draft.findings.append(
        Finding(
            draft.pair.localized,
            line,
            f"edited by hand, left as it is: {what}{more}",
            Severity.WARNING,
            _FRESH if fresh else _OLDER,
            "edited",
        )
    )
    if not fresh and _past_source(draft) is None:
        # all that is known of the source that the page was made from: a message that came since, were it
        # there, could be taken for what somebody's words stand for
        draft.now = old
    return outcome.leave(draft, State.EDITED, Action.LEFT, draft.now)


def _is_written(draft: Draft, localized: Page) -> bool:
    """Whether a page says what its catalog gives, now that its edits are in there."""
    return same_texts(draft.read(draft.render(localized).data), localized)


def unknown(draft: Draft, localized: Page, recorded: str, *, fresh: bool) -> PagePlan:
    """Plan a page that we never wrote, as far as the catalog knows.

    :param localized: the page, its links as in the source
    :param recorded: the hash of the source page that it was made from
    :param fresh: whether that is today's
    """
    if not _taken_from(draft, localized, fresh=fresh):
        text = byhand.unknown_text(localized, draft.source, draft.old or Catalog(), draft.now)
        foreign = draft.foreign_keys(localized)
        if text or (foreign and not fresh):
            return _keep_by_hand(draft, recorded, text, foreign)
        if foreign:
            draft.keep_keys(foreign)
    return outcome.write(draft, localized, recorded=recorded if fresh else "", by_hand=True)


def recover(draft: Draft, localized: Page) -> None:
    """Take back what the catalog lost: messages that are new though neither source nor page changed.

    A file cut off between two entries is a valid one; the page still has its texts.
    """
    texts = byhand.pair(draft.source, localized)
    if isinstance(texts, str):
        return
    has = assign.assign(draft.now, draft.source.segments, publish_fuzzy=True)
    lost = [
        None if known or text == segment.message else text
        for text, known, segment in zip(texts, has, draft.source.segments, strict=True)
    ]
    taken = byhand.take(draft.now, draft.source, lost)
    if isinstance(taken, str):
        return
    draft.now, draft.taken = taken
    if draft.taken:
        draft.findings.append(
            Finding(
                draft.pair.catalog,
                0,
                f"{draft.taken} translations were missing from it; they are taken from the localized page",
                Severity.WARNING,
                "look for a cut or a bad merge in the file's history",
                "recovered",
            )
        )


def _read_back(draft: Draft, old: Catalog, localized: Page, *, fresh: bool) -> handedits.Found:
    """Compare the page with what was written last, as far as that is known."""
    base = draft.source if fresh else _past_source(draft)
    written = _last_written(draft, base) if base is not None else None
    page = handedits.Edited(
        localized, base, written, draft.pair, draft.rules, catalog_changed=draft.is_catalog_edited()
    )
    return handedits.read_back(old, page)


def _past_source(draft: Draft) -> Page | None:
    if draft.past.source is None:
        return None
    try:
        return parse(draft.past.source, draft.rules.options, draft.source.path)
    except PageError:
        return None


def _last_written(draft: Draft, base: Page) -> tuple[str, ...] | None:
    """The texts that the page was written with, from the history."""
    if draft.past.localized is None:
        return None
    try:
        page = draft.restored(parse(draft.past.localized, draft.rules.options, draft.pair.localized))
    except PageError:
        return None
    return tuple(s.message for s in page.segments) if len(page.segments) == len(base.segments) else None


def _own_lines(draft: Draft, old: Catalog, localized: Page, *, fresh: bool) -> tuple[OwnLines, ...]:
    """Find what the page has beside its texts that would go if it were written anew."""
    base = draft.source if fresh else _past_source(draft)
    made = handedits.made(old, base or draft.source, draft.rules, draft.pair.localized).page
    if base is None:
        # what today's source has more than the page may have come with its last change
        found = tuple(own for own in own_lines(made, localized, headings=False) if own.text)
        return found or ((OwnLines(1, "", ""),) if old.get(OWN_PAGE) else ())
    there = draft.read(draft.data) if draft.data is not None and not fresh else None
    return own_lines(made, draft.restored(there, base) if there is not None else localized)


def _take(
    draft: Draft,
    old: Catalog,
    localized: Page,
    found: handedits.Found,
    own: Sequence[OwnLines],
    *,
    fresh: bool,
) -> bool:
    """Put edits into the catalog and merge it anew; undo that where a word of the page would be lost."""
    base = draft.source if fresh else _past_source(draft)
    decided = draft.rules.ours or draft.rules.theirs
    before = draft.old, draft.merged, draft.now, draft.kept
    catalog, count = byhand.put(old, found.wanted, found.beside)
    if decided:
        lines = ((each.line, each.text) for each in own if each.text)
        catalog = byhand.with_kept(catalog, (*found.lost, *lines), draft.pair)
    fresh_entries = template.template(draft.source.path, draft.source.segments)
    merged = merge.merge(catalog, fresh_entries, header.new_header(draft.pair.tag))
    if decided:
        # what became of a message since the page was written may have left an edit of it without a place
        texts = byhand.unknown_texts(localized, draft.source, merged.catalog)
        homeless = [(line, text) for number, line, text in texts if number not in found.unchanged]
        if homeless:
            catalog = byhand.with_kept(catalog, homeless, draft.pair)
            merged = merge.merge(catalog, fresh_entries, header.new_header(draft.pair.tag))
    draft.old, draft.merged, draft.now = catalog, merged, merged.catalog
    if base is not None:
        foreign = byhand.foreign_keys(
            replace(base, options=draft.options()), replace(localized, options=draft.options())
        )
    else:
        foreign = draft.foreign_keys(localized)
    if foreign and not draft.rules.ours:
        if base is None and not decided:
            draft.unpaired = 1, f"its front matter has its own {', '.join(foreign)}"
            draft.old, draft.merged, draft.now, draft.kept = before
            return False
        draft.keep_keys(foreign)
    draft.taken = count
    if decided:
        return True
    lost = _differs(draft, localized, found.unchanged) if fresh else _unwritten(draft, old, localized, found)
    if lost is None and own and not (fresh and _is_written(draft, localized)):
        draft.unpaired = own[0].line, _told(own[0])
    elif lost is None:
        return True
    else:
        draft.unpaired = lost[0], f"“{handedits.short(lost[1])}” could not be written again"
    draft.old, draft.merged, draft.now, draft.kept = before
    draft.taken = 0
    return False


def _told(own: OwnLines) -> str:
    if not own.text and not own.made:
        return "it has more or less than the catalog gives"
    if own.text:
        return f"“{handedits.short(own.text.strip())}” is not from its source"
    return f"behind this line “{handedits.short(own.made.strip())}” is missing"


def _unwritten(draft: Draft, old: Catalog, localized: Page, found: handedits.Found) -> tuple[int, str] | None:
    """The first text of a page of an older source that would be nowhere, or held back."""
    known = (draft.old, draft.now, old) if draft.old is not None else (draft.now, old)
    lost = byhand.unknown_text(localized, draft.source, *known)
    if lost is not None or not found.wanted:
        return lost
    written = {segment.message for segment in draft.read(draft.render(localized).data).segments}
    there = {
        text
        for entry in draft.now.entries
        if (texts := found.wanted.get((entry.msgctxt or "", entry.msgid))) and not entry.fuzzy
        for text in texts
        if text not in written
    }
    return next(((each.line, each.message) for each in localized.segments if each.message in there), None)


def _differs(draft: Draft, localized: Page, unchanged: frozenset[int]) -> tuple[int, str] | None:
    """The first text of the page that would be another if it were written now.

    :param unchanged: what nobody edited there: the catalog may have something newer
    """
    written = parse(draft.render(localized).data, draft.rules.options, draft.pair.localized).segments
    for number, (had, has) in enumerate(zip(localized.segments, written, strict=False)):
        if had.message != has.message and number not in unchanged:
            return had.line, had.message
    if len(written) < len(localized.segments):
        extra = localized.segments[len(written)]
        return extra.line, extra.message
    return None


def _taken_from(draft: Draft, localized: Page, *, fresh: bool) -> bool:
    """Take a person's edits into the catalog, where they pair one to one with the source."""
    if not fresh:
        return False
    texts = byhand.pair(draft.source, localized)
    if isinstance(texts, str):
        return False
    before = draft.render(localized).data if draft.old is not None else draft.source.data
    last = parse(before, draft.rules.options, draft.pair.localized).segments
    edits = (
        [None if text == then.message else text for text, then in zip(texts, last, strict=True)]
        if len(last) == len(texts)
        else list(texts)
    )
    both = draft.old is not None and draft.catalog is not None and draft.is_catalog_edited()
    if both and _conflict(draft, edits):
        return False
    taken = byhand.take(draft.now, draft.source, edits)
    if isinstance(taken, str):
        return False
    foreign = draft.foreign_keys(localized)
    catalog, count = taken
    previous, kept = draft.now, draft.kept
    draft.now = catalog
    if foreign:
        draft.keep_keys(foreign)
    if not same_texts(draft.read(draft.render(localized).data), localized):
        draft.now, draft.kept = previous, kept
        return False
    draft.taken = count
    return True


def _conflict(draft: Draft, edits: Sequence[str | None]) -> bool:
    """Whether page and catalog were both changed, and differ in what they say of one message."""
    has = assign.assign(draft.now, draft.source.segments, publish_fuzzy=True)
    return any(text is not None and known and known != text for text, known in zip(edits, has, strict=True))


def _keep_by_hand(
    draft: Draft, recorded: str, unknown: tuple[int, str] | None, foreign: Sequence[str]
) -> PagePlan:
    """The page holds what nothing else does: it stays, and is named where it would have changed."""
    counts = assign.counts(draft.now)
    if unknown:
        line, text = unknown
        what = f"“{handedits.short(text)}” stands in no catalog"
    else:
        line, what = 1, f"its front matter has its own {', '.join(foreign)}"
    wanted = draft.is_enough(counts.translated, counts.total) and counts.total > 0
    managed = bool(draft.old and draft.old.get(PAGE_HASH))
    fresh = draft.is_fresh(recorded)
    if not managed and (fresh or not wanted):
        if unknown and recorded:
            draft.findings.append(
                Finding(
                    draft.pair.localized,
                    line,
                    f"left as it is: {what}, and the page is built otherwise than its source",
                    Severity.WARNING,
                    f"take its texts with translate adopt {draft.pair.localized}",
                    "unpaired",
                )
            )
        if fresh:
            state = State.INCOMPLETE if counts.translated < counts.total else State.CURRENT
            return outcome.leave(draft, state, Action.NONE, draft.now)
        return outcome.leave(
            draft, State.OUTDATED if recorded else State.UNMANAGED, Action.WAITING, draft.now
        )
    draft.findings.append(
        Finding(
            draft.pair.localized,
            line,
            f"edited by hand, left as it is: {what}",
            Severity.WARNING,
            f"put the text into {draft.pair.catalog}, or run translate sync --ours to write the catalog's",
            "edited",
        )
    )
    return outcome.leave(draft, State.EDITED, Action.LEFT, draft.now)
