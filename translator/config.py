"""The configuration: ``translate.toml``, or ``[tool.translate]`` in ``pyproject.toml``, validated."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator import configcheck
from translator.configmodel import (
    Catalogs,
    Check,
    Document,
    Engine,
    FrontMatter,
    Glossary,
    Links,
    Mdx,
    Memory,
    Myst,
    Settings,
)
from translator.errors import ConfigError
from translator.layout import compile_pattern
from translator.model import Finding, PageOptions, Severity
from translator.tags import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from translator.configmodel import Tree
    from translator.model import Pair

__all__ = ["NAME", "Config", "existing", "find_root", "load", "parse", "shadowed"]

NAME = "translate.toml"
_PROJECT = "pyproject.toml"
_PROJECT_TABLE = ("tool", "translate")
_LINKS = Links()
_CHECK = Check()
_MDX = Mdx()
_MYST = Myst()


@dataclass(frozen=True, slots=True)
class Config:
    """A valid configuration. All paths are patterns relative to the site's root."""

    source_locale: str
    locales: tuple[str, ...]
    """The site's own codes, in the configuration's order."""
    dialects: tuple[str, ...] | None
    """None where they are to be detected."""
    pages: tuple[Tree, ...]
    front_matter: FrontMatter
    catalogs: Catalogs
    engine: Engine | None
    glossary: Glossary | None
    memory: Memory | None
    settings: dict[str, Settings]
    path: str = NAME
    """The configuration's file name, for messages."""
    links: Links = _LINKS
    check: Check = _CHECK
    extensions: tuple[str, ...] | None = None
    """The builder's extensions that are on; None where they are to be detected."""
    translate_code_comments: bool = False
    mdx: Mdx = _MDX
    myst: Myst = _MYST
    """What holds for source pages; locales have their own."""

    def for_locale(self, code: str) -> Settings:
        """Give what holds for one locale.

        :param code: one of `locales`
        :raises ConfigError: no such locale
        """
        try:
            return self.settings[code]
        except KeyError:
            known = ", ".join(self.locales)
            raise ConfigError(f"no locale {code}", path=self.path, remedy=f"one of {known}") from None

    def page_options(self, tree: int, locale: str, dialects: tuple[str, ...]) -> PageOptions:
        """Give what the parser of a tree's pages has to know.

        A data file is all text: ``[front_matter] translate``, which names keys of pages, says nothing of it.

        :param tree: the number of the ``[[pages]]`` table, from 0
        :param dialects: the configured or the detected ones
        """
        pages, front_matter = self.pages[tree], self.for_locale(locale).front_matter
        default = ("**",) if pages.data_format else front_matter.translate
        return PageOptions(
            dialects=dialects,
            translate=default if pages.translate is None else pages.translate,
            keep=front_matter.keep if pages.keep is None else pages.keep,
            locale_key=front_matter.locale_key,
            hash_key=front_matter.hash_key,
            data_format=pages.data_format,
            code_comments=self.translate_code_comments,
            mdx=self.mdx.dialect,
        )

    def template_path(self, pair: Pair) -> str:
        """Where the POT of a source page stands: a folder ``templates`` beside the locales', else no locale.

        ``locales/{locale}/{path}.po`` → ``locales/templates/x.pot``; ``{path}.{locale}.po`` → ``x.pot``.
        """
        pattern = self.for_locale(pair.locale).catalog_pattern(self.pages[pair.tree]).text
        pattern = re.sub(r"(^|/)\{locale\}(?=/)", r"\1templates", pattern)
        pattern = re.sub(r"[._-]?\{locale\}", "", pattern)
        return compile_pattern(pattern).fill(pair.path) + "t"


def find_root(start: Path) -> Path:
    """Find the nearest folder, from `start` upwards, that holds a configuration.

    :raises ConfigError: there is none
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if existing(folder):
            return folder
    raise ConfigError(
        f"no {NAME} here or in a folder above",
        path=str(start),
        remedy="run translate init in the site's root",
    )


def existing(folder: Path) -> str:
    """Name the file that holds the configuration of a folder; empty where there is none."""
    if (folder / NAME).is_file():
        return NAME
    return _PROJECT if _in_project(folder / _PROJECT) else ""


def shadowed(root: Path) -> Finding | None:
    """Warn of a second configuration, which nobody reads."""
    if not (root / NAME).is_file() or not _in_project(root / _PROJECT):
        return None
    return Finding(
        _PROJECT,
        0,
        f"[{'.'.join(_PROJECT_TABLE)}] is not read: {NAME} is there and holds",
        Severity.WARNING,
        "remove one of the two",
        "two-configurations",
    )


def load(root: Path) -> Config:
    """Read the configuration of a site.

    :param root: the folder that holds it
    :raises ConfigError: there is none, or it is wrong: with line and remedy
    """
    name, prefix = (NAME, ()) if (root / NAME).is_file() else (_PROJECT, _PROJECT_TABLE)
    try:
        # a byte order mark is no TOML, but some editors write one
        text = (root / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"no {NAME}", path=str(root), remedy="run translate init there") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", path=name, line=line, remedy="save the file as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=name) from None
    return parse(text, name, prefix)


def parse(text: str, name: str = NAME, prefix: tuple[str, ...] = ()) -> Config:
    """Make a configuration of its text.

    :param name: the file's name, for messages
    :param prefix: the table that it stands in
    :raises ConfigError: it is wrong
    """
    try:
        tables: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, name) from None
    for key in prefix:
        tables = tables.get(key) if isinstance(tables, dict) else None
    if tables is None:
        raise ConfigError(f"no table [{'.'.join(prefix)}]", path=name, remedy="run translate init")
    source = configcheck.Source(text, name, prefix)
    configcheck.known_keys(tables, source)
    document = configcheck.convert(tables, Document, (), source)
    settings = {code: _settings(document, code, tables, source) for code in document.locales}
    configcheck.validate(document, settings, source)
    return Config(
        document.source_locale,
        document.locales,
        document.dialects,
        document.pages,
        document.front_matter,
        document.catalogs,
        document.engine,
        document.glossary,
        document.memory,
        settings,
        name,
        document.links,
        document.check,
        document.extensions,
        document.translate_code_comments,
        document.mdx,
        document.myst,
    )


def _settings(document: Document, code: str, tables: dict[str, Any], source: configcheck.Source) -> Settings:
    locale = document.locale.get(code)
    if locale is None:
        return Settings(
            canonical(code),
            document.front_matter,
            document.catalogs,
            document.engine,
            document.glossary,
            document.check,
        )

    def over(name: str, kind: Any) -> Any:
        own = getattr(locale, name)
        if not own:
            return getattr(document, name)
        return configcheck.convert(_laid(tables.get(name, {}), own), kind, ("locale", code, name), source)

    return Settings(
        canonical(locale.tag or code),
        over("front_matter", FrontMatter),
        over("catalogs", Catalogs),
        over("engine", Engine),
        over("glossary", Glossary),
        over("check", Check),
    )


def _laid(site: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay a locale's table over the site's; of a check that it names, the others stay as they are."""
    merged = {**site, **own}
    for key in ("severity", "max_length"):
        if isinstance(site.get(key), dict) and isinstance(own.get(key), dict):
            merged[key] = {**site[key], **own[key]}
    return merged


def _in_project(path: Path) -> bool:
    try:
        data = path.read_bytes()
        return b"translate" in data and "translate" in tomllib.loads(data.decode("utf-8-sig")).get("tool", {})
    except (OSError, ValueError):
        return False


def _not_toml(message: str, text: str, name: str) -> ConfigError:
    """Use tomllib's own words, with their line where all other errors have theirs."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", message, re.DOTALL)
    if found:
        return ConfigError(f"not TOML: {found[1]}", path=name, line=int(found[2]))
    return ConfigError(f"not TOML: {message}", path=name, line=text.count("\n") + 1)
