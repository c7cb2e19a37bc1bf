"""Is there anything to do for a page? Told from hashes alone, without parsing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING
from urllib.parse import unquote

from translator.catalog import po
from translator.model import Action, PageResult, State
from translator.page.hashes import source_digests
from translator.stamps import CATALOG_HASH, HELD_BACK, LINKS, PAGE_HASH, SOURCE_HASH, stamped

if TYPE_CHECKING:
    from translator.model import Pair

__all__ = ["SourceBytes", "glance", "links_changed", "links_in", "source_bytes"]


@dataclass(frozen=True, slots=True)
class SourceBytes:
    """What localized pages and catalogs record of a source page."""

    digest: str
    """Of its bytes, by the configured algorithm."""
    lf_digest: str


def source_bytes(data: bytes, algorithm: str) -> SourceBytes:
    """Hash a source page once for all its locales."""
    return SourceBytes(*source_digests(data, algorithm))


def glance(
    pair: Pair, source: SourceBytes, localized: bytes | None, catalog: bytes | None, fingerprint: str
) -> PageResult | None:
    """Tell a page where nothing is to be done.

    That is one whose catalog bears the hash of its entries as last merged with this very source under
    these very rules, and which itself is as last written, or was not to be written yet.

    :return: its result; None where a closer look is needed
    """
    if catalog is None:
        return None
    end = catalog.find(b"\r\n\r\n" if b"\r" in catalog else b"\n\n")
    header = catalog[:end] if end >= 0 else catalog
    stamp = _field(header, CATALOG_HASH)
    counts = stamp and stamped(stamp, po.body_digest(catalog), source.lf_digest, fingerprint)
    if not counts or _field(header, HELD_BACK):
        return None
    total, translated, fuzzy = counts
    page_hash = _field(header, PAGE_HASH)
    if localized is None:
        if page_hash:
            return None  # it was written once, and somebody removed it
        return PageResult(pair, State.MISSING, Action.WAITING, False, total, translated, fuzzy)
    if _field(header, SOURCE_HASH) != source.digest:
        return None
    if page_hash != md5(localized, usedforsecurity=False).hexdigest():
        return None
    state = State.CURRENT if translated == total else State.INCOMPLETE
    awaits = bool(_field(header, LINKS))
    return PageResult(pair, state, Action.NONE, False, total, translated, fuzzy, awaits=awaits)


def links_in(catalog: bytes) -> str:
    """Read what a page's links depend on from its catalog, see `stamps.LINKS`."""
    end = catalog.find(b"\r\n\r\n" if b"\r" in catalog else b"\n\n")
    return _field(catalog[:end] if end >= 0 else catalog, LINKS)


def links_changed(root: str, links: str) -> bool:
    """Whether what a page's links depend on is otherwise than when it was written.

    :param root: the site's root
    :param links: as `links_in` gives them
    """
    for entry in links.split():
        path, equals, recorded = entry.partition("=")
        file = os.path.join(root, unquote(path))  # noqa: PTH118 (as in sync: thousands of them)
        if not recorded:
            if os.path.lexists(file) is not bool(equals):
                return True
            continue
        try:
            with open(file, "rb") as opened:  # noqa: PTH123
                if not md5(opened.read(), usedforsecurity=False).hexdigest().startswith(recorded):
                    return True
        except OSError:
            return True
    return False


def _field(header: bytes, name: str) -> str:
    """A field of a header that stands as `po.serialize` writes it; empty where there is none."""
    mark = f'\n"{name}: '.encode()
    start = header.find(mark)
    if start < 0:
        return ""
    start += len(mark)
    return header[start : header.find(b"\\n", start)].decode("utf-8", "replace")
