"""The guard: whether the written page is the source's page but for its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.page.dialects.base import MaskKind
from translator.page.leaf import HtmlBlock, Leaf
from translator.page.signature import html_words, template_key, token_words
from translator.page.verdict import compare

if TYPE_CHECKING:
    from translator.page.dialects.base import Mask
    from translator.page.parse import Body

__all__ = ["Breach", "breach", "by_start", "html_breach", "template_breach"]


@dataclass(frozen=True, slots=True)
class Breach:
    """Where the written page departs from its source."""

    start: int
    end: int
    """The range, in bytes of the source's body, that the guilty translation begins in or stands before."""
    reason: str
    written: int = -1
    """Where it shows in the written body, if known: the guilty translation stands there, or before."""


def breach(source: Body, written: Body, *, by_people: bool = False) -> Breach | None:
    """Compare two bodies' skeletons: blocks, code, tags, template tags; inline markup in any order.

    :param by_people: whether some of the translations are a person's, who may add emphasis
    :return: the first departure, None if the page is whole
    """
    if source.structure.blocks != written.structure.blocks:
        return _first_block(source, written)
    had_masks, has_masks = by_start(source), by_start(written)
    for had, has in zip(source.structure.parts, written.structure.parts, strict=True):
        if isinstance(had, HtmlBlock) and isinstance(has, HtmlBlock):
            found = html_breach(source, had, written, has)
            if found:
                return found
        elif isinstance(had, Leaf) and isinstance(has, Leaf):
            if not had.tokens and not has.tokens:
                continue
            difference = compare(
                token_words(source.raw, had.tokens, had_masks),
                token_words(written.raw, has.tokens, has_masks),
                by_people=by_people,
            )
            if difference and not difference.tolerable:
                return Breach(had.start, had.end, difference.text)
        else:
            return Breach(had.start, had.start, "a block would become another")
    return template_breach(source, written)


def _first_block(source: Body, written: Body) -> Breach:
    had, has = source.structure.blocks, written.structure.blocks
    index = next(
        (n for n, (a, b) in enumerate(zip(had, has, strict=False)) if a != b), min(len(had), len(has))
    )
    places = source.structure.places
    place = places[index] if index < len(places) else len(source.raw)
    written_places = written.structure.places
    shown = written_places[index] if index < len(written_places) else len(written.raw)
    return Breach(place, place, "a block would begin, end or change", shown)


def by_start(body: Body) -> dict[int, Mask]:
    """A body's masks by where they begin."""
    return {mask.start: mask for mask in body.masks}


def html_breach(source: Body, had: HtmlBlock, written: Body, has: HtmlBlock) -> Breach | None:
    """Compare two HTML blocks' tags."""
    difference = compare(_tags(source.raw, had), _tags(written.raw, has))
    if difference and not difference.tolerable:
        return Breach(had.start, had.ranges[-1][1], difference.text)
    return None


def _tags(raw: bytes, block: HtmlBlock) -> list[str]:
    return html_words(b"".join(raw[start:end] for start, end in block.ranges))


def template_breach(source: Body, written: Body) -> Breach | None:
    """Template tags on lines of their own stay in order; none comes in, wherever it stands."""
    if not source.masks and not written.masks:
        return None
    had, has = _keys(source), _keys(written)
    for (place, key), (shown, other) in zip(had, has, strict=False):
        if key != other:
            return Breach(place, place, f"a template tag would change: {key}", shown)
    if len(had) != len(has):
        shown = has[len(had)][0] if len(has) > len(had) else len(written.raw)
        return Breach(0, len(source.raw), "a template tag would come in or go", shown)
    left = Counter(key for _, key in _inline(source))
    for shown, key in _inline(written):
        if not left[key]:
            return Breach(0, len(source.raw), f"it brings a template tag: {key}", shown)
        left[key] -= 1
    return None


def _keys(body: Body) -> list[tuple[int, str]]:
    """Where each tag ends, so that a parameter's translation stands before it, and what must stay of it."""
    masks = by_start(body)
    return [
        (m.end - 1, template_key(body.raw, m.start, m.end, masks))
        for m in body.masks
        if m.kind not in (MaskKind.INLINE, MaskKind.JOIN, MaskKind.TEXT)
    ]


def _inline(body: Body) -> list[tuple[int, str]]:
    masks = by_start(body)
    return [
        (m.end - 1, template_key(body.raw, m.start, m.end, masks))
        for m in body.masks
        if m.kind is MaskKind.INLINE
    ]
