"""Is there anything to do for a page? Told from hashes alone, without parsing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import md5
from typing import TYPE_CHECKING

from translator.catalog import po
from translator.model import Action, PageResult, State
from translator.planner import CATALOG_HASH, HELD_BACK, PAGE_HASH, SOURCE_HASH, catalog_hash

if TYPE_CHECKING:
    from translator.model import Pair

__all__ = ["SourceBytes", "glance", "source_bytes"]

_UNTRANSLATED = re.compile(rb'^msgstr ""\r?\n(?!")', re.MULTILINE)
_FUZZY = re.compile(rb"^#,.*\bfuzzy\b", re.MULTILINE)
_ENTRY = re.compile(rb"^msgid ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceBytes:
    """A source page's bytes, and the digest that localized pages record."""

    data: bytes
    digest: str


def source_bytes(data: bytes, algorithm: str) -> SourceBytes:
    """Hash a source page once for all its locales."""
    from translator.page.hashes import digest  # noqa: PLC0415

    return SourceBytes(data, digest(data, algorithm))


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
    header = po.peek(catalog)
    if header.get(HELD_BACK) or header.get(CATALOG_HASH, "") != catalog_hash(
        catalog, source.data, fingerprint
    ):
        return None
    total, translated, fuzzy = _counts(catalog)
    if localized is None:
        if header.get(PAGE_HASH):
            return None  # it was written once, and somebody removed it
        return PageResult(pair, State.MISSING, Action.WAITING, False, total, translated, fuzzy)
    if header.get(SOURCE_HASH) != source.digest:
        return None
    if header.get(PAGE_HASH) != md5(localized, usedforsecurity=False).hexdigest():
        return None
    state = State.CURRENT if translated == total else State.INCOMPLETE
    return PageResult(pair, state, Action.NONE, False, total, translated, fuzzy)


def _counts(catalog: bytes) -> tuple[int, int, int]:
    """(messages, translated, fuzzy) of a catalog as `translate` itself writes it.

    Only asked where the catalog's own hash has just been found true.
    """
    messages = len(_ENTRY.findall(catalog)) - 1
    untranslated = len(_UNTRANSLATED.findall(catalog))
    fuzzy = len(_FUZZY.findall(catalog))
    return messages, messages - untranslated - fuzzy, fuzzy
