"""YAML: where every value of a block stands.

PyYAML composes the block's nodes; their marks tell the ranges. Its quirks, each met here:

- marks count characters, the page is bytes;
- an anchored or tagged scalar's range includes ``&x`` and ``!!str``;
- an alias gives the anchor's node, with the anchor's range;
- a block scalar's range takes the blank lines after it along, a block map's or list's the comments;
- a plain scalar's style is ``''`` in the C parser and ``None`` in the Python one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from translator.page.matter import MAX_DEPTH, BrokenError, Kind, Member, Node

__all__ = ["MAX_NODES", "base_loader", "loader", "masked", "parse"]

MAX_NODES = 200_000
"""Values after every alias is followed: what a "billion laughs" would grow into."""

_PROPERTIES = re.compile(r"(?:(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)(?:[ \t\n\r]|(?<=[ \t\n\r])#[^\n\r]*)*)+")
_ALIAS = re.compile(r"(?:[\s,:?{\[]|-(?=\s)|#[^\n\r]*+)*\*([^\s,\[\]{}]+)")
_SUSPECT = re.compile(r" {200}|(?:[-?:][ \t]+){40}|(?:[\[{][^\[{]*+){120}")
_TEMPLATE = re.compile(r"\{\{(?:[^{}\n\r\\']|\{(?!\{)|\}(?!\})|'(?!'))*\}\}|\{%[^\n\r\\]*?%\}")
_PRIVATE = range(0xE000, 0xF8FF)
_KINDS: dict[str, Kind] = {
    "tag:yaml.org,2002:str": "str",
    "tag:yaml.org,2002:null": "null",
}


def parse(content: bytes) -> Node:
    """Read a block into nodes.

    :param content: the bytes between the fences, without a byte order mark
    :raises BrokenError: not YAML 1.1, several documents, a duplicate key, nested or aliased beyond measure
    """
    text = content.decode("utf-8")
    offsets = _Offsets(text)
    try:
        root = _compose(text, offsets)
        if root is None or not ("{{" in text and _has_complex_key(root)):
            return _node(root, text, offsets, {})
    except BrokenError:
        if not _TEMPLATE.search(text):
            raise
    return _parse_masked(text)


def _parse_masked(text: str) -> Node:
    """Read a block whose bare ``{{ … }}`` are no YAML: each becomes a word of the same length."""
    hidden, templates = masked(text)
    offsets = _Offsets(text)
    try:
        return _node(_compose(hidden, offsets), hidden, offsets, templates)
    except BrokenError as error:
        raise BrokenError(error.message, error.position, "quote the value that holds {{ … }}") from None


def masked(text: str) -> tuple[str, dict[str, str]]:
    """Replace template tags by characters of Unicode's private area that the text has not.

    :return: the text, of the same length, and what each run of such characters stands for
    """
    free = (chr(code) for code in _PRIVATE if chr(code) not in text)
    templates: dict[str, str] = {}

    def hide(match: re.Match[str]) -> str:
        character = next(free, "")
        if not character:
            return match[0]
        mask = character * len(match[0])
        templates[mask] = match[0]
        return mask

    return _TEMPLATE.sub(hide, text), templates


@cache
def loader() -> Any:
    """PyYAML's safe loader: the C one where it was built."""
    import yaml  # noqa: PLC0415 (17 ms to import)

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def base_loader() -> Any:
    """PyYAML's loader that leaves every scalar the text it is."""
    import yaml  # noqa: PLC0415

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Offsets:
    """Character positions → byte offsets, fast where positions are asked for more or less in order."""

    __slots__ = ("_ascii", "_byte", "_index", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._ascii = text.isascii()
        self._index = 0
        self._byte = 0

    def __call__(self, index: int) -> int:
        if self._ascii:
            return index
        if index >= self._index:
            self._byte += len(self._text[self._index : index].encode())
        else:
            self._byte -= len(self._text[index : self._index].encode())
        self._index = index
        return self._byte


def _compose(text: str, offsets: _Offsets) -> Any:
    """PyYAML's root node; None for an empty document."""
    import yaml  # noqa: PLC0415

    if _SUSPECT.search(text):
        _check_depth(text)
    parser = loader()(text)
    try:
        return parser.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = offsets(min(mark.index, len(text))) if mark else 0
        raise BrokenError(_what(error), position, _remedy(error, text)) from None
    except yaml.YAMLError as error:  # a character that YAML forbids
        position = getattr(error, "position", 0)
        raise BrokenError(
            f"invalid YAML: {getattr(error, 'reason', None) or error}",
            offsets(position) if isinstance(position, int) and 0 <= position <= len(text) else 0,
            "remove the character, or write it as an escape in double quotes",
        ) from None
    except RecursionError:
        raise BrokenError("the YAML is nested too deeply", 0, "flatten it") from None
    finally:
        parser.dispose()


def _what(error: Any) -> str:
    problem = " ".join(str(error.problem or error.context or "it cannot be read").split())
    if "document" in problem and "document" in str(error.context):
        return "there is more than one YAML document"
    return f"invalid YAML: {problem}"


def _remedy(error: Any, text: str) -> str:
    mark = error.problem_mark
    rest = text[mark.index : mark.index + 1] if mark else ""
    if rest == "\t" or "'\\t'" in str(error.problem) or "tab" in str(error.problem):
        return "indent with spaces, not with tabs"
    if "mapping values are not allowed" in str(error.problem):
        return "quote the value: it holds a colon"
    if "document" in str(error.context):
        return "leave one document in the file"
    return "mend the YAML"


def _check_depth(text: str) -> None:
    """Refuse deep nesting by its events, which need no recursion; composing does."""
    import yaml  # noqa: PLC0415

    depth = 0
    parser = loader()(text)
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                raise BrokenError(f"the YAML is nested more than {MAX_DEPTH} levels deep", 0, "flatten it")
    except yaml.YAMLError:
        return  # composing meets it again, and tells where
    finally:
        parser.dispose()


def _has_complex_key(root: Any) -> bool:
    """Whether a map or list is a key: so ``{{ x }}`` reads, which nobody means in front matter."""
    todo, seen = [root], set()
    while todo:
        node = todo.pop()
        if isinstance(node.value, str) or id(node) in seen:
            continue
        seen.add(id(node))
        for item in node.value:
            if not isinstance(item, tuple):
                todo.append(item)
                continue
            if not isinstance(item[0].value, str):
                return True
            todo.append(item[1])
    return False


def _node(root: Any, text: str, offsets: _Offsets, templates: dict[str, str]) -> Node:
    if root is None:
        return Node("null", 0, 0)
    return _Reader(text, offsets, templates).read(root, 0, flow=False)[0]


class _Reader:
    """PyYAML's nodes → ours, with byte ranges of their own."""

    __slots__ = ("_offsets", "_open", "_sizes", "_templates", "_text")

    def __init__(self, text: str, offsets: _Offsets, templates: dict[str, str]) -> None:
        self._text = text
        self._offsets = offsets
        self._templates = templates
        self._sizes: dict[int, int] = {}
        self._open: set[int] = set()

    def read(self, node: Any, cursor: int, *, flow: bool) -> tuple[Node, int, int]:
        """Convert a node.

        :param cursor: the character position that the value lies beyond: its key's end
        :return: the node, the character position where it ends, how many nodes it has with aliases followed
        """
        identity = id(node)
        if identity in self._sizes or identity in self._open:
            return self._alias(node, cursor, flow=flow)
        if isinstance(node.value, str):
            self._sizes[identity] = 1
            return (*self._scalar(node, flow=flow), 1)
        self._open.add(identity)
        found = self._map(node) if node.id == "mapping" else self._list(node)
        self._open.discard(identity)
        self._sizes[identity] = found[2]
        return found

    def _alias(self, node: Any, cursor: int, *, flow: bool) -> tuple[Node, int, int]:
        offsets = self._offsets
        match = _ALIAS.match(self._text, cursor)
        start, end = (match.start(1) - 1, match.end()) if match else (cursor, cursor)
        if id(node) in self._open:
            message = f"the alias {self._text[start:end]} holds itself"
            raise BrokenError(message, offsets(start), "remove the alias")
        size = self._sizes[id(node)]
        name = match[1] if match else ""
        return Node("alias", offsets(start), offsets(end), name, flow=flow), end, size

    def _scalar(self, node: Any, *, flow: bool) -> tuple[Node, int]:
        text, start, end = self._text, node.start_mark.index, node.end_mark.index
        start = self._bare_start(start, end)
        style = node.style or ""
        if style in ("|", ">"):
            end = _block_scalar_end(text, start, end)
        value = self._unmasked(node.value)
        offsets = self._offsets
        first = offsets(start)
        kind = _KINDS.get(node.tag, "other")
        return Node(kind, first, offsets(end), value, style, flow), end

    def _bare_start(self, start: int, end: int) -> int:
        """Where a value begins behind its anchor and its tag."""
        if self._text[start : start + 1] not in ("&", "!"):
            return start
        match = _PROPERTIES.match(self._text, start, end)
        return match.end() if match else start

    def _map(self, node: Any) -> tuple[Node, int, int]:
        offsets, flow = self._offsets, bool(node.flow_style)
        end = node.end_mark.index
        start = self._bare_start(node.start_mark.index, end)
        if node.value and not flow:  # an anchor on the map's own line is its first key's
            start = max(node.start_mark.index, node.value[0][0].start_mark.index)
        first = offsets(start)
        members: list[Member] = []
        seen: set[str] = set()
        size, last = 1, start
        for key, value in node.value:
            key_start, key_end = key.start_mark.index, key.end_mark.index
            if key_start < last:  # an alias as a key: its marks are the anchor's
                match = _ALIAS.match(self._text, last)
                key_start, key_end = (match.start(1) - 1, match.end()) if match else (last, last)
            key_first, key_last = offsets(key_start), offsets(key_end)
            read, last, count = self.read(value, key_end, flow=flow)
            size = self._grow(size, count + 1, key_first)
            if not isinstance(key.value, str):
                continue  # a map as a key has no path; PyYAML's own readers refuse it too
            if key.value in seen and key.value != "<<":
                raise BrokenError(f"the key “{key.value}” stands there twice", key_first, "remove one")
            seen.add(key.value)
            members.append(Member(self._unmasked(key.value), key_first, key_last, read))
        last = end if flow else last
        return Node("map", first, offsets(last), "", "{" if flow else "", flow, tuple(members)), last, size

    def _list(self, node: Any) -> tuple[Node, int, int]:
        offsets, flow = self._offsets, bool(node.flow_style)
        end = node.end_mark.index
        start = self._bare_start(node.start_mark.index, end)
        first = offsets(start)
        members: list[Member] = []
        size, last = 1, start
        for index, item in enumerate(node.value):
            read, last, count = self.read(item, last, flow=flow)
            size = self._grow(size, count, first)
            members.append(Member(index, read.start, read.start, read))
        last = end if flow else last
        return Node("list", first, offsets(last), "", "[" if flow else "", flow, tuple(members)), last, size

    def _unmasked(self, value: str) -> str:
        for mask, template in self._templates.items():
            value = value.replace(mask, template)
        return value

    @staticmethod
    def _grow(size: int, count: int, position: int) -> int:
        if size + count > MAX_NODES:
            raise BrokenError(
                f"the YAML has more than {MAX_NODES} values once its aliases are followed",
                position,
                "remove aliases",
            )
        return size + count


def _block_scalar_end(text: str, start: int, end: int) -> int:
    """Leave out the last line break, and the blank lines unless ``+`` makes them part of the value."""
    line = text[start:end].split("\n", 1)[0].split("\r", 1)[0]
    if "+" in line.split("#", 1)[0]:
        return end - (2 if text.endswith("\r\n", start, end) else text.endswith(("\n", "\r"), start, end))
    return start + len(text[start:end].rstrip(" \t\r\n"))
