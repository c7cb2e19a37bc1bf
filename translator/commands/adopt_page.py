"""One localized page and its catalog, in two looks, in any process.

The first tells which source revision it was made from, and the pairs that are certain; from all pages'
pairs the words of both languages are learned, and with them the second look pairs the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from translator import files
from translator.adoption import adopt as adopted
from translator.adoption import best_revision, certain_pairs
from translator.catalog import po
from translator.catalog.header import with_field
from translator.commands.work import failure
from translator.errors import TranslateError
from translator.history import History
from translator.model import AdoptedPage, Finding, Severity
from translator.page import frontmatter
from translator.page.hashes import digest, is_fresh
from translator.page.parse import parse
from translator.page.write import splice
from translator.stamps import PAGE_HASH, SOURCE_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.bitext.lexicon import Lexicon
    from translator.model import Catalog, Pair
    from translator.page.parse import Page
    from translator.rules import Rules

__all__ = ["Job", "Looked", "look", "take"]

_LOOKED_AT = 300
"""Revisions of a source page whose structure is compared, the newest ones."""


@dataclass(frozen=True, slots=True)
class Job:
    """One localized page."""

    root: str
    pair: Pair
    place: str
    """Where the localized page stands."""
    rules: Rules
    dry_run: bool = False
    write_hash: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What the first look found."""

    job: Job
    page: AdoptedPage
    """The page's result, so far; final where there is nothing to take from it."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Messages and translations that are certain."""
    revision: bytes | None = None
    """The source page that it was made from; None where nothing is to be taken."""
    lexicon: Lexicon | None = None
    """What was learned from all pages' pairs."""


def look(job: Job) -> Looked:
    """Find the revision and the certain pairs. Never raises for what is wrong with a page."""
    try:
        history = History.open(Path(job.root))
        try:
            return _look(job, history)
        finally:
            if history is not None:
                history.close()
    except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
        return _failed(job, error)


def take(looked: Looked) -> AdoptedPage:
    """Pair all texts and write the catalog. Never raises for what is wrong with a page."""
    if looked.revision is None:
        return looked.page
    try:
        return _take(looked, looked.revision)
    except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
        return _failed(looked.job, error).page


def _failed(job: Job, error: Exception) -> Looked:
    return Looked(job, AdoptedPage(job.pair, "failed", findings=failure(job.pair, error, job.place).findings))


def _catalog(job: Job) -> Catalog | None:
    path = Path(job.root) / job.pair.catalog
    return po.parse(files.read(path), job.pair.catalog) if files.is_there(path) else None


def _look(job: Job, history: History | None) -> Looked:
    root, pair, place, rules = Path(job.root), job.pair, job.place, job.rules
    old = _catalog(job)
    if old is not None and old.get(PAGE_HASH):
        if job.write_hash and not job.dry_run and place == pair.localized:
            _write_known(job, old)
        known = tuple((entry.msgid, entry.msgstr) for entry in old.entries if entry.translated)
        return Looked(job, AdoptedPage(pair, "known"), known)
    localized = parse(files.read(root / place), rules.options, place)
    source = parse(files.read(root / pair.source), rules.options, pair.source)
    recorded = _recorded(localized, rules)
    revision, label, how, findings = _revision(source, localized, recorded, history, rules)
    page = AdoptedPage(
        pair, "adopted", label, how, place if place != pair.localized else "", findings=findings
    )
    pairs = certain_pairs(revision, localized, exact=how == "source_hash")
    return Looked(job, page, tuple(pairs), revision.data)


def _take(looked: Looked, revision_data: bytes) -> AdoptedPage:
    job, result = looked.job, looked.page
    pair, place, rules = job.pair, job.place, job.rules
    localized = parse(files.read(Path(job.root) / place), rules.options, place)
    revision = parse(revision_data, rules.options, pair.source)
    found = adopted(
        revision, localized, _catalog(job), replace(pair, localized=place), rules,
        exact=result.how == "source_hash", lexicon=looked.lexicon,
    )  # fmt: skip
    result = replace(result, outcome="copy" if found.copy else "adopted", rows=found.rows)
    if found.copy:
        what = Finding(
            place, 1, "an untranslated copy of its source: nothing is taken from it", Severity.WARNING,
            "remove it, or translate it and run translate adopt again", "copy",
        )  # fmt: skip
        return replace(result, findings=(*result.findings, what))
    if found.other_code:
        lines = ", ".join(map(str, found.other_code[:8])) + (" …" if len(found.other_code) > 8 else "")
        remedy = "a sync writes the source's"
        if not rules.options.code_comments:
            remedy += "; comments stay translated with translate_code_comments = true"
        what = Finding(
            place, found.other_code[0], f"code blocks that differ from the source's (lines {lines})",
            Severity.WARNING, remedy, "code",
        )  # fmt: skip
        result = replace(result, findings=(*result.findings, what))
    if not job.dry_run:
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
        best = best_revision(_pages(source, localized, history, rules, commits), localized)
        if best is not None and best is not source:
            return best, commits[id(best)], "structure", findings
    return source, "", "today", findings


def _pages(
    source: Page, localized: Page, history: History, rules: Rules, commits: dict[int, str]
) -> Iterator[tuple[Page, bool]]:
    """The source page, today's and the former ones that can be read, and whether they came later."""
    revisions = list(islice(history.revisions(source.path), _LOOKED_AT))
    then = history.as_of(source.path, localized.path, localized.data)
    place = next((place for place, revision in enumerate(revisions) if revision.commit == then), None)
    rest = revisions[place:]  # all of them, where that is not known
    yield source, place is not None and all(revision.data != source.data for revision in rest)
    for number, revision in enumerate(revisions):
        if revision.data == source.data:
            continue
        try:
            page = parse(revision.data, rules.options, source.path)
        except TranslateError:
            continue
        commits[id(page)] = revision.commit[:10]
        yield page, number < (place or 0)


def _write(job: Job, result: AdoptedPage, catalog: Catalog, localized: Page, source_hash: str) -> None:
    """Write the catalog; before it, where the caller asked, the hash into the page.

    A run that is killed between the two finds a page without a catalog again.
    """
    if job.write_hash and not result.found_at:
        catalog = _with_hash(job, catalog, localized, source_hash)
    files.write_atomic(Path(job.root) / job.pair.catalog, po.serialize(catalog), root=Path(job.root))


def _write_known(job: Job, catalog: Catalog) -> None:
    """Write the hash that a catalog knows into its page, where that has none and is as the catalog has it."""
    root, source_hash = Path(job.root), catalog.get(SOURCE_HASH)
    data = files.read(root / job.place)
    if not source_hash or digest(data, "md5") != catalog.get(PAGE_HASH):
        return  # somebody edited it: a sync reads that back, and writes the hash
    localized = parse(data, job.rules.options, job.place)
    if not _recorded(localized, job.rules):
        now = _with_hash(job, catalog, localized, source_hash)
        files.write_atomic(root / job.pair.catalog, po.serialize(now), root=root)


def _with_hash(job: Job, catalog: Catalog, localized: Page, source_hash: str) -> Catalog:
    """Write a hash into a page's front matter, if it has any; give the catalog that knows the page so."""
    if localized.front_matter is None:
        return catalog
    root, rules = Path(job.root), job.rules
    key = frontmatter.set_key(localized.data, localized.front_matter, rules.options.hash_key, source_hash)
    data = splice(localized.data, (key,))
    if data == localized.data:
        return catalog
    files.write_atomic(root / job.pair.localized, data, root=root)
    return with_field(catalog, PAGE_HASH, digest(data, "md5"))
