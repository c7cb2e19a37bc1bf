"""MyST: directives, roles, targets, substitutions, math; extensions as `myst_enable_extensions` has them.

Source: https://myst-parser.readthedocs.io/en/latest/syntax/optional.html.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from translator.names import EXTENSIONS
from translator.page.dialects.base import Mask, MaskKind, Param, alone, no_definitions, outside
from translator.page.dialects.myst_directives import Known, read
from translator.page.dialects.myst_names import MARKDOWN, REFERENCES, SAID, TITLED

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MYST"]

# Each choice begins with its own first letter: the engine looks for these at once, and tries no other place.
_INLINE = re.compile(
    rb"""
      \\.
    | \{(?P<role>[A-Za-z][\w:.+-]*+)\}(?=`)
    | `(?P<code>`*+)
    | \{(?P<substitution>\{[^{}\r\n]++\}\})
    | \{(?P<attributes>(?<=[\])`*_>]\{)[.\#%A-Za-z][^{}\r\n]*+\})
    | \$(?P<display>\$)
    | \$(?P<math>(?:[^$\\\r\n]++|\\[^\r\n]|(?>\r\n|\n|\r)(?![ \t>]*+(?:[\r\n]|\Z)))++\$)
    """,
    re.VERBOSE,
)
_TICKS = re.compile(rb"``*+")
_ATTRIBUTED = b"])`*_>"
"""What attributes stand behind."""
_BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)[ \t>]*+(?:[\r\n]|\Z)")
_LABEL = re.compile(rb"[ \t]*+\([^()\r\n]++\)(?=[ \t]*+(?:[\r\n]|\Z))")
_TARGET = re.compile(rb"^[ \t>]*+(\([^()\r\n]++\)=)[ \t]*+\r?$", re.MULTILINE)
_BREAK = re.compile(rb"^ {0,3}(\+{3}[^\r\n]*+)", re.MULTILINE)
_CARD = re.compile(rb"^[ \t>]*+(\^{3,})[ \t]*+\r?$", re.MULTILINE)
"""Where the head of a card ends."""
_COMMENT = re.compile(rb"^ {0,3}(%[^\r\n]*+)", re.MULTILINE)
_ATTRIBUTES = re.compile(rb"^[ \t>]*+(\{(?=[^{}\r\n]*[.#=])[^{}\r\n]++\})[ \t]*+\r?$", re.MULTILINE)
_AMSMATH = re.compile(
    rb"^ {0,3}(\\begin\{((?:equation|multline|gather|align|alignat|flalign|eqnarray|[pbBvV]?matrix)\*?)\})",
    re.MULTILINE,
)
_FIELD = re.compile(rb"^ {0,3}(:[^:\s](?:[^:\r\n]*[^:\s])?:)(?=[ \t\r\n]|\Z)", re.MULTILINE)


_CONTINUED = re.compile(
    rb"(?=[^\r\n]*\S)[^\r\n]*((?>\r\n|\n|\r)[ \t]{2,})(?=\S)"
    rb"(?!(?:[-*+]|\d+[.)])[ \t]|[>#|:%]|```|~~~|\{[^}\r\n]*\}[ \t]*[\r\n])"
)
"""A field's text goes on in the next line, which is indented and begins nothing else."""


class _Myst:
    def __init__(self, on: frozenset[str]) -> None:
        self.name = "myst"
        self.extensions = EXTENSIONS["myst"]
        self.on = on
        parts = [name.partition(":") for name in on]
        self.directives = MARKDOWN | {name.encode() for kind, _, name in parts if kind == "directive"}
        self.titled = TITLED | {name.encode() for kind, _, name in parts if kind == "titled"}
        switches = {"deflist": "definition_list", "linkify": "linkify"}
        self.options = frozenset(switches[name] for name in on if name in switches)

    def having(self, extensions: frozenset[str]) -> _Myst:
        """Give the dialect with these of its extensions, and no others; with a site's own directives."""
        return _Myst(extensions)

    def masks(self, body: bytes) -> list[Mask]:
        fences = b"```" in body or b"~~~" in body or b":::" in body
        found: list[Mask] = []
        code: list[tuple[int, int]] = []
        if fences:
            directives = read(
                body,
                Known(self.directives, self.titled),
                colons="colon_fence" in self.on,
                definitions="deflist" in self.on,
            )
            found, code = directives.masks, directives.code
        others = [*self._blocks(body), *self._inline(body, code)]
        if "deflist" in self.on:
            others += no_definitions(body)
        return found + outside(others, code)

    def _blocks(self, body: bytes) -> Iterator[Mask]:
        if b")=" in body:
            yield from (Mask(*match.span(1), MaskKind.BLOCK) for match in _TARGET.finditer(body))
        if b"+++" in body:
            for match in _BREAK.finditer(body):
                yield Mask(*match.span(1), MaskKind.SHAPE, fill=b"*" * len(match[1]))
        if b"^^^" in body:
            for match in _CARD.finditer(body):
                yield Mask(*match.span(1), MaskKind.SHAPE, fill=b"*" * len(match[1]))
        if b"%" in body:
            yield from (Mask(*match.span(1), MaskKind.BLOCK) for match in _COMMENT.finditer(body))
        if "attrs_block" in self.on and b"{" in body:
            yield from (Mask(*match.span(1), MaskKind.BLOCK) for match in _ATTRIBUTES.finditer(body))
        if "amsmath" in self.on and b"\\begin{" in body:
            last: dict[bytes, int] = {}
            for match in _AMSMATH.finditer(body):
                closing = b"\\end{" + match[2] + b"}"
                # looked for once a name: a page of openings without an end stays linear
                if closing not in last:
                    last[closing] = body.rfind(closing)
                end = body.find(closing, match.end()) if match.end() <= last[closing] else -1
                if end >= 0:
                    yield Mask(match.start(1), end + len(closing), MaskKind.OPAQUE)
        if "fieldlist" in self.on and b":" in body:
            for match in _FIELD.finditer(body):
                fill = b"+ #" + b" " * (len(match[1]) - 3)
                name = (Param("field", match.start(1) + 1, match.end(1) - 1, "line"),)
                yield Mask(*match.span(1), MaskKind.SHAPE, name, fill, "field")
                position = match.end()
                while more := _CONTINUED.match(body, position):
                    yield Mask(*more.span(1), MaskKind.JOIN)
                    position = more.end()

    def _inline(self, body: bytes, code: list[tuple[int, int]]) -> Iterator[Mask]:
        if b"`" not in body and b"$" not in body and b"{" not in body:
            return
        spans = _Spans(body)
        position = 0
        for start, end in (*code, (len(body), len(body))):
            if position < start:
                yield from self._inline_in(body, position, start, spans)
            position = max(position, end)

    def _inline_in(self, body: bytes, position: int, until: int, spans: _Spans) -> Iterator[Mask]:
        while match := _INLINE.search(body, position, until):
            start, position = match.span()
            found = match.lastgroup
            if found == "code":
                position = spans.end(start, until) or position
            elif found == "role":
                end = spans.end(position, until)
                if end:
                    yield from _role(body, match, end)
                    position = end
                elif "attrs_inline" in self.on and start and body[start - 1] in _ATTRIBUTED:
                    yield Mask(start, position, MaskKind.INLINE, (), b".")
            elif found == "substitution":
                if "substitution" in self.on:
                    block = alone(body, start, position)
                    yield Mask(start, position, MaskKind.BLOCK if block else MaskKind.INLINE)
            elif found == "attributes":
                if "attrs_inline" in self.on:
                    yield Mask(start, position, MaskKind.INLINE, (), b".")
            elif found == "display":
                if "dollarmath" in self.on:
                    end = body.find(b"$$", position, until)
                    if end < 0:
                        continue
                    position = end + 2
                    label = _LABEL.match(body, position, until)
                    if label and alone(body, start, label.end()):
                        position = label.end()
                    block = alone(body, start, position)
                    yield Mask(start, position, MaskKind.OPAQUE if block else MaskKind.INLINE)
            elif found == "math" and "dollarmath" in self.on:
                yield Mask(start, position, MaskKind.INLINE)


class _Spans:
    """Where code spans end: at as many backquotes as they begin with, in the same paragraph.

    All are found once: a page of spans that are never closed is not read to its end for each of them.
    """

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.ticks: dict[int, list[int]] = {}
        for match in _TICKS.finditer(body):
            self.ticks.setdefault(match.end() - match.start(), []).append(match.start())
        self.blank = -1
        """The next blank line."""

    def end(self, start: int, until: int) -> int:
        """Where the span ends that begins here; 0 where it never does.

        :param start: no place before one that was asked for
        """
        opening = _TICKS.match(self.body, start, until)
        if not opening:
            return 0
        behind, width = opening.end(), opening.end() - start
        places = self.ticks.get(width, ())
        index = bisect_left(places, behind)
        if index == len(places) or places[index] >= until:
            return 0
        if self.blank < behind:
            found = _BLANK_LINE.search(self.body, behind)
            self.blank = found.start() if found else len(self.body)
        return places[index] + width if places[index] < self.blank else 0


def _role(body: bytes, match: re.Match[bytes], end: int) -> Iterator[Mask]:
    """A role is kept whole, but for the title of a reference: what stands around that is two tags.

    They are parsed as full stops: emphasis flanks them as it does the braces and the backquotes.

    :param match: its name
    :param end: where its code span ends
    """
    start, ticks = match.span()
    name = match["role"].rpartition(b":")[2]
    width = end - len(body[ticks:end].lstrip(b"`")) - ticks
    first, last = ticks + width, end - width
    stop = _title(body, first, last)
    if name in REFERENCES and stop < last:
        yield Mask(start, first, MaskKind.INLINE, fill=b".")
        yield Mask(stop, end, MaskKind.INLINE, fill=b".")
    elif name in SAID and body[first:last].strip() and (name != b"numref" or stop < last):
        # in one piece: `<target>` stays
        yield Mask(
            start, end, MaskKind.INLINE, (Param(match["role"].decode("ascii"), first, stop, "line"),), b"."
        )
    elif name == b"term" and body[first:last].strip() == body[first:last] and body[first : first + 1] != b"!":
        # what is said is the term itself, which is translated in its glossary: another may be named behind it
        yield Mask(start, first, MaskKind.INLINE, fill=b".")
        yield Mask(stop, end, MaskKind.INLINE, (Param("term", stop, last, "line"),), b".")
    else:
        yield Mask(start, end, MaskKind.INLINE, fill=b".")


def _title(body: bytes, first: int, last: int) -> int:
    """Where the title of a reference ends, in front of its target; `last` where it has none.

    Source: https://docutils.sourceforge.io/docs/ref/rst/roles.html.
    """
    text = body[first:last]
    title, angle, target = text.partition(b"<")
    if angle and target.endswith(b">") and target.find(b">") == len(target) - 1 and b"<" not in target:
        title = title.rstrip()
        if title.strip() == title and title not in (b"", b"!") and not title.startswith(b"!"):
            return first + len(title)
    return last


MYST = _Myst(EXTENSIONS["myst"])
