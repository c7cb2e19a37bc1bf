"""``translate report``: how a site's translations stand. Writes nothing in the site."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from translator import comparison, files
from translator.catalog import po
from translator.catalog.marks import engine_of
from translator.commands.opened import open_site, select
from translator.commands.pool import spread
from translator.commands.status import states
from translator.errors import TranslateError
from translator.model import State
from translator.page import frontmatter
from translator.page.parse import parse
from translator.progress import Past, read_past
from translator.reportmodel import LocaleSum, MessageRow, ReportPage, ReportResult
from translator.reportpack import pack
from translator.stamps import SOURCE_HASH
from translator.tags import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from translator.commands.opened import Opened
    from translator.model import Entry, PageOptions, PageResult, Pair

__all__ = ["ReportCall", "report"]

# Scripts that set no spaces: a character counts as a word there, as it does to those who are paid by words.
_DENSE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORDS = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+")


@dataclass(frozen=True, slots=True)
class ReportCall:
    """What the caller asked for."""

    pages: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    date: str = ""
    """When it is, ISO 8601."""
    rows: bool = True
    """Whether the messages are wanted, too."""
    past: bool = True
    """Whether the history is wanted."""


def report(root: Path, call: ReportCall, advance: Callable[[int, int], None] | None = None) -> ReportResult:
    """Gather what there is to tell.

    :param root: the site's root
    :param call: what the caller asked for
    :param advance: told (done, total) as source pages are done
    :raises ConfigError: the configuration or the call is wrong
    """
    opened = open_site(root, call.locales)
    status = states(opened, select(opened.site.pairs, call.pages), orphans=not call.pages)
    grouped: dict[str, list[PageResult]] = {}
    for result in status.pages:
        grouped.setdefault(result.pair.source, []).append(result)
    jobs = [_job(opened, results, call) for results in grouped.values()]
    pages: list[ReportPage] = []
    recorded: dict[Pair, str] = {}
    chunks: list[str] = []
    for some, hashes, chunk in spread(_look, jobs, 0, advance):
        pages += some
        recorded |= hashes
        chunks.append(chunk)
    past = _past(opened, status.pages, recorded) if call.past else Past()
    dated = tuple(
        replace(page, since=past.since.get((page.pair.source, recorded.get(page.pair, "")), ""))
        for page in pages
    )
    return ReportResult(
        title=root.name,
        source_locale=opened.config.source_locale,
        source_tag=_source_tag(opened),
        locales=tuple(_sums(opened, dated, call.locales or opened.config.locales)),
        pages=dated,
        sources=status.sources,
        chunks=tuple(chunks),
        progress=past.progress,
        unknown=past.unknown,
        findings=status.findings,
        date=call.date,
    )


def _source_tag(opened: Opened) -> str:
    return canonical(opened.config.source_locale)


def _past(opened: Opened, results: Sequence[PageResult], recorded: dict[Pair, str]) -> Past:
    """What git knows of the catalogs, and of source pages whose localized pages are outdated."""
    catalogs = {result.pair.catalog: result.pair.locale for result in results}
    stale = [
        (result.pair.source, recorded[result.pair])
        for result in results
        if result.state is State.OUTDATED and recorded.get(result.pair)
    ]
    return read_past(opened.root, catalogs, stale, opened.config.front_matter.hash_algorithm)


def _sums(opened: Opened, pages: Iterable[ReportPage], locales: Iterable[str]) -> Iterator[LocaleSum]:
    counts: dict[str, Counter[str]] = {locale: Counter() for locale in locales}
    for page in pages:
        count = counts[page.pair.locale]
        count["pages"] += not page.gone
        count["current"] += page.state is State.CURRENT
        for name in ("messages", "translated", "fuzzy", "machine", "words", "words_to_do"):
            count[name] += getattr(page, name)
    for locale, count in counts.items():
        yield LocaleSum(locale, opened.config.for_locale(locale).tag, **count)


@dataclass(frozen=True, slots=True)
class _Job:
    """One source page with all its localized pages, in any process."""

    root: str
    results: tuple[PageResult, ...]
    options: tuple[PageOptions, ...]
    """One a result."""
    gone: bool
    codes: tuple[str, ...]
    """The report's locales."""
    rows: bool


def _job(opened: Opened, results: Sequence[PageResult], call: ReportCall) -> _Job:
    options = tuple(opened.rules(result.pair.tree, result.pair.locale).options for result in results)
    gone = not files.is_there(opened.root / results[0].pair.source)
    codes = tuple(call.locales or opened.config.locales)
    return _Job(str(opened.root), tuple(results), options, gone, codes, call.rows)


def _look(job: _Job) -> tuple[list[ReportPage], dict[Pair, str], str]:
    """Look at a source page's catalogs; what cannot be read is left to the findings.

    :return: the pages, the hash that each records of its source, and their messages, packed
    """
    root = Path(job.root)
    pages: list[ReportPage] = []
    recorded: dict[Pair, str] = {}
    rows: list[tuple[MessageRow, ...]] = []
    words: int | None = None
    for result, options in zip(job.results, job.options, strict=True):
        pair = result.pair
        page = ReportPage(pair, result.state, gone=job.gone, findings=result.findings)
        found: tuple[MessageRow, ...] = ()
        data = _read(root / pair.catalog)
        if data is not None:
            try:
                page, found = _counted(page, po.parse(data, pair.catalog).entries, rows=job.rows)
            except TranslateError:
                data = None
        if data is None and result.state in (State.MISSING, State.OUTDATED):
            if words is None:
                words = _words_of(root / pair.source, options)
            page = replace(page, words=words, words_to_do=words)
        if result.state is State.OUTDATED:
            recorded[pair] = _recorded(root, pair, data, options)
        pages.append(page)
        rows.append(found)
    return pages, recorded, pack(list(zip(pages, rows, strict=True)), job.codes)


def _read(path: Path) -> bytes | None:
    try:
        return files.read(path) if files.is_there(path) else None
    except TranslateError:
        return None


def _words_of(path: Path, options: PageOptions) -> int:
    data = _read(path)
    if data is None:
        return 0
    try:
        return sum(_count_words(segment.message) for segment in parse(data, options).segments)
    except TranslateError:
        return 0


def _recorded(root: Path, pair: Pair, catalog: bytes | None, options: PageOptions) -> str:
    """The hash of the source page that the localized page was made from."""
    found = po.peek(catalog).get(SOURCE_HASH, "") if catalog is not None else ""
    data = _read(root / pair.localized)
    if found or data is None:
        return found
    try:
        block = frontmatter.split(data)
        return ((frontmatter.get(data, block, options.hash_key) if block else None) or "").strip()
    except TranslateError:
        return ""


def _counted(
    page: ReportPage, entries: Sequence[Entry], *, rows: bool
) -> tuple[ReportPage, tuple[MessageRow, ...]]:
    active = [entry for entry in entries if not entry.obsolete]
    words = to_do = translated = fuzzy = machine = 0
    engines = [engine_of(entry) for entry in active]
    for entry, engine in zip(active, engines, strict=True):
        count = _count_words(entry.msgid)
        words += count
        if _is_done(entry):
            translated += 1
            machine += bool(engine)
        else:
            to_do += count
            fuzzy += entry.fuzzy
    counted = replace(
        page,
        messages=len(active),
        translated=translated,
        fuzzy=fuzzy,
        machine=machine,
        words=words,
        words_to_do=to_do,
    )
    return counted, tuple(map(_row_of, active, engines)) if rows else ()


def _row_of(entry: Entry, engine: str) -> MessageRow:
    """A message as the report shows it.

    :param engine: the one that made its translation, see `engine_of`
    """
    changed: tuple[tuple[str, str], ...] = ()
    if entry.fuzzy and entry.previous_msgid is not None:
        changed = comparison.words(entry.previous_msgid, entry.msgid)
    return MessageRow(
        entry.msgid,
        entry.msgstr or next(filter(None, entry.msgstr_plural), ""),
        "translated" if _is_done(entry) else "fuzzy" if entry.fuzzy else "untranslated",
        entry.extracted[0] if entry.extracted else "",
        entry.msgctxt or "",
        entry.references[0][1] if entry.references else 0,
        engine,
        changed,
    )


def _is_done(entry: Entry) -> bool:
    return entry.translated or (
        bool(entry.msgstr_plural) and all(text.strip() for text in entry.msgstr_plural) and not entry.fuzzy
    )


@lru_cache(maxsize=4096)  # a page's messages are the same in all of its catalogs
def _count_words(text: str) -> int:
    return len(_WORDS.findall(text))
