"""A site's pages: every source page with its localized pages and catalogs, and what has lost its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.builders import detect_dialects
from translator.errors import ConfigError
from translator.layout import foreign_locales, glob_matches
from translator.model import Finding, Pair, Severity
from translator.orphans import find_orphans
from translator.pairing import Keys, pair_by_key
from translator.scan import Scan, scan
from translator.trees import ActiveTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from translator.config import Config
    from translator.pairing import ReadKeys

__all__ = ["Site", "detect_dialects", "find_pairs"]


@dataclass(frozen=True, slots=True)
class Site:
    """What was found, in an order that is always the same."""

    pairs: tuple[Pair, ...]
    """By tree, then by source page, then by locale as configured."""
    orphans: tuple[Pair, ...]
    """Localized pages, and catalogs, whose source page is gone. One of the two may be missing."""
    findings: tuple[Finding, ...]


def find_pairs(
    config: Config, root: Path, locales: Sequence[str] | None = None, *, read_keys: ReadKeys | None = None
) -> Site:
    """Find all pairs of a site, in one pass over its folders.

    :param config: the configuration
    :param root: the site's root
    :param locales: only these; all where it is None
    :param read_keys: reads top-level front matter keys of a page, for ``pair_by``
    :raises ConfigError: two trees claim the same file
    """
    wanted = tuple(locales or config.locales)
    trees = [ActiveTree.of(config, number, wanted) for number in range(len(config.pages))]
    found = scan(root, _folders(trees, wanted), _endings(trees))
    findings = list(found.findings)
    for tree in trees:
        findings.extend(_take_sources(tree, found, config))
        if tree.tree.pair_by:
            _pair_by_key(tree, found, config, root, read_keys or _front_matter_keys)
            findings.extend(tree.keyed.findings)
        if not (root / tree.source.folder()).is_dir():
            findings.append(_no_sources(tree, tree.source.folder(), "no such folder"))
        elif not tree.pages:
            findings.append(_no_sources(tree, tree.tree.source, "no file matches"))
    _no_page_twice(trees, config)
    pairs = tuple(_pairs(trees, wanted))
    _no_file_twice(pairs, config)
    orphans = find_orphans(trees, pairs, found, wanted, root)
    return Site(pairs, orphans, tuple(findings))


def _folders(trees: Iterable[ActiveTree], locales: Sequence[str]) -> set[str]:
    folders = set()
    for tree in trees:
        folders.add(tree.source.folder())
        for locale in locales:
            folders.add(tree.localized.for_locale(locale).folder())
            folders.add(tree.catalogs[locale].folder())
    return folders


def _endings(trees: Iterable[ActiveTree]) -> frozenset[str]:
    return frozenset(("po", *(tree.source.ending for tree in trees)))


def _take_sources(tree: ActiveTree, found: Scan, config: Config) -> Iterator[Finding]:
    """Find a tree's source pages; tell of files that look like pages of a locale that is not configured."""
    matched = {file: path for file in found.files if (path := tree.source.match(file)) is not None}
    known = (*config.locales, config.source_locale)
    foreign = foreign_locales(matched, tree.source, tree.localized, known)
    for file, path in matched.items():
        if file not in foreign and not _excluded(tree, path):
            tree.pages[file] = path
    strange = {file: code for file, code in foreign.items() if code not in config.locales}
    if strange:
        codes = ", ".join(sorted(set(strange.values())))
        yield Finding(
            min(strange),
            0,
            f"{len(strange)} pages of locales that are not configured ({codes}) are no source pages",
            Severity.INFO,
            "add the locales, or exclude the pages",
            "foreign-locale",
        )


def _excluded(tree: ActiveTree, path: str) -> bool:
    if not tree.tree.exclude:
        return False
    name = f"{path}.{tree.source.ending}"
    return any(glob_matches(name, pattern) for pattern in tree.tree.exclude)


def _pair_by_key(tree: ActiveTree, found: Scan, config: Config, root: Path, read_keys: ReadKeys) -> None:
    """Pair by front matter: then a page's own words, not its place, say what is a source page."""
    folder = tree.localized.before.partition("{locale}")[0].rpartition("/")[0]
    inside = f"{folder}/" if folder else ""
    ending = f".{tree.source.ending}"
    names = (tree.tree.pair_by, config.front_matter.locale_key)
    tree.keyed = pair_by_key(
        tree.pages,
        [
            file
            for file in found.files
            if file in tree.pages or (file.startswith(inside) and file.endswith(ending))
        ],
        tree.localized,
        {code: (code, config.for_locale(code).tag) for code in config.locales},
        Keys(*names, lambda file: read_keys(root / file, names)),
    )
    for file in tree.keyed.localized:
        tree.pages.pop(file, None)


def _front_matter_keys(path: Path, keys: tuple[str, ...]) -> dict[str, str]:
    """Read the texts of some top-level keys; none of a page that cannot be read: its parsing says why."""
    from translator import files  # noqa: PLC0415 (only where pages are paired by front matter)
    from translator.errors import PageError  # noqa: PLC0415
    from translator.page import frontmatter  # noqa: PLC0415

    try:
        data = files.read(path)
        block = frontmatter.split(data)
        if block is None:
            return {}
        return {key: value for key in keys if (value := frontmatter.get(data, block, key))}
    except PageError:
        return {}


def _no_sources(tree: ActiveTree, path: str, why: str) -> Finding:
    return Finding(
        path,
        0,
        f"{why}, so no source pages there",
        Severity.WARNING,
        f'look at source = "{tree.tree.source}" in the configuration',
        "no-sources",
    )


def _no_page_twice(trees: Sequence[ActiveTree], config: Config) -> None:
    owner: dict[str, ActiveTree] = {}
    for tree in trees:
        for file in tree.pages:
            if file in owner:
                raise ConfigError(
                    f"{file} is a source page of two trees: {owner[file].tree.source} and {tree.tree.source}",
                    path=config.path,
                    remedy="exclude it from one of them",
                )
            owner[file] = tree


def _pairs(trees: Sequence[ActiveTree], locales: Sequence[str]) -> Iterator[Pair]:
    for tree in trees:
        for source, path in tree.pages.items():
            for locale in locales:
                yield tree.pair(path, locale, tree.keyed.places.get((source, locale), ""))


def _no_file_twice(pairs: Sequence[Pair], config: Config) -> None:
    """Refuse a layout in which one file would be written for two pages, or over a source page."""
    sources = {pair.source for pair in pairs}
    catalogs: dict[str, Pair] = {}
    places: dict[str, Pair] = {}
    for pair in pairs:
        other = catalogs.setdefault(pair.catalog, pair)
        if other is not pair:
            raise ConfigError(
                f"{other.source} and {pair.source} would share the catalog {pair.catalog}",
                path=config.path,
                remedy='give one of their [[pages]] its own: catalogs = "locales/{locale}/…/{path}.po"',
            )
        other = places.setdefault(pair.localized, pair)
        if other is not pair or pair.localized in sources:
            whose = other.source if other is not pair else pair.localized
            raise ConfigError(
                f"{whose} and {pair.source} would both be written to {pair.localized}"
                if other is not pair
                else f"the localized page of {pair.source} would overwrite the source page {pair.localized}",
                path=config.path,
                remedy="exclude one of them, or change its pattern",
            )
