"""What the author says to the tool, in HTML comments; in MDX, which has none, in its own: ``{/* … */}``.

``<!-- translate:off -->`` … ``<!-- translate:on -->`` leaves a stretch alone,
``<!-- translate:skip -->`` the next block, ``<!-- translate:note: text -->`` speaks to the
translator of the next segment, or of the one that it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.page.leaf import HtmlBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.dialects.base import Mask
    from translator.page.structure import Structure

__all__ = ["Directives", "directives"]

_DIRECTIVE = re.compile(
    rb"(?:<!--|\{\s*/\*)\s*translate:(off|on|skip|note)\b:?\s*(.*?)\s*(?:-->|\*/\s*\})", re.DOTALL
)
_MDX = re.compile(rb"\{\s*/\*")


@dataclass(frozen=True, slots=True)
class Directives:
    """Where the author spoke, in byte offsets of the body."""

    excluded: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    """(where the comment ends, its text), in order."""

    def excludes(self, position: int) -> bool:
        """Whether what stands there is to be left alone."""
        return any(start <= position < end for start, end in self.excluded)


def directives(raw: bytes, masks: Sequence[Mask], found: Structure) -> Directives:
    """Read the directives that stand in comments, not those in code.

    :param raw: the body's bytes
    :param masks: its dialects' masks: MDX's comments are among them
    :param found: its structure
    """
    if b"translate:" not in raw:
        return Directives()
    excluded: list[tuple[int, int]] = []
    notes: list[tuple[int, str]] = []
    off = -1
    starts = [start for start, _ in found.spans]
    for start, end in _comments(raw, masks, found):
        for match in _DIRECTIVE.finditer(raw, start, end):
            word, place = match[1], match.end()
            if word == b"off" and off < 0:
                off = place
            elif word == b"on" and off >= 0:
                excluded.append((off, match.start()))
                off = -1
            elif word == b"skip":
                following = bisect_left(starts, place)
                if following < len(starts):
                    excluded.append(found.spans[following])
            elif word == b"note":
                notes.append((place, " ".join(match[2].decode("utf-8", "replace").split())))
    if off >= 0:
        excluded.append((off, len(raw)))
    return Directives(tuple(excluded), tuple(notes))


def _comments(raw: bytes, masks: Sequence[Mask], found: Structure) -> list[tuple[int, int]]:
    """Every range of HTML in the page, and MDX's comments, in order."""
    ranges = [(mask.start, mask.end) for mask in masks if _MDX.match(raw, mask.start, mask.end)]
    for part in found.parts:
        if isinstance(part, HtmlBlock):
            ranges.append((part.ranges[0][0], part.ranges[-1][1]))
        else:
            ranges.extend((t.start, t.end) for t in part.tokens if t.kind == "html")
    return sorted(ranges)
