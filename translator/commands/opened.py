"""A site, opened: its configuration, its pages, the rules for each tree and locale."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from translator import config as configuration
from translator import site as sites
from translator.builders import detect_builder, detect_dialects, with_extensions
from translator.builders.extensions import detect_extensions
from translator.errors import ConfigError
from translator.layout import compile_pattern
from translator.linkmap import builder_folder
from translator.linkrules import link_rules
from translator.model import Finding, Severity
from translator.names import EXTENSIONS
from translator.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from translator.config import Config
    from translator.model import Pair
    from translator.site import Site

__all__ = ["Opened", "is_named", "open_site", "select", "spoken"]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command works on."""

    root: Path
    config: Config
    site: Site
    dialects: tuple[str, ...]
    rules: Callable[[int, str], Rules]
    """The rules for a tree (its number) and a locale."""


def open_site(root: Path, locales: Sequence[str] = (), *, pages: bool = True) -> Opened:
    """Read the configuration and find the pages.

    :param root: where the configuration is
    :param locales: only these; all where none is named
    :param pages: whether the caller works on pages, so that there have to be some
    :raises ConfigError: the configuration is wrong or empty, or names no such locale
    """
    config = configuration.load(root)
    if not config.locales:
        raise ConfigError(
            "locales is empty, so there is nothing to translate into",
            path=config.path,
            remedy='name the languages: locales = ["ru", "pt-BR"]',
        )
    unknown = [locale for locale in locales if locale not in config.locales]
    if unknown:
        raise ConfigError(
            f"no locale {unknown[0]} in the configuration", remedy=f"one of {', '.join(config.locales)}"
        )
    dialects = spoken(root, config)

    links = link_rules(root, config)

    @cache
    def rules(tree: int, locale: str) -> Rules:
        settings = config.for_locale(locale)
        return Rules(
            config.page_options(tree, locale, dialects),
            settings.catalogs.min_translated,
            settings.catalogs.publish_fuzzy,
            settings.front_matter.add_front_matter,
            settings.front_matter.add_locale_key,
            settings.front_matter.hash_algorithm,
            links=None if config.pages[tree].data_format else links,
        )

    site = sites.find_pairs(config, root, tuple(locales) or None)
    if pages:
        _has_pages(config, site, root)
    second = configuration.shadowed(root)
    more = (*((second,) if second is not None else ()), *_missing_glossaries(config, root))
    if more:
        site = replace(site, findings=(*more, *site.findings))
    return Opened(root, config, site, dialects, rules)


def _has_pages(config: Config, site: Site, root: Path) -> None:
    """Refuse to call a site current of which no page was found: a pattern is wrong then.

    A site whose last source page is gone, and with it all files of its folder, is no such one.
    """
    if site.pairs or site.orphans or any(each.severity is Severity.ERROR for each in site.findings):
        return
    folders = [root / compile_pattern(tree.source).folder() for tree in config.pages]
    if any(each.is_dir() and not any(path.is_file() for path in each.rglob("*")) for each in folders):
        return
    patterns = ", ".join(f'"{tree.source}"' for tree in config.pages)
    raise ConfigError(
        f"no source page matches source = {patterns}",
        path=config.path,
        remedy="look at the patterns in [[pages]]; translate init --dry-run shows what it finds",
    )


def _missing_glossaries(config: Config, root: Path) -> tuple[Finding, ...]:
    """Name the glossaries that somebody counts on and that are not there; an engine is not asked without."""
    glossaries = (config.for_locale(locale).glossary for locale in config.locales)
    names = dict.fromkeys(glossary.file for glossary in glossaries if glossary is not None)
    return tuple(
        Finding(
            name,
            0,
            "there is no such glossary",
            Severity.WARNING,
            "look at [glossary] file in the configuration",
            "glossary",
        )
        for name in names
        if not (root / name).is_file()
    )


def spoken(root: Path, config: Config) -> tuple[str, ...]:
    """Name the dialects of a site, with the builder's extensions that are on and the site's own components.

    :param root: where the configuration is
    """
    place = _builder_place(root, config)
    names = tuple(config.dialects) if config.dialects is not None else detect_dialects(place)
    names = tuple(config.mdx.dialect if name == "mdx" else name for name in names)
    if not any(name in EXTENSIONS for name in names):
        return names
    extensions = config.extensions if config.extensions is not None else detect_extensions(place)
    own = bool(config.myst.directives or config.myst.titled)
    if extensions is None and own:
        extensions = tuple(EXTENSIONS["myst"].union(EXTENSIONS["mkdocs"]))
    if extensions is not None:
        names = with_extensions(names, extensions)
    return tuple(config.myst.named(name) if name.partition("+")[0] == "myst" else name for name in names)


def _builder_place(root: Path, config: Config) -> Path:
    """The folder of the builder's configuration: the root, or one that the pages lie in."""
    if detect_builder(root) is not None:
        return root
    return root / (builder_folder(root, config) or "")


def select(
    pairs: Sequence[Pair], patterns: Sequence[str], elsewhere: Mapping[Pair, str] | None = None
) -> tuple[Pair, ...]:
    """The pairs whose source, localized page or catalog matches one of the patterns.

    :param patterns: paths, folders or globs, relative to the root; all pairs where there is none
    :param elsewhere: where localized pages stand that are not at their place
    :raises ConfigError: a pattern matches nothing
    """
    if not patterns:
        return tuple(pairs)
    chosen: dict[Pair, None] = {}
    for pattern in patterns:
        found = [
            pair
            for pair in pairs
            if any(is_named(path, pattern) for path in (pair.source, pair.localized, pair.catalog))
            or (elsewhere and pair in elsewhere and is_named(elsewhere[pair], pattern))
        ]
        if not found:
            raise ConfigError(
                f"no page matches {pattern}", remedy="name a source page, a localized page or a pattern"
            )
        chosen.update(dict.fromkeys(found))
    return tuple(pair for pair in pairs if pair in chosen)


def is_named(path: str, pattern: str) -> bool:
    """Whether a pattern names a path: as it stands, as a folder around it, or as a glob."""
    name = pattern.removeprefix("./").rstrip("/")
    return path == name or path.startswith(f"{name}/") or fnmatch.fnmatchcase(path, name)
