"""A catalog's translations, looked at one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translator.catalog.marks import engine_of
from translator.checks.base import Message
from translator.checks.registry import MESSAGE_CHECKS
from translator.page.inline import Setting

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from translator.checks.base import Fault
    from translator.model import Catalog, Entry
    from translator.terms import Terms

__all__ = ["EntryFault", "check_entries"]

_IGNORE = re.compile(r"translate:ignore\b[ \t]*(?P<rules>[\w, \t-]*)")


class EntryFault(NamedTuple):
    """What is wrong with one translation."""

    number: int
    """The entry's, in the catalog."""
    rule: str
    fault: Fault


def check_entries(
    catalog: Catalog,
    settings: Mapping[tuple[str, str], Setting],
    tag: str,
    terms: Terms,
    off: Container[str] = (),
) -> Iterator[EntryFault]:
    """Look at every translation that may be published.

    A translator's comment ``# translate:ignore quotes`` (or more rules, with commas; or none for all) says
    that a translation is right as it is.

    :param settings: where each message stands, by context and message
    :param tag: the locale's BCP 47 tag
    :param off: rules that nobody asked for
    """
    plain = next(iter(settings.values()), Setting())
    plain = Setting(dialects=plain.dialects, labels=plain.labels)
    for index, entry in enumerate(catalog.entries):
        if not entry.translated or entry.msgid_plural is not None:
            continue
        setting = settings.get((entry.msgctxt or "", entry.msgid), plain)
        message = Message(entry.msgid, entry.msgstr, setting, tag, terms, by_people=not engine_of(entry))
        ignored = _ignored(entry)
        if ignored is None:
            continue
        for rule, check in MESSAGE_CHECKS.items():
            if entry.msgstr == entry.msgid and rule != "untranslated":
                continue  # in its own language a text is right
            if rule not in off and rule not in ignored:
                for fault in check(message):
                    yield EntryFault(index, rule, fault)


def _ignored(entry: Entry) -> frozenset[str] | None:
    """The rules that do not hold for an entry; None for all of them."""
    found: set[str] = set()
    for line in entry.comments:
        match = _IGNORE.search(line)
        if match:
            rules = match["rules"].replace(",", " ").split()
            if not rules:
                return None
            found.update(rules)
    return frozenset(found)
