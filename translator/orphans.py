"""Localized pages and catalogs that have lost their source page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translator.model import Pair
    from translator.scan import Scan
    from translator.trees import ActiveTree

__all__ = ["find_orphans"]

_OURS = (b'"X-Catalog-Hash:', b'"X-Source-Hash:')
"""What tells a catalog of `translate` from another program's PO file at a like place."""
_HEAD = 8192
"""Bytes of a catalog that hold its header and first references."""


def find_orphans(
    trees: Sequence[ActiveTree], pairs: Sequence[Pair], found: Scan, locales: Sequence[str], root: Path
) -> tuple[Pair, ...]:
    """Find localized pages and catalogs without a source page.

    What is removed with ``--prune`` must be certain. So a file is no orphan if its source is there but
    excluded, refused, or in a folder that cannot be read; if its tree's folder is gone altogether, which is
    as likely a slip in the configuration; if its catalog is another page's; or if a catalog is not ours.

    :param pairs: what has its source page
    :param locales: look for these only
    """
    living = [tree for tree in trees if (root / tree.source.folder()).is_dir()]
    claimed: set[str] = set()
    for pair in pairs:
        claimed.update((pair.source, pair.localized, pair.catalog))
    free = [file for file in found.files if file not in claimed]

    def is_gone(tree: ActiveTree, path: str) -> bool:
        source = tree.source.fill(path)
        return not (found.hides(source) or os.path.lexists(root / source))

    orphans: dict[str, Pair] = {}
    for file in free:
        for tree in living:
            match = tree.localized.match_locale(file, tuple(locales))
            if match is not None and file not in tree.keyed.localized and is_gone(tree, match[0]):
                pair = tree.pair(*match)
                if pair.catalog not in claimed:
                    orphans.setdefault(pair.catalog, pair)
                break
    for file in free:
        if not file.endswith(".po") or file in orphans:
            continue
        owners = [
            (tree, path, locale)
            for tree in living
            for locale in locales
            if (path := tree.catalogs[locale].match(file)) is not None
        ]
        if owners and all(is_gone(tree, path) for tree, path, _ in owners):
            owner = _owner(root / file, owners)
            if owner is not None:
                tree, path, locale = owner
                orphans[file] = tree.pair(path, locale)
    return tuple(
        sorted(orphans.values(), key=lambda pair: (pair.tree, pair.source, locales.index(pair.locale)))
    )


def _owner(
    catalog: Path, owners: Sequence[tuple[ActiveTree, str, str]]
) -> tuple[ActiveTree, str, str] | None:
    """Choose among the trees that share a catalogs' pattern the one that the catalog's references name.

    :return: None if the catalog is not ours
    """
    try:
        with catalog.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if not any(mark in head for mark in _OURS):
        return None
    for owner in owners:
        if owner[0].source.fill(owner[1]).encode() in head:
            return owner
    return owners[0]
