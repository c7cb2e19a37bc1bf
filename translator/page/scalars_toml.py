"""TOML: where every value of a block stands, and text as a TOML string.

The standard library reads TOML but tells no positions. This scanner runs over text that `tomllib` has
accepted, so it looks for positions only; `tomllib`'s own values prove it right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from translator.page.matter import MAX_DEPTH, BrokenError, Member, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.page.keys import Path

__all__ = ["candidates", "parse", "read_values", "written_key"]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_BARE = re.compile(r"[^,\]}#\r\n]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_DEEP_KEY = re.compile(rf"(?:\.[ \t]*[^\s.=\[\]{{}},#]+[ \t]*){{{MAX_DEPTH}}}")  # tomllib takes minutes
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")
_ESCAPED = re.compile(r'[\x00-\x08\x0a-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff]')
_ESCAPED_LINES = re.compile(r'[\x00-\x08\x0b-\x1f\\\x7f-\x9f\u2028\u2029\ufeff]|"(?="|$(?![\s\S]))')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_NOT_LITERAL = re.compile(r"[\x00-\x08\x0a-\x1f'\x7f-\x9f\u2028\u2029\ufeff]")
_NOT_LITERAL_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|'''|'$(?![\s\S])")


def parse(content: bytes) -> Node:
    """Read a block into nodes.

    A table with a header is a node of style ``[t]``; its range runs from the header to the next one that
    is not below it.

    :raises BrokenError: not TOML (a duplicate key is none), nested too deeply
    """
    text = content.decode("utf-8")
    values = read_values(text)
    root = _Reader(text).read()
    if dict(_strings(values, ())) != {p: n.value for p, n in _scalars(root, ()) if n.kind == "str"}:
        raise BrokenError("the TOML is written in a way that is not understood", 0, "write it more plainly")
    return root


def read_values(text: str) -> dict[str, Any]:
    """Read the values by the standard library; fractions keep their digits.

    :raises BrokenError: not TOML
    """
    import tomllib  # noqa: PLC0415 (14 ms to import, and few sites write TOML)

    if _DEEP_KEY.search(text):
        raise BrokenError(f"the TOML is nested more than {MAX_DEPTH} levels deep", 0, "flatten it")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        position = sum(len(row.encode()) + 1 for row in text.split("\n")[: line - 1])
        raise BrokenError(f"invalid TOML: {_PLACE.sub('', str(error))}", position, "mend the TOML") from None
    except RecursionError:
        raise BrokenError("the TOML is nested too deeply", 0, "flatten it") from None


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _strings(each, (*path, index))


def _scalars(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    for member in node.members:
        if member.node.kind in ("map", "list"):
            yield from _scalars(member.node, (*path, member.key))
        else:
            yield (*path, member.key), member.node


class _Table:
    """A table while it grows: its parts may stand all over the block."""

    __slots__ = ("entries", "span", "style")

    def __init__(self, style: str, start: int) -> None:
        self.entries: dict[str, tuple[int, int, Node | _Table | list[_Table]]] = {}
        self.style = style
        self.span = (start, start)

    def freeze(self) -> Node:
        members = []
        for key, (start, key_end, child) in self.entries.items():
            if isinstance(child, Node):
                node = child
            elif isinstance(child, _Table):
                node = child.freeze()
            else:
                tables = [table.freeze() for table in child]
                items = tuple(Member(at, each.start, each.start, each) for at, each in enumerate(tables))
                node = Node("list", tables[0].start, tables[-1].end, "", "[t]", members=items)
            members.append(Member(key, start, key_end, node))
        return Node("map", *self.span, "", self.style, members=tuple(members))


class _Reader:
    """A scanner for text that is known to be TOML."""

    __slots__ = ("_at", "_bytes", "_counted", "_headers", "_root", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self._bytes = 0
        self._root = _Table("", 0)
        self._headers: list[tuple[Path, int, _Table]] = []

    def read(self) -> Node:
        """Scan it all. The root's range is the area above the first header; its members are all."""
        table = self._root
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._statement(table)
        end = self._offset(len(self._text))
        for index, (path, start, found) in enumerate(self._headers):
            rest = self._headers[index + 1 :]
            after = next((at for other, at, _ in rest if other[: len(path)] != path or other == path), end)
            found.span = (start, after)
        self._root.span = (0, self._headers[0][1] if self._headers else end)
        return self._root.freeze()

    def _offset(self, index: int) -> int:
        """Count the bytes before a character; asked for in ascending order only."""
        self._bytes += len(self._text[self._counted : index].encode())
        self._counted = index
        return self._bytes

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _key(self) -> list[tuple[str, int, int]]:
        """Step over a dotted key: each part with its range."""
        parts = []
        while True:
            start = self._skip(_SPACE)
            quoted = _STRING.match(self._text, start)
            match = quoted or _BARE_KEY.match(self._text, start)
            if match is None:
                where = self._offset(start)
                raise BrokenError("the TOML key is not understood", where, "write it more plainly")
            self._at = match.end()
            name = _decode(match[0]) if quoted else match[0]
            parts.append((name, self._offset(start), self._offset(self._at)))
            self._skip(_SPACE)
            if self._text[self._at : self._at + 1] != ".":
                return parts
            self._check(len(parts))
            self._at += 1

    def _check(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            where = self._offset(self._at)
            raise BrokenError(f"the TOML is nested more than {MAX_DEPTH} levels deep", where, "flatten it")

    def _header(self) -> _Table:
        start = self._offset(self._at)
        array = self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        parts = self._key()
        self._at += 2 if array else 1
        parent, path = self._descend(self._root, parts[:-1])
        name, key_start, key_end = parts[-1]
        entry = parent.entries.get(name)
        child = entry[2] if entry else None
        if array:
            table = _Table("[t]", start)
            if isinstance(child, list):
                child.append(table)
            else:
                parent.entries[name] = (key_start, key_end, [table])
        elif isinstance(child, _Table):  # `[a.b]` came before `[a]`
            table = child
            table.style = "[t]"
        else:
            table = _Table("[t]", start)
            parent.entries[name] = (key_start, key_end, table)
        self._headers.append(((*path, name), start, table))
        return table

    def _statement(self, table: _Table) -> None:
        parts = self._key()
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        node = self._value(0)
        parent, _ = self._descend(table, parts[:-1])
        name, start, end = parts[-1]
        parent.entries[name] = (start, end, node)

    @staticmethod
    def _descend(table: _Table, parts: list[tuple[str, int, int]]) -> tuple[_Table, Path]:
        """Find the table that a dotted key's last part belongs to, and its path with the items' numbers."""
        path: Path = ()
        for name, start, end in parts:
            entry = table.entries.setdefault(name, (start, end, _Table("[.]", start)))
            child = entry[2]
            if isinstance(child, Node):
                raise BrokenError(f"the TOML key “{name}” is a value and a table", start, "rename one")
            path = (*path, name)
            if isinstance(child, list):
                path = (*path, len(child) - 1)
                child = child[-1]
            table = child
        return table, path

    def _value(self, depth: int) -> Node:
        start = self._at
        first = self._text[start : start + 1]
        if first in ("[", "{"):
            return self._collection(first, depth)
        match = _STRING.match(self._text, start)
        if match is not None:
            self._at = match.end()
            text = match[0]
            style = text[:3] if text[:3] in ('"""', "'''") and len(text) >= 6 else text[0]
            return Node("str", self._offset(start), self._offset(self._at), _decode(text), style, depth > 0)
        match = _BARE.match(self._text, start)
        word = match[0].rstrip() if match else ""
        self._at += len(word)
        return Node("other", self._offset(start), self._offset(self._at), word, "", depth > 0)

    def _collection(self, opening: str, depth: int) -> Node:
        start = self._offset(self._at)
        self._check(depth)
        self._at += 1
        table = _Table("{", start)
        items: list[Member] = []
        while True:
            self._skip(_BLANK)
            if self._text[self._at] in "]}":
                break
            if self._text[self._at] == ",":
                self._at += 1
            elif opening == "[":
                node = self._value(depth + 1)
                items.append(Member(len(items), node.start, node.start, node))
            else:
                self._member(table, depth)
        self._at += 1
        end = self._offset(self._at)
        if opening == "[":
            return Node("list", start, end, "", "[", flow=True, members=tuple(items))
        return replace(table.freeze(), start=start, end=end, flow=True)

    def _member(self, table: _Table, depth: int) -> None:
        parts = self._key()
        self._at += 1
        self._skip(_SPACE)
        node = self._value(depth + len(parts))
        parent, _ = self._descend(table, parts[:-1])
        parent.entries[parts[-1][0]] = (parts[-1][1], parts[-1][2], node)


def _decode(literal: str) -> str:
    """Read a string's value; the standard library knows the escapes."""
    if literal[0] == "'" and literal[:3] != "'''":
        return literal[1:-1]
    if literal[:3] != '"""' and "\\" not in literal and literal[0] == '"':
        return literal[1:-1]
    value = read_values(f"v = {literal}\n")["v"]
    return value if isinstance(value, str) else ""


def candidates(value: str, style: str, old: str, eol: str) -> Iterator[str]:
    """Ways to write a text, the one most like the old first, the last one fit for any text.

    :param style: as `Scalar.style`
    :param old: how the string that it replaces is written
    :param eol: how the block ends its lines
    """
    if style == "'" and not _NOT_LITERAL.search(value):
        yield f"'{value}'"
    elif style in ("'''", '"""'):
        first = eol if old[3:4] in ("\n", "\r") or value.startswith("\n") else ""
        if style == "'''" and not _NOT_LITERAL_LINES.search(value):
            yield f"'''{first}{_lines(value, eol)}'''"
        else:
            yield f'"""{first}{_lines(_ESCAPED_LINES.sub(_escape, value), eol)}"""'
    yield f'"{_ESCAPED.sub(_escape, value)}"'


def _lines(value: str, eol: str) -> str:
    return value.replace("\n", eol)


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def written_key(key: str) -> str:
    """Write a key, quoted where TOML wants it."""
    return key if _BARE_KEY.fullmatch(key) else f'"{_ESCAPED.sub(_escape, key)}"'
