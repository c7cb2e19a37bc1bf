"""``translate export``: messages out to colleagues."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.commands.opened import open_site, select
from translator.commands.work import failure
from translator.errors import CatalogError, ConfigError, PageError, TranslateError
from translator.exchange.formats import format_of
from translator.exchange.rows import STATES, Languages, rows_of, sent, text_key
from translator.model import ExchangeResult, Finding, Severity
from translator.tags import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.exchange.formats import Format
    from translator.exchange.rows import Row
    from translator.model import Catalog, Pair

__all__ = ["LIMIT", "ExportCall", "export", "read_catalog", "short"]

LIMIT = 256 * 2**20
"""Bytes that an exchanged file may have."""


@dataclass(frozen=True, slots=True)
class ExportCall:
    """What the caller asked for."""

    file: Path
    pages: tuple[str, ...] = ()
    locale: str = ""
    """May be left out where the site has but one."""
    states: tuple[str, ...] = ()
    """All where none is named."""


def export(root: Path, call: ExportCall) -> ExchangeResult:
    """Write the messages of the catalogs of one locale to a file.

    :param root: the site's root
    :raises ConfigError: the configuration or the call is wrong, or the file cannot be written
    """
    form = format_of(str(call.file), written=True)
    unknown = [state for state in call.states if state not in STATES]
    if unknown:
        raise ConfigError(f"no state {unknown[0]}", remedy=f"one of {', '.join(STATES)}")
    opened = open_site(root, (call.locale,) if call.locale else ())
    locale = _only(opened, call)
    languages = Languages(
        canonical(opened.config.source_locale), opened.config.for_locale(locale).tag, locale
    )
    rows: list[Row] = []
    findings: list[Finding] = []
    for pair in select(opened.site.pairs, call.pages):
        try:
            catalog = read_catalog(root, pair)
        except TranslateError as error:
            findings.extend(failure(pair, error, pair.catalog).findings)
            continue
        rows.extend(rows_of(catalog, pair.source, locale, call.states or STATES))
        findings.extend(_plurals(pair, catalog))
    _refuse_work(opened, form, call.file)
    data = form.serialize(rows, languages)
    try:
        files.write_atomic(call.file, data)
    except PageError as error:
        raise ConfigError(error.message, path=str(call.file), remedy=error.remedy) from None
    if call.file.suffix.lower() == ".tmx":
        rows = [row for row in rows if row.state == "translated"]
    counts = Counter(row.state for row in rows)
    return ExchangeResult(
        "export",
        str(call.file),
        len({row.page for row in rows}),
        tuple((state, counts[state]) for state in ("translated", "fuzzy", "untranslated")),
        findings=(*opened.site.findings, *findings),
    )


def _refuse_work(opened: Opened, form: Format, file: Path) -> None:
    """Refuse to overwrite what a colleague sent back and nobody has imported.

    :raises ConfigError: the file has changed translations that their page's catalog has not
    """
    if not files.is_there(file):
        return
    try:
        rows = form.parse(files.read(file, LIMIT), str(file))
    except TranslateError:
        return  # no file of ours: the caller has named it
    texts: dict[str, set[str]] = {}
    lost = 0
    for row in rows:
        was = sent(row)
        if was is None or not row.translation.strip() or text_key(row.translation) == was.text:
            continue
        if row.page not in texts:
            texts[row.page] = _texts(opened, row.page)
        lost += row.translation not in texts[row.page]
    if lost:
        raise ConfigError(
            f"{lost} {'translation in it is' if lost == 1 else 'translations in it are'} in no catalog yet",
            path=str(file),
            remedy="import it first, or export to another name",
        )  # fmt: skip


def _texts(opened: Opened, page: str) -> set[str]:
    """All translations that a page's catalogs have."""
    found: set[str] = set()
    for pair in opened.site.pairs:
        if pair.source == page:
            with suppress(TranslateError):
                found.update(entry.msgstr for entry in read_catalog(opened.root, pair).entries)
    return found


def _only(opened: Opened, call: ExportCall) -> str:
    if call.locale:
        return call.locale
    locales = opened.config.locales
    if len(locales) != 1:
        raise ConfigError("a file is of one locale", remedy=f"--locale {' or '.join(locales)}")
    return locales[0]


def read_catalog(root: Path, pair: Pair) -> Catalog:
    """Read a page's catalog.

    :raises CatalogError: there is none yet, or it is damaged
    """
    if not files.is_there(root / pair.catalog):
        raise CatalogError("there is no catalog yet", path=pair.catalog, remedy="run translate sync first")
    return po.parse(files.read(root / pair.catalog), pair.catalog)


def _plurals(pair: Pair, catalog: Catalog) -> Iterable[Finding]:
    for entry in catalog.entries:
        if entry.msgid_plural is not None and not entry.obsolete:
            what = f"“{short(entry.msgid)}” has plural forms and is not exported"
            yield Finding(pair.catalog, 0, what, Severity.WARNING, "translate it in its catalog", "plural")


def short(text: str) -> str:
    """A message's beginning, on one line, for people."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
