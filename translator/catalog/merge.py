"""What becomes of a catalog when its page changes. Nothing that a person wrote is lost.

======================  ==========================================================================
the message …           its entry …
======================  ==========================================================================
is the same, or moved   keeps its translation, flags and comments
was edited              is fuzzy: the old translation, with the message that it was made for
went                    is obsolete, if it had a translation
came back               has its translation again, as it was
======================  ==========================================================================

**Came back** may mean two things. The message is obsolete in the catalog: it is active again. Or its
translation went on as the fuzzy offer of an edited message, whose previous message it is: that
translation was made for this very message, and is its translation again. (PO editors take the fuzzy
flag away when somebody changes the text, so a fuzzy entry with a previous message bears the text as it
was.) An entry that was fuzzy when its message was edited keeps its first previous message, or none,
as msgmerge has it: so what nobody had approved does not come back as approved.

**Contexts by hand.** Where a translator parted a message that occurs twice into entries with a msgctxt
of their own, these stay, beside the page's entry or in its stead, as long as the message is on the page.

Law: merging twice is merging once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.catalog.marks import marks, original, settled
from translator.catalog.offers import Key, key, offers
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Merged", "merge"]

Header = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The catalog, and what was done to it."""

    catalog: Catalog
    kept: int = 0
    """Messages that the catalog knew already, translated or not."""
    new: int = 0
    """Messages without any offer."""
    fuzzied: int = 0
    """New messages that an old translation is offered to."""
    obsoleted: int = 0
    revived: int = 0


def merge(old: Catalog | None, fresh: Sequence[Entry], header: Header) -> Merged:
    """Bring a catalog up to its page.

    :param old: the catalog as it stands, each message once; None for a new one
    :param fresh: the page's entries, untranslated, in document order, each message once
    :param header: the fields of a new catalog; an old one gets those that it lacks
    """
    if old is None:
        return Merged(Catalog(header, tuple(fresh)), new=len(fresh))
    old = replace(old, entries=tuple(map(settled, old.entries)))
    known = {key(entry): entry for entry in old.entries if _has_text(entry) or not entry.obsolete}
    by_hand = _by_hand(old.entries, fresh)
    page = [entry for entry in fresh if not _replaced(entry, known, by_hand)]
    made_for = _made_for(old.entries)
    counts: Counter[str] = Counter()
    entries: list[Entry] = []
    new: list[int] = []
    for entry in page:
        was, true = known.get(key(entry)), made_for.get(key(entry))
        if was is not None:
            counts["revived" if was.obsolete else "kept"] += 1
            entries.append(_carried(entry, was))
        elif true is not None:
            counts["revived"] += 1
            entries.append(
                _carried(entry, replace(true, fuzzy=False, previous_msgid=None, previous_msgctxt=None))
            )
        else:
            new.append(len(entries))
            entries.append(entry)

    beside = {key(entry) for group in by_hand.values() for entry in group}
    stays = {key(entry): entry for entry in entries}
    lost = [e for e in old.entries if _has_text(e) and key(e) not in stays and key(e) not in beside]
    lost = [entry for entry in lost if not _came_home(entry, stays)]
    offered = offers(old.entries, [entry for entry in lost if entry.has_text], entries, new)
    for place, entry in offered.items():
        entries[place] = _offered(entries[place], entry)
    taken = {key(entry) for entry in offered.values() if not entry.obsolete}
    # what was obsolete before stays so, offered or not: nobody edited it just now, and it may come back
    stays = {key(entry): entry for entry in entries}
    gone = [entry for entry in lost if key(entry) not in taken and not _came_home(entry, stays)]
    return Merged(
        replace(
            old,
            header=_fields(old.header, header),
            entries=(
                *_beside(fresh, stays, by_hand),
                *map(_obsolete, gone),
            ),
        ),
        kept=counts["kept"] + len(beside),
        new=len(new) - len(offered),
        fuzzied=len(offered),
        obsoleted=sum(not entry.obsolete for entry in gone),
        revived=counts["revived"],
    )


def _has_text(entry: Entry) -> bool:
    return bool(entry.msgstr) or any(entry.msgstr_plural)


def _carried(entry: Entry, was: Entry) -> Entry:
    """The page's entry, with all that people and tools put into the old one."""
    extracted = (*entry.extracted, *marks(was))
    same = key(was) == key(entry) and was.references == entry.references and was.extracted == extracted
    if same and not was.obsolete and (_has_text(was) or not was.fuzzy):
        return was  # nearly always
    return replace(
        was,
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        fuzzy=was.fuzzy and _has_text(was),
        obsolete=False,
        references=entry.references,
        extracted=extracted,
    )


def _offered(entry: Entry, was: Entry) -> Entry:
    """The page's entry, with an old translation and the message that it was made for."""
    carried = _carried(entry, was)
    if was.fuzzy:
        return carried
    return replace(carried, fuzzy=True, previous_msgid=was.msgid, previous_msgctxt=was.msgctxt)


def _obsolete(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, references=(), extracted=marks(entry))


def _made_for(entries: Sequence[Entry]) -> dict[Key, Entry]:
    """Fuzzy entries by the message that their translation was made for; active ones first."""
    found: dict[Key, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.obsolete):
        if entry.fuzzy and entry.msgstr and entry.previous_msgid:
            found.setdefault((entry.previous_msgctxt, entry.previous_msgid), original(entry))
    for entry in entries:
        # some editors leave `#| msgctxt` out where the context is the same
        if entry.fuzzy and entry.msgstr and entry.previous_msgid and entry.previous_msgctxt is None:
            found.setdefault((entry.msgctxt, entry.previous_msgid), original(entry))
    return found


def _came_home(entry: Entry, stays: dict[Key, Entry]) -> bool:
    """Whether a fuzzy offer is needless now: all of it stands where it was made for."""
    if not entry.fuzzy or not entry.previous_msgid or not entry.msgstr:
        return False
    homes = (
        stays.get((context, entry.previous_msgid)) for context in (entry.previous_msgctxt, entry.msgctxt)
    )
    text = original(entry).msgstr
    return any(
        home is not None and home.msgstr == text and set(entry.comments) <= set(home.comments)
        for home in homes
    )


def _by_hand(old: Iterable[Entry], fresh: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries with contexts of a translator's own, by message, brought up to the page.

    A context of ours that went (a front matter key was renamed) is told from one given by hand by what
    the message is: whoever parts a paragraph's entry in two leaves its `#.` lines, or removes them.
    """
    wanted = {key(entry) for entry in fresh}
    plain = {entry.msgid: entry for entry in fresh if entry.msgctxt is None}
    found: dict[str, list[Entry]] = {}
    for entry in old:
        page = plain.get(entry.msgid)
        if entry.obsolete or entry.msgctxt is None or page is None or key(entry) in wanted:
            continue
        if not entry.extracted or _kind(entry) == _kind(page):
            found.setdefault(entry.msgid, []).append(replace(_carried(page, entry), msgctxt=entry.msgctxt))
    return found


def _kind(entry: Entry) -> str:
    """``heading`` of ``heading 2``: a level that changes makes no other kind."""
    return entry.extracted[0].split(" ")[0] if entry.extracted else ""


def _replaced(entry: Entry, known: dict[Key, Entry], by_hand: dict[str, list[Entry]]) -> bool:
    """Whether a translator's own entries stand for this one: it was taken out, or left empty."""
    if entry.msgctxt is not None or entry.msgid not in by_hand:
        return False
    was = known.get(key(entry))
    return was is None or not (_has_text(was) or was.comments)


def _beside(
    fresh: Iterable[Entry], entries: dict[Key, Entry], by_hand: dict[str, list[Entry]]
) -> Iterator[Entry]:
    """The page's entries in its order; those with contexts by hand behind, or instead of, theirs."""
    for entry in fresh:
        if key(entry) in entries:
            yield entries[key(entry)]
        if entry.msgctxt is None:
            yield from by_hand.get(entry.msgid, ())


def _fields(had: Header, header: Header) -> Header:
    """An old header's fields; those of a new one where it has none, or an empty one."""
    fields = dict(header)
    names = {name for name, _ in had}
    filled = tuple((name, value or fields.get(name, "")) for name, value in had)
    return filled + tuple((name, value) for name, value in header if name not in names)
