"""Localized pages that stand elsewhere than the layout says: moved, or named in their own language."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from translator import files
from translator.bitext.fit import fit, marks
from translator.errors import TranslateError
from translator.page import frontmatter
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translator.commands.opened import Opened
    from translator.model import Pair
    from translator.page.parse import Page

__all__ = ["strays"]

_KEYS = (
    "page_id", "translationKey", "translation_key", "translation_id", "ref", "uid", "permalink", "url",
    "slug",
)  # fmt: skip
"""Front matter keys under which pages of several locales bear the same value."""
_ALIKE = 0.8
"""How well a page's structure must fit (see `fit`), where nothing else tells …"""
_BETTER = 0.1
"""… and by how much better than any other's."""
_NOT_UNLIKE = 0.25
"""How well it must fit where the file's name tells: a glossary has an entry of the same name, far shorter."""
_SMALL = 6
"""Segments that a page must have to be known by its structure."""


def strays(opened: Opened, missing: Sequence[Pair]) -> dict[Pair, str]:
    """Find localized pages of pairs that have none at their place, among those without a source page.

    :param missing: the pairs
    :return: pair → path of its localized page, each path once
    """
    free: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for orphan in opened.site.orphans:
        if files.is_there(opened.root / orphan.localized):
            free[orphan.tree, orphan.locale].append(orphan)
    wanted: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for pair in missing:
        if (pair.tree, pair.locale) in free:
            wanted[pair.tree, pair.locale].append(pair)
    found: dict[Pair, str] = {}
    for key, pairs in wanted.items():
        options = opened.rules(*key).options
        pages = {orphan: _parsed(opened, orphan.localized, options) for orphan in free[key]}
        sources = {pair: _parsed(opened, pair.source, options) for pair in pairs}
        locales = {key[1], pairs[0].tag, opened.config.source_locale}
        _by_keys(sources, pages, found, locales)
        _by_name(sources, pages, found)
        _by_structure(sources, pages, found)
    return found


def _parsed(opened: Opened, path: str, options: object) -> Page | None:
    try:
        return parse(files.read(opened.root / path), options, path)  # type: ignore[arg-type]
    except TranslateError:
        return None


def _left(
    sources: Mapping[Pair, Page | None], pages: Mapping[Pair, Page | None], found: Mapping[Pair, str]
) -> tuple[dict[Pair, Page], dict[Pair, Page]]:
    taken = set(found.values())
    return (
        {pair: page for pair, page in sources.items() if pair not in found and page is not None},
        {pair: page for pair, page in pages.items() if pair.localized not in taken and page is not None},
    )


def _by_keys(
    sources: Mapping[Pair, Page | None],
    pages: Mapping[Pair, Page | None],
    found: dict[Pair, str],
    locales: Iterable[str],
) -> None:
    for name in _KEYS:
        left, free = _left(sources, pages, found)
        values: dict[str, list[Pair]] = defaultdict(list)
        for pair, page in free.items():
            values[_value(page, name, locales)].append(pair)
        for pair, page in left.items():
            value = _value(page, name, locales)
            if value and len(values.get(value, ())) == 1:
                found[pair] = values.pop(value)[0].localized


def _value(page: Page, name: str, locales: Iterable[str]) -> str:
    if page.front_matter is None:
        return ""
    value = (frontmatter.get(page.data, page.front_matter, name) or "").strip()
    if name in ("permalink", "url"):
        parts = [part for part in value.split("/") if part and part not in set(locales)]
        return "/".join(parts)
    return value


def _by_name(
    sources: Mapping[Pair, Page | None], pages: Mapping[Pair, Page | None], found: dict[Pair, str]
) -> None:
    left, free = _left(sources, pages, found)
    names: dict[str, list[Pair]] = defaultdict(list)
    for pair in free:
        names[_name(pair)].append(pair)
    owners: dict[str, list[Pair]] = defaultdict(list)
    for pair in left:
        owners[_name(pair)].append(pair)
    for name, pairs in owners.items():
        if len(pairs) != 1 or len(names.get(name, ())) != 1 or name in ("index", "_index", "readme"):
            continue
        pair, orphan = pairs[0], names[name][0]
        if fit(marks(left[pair]), marks(free[orphan])) >= _NOT_UNLIKE:
            found[pair] = orphan.localized


def _name(pair: Pair) -> str:
    return pair.path.rpartition("/")[2].lower()


def _by_structure(
    sources: Mapping[Pair, Page | None], pages: Mapping[Pair, Page | None], found: dict[Pair, str]
) -> None:
    left, free = _left(sources, pages, found)
    rows = {pair: marks(source) for pair, source in left.items()} if free else {}
    for orphan, page in free.items():
        if len(page.segments) < _SMALL:
            continue
        theirs = marks(page)
        scores = sorted(((fit(row, theirs), pair.source, pair) for pair, row in rows.items()), reverse=True)
        if not scores or scores[0][0] < _ALIKE:
            continue
        if len(scores) == 1 or scores[0][0] >= scores[1][0] + _BETTER:
            pair = scores[0][2]
            found[pair] = orphan.localized
            del rows[pair]
