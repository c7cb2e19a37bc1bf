"""What a page that was translated before the tool came gives to its catalog: pure.

Certain pairs are translations. Uncertain ones are fuzzy, with a word on why. What has no counterpart in the
source is kept as an obsolete entry, so that nothing that a person wrote is lost when the page is brought
up to its source.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator import byhand
from translator.bitext.align import align
from translator.bitext.copies import is_prose, mostly_copies
from translator.bitext.fit import fit, marks
from translator.catalog import merge, template
from translator.catalog.ends import ended_as
from translator.catalog.header import new_header, with_field
from translator.catalog.marks import paired
from translator.model import AdoptRow, Catalog, Entry, Form
from translator.page.hashes import digest
from translator.page.text import line_ends, line_of
from translator.stamps import KEPT_KEYS, PAGE_HASH, SOURCE_HASH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.bitext.align import Alignment, Match
    from translator.bitext.lexicon import Lexicon
    from translator.model import Pair, Segment
    from translator.page.parse import Page
    from translator.rules import Rules

__all__ = ["Adopted", "adopt", "best_revision", "certain_pairs"]

Key = tuple[str, str]

_ID = re.compile(r"\s*\{\s*#[\w-]+\s*\}\s*\Z")


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of one page."""

    catalog: Catalog
    rows: tuple[AdoptRow, ...]
    copy: bool = False
    """Whether the page is an untranslated copy of its source: then nothing is taken from it."""
    other_code: tuple[int, ...] = ()
    """Lines of the localized page where code blocks begin that differ from the source's."""


def adopt(
    revision: Page,
    localized: Page,
    old: Catalog | None,
    pair: Pair,
    rules: Rules,
    *,
    exact: bool = False,
    lexicon: Lexicon | None = None,
) -> Adopted:
    """Fill a catalog from a localized page.

    :param revision: the source page as it was when the localized page was made, as far as that is known
    :param localized: the localized page
    :param old: the catalog that is there; what a person put into it stays
    :param exact: whether the revision is known to be the right one, by its hash
    :param lexicon: the words of both languages, if known
    :return: the catalog of that revision: the next sync merges it with today's source
    """
    found = align(revision, localized, exact=exact, lexicon=lexicon)
    texts = _texts(revision, localized, found.matches)
    fresh = template.template(pair.source, revision.segments)
    catalog = merge.merge(old, fresh, new_header(pair.tag)).catalog
    if mostly_copies(texts):
        rows = [AdoptRow(one, other, 0, "copy", 100) for one, other in texts]
        return Adopted(catalog, tuple(rows), copy=True)
    rows = list(_rows(revision, localized, found))
    filled = _filled(catalog, revision, localized, found)
    alone = [localized.segments[number] for number in found.localized_alone]
    filled = byhand.with_kept(filled, [(segment.line, segment.message) for segment in alone], pair)
    foreign = byhand.foreign_keys(revision, localized)
    keys = dict.fromkeys((*filter(None, filled.get(KEPT_KEYS).split(", ")), *foreign))
    filled = with_field(filled, KEPT_KEYS, ", ".join(keys))
    filled = with_field(filled, PAGE_HASH, digest(localized.data, "md5"))
    filled = with_field(filled, SOURCE_HASH, digest(revision.data, rules.algorithm))
    ends = line_ends(localized.data)
    return Adopted(filled, tuple(rows), other_code=tuple(line_of(ends, each) for each in found.other_code))


def certain_pairs(revision: Page, localized: Page, *, exact: bool = False) -> list[tuple[str, str]]:
    """Find what a page teaches of both languages: its pairs that are certain, and translated.

    :param revision: the source page as it was when the localized page was made, as far as that is known
    :param exact: whether the revision is known to be the right one, by its hash
    """
    found = align(revision, localized, exact=exact)
    if mostly_copies(_texts(revision, localized, found.matches)):
        return []
    return _texts(revision, localized, [each for each in found.matches if each.certain and not each.copy])


def best_revision(revisions: Iterable[tuple[Page, bool]], localized: Page) -> Page | None:
    """Find the revision whose structure a localized page has: the newest of those that fit best.

    :param revisions: newest first, and whether it came after the localized page's last change: then it is
        taken only if it fits better than all that did not
    """
    best: tuple[float, bool, Page] | None = None
    theirs = marks(localized)
    for page, later in revisions:
        score = fit(marks(page), theirs)
        if best is None or score > best[0] + 1e-9 or (best[1] > later and score > best[0] - 1e-9):
            best = score, later, page
    return best[2] if best else None


def _texts(revision: Page, localized: Page, matches: Iterable[Match]) -> list[tuple[str, str]]:
    return [
        (revision.segments[match.sources[0]].message, localized.segments[match.others[0]].message)
        for match in matches
        if len(match.sources) == len(match.others) == 1
    ]


def _joined(segments: Sequence[Segment], numbers: Iterable[int]) -> str:
    return " ".join(segments[number].message for number in numbers)


def _without_id(text: str, source: Segment) -> str:
    """Take a heading's id away that its source does not have: pinned by hand, where the parser knows no ids.

    It would be escaped, and shown. `[links] anchors` pins it again.
    """
    if source.form is not Form.HEADING or _ID.search(source.message):
        return text
    return _ID.sub("", text)


def _rows(revision: Page, localized: Page, found: Alignment) -> Iterable[AdoptRow]:
    for match in found.matches:
        source = _joined(revision.segments, match.sources)
        text = _joined(localized.segments, match.others)
        kind = "copy" if match.copy else "certain" if match.certain else "uncertain"
        yield AdoptRow(source, text, localized.segments[match.others[0]].line, kind, match.score, match.why)
    for number in found.source_alone:
        segment = revision.segments[number]
        yield AdoptRow(segment.message, "", segment.line, "source alone")
    for number in found.localized_alone:
        segment = localized.segments[number]
        yield AdoptRow("", segment.message, segment.line, "localized alone")


def _filled(catalog: Catalog, revision: Page, localized: Page, found: Alignment) -> Catalog:
    """Put the translations into the entries that have none."""
    offers: dict[Key, list[tuple[int, Match, str]]] = {}
    occurrence: Counter[Key] = Counter()
    nth: dict[int, int] = {}
    for number, segment in enumerate(revision.segments):
        key = (segment.context, segment.message)
        nth[number] = occurrence[key]
        occurrence[key] += 1
    for match in found.matches:
        segment = revision.segments[match.sources[0]]
        text = _without_id(_joined(localized.segments, match.others), segment)
        if match.copy or (text == segment.message and is_prose(text)):
            continue
        key = (segment.context, segment.message)
        offers.setdefault(key, []).append((nth[match.sources[0]], match, text))
    entries: list[Entry] = []
    for entry in catalog.entries:
        offered = offers.get((entry.msgctxt or "", entry.msgid))
        if entry.obsolete or not offered or (entry.has_text and not entry.fuzzy):
            entries.append(entry)
        else:
            entries += _entries(entry, offered, occurrence[entry.msgctxt or "", entry.msgid], localized)
    return replace(catalog, entries=tuple(entries))


def _entries(
    entry: Entry, offered: Sequence[tuple[int, Match, str]], times: int, localized: Page
) -> list[Entry]:
    """Give an entry its translation; where a message has two, part it by contexts."""
    certain = [(place, text) for place, match, text in offered if match.certain]
    ways = dict.fromkeys(text for _, text in certain)
    if len(ways) > 1 and not entry.msgctxt:
        texts = dict(certain)
        common = Counter(text for _, text in certain).most_common(1)[0][0]
        return [
            replace(
                _translated(entry, texts.get(place, common)),
                msgctxt=f"{place + 1}",
                references=entry.references[place : place + 1] or entry.references[-1:],
            )
            for place in range(times)
        ]
    if ways:
        return [_translated(entry, Counter(text for _, text in certain).most_common(1)[0][0])]
    _, match, text = max(offered, key=lambda each: each[1].score)
    line = localized.segments[match.others[0]].line
    waiting = replace(entry, msgstr=ended_as(entry.msgid, text), fuzzy=True)
    return [paired(waiting, match.score, f"{match.why}, {localized.path}:{line}")]


def _translated(entry: Entry, text: str) -> Entry:
    text = ended_as(entry.msgid, text)
    return replace(entry, msgstr=text, fuzzy=False, previous_msgid=None, previous_msgctxt=None)
