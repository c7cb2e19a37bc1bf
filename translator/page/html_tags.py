"""HTML taken apart into markup and text, the way browsers do it, and tags made comparable.

The tokenizer follows https://html.spec.whatwg.org/multipage/parsing.html#tokenization, so that what
is taken for text here is no tag to a browser. It never fails: every byte is text or markup, and
markup that the text's end cuts off reaches to that end. Where browsers and CommonMark differ
(``<![CDATA[``, ``<?``) the longer reading is taken, and kept to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from translator.page.html_elements import BUTTONS, META, RAW, STYLE_SETS, VOID, WORDS, WORDS_ON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Attribute",
    "Tag",
    "attributes",
    "even",
    "fold",
    "next_tag",
    "normal",
    "shade",
    "tags",
    "tokens",
    "translatable",
]

_ATTRIBUTE = rb"""
    ([^\t\n\f\r\ />] [^\t\n\f\r\ />=]*+)
    (?: [\t\n\f\r\ ]*+ = [\t\n\f\r\ ]*+
        (?: "([^"]*+) (?:"|\Z) | '([^']*+) (?:'|\Z) | (?=>) | ([^\t\n\f\r\ >"'] [^\t\n\f\r\ >]*+) )
    )?+
"""
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.VERBOSE)
_MARKUP = re.compile(
    rb"""
    < (?:
        (/?) ([A-Za-z][^\t\n\f\r\ />]*+)
        (?: [\t\n\f\r\ /]++ | """
    + re.sub(rb"\((?=\[)", rb"(?:", _ATTRIBUTE)  # the same without groups
    + rb""" )*+
        (>?)
      | !-- (?: -?> | .*?--!?> | .* )
      | !\[CDATA\[ (?: .*?\]\]> | .* )
      | \? (?: .*?\?> | [^>]*+>? )
      | [!/] [^>]*+ >?
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_EQUALS = re.compile(rb"""("[^"]*+"|'[^']*+')|[\t\n\f\r ]++=[\t\n\f\r ]*+(?=["'])|=[\t\n\f\r ]++(?=["'])""")
_RAW_ENDS = {name: re.compile(rb"</" + name + rb"(?=[\t\n\f\r />]|\Z)", re.IGNORECASE) for name in RAW}
_MAYBE_WORDS = re.compile(
    rb"(?:alt|title|label|placeholder|aria-\w+|summary|value|content)[\s]*=", re.IGNORECASE
)


class Tag(NamedTuple):
    """One piece of markup, in byte offsets of the text it was found in."""

    kind: str
    """``open``, ``close``, ``raw`` (an element of `html_elements.RAW` with its content) or ``other``: a
    comment, a declaration, CDATA, a processing instruction, what the text's end cuts off."""
    name: bytes
    """The element's name in lower case; empty for ``other``."""
    start: int
    inner: int
    """One past the name."""
    head: int
    """One past the opening tag: `end` but for ``raw``."""
    end: int
    whole: bool = True
    """Whether a ``raw`` element's end tag was found."""

    def closes_itself(self, text: bytes) -> bool:
        """Whether nothing can stand inside: a void element, or ``<Component />``."""
        if self.name in VOID or text[self.head - 2] != 0x2F:  # "/"
            return self.name in VOID
        last = attributes(text, self)[-1:]  # the slash of <a href=/x/> belongs to the value
        return not last or last[0].end < self.head - 1


class Attribute(NamedTuple):
    """One attribute of a tag; `start` and `end` are those of its value, without quotes."""

    name: bytes
    start: int
    end: int
    quoted: bool


def fold(text: bytes) -> str:
    """Make one line of a text: every run of ASCII white space is one space, none at the ends."""
    return b" ".join(text.split()).decode("utf-8", "replace")


def shade(text: bytes, opaque: Sequence[tuple[int, int]]) -> bytes:
    """Put ``_`` in the place of template tags, so that nothing in them looks like HTML or words."""
    if not opaque:
        return text
    shaded = bytearray(text)
    for start, end in opaque:
        first, last = max(start, 0), min(end, len(text))
        if first < last:
            shaded[first:last] = b"_" * (last - first)
    return bytes(shaded)


def next_tag(text: bytes, position: int) -> Tag | None:
    """Find the first markup at or behind `position`, which is outside of any markup."""
    match = _MARKUP.search(text, position)
    if match is None:
        return None
    start, end = match.span()
    if match[2] is None or not match[3]:
        return Tag("other", b"", start, start, end, end)
    name = match[2].lower()
    inner = match.end(2)
    if match[1]:
        return Tag("close", name, start, inner, end, end)
    if name in RAW:
        closing = _RAW_ENDS[name].search(text, end)
        if closing:
            last = _MARKUP.match(text, closing.start())
            return Tag("raw", name, start, inner, end, last.end() if last else len(text))
    found = Tag("open", name, start, inner, end, end)
    if name in RAW and not found.closes_itself(text):
        return Tag("raw", name, start, inner, end, len(text), whole=False)
    return found


def tokens(text: bytes, inside: bytes = b"") -> Iterator[Tag]:
    """Find all markup of a text, in order.

    :param inside: the raw element whose content the text begins in, if any
    """
    position = 0
    if inside:
        closing = _RAW_ENDS[inside].search(text)
        position = closing.start() if closing else len(text)
    while tag := next_tag(text, position):
        yield tag
        position = tag.end


def attributes(text: bytes, tag: Tag) -> list[Attribute]:
    """List all attributes of a tag, in order, names in lower case."""
    found = []
    position = tag.inner
    while position < tag.head - 1:
        match = _ATTRIBUTES.match(text, position, tag.head)
        if match is None:
            position += 1  # white space, or a slash
            continue
        group = match.lastindex or 1
        start, end = match.span(group) if group > 1 else (match.end(1), match.end(1))
        found.append(Attribute(match[1].lower(), start, end, group in (2, 3)))
        position = match.end()
    return found


def translatable(text: bytes, tag: Tag) -> list[Attribute]:
    """List the attributes of a tag whose values are words for readers: quoted, and not empty."""
    if tag.kind not in ("open", "raw") or not _MAYBE_WORDS.search(text, tag.inner, tag.head):
        return []
    first: dict[bytes, Attribute] = {}  # of two attributes of one name browsers take the first
    for attribute in attributes(text, tag):
        first.setdefault(attribute.name, attribute)
    values = {each.name: text[each.start : each.end].strip().lower() for each in first.values()}
    return [
        each
        for each in first.values()
        if each.quoted and each.end > each.start and _words(tag.name, each.name, values)
    ]


def _words(element: bytes, name: bytes, values: dict[bytes, bytes]) -> bool:
    if name in WORDS:
        return element not in STYLE_SETS
    if element not in WORDS_ON.get(name, ()):
        return False
    if name == b"content":
        return b"http-equiv" not in values and (values.get(b"name") or values.get(b"property")) in META
    return name != b"value" or values.get(b"type") in BUTTONS


def normal(text: bytes, tag: Tag, shaded: bytes | None = None) -> str:
    """Reduce markup to what must not change: all but its translatable values, white space folded.

    :param shaded: the text with its template tags shaded, which `tag` was found in
    """
    pieces: list[bytes] = []
    position = tag.start
    for attribute in translatable(shaded or text, tag):
        pieces += (text[position : attribute.start - 1], '"…"'.encode())
        position = attribute.end + 1
    pieces.append(text[position : tag.end])
    return fold(even(b"".join(pieces)))


def even(tag: bytes) -> bytes:
    """Take out white space around the sign before quoted values: ``<img src = "x">`` is ``<img src="x">``."""
    if b"{" in tag or b"=" not in tag:  # what a template makes of it, nobody knows
        return tag
    return _EQUALS.sub(lambda match: match[1] or b"=", tag)


def tags(text: bytes | str, opaque: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """List all markup of a text, each piece comparable: see `normal`.

    :param opaque: template tags' ranges, in bytes
    """
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    shaded = shade(data, opaque)
    return tuple(normal(data, tag, shaded) for tag in tokens(shaded))
