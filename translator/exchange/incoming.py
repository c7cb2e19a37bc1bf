"""What becomes of a catalog when rows come back.

=========================================  ================================================================
the row …                                  its entry …
=========================================  ================================================================
has no translation                         stays
came back as it went out                   stays; where it has lost its translation, gets that back
was changed, the catalog was not           gets the translation, as a person's
was changed, and so was the catalog        stays: a conflict, unless the caller overwrites
belongs to a message that was edited       gets it as fuzzy, with the message that it was made for
belongs to a message that is gone          is obsolete, with the translation: the message may come back
fails a check                              stays; of another tool's PO file, gets it as fuzzy, with the reason
=========================================  ================================================================

A machine's translation in the catalog is no conflict: a person's word beats it. Law: rows that come back
as they went out change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from translator.catalog.marks import engine_of, marked, unmarked
from translator.exchange.places import context_of, find
from translator.exchange.rows import sent, text_key
from translator.model import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translator.exchange.places import Place
    from translator.exchange.rows import Row
    from translator.model import Catalog

__all__ = ["Outcome", "Taken", "Wanted", "take"]


class Wanted(NamedTuple):
    """A translation to be checked."""

    context: str | None
    message: str
    """The message that it would stand at."""
    made_for: str
    """The message that it was made for: another one where the source was edited."""
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row."""

    row: Row
    kind: str
    """``taken``, ``fuzzy`` (its source was edited), ``doubtful`` (it failed a check and is fuzzy), ``gone``,
    ``same``, ``empty``, ``conflict`` or ``refused``."""
    message: str = ""
    """The message that it is stored at now, where that is another one."""
    there: str = ""
    """Of a conflict: what the catalog has."""
    reason: str = ""
    """Why it was refused."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A catalog, and what became of the rows."""

    catalog: Catalog
    outcomes: tuple[Outcome, ...]
    """One a row, in their order."""
    changed: bool
    """Whether any entry is another one."""


def take(
    catalog: Catalog,
    rows: Sequence[Row],
    judge: Callable[[Sequence[Wanted]], Sequence[str]],
    *,
    overwrite: bool = False,
    keep: bool = False,
) -> Taken:
    """Put the translations of one page's rows into its catalog.

    :param catalog: as it stands now
    :param rows: the page's, in the file's order
    :param judge: tells what is wrong with each of some translations, empty where nothing is
    :param overwrite: take translations in spite of conflicts
    :param keep: leave nothing out: what fails a check is taken, fuzzy, with the reason in a comment
    """
    entries = list(catalog.entries)
    outcomes: dict[int, Outcome] = {}
    seen: dict[tuple[str, str | None], int] = {}
    for number, row in enumerate(rows):
        early = _early(row, number, rows, seen)
        if early is not None:
            outcomes[number] = early
    places = find(catalog, rows, [n for n in range(len(rows)) if n not in outcomes])
    changes: dict[int, Entry] = {}
    asked: list[int] = []
    for number, place in places.items():
        row = rows[number]
        decided = _decide(entries[place.index] if place.index >= 0 else None, row, place, overwrite=overwrite)
        if isinstance(decided, Outcome):
            outcomes[number] = decided
            if keep and decided.kind == "conflict":
                changes[number] = _noted(entries[place.index], f"another translation: {row.translation}")
            continue
        changes[number] = decided
        if _is_touched(row):
            asked.append(number)
    wanted = []
    for number in asked:
        entry = changes[number]
        made_for = rows[number].message if places[number].edited else entry.msgid
        wanted.append(Wanted(entry.msgctxt, entry.msgid, made_for, entry.msgstr))
    for number, reason in zip(asked, judge(wanted) if wanted else (), strict=True):
        if reason and keep:
            changes[number] = _doubtful(changes[number], reason)
            outcomes[number] = Outcome(rows[number], "doubtful", reason=reason)
        elif reason:
            outcomes[number] = Outcome(rows[number], "refused", reason=reason)
            del changes[number]
    for number, entry in changes.items():
        place = places[number]
        if place.index >= 0:
            entries[place.index] = entry
        else:
            entries.append(entry)
        kind = "gone" if entry.obsolete else "fuzzy" if place.edited else "taken"
        moved = entry.msgid if entry.msgid != rows[number].message else ""
        outcomes.setdefault(number, Outcome(rows[number], kind, moved))
    return Taken(
        replace(catalog, entries=tuple(entries)),
        tuple(outcomes[number] for number in range(len(rows))),
        entries != list(catalog.entries),
    )


def _doubtful(entry: Entry, reason: str) -> Entry:
    return replace(_noted(entry, f"to be looked at: {reason}"), fuzzy=not entry.obsolete)


def _noted(entry: Entry, note: str) -> Entry:
    told = " ".join(note.split())
    return entry if told in entry.comments else replace(entry, comments=(*entry.comments, told))


def _early(
    row: Row, number: int, rows: Sequence[Row], seen: dict[tuple[str, str | None], int]
) -> Outcome | None:
    """What can be said of a row without looking into the catalog."""
    if row.fault:
        return Outcome(row, "refused", reason=row.fault)
    if not row.translation or (not row.translation.strip() and _is_touched(row)):
        return Outcome(row, "empty")
    was = sent(row)
    name = (was.key, None) if was is not None else (row.message, row.context)
    first = seen.setdefault(name, number)
    if first == number:
        return None
    if rows[first].translation == row.translation:
        return Outcome(row, "same")
    return Outcome(row, "refused", reason=f"row {rows[first].line} has another translation of it")


def _decide(entry: Entry | None, row: Row, place: Place, *, overwrite: bool) -> Entry | Outcome:
    """The entry as it is to be, or why it stays."""
    if place.problem:
        return Outcome(row, "refused", reason=place.problem)
    text = _text(row)
    if entry is None:
        return Entry(row.message, text, context_of(row), obsolete=True)
    touched = _is_touched(row)
    fuzzy = place.edited or _is_fuzzy(row)
    if entry.msgstr == text:
        if not touched or entry.obsolete or entry.fuzzy == fuzzy:
            return Outcome(row, "same")
    elif entry.has_text and not touched:
        return Outcome(row, "same")
    elif entry.has_text and not overwrite and not _may_replace(entry, row):
        return Outcome(row, "conflict", there=entry.msgstr)
    if entry.obsolete:
        return replace(unmarked(entry), msgstr=text)
    if place.edited:
        return replace(
            unmarked(entry),
            msgstr=text,
            fuzzy=True,
            previous_msgid=row.message,
            previous_msgctxt=context_of(row),
        )
    return _with(entry, row, text, fuzzy=fuzzy, touched=touched)


def _with(entry: Entry, row: Row, text: str, *, fuzzy: bool, touched: bool) -> Entry:
    if not touched:  # its translation went meanwhile: it has it again, as it was
        if not fuzzy:
            return replace(entry, msgstr=text, fuzzy=False)
        previous, context = row.previous, row.previous_context
        if previous is None:
            previous, context = entry.previous_msgid, entry.previous_msgctxt
        return replace(entry, msgstr=text, fuzzy=True, previous_msgid=previous, previous_msgctxt=context)
    if row.engine and sent(row) is None:
        return marked(entry, text, row.engine, review=False)
    changed = text != entry.msgstr
    made = unmarked(entry) if changed or not fuzzy else entry
    if fuzzy:
        return replace(made, msgstr=text, fuzzy=True)
    return replace(made, msgstr=text, fuzzy=False, previous_msgid=None, previous_msgctxt=None)


def _text(row: Row) -> str:
    """The translation, with the line breaks that it went out with: some programs write CR LF."""
    was = sent(row)
    if "\r" not in row.translation or (was is not None and text_key(row.translation) == was.text):
        return row.translation
    return row.translation.replace("\r\n", "\n")


def _is_touched(row: Row) -> bool:
    """Whether somebody changed the translation, or its state, since it went out."""
    was = sent(row)
    return was is None or text_key(_text(row)) != was.text or _is_fuzzy(row) != (was.state == "fuzzy")


def _is_fuzzy(row: Row) -> bool:
    """Whether the translation is to wait for a person.

    Who changes the text of a fuzzy translation has looked at it: as in PO editors, it is fuzzy no longer.
    That they leave the word in the column beside it means nothing.
    """
    was = sent(row)
    if was is None or was.state == "untranslated":
        return row.state == "fuzzy"
    if text_key(_text(row)) != was.text:
        return row.state == "fuzzy" and was.state != "fuzzy"
    return row.state == "fuzzy" if row.state in ("fuzzy", "translated") else was.state == "fuzzy"


def _may_replace(entry: Entry, row: Row) -> bool:
    """Whether nobody's work is lost with an entry's translation."""
    was = sent(row)
    if was is not None and text_key(entry.msgstr) == was.text:
        return True
    return bool(engine_of(entry))
