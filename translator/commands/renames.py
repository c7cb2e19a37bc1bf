"""Source pages that moved: their catalogs and localized pages go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po, rename
from translator.errors import TranslateError
from translator.page import frontmatter
from translator.page.hashes import is_fresh
from translator.page.parse import parse
from translator.stamps import SOURCE_HASH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from translator.model import Pair
    from translator.rules import Rules

__all__ = ["renamed"]


def renamed(
    root: Path, pairs: Sequence[Pair], orphans: Sequence[Pair], rules: Callable[[int, str], Rules]
) -> dict[Pair, Pair]:
    """Find the former place of each new page's catalog and localized page.

    Certain where the hash of the source is the recorded one; else by the messages they share, one to
    one, the best first.

    :param pairs: pages that have no catalog
    :param orphans: catalogs and localized pages whose source page is gone
    :return: pair → the orphan to move there
    """
    found: dict[Pair, Pair] = {}
    for locale in dict.fromkeys(pair.locale for pair in orphans):
        lost = [orphan for orphan in orphans if orphan.locale == locale]
        new = [pair for pair in pairs if pair.locale == locale]
        if new:
            found.update(_by_hash(root, new, lost, rules))
            left = [pair for pair in new if pair not in found]
            free = [orphan for orphan in lost if orphan not in found.values()]
            found.update(_by_messages(root, left, free, rules))
    return found


def _by_hash(
    root: Path, new: Sequence[Pair], lost: Sequence[Pair], rules: Callable[[int, str], Rules]
) -> dict[Pair, Pair]:
    recorded = {orphan: _recorded(root, orphan, rules(orphan.tree, orphan.locale)) for orphan in lost}
    found: dict[Pair, Pair] = {}
    for pair in new:
        try:
            data = files.read(root / pair.source)
        except TranslateError:
            continue
        algorithm = rules(pair.tree, pair.locale).algorithm
        for orphan, value in recorded.items():
            if (
                value
                and orphan not in found.values()
                and orphan.tree == pair.tree
                and is_fresh(value, data, None, algorithm)
            ):
                found[pair] = orphan
                break
    return found


def _recorded(root: Path, orphan: Pair, rules: Rules) -> str:
    """The source hash that an orphan bears: in its front matter, else in its catalog."""
    try:
        data = files.read(root / orphan.localized)
        options = rules.options
        block = (
            frontmatter.data_file(data, options.data_format, path=orphan.localized)
            if options.data_format
            else frontmatter.split(data, path=orphan.localized)
        )
        value = frontmatter.get(data, block, options.hash_key) if block is not None else None
        if value:
            return value
    except TranslateError:
        pass
    try:
        return po.peek(files.read(root / orphan.catalog)).get(SOURCE_HASH, "")
    except TranslateError:
        return ""


def _by_messages(
    root: Path, new: Sequence[Pair], lost: Sequence[Pair], rules: Callable[[int, str], Rules]
) -> dict[Pair, Pair]:
    had: dict[str, tuple[str, ...]] = {}
    places: dict[str, Pair] = {}
    for orphan in lost:
        try:
            entries = po.parse(files.read(root / orphan.catalog), orphan.catalog).entries
        except TranslateError:
            continue
        had[orphan.catalog] = tuple(entry.msgid for entry in entries if not entry.obsolete)
        places[orphan.catalog] = orphan
    has: dict[str, tuple[str, ...]] = {}
    pages: dict[str, Pair] = {}
    for pair in new:
        try:
            page = parse(files.read(root / pair.source), rules(pair.tree, pair.locale).options, pair.source)
        except TranslateError:
            continue
        has[pair.source] = tuple(segment.message for segment in page.segments)
        pages[pair.source] = pair
    return {pages[name]: places[catalog] for catalog, name in rename.best_match(had, has).items()}
