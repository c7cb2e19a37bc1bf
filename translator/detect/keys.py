"""What pairs of source and localized pages show about their front matter."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator import files
from translator.errors import PageError
from translator.layout import DATA_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["FoundKeys", "find_keys", "same_structure"]

_HASHES = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
"""Hexadecimal digits → the algorithm that gives so many."""
_HASH = re.compile(r"[0-9a-fA-F]{32}(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{32}|[0-9a-fA-F]{96})?")
_NO_PROSE = re.compile(r"\S*/\S*|[\w.-]+\.\w{2,4}|[\d\W_]*", re.ASCII)
"""A path, an address, a file's name, a date."""
_PAIRING = ("page_id", "translationKey", "lang_ref", "ref", "slug_id")


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """Keys with a meaning; empty where none was seen."""

    translate: tuple[str, ...] = ()
    """Key paths whose values differ between the locales, and are text."""
    locale_key: str = ""
    source_locale: str = ""
    """What source pages have under the locale key."""
    hash_key: str = ""
    hash_algorithm: str = ""
    pair_by: str = ""
    """A key whose value source and localized pages share, and no two source pages."""


def find_keys(root: Path, pairs: Sequence[tuple[str, str, str]]) -> FoundKeys:
    """Compare the front matter of pages.

    :param pairs: (source page, localized page, locale), relative to the root
    """
    seen: Counter[str] = Counter()
    differs: Counter[str] = Counter()
    locale_keys: Counter[str] = Counter()
    source_values: Counter[tuple[str, str]] = Counter()
    hashes: Counter[tuple[str, int]] = Counter()
    shared: Counter[str] = Counter()
    ids: dict[tuple[str, str], set[str]] = {}
    for source, place, locale in pairs:
        ours, theirs = _strings(root / source), _strings(root / place)
        if not ours or not theirs:
            continue
        for key, text in ours.items():
            if key in theirs and _is_prose(text):
                seen[key] += 1
                differs[key] += theirs[key] != text
            if key in _PAIRING and theirs.get(key) == text:
                shared[key] += 1
                ids.setdefault((key, text), set()).add(source)
        locale_keys.update(key for key, text in theirs.items() if text.lower() == locale.lower())
        source_values.update(ours.items())
        hashes.update(
            (key, len(text)) for key, text in theirs.items() if key not in ours and _HASH.fullmatch(text)
        )
    locale_key = _first(locale_keys)
    (hash_key, digits), found = next(iter(hashes.most_common(1)), (("", 0), 0))
    unclear = {key for (key, _), sources in ids.items() if len(sources) > 1}
    return FoundKeys(
        tuple(key for key in seen if 3 * differs[key] >= seen[key] and key not in (locale_key, hash_key)),
        locale_key,
        _first(Counter({text: count for (key, text), count in source_values.items() if key == locale_key})),
        hash_key if found else "",
        _HASHES.get(digits, ""),
        _first(Counter({key: count for key, count in shared.items() if key not in unclear})),
    )


def same_structure(source: Path, localized: Path) -> bool:
    """Whether two data files have mostly the same keys at the top."""
    ours, theirs = _tops(source), _tops(localized)
    return bool(ours) and 2 * len(ours & theirs) >= len(ours)


def _tops(path: Path) -> set[str]:
    return {re.split(r"[.\[]", key, maxsplit=1)[0] for key in _strings(path)}


def _strings(path: Path) -> dict[str, str]:
    """Key path → text, of a page's front matter or of a data file; nothing where it cannot be read."""
    from translator.page import frontmatter  # noqa: PLC0415 (`translate sync` does not need this module)

    form = DATA_FORMATS.get(path.suffix.removeprefix("."))
    try:
        data = files.read(path)
        block = frontmatter.data_file(data, form) if form else frontmatter.split(data)
        if block is None:
            return {}
        return {frontmatter.context(scalar.path): scalar.value for scalar in frontmatter.scalars(data, block)}
    except PageError:
        return {}


def _is_prose(text: str) -> bool:
    return bool(text.strip()) and _NO_PROSE.fullmatch(text.strip()) is None


def _first(counts: Counter[str]) -> str:
    best = counts.most_common(1)
    return best[0][0] if best else ""
