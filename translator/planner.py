"""What a sync would do with one localized page, and why: pure.

A page's life: its messages are merged into the catalog, the catalog's translations are put into the
source's bytes, hash and locale are set, and the result is compared with what is there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from translator import byhand, handedits
from translator.catalog import assign, header, merge, po, template
from translator.errors import PageError
from translator.filled import filled
from translator.model import Action, Catalog, Finding, PageResult, Severity, State
from translator.needs import Machine, Need, answered, needs
from translator.page import frontmatter
from translator.page.guard import breach
from translator.page.hashes import digest, is_fresh, source_digests
from translator.page.lines import broken_lines
from translator.page.newmatter import new_block
from translator.page.parse import Page, parse
from translator.page.write import splice, write
from translator.stamps import (
    CATALOG_HASH,
    HELD_BACK,
    KEPT_KEYS,
    LINKS,
    OWN_PAGE,
    PAGE_HASH,
    SOURCE_HASH,
    catalog_stamp,
    is_edited,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translator.links.localize import LinkPlan
    from translator.model import PageOptions, Pair, Splice, Written
    from translator.rules import Rules

__all__ = ["PagePlan", "Past", "plan_page"]


@dataclass(frozen=True, slots=True)
class Past:
    """What the history remembers of a localized page that was edited since it was written."""

    source: bytes | None = None
    """The source page that it was written from."""
    localized: bytes | None = None
    """The localized page as it was written."""


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
    wants: tuple[str, str] | None = None
    """The hashes of the source page and of the localized page as it was written: somebody edited it, and more
    could be done if these were known."""


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
    planner = _Planner(pair, source, localized, catalog, rules, machine, past, links)
    plan = planner.plan()
    if planner.wants and past is None:
        plan = replace(plan, wants=planner.wants)
    return replace(plan, needs=planner.needs) if planner.needs else plan


class _Planner:
    """One page's plan, step by step; what each step finds out is a field."""

    def __init__(
        self,
        pair: Pair,
        source: Page,
        localized: bytes | None,
        catalog: bytes | None,
        rules: Rules,
        machine: Machine | None,
        past: Past | None = None,
        links: Callable[[], LinkPlan] | None = None,
    ) -> None:
        self.pair = pair
        self.source = source
        self.data = localized
        self.rules = rules
        self.catalog = catalog
        self.machine = machine
        self.ask_links = links
        self.past = past or Past()
        self.wants: tuple[str, str] | None = None
        self.unpaired: tuple[int, str] | None = None
        self.needs: tuple[Need, ...] = ()
        self.hash, self.lf_hash = source_digests(source.data, rules.algorithm)
        self.old = po.parse(catalog, pair.catalog) if catalog is not None else None
        fresh = template.template(source.path, source.segments)
        self.merged = merge.merge(self.old, fresh, header.new_header(pair.tag))
        self.now: Catalog = self.merged.catalog
        if rules.pseudo is not None:
            self.now = filled(self.now, source, rules.pseudo)
        self.kept = tuple(key for key in self.now.get(KEPT_KEYS).split(", ") if key)
        self.findings: list[Finding] = []
        self.taken = 0
        self.before = State.MISSING

    def plan(self) -> PagePlan:
        """Decide."""
        if self.data is None:
            return self._write(None)
        there = self._read(self.data)
        recorded = self._recorded(there)
        fresh = self._fresh(recorded)
        written = self.old.get(PAGE_HASH) if self.old else ""
        written_by_us = self._is(written, there)
        self.before = self._state(recorded, fresh=fresh, edited=bool(written) and not written_by_us)
        if not recorded and self.old is None:
            return self._leave(State.UNMANAGED, Action.NONE, None)
        localized = there if written_by_us and not self.merged.new else self._restored(there)
        if written_by_us and fresh and self.merged.new:
            self._recover(localized)
        own = self._is(self.old.get(OWN_PAGE), there) if self.old else False
        if own and not (fresh or self.rules.ours or self.rules.theirs):
            written_by_us = False
        elif own and fresh and not self.rules.ours:
            counts = assign.counts(self.now)
            state = State.CURRENT if counts.translated == counts.total else State.INCOMPLETE
            return self._leave(state, Action.NONE, self.now)
        if written_by_us:
            return self._write(localized, recorded=recorded if fresh else "")
        if written and self.old is not None:
            return self._edited(self.old, localized, recorded, fresh=fresh)
        if self.rules.ours:
            return self._write(localized, recorded=recorded if fresh else "")
        if not self._taken_from(localized, fresh=fresh):
            known = self.old or Catalog()
            unknown = byhand.unknown_text(localized, self.source, known, self.now)
            foreign = self._foreign(localized)
            if unknown or (foreign and not fresh):
                return self._keep_by_hand(recorded, unknown, foreign)
            if foreign:
                self._keep(foreign)
        return self._write(localized, recorded=recorded if fresh else "", by_hand=True)

    def _state(self, recorded: str, *, fresh: bool, edited: bool) -> State:
        if not recorded:
            return State.UNMANAGED
        if edited:
            return State.EDITED
        if not fresh:
            return State.OUTDATED
        if self.old is None:
            return State.CURRENT
        counts = assign.counts(self.now)
        complete = counts.translated == counts.total and not self.old.get(HELD_BACK)
        return State.CURRENT if complete else State.INCOMPLETE

    # -- what stands there -------------------------------------------------------------------------

    def _recorded(self, localized: Page) -> str:
        """The hash of the source that the localized page was made from."""
        block = localized.front_matter
        key = self.rules.options.hash_key
        found = frontmatter.get(localized.data, block, key) if block is not None else None
        if not found and block is not None:
            found = frontmatter.near_hash(localized.data, block, key)
            if found:
                self.findings.append(
                    Finding(
                        self.pair.localized,
                        1,
                        f"a misspelt key is read as {key}",
                        Severity.WARNING,
                        rule="hash-key",
                    )
                )
        return (found or (self.old.get(SOURCE_HASH) if self.old else "")).strip()

    def _fresh(self, recorded: str) -> bool:
        return bool(recorded) and is_fresh(
            recorded, self.source.data, self.source.offset, self.rules.algorithm
        )

    def _is(self, recorded: str, page: Page) -> bool:
        return bool(recorded) and is_fresh(recorded, page.data, page.offset, "md5")

    def _foreign(self, localized: Page) -> tuple[str, ...]:
        source = replace(self.source, options=self._options())
        return byhand.foreign_keys(source, replace(localized, options=self._options()))

    def _options(self) -> PageOptions:
        options = self.rules.options
        return replace(options, keep=(*options.keep, *self.kept))

    def _keep(self, foreign: Sequence[str]) -> None:
        self.kept = (*self.kept, *(key for key in foreign if key not in self.kept))
        self.now = header.with_field(self.now, KEPT_KEYS, ", ".join(self.kept))

    # -- work of people ----------------------------------------------------------------------------

    def _edited(self, old: Catalog, localized: Page, recorded: str, *, fresh: bool) -> PagePlan:
        """A page that we wrote and that differs from that: somebody's edits go into the catalog."""
        self.wants = (recorded, old.get(PAGE_HASH))
        found = self._read_back(old, localized, fresh=fresh)
        rules = self.rules
        settled = rules.ours or rules.theirs or not found.loose
        if settled and self._take(old, localized, found, fresh=fresh):
            if rules.theirs and fresh and found.loose:
                return self._accept(localized)
            return self._write(localized, recorded=recorded if fresh else "", by_hand=not rules.ours)
        counts = assign.counts(self.now)
        if (
            not found.loose
            and not found.changed
            and not fresh
            and not self._enough(counts.translated, counts.total)
        ):
            return self._wait(localized, recorded)
        line, what = (
            found.loose[0] if found.loose else (self.unpaired or (1, "it is not certain what was done"))
        )
        more = f" (and {len(found.loose) - 1} more)" if len(found.loose) > 1 else ""
        self.findings.append(
            Finding(
                self.pair.localized,
                line,
                f"edited by hand, left as it is: {what}{more}",
                Severity.WARNING,
                "see translate diff; translate sync --theirs keeps the page's words, --ours the catalog's",
                "edited",
            )
        )
        return self._leave(State.EDITED, Action.LEFT, self.now)

    def _read_back(self, old: Catalog, localized: Page, *, fresh: bool) -> handedits.Found:
        """Compare the page with what was written last, as far as that is known."""
        base = self.source if fresh else self._past_source()
        written = self._last_written(base) if base is not None else None
        edited = handedits.Edited(
            localized, base, written, self.pair, self.rules, catalog_changed=self._catalog_changed()
        )
        return handedits.read_back(old, edited)

    def _past_source(self) -> Page | None:
        if self.past.source is None:
            return None
        try:
            return parse(self.past.source, self.rules.options, self.source.path)
        except PageError:
            return None

    def _last_written(self, base: Page) -> tuple[str, ...] | None:
        """The texts that the page was written with, from the history."""
        if self.past.localized is None:
            return None
        try:
            page = self._restored(parse(self.past.localized, self.rules.options, self.pair.localized))
        except PageError:
            return None
        return tuple(s.message for s in page.segments) if len(page.segments) == len(base.segments) else None

    def _take(self, old: Catalog, localized: Page, found: handedits.Found, *, fresh: bool) -> bool:
        """Put edits into the catalog and merge it anew; undo that where a word of the page would be lost."""
        base = self.source if fresh else self._past_source()
        decided = self.rules.ours or self.rules.theirs
        before = self.old, self.merged, self.now, self.kept
        catalog, count = byhand.put(old, found.wanted, found.beside)
        if decided and found.lost:
            catalog = byhand.with_kept(catalog, found.lost, self.pair)
        fresh_entries = template.template(self.source.path, self.source.segments)
        self.old = catalog
        self.merged = merge.merge(catalog, fresh_entries, header.new_header(self.pair.tag))
        self.now = self.merged.catalog
        if base is not None:
            foreign = byhand.foreign_keys(
                replace(base, options=self._options()), replace(localized, options=self._options())
            )
        else:
            foreign = self._foreign(localized)
        if foreign and not self.rules.ours:
            if base is None and not decided:
                self.unpaired = 1, f"its front matter has its own {', '.join(foreign)}"
                self.old, self.merged, self.now, self.kept = before
                return False
            self._keep(foreign)
        self.taken = count
        if decided:
            return True
        if fresh:
            lost = self._differs(localized, found.unchanged)
        else:
            lost = byhand.unknown_text(
                localized, self.source, catalog, self.now, *([before[0]] if before[0] else [])
            )
        if lost is None:
            return True
        line, text = lost
        self.unpaired = line, f"“{handedits.short(text)}” could not be written again"
        self.old, self.merged, self.now, self.kept = before
        self.taken = 0
        return False

    def _differs(self, localized: Page, unchanged: frozenset[int]) -> tuple[int, str] | None:
        """The first text of the page that would be another if it were written now.

        :param unchanged: what nobody edited there: the catalog may have something newer
        """
        written = parse(self._render(localized).data, self.rules.options, self.pair.localized).segments
        for number, (had, has) in enumerate(zip(localized.segments, written, strict=False)):
            if had.message != has.message and number not in unchanged:
                return had.line, had.message
        if len(written) < len(localized.segments):
            extra = localized.segments[len(written)]
            return extra.line, extra.message
        return None

    def _accept(self, localized: Page) -> PagePlan:
        """The page stays as it is, until its source changes."""
        counts = assign.counts(self.now)
        state = State.CURRENT if counts.translated == counts.total else State.INCOMPLETE
        there = localized.data if self.data is None else self.data
        self._set(OWN_PAGE, digest(there, "md5"))
        self._set(PAGE_HASH, digest(there, "md5"))
        self._set(SOURCE_HASH, self.hash)
        return self._leave(state, Action.NONE, self.now)

    def _taken_from(self, localized: Page, *, fresh: bool) -> bool:
        """Take a person's edits into the catalog, where they pair one to one with the source."""
        if not fresh:
            return False
        texts = byhand.pair(self.source, localized)
        if isinstance(texts, str):
            return False
        before = self._render(localized).data if self.old is not None else self.source.data
        last = parse(before, self.rules.options, self.pair.localized).segments
        edits = (
            [None if text == then.message else text for text, then in zip(texts, last, strict=True)]
            if len(last) == len(texts)
            else list(texts)
        )
        both = self.old is not None and self.catalog is not None and self._catalog_changed()
        if both and self._conflict(edits):
            return False
        taken = byhand.take(self.now, self.source, edits)
        if isinstance(taken, str):
            return False
        foreign = self._foreign(localized)
        catalog, count = taken
        previous, kept = self.now, self.kept
        self.now = catalog
        if foreign:
            self._keep(foreign)
        if not _same_texts(self._read(self._render(localized).data), localized):
            self.now, self.kept = previous, kept
            return False
        self.taken = count
        return True

    def _recover(self, localized: Page) -> None:
        """Take back what the catalog lost: messages that are new though neither source nor page changed.

        A file cut off between two entries is a valid one; the page still has its texts.
        """
        texts = byhand.pair(self.source, localized)
        if isinstance(texts, str):
            return
        has = assign.assign(self.now, self.source.segments, publish_fuzzy=True)
        lost = [
            None if known or text == segment.message else text
            for text, known, segment in zip(texts, has, self.source.segments, strict=True)
        ]
        taken = byhand.take(self.now, self.source, lost)
        if isinstance(taken, str):
            return
        self.now, self.taken = taken
        if self.taken:
            self.findings.append(
                Finding(
                    self.pair.catalog,
                    0,
                    f"{self.taken} translations were missing from it; they are taken from the localized page",
                    Severity.WARNING,
                    "look for a cut or a bad merge in the file's history",
                    "recovered",
                )
            )

    def _catalog_changed(self) -> bool:
        if self.catalog is None or self.old is None:
            return False
        return is_edited(self.old.get(CATALOG_HASH), po.body_digest(self.catalog))

    def _conflict(self, edits: Sequence[str | None]) -> bool:
        """Whether page and catalog were both changed, and differ in what they say of one message."""
        has = assign.assign(self.now, self.source.segments, publish_fuzzy=True)
        return any(
            text is not None and known and known != text for text, known in zip(edits, has, strict=True)
        )

    def _keep_by_hand(
        self, recorded: str, unknown: tuple[int, str] | None, foreign: Sequence[str]
    ) -> PagePlan:
        """The page holds what nothing else does: it stays, and is named where it would have changed."""
        counts = assign.counts(self.now)
        if unknown:
            line, text = unknown
            shown = text if len(text) <= 60 else text[:57] + "…"
            what = f"“{shown}” stands in no catalog"
        else:
            line, what = 1, f"its front matter has its own {', '.join(foreign)}"
        wanted = self._enough(counts.translated, counts.total) and counts.total > 0
        managed = bool(self.old and self.old.get(PAGE_HASH))
        if self._fresh(recorded) and not managed:
            state = State.INCOMPLETE if counts.translated < counts.total else State.CURRENT
            return self._leave(state, Action.NONE, self.now)
        if not managed and not wanted:
            return self._leave(State.OUTDATED if recorded else State.UNMANAGED, Action.WAITING, self.now)
        self.findings.append(
            Finding(
                self.pair.localized,
                line,
                f"edited by hand, left as it is: {what}",
                Severity.WARNING,
                f"put the text into {self.pair.catalog}, or run translate sync --ours to write the catalog's",
                "edited",
            )
        )
        return self._leave(State.EDITED, Action.LEFT, self.now)

    # -- what comes of it --------------------------------------------------------------------------

    def _render(self, localized: Page | None, recorded: str = "") -> Written:
        """The localized page, from the catalog as it is now."""
        segments, fuzzy = self.source.segments, self.rules.publish_fuzzy
        return write(
            self.source,
            assign.assign(self.now, segments, publish_fuzzy=fuzzy),
            self._front_matter(localized, recorded or self.hash),
            assign.by_people(self.now, segments, publish_fuzzy=fuzzy),
            broken_lines(localized) if localized is not None else None,
        )

    def _front_matter(self, localized: Page | None, source_hash: str) -> tuple[Splice, ...]:
        block, options, data = self.source.front_matter, self.rules.options, self.source.data
        if block is None:
            if not self.rules.add_front_matter:
                return ()
            return new_block(self.source, options, self.pair.locale, source_hash)
        splices = []
        if self.rules.add_locale_key or frontmatter.get(data, block, options.locale_key) is not None:
            splices.append(frontmatter.set_key(data, block, options.locale_key, self.pair.locale))
        keep = (*options.keep, *self.kept)
        if keep and localized is not None and localized.front_matter is not None:
            splices.extend(frontmatter.keep(data, block, localized.data, localized.front_matter, keep))
        splices.append(frontmatter.set_key(data, block, options.hash_key, source_hash))
        return tuple(splices)

    def _enough(self, translated: int, total: int) -> bool:
        return translated * 100 >= total * self.rules.min_translated

    def _write(self, localized: Page | None, recorded: str = "", *, by_hand: bool = False) -> PagePlan:
        self._set(OWN_PAGE, "")
        ahead: Catalog | None = None
        if self.machine is not None:
            before = self.now
            self.now = answered(self.now, self.machine)
            self.needs = needs(self.now, self.source)
            # Stored under the old hashes, before the page: whenever the run is killed, it is a machine's text
            # that the next one finds in the page, and none that a person wrote there.
            ahead = self.now if self.now is not before else None
        counts = assign.counts(self.now)
        usable = counts.translated + (counts.fuzzy if self.rules.publish_fuzzy else 0)
        if not self._enough(usable, counts.total):
            return self._wait(localized, recorded)
        written = self._render(localized)
        if not self._enough(usable - len(written.held), counts.total):
            self.findings.extend(written.findings)
            return self._wait(localized, recorded)
        self.findings.extend(written.findings)
        data = self._finished(written.data)
        source_hash = self.hash
        if recorded and localized is not None and data != self.data and recorded != self.hash:
            # a hash of the same text in another form (CRLF, an older tool's) is no reason to write
            same = self._finished(self._render(localized, recorded).data)
            if same == self.data:
                data, source_hash = same, recorded
        if by_hand and recorded and self.data is not None and localized is not None:  # noqa: SIM102
            # fresh, and every text of it is in the catalog by now: its own layout may stay
            if _same_texts(self._read(written.data), localized):
                data, source_hash = self.data, recorded
        if self._adopted_from_here() and localized is not None and not written.held:
            data = self._own_layout(written.data, localized) or data
        complete = counts.translated == counts.total and not written.held
        state = State.CURRENT if complete else State.INCOMPLETE
        changed = data != self.data
        action = Action.NONE if not changed else Action.CREATED if localized is None else Action.UPDATED
        self._set(SOURCE_HASH, source_hash)
        self._set(PAGE_HASH, digest(data, "md5"))
        self._set(LINKS, " ".join(self.links.awaits) if self.links is not None else "")
        metadata = self._metadata(localized) if changed and localized is not None else ()
        kept = ahead or (self.now if self.taken else None)
        rescued = po.serialize(kept) if kept is not None and changed else None
        return self._plan(state, action, data if changed else None, rescued, len(written.held), metadata)

    def _adopted_from_here(self) -> bool:
        """Whether the page was adopted as a translation of this very source page, and never synced since."""
        old = self.old
        return old is not None and not old.get(CATALOG_HASH) and old.get(SOURCE_HASH) == self.hash

    def _own_layout(self, written: bytes, localized: Page) -> bytes | None:
        """Keep an adopted page as its people laid it out, if it says what the catalog says: but for its hash.

        :param written: the page from the catalog, laid out as the source
        :param localized: the page as it is, its links as in the source
        :return: None where it has to be written anew
        """
        there, made = self.data or b"", self._read(written)
        block = self._read(there).front_matter
        if block is None or self.source.body is None or localized.body is None:
            return None
        if (
            not _same_texts(made, localized)
            or breach(self.source.body, localized.body, by_people=True) is not None
            or byhand.metadata(made) != byhand.metadata(localized)
        ):
            return None
        edits = [frontmatter.set_key(there, block, self.rules.options.hash_key, self.hash)]
        if self.rules.add_locale_key:
            edits.append(frontmatter.set_key(there, block, self.rules.options.locale_key, self.pair.locale))
        return self._finished(splice(there, edits))

    @cached_property
    def links(self) -> LinkPlan | None:
        """What is done with the page's links."""
        return self.ask_links() if self.ask_links is not None else None

    def _finished(self, data: bytes) -> bytes:
        """A page with its links turned and its headings' ids pinned."""
        links = self.links
        if links is None or links.is_idle(self.source):
            return data
        return links.finish(self.source, self._read(data))

    def _restored(self, localized: Page) -> Page:
        """A localized page as it was before its links were turned: so it compares with its source."""
        if self.links is None:
            return localized
        data = self.links.restore(self.source, localized)
        return localized if data == localized.data else parse(data, self.rules.options, localized.path)

    def _read(self, data: bytes) -> Page:
        return parse(data, self.rules.options, self.pair.localized)

    def _wait(self, localized: Page | None, recorded: str) -> PagePlan:
        state = State.MISSING if localized is None else State.INCOMPLETE if recorded else State.OUTDATED
        return self._leave(state, Action.WAITING, self.now)

    def _leave(self, state: State, action: Action, catalog: Catalog | None) -> PagePlan:
        if catalog is None:
            return PagePlan(PageResult(self.pair, state, action, findings=tuple(self.findings)), self.before)
        return self._plan(state, action, None, None, 0, ())

    def _plan(
        self,
        state: State,
        action: Action,
        page: bytes | None,
        rescued: bytes | None,
        held: int,
        metadata: tuple[str, ...],
    ) -> PagePlan:
        if page is not None or action is Action.NONE:
            self._set(HELD_BACK, str(held) if held else "")
        body = po.serialize_body(self.now)
        counts = assign.counts(self.now)
        found = counts.total, counts.translated, counts.fuzzy
        fingerprint = self.rules.fingerprint()
        stamp = catalog_stamp(digest(body), self.lf_hash, fingerprint, found)
        if action is Action.LEFT and self.old is not None:
            # whoever settles this has to know that the catalog was edited, too
            stamp = self.old.get(CATALOG_HASH)
        self._set(CATALOG_HASH, stamp)
        catalog = po.serialize(self.now, body)
        nothing = self.catalog is None and not counts.total and page is None
        changed = catalog != self.catalog and not nothing
        merged = self.merged
        result = PageResult(
            self.pair, state, action, changed, counts.total, counts.translated, counts.fuzzy,
            merged.new + merged.fuzzied, merged.fuzzied, merged.obsoleted, merged.revived, self.taken, held,
            metadata, tuple(self.findings), awaits=bool(self.now.get(LINKS)),
        )  # fmt: skip
        before = self.before
        if before is State.CURRENT and page is not None:
            before = State.INCOMPLETE  # its catalog has what it lacks
        return PagePlan(result, before, page, catalog if changed else None, rescued)

    def _set(self, name: str, value: str) -> None:
        self.now = header.with_field(self.now, name, value)

    def _metadata(self, localized: Page | None) -> tuple[str, ...]:
        """What changed in the untranslated front matter since the page was written."""
        if localized is None:
            return ()
        had = byhand.metadata(replace(localized, options=self._options()))
        has = byhand.metadata(replace(self.source, options=self._options()))
        if had == has:
            return ()
        from translator.metadata import changes  # noqa: PLC0415 (deepdiff takes 180 ms to import)

        return changes(had, has)


def _same_texts(written: Page, localized: Page) -> bool:
    return [s.message for s in written.segments] == [s.message for s in localized.segments]
