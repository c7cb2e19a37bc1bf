"""``translate import``: translations back into the catalogs; pages are left to the next sync."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.commands.exchange import LIMIT, read_catalog, short
from translator.commands.opened import open_site
from translator.commands.work import failure
from translator.errors import CatalogError, ConfigError, PageError, TranslateError
from translator.exchange.formats import format_of
from translator.exchange.incoming import take
from translator.exchange.judged import judge, judge_one, settings
from translator.model import ExchangeResult, Finding, Severity
from translator.page.inline import Setting
from translator.page.parse import parse
from translator.tags import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.exchange.incoming import Outcome, Taken, Wanted
    from translator.exchange.rows import Row
    from translator.model import Catalog, Pair
    from translator.page.parse import Page

__all__ = ["ImportCall", "import_"]

_TRIES = 3
"""How often a catalog is read anew because somebody saved it meanwhile."""
_KINDS = ("taken", "fuzzy", "doubtful", "gone", "same", "empty", "conflict", "refused", "unknown")


@dataclass(frozen=True, slots=True)
class ImportCall:
    """What the caller asked for."""

    file: Path
    locale: str = ""
    """Only this one; also the locale of rows that name none."""
    dry_run: bool = False
    overwrite: bool = False
    """Take translations in spite of conflicts."""

    @property
    def foreign(self) -> bool:
        """Whether it is a PO file of another tool: then nothing of it is left out."""
        return self.file.suffix.lower() == ".po"


def import_(root: Path, call: ImportCall) -> ExchangeResult:
    """Put the translations of a file into the catalogs; pages are left to the next sync.

    :param root: the site's root
    :raises ConfigError: the configuration or the call is wrong, or the file as a whole cannot be read
    """
    form = format_of(str(call.file), written=False)
    try:
        data = files.read(call.file, LIMIT)
    except PageError as error:
        raise ConfigError(error.message, path=str(call.file)) from None
    rows = form.parse(data, str(call.file))
    with files.lock(root):
        opened = open_site(root)
        return _import(opened, call, rows)


def _import(opened: Opened, call: ImportCall, rows: Sequence[Row]) -> ExchangeResult:
    config, name = opened.config, str(call.file)
    if call.locale and call.locale not in config.locales:
        raise ConfigError(
            f"no locale {call.locale} in the configuration", remedy=f"one of {', '.join(config.locales)}"
        )
    codes = {canonical(config.for_locale(code).tag): code for code in reversed(config.locales)}
    pairs = {(pair.locale, pair.source): pair for pair in opened.site.pairs}
    groups: dict[Pair, list[Row]] = {}
    loose: dict[str, list[Row]] = {}
    strange: dict[tuple[str, str], list[Row]] = {}
    moved: dict[str, list[Row]] = {}
    for row in rows:
        code = row.locale if row.locale in config.locales else codes.get(canonical(row.locale or "x"), "")
        code = code or (call.locale if not row.locale else "")
        if call.locale and code and code != call.locale:
            continue
        pair = pairs.get((code, row.page))
        if code and pair is None and row.page and call.foreign:
            # a page that was renamed since, a table of contents, a file of another kind
            moved.setdefault(code, []).append(row)
        elif code and not row.page:
            loose.setdefault(code, []).append(row)
        elif pair is None:
            strange.setdefault(("" if code else row.locale, row.page if code else ""), []).append(row)
        else:
            groups.setdefault(pair, []).append(row)
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    for (locale, page), group in strange.items():
        counts["unknown"] += len(group)
        findings.append(_strange(name, locale, page, group, config.locales))
    for code, group in loose.items():
        counts["unknown"] += len(_spread(opened, code, group, groups))
    for code, group in moved.items():
        left = _spread(opened, code, [replace(row, page="") for row in group], groups)
        _settle(pairs, code, [row for row in group if row.message in left], groups)
    written: list[str] = []
    for pair, group in groups.items():
        try:
            outcomes, changed = _one(opened, pair, group, call)
        except Exception as error:  # noqa: BLE001 (one page's trouble is its own)
            findings.extend(failure(pair, error, pair.catalog).findings)
            counts["refused"] += len(group)
            continue
        counts.update(outcome.kind for outcome in outcomes)
        findings.extend(_summed(name, pair, outcomes) if call.foreign else _findings(name, pair, outcomes))
        written += [pair.catalog] if changed else []
    return ExchangeResult(
        "import",
        name,
        len(groups),
        tuple((kind, counts[kind]) for kind in _KINDS),
        tuple(written),
        tuple(findings),
        call.dry_run,
    )


def _strange(name: str, locale: str, page: str, rows: Sequence[Row], locales: Sequence[str]) -> Finding:
    more = f", {len(rows)} rows" if len(rows) > 1 else ""
    if not page:
        what = f"no locale {locale}" if locale else "no locale is named"
        remedy = f"one of {', '.join(locales)}; --locale CODE where the file names none"
        return Finding(
            name, rows[0].line, f"{what}{more}: left out", Severity.ERROR, remedy, "unknown-locale"
        )
    remedy = "was it renamed or removed? Write its path now into the file"
    return Finding(
        name, rows[0].line, f"no source page {page}{more}: left out", Severity.ERROR, remedy, "unknown-page"
    )


def _spread(opened: Opened, locale: str, rows: Sequence[Row], groups: dict[Pair, list[Row]]) -> set[str]:
    """Give rows of no page, a memory's, to all pages that have their message untranslated.

    :return: the messages that no page has
    """
    by_message = {row.message: row for row in rows if row.translation.strip()}
    met: set[str] = set()
    for pair in opened.site.pairs:
        if pair.locale != locale or not files.is_there(opened.root / pair.catalog):
            continue
        try:
            catalog = read_catalog(opened.root, pair)
        except TranslateError:
            continue  # other rows of the page, or a sync, will say so
        for entry in catalog.entries:
            row = by_message.get(entry.msgid)
            if row is None or entry.obsolete:
                continue
            met.add(entry.msgid)
            if not entry.has_text and entry.msgid_plural is None:
                mine = replace(row, page=pair.source, context=entry.msgctxt, id="")
                groups.setdefault(pair, []).append(mine)
    return set(by_message) - met


def _settle(
    pairs: Mapping[tuple[str, str], Pair], locale: str, rows: Sequence[Row], groups: dict[Pair, list[Row]]
) -> None:
    """Give rows of a page that is gone to the page whose path is most like its: it may have been renamed."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    paths = [path for code, path in pairs if code == locale]
    homes: dict[str, str] = {}
    for row in rows:
        if row.page not in homes:
            homes[row.page] = process.extractOne(row.page, paths, scorer=fuzz.ratio)[0]
        pair = pairs[locale, homes[row.page]]
        groups.setdefault(pair, []).append(replace(row, page=pair.source))


def _one(
    opened: Opened, pair: Pair, rows: Sequence[Row], call: ImportCall
) -> tuple[tuple[Outcome, ...], bool]:
    path = opened.root / pair.catalog
    for _ in range(_TRIES):
        if not files.is_there(path):
            raise CatalogError(
                "there is no catalog yet", path=pair.catalog, remedy="run translate sync first"
            )
        data = files.read(path)
        taken = _taken(opened, pair, po.parse(data, pair.catalog), rows, call)
        if call.dry_run or not taken.changed:
            return taken.outcomes, taken.changed
        if files.read(path) == data:
            files.write_atomic(path, po.serialize(taken.catalog), root=opened.root)
            return taken.outcomes, True
        # a translator saved in the meantime: their file is not overwritten, but read once more
    raise CatalogError("it changes all the time", path=pair.catalog, remedy="run translate import again")


def _taken(opened: Opened, pair: Pair, catalog: Catalog, rows: Sequence[Row], call: ImportCall) -> Taken:
    def judged(wanted: Sequence[Wanted]) -> list[str]:
        options = opened.rules(pair.tree, pair.locale).options
        return _judged(parse(files.read(opened.root / pair.source), options, pair.source), wanted, pair.tag)

    return take(catalog, rows, judged, overwrite=call.overwrite, keep=call.foreign)


def _judged(page: Page, wanted: Sequence[Wanted], tag: str) -> list[str]:
    """Those that are to stand on the page together, those of edited messages by themselves."""
    whole = {
        (each.context or "", each.message): each.text for each in wanted if each.made_for == each.message
    }
    wrong = judge(page, whole, tag)
    places: Mapping[tuple[str, str], Setting] = {} if len(whole) == len(wanted) else settings(page)
    plain = Setting(dialects=page.options.dialects)
    reasons = []
    for each in wanted:
        key = (each.context or "", each.message)
        if each.made_for == each.message:
            reasons.append(wrong.get(key, ""))
        else:
            reasons.append(judge_one(each.made_for, each.text, places.get(key, plain), tag))
    return reasons


def _summed(name: str, pair: Pair, outcomes: Sequence[Outcome]) -> Iterable[Finding]:
    """Tell of another tool's file a line a page and kind: it divides pages into messages in its own way."""
    kinds = Counter(outcome.kind for outcome in outcomes)
    if kinds["fuzzy"]:
        told = (
            f"{pair.source}: {kinds['fuzzy']} translations are of messages that read otherwise there; fuzzy"
        )
        yield Finding(name, 0, told, Severity.WARNING, f"look at them in {pair.catalog}", "source-changed")
    if kinds["doubtful"]:
        told = (
            f"{pair.source}: {kinds['doubtful']} translations fail a check; they are fuzzy, with the reason"
        )
        yield Finding(name, 0, told, Severity.WARNING, f"look at them in {pair.catalog}", "doubtful")
    if kinds["gone"]:
        told = (
            f"{pair.source}: {kinds['gone']} translations are of no message there; they are kept as obsolete"
        )
        yield Finding(name, 0, told, Severity.WARNING, "", "source-gone")
    rest = [each for each in outcomes if each.kind not in ("fuzzy", "doubtful", "gone")]
    yield from _findings(name, pair, rest)


def _findings(name: str, pair: Pair, outcomes: Iterable[Outcome]) -> Iterable[Finding]:
    for outcome in outcomes:
        row = outcome.row
        message = f"{pair.source}: “{short(row.message)}”"
        if outcome.kind == "refused":
            yield Finding(
                name, row.line, f"{message}: translation left out: {outcome.reason}", Severity.ERROR,
                f"mend it in the file and import it again; where it is right, write it into {pair.catalog}",
                "refused",
            )  # fmt: skip
        elif outcome.kind == "conflict":
            yield Finding(
                name, row.line,
                f"{message}: the catalog was changed since the export; it has “{outcome.there}”, "
                f"the file “{row.translation}”",
                Severity.ERROR, "keep the catalog's, or import with --overwrite", "conflict",
            )  # fmt: skip
        elif outcome.kind == "fuzzy":
            yield Finding(
                name, row.line,
                f"{message} was edited since the export; "
                f"its translation is fuzzy at “{short(outcome.message)}”",
                Severity.WARNING, f"look at it in {pair.catalog}", "source-changed",
            )  # fmt: skip
        elif outcome.kind == "gone":
            yield Finding(
                name, row.line,
                f"{message} is gone since the export; "
                f"its translation “{row.translation}” is kept as obsolete",
                Severity.WARNING, "", "source-gone",
            )  # fmt: skip
