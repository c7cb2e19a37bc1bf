"""Translations made fit for HTML: what would be markup and is not the source's becomes text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translator.page.html_tags import next_tag, normal, tags, translatable

if TYPE_CHECKING:
    from translator.page.html_tags import Tag

__all__ = ["escape_attribute", "escape_text"]

_LINE_ENDS = re.compile(r"[\r\n]+")


def escape_text(translation: str, source: str) -> str:
    """Make a translation fit to stand in an HTML block.

    Tags and comments that the source has stay, as often as it has them; of their attributes only the
    translatable ones may differ. Every other ``<`` that begins markup becomes ``&lt;``. Line ends
    become spaces, since a blank line would end the block.

    :param source: the message
    :return: one line; its `tags` are among those of `source`
    """
    left = Counter(tags(source))
    data = _LINE_ENDS.sub(" ", translation).encode("utf-8", "replace")
    pieces = []
    position = 0
    while tag := next_tag(data, position):
        pieces.append(data[position : tag.start])
        key = normal(data, tag)
        if left[key]:
            left[key] -= 1
            pieces.append(_kept(data, tag))
            position = tag.end
        else:
            # Only this `<` is disarmed: `<x <script>` is one tag, but what is left of it another.
            pieces.append(b"&lt;")
            position = tag.start + 1
    tail = data[position:]
    # What follows on the page could make markup of a last `<`.
    pieces.append(tail[:-1] + b"&lt;" if tail.endswith(b"<") else tail)
    return b"".join(pieces).decode()


def _kept(data: bytes, tag: Tag) -> bytes:
    """Write the tag with no ``<`` in its translatable values: no other reading finds a tag in there."""
    pieces: list[bytes] = []
    position = tag.start
    for attribute in translatable(data, tag):
        quote = data[attribute.start - 1 : attribute.start].decode()
        value = escape_attribute(data[attribute.start : attribute.end].decode(), quote)
        pieces += (data[position : attribute.start], value.encode())
        position = attribute.end
    pieces.append(data[position : tag.end])
    return b"".join(pieces)


def escape_attribute(translation: str, quote: str) -> str:
    """Make a translation fit to stand between an attribute's quotes.

    Entities that are written already stay.

    :param quote: ``"`` or ``'``; anything else escapes both
    """
    text = _LINE_ENDS.sub(" ", translation).replace("<", "&lt;").replace(">", "&gt;")
    if quote != "'":
        text = text.replace('"', "&quot;")
    if quote != '"':
        text = text.replace("'", "&#39;")
    return text
