"""What a page still needs from an engine, and what becomes of the answers: pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.catalog.marks import marked, original, their_mark
from translator.model import Form
from translator.page.inline import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from translator.model import Catalog, Entry
    from translator.page.parse import Page

__all__ = ["Key", "Machine", "Need", "Translation", "answered", "needs"]

Key = tuple[str, str]
"""A context (empty for none) and a message."""


@dataclass(frozen=True, slots=True)
class Need:
    """One message that is to be translated by an engine."""

    message: str
    context: str
    setting: Setting
    """Where its first occurrence stands."""
    kind: str = ""
    page: str = ""
    """The page's title."""
    before: str = ""
    """The message before it."""
    after: str = ""
    notes: tuple[str, ...] = ()
    old_source: str = ""
    """Of an edited message: what it was, where that is known …"""
    old_text: str = ""
    """… and the translation made for that."""
    line: int = 0

    @property
    def key(self) -> Key:
        """Its entry's."""
        return self.context, self.message


@dataclass(frozen=True, slots=True)
class Translation:
    """An engine's answer, or the memory's."""

    text: str
    engine: str
    made_for: str = ""
    """Another message, like this one, that it is the translation of: then it is only an offer."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a page gets from engines."""

    review: bool = False
    """All of it waits, fuzzy, for a person."""
    answers: tuple[tuple[Key, Translation], ...] = ()


def needs(catalog: Catalog, source: Page) -> tuple[Need, ...]:
    """Find the entries without a translation, or with one of an older source.

    A fuzzy entry that is neither is somebody's draft, or a suggestion that waits: it is left alone.

    :param catalog: merged with the source page's messages
    """
    wanted = {(entry.msgctxt or "", entry.msgid): entry for entry in catalog.entries if _is_needed(entry)}
    if not wanted:
        return ()
    scalars = len(source.scalars)
    labels = frozenset[str]()
    if source.body is not None:
        labels = frozenset(" ".join(label.split()).casefold() for label in source.body.structure.definitions)
    found: list[Need] = []
    segments = source.segments
    title = _title(source)
    for number, segment in enumerate(segments):
        entry = wanted.pop((segment.context, segment.message), None)
        if entry is None:
            continue
        slot = source.slots[number - scalars] if number >= scalars else None
        item = slot is not None and slot.leaf is not None and slot.leaf.item
        was = original(entry)
        found.append(
            Need(
                segment.message,
                segment.context,
                Setting(segment.form, item, source.options.dialects, labels),
                segment.kind,
                title,
                segments[number - 1].message if number else "",
                segments[number + 1].message if number + 1 < len(segments) else "",
                segment.notes,
                entry.previous_msgid or "" if was.msgstr else "",
                was.msgstr,
                segment.line,
            )
        )
    return tuple(found)


def _is_needed(entry: Entry) -> bool:
    if entry.obsolete or entry.msgid_plural is not None:
        return False
    if not entry.has_text:
        return True
    mark = their_mark(entry)
    if mark is not None and mark.own_text:
        return entry.fuzzy and not mark.own_message
    return entry.fuzzy and entry.previous_msgid is not None


def _title(source: Page) -> str:
    for segment in source.segments:
        if segment.context == "title" or segment.form is Form.HEADING:
            return segment.message
    return ""


def answered(catalog: Catalog, machine: Machine) -> Catalog:
    """Put answers into the entries that need them."""
    answers: Mapping[Key, Translation] = dict(machine.answers)
    if not answers:
        return catalog
    return replace(catalog, entries=tuple(_entries(catalog, answers, review=machine.review)))


def _entries(catalog: Catalog, answers: Mapping[Key, Translation], *, review: bool) -> Iterator[Entry]:
    for entry in catalog.entries:
        answer = answers.get((entry.msgctxt or "", entry.msgid))
        if answer is None or not _is_needed(entry):
            yield entry
        else:
            review_it = review or bool(answer.made_for)
            made = marked(entry, answer.text, answer.engine, review=review_it)
            yield replace(made, previous_msgid=answer.made_for) if answer.made_for else made
