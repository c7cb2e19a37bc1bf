"""Where a page's blocks and inline markup stand: pyromark's events, made into ranges.

Input is the body with its dialects' masks applied, so that offsets are those of the real bytes.
Nothing here knows of segments or translations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from translator.page.events import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translator.page.dialects.base import Mask
    from translator.page.leaf import CodeBlock, Comment, HtmlBlock, Leaf

__all__ = ["Structure", "parser", "structure"]


@dataclass(frozen=True, slots=True)
class Structure:
    """A body's blocks in document order."""

    blocks: tuple[str, ...]
    """The block skeleton: a word a block's beginning or end, code blocks to the letter."""
    places: tuple[int, ...]
    """Where each of these words stands, in bytes."""
    parts: tuple[Leaf | HtmlBlock, ...]
    spans: tuple[tuple[int, int], ...]
    """The range of every block, in order of their beginnings."""
    code: tuple[tuple[int, int], ...] = ()
    """The ranges of code blocks."""
    definitions: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Reference definitions: label → range."""
    fenced: tuple[CodeBlock, ...] = ()
    """The code blocks that name their language."""
    comments: tuple[Comment, ...] = ()
    """The comments in these that are segments; none unless they were asked for."""


@cache
def parser(switches: frozenset[str]) -> Any:
    """Give the parser's options: GitHub's Markdown, and what the dialects switch on."""
    import pyromark  # noqa: PLC0415 (3 MB of extension module; no-op runs never parse)

    options = pyromark.Options
    chosen = (
        options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_TASKLISTS
        | options.ENABLE_GFM
    )
    for name in switches - {"linkify"}:
        chosen |= getattr(options, f"ENABLE_{name.upper()}")
    return chosen


def structure(
    raw: bytes,
    masked: bytes,
    masks: Sequence[Mask] = (),
    switches: frozenset[str] = frozenset(),
    resolve: Callable[[str], bool] | None = None,
) -> Structure:
    """Parse a body.

    :param raw: the body's bytes, UTF-8
    :param masked: the same with the dialects' masks applied, of the same length
    :param masks: the masks, in order
    :param switches: parser options beyond GFM (``heading_attributes``, ``definition_list``, ``math``) and
        ``linkify``, whether the builder links bare URLs
    :param resolve: for a text apart from its page: whether a reference label is defined there
    """
    import pyromark  # noqa: PLC0415

    options = parser(switches)
    text = masked.decode("utf-8")
    known: Any = None
    if resolve is not None:

        def known(link: Any) -> tuple[str, str] | None:
            return ("ref:" + link["reference"], "") if resolve(link["reference"]) else None

    reader = Reader(raw, masked, masks, linkify="linkify" in switches)
    reader.read(
        pyromark.events_with_range(text, options=options, merge_text=True, broken_link_callback=known)
    )
    definitions: dict[str, tuple[int, int]] = {}
    if b"]:" in masked:
        for label, found in pyromark.reference_definitions(text, options=options).items():
            definitions[label] = (found["span"]["start"], found["span"]["end"])
    return Structure(
        tuple(reader.blocks),
        tuple(reader.places),
        tuple(reader.parts),
        tuple(reader.spans),
        tuple(reader.code),
        definitions,
        tuple(reader.fenced),
    )
