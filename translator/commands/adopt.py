"""``translate adopt``: pages that were translated before the tool came, into catalogs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from translator import files
from translator.adoption import adopt as adopted
from translator.adoption import best_revision
from translator.catalog import po
from translator.catalog.header import with_field
from translator.commands.opened import open_site, select
from translator.commands.pool import spread
from translator.commands.strays import strays
from translator.commands.work import failure
from translator.errors import TranslateError
from translator.history import History
from translator.model import AdoptedPage, AdoptResult, Finding, Severity
from translator.page import frontmatter
from translator.page.hashes import digest, is_fresh
from translator.page.parse import parse
from translator.page.write import splice
from translator.stamps import PAGE_HASH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translator.model import Catalog, Pair
    from translator.page.parse import Page
    from translator.rules import Rules

__all__ = ["AdoptCall", "adopt"]

_LOOKED_AT = 300
"""Revisions of a source page whose structure is compared, the newest ones."""


@dataclass(frozen=True, slots=True)
class AdoptCall:
    """What the caller asked for."""

    pages: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    dry_run: bool = False
    write_hash: bool = False
    """Write the hash of the source revision into the localized page, too."""


def adopt(root: Path, call: AdoptCall, advance: Callable[[int, int], None] | None = None) -> AdoptResult:
    """Fill the catalogs of localized pages that have none yet.

    :param root: the site's root
    :param call: what the caller asked for
    :param advance: told (done, total) as pages are done
    :raises ConfigError: the configuration or the call is wrong; nothing was done
    """
    with files.lock(root):
        opened = open_site(root, call.locales)
        pairs = select(opened.site.pairs, call.pages)
        places = {pair: pair.localized for pair in pairs if files.is_there(root / pair.localized)}
        places |= strays(opened, [pair for pair in pairs if pair not in places])
        jobs = [
            _Job(str(root), pair, place, opened.rules(pair.tree, pair.locale), call)
            for pair, place in sorted(places.items(), key=lambda each: each[1])
        ]
        return AdoptResult(tuple(spread(_done, jobs, 0, advance)), opened.site.findings, call.dry_run)


@dataclass(frozen=True, slots=True)
class _Job:
    """One localized page, in any process."""

    root: str
    pair: Pair
    place: str
    """Where the localized page stands."""
    rules: Rules
    call: AdoptCall


def _done(job: _Job) -> AdoptedPage:
    """Do a job. Never raises for what is wrong with a page: that is a result."""
    try:
        history = History.open(Path(job.root))
        try:
            return _one(job, history)
        finally:
            if history is not None:
                history.close()
    except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
        return AdoptedPage(job.pair, "failed", findings=failure(job.pair, error, job.place).findings)


def _one(job: _Job, history: History | None) -> AdoptedPage:
    root, pair, place, rules, call = Path(job.root), job.pair, job.place, job.rules, job.call
    path = root / pair.catalog
    catalog = files.read(path) if files.is_there(path) else None
    old = po.parse(catalog, pair.catalog) if catalog is not None else None
    if old is not None and old.get(PAGE_HASH):
        return AdoptedPage(pair, "known")
    localized = parse(files.read(root / place), rules.options, place)
    source = parse(files.read(root / pair.source), rules.options, pair.source)
    recorded = _recorded(localized, rules)
    revision, label, how, findings = _revision(source, localized, recorded, history, rules)
    found = adopted(
        revision, localized, old, replace(pair, localized=place), rules, exact=how == "source_hash"
    )
    result = AdoptedPage(
        pair, "copy" if found.copy else "adopted", label, how, place if place != pair.localized else "",
        found.rows, findings,
    )  # fmt: skip
    if found.copy:
        what = Finding(
            place, 1, "an untranslated copy of its source: nothing is taken from it", Severity.WARNING,
            "remove it, or translate it and run translate adopt again", "copy",
        )  # fmt: skip
        return replace(result, findings=(*findings, what))
    if found.other_code:
        lines = ", ".join(map(str, found.other_code[:8])) + (" …" if len(found.other_code) > 8 else "")
        what = Finding(
            place, found.other_code[0], f"code blocks that differ from the source's (lines {lines})",
            Severity.WARNING, "a sync writes the source's: comments translated in them would go", "code",
        )  # fmt: skip
        result = replace(result, findings=(*findings, what))
    if not call.dry_run:
        _write(job, result, found.catalog, localized, digest(revision.data, rules.algorithm))
    return result


def _recorded(localized: Page, rules: Rules) -> str:
    block = localized.front_matter
    return (frontmatter.get(localized.data, block, rules.options.hash_key) or "").strip() if block else ""


def _revision(
    source: Page, localized: Page, recorded: str, history: History | None, rules: Rules
) -> tuple[Page, str, str, tuple[Finding, ...]]:
    """Find the source page as it was when the localized page was made."""
    if recorded and is_fresh(recorded, source.data, source.offset, rules.algorithm):
        return source, "", "source_hash", ()
    why = "there is no git repository to look for it"
    if history is not None and recorded:
        found = history.find(source.path, recorded, rules.algorithm)
        if found.revision is not None:
            page = parse(found.revision.data, rules.options, source.path)
            return page, found.revision.commit[:10], "source_hash", ()
        why = found.why
    findings: tuple[Finding, ...] = ()
    if recorded:
        message = f"the revision of {source.path} that it was made from is unknown: {why}"
        findings = (Finding(localized.path, 1, message, Severity.WARNING, rule="revision"),)
    if history is not None:
        commits: dict[int, str] = {}
        best = best_revision(_pages(source, history, rules, commits), localized)
        if best is not None and best is not source:
            return best, commits[id(best)], "structure", findings
    return source, "", "today", findings


def _pages(source: Page, history: History, rules: Rules, commits: dict[int, str]) -> Iterator[Page]:
    """The source page, today's and the former ones that can be read."""
    yield source
    for revision in islice(history.revisions(source.path), _LOOKED_AT):
        if revision.data == source.data:
            continue
        try:
            page = parse(revision.data, rules.options, source.path)
        except TranslateError:
            continue
        commits[id(page)] = revision.commit[:10]
        yield page


def _write(job: _Job, result: AdoptedPage, catalog: Catalog, localized: Page, source_hash: str) -> None:
    """Write the catalog; before it, where the caller asked, the hash into the page.

    A run that is killed between the two finds a page without a catalog again.
    """
    pair, root, rules = result.pair, Path(job.root), job.rules
    if job.call.write_hash and localized.front_matter is not None and not result.found_at:
        key = frontmatter.set_key(localized.data, localized.front_matter, rules.options.hash_key, source_hash)
        data = splice(localized.data, (key,))
        if data != localized.data:
            files.write_atomic(root / pair.localized, data, root=root)
            catalog = with_field(catalog, PAGE_HASH, digest(data, "md5"))
    files.write_atomic(root / pair.catalog, po.serialize(catalog), root=root)
