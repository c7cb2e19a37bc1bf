"""Pairing by front matter: a source page and its localized pages bear the same value under one key. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translator.layout import Pattern

__all__ = ["Keyed", "Keys", "ReadKeys", "pair_by_key"]

ReadKeys = Callable[["Path", tuple[str, ...]], Mapping[str, str]]
"""(page, names of top-level front matter keys) → the texts of those that it has."""


@dataclass(slots=True)
class Keyed:
    """What the front matter of a tree's pages says."""

    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """(source page, locale) → its localized page. Missing where there is none yet: the pattern says where
    it goes."""
    localized: dict[str, str] = field(default_factory=dict)
    """Every page that says of itself that it is localized → its locale."""
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Keys:
    """The front matter keys that pair pages."""

    pair_by: str
    locale: str
    """The key that names a page's language."""
    read: Callable[[str], Mapping[str, str]]
    """Reads both of a page."""


def pair_by_key(
    pages: Mapping[str, str],
    files: Sequence[str],
    localized: Pattern,
    locales: Mapping[str, Sequence[str]],
    keys: Keys,
) -> Keyed:
    """Pair source pages with localized ones.

    A value need not be unique: where several pages share it, each source page first takes the page
    that stands where the pattern says, and the others are shared out in order.

    :param pages: source pages, as far as patterns can tell → what ``{path}`` stands for
    :param files: the pages to look at, source pages included
    :param localized: the pattern of localized pages
    :param locales: a locale's code → all that a page may call it
    :param keys: what to look for, and how it is read
    """
    names = {name.lower(): code for code, each in locales.items() for name in each}
    result = Keyed()
    values: dict[str, str] = {}
    free: dict[tuple[str, str], list[str]] = {}
    for file in files:
        found = keys.read(file)
        code = names.get(found.get(keys.locale, "").strip().lower())
        values[file] = found.get(keys.pair_by, "").strip()
        if code is not None:
            result.localized[file] = code
            if values[file]:
                free.setdefault((values[file], code), []).append(file)
    sources = {file: path for file, path in pages.items() if file not in result.localized}
    wanted = [(file, code) for file in sources for code in locales if values.get(file)]
    for file, code in wanted:
        place, candidates = localized.fill(sources[file], code), free.get((values[file], code), [])
        if place in candidates:
            candidates.remove(place)
            result.places[file, code] = place
    for file, code in wanted:
        candidates = free.get((values[file], code), [])
        if candidates and (file, code) not in result.places:
            result.places[file, code] = candidates.pop(0)
    known = {values[file] for file in sources}
    for (value, code), left in free.items():
        for file in left:
            why = (
                f"another page of {code} has {keys.pair_by} {value} as well"
                if value in known
                else f"no source page has {keys.pair_by} {value}"
            )
            result.findings.append(Finding(file, 0, why, Severity.WARNING, rule="pair-by"))
    return result
