"""How a site's catalogs grew, and since when its pages are stale: read from git in one go.

One ``git log`` names every change of the files that matter, one ``git cat-file --batch`` gives their bytes.
What a catalog counted is kept in the cache, by its object name.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from translator import files
from translator.catalog import po
from translator.errors import TranslateError
from translator.page.hashes import is_fresh
from translator.reportmodel import ProgressPoint
from translator.repository import Repository
from translator.stamps import CATALOG_HASH, is_edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from translator.repository import FileChange

__all__ = ["Past", "read_past"]

_POINTS = 60
"""Points that the progress is drawn with."""
_BLOBS = 20_000
"""Catalogs that are counted at most in one go; with more, there are fewer points."""
_CACHE = "progress.msgpack"


class Past(NamedTuple):
    """What git tells."""

    progress: tuple[ProgressPoint, ...] = ()
    since: Mapping[tuple[str, str], str] = {}
    """Source page and recorded hash → when the page became another."""
    unknown: tuple[str, ...] = ()


def read_past(
    root: Path,
    catalogs: Mapping[str, str],
    stale: Iterable[tuple[str, str]],
    algorithm: str,
) -> Past:
    """Read what the repository knows.

    :param root: the site's root
    :param catalogs: path of each catalog → its locale
    :param stale: source pages, and the hash that a localized page records of them
    :param algorithm: the hash's, a name of hashlib's
    """
    repository = Repository.open(root)
    if repository is None:
        return Past(unknown=("There is no git repository: neither progress nor dates are known.",))
    with repository:
        if repository.trouble:
            return Past(unknown=(f"Git does not tell the history: {repository.trouble}.",))
        stale = tuple(stale)
        wanted = {*catalogs, *(path for path, _ in stale)}
        changes = [change for change in repository.changes() if change.path in wanted]
        unknown = ("The clone is shallow: what came before it is not known.",) if repository.shallow else ()
        since = {
            (path, recorded): date
            for path, recorded in dict.fromkeys(stale)
            if (date := _since(repository, changes, path, recorded, algorithm))
        }
        return Past(_progress(repository, root, changes, catalogs), since, unknown)


def _since(
    repository: Repository, changes: Sequence[FileChange], path: str, recorded: str, algorithm: str
) -> str:
    """When the change came that followed the recorded revision; empty where that is not known."""
    after = ""
    for change in changes:  # newest first
        if change.path != path:
            continue
        data = repository.read(change.blob) if change.blob else None
        if data is not None and is_fresh(recorded, data, None, algorithm):
            return after
        after = change.date
    return ""


def _progress(
    repository: Repository, root: Path, changes: Sequence[FileChange], catalogs: Mapping[str, str]
) -> tuple[ProgressPoint, ...]:
    """The shares at some commits, the oldest first, evenly picked, the newest among them."""
    steps = _steps(changes, catalogs)
    count = min(_POINTS, len(steps))
    while count:
        picked = [steps[(number + 1) * len(steps) // count - 1] for number in range(count)]
        blobs = {blob for _, standing in picked for blob in standing.values()}
        if len(blobs) <= _BLOBS or count == 1:
            break
        count //= 2
    else:
        return ()
    counts = _counted(repository, root, blobs)
    return tuple(
        ProgressPoint(date, shares)
        for date, standing in picked
        if (shares := _shares(standing, counts, catalogs))
    )


def _steps(changes: Sequence[FileChange], catalogs: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The catalogs that stood after each commit that changed any, the oldest commit first."""
    steps: list[tuple[str, dict[str, str]]] = []
    standing: dict[str, str] = {}
    last = ""
    for change in reversed(changes):
        if change.path not in catalogs:
            continue
        if change.commit != last:
            standing = dict(standing)
            steps.append((change.date, standing))
            last = change.commit
        if change.blob:
            standing[change.path] = change.blob
        else:
            standing.pop(change.path, None)
    return steps


def _shares(
    standing: Mapping[str, str], counts: Mapping[str, tuple[int, int]], catalogs: Mapping[str, str]
) -> tuple[tuple[str, int], ...]:
    messages: Counter[str] = Counter()
    translated: Counter[str] = Counter()
    for path, blob in standing.items():
        total, done = counts.get(blob, (0, 0))
        messages[catalogs[path]] += total
        translated[catalogs[path]] += done
    return tuple((locale, translated[locale] * 100 // total) for locale, total in messages.items() if total)


def _counted(repository: Repository, root: Path, blobs: set[str]) -> dict[str, tuple[int, int]]:
    """How many messages catalogs have, and how many of them are translated."""
    known: dict[str, tuple[int, int]] = {}
    with suppress(OSError, TranslateError, msgspec.MsgspecError):
        cached = (files.cache_dir(root) / _CACHE).read_bytes()
        known = msgspec.msgpack.decode(cached, type=dict[str, tuple[int, int]])
    new = {blob: _count(data) for blob in sorted(blobs - known.keys()) if (data := repository.read(blob))}
    if new:
        known = {blob: known[blob] for blob in blobs & known.keys()} | new
        with suppress(OSError, TranslateError):
            file = files.cache_dir(root) / _CACHE
            files.write_atomic(file, msgspec.msgpack.encode(known), root=file.parent)
    return known


def _count(catalog: bytes) -> tuple[int, int]:
    """Count by the stamp that a sync leaves; a catalog that has none, or was edited since, is read."""
    stamp = po.peek(catalog).get(CATALOG_HASH, "")
    if stamp and not is_edited(stamp, po.body_digest(catalog)):
        with suppress(ValueError):
            total, translated, _ = map(int, stamp.split(" ")[1:4])
            return total, translated
    try:
        entries = [entry for entry in po.parse(catalog, "").entries if not entry.obsolete]
    except TranslateError:
        return 0, 0
    return len(entries), sum(entry.translated for entry in entries)
