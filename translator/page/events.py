"""The parser's events, read once: blocks, leaves and their tokens.

Traps of the parser, each with a test: tight list items have no Paragraph event (a leaf is made of
the run of inline events); a backslash escape's Text begins after the backslash; link destinations
have no range (they stand between the last child and the link's end); a line break inside a code
span, a tag or a destination is no event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translator.model import Form
from translator.page.dialects.base import MaskKind
from translator.page.leaf import CodeBlock, HtmlBlock, Leaf
from translator.page.tokens import Token, apart, bare_urls, link_ranges, whole_elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.dialects.base import Mask

__all__ = ["Reader"]

_DELIMITER_ROW = re.compile(rb"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+\r?$", re.MULTILINE)
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
_COMMENT = re.compile(rb"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)
"""A note to the translator of a column's heading is none to those of its cells."""
_BULLET = re.compile(rb"[^ \t]")
_NONE: frozenset[int] = frozenset()
_ALIGNED = {"None": "", "Left": "l", "Center": "c", "Right": "r"}


class Reader:
    """Reads the events once; what is open is on a stack."""

    def __init__(self, raw: bytes, masked: bytes, masks: Sequence[Mask], *, linkify: bool) -> None:
        self.raw = raw
        self.masked = masked
        self.masks = masks
        self.next_mask = 0
        self.called = {mask.start + mask.fill.index(b"#"): mask.called for mask in masks if mask.called}
        self.shapes = {mask.start for mask in masks if mask.kind is MaskKind.SHAPE and mask.fill[:1] == b"+"}
        self.linkify = linkify
        self.blocks: list[str] = []
        self.places: list[int] = []
        self.parts: list[Leaf | HtmlBlock] = []
        self.spans: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.fenced: list[CodeBlock] = []
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
        """Read all events; what was found is in the fields.

        :param events: pairs of an event and its range, as pyromark gives them
        """
        in_html: list[tuple[int, int]] | None = None
        code: list[str] | None = None
        rows: list[tuple[str, int, int]] = []
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
                    rows.append((value, start, end))
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
                    rows = []
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
                    if code and code[0].strip() and rows:
                        self.fenced.append(CodeBlock(code[0], tuple(rows), len(self.blocks)))
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
        if tag == "Paragraph":  # leaves `fresh_item` as it is
            self._word("P", start)
            self.spans.append((start, end))
            return
        word = tag
        item = False
        if tag == "Heading":
            classes = " ".join(data["classes"])
            word = f"{data['level']} {data['id'] or ''} {classes} {data['attrs'] or ''}".rstrip()
            self.form = Form.HEADING
            self.kind = (self.called and self.called.get(start)) or f"heading {data['level'][1]}"
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
            # what an item stands for is no list to a reader; a nested one's range begins with its indentation
            shaped = item and bool(self.shapes) and self._bullet(start, end) in self.shapes
            self.containers.append("Shape" if shaped else tag)
        self.fresh_item = item

    def _bullet(self, start: int, end: int) -> int:
        found = _BULLET.search(self.masked, start, end)
        return found.start() if found else start

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
        text = _COMMENT.sub(b" ", self.raw[self.first : self.last]).decode("utf-8", "replace")
        text = " ".join(text.split())
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
        tokens = whole_elements(self.masked, self.tokens) if self.tokens else []
        if self.next_mask < len(self.masks):
            tokens += self._templates(start, end)
        urls = bare_urls(self.masked, start, end) if self.linkify else []
        if urls:
            taken = [(t.start, t.end) for t in tokens if t.role == "whole" or t.kind in ("link", "image")]
            tokens += apart(self.masked, urls, taken + link_ranges(tokens))
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
            frozenset(self.hard) if self.hard else _NONE,
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

    def _templates(self, start: int, end: int) -> list[Token]:
        """The template tags in the leaf that comes next."""
        while self.next_mask < len(self.masks) and self.masks[self.next_mask].end <= start:
            self.next_mask += 1
        index = self.next_mask
        found = []
        while index < len(self.masks) and self.masks[index].start < end:
            mask = self.masks[index]
            if mask.kind not in (MaskKind.JOIN, MaskKind.TEXT):
                found.append(Token("template", "whole", mask.start, min(mask.end, end), ""))
            index += 1
        return found

    def _kind(self) -> str:
        for container in reversed(self.containers):
            if container == "Shape":
                break
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
