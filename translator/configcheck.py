"""What can be wrong with a configuration, said in plain words with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from translator.checkrules import RULES
from translator.configmodel import (
    Catalogs,
    Check,
    Document,
    Engine,
    FrontMatter,
    Glossary,
    Links,
    Locale,
    Mdx,
    Memory,
    Myst,
    Prices,
    Tree,
)
from translator.errors import ConfigError
from translator.layout import DATA_FORMATS, PAGE_ENDINGS, compile_pattern, objection
from translator.names import DIALECTS, ENGINES, EXTENSIONS, engines
from translator.tags import is_tag, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from translator.configmodel import Settings

__all__ = ["Source", "convert", "known_keys", "validate"]

T = TypeVar("T")
Key = tuple[str | int, ...]
"""Where a value stands: ``("pages", 1, "source")``."""

_TABLES: dict[str, type[msgspec.Struct]] = {
    "front_matter": FrontMatter,
    "catalogs": Catalogs,
    "engine": Engine,
    "glossary": Glossary,
    "mdx": Mdx,
    "myst": Myst,
    "memory": Memory,
    "links": Links,
    "check": Check,
}
_DIRECTIVE = re.compile(r"[^\s{}+`]+")
_COMPONENT = re.compile(r"[A-Za-z_$][\w$.:-]*", re.ASCII)
_PLAIN_KEY = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a configuration was read from."""

    text: str
    name: str
    prefix: tuple[str, ...] = ()

    def error(self, message: str, key: Key, remedy: str = "") -> ConfigError:
        """Make an error about the value at a key."""
        line = line_of(self.text, (*self.prefix, *key))
        return ConfigError(message, path=self.name, line=line, remedy=remedy)


def line_of(text: str, key: Key) -> int:
    """Find the line of a key in a TOML file, or of the nearest table around it; 0 if there is none.

    A scan, not a parser: it knows table headers and keys at the start of a line, which is how people
    write a configuration. Keys of an inline table have their table's line.
    """
    table: Key = ()
    counts: dict[Key, int] = {}
    best, best_length = 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]", line)
        if header:
            table = _with_indexes(_names(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            here = table
        else:
            assignment = re.match(
                r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""", line
            )
            if assignment is None:
                continue
            here = (*table, *_names(assignment[1]))
        shared = len(here) if key[: len(here)] == here else 0
        if shared > best_length:
            best, best_length = number, shared
    return best


def _names(dotted: str) -> Key:
    return tuple(
        name.strip().strip("\"'")
        for name in re.findall(r"""[^."']+|"[^"]*"|'[^']*'""", dotted)
        if name.strip()
    )


def _with_indexes(names: Key, counts: Mapping[Key, int]) -> Key:
    """``[pages.x]`` under the second ``[[pages]]`` is ``("pages", 1, "x")``."""
    key: Key = ()
    for at, name in enumerate(names):
        key = (*key, name)
        if key in counts and at < len(names) - 1:
            key = (*key, counts[key])
    return key


def known_keys(tables: Any, source: Source) -> None:
    """Refuse keys that do not exist, with the nearest that does.

    :raises ConfigError: the first one
    """
    if not isinstance(tables, dict):
        raise source.error("a table is expected", ())
    _keys(tables, Document, (), source)
    trees = tables.get("pages", ())
    for number, tree in enumerate(trees if isinstance(trees, list) else ()):
        _keys(tree, Tree, ("pages", number), source)
    for name, kind in _TABLES.items():
        _keys(tables.get(name), kind, (name,), source)
    engine = tables.get("engine")
    _keys(engine.get("prices") if isinstance(engine, dict) else None, Prices, ("engine", "prices"), source)
    locales = tables.get("locale")
    if not isinstance(locales, dict):
        return
    known = tables.get("locales")
    for code, locale in locales.items():
        named = isinstance(locale, dict) and "tag" in locale  # not translated into, or not yet
        if isinstance(known, list) and code not in known and not named:
            codes = [each for each in known if isinstance(each, str)]
            raise source.error(f"[locale.{code}]: no locale {code}", ("locale", code), _suggest(code, codes))
        _keys(locale, Locale, ("locale", code), source)
        for name, kind in _TABLES.items():
            own = locale.get(name) if isinstance(locale, dict) else None
            _keys(own, kind, ("locale", code, name), source)


def _keys(table: Any, kind: type[msgspec.Struct], key: Key, source: Source) -> None:
    if not isinstance(table, dict):
        return
    for name in table:
        if name not in kind.__struct_fields__:
            place = f" in {_table_name(key)}" if key else ""
            raise source.error(
                f"unknown key {name}{place}", (*key, name), _suggest(name, kind.__struct_fields__)
            )


def _suggest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 (for the error alone)

    choices = list(known)
    near = get_close_matches(name.lower().replace("-", "_"), choices, 1, 0.5) or get_close_matches(
        name.lower(), choices, 1, 0.5
    )
    return f"did you mean {near[0]}?" if near else f"one of {', '.join(choices)}"


def _table_name(key: Key) -> str:
    names = [str(part) for part in key if not isinstance(part, int)]
    return f"[[{names[0]}]]" if isinstance(key[-1], int) else f"[{'.'.join(names)}]"


_EXPECTED = {
    "`str`": "a text in quotes",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list: […]",
    "`object`": "a table",
    "`object | null`": "a table",
    "`array | null`": "a list: […]",
    "`int | null`": "a whole number",
    "`str | null`": "a text in quotes",
}


def convert(table: Any, kind: type[T], key: Key, source: Source) -> T:
    """Make a typed value of a table.

    :param key: where the table stands
    :raises ConfigError: a key is missing, or a value is of the wrong type
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        where = (*key, *_path(place.rstrip("`")))
        raise source.error(*_plain(message, where)) from None


def _path(text: str) -> Key:
    """Split msgspec's ``.pages[0].source``; the keys of a dictionary are ``[...]`` to it."""
    parts = re.findall(r"\.([\w-]+)|\[(\d+)\]", text)
    return tuple(int(index) if index else name for name, index in parts)


def _plain(message: str, where: Key) -> tuple[str, Key, str]:
    missing = re.search(r"missing required field `(\w+)`", message)
    if missing:
        place = f" in {_table_name(where)}" if where else ""
        return (
            f"{missing[1]} is missing{place}",
            where,
            f"see {missing[1]} in the documentation of the configuration",
        )
    name = ".".join(str(part) for part in where if not isinstance(part, int))
    expected = re.match(r"Expected (`[^`]+`)(?:, got|( >= | <= ))?", message)
    if expected and expected[1] in _EXPECTED and not expected[2]:
        return f"{name} must be {_EXPECTED[expected[1]]}", where, ""
    limit = re.match(r"Expected `int` (>=|<=) (\d+)", message)
    if limit:
        return f"{name} must be {'at least' if limit[1] == '>=' else 'at most'} {limit[2]}", where, ""
    return f"{name}: {message}", where, ""


def validate(document: Document, settings: Mapping[str, Settings], source: Source) -> None:
    """Refuse what is of the right type and still wrong.

    :param settings: by locale, the overrides applied
    :raises ConfigError: the first fault found
    """
    _locales(document, source)
    for number, name in enumerate(document.dialects or ()):
        if name not in DIALECTS:
            raise source.error(f"no dialect {name}", ("dialects", number), _suggest(name, DIALECTS))
    known = sorted(
        frozenset[str]().union(*(EXTENSIONS.get(name, ()) for name in document.dialects or EXTENSIONS))
    )
    for number, name in enumerate(document.extensions or ()):
        if name not in known:
            raise source.error(f"no extension {name}", ("extensions", number), _suggest(name, known))
    for table, own, form, what, remedy in (
        ("mdx", document.mdx, _COMPONENT, "name in JSX", "as it stands in a tag"),
        ("myst", document.myst, _DIRECTIVE, "directive's name", "as it stands in its braces"),
    ):
        for key in own.__struct_fields__:
            for number, name in enumerate(getattr(own, key)):
                if not form.fullmatch(name):
                    raise source.error(f"{name} is no {what}", (table, key, number), remedy)
    if not document.pages:
        raise source.error("no [[pages]]", ("pages",), "name at least one tree of pages")
    for number, tree in enumerate(document.pages):
        _tree(tree, number, source)
    _settings(document.front_matter, document.catalogs, (), source)
    _check(document.check, (), source)
    _engine(document.engine, (), source)
    for code, each in settings.items():
        if each.engine != document.engine:
            _engine(each.engine, ("locale", code), source)
        _settings(each.front_matter, each.catalogs, ("locale", code), source)
        _check(each.check, ("locale", code), source)


def _engine(engine: Engine | None, at: Key, source: Source) -> None:
    """Refuse an engine that nobody has, before a run begins that it would end."""
    if engine is not None and engine.name not in ENGINES and engine.name not in (known := engines()):
        raise source.error(f"no engine {engine.name}", (*at, "engine", "name"), _suggest(engine.name, known))


def _locales(document: Document, source: Source) -> None:
    for code in (document.source_locale, *document.locales):
        at: Key = ("source_locale",) if code == document.source_locale else ("locales",)
        if not code.strip():
            said = "source_locale is empty" if at == ("source_locale",) else "a code in locales is empty"
            raise source.error(said, at, 'write a BCP 47 language tag: "en", "pt-BR"')
        own = document.locale.get(code)
        if own and own.tag:
            if not is_tag(own.tag):
                raise source.error(f"tag: {own.tag} is no BCP 47 language tag", ("locale", code, "tag"))
        elif not is_tag(code):
            tag = meant(code)
            said = f' for example tag = "{tag}"' if tag else " with the tag"
            raise source.error(f"{code} is no BCP 47 language tag", at, f"add [locale.{code}]{said}")
        if not re.fullmatch(r"[\w@.-]+", code):
            raise source.error(f"{code} cannot be part of a file's name", at)
    seen: set[str] = set()
    for code in document.locales:
        if code.lower() in seen:
            raise source.error(f"{code} stands twice in locales", ("locales",))
        if code.lower() == document.source_locale.lower():
            raise source.error(
                f"{code} is the source locale", ("locales",), "locales are those that are translated into"
            )
        seen.add(code.lower())


def _tree(tree: Tree, number: int, source: Source) -> None:
    at: Key = ("pages", number)
    _pattern(tree.source, (*at, "source"), source, locale=False)
    _pattern(tree.localized, (*at, "localized"), source, locale=True)
    endings = compile_pattern(tree.source).ending, compile_pattern(tree.localized).ending
    if endings[0] not in PAGE_ENDINGS and endings[0] not in DATA_FORMATS:
        known = ", ".join(f".{ending}" for ending in (*PAGE_ENDINGS, *DATA_FORMATS))
        raise source.error(
            f"{tree.source} ends in nothing that can be read", (*at, "source"), f"one of {known}"
        )
    if endings[0] != endings[1]:
        raise source.error(
            f"{tree.localized} ends otherwise than {tree.source}",
            (*at, "localized"),
            f"end it in .{endings[0]}",
        )
    if tree.catalogs is not None:
        _catalog(tree.catalogs, (*at, "catalogs"), source)
    _key_paths(tree.translate or (), (*at, "translate"), source)
    _key_paths(tree.keep or (), (*at, "keep"), source)


def _settings(front_matter: FrontMatter, catalogs: Catalogs, at: Key, source: Source) -> None:
    if front_matter.hash_algorithm != "md5":
        from translator.page.hashes import algorithms  # noqa: PLC0415 (hashlib, where it is asked for)

        if front_matter.hash_algorithm not in algorithms():
            raise source.error(
                f"no hash algorithm {front_matter.hash_algorithm}",
                (*at, "front_matter", "hash_algorithm"),
                _suggest(front_matter.hash_algorithm, algorithms()),
            )
    for name in ("locale_key", "hash_key"):
        if not getattr(front_matter, name).strip():
            raise source.error(f"{name} is empty", (*at, "front_matter", name))
    _key_paths(front_matter.translate, (*at, "front_matter", "translate"), source)
    _key_paths(front_matter.keep, (*at, "front_matter", "keep"), source)
    _catalog(catalogs.path, (*at, "catalogs", "path"), source)


def _check(check: Check, at: Key, source: Source) -> None:
    for rule in check.severity:
        if rule not in RULES:
            key = (*at, "check", "severity", rule)
            raise source.error(f"no check is called {rule}", key, _suggest(rule, RULES))
    for key_path in check.max_length:
        _key_paths((key_path,), (*at, "check", "max_length"), source)


def _pattern(text: str, key: Key, source: Source, *, locale: bool) -> None:
    wrong = objection(text, locale=locale)
    if wrong is not None:
        raise source.error(f"{key[-1]}: {text} {wrong[0]}", key, wrong[1])


def _catalog(text: str, key: Key, source: Source) -> None:
    _pattern(text, key, source, locale=True)
    if not text.endswith(".po"):
        raise source.error(f"{key[-1]}: {text} does not end in .po", key, "a catalog is a PO file")


def _key_paths(patterns: Iterable[str], key: Key, source: Source) -> None:
    for number, pattern in enumerate(patterns):
        if _PLAIN_KEY.fullmatch(pattern):
            continue
        from translator.page.keys import validate as wrong_with  # noqa: PLC0415 (most need no second look)

        wrong = wrong_with(pattern)
        if wrong is not None:
            raise source.error(f"{key[-1]}: “{pattern}”: {wrong}", (*key, number))
