"""One message on its way out of a catalog and back: a row, whatever the format.

A row bears an id, ``m5d41402abc4b-7d793037-t``: which message it is (a digest of context and text), which
translation went out with it (a digest, too), and how that stood (`t`, `f` or `u`: the first letter of its
state). So it is seen on the way back whether the message is still there, whether somebody changed the
translation in the file, and whether somebody changed it in the catalog meanwhile. It begins with a letter, so
that no spreadsheet takes it for a number, and is a name in XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import md5
from typing import TYPE_CHECKING, NamedTuple

from translator.catalog.marks import engine_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translator.model import Catalog, Entry

__all__ = [
    "STATES",
    "Languages",
    "Row",
    "Sent",
    "identify",
    "message_key",
    "rows_of",
    "sent",
    "state_of",
    "text_key",
]

STATES = ("untranslated", "fuzzy", "translated")
"""How an entry's translation stands."""

_ID = re.compile(r"m([0-9a-f]{12})-([0-9a-f]{8})-([tfu])")


class Languages(NamedTuple):
    """What a file is translated from and into."""

    source: str
    """The source locale's BCP 47 tag."""
    tag: str
    """The locale's."""
    locale: str
    """The site's own code for that."""


class Sent(NamedTuple):
    """What an id says of the message as it went out."""

    key: str
    """Its `message_key`."""
    text: str
    """The translation's `text_key`."""
    state: str
    """One of `STATES`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One message, with its translation."""

    page: str
    """The source page, relative to the site's root; empty where a file does not say it."""
    locale: str
    """The site's code, or a BCP 47 tag; empty where a file does not say it."""
    message: str
    translation: str = ""
    context: str | None = None
    """The entry's msgctxt; formats without a difference between none and an empty one give None."""
    state: str = ""
    """One of `STATES`; empty where a file does not say it."""
    previous: str | None = None
    """Of a fuzzy translation: the message that it was made for, where that is known."""
    previous_context: str | None = None
    id: str = ""
    engine: str = ""
    """The machine that made the translation, where a file says so."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What a translator should know; nothing of it is taken back."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file: a line, in tables the number of the row; 0 where that is not known."""
    fault: str = field(default="", compare=False)
    """Why its translation cannot be read; empty where it can."""


def message_key(context: str | None, message: str) -> str:
    """Identify a message in its catalog; a context is parted from it as in a gettext ``.mo`` file."""
    text = message if context is None else f"{context}\x04{message}"
    return md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]


def text_key(text: str) -> str:
    """Identify a translation among those that one message has had."""
    return md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]


def state_of(entry: Entry) -> str:
    """Tell how an entry's translation stands, one of `STATES`."""
    return "untranslated" if not entry.has_text else "fuzzy" if entry.fuzzy else "translated"


def identify(entry: Entry) -> str:
    """Make the id of an entry as it is now; white space is no translation, but may be marked fuzzy."""
    state = "fuzzy" if entry.fuzzy and entry.msgstr else state_of(entry)
    return f"m{message_key(entry.msgctxt, entry.msgid)}-{text_key(entry.msgstr)}-{state[0]}"


def sent(row: Row) -> Sent | None:
    """Read a row's id; None where it has none that is ours."""
    found = _ID.fullmatch(row.id.strip())
    if found is None:
        return None
    return Sent(found[1], found[2], next(state for state in STATES if state[0] == found[3]))


def rows_of(catalog: Catalog, page: str, locale: str, states: Iterable[str] = STATES) -> Iterator[Row]:
    """Give a catalog's messages, but for obsolete ones, and those that somebody gave plural forms.

    :param page: the source page
    :param locale: the site's code
    :param states: only messages of these
    """
    wanted = frozenset(states)
    for entry in catalog.entries:
        state = state_of(entry)
        if entry.obsolete or entry.msgid_plural is not None or state not in wanted:
            continue
        yield Row(
            page,
            locale,
            entry.msgid,
            entry.msgstr,
            entry.msgctxt,
            state,
            entry.previous_msgid,
            entry.previous_msgctxt,
            identify(entry),
            engine_of(entry),
            (*entry.extracted, *entry.comments),
        )
