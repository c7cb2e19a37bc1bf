"""Where a page's blocks and inline markup stand: pyromark's events, made into ranges.

Input is the body with its dialects' masks applied, so that offsets are those of the real bytes.
Nothing here knows of segments or translations.

Traps of the parser, each with a test: tight list items have no Paragraph event (a leaf is made of
the run of inline events); a backslash escape's Text begins after the backslash; link destinations
have no range (they stand between the last child and the link's end); a line break inside a code
span, a tag or a destination is no event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from translator.model import Form
from translator.page.dialects.base import MaskKind
from translator.page.tokens import Token, bare_urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from translator.page.dialects.base import Mask

__all__ = ["HtmlBlock", "Leaf", "Structure", "lines", "structure"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of inline content: a paragraph, a heading, a table cell, a tight list item's text."""

    form: Form
    kind: str
    start: int
    end: int
    quotes: int
    """How many block quotes it stands in: so many `>` a continuation line may begin with."""
    tokens: tuple[Token, ...]
    """Its markup, outermost first where nested, in order of `start`."""
    hard: frozenset[int]
    """Where its hard breaks begin (the first space, or the backslash)."""
    block: int
    """Index in `Structure.blocks`."""
    item: bool = False
    """Whether it is the first thing in a list item, where `[x] ` is a task and `- ` another list."""
    keep_lines: bool = False
    """Whether its line breaks carry meaning: of terms, of a table that the parser takes for a paragraph."""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """An HTML block: a range a line, container prefixes left out."""

    ranges: tuple[tuple[int, int], ...]
    block: int

    @property
    def start(self) -> int:
        """The first byte."""
        return self.ranges[0][0]


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


_LINE = re.compile(rb"\r\n|\n|\r")
_DELIMITER_ROW = re.compile(rb"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$", re.MULTILINE)
_VERBATIM = re.compile(rb"<(code|samp|tt|pre|script|style|svg|math|textarea)\b(?![^>]*/>)", re.IGNORECASE)
_PAIRS = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}
_INLINE = frozenset((*_PAIRS, "Link", "Image"))
_WHOLE = {
    "Code": "code",
    "InlineHtml": "html",
    "FootnoteReference": "footnote",
    "InlineMath": "math",
    "DisplayMath": "math",
}
_BY_REFERENCE = frozenset(
    ("Reference", "Collapsed", "Shortcut", "ReferenceUnknown", "CollapsedUnknown", "ShortcutUnknown")
)
_ALIGNED = {"None": "", "Left": "l", "Center": "c", "Right": "r"}


def lines(text: bytes, start: int, end: int, quotes: int) -> list[tuple[int, int]]:
    """The ranges of `text[start:end]`, a line each, without line ends and continuation prefixes.

    A continuation line may begin with as many `>` as there are quotes around it, white space between
    and behind them: paragraphs strip it (https://spec.commonmark.org/0.31.2/#paragraphs).
    """
    found = []
    position = start
    for match in _LINE.finditer(text, start, end):
        found.append((position, match.start()))
        position = _prefix_end(text, match.end(), end, quotes)
    found.append((position, end))
    return found


def _prefix_end(text: bytes, position: int, end: int, quotes: int) -> int:
    while position < end:
        byte = text[position]
        if byte == 0x3E and quotes:
            quotes -= 1
        elif byte not in (0x20, 0x09):
            break
        position += 1
    return position


@cache
def _parser(switches: frozenset[str]) -> Any:
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

    options = _parser(switches)
    text = masked.decode("utf-8")
    known: Any = None
    if resolve is not None:

        def known(link: Any) -> tuple[str, str] | None:
            return ("ref:" + link["reference"], "") if resolve(link["reference"]) else None

    builder = _Builder(raw, masked, masks, linkify="linkify" in switches)
    builder.read(pyromark.events_with_range(text, options=options, broken_link_callback=known))
    definitions: dict[str, tuple[int, int]] = {}
    if b"]:" in masked:
        for label, found in pyromark.reference_definitions(text, options=options).items():
            definitions[label] = (found["span"]["start"], found["span"]["end"])
    return Structure(
        tuple(builder.blocks),
        tuple(builder.places),
        tuple(builder.parts),
        tuple(builder.spans),
        tuple(builder.code),
        definitions,
    )


class _Builder:
    """Reads the events once; what is open is on a stack."""

    def __init__(self, raw: bytes, masked: bytes, masks: Sequence[Mask], *, linkify: bool) -> None:
        self.raw = raw
        self.masked = masked
        self.masks = masks
        self.next_mask = 0
        self.linkify = linkify
        self.blocks: list[str] = []
        self.places: list[int] = []
        self.parts: list[Leaf | HtmlBlock] = []
        self.spans: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.containers: list[str] = []
        self.quotes = 0
        self.columns: list[str] = []
        self.column = 0
        self.fresh_item = False
        self._reset()

    def _reset(self) -> None:
        self.form = Form.PARAGRAPH
        self.kind = ""
        self.first = -1
        self.last = -1
        self.edge = -1
        self.tokens: list[Token] = []
        self.open: list[tuple[int, int, int]] = []
        self.hard: list[int] = []

    def read(self, events: Any) -> None:
        in_html: list[tuple[int, int]] | None = None
        code: list[str] | None = None
        masked = self.masked
        for event, span in events:
            if event == "SoftBreak":
                continue
            start, end = span["start"], span["end"]
            if isinstance(event, str):
                if event == "Rule":
                    self._flush()
                    self._block("HR", start, end)
                elif event == "HardBreak":
                    # the range begins at the spaces or the backslash
                    self._inline(start, start)
                    self.hard.append(start)
                continue
            name, value = event.popitem()
            if name == "Text":
                if code is not None:
                    code.append(value)
                elif in_html is None:
                    if start and masked[start - 1] == 0x5C and masked[start : start + 1] not in b"\r\n":
                        start -= 1
                    self._inline(start, end)
            elif name == "Start":
                tag, data = (value, None) if isinstance(value, str) else value.popitem()
                if tag in _INLINE:
                    self._start_inline(tag, data, start, end)
                    continue
                if tag == "HtmlBlock":
                    self._flush()
                    in_html = []
                    self.spans.append((start, end))
                elif tag == "CodeBlock":
                    self._flush()
                    info = data["Fenced"] if isinstance(data, dict) else "\t"
                    code = [info]
                    self.spans.append((start, end))
                    self.code.append((start, end))
                else:
                    self._start_block(tag, data, start, end)
            elif name == "End":
                tag = value if isinstance(value, str) else next(iter(value))
                if tag in _INLINE:
                    self._end_inline(tag, start, end)
                elif tag == "HtmlBlock":
                    if in_html:
                        self.parts.append(HtmlBlock(tuple(in_html), len(self.blocks)))
                    self._word("HTML", start)
                    in_html = None
                elif tag == "CodeBlock":
                    self._word("CODE " + "\n".join(code or ()), start)
                    code = None
                    self.fresh_item = False
                else:
                    self._end_block(tag, value, end)
            elif name == "Html":
                if in_html is not None and end > start:
                    in_html.append((start, end))
            elif name in _WHOLE:
                self._whole(_WHOLE[name], start, end)
            elif name == "TaskListMarker":
                self._word("TASK", start)
                self.fresh_item = False
        self._flush()

    # -- blocks ------------------------------------------------------------------------------------

    def _word(self, word: str, place: int) -> None:
        self.blocks.append(word)
        self.places.append(place)

    def _block(self, word: str, start: int, end: int) -> None:
        self._word(word, start)
        self.spans.append((start, end))
        self.fresh_item = False

    def _start_block(self, tag: str, data: Any, start: int, end: int) -> None:
        self._flush()
        word = tag
        if tag == "Paragraph":
            first = self.fresh_item
            self._block("P", start, end)
            self.fresh_item = first
            return
        item = False
        if tag == "Heading":
            classes = " ".join(data["classes"])
            word = f"{data['level']} {data['id'] or ''} {classes} {data['attrs'] or ''}".rstrip()
            self.form = Form.HEADING
            self.kind = f"heading {data['level'][1]}"
        elif tag == "BlockQuote":
            word = f"QUOTE {data or ''}".rstrip()
            self.quotes += 1
        elif tag == "List":
            word = "UL" if data is None else f"OL {data}"
        elif tag == "Item":
            word, item = "LI", True
        elif tag == "FootnoteDefinition":
            word = f"NOTE {data}"
        elif tag == "Table":
            word = "TABLE " + ",".join(_ALIGNED[a] for a in data)
            self.columns = []
        elif tag in {"TableHead", "TableRow"}:
            self.column = 0
        elif tag == "TableCell":
            self.form = Form.CELL
        self._block(word, start, end)
        if tag not in ("Heading", "TableCell"):
            self.containers.append(tag)
        self.fresh_item = item

    def _end_block(self, tag: str, value: Any, end: int) -> None:
        if tag == "TableCell":
            heading = self._cell()
            if self.containers[-1:] == ["TableHead"]:
                self.columns.append(heading)
            self.column += 1
        self._flush()
        if tag == "Paragraph":
            self._word("/P", end)
        elif tag not in ("Heading", "TableCell"):
            self.containers.pop()
            self._word(f"/{value}" if tag != "List" else f"/{value['List']}", end)
        if tag == "BlockQuote":
            self.quotes -= 1

    def _cell(self) -> str:
        """Name the cell by its column's heading; returns the heading's text if it is one."""
        if self.first < 0:
            return ""
        text = " ".join(self.raw[self.first : self.last].decode("utf-8", "replace").split())
        if self.containers[-1:] == ["TableHead"]:
            self.kind = "table heading"
        else:
            heading = self.columns[self.column] if self.column < len(self.columns) else ""
            self.kind = f"table cell: {heading}" if heading else "table cell"
        return text

    # -- inline ------------------------------------------------------------------------------------

    def _inline(self, start: int, end: int) -> None:
        if self.first < 0:
            self.first = start
        self.last = max(self.last, end)
        self.edge = end

    def _whole(self, kind: str, start: int, end: int) -> None:
        self._inline(start, end)
        self.tokens.append(Token(kind, "whole", start, end, ""))

    def _start_inline(self, tag: str, data: Any, start: int, end: int) -> None:
        self._inline(start, start)
        key = ""
        # the parser's range of `[text][]` ends before its `[]`
        extra = (
            2
            if data and str(data["link_type"]).startswith("Collapsed") and self.masked[end : end + 2] == b"[]"
            else 0
        )
        if tag in _PAIRS:
            width = 2 if tag == "Strong" or self.masked[start : start + 2] == b"~~" else 1
        else:
            width = 2 if tag == "Image" else 1
            if data["link_type"] in _BY_REFERENCE:
                key = "ref:" + " ".join(data["id"].split()).casefold()
        self.open.append((len(self.tokens), start + width, extra))
        self.tokens.append(Token(_PAIRS.get(tag, tag.lower()), "open", start, start + width, key))
        self.last = max(self.last, end)
        self.edge = start + width

    def _end_inline(self, tag: str, start: int, end: int) -> None:
        index, inner, extra = self.open.pop()
        end += extra
        token = self.tokens[index]
        if tag in _PAIRS:
            width = token.end - token.start
            self.tokens.append(Token(token.kind, "close", end - width, end))
        elif self.masked[start : start + 1] == b"<":  # <https://example.org>, <me@example.org>
            self.tokens[index:] = [Token("url", "whole", start, end, "")]
        else:
            tail = self.masked.find(b"]", max(self.edge, inner), end)
            tail = end - 1 if tail < 0 else tail
            self.tokens.append(Token(token.kind, "close", tail, end, token.key))
        self._inline(end, end)

    def _flush(self) -> None:
        """End the leaf, if there is one."""
        if self.first >= 0:
            if self.last > self.first:
                self._leaf(self.first, self.last)
            self._reset()
        else:
            self.form, self.kind = Form.PARAGRAPH, ""

    def _leaf(self, start: int, end: int) -> None:
        while self.next_mask < len(self.masks) and self.masks[self.next_mask].end <= start:
            self.next_mask += 1
        tokens = self.tokens
        index = self.next_mask
        masks = []
        while index < len(self.masks) and self.masks[index].start < end:
            mask = self.masks[index]
            if mask.kind is not MaskKind.JOIN:
                masks.append(Token("template", "whole", mask.start, min(mask.end, end), ""))
            index += 1
        if tokens:
            tokens = _whole_elements(self.masked, tokens)
        tokens += masks
        urls = bare_urls(self.masked, start, end) if self.linkify else []
        if urls:
            taken = [(t.start, t.end) for t in tokens if t.role == "whole" or t.kind in ("link", "image")]
            tokens += _apart(urls, taken + _link_ranges(tokens))
        if len(tokens) > 1:
            # Where ranges begin together, the wider goes first: a tag inside a link's destination.
            tokens.sort(key=lambda t: (t.start, -t.end))
        leaf = Leaf(
            self.form,
            self.kind or self._kind(),
            start,
            end,
            self.quotes,
            tuple(tokens),
            frozenset(self.hard),
            len(self.blocks),
            self.fresh_item,
            self.containers[-1:] == ["DefinitionListTitle"]
            or (
                self.form is Form.PARAGRAPH
                and self.masked.find(b"|", start, end) >= 0
                and _DELIMITER_ROW.search(self.masked, start, end) is not None
            ),
        )
        self.parts.append(leaf)
        self._word("TEXT", start)
        self.fresh_item = False

    def _kind(self) -> str:
        for container in reversed(self.containers):
            if container == "Item":
                return "list item"
            if container == "BlockQuote":
                return "quote"
            if container == "FootnoteDefinition":
                return "footnote"
            if container == "DefinitionListTitle":
                return "term"
            if container == "DefinitionListDefinition":
                return "definition"
        return "paragraph"


def _whole_elements(text: bytes, tokens: Sequence[Token]) -> list[Token]:
    """`<code>…</code>` and its like are one token: what stands in them is no language."""
    if not any(token.kind == "html" for token in tokens):
        return list(tokens)
    whole: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        match = _VERBATIM.match(text, token.start, token.end) if token.kind == "html" else None
        if match:
            closing = b"</" + match[1].lower()
            last = index
            while last < len(tokens) and not text[tokens[last].start : tokens[last].end].lower().startswith(
                closing
            ):
                last += 1
            if last < len(tokens):
                whole.append(Token("html", "whole", token.start, tokens[last].end, ""))
                index = last + 1
                continue
        whole.append(token)
    return whole


def _apart(urls: Sequence[Token], taken: list[tuple[int, int]]) -> list[Token]:
    """The URLs that touch none of the ranges."""
    if not urls or not taken:
        return list(urls)
    free = []
    taken.sort()
    index, reach = 0, -1
    for url in urls:
        while index < len(taken) and taken[index][0] < url.end:
            reach = max(reach, taken[index][1])
            index += 1
        if reach <= url.start:
            free.append(url)
    return free


def _link_ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The ranges of links, in which GitHub links nothing else."""
    stack: list[int] = []
    found = []
    for token in tokens:
        if token.kind in ("link", "image"):
            if token.role == "open":
                stack.append(token.start)
            elif stack:
                found.append((stack.pop(), token.end))
    return found
