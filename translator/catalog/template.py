"""A page's segments, made into the entries of its catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.model import Segment

__all__ = ["pot", "template"]


def template(path: str, segments: Sequence[Segment]) -> tuple[Entry, ...]:
    """Untranslated entries in document order; a message that occurs twice is one entry with two references.

    :param path: the source page, for the references
    :param segments: the page's segments
    """
    groups: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        groups.setdefault((segment.context, segment.message), []).append(segment)
    entries = []
    for (context, message), group in groups.items():
        references = dict.fromkeys((path, segment.line) for segment in group)
        told = dict.fromkeys(segment.kind for segment in group)
        told.update(dict.fromkeys(f"note: {note}" for segment in group for note in segment.notes))
        entries.append(Entry(message, msgctxt=context or None, references=tuple(references), extracted=tuple(told)))
    return tuple(entries)


def pot(path: str, segments: Sequence[Segment]) -> Catalog:
    """The page's template, for those who start catalogs with msginit or in an editor."""
    header = (
        ("Project-Id-Version", "translate"),
        ("Report-Msgid-Bugs-To", ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return Catalog(header, template(path, segments))
