"""``translate engines``: which there are, which can be used here, and whether they answer."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from translator import config as configuration
from translator.asking.lines import open_engine, terms_of
from translator.configmodel import Engine as Settings
from translator.engines.client import Client
from translator.engines.contract import Ask
from translator.engines.registry import find
from translator.errors import AuthError, ConfigError, TranslateError
from translator.markup.exchange import prepare, receive
from translator.model import EngineFacts, EnginesResult, EngineTest
from translator.names import engines as known
from translator.page.inline import Setting
from translator.tags import canonical
from translator.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from translator.config import Config
    from translator.engines.contract import Engine

__all__ = ["engines"]

_SENTENCE = "The **quick** brown fox reads `README.md`."


def engines(
    root: Path | None, wanted: Sequence[str], environment: Mapping[str, str], *, test: bool = False
) -> EnginesResult:
    """List engines; ask them for their languages where they are named, and to translate where it is wanted.

    :param root: the site's root; None where there is no site
    :param wanted: names; all where there is none
    :param environment: where secrets are
    :param test: send one sentence to each engine that the configuration names, or the caller
    :raises ConfigError: no such engine, or the configuration is wrong
    """
    config = configuration.load(root) if root is not None else None
    for name in wanted:
        find(name)
    used = _used(config)
    chosen = wanted or sorted(known())
    facts = []
    for name in chosen:
        try:
            kind = find(name)
        except ConfigError as error:  # another package's, that cannot be imported
            facts.append(EngineFacts(name, problem=error.message))
            continue
        missing = tuple(each for each in kind.variables if not environment.get(each, "").strip())
        locales = tuple(locale for locale, table in used.items() if table.name == name)
        told, problem = (
            _languages(root, config, name, locales, environment) if wanted and not test else ((), "")
        )
        table: tuple[str, ...] = getattr(kind, "table", ())
        facts.append(
            EngineFacts(
                name,
                kind.variables,
                missing,
                locales,
                told or table,
                problem,
                anything=kind.contextual or not hasattr(kind, "table"),
                optional=_optional(kind, [used[locale] for locale in locales]),
            )
        )
    tests: list[EngineTest] = []
    if test:
        pairs = [(name, locale) for name in chosen for locale, table in used.items() if table.name == name]
        pairs += [(name, "") for name in wanted if name not in {table.name for table in used.values()}]
        if not pairs:
            raise ConfigError(
                "no engine to test", remedy="name one: translate engines deepl --test, or configure [engine]"
            )
        with ThreadPoolExecutor(8) as threads:
            tests = list(threads.map(lambda pair: _test(root, config, pair[0], pair[1], environment), pairs))
    return EnginesResult(tuple(facts), tuple(tests))


def _optional(kind: type[Engine], tables: Sequence[Settings]) -> bool:
    """Tell whether an engine may do without its key, as it is used here."""
    if tables and getattr(kind, "keyless_elsewhere", False):
        return all(table.base_url for table in tables)
    return bool(getattr(kind, "keyless", False))


def _used(config: Config | None) -> dict[str, Settings]:
    """The engine's table of each locale that has one."""
    if config is None:
        return {}
    tables = {code: config.for_locale(code).engine for code in config.locales}
    return {code: table for code, table in tables.items() if table is not None}


def _table(config: Config | None, name: str, locale: str) -> Settings:
    table = _used(config).get(locale)
    return table if table is not None and table.name == name else Settings(name)


def _languages(
    root: Path | None,
    config: Config | None,
    name: str,
    locales: Sequence[str],
    environment: Mapping[str, str],
) -> tuple[tuple[str, ...], str]:
    """Ask a service for its languages."""
    del root
    table = _table(config, name, locales[0] if locales else "")
    client = Client(name, timeout=min(table.timeout, 20.0))
    try:
        engine = open_engine(table, client, environment, "", Terms(()))
        return engine.languages(), ""
    except TranslateError as error:
        return (), client.scrub(str(error))
    finally:
        client.close()


def _test(
    root: Path | None, config: Config | None, name: str, locale: str, environment: Mapping[str, str]
) -> EngineTest:
    table = _table(config, name, locale)
    source = canonical(config.source_locale) if config is not None else "en"
    tag = config.for_locale(locale).tag if config is not None and locale else "es"
    client = Client(name, timeout=min(table.timeout, 30.0), deadline=time.monotonic() + 60)
    began = time.monotonic()
    try:
        terms = terms_of(config, root, locale) if config is not None and root and locale else Terms(())
        engine = open_engine(table, client, environment, "", terms)
        codes = engine.codes(source, tag)
        sent = prepare(_SENTENCE, Setting(), engine.mode)
        reply = engine.translate([Ask(sent.text)], *codes)
        answer = reply.answers[0]
        text, fault = (
            receive(sent, answer.text, "" if name == "pseudo" else tag)
            if not answer.fault
            else ("", answer.fault)
        )
        fault = fault and f"the answer was refused, {fault}: {answer.text[:200]}"
    except AuthError as error:
        text, fault = "", error.message
    except TranslateError as error:
        text, fault = "", str(error)
    except Exception as error:  # noqa: BLE001 (an engine of another package may raise anything)
        text, fault = "", f"it broke: {type(error).__name__}: {error}"
    finally:
        client.close()
    return EngineTest(
        name, locale or tag, _SENTENCE, text, client.scrub(fault), round(time.monotonic() - began, 2)
    )
