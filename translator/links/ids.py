"""Everything on a page that a fragment can point to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translator.links.footnotes import footnote_ids
from translator.links.headings import ids_of
from translator.page.dialects import speaks
from translator.page.dialects.base import MaskKind

if TYPE_CHECKING:
    from translator.page.parse import Page

__all__ = ["Ids", "ids", "targets"]

_ATTRIBUTE = re.compile(rb"""\b(?:id|name|anchor)\s*=\s*\{?\s*["']?([^\s"'<>{}]+)""", re.IGNORECASE)
_LISTED = re.compile(rb"\{:?[^{}\r\n]*?#([^\s{}\"'.#]+)[^{}\r\n]*\}")
_SILENT = re.compile(
    rb"""\{%-?\s*(?:if|elsif|else|endif|unless|endunless|assign|comment|raw|endraw|capture|endcapture|highlight|link
        |post_url|for|endfor|case|when|endcase|break|continue)\b
    | \{\{-?\s*(?:site|page)\.[\w.]+\s*(?:\|[^{}]*)?-?\}\}
    | \{\{[<%]\s*/?\s*(?:rel)?ref\b
    | \{\{[<%]\s*/?\s*(?:note|caution|warning|tip|highlight|glossary_tooltip|alert|callout|figure|param)\b
    | \{:(?!:)""",
    re.VERBOSE,
)
"""Template tags that bring no ids of their own."""


_TARGET = re.compile(rb"^[ \t>]*(?:\(([^()\r\n]+)\)=|:name:[ \t]+([^\r\n]*?))[ \t]*\r?$", re.MULTILINE)


class Ids(NamedTuple):
    """A page's ids."""

    names: frozenset[str]
    complete: bool
    """Whether there are no others: no template tag that may bring some, no heading whose id is not known."""


def ids(page: Page, style: str) -> Ids:
    """Collect a page's ids.

    :param style: how the builder makes heading ids, one of `slugs.STYLES`; empty where it is not known
    """
    body = page.body
    if body is None:
        return Ids(frozenset(), False)
    names: set[str] = set()
    # MyST's `#name` may be any target of any page
    complete = bool(style) and not speaks(page.options.dialects, "myst")
    if style:
        for _, name in ids_of(page, style):
            complete = complete and bool(name)
            names.add(name)
    names |= footnote_ids(body.raw, style)
    for pattern in (_ATTRIBUTE, _LISTED):
        names.update(match.decode("utf-8", "replace") for match in pattern.findall(body.raw))
    for mask in body.masks:
        if mask.kind in (MaskKind.TEXT, MaskKind.JOIN, MaskKind.SHAPE):
            continue
        if not _SILENT.match(body.raw, mask.start, mask.end) and _brings(body.raw[mask.start : mask.end]):
            complete = False
    return Ids(frozenset(names - {""}), complete)


def _brings(tag: bytes) -> bool:
    """Whether a piece of builder syntax may put elements on the page."""
    return tag.startswith((b"{{", b"{%", b"{::")) or (tag[:1] == b"<" and tag[1:2].isupper())


def targets(page: Page) -> frozenset[str]:
    """Collect the targets of a MyST page: `[](#name)` means one of these before it means a heading."""
    if page.body is None or not speaks(page.options.dialects, "myst"):
        return frozenset()
    found = _TARGET.findall(page.body.raw)
    return frozenset((one or other).decode("utf-8", "replace") for one, other in found)
