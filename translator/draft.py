"""A localized page's plan in the making: what is known of the page, and what would be written now. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from translator import byhand
from translator.catalog import assign, header, merge, po, template
from translator.filled import filled
from translator.model import Catalog, Finding, Severity, State
from translator.page import frontmatter, hashes
from translator.page.lines import broken_lines
from translator.page.newmatter import new_block
from translator.page.parse import Page, parse
from translator.page.write import write
from translator.stamps import CATALOG_HASH, KEPT_KEYS, SOURCE_HASH, is_edited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translator.links.localize import LinkPlan
    from translator.model import PageOptions, Pair, Splice, Written
    from translator.needs import Machine, Need
    from translator.rules import Rules

__all__ = ["Draft", "Past", "same_texts"]


@dataclass(frozen=True, slots=True)
class Past:
    """What the history remembers of a localized page that was edited since it was written."""

    source: bytes | None = None
    """The source page that it was written from."""
    localized: bytes | None = None
    """The localized page as it was written."""
    restored: bool = False
    """Whether the page is as it was written before, and not edited: somebody took it from the history."""


class Draft:
    """What is known of one page; what each step of its plan finds out is a field."""

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
        self.wants: tuple[str, str, str] | None = None
        self.unpaired: tuple[int, str] | None = None
        self.needs: tuple[Need, ...] = ()
        self.hash, self.lf_hash = hashes.source_digests(source.data, rules.algorithm)
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

    def recorded_hash(self, localized: Page) -> str:
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

    def is_fresh(self, recorded: str) -> bool:
        """Tell whether a recorded hash is that of today's source page."""
        return bool(recorded) and hashes.is_fresh(
            recorded, self.source.data, self.source.offset, self.rules.algorithm
        )

    def is_page(self, recorded: str, page: Page) -> bool:
        """Tell whether a recorded hash is that of a localized page."""
        return bool(recorded) and hashes.is_fresh(recorded, page.data, page.offset, "md5")

    def foreign_keys(self, localized: Page) -> tuple[str, ...]:
        """Name the front matter keys whose values the localized page has for itself."""
        source = replace(self.source, options=self.options())
        return byhand.foreign_keys(source, replace(localized, options=self.options()))

    def options(self) -> PageOptions:
        """How pages are read, once the keys that this page keeps are known."""
        options = self.rules.options
        return replace(options, keep=(*options.keep, *self.kept))

    def keep_keys(self, foreign: Sequence[str]) -> None:
        """Let the page keep front matter keys for itself from now on."""
        self.kept = (*self.kept, *(key for key in foreign if key not in self.kept))
        self.now = header.with_field(self.now, KEPT_KEYS, ", ".join(self.kept))

    def is_catalog_edited(self) -> bool:
        """Tell whether somebody edited the catalog since it was stamped."""
        if self.catalog is None or self.old is None:
            return False
        return is_edited(self.old.get(CATALOG_HASH), po.body_digest(self.catalog))

    def render(self, localized: Page | None, recorded: str = "") -> Written:
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
        if not frontmatter.has_keys(data, block):
            return ()  # its hash stands in the catalog alone
        splices = []
        if self.rules.add_locale_key or frontmatter.get(data, block, options.locale_key) is not None:
            splices.append(frontmatter.set_key(data, block, options.locale_key, self.pair.locale))
        keep = (*options.keep, *self.kept)
        if keep and localized is not None and localized.front_matter is not None:
            splices.extend(frontmatter.keep(data, block, localized.data, localized.front_matter, keep))
        splices.append(frontmatter.set_key(data, block, options.hash_key, source_hash))
        return tuple(splices)

    def is_enough(self, translated: int, total: int) -> bool:
        """Tell whether enough messages are translated for the page to be written."""
        return translated * 100 >= total * self.rules.min_translated

    @cached_property
    def links(self) -> LinkPlan | None:
        """What is done with the page's links."""
        return self.ask_links() if self.ask_links is not None else None

    def finished(self, data: bytes) -> bytes:
        """A page with its links turned and its headings' ids pinned."""
        links = self.links
        if links is None or links.is_idle(self.source):
            return data
        return links.finish(self.source, self.read(data))

    def restored(self, localized: Page, source: Page | None = None) -> Page:
        """A localized page as it was before its links were turned: so it compares with its source.

        :param source: the source page that it was written from; None for today's
        """
        if self.links is None:
            return localized
        data = self.links.restore(source or self.source, localized)
        return localized if data == localized.data else parse(data, self.rules.options, localized.path)

    def read(self, data: bytes) -> Page:
        """Parse a localized page."""
        return parse(data, self.rules.options, self.pair.localized)

    def set_field(self, name: str, value: str) -> None:
        """Set a field of the catalog's header, as it will be written."""
        self.now = header.with_field(self.now, name, value)


def same_texts(written: Page, localized: Page) -> bool:
    """Tell whether two pages say the same, however they are laid out."""
    return [s.message for s in written.segments] == [s.message for s in localized.segments]
