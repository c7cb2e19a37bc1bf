"""What became of a source page's messages from one revision to another: pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.byhand import bare
from translator.catalog import merge, template
from translator.catalog.marks import original
from translator.model import Catalog, Change
from translator.ownlines import own_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from translator.page.parse import Page

__all__ = ["changes", "edits", "known_changes", "own_edits", "standing", "words"]

Key = tuple[str, str]

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|`[^`]*`|\]\([^()\s]*\)|<[^<>]*>|\{\{[^{}]*\}\}|\{%[^{}]*%\}"
    r"|\w+|\s+|.",
    re.DOTALL,
)
"""Words as a reader sees them; a code span, a target or a tag is one, and so is a Chinese character."""
_ALIKE = 50.0
"""How like (0 to 100) what somebody edited and what stood there must be to be shown as one text's change."""


def changes(former: Page, today: Page, catalog: Catalog | None = None) -> tuple[Change, ...]:
    """Compare two revisions of a source page, message by message, as a catalog is merged.

    :param former: the revision that a translation was made from
    :param today: the page as it is
    :param catalog: what the messages were translated with
    :return: in the order of today's page; what was removed last
    """
    path = today.path
    old = [
        # each message is its own translation here: so it is offered to the one that it has become
        entry.__class__(entry.msgid, entry.msgid, entry.msgctxt, references=entry.references)
        for entry in template.template(path, former.segments)
    ]
    merged = merge.merge(Catalog((), tuple(old)), template.template(path, today.segments), ())
    known = _translations(catalog)
    lines = {(entry.msgctxt or "", entry.msgid): entry.references[0][1] for entry in old if entry.references}
    found = []
    removed = []
    for entry in merged.catalog.entries:
        context = entry.msgctxt or ""
        line = entry.references[0][1] if entry.references else 0
        if entry.obsolete:
            key = (context, entry.msgid)
            removed.append(Change("removed", entry.msgid, "", lines.get(key, 0), context, known.get(key, "")))
        elif not entry.msgstr:
            found.append(Change("added", "", entry.msgid, line, context))
        elif entry.fuzzy:
            former_key = (entry.previous_msgctxt or "", entry.previous_msgid or entry.msgstr)
            found.append(_changed(former_key[1], entry.msgid, line, context, known.get(former_key, "")))
    return (*sorted(found, key=lambda change: change.line), *removed)


def known_changes(catalog: Catalog) -> tuple[Change, ...]:
    """Tell what a catalog itself knows of its page's changes, where the former revision is not known."""
    found = []
    for entry in catalog.entries:
        line = entry.references[0][1] if entry.references else 0
        context = entry.msgctxt or ""
        if entry.obsolete:
            continue
        if entry.fuzzy and entry.previous_msgid:
            text = original(entry).msgstr
            found.append(_changed(entry.previous_msgid, entry.msgid, line, context, text))
        elif not entry.has_text:
            found.append(Change("added", "", entry.msgid, line, context))
        elif entry.fuzzy:
            found.append(Change("fuzzy", "", entry.msgid, line, context, entry.msgstr))
    return tuple(found)


def standing(texts: Sequence[str], made: Page) -> tuple[str, ...]:
    """Give the texts as they stand in the page that a catalog gives; what has no words is none in it.

    :param texts: as the catalog has them, one a segment of the source page
    :param made: the page
    """
    there = [segment.message for segment in made.segments]
    said = [any(map(str.isalpha, text)) for text in texts]
    if len(texts) == len(there) or sum(said) != len(there):
        return tuple(texts)
    written = iter(there)
    return tuple(next(written) if each else "" for each in said)


def edits(localized: Page, source: Page, catalog: Catalog, given: Sequence[str] = ()) -> tuple[Change, ...]:
    """Find what somebody edited in a localized page: texts that stand in no catalog, and those that went.

    :param localized: the page, its links as in the source
    :param source: the source page that it was made from, as far as that is known
    :param given: what the catalog gives for that, a text a segment, as it would stand in the page
    :return: in the order of the page; a text that went by the line that it stood behind
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    texts = {bare(segment.message): segment.message for segment in source.segments}
    texts.update((bare(text), text) for text in given)
    for entry in catalog.entries:
        for text in (entry.msgid, entry.msgstr, original(entry).msgstr, entry.previous_msgid or ""):
            texts[bare(text)] = text
    written = {
        (segment.context, segment.message): text
        for segment, text in zip(source.segments, given, strict=False)
    }
    there = {bare(segment.message): segment.line for segment in localized.segments}
    behind = 1
    gone: dict[str, int] = {}
    unsure: set[str] = set()  # what is fuzzy may never have stood there
    for entry in catalog.entries:
        if entry.has_text and not entry.obsolete:
            text = written.get((entry.msgctxt or "", entry.msgid), entry.msgstr)
            if not text:
                continue
            line = there.get(bare(text), there.get(bare(entry.msgid)))
            if line is None and not entry.msgctxt:  # a page may do without a key of its front matter
                gone[text] = behind
                if entry.fuzzy:
                    unsure.add(text)
            behind = line or behind
    found = []
    for segment in localized.segments:
        if bare(segment.message) in texts:
            continue
        best = process.extractOne(segment.message, list(gone), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        old = best[0] if best else ""
        gone.pop(old, None)
        parts = words(old, segment.message) if old else ()
        found.append(Change("edited", old, segment.message, segment.line, segment.context, "", parts))
    went = [(old, line) for old, line in gone.items() if old not in unsure]
    found += [Change("edited", old, "", line, words=(("-", old),)) for old, line in went]
    found += _moved(localized, given)
    return tuple(sorted(found, key=lambda change: change.line))


def own_edits(made: Page, localized: Page) -> tuple[Change, ...]:
    """Find what somebody edited in a localized page beside its texts.

    :param made: the page as its catalog gives it
    :param localized: the page, its links as in the source
    """
    return tuple(
        Change("edited", own.made, own.text, own.line, words=words(own.made, own.text))
        for own in own_lines(made, localized)
    )


def _moved(localized: Page, given: Sequence[str]) -> Iterator[Change]:
    """Find texts that stand at another place than they were written at: each goes, and comes."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    segments = localized.segments
    had, has = [bare(text) for text in given if text], [bare(segment.message) for segment in segments]
    gone: dict[str, int] = {}
    come: dict[str, int] = {}
    behind = 1
    for step in LCSseq.opcodes(had, has):
        if step.tag == "delete":
            gone.update((text, behind) for text in had[step.src_start : step.src_end])
        else:
            if step.tag == "insert":
                come.update((has[number], number) for number in range(step.dest_start, step.dest_end))
            behind = segments[step.dest_end - 1].line
    for text in gone.keys() & come.keys():
        segment = segments[come[text]]
        yield Change("edited", segment.message, "", gone[text], words=(("-", segment.message),))
        yield Change("edited", "", segment.message, segment.line, words=(("+", segment.message),))


def _changed(old: str, new: str, line: int, context: str, translation: str) -> Change:
    return Change("changed", old, new, line, context, translation, words(old, new))


def _translations(catalog: Catalog | None) -> Mapping[Key, str]:
    """What each message is translated with; an edited one's former message has its translation."""
    found: dict[Key, str] = {}
    for entry in catalog.entries if catalog is not None else ():
        text = original(entry).msgstr
        if not text:
            continue
        if entry.previous_msgid is not None:
            found[entry.previous_msgctxt or "", entry.previous_msgid] = text
        else:
            found[entry.msgctxt or "", entry.msgid] = text
    return found


def words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Compare two texts word by word.

    :return: (``=``, ``-`` or ``+``, text) in order; without the ``+`` the old text, without the ``-`` the new
    """
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    had, has = _TOKEN.findall(old), _TOKEN.findall(new)
    parts: list[tuple[str, str]] = []
    for step in LCSseq.opcodes(had, has):
        if step.tag == "equal":
            parts.append(("=", "".join(had[step.src_start : step.src_end])))
        elif step.tag == "delete":
            parts.append(("-", "".join(had[step.src_start : step.src_end])))
        else:
            parts.append(("+", "".join(has[step.dest_start : step.dest_end])))
    return tuple(_readable(parts))


def _readable(parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Join what only a space parts: `-one two-` reads better than `-one- -two-`."""
    gone: list[str] = []
    come: list[str] = []
    for number, (kind, text) in enumerate(parts):
        last = number == len(parts) - 1
        if kind == "-":
            gone.append(text)
        elif kind == "+":
            come.append(text)
        elif text.isspace() and (gone or come) and not last:
            gone.append(text)
            come.append(text)
        else:
            yield from _both(gone, come)
            gone, come = [], []
            yield "=", text
    yield from _both(gone, come)


def _both(gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    old, new = "".join(gone), "".join(come)
    start = len(old) - len(old.lstrip()) if old[:1].isspace() and new[:1].isspace() else 0
    end = len(old) - len(old.rstrip()) if old.strip() and old[-1:].isspace() and new[-1:].isspace() else 0
    if start and old[:start] == new[:start]:
        yield "=", old[:start]
        old, new = old[start:], new[start:]
    tail = ""
    if end and old.endswith(old[-end:]) and new.endswith(old[-end:]):
        tail = old[-end:]
        old, new = old[:-end], new[:-end]
    if old:
        yield "-", old
    if new:
        yield "+", new
    if tail:
        yield "=", tail
