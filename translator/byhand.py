"""What people did to a localized page, read back: pure.

A page that differs from what was last written is somebody's work. Its texts either all stand in the
catalog already, or they pair one to one with the source's and become the catalog's; else the page
is left alone, and said so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from translator.catalog.ends import ended_as
from translator.catalog.marks import original, unmarked
from translator.model import Entry
from translator.page import frontmatter, keys
from translator.page.guard import breach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from translator.model import Catalog, Pair
    from translator.page.parse import Page

__all__ = [
    "bare",
    "foreign_keys",
    "metadata",
    "own_values",
    "pair",
    "put",
    "take",
    "unknown_text",
    "unknown_texts",
    "with_kept",
]

Path = tuple[str | int, ...]
Key = tuple[str, str]
"""A context (empty for none) and a message."""

# What the writer may do to a text so that it is read as it should: escapes, stars for underscores,
# spaces around emphasis, pointed brackets around an address.
_DRESS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|[\s<>]")


def bare(text: str) -> str:
    """Reduce a text to what no rewriting changes: it is the same text if this is the same."""
    return _DRESS.sub("", text.replace("&#123;", "{").replace("_", "*"))


def unknown_text(localized: Page, source: Page, *catalogs: Catalog) -> tuple[int, str] | None:
    """The first text of a localized page that stands nowhere else: overwriting would lose it.

    :return: its line and the text; None if every text is in a catalog or in the source
    """
    known = _known(source, catalogs)
    for segment in localized.segments:
        if bare(segment.message) not in known:
            return segment.line, segment.message
    return None


def unknown_texts(localized: Page, source: Page, catalog: Catalog) -> Iterator[tuple[int, int, str]]:
    """Find the texts of a localized page that stand nowhere else, not even in a comment.

    :return: their segments' numbers, their lines and the texts
    """
    known = _known(source, (catalog,))
    comments = "\n".join(comment for entry in catalog.entries for comment in entry.comments)
    for number, segment in enumerate(localized.segments):
        if bare(segment.message) not in known and " ".join(segment.message.split()) not in comments:
            yield number, segment.line, segment.message


def _known(source: Page, catalogs: Iterable[Catalog]) -> set[str]:
    """All texts of a source page and of catalogs, as `bare` gives them."""
    known = {bare(segment.message) for segment in source.segments}
    for catalog in catalogs:
        for entry in catalog.entries:
            texts = entry.msgid, entry.msgstr, original(entry).msgstr, entry.previous_msgid or ""
            known.update(map(bare, texts))
    return known


def pair(source: Page, localized: Page) -> tuple[str, ...] | str:
    """Pair a localized page's segments with its source's, one to one.

    :return: a text a segment of the source; or why that is not certain
    """
    if len(source.segments) != len(localized.segments):
        return f"it has {len(localized.segments)} texts where its source has {len(source.segments)}"
    for had, has in zip(source.segments, localized.segments, strict=True):
        if (had.form, had.context) != (has.form, has.context):
            return f"line {has.line} has a {has.kind} where its source has a {had.kind}"
    if source.body is not None and localized.body is not None:
        found = breach(source.body, localized.body)
        if found is not None:
            return found.reason
    return tuple(segment.message for segment in localized.segments)


def take(catalog: Catalog, source: Page, texts: Sequence[str | None]) -> tuple[Catalog, int] | str:
    """Make a person's texts the catalog's translations: no longer fuzzy, no longer a machine's.

    :param texts: one a segment, None where nothing was changed
    :return: the catalog and how many entries changed; or why it cannot be done: one message, two texts
    """
    wanted: dict[Key, str] = {}
    for segment, text in zip(source.segments, texts, strict=True):
        if text is None:
            continue
        if wanted.setdefault((segment.context, segment.message), text) != text:
            return f"“{segment.message}” is translated in two ways"
    return put(catalog, {key: (text,) for key, text in wanted.items()})


def put(
    catalog: Catalog, wanted: Mapping[Key, Sequence[str]], beside: Mapping[Key, str] | None = None
) -> tuple[Catalog, int]:
    """Make a person's texts the catalog's translations.

    :param wanted: an entry's key → its text; several where its occurrences differ: then the entry is parted
        by contexts, as a translator would
    :param beside: an entry's key → what is to be told in a comment of it
    :return: the catalog and how many entries changed. An entry whose message was edited since takes the
        text of its former message, and stays fuzzy
    """
    entries: list[Entry] = []
    changed = 0
    keys = {(entry.msgctxt or "", entry.msgid) for entry in catalog.entries if not entry.obsolete}
    for entry in catalog.entries:
        key = (entry.msgctxt or "", entry.msgid)
        former = (entry.previous_msgctxt or "", entry.previous_msgid or "")
        if entry.fuzzy and entry.previous_msgid and (former in wanted and former not in keys):
            changed += entry.msgstr != wanted[former][0]
            entries.append(_noted(replace(unmarked(entry), msgstr=wanted[former][0]), beside, former))
            continue
        if entry.fuzzy and entry.previous_msgid and former not in keys:
            entry = _noted(entry, beside, former)  # noqa: PLW2901
        texts = () if entry.obsolete else tuple(ended_as(entry.msgid, text) for text in wanted.get(key, ()))
        if not entry.obsolete or key not in keys:
            entry = _noted(entry, beside, key)  # noqa: PLW2901
        if len(set(texts)) > 1:
            changed += 1
            entries += [
                replace(
                    _by_hand(entry, text),
                    msgctxt=f"{number + 1}",
                    references=entry.references[number : number + 1] or entry.references[-1:],
                )
                for number, text in enumerate(texts)
            ]
        elif texts and (entry.msgstr != texts[0] or entry.fuzzy):
            changed += 1
            entries.append(_by_hand(entry, texts[0]))
        else:
            entries.append(entry)
    return replace(catalog, entries=tuple(entries)), changed


def _noted(entry: Entry, beside: Mapping[Key, str] | None, key: Key) -> Entry:
    note = beside.get(key, "") if beside else ""
    return replace(entry, comments=(*entry.comments, note)) if note and note not in entry.comments else entry


def _by_hand(entry: Entry, text: str) -> Entry:
    return replace(unmarked(entry), msgstr=text, fuzzy=False, previous_msgid=None, previous_msgctxt=None)


def with_kept(catalog: Catalog, texts: Iterable[tuple[int, str]], pair: Pair) -> Catalog:
    """Keep texts that have no counterpart in the source, as obsolete entries under their own words.

    :param texts: their lines in the localized page, and they themselves
    """
    # a text that is a message as well (a name) could not have an entry of its own
    known = {text for entry in catalog.entries for text in (entry.msgid, entry.msgstr)}
    kept = [
        Entry(
            text,
            text,
            obsolete=True,
            comments=(f"has no counterpart in {pair.source}; stood in {pair.localized}:{line}",),
        )
        for line, text in {text: (line, text) for line, text in texts}.values()
        if text not in known
    ]
    return replace(catalog, entries=(*catalog.entries, *kept))


def metadata(page: Page) -> dict[Path, Any]:
    """A page's front matter but for what is translated, the hash, the locale and what is kept."""
    block = page.front_matter
    if block is None:
        return {}
    own = ((page.options.locale_key,), (page.options.hash_key,))
    return {
        path: value
        for path, value in _flat(frontmatter.metadata(page.data, block), ())
        if path not in own
        and not any(keys.matches(path, pattern) for pattern in page.options.translate)
        and not any(keys.covers(path, pattern) for pattern in page.options.keep)
    }


def foreign_keys(source: Page, localized: Page) -> tuple[str, ...]:
    """Keys whose values a localized page has for itself: others than the source's, or none there.

    A list is kept whole, since its items may change their places; one that has texts to translate, only
    where it has keys that the source lacks.
    """
    had = metadata(source)
    translated = {scalar.path[:length] for scalar in source.scalars for length in range(1, len(scalar.path))}
    found: dict[str, None] = {}
    for path, value in metadata(localized).items():
        if path in had and had[path] == value:
            continue
        length = next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))
        if path[:length] in translated and path in had:
            length = len(path)
        found[frontmatter.key_text(path[:length])] = None
    for number in own_values(source, localized):
        found[frontmatter.key_text(localized.scalars[number].path[:1])] = None
    return tuple(found)


def own_values(source: Page, localized: Page) -> tuple[int, ...]:
    """Find text for readers under keys that a localized page has for itself.

    :return: the numbers of its segments
    """
    if source.front_matter is None:
        return ()
    there = frontmatter.metadata(source.data, source.front_matter)
    return tuple(number for number, scalar in enumerate(localized.scalars) if scalar.path[0] not in there)


def _flat(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _flat(each, (*path, str(key)))
    elif isinstance(value, list) and value:
        for index, each in enumerate(value):
            yield from _flat(each, (*path, index))
    else:
        yield path, value
