"""Opens the ways to the engines that a configuration names. Everything that can be wrong is said here,
before anything is spent.
"""  # noqa: D205

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from translator.asking.ledger import Ledger
from translator.asking.line import Line, Station
from translator.engines.client import Client
from translator.engines.contract import Setup
from translator.engines.pace import Pace
from translator.engines.registry import find
from translator.errors import AuthError, ConfigError, EngineError, QuotaError, RateError
from translator.glossary import read
from translator.tags import canonical
from translator.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from translator.config import Config
    from translator.configmodel import Engine as Settings
    from translator.engines.contract import Engine, Usage
    from translator.memory import Memory

__all__ = ["open_engine", "open_lines", "terms_of"]


def open_lines(
    config: Config,
    root: Path,
    locales: Iterable[str],
    memory: Memory,
    environment: Mapping[str, str],
    *,
    dry_run: bool = False,
) -> dict[str, Line]:
    """Open a line for each locale that has an engine.

    :param locales: those that need one
    :param environment: where secrets are
    :param dry_run: nothing will be asked: secrets may be missing
    :raises ConfigError: no such engine, or its table lacks something; a glossary cannot be read
    :raises EngineError: a secret is missing; the engine does not translate into one of the locales
    """
    stations: dict[bytes, Station] = {}
    try:
        return _opened(config, root, locales, memory, environment, stations, dry_run=dry_run)
    except BaseException:
        for station in stations.values():
            station.close()
        raise


def _opened(
    config: Config,
    root: Path,
    locales: Iterable[str],
    memory: Memory,
    environment: Mapping[str, str],
    stations: dict[bytes, Station],
    *,
    dry_run: bool,
) -> dict[str, Line]:
    ledgers: dict[object, Ledger] = {}
    lines: dict[str, Line] = {}
    for locale in locales:
        settings = config.for_locale(locale)
        table = settings.engine
        if table is None:
            continue
        key = msgspec.json.encode((table.name, table.base_url, table.region, table.concurrency))
        if key not in stations:
            stations[key] = _station(table)
        terms = terms_of(config, root, locale)
        guide = _guide(root, table, config.path)
        engine = open_engine(table, stations[key].client, environment, guide, terms, dry_run=dry_run)
        source = _source(config)
        if dry_run and engine.name not in _KNOW_THEIR_LANGUAGES:
            codes = source, settings.tag
        else:
            codes = engine.codes(source, settings.tag)
        site = config.engine
        budget: object = locale if site is None or table.budget != site.budget else None
        if budget not in ledgers:
            ledgers[budget] = Ledger(table.budget)
            usage = None if dry_run else _usage(engine)
            if usage is not None:
                ledgers[budget].allow(usage.limit - usage.used)
        lines[locale] = Line(
            locale, source, settings.tag, engine, codes, terms, table.review, ledgers[budget],
            stations[key], memory, table.prices,
        )  # fmt: skip
    return lines


def _usage(engine: Engine) -> Usage | None:
    """Ask for the allowance; a server that knows no such question has none."""
    try:
        return engine.usage()
    except (AuthError, QuotaError, RateError):
        raise
    except EngineError:
        return None


_KNOW_THEIR_LANGUAGES = frozenset(("deepl", "google", "google-v3", "azure", "amazon", "yandex", "modernmt"))
"""Engines whose languages stand in a table, so that a dry run need not ask for them."""


def _source(config: Config) -> str:
    return canonical(config.source_locale)


def _station(table: Settings) -> Station:
    limits = find(table.name).limits
    concurrency = table.concurrency or limits.concurrency
    pace = Pace(
        table.requests_per_minute or limits.requests_per_minute,
        table.characters_per_minute or limits.characters_per_minute,
        table.tokens_per_minute or limits.tokens_per_minute,
    )
    deadline = time.monotonic() + table.deadline if table.deadline else float("inf")
    client = Client(table.name, pace, concurrency=concurrency, timeout=table.timeout, deadline=deadline)
    threads = ThreadPoolExecutor(2 * concurrency, thread_name_prefix=f"translate-{table.name}")
    return Station(client, threads, threading.Semaphore(concurrency))


def open_engine(
    table: Settings,
    client: Client,
    environment: Mapping[str, str],
    guide: str,
    terms: Terms,
    *,
    dry_run: bool = False,
) -> Engine:
    """Make an engine.

    :raises ConfigError: there is none of that name, or its table lacks something
    :raises AuthError: a secret is missing
    """
    kind = find(table.name)
    try:
        return kind(Setup(table, environment, client, guide, terms.terms))
    except AuthError:
        if not dry_run:
            raise
        blank = dict.fromkeys(kind.variables, "none")
        return kind(Setup(table, {**blank, **environment}, client, guide, terms.terms))


def terms_of(config: Config, root: Path, locale: str) -> Terms:
    """Read a locale's glossary.

    :raises ConfigError: it cannot be read
    """
    settings = config.for_locale(locale)
    if settings.glossary is None:
        return Terms(())
    return read(root / settings.glossary.file, _source(config), settings.tag, (locale,))


def _guide(root: Path, table: Settings, config: str) -> str:
    if not table.style_guide:
        return ""
    try:
        return (root / table.style_guide).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        words = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigError(f"style_guide: {table.style_guide} cannot be read: {words}", path=config) from None
