"""Removing what belongs to a source page that is gone, and nothing that a person wrote since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.errors import TranslateError
from translator.model import Finding, Severity, State
from translator.page import frontmatter
from translator.page.hashes import is_fresh
from translator.stamps import PAGE_HASH

if TYPE_CHECKING:
    from pathlib import Path

    from translator.model import Pair
    from translator.rules import Rules

__all__ = ["prune", "state_of"]


def prune(root: Path, orphan: Pair, rules: Rules, *, dry_run: bool) -> Finding | None:
    """Remove an orphan's localized page and catalog.

    :return: why it was left; None if it was removed
    :raises PageError: a file cannot be read or removed
    """
    page, catalog = root / orphan.localized, root / orphan.catalog
    if files.is_there(page):
        data = files.read(page)
        written = po.peek(files.read(catalog)).get(PAGE_HASH, "") if files.is_there(catalog) else ""
        if written and not is_fresh(written, data, None, "md5"):
            return _left(orphan, "edited by hand since it was written")
        if not written and not _managed(data, rules, orphan.localized):
            return _left(orphan, "not written by translate: it bears no hash")
    if not dry_run:
        files.remove(page)
        files.remove(catalog)
    return None


def state_of(root: Path, orphan: Pair, rules: Rules) -> State:
    """Orphaned, or a page of somebody's own: one without a source, a catalog and a hash was never ours."""
    page = root / orphan.localized
    if files.is_there(root / orphan.catalog) or not files.is_there(page):
        return State.ORPHANED
    try:
        return State.ORPHANED if _managed(files.read(page), rules, orphan.localized) else State.UNMANAGED
    except TranslateError:
        return State.UNMANAGED


def _managed(data: bytes, rules: Rules, path: str) -> bool:
    options = rules.options
    if options.data_format:
        block = frontmatter.data_file(data, options.data_format, path=path)
    else:
        found = frontmatter.split(data, path=path)
        if found is None:
            return False
        block = found
    return bool(frontmatter.get(data, block, options.hash_key))


def _left(orphan: Pair, why: str) -> Finding:
    return Finding(
        orphan.localized,
        0,
        f"orphaned, but left: {why}",
        Severity.WARNING,
        "remove it yourself if it may go",
        "orphaned",
    )
