"""MyST's directives: fences of backquotes, tildes or colons around what may be Markdown.

MyST takes all lines down to the closing fence first, and parses them after: of nested fences the
outermost that a closing one fits is closed. A fence around Markdown is parsed as a thematic break, which
ends a paragraph and a list, as the fence does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from translator.page.dialects.base import Mask, MaskKind, Param, line_start
from translator.page.dialects.myst_names import TEXT_OPTIONS, VERSIONED

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Directives", "Known", "read"]

_FENCE = re.compile(
    rb"^(?P<prefix>[ \t>]*+)(?P<item>(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+)"
    rb"(?P<fence>`{3,}+|~{3,}+|:{3,}+)(?P<info>[^\r\n]*+)",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(rb"[ \t]*+\{([^\s{}]++)\}[ \t]*+((?:[^\r\n]*[^ \t\r\n])?)[ \t]*+\Z")
_LINE = re.compile(rb"(?>\r\n|\n|\r)([ \t>]*+)([^\r\n]*+)")
_OPTION = re.compile(rb":([\w-]++):(?:[ \t]++((?:[^\r\n]*[^ \t\r\n])?)[ \t]*+)?\Z")
_MORE = re.compile(rb":(?!::)[ \t]*+((?:[^\r\n]*[^ \t\r\n])?)[ \t]*+\Z")
"""A line that begins with a colon is one of the options': the last one's value goes on in it."""
_FOLDED = re.compile(rb"[>|][+-]?\Z")
_KEY = re.compile(rb":?([\w-]++):(?:[ \t]++((?:[^\r\n]*[^ \t\r\n])?)[ \t]*+)?\Z")
"""An option in either of the two ways."""
_YAML = re.compile(rb"([\w-]++):(?:[ \t]++((?:[^\r\n]*[^ \t\r\n])?)[ \t]*+)?\Z")
_ENTRY = re.compile(rb"([^<>\r\n]*[^<>\s])[ \t]*+<[^<>\r\n]++>[ \t]*+\Z")
_VERSION = re.compile(rb"\S++[ \t]++(?=\S)")
_TERM = re.compile(rb"(?:^|[\r\n])[^\s][^\r\n]*+(?>\r\n|\n|\r)([ \t]{2,}+)(?=\S)")
_QUOTED = re.compile(rb"""\"([^"\\]*+)\"|'([^']*+)'""")
_CELL = re.compile(
    rb'"((?:[^"]|"")*+)"[ \t]*+(?:,|\Z|(?=[\r\n])|[^,\r\n]*+,?())'
    rb'|(?P<unclosed>")|([^\s",](?:[^,\r\n]*[^\s,])?)[ \t]*+(?:,|\Z|(?=[\r\n]))|(?>\r\n|\n|\r)[ \t>]*+'
)
_PARAGRAPHS = re.compile(rb"(?>\r\n|\n|\r)[ \t>]*+(?:[\r\n]|[-*+#|:`~]|\d+[.)])")
"""What is more than one paragraph."""
_NO_ROWS = frozenset((b"delim", b"escape", b"file", b"keepspace", b"quote", b"url"))
"""Options of a table whose rows are elsewhere, or written otherwise."""
_DEEPEST = 50
"""Fences within fences; markdown-it itself stops at 20 blocks."""


@dataclass(slots=True)
class Directives:
    """What a page's fences are."""

    masks: list[Mask] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    """Ranges, in order, that hold no Markdown."""


@dataclass(slots=True)
class _Open:
    """A fence that is not closed yet."""

    fence: bytes
    start: int
    name: bytes
    markdown: bool
    masked: bool
    params: list[Param]
    content: int
    column: int = 0
    """Where the fence stands in its line; one that closes it is not indented by four more."""


class Known(NamedTuple):
    """Which directives hold Markdown, and which have text for their argument."""

    markdown: frozenset[bytes]
    titled: frozenset[bytes]


def read(body: bytes, known: Known, *, colons: bool, definitions: bool) -> Directives:
    """Find a page's fences.

    :param known: the directives
    :param colons: whether `:::` is a fence
    :param definitions: whether a glossary can be read as a definition list
    """
    found = Directives()
    opened: list[_Open] = []
    # by the fence's sign, which of them are shorter than all outside of them: the outermost that fits is one
    shorter: dict[bytes, list[int]] = {}
    skip = 0
    for match in _FENCE.finditer(body):
        fence, info = match["fence"], match["info"]
        if match.start() < skip or (fence[:1] == b":" and not colons):
            continue
        start = match.start("fence")
        column = len(body[match.start() : start].expandtabs(4))
        fitting = shorter.setdefault(fence[:1], [])
        if not info.strip() and not match["item"]:
            # one that is indented less than four columns may close any: the outermost of those that fit
            closing = next(
                (
                    n
                    for n in (fitting if column < 4 else range(len(opened)))
                    if fence.startswith(opened[n].fence) and column < opened[n].column + 4
                ),
                -1,
            )
            if closing >= 0:
                _close(body, found, opened[closing:], start, match.end(), definitions=definitions)
                del opened[closing:]
                for places in shorter.values():
                    del places[bisect_left(places, closing) :]
                continue
        if opened and not opened[-1].markdown:
            continue
        if fence[:1] == b"`" and b"`" in info:
            continue
        entered = _opening(body, match, found, known, len(opened))
        entered.column = column
        skip = entered.content
        if not fitting or len(fence) < len(opened[fitting[-1]].fence):
            fitting.append(len(opened))
        opened.append(entered)
    _close(body, found, opened, len(body), len(body), definitions=definitions)
    found.code.sort()
    return found


def _opening(body: bytes, match: re.Match[bytes], found: Directives, known: Known, depth: int) -> _Open:
    start, end = match.start("fence"), match.end()
    told = _DIRECTIVE.match(match["info"])
    colon = match["fence"][:1] == b":"
    if told is None:
        # `:::` without a name is a container: its content is Markdown
        if colon:
            found.masks.append(_rule(start, end))
        return _Open(match["fence"], start, b"", colon, colon, [], end)
    name = told[1]
    offset = match.start("info")
    texts: list[Param] = []
    if told[2] and (name in known.titled or name in VERSIONED):
        first = offset + told.start(2)
        version = _VERSION.match(body, first, offset + told.end(2)) if name in VERSIONED else None
        if name in known.titled or version:
            texts.append(Param("title", version.end() if version else first, offset + told.end(2), "line"))
    options, content = _options(body, end)
    markdown = name in known.markdown and depth < _DEEPEST
    if markdown:
        found.masks.append(_rule(start, end, tuple(texts)))
        for begin, stop, param in options:
            if begin < stop:
                found.masks.append(Mask(begin, stop, MaskKind.BLOCK, (param,) if param else ()))
    else:
        texts += [param for *_, param in options if param is not None]
        if name == b"toctree":
            texts += _entries(body, content)
        elif name == b"csv-table":
            texts += _rows(body, end, content)
    return _Open(match["fence"], start, name, markdown, markdown or colon or bool(texts), texts, content)


def _rule(start: int, end: int, params: tuple[Param, ...] = ()) -> Mask:
    return Mask(start, end, MaskKind.SHAPE, params, b"*" * (end - start))


def _options(body: bytes, end: int) -> tuple[list[tuple[int, int, Param | None]], int]:
    """The lines of options below a directive's first, and where they end."""
    found: list[tuple[int, int, Param | None]] = []
    line = _LINE.match(body, end)
    yaml = line is not None and line[2].rstrip() == b"---"
    if yaml and line is not None:
        found.append((*line.span(2), None))
        line = _LINE.match(body, line.end())
    while line:
        text = line[2]
        if yaml and text.rstrip() == b"---":
            found.append((*line.span(2), None))
            return found, line.end()
        match = (_YAML if yaml else _OPTION).match(text)
        if not yaml and match is None and (not found or not _MORE.match(text)):
            return found, end
        if yaml and _FENCE.match(body, line.start(1)):
            return [], end  # never closed
        if match is None and found[-1][2]:
            found[-1] = (*found[-1][:2], None)  # a text over several lines
        found.append((*line.span(2), _option(body, match, line.start(2)) if match else None))
        end = line.end()
        line = _LINE.match(body, end)
    return found, end


def _option(body: bytes, match: re.Match[bytes], offset: int) -> Param | None:
    if match[1] not in TEXT_OPTIONS or not match[2] or _FOLDED.match(match[2]):
        return None
    first, last, quote = offset + match.start(2), offset + match.end(2), "option"
    quoted = _QUOTED.fullmatch(match[2])
    if quoted:
        first, last = first + 1, last - 1
        quote = match[2][:1].decode("ascii")
    elif match[2][:1] in (b'"', b"'"):
        return None
    if not body[first:last].strip():
        return None
    return Param(match[1].decode("ascii"), first, last, quote)


def _entries(body: bytes, position: int) -> Iterator[Param]:
    """Titles in a table of contents: `Title <document>`."""
    while (line := _LINE.match(body, position)) and not _FENCE.match(body, line.start(1)):
        entry = _ENTRY.match(line[2])
        if entry:
            yield Param("title", line.start(2), line.start(2) + entry.end(1), "line")
        position = line.end()


def _rows(body: bytes, position: int, content: int) -> Iterator[Param]:
    """The cells of a table in CSV: of its header, which is an option, and of its rows."""
    header: list[tuple[int, int]] = []
    within = False
    while position < content and (line := _LINE.match(body, position)):
        option = _KEY.match(line[2])
        if option and option[1] in _NO_ROWS:
            return
        if option:
            # quoted as YAML is, the whole header is one value
            within = option[1] == b"header" and bool(option[2]) and not _QUOTED.fullmatch(option[2])
            if within and not _FOLDED.match(option[2]):
                header.append((line.start(2) + option.start(2), line.end()))
        elif within:
            more = _MORE.match(line[2])
            header.append((line.start(2) + (more.start(1) if more else 0), line.end()))
        position = line.end()
    for span in header:
        yield from _cells(body, *span)
    while (line := _LINE.match(body, position)) and not _FENCE.match(body, line.start(1)):
        position = line.end()
    yield from _cells(body, content, position)


def _cells(body: bytes, start: int, end: int) -> Iterator[Param]:
    """Its texts, but for those with quotes or blocks in them."""
    for cell in _CELL.finditer(body, start, end):
        if cell["unclosed"]:
            return
        if cell[4]:
            yield Param("cell", *cell.span(4), "cell")
        elif cell[1] and cell[2] is None and b'""' not in cell[1] and not _PARAGRAPHS.search(cell[1]):
            yield Param("cell", *cell.span(1), '"')


def _close(
    body: bytes, found: Directives, opened: list[_Open], start: int, end: int, *, definitions: bool
) -> None:
    """Close fences, the outermost first in the list."""
    for number, each in enumerate(opened):
        stop = end if number == 0 else start
        if not each.markdown:
            found.code.append((each.start, stop))
            if each.masked:
                _left_alone(body, found, each, stop)
            continue
        if each.name == b"glossary" and definitions:
            for term in _TERM.finditer(body, each.content, start):
                fill = b":" + b" " * (len(term[1]) - 1)
                found.masks.append(Mask(*term.span(1), MaskKind.SHAPE, fill=fill))
        if number == 0 and start < end:
            found.masks.append(_rule(start, end))


def _left_alone(body: bytes, found: Directives, each: _Open, stop: int) -> None:
    """In a quote line by line, since its `>` have to stay."""
    params = tuple(param for param in each.params if param.end <= stop)
    first = line_start(body, each.start)
    while stop > each.start and body[stop - 1] in b"\r\n":
        stop -= 1
    if b">" not in body[first : each.start]:
        found.masks.append(Mask(each.start, stop, MaskKind.OPAQUE, params))
        return
    position = body.find(b"\n", each.start, stop)
    spans = [(each.start, stop if position < 0 else position - (body[position - 1] == 0x0D))]
    while line := _LINE.match(body, spans[-1][1], stop):
        spans.append((line.start(2), line.end()))
    for begin, finish in spans:
        if begin < finish:
            held = tuple(param for param in params if begin <= param.start and param.end <= finish)
            found.masks.append(Mask(begin, finish, MaskKind.BLOCK, held))
