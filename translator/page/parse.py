"""A page's bytes, made into segments: nothing is changed, everything keeps its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translator.model import Form, PageOptions, Segment
from translator.page import codecomments, dialects, frontmatter, keys
from translator.page.blocks import Slot, slots
from translator.page.prose import is_prose
from translator.page.structure import Structure, structure
from translator.page.text import check_text, line_ends, line_of

if TYPE_CHECKING:
    from translator.page.dialects.base import Mask
    from translator.page.frontmatter import FrontMatter, Scalar

__all__ = ["Body", "Page", "dialects_of", "parse", "read_body"]


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the front matter, parsed."""

    raw: bytes
    masks: tuple[Mask, ...]
    structure: Structure


@dataclass(frozen=True, slots=True)
class Page:
    """One page, parsed. Segments are in document order, front matter first."""

    path: str
    data: bytes
    options: PageOptions
    segments: tuple[Segment, ...]
    front_matter: FrontMatter | None = None
    scalars: tuple[Scalar, ...] = field(default=(), repr=False)
    """The front matter's scalars behind the first segments, one each."""
    slots: tuple[Slot, ...] = field(default=(), repr=False)
    """The body's slots behind the segments after these, in offsets of the body."""
    body: Body | None = field(default=None, repr=False)
    """None for a data file."""
    offset: int = 0
    """Where the body begins."""


def parse(data: bytes, options: PageOptions, path: str = "") -> Page:
    """Find a page's translatable text.

    :param data: the page's raw bytes
    :param options: what the configuration says of its dialects and front matter
    :param path: its name, for messages
    :raises PageError: not UTF-8, too large, front matter unclosed or invalid; with line and remedy
    """
    check_text(data, path)
    options = dialects_of(path, options)
    ends = line_ends(data)
    if options.data_format:
        block: FrontMatter | None = frontmatter.data_file(data, options.data_format, path=path)
    else:
        block = frontmatter.split(data, path=path)
    scalars: tuple[Scalar, ...] = ()
    if block is not None and options.translate:
        scalars = tuple(s for s in frontmatter.scalars(data, block, path=path) if _wanted(s, options))
    segments = [
        Segment(
            scalar.value,
            ((scalar.start, scalar.end),),
            Form.SCALAR,
            "front matter" if not options.data_format else "data",
            frontmatter.context(scalar.path),
            (),
            line_of(ends, scalar.start),
        )
        for scalar in scalars
    ]
    if options.data_format:
        return Page(path, data, options, tuple(segments), block, scalars)
    offset = block.end if block is not None else (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    body = read_body(data[offset:], options)
    found = slots(body.raw, body.masks, body.structure, offset, line_of(ends, offset) - 1)
    segments += [slot.segment for slot in found]
    return Page(path, data, options, tuple(segments), block, scalars, tuple(found), body, offset)


def read_body(raw: bytes, options: PageOptions) -> Body:
    """Parse a body alone: masks, then structure."""
    masks = dialects.masks(options.dialects, raw)
    found = structure(raw, dialects.apply(raw, masks), masks, dialects.switches(options.dialects))
    return Body(raw, masks, _with_comments(raw, found) if options.code_comments else found)


def _with_comments(raw: bytes, found: Structure) -> Structure:
    """Take the words of comments for segments, and out of the skeleton."""
    blocks = list(found.blocks)
    for code in found.fenced:
        blocks[code.block] = f"CODE {code.info}\n{codecomments.skeleton(raw, code)}"
    return replace(found, blocks=tuple(blocks), comments=codecomments.comments(raw, found.fenced))


def dialects_of(path: str, options: PageOptions) -> PageOptions:
    """An `.mdx` page speaks MDX, whatever its site says."""
    if not path.endswith(".mdx") or dialects.speaks(options.dialects, "mdx"):
        return options
    return replace(options, dialects=(*options.dialects, options.mdx))


def _wanted(scalar: Scalar, options: PageOptions) -> bool:
    """Whether a front matter value is to be translated: its key is named, its value is text."""
    path = scalar.path
    if path in ((options.locale_key,), (options.hash_key,)):
        return False
    if not any(keys.matches(path, pattern) for pattern in options.translate):
        return False
    return is_prose(scalar.value, sure=not options.data_format)
