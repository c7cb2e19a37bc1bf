"""JSON: where every value of a block stands, and text as a JSON string."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # in C; the stubs leave it out
from typing import Any

from translator.page.matter import MAX_DEPTH, BrokenError, Member, Node

__all__ = ["candidates", "parse"]

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"[^ \t\n\r,\]}]+")
_NON_ASCII_ESCAPE = re.compile(r"\\u(?:00[89a-fA-F]|0[1-9a-fA-F]|[1-9a-fA-F])")


def parse(content: bytes) -> Node:
    """Read a block into nodes.

    :raises BrokenError: not JSON, a duplicate key, nested too deeply
    """
    text = content.decode("utf-8")
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        position = len(text[: error.pos].encode())
        raise BrokenError(f"invalid JSON: {error.msg}", position, "mend the JSON") from None
    except RecursionError:
        raise BrokenError("the JSON is nested too deeply", 0, "flatten it") from None
    return _Reader(text).read()


class _Reader:
    """A scanner for text that is known to be JSON: it looks for positions, not for errors."""

    __slots__ = ("_at", "_bytes", "_counted", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self._bytes = 0

    def read(self) -> Node:
        return self._value(0)

    def _offset(self, index: int) -> int:
        """Count the bytes before a character; asked for in ascending order only."""
        self._bytes += len(self._text[self._counted : index].encode())
        self._counted = index
        return self._bytes

    def _space(self) -> str:
        """Step over white space; the character there."""
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._text[self._at : self._at + 1]

    def _string(self) -> tuple[str, int, int]:
        start = self._at
        value, self._at = scanstring(self._text, start + 1, True)
        return value, self._offset(start), self._offset(self._at)

    def _value(self, depth: int) -> Node:
        first = self._space()
        if first == '"':
            value, start, end = self._string()
            return Node("str", start, end, value, '"', flow=True)
        if first in ("{", "["):
            return self._collection(first, depth)
        match = _WORD.match(self._text, self._at)
        word = match[0] if match else ""
        start = self._offset(self._at)
        self._at += len(word)
        kind: Any = "null" if word == "null" else "other"
        return Node(kind, start, self._offset(self._at), "" if word == "null" else word, flow=True)

    def _collection(self, opening: str, depth: int) -> Node:
        start = self._offset(self._at)
        if depth > MAX_DEPTH:
            raise BrokenError(f"the JSON is nested more than {MAX_DEPTH} levels deep", start, "flatten it")
        self._at += 1
        members: list[Member] = []
        seen: set[str] = set()
        while self._space() not in ("}", "]"):
            if self._text[self._at] == ",":
                self._at += 1
                self._space()
            if opening == "[":
                node = self._value(depth + 1)
                members.append(Member(len(members), node.start, node.start, node))
                continue
            key, key_start, key_end = self._string()
            if key in seen:
                raise BrokenError(f"the key “{key}” stands there twice", key_start, "remove one of the two")
            seen.add(key)
            self._space()
            self._at += 1  # the colon
            members.append(Member(key, key_start, key_end, self._value(depth + 1)))
        self._at += 1
        kind: Any = "map" if opening == "{" else "list"
        return Node(kind, start, self._offset(self._at), "", opening, flow=True, members=tuple(members))


def candidates(value: str, block: str) -> list[str]:
    """Write a text as a JSON string, with escapes for all that is not ASCII where the block has such.

    :param block: the block's text
    """
    escapes = block.isascii() and _NON_ASCII_ESCAPE.search(block) is not None
    return [json.dumps(value, ensure_ascii=escapes)]
