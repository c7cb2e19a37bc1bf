"""Edits of front matter: one value, or one key, each proved by reading the block again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.errors import PageError
from translator.model import Splice
from translator.page import scalars_json, scalars_toml, write_yaml
from translator.page.detect import content_of, parse_content, tree
from translator.page.matter import BrokenError, end_of_line, leaves, line_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translator.page.keys import Path
    from translator.page.matter import FrontMatter, Member, Node, Scalar

__all__ = ["added", "has_keys", "replace", "set_key"]

_Values = list[tuple["Path", str, str]]
_NO_YAML_SPACE = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")
_FENCE = re.compile(rb"[\r\n](?:---|\+\+\+|\.\.\.)")  # builders would end the block there
_DOCUMENT_END = re.compile(rb"(?m)^\.\.\.[ \t]*\r?$")


def replace(data: bytes, block: FrontMatter, scalar: Scalar, value: str) -> Splice:
    """Write another value where a scalar stands, in its style if that can hold it.

    :param scalar: one that `scalars` found in this very page
    :raises ValueError: the value holds a lone surrogate, which no file can; or, against all experience, what
        was written does not read back
    """
    value.encode("utf-8")
    old = data[scalar.start : scalar.end]
    if value == scalar.value:
        return Splice(scalar.start, scalar.end, old)
    content = content_of(data, block)
    start, end = scalar.start - block.content_start, scalar.end - block.content_start
    part = _part(content, tree(data, block), scalar.path)
    for text in _candidates(content, block.format, old.decode("utf-8"), scalar, value):
        written = text.encode("utf-8")
        if not _FENCE.search(written) and part.holds(block.format, start, end, written, value):
            return Splice(scalar.start, scalar.end, written)
    raise ValueError(f"no way was found to write “{scalar.value[:40]}” anew")


def _candidates(content: bytes, form: str, old: str, scalar: Scalar, value: str) -> Iterable[str]:
    eol = end_of_line(content).decode()
    if form == "yaml":
        return write_yaml.candidates(value, scalar.style, old, flow=scalar.flow, eol=eol)
    if form == "toml":
        return scalars_toml.candidates(value, scalar.style, old, eol)
    return scalars_json.candidates(value, content.decode("utf-8"))


class _Part:
    """What is read again to prove an edit: the scalar's top-level entry, or the whole block."""

    def __init__(self, content: bytes, root: Node, path: Path, member: Member | None, end: int) -> None:
        self._content = content
        self._root = root
        self._path = path
        self._member = member
        self._end = end

    def holds(self, form: str, start: int, end: int, written: bytes, value: str) -> bool:
        """Whether the block with an edit reads as before, but for the edited value."""
        if self._member is not None:
            first = self._member.start
            part = self._content[first:start] + written + self._content[end : self._end]
            try:
                again = parse_content(form, part)
            except BrokenError:
                pass  # an alias may need what stands above: read it all
            else:
                want = _edited(_values(self._member.node), self._path[1:], value)
                return len(again.members) == 1 and _values(again.members[0].node) == want
        want = _edited(_values(self._root), self._path, value)
        return _reads(form, self._content[:start] + written + self._content[end:], want)


def _part(content: bytes, root: Node, path: Path) -> _Part:
    """Choose the smallest part that can be read alone: an entry of a YAML map that is written in lines."""
    if root.kind == "map" and not root.style and root.start == line_start(content, root.start):
        for index, member in enumerate(root.members):
            if member.key == path[0] and content[member.start : member.start + 1] != b"?":
                after = root.members[index + 1].start if index + 1 < len(root.members) else len(content)
                if b"{{" not in content and content[after - 2 : after] != b"? ":
                    return _Part(content, root, path, member, after)
    return _Part(content, root, path, None, len(content))


def _values(node: Node) -> _Values:
    return [(path, each.kind, each.value) for path, each in leaves(node)]


def _edited(values: _Values, path: Path, value: str) -> _Values:
    return [(each, "str", value) if each == path else (each, kind, text) for each, kind, text in values]


def _reads(form: str, content: bytes, want: _Values) -> bool:
    try:
        return _values(parse_content(form, content)) == want
    except BrokenError:
        return False


# -- one key -----------------------------------------------------------------------------------------


def has_keys(data: bytes, block: FrontMatter) -> bool:
    """Whether a block has room for a top-level key: a data file may hold a list instead."""
    return tree(data, block).kind in ("map", "null")


def set_key(data: bytes, block: FrontMatter, key: str, value: str) -> Splice:
    """Set a top-level key: its value is replaced in place, or the key added as the block's last line.

    The value is a string to every reader: one that could be a number or a truth value is quoted.

    :raises PageError: the block holds no keys (a list), or the key cannot be written there
    :raises ValueError: the value holds a lone surrogate
    """
    content = content_of(data, block)
    root = tree(data, block)
    if root.kind not in ("map", "null"):
        raise PageError(f"“{key}” cannot be set: the file holds a list", remedy="give it keys at its top")
    member = next((each for each in root.members if each.key == key), None)
    if member is None:
        attempts = _added(content, block.format, root, key, value)
    else:
        attempts = _set(content, block.format, member, value)
    before = [each for each in _values(root) if each[0][:1] != (key,) and each[0]]
    for attempt in attempts:
        after = content[: attempt.start] + attempt.data + content[attempt.end :]
        if _sets(block.format, after, key, value, before):
            base = block.content_start
            return Splice(attempt.start + base, attempt.end + base, attempt.data)
    raise PageError(f"“{key}” cannot be set in this front matter", remedy=f"write {key} into it by hand")


def _sets(form: str, content: bytes, key: str, value: str, before: _Values) -> bool:
    try:
        values = _values(parse_content(form, content))
    except BrokenError:
        return False
    return [each for each in values if each[0][0] != key] == before and ((key,), "str", value) in values


def _set(content: bytes, form: str, member: Member, value: str) -> Iterator[Splice]:
    """In place, in the style of what stands there."""
    node = member.node
    if (
        node.kind == "str"
        and node.value == value
        and (form != "yaml" or node.style or write_yaml.bare(value, flow=node.flow))
    ):
        yield Splice(node.start, node.end, content[node.start : node.end])
    if form == "json":
        for text in scalars_json.candidates(value, content.decode("utf-8")):
            yield Splice(node.start, node.end, text.encode())
        return
    if form == "toml":
        style = node.style if node.kind == "str" else '"'
        old = content[node.start : node.end].decode("utf-8")
        for text in scalars_toml.candidates(value, style, old, end_of_line(content).decode()):
            yield Splice(node.start, node.end, text.encode())
        return
    style = node.style if node.style in ('"', "'") else ""
    start, end, space = node.start, node.end, ""
    if start == end:  # nothing stands there: a space parts the value from the colon or the anchor
        rest = _NO_YAML_SPACE.match(content, end)
        end = rest.end() if rest else end
        space = " " if content[start - 1 : start] not in (b" ", b"\t", b"\n") else ""
    for text in write_yaml.candidates(value, style, "", flow=node.flow, eol="\n"):
        yield Splice(start, end, (space + text).encode())


def _added(content: bytes, form: str, root: Node, key: str, value: str) -> Iterator[Splice]:
    if form == "json":
        written = scalars_json.candidates(value, content.decode("utf-8"))[0]
        entry = f"{scalars_json.candidates(key, '')[0]}: {written}"
    elif form == "toml":
        entry = f"{scalars_toml.written_key(key)} = {next(iter(scalars_toml.candidates(value, '', '', '')))}"
    else:
        entry = write_yaml.insertion(key, value, flow=root.style == "{")
    yield from added(content, form, root, entry.encode())


def added(content: bytes, form: str, root: Node, entry: bytes) -> Iterator[Splice]:
    """Ways to add a top-level entry, in offsets of the content.

    :param root: the block's node, a map or nothing
    :param entry: the key and its value, without indentation and line break
    """
    if root.style == "{":
        yield from _added_in_braces(content, root, entry)
        return
    eol = end_of_line(content)
    at = len(content)
    indent = b""
    if form == "toml":
        at = _toml_end(content, root)
    elif root.members:
        indent = content[line_start(content, root.start) : root.start]
        end = _DOCUMENT_END.search(content, root.end)
        at = end.start() if end else at
    if at and content[at - 1 : at] not in (b"\n", b"\r"):
        yield Splice(at, at, eol + indent + entry)
    yield Splice(at, at, indent + entry + eol)


def _toml_end(content: bytes, root: Node) -> int:
    """Below the last key above the first table; at the block's end where there is no table."""
    if root.end == len(content):
        return root.end
    last = max((node.end for _, node in leaves(root) if node.end <= root.end), default=0)
    line = re.compile(rb"[^\n]*\n").match(content, last) if last else None
    return line.end() if line else 0


def _added_in_braces(content: bytes, root: Node, entry: bytes) -> Iterator[Splice]:
    """Before the closing brace, on a line of its own where the last entry has one."""
    if not root.members:
        yield Splice(root.start + 1, root.end - 1, entry)
        return
    last = root.members[-1]
    line = line_start(content, last.start)
    indent = content[line : last.start]
    between = end_of_line(content) + indent if line > root.start and not indent.strip() else b" "
    end = last.node.end
    yield Splice(end, end, b"," + between + entry)
    comma = content.find(b",", end, root.end)  # YAML allows one after the last entry
    if comma >= 0:
        yield Splice(comma + 1, comma + 1, between + entry)
