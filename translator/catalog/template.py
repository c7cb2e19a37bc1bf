"""A page's segments, made into the entries of its catalogs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from translator.catalog.header import new_header
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import Segment

__all__ = ["pot", "template"]


def template(path: str, segments: Sequence[Segment]) -> tuple[Entry, ...]:
    """Make untranslated entries, in document order.

    A message that occurs twice is one entry, with two references.

    :param path: the source page, for the references
    :param segments: the page's segments
    :return: entries whose `#.` lines tell what the message is, then the author's notes
    """
    groups: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        groups.setdefault((segment.context, segment.message), []).append(segment)
    entries = []
    for (context, message), group in groups.items():
        told = [_one_line(segment.kind) for segment in group]
        told += [f"note: {_one_line(note)}" for segment in group for note in segment.notes]
        entries.append(
            Entry(
                message,
                msgctxt=context or None,
                references=tuple(dict.fromkeys([(path, segment.line) for segment in group])),
                extracted=tuple(dict.fromkeys(told)),
            )
        )
    return tuple(entries)


@lru_cache(maxsize=1024)
def _one_line(text: str) -> str:
    return " ".join(text.split())


def pot(path: str, segments: Sequence[Segment]) -> Catalog:
    """Make a page's template, for those who begin a catalog with msginit or in an editor.

    Its header is fuzzy, as xgettext has it: a catalog's would name a language.
    """
    return Catalog(new_header(""), template(path, segments), header_fuzzy=True)
