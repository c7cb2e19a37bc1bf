"""One translation into its catalog, from a person who saw what stood there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.catalog.marks import unmarked
from translator.errors import CatalogError
from translator.exchange.judged import judge
from translator.exchange.rows import identify, message_key
from translator.page.parse import parse

if TYPE_CHECKING:
    from translator.commands.opened import Opened
    from translator.model import Catalog, Entry, Pair

__all__ = ["Edit", "Edited", "edit"]

_LONGEST = 100_000
"""Characters of a translation."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants a translation to be."""

    id: str
    """The entry's `identify`, as the person saw it."""
    text: str
    """Empty to take the translation away."""
    fuzzy: bool = False
    """Whether somebody is to look at it again; else it is approved."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of it."""

    kind: str
    """``taken``, ``same``, ``refused``, ``conflict`` (the catalog was changed meanwhile) or ``gone`` (the
    message was)."""
    reason: str = ""
    """Why it was refused."""
    entry: Entry | None = None
    """As it stands in the catalog now."""


def edit(opened: Opened, pair: Pair, wanted: Edit) -> Edited:
    """Put a translation into its catalog, if it passes the checks and nobody was there meanwhile.

    What a person saves is a person's: the marks of machines go. The page is left to a sync.

    :param opened: the site, held by the caller
    :raises PageError: the source page cannot be read
    :raises CatalogError: the catalog cannot be read or written
    """
    path = opened.root / pair.catalog
    if not files.is_there(path):
        return Edited("gone")
    data = files.read(path)
    catalog = po.parse(data, pair.catalog)
    index = _find(catalog, wanted.id)
    if index is None:
        return Edited("gone")
    entry = catalog.entries[index]
    text = wanted.text.replace("\r\n", "\n")
    made = _made(entry, text, fuzzy=wanted.fuzzy)
    if made == entry:
        return Edited("same", entry=entry)
    if identify(entry) != wanted.id:
        return Edited("conflict", entry=entry)
    if reason := _wrong(opened, pair, entry, text):
        return Edited("refused", reason, entry)
    entries = (*catalog.entries[:index], made, *catalog.entries[index + 1 :])
    if files.read(path) != data:  # an editor saved at this very moment
        raise CatalogError("it is being changed", path=pair.catalog, remedy="save once more")
    files.write_atomic(path, po.serialize(replace(catalog, entries=entries)), root=opened.root)
    return Edited("taken", entry=made)


def _find(catalog: Catalog, name: str) -> int | None:
    key = name.partition("-")[0]
    for index, entry in enumerate(catalog.entries):
        if entry.obsolete or entry.msgid_plural is not None:
            continue
        if f"m{message_key(entry.msgctxt, entry.msgid)}" == key:
            return index
    return None


def _made(entry: Entry, text: str, *, fuzzy: bool) -> Entry:
    if not text:
        return replace(unmarked(entry), msgstr="", fuzzy=False, previous_msgid=None, previous_msgctxt=None)
    if fuzzy:
        return replace(unmarked(entry), msgstr=text, fuzzy=True)
    return replace(unmarked(entry), msgstr=text, fuzzy=False, previous_msgid=None, previous_msgctxt=None)


def _wrong(opened: Opened, pair: Pair, entry: Entry, text: str) -> str:
    """Tell why a translation cannot be taken; one that is merely taken away always can."""
    if not text:
        return ""
    if not text.strip():
        return "it is nothing but white space"
    if len(text) > _LONGEST:
        return f"it is longer than {_LONGEST:,} characters"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "it holds half a character"
    page = parse(
        files.read(opened.root / pair.source), opened.rules(pair.tree, pair.locale).options, pair.source
    )
    key = (entry.msgctxt or "", entry.msgid)
    return judge(page, {key: text}, pair.tag).get(key, "")
