"""Keys that a localized page keeps for itself, carried over with the bytes it has them in."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from translator.errors import PageError
from translator.model import Splice
from translator.page import keys
from translator.page.detect import content_of, tree
from translator.page.edit import added
from translator.page.matter import FrontMatter, Member, Node, end_of_line, line_start
from translator.page.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.keys import Path

__all__ = ["keep"]

_REST_OF_LINE = re.compile(rb"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?")
_BREAK = re.compile(rb"\r\n|\r|\n")


def keep(
    data: bytes, block: FrontMatter, localized: bytes, localized_block: FrontMatter, patterns: Sequence[str]
) -> tuple[Splice, ...]:
    """Give a source page the values that its localized page keeps: whole, with their comments and quotes.

    A key that the source lacks is added; one that the localized page lacks stays as the source has it.

    :param patterns: glob paths of `translator.page.keys`; one that picks a map or list keeps all of it
    :return: splices of the source page; none where the two are written in different formats
    :raises PageError: a value cannot stand in the source's block
    """
    if block.format != localized_block.format or not patterns:
        return ()
    theirs = _Side(localized, localized_block)
    ours = _Side(data, block)
    wanted = metadata(data, block)
    values = metadata(localized, localized_block)
    splices: list[Splice] = []
    for path, parents in _picked(theirs.root, patterns):
        found = _find(ours.root, path)
        if found is None:
            if len(path) > 1:
                continue
            splice = ours.addition(theirs, parents[-1])
        else:
            splice = ours.replacement(theirs, found, parents)
        if splice is None:
            raise _unkept(path)
        _put(wanted, path, _at(values, path))
        splices.append(splice)
    after = _spliced(ours.content, _merged(splices))
    if splices:
        _prove(after, block, wanted)
    base = block.content_start
    return tuple(Splice(each.start + base, each.end + base, each.data) for each in _merged(splices))


def _prove(content: bytes, block: FrontMatter, wanted: dict[Any, Any]) -> None:
    whole = FrontMatter(block.format, 0, 0, len(content), len(content))
    try:
        if metadata(content, whole) == wanted:
            return
    except PageError:
        pass
    raise PageError(
        "the localized page's own front matter cannot be carried over",
        remedy="write the kept keys in the same way in both pages",
    )


def _unkept(path: Path) -> PageError:
    return PageError(
        f"the kept key “{keys.key_text(path)}” cannot be carried over",
        remedy="write it in the same way in both pages",
    )


class _Side:
    """One of the two pages' blocks."""

    def __init__(self, data: bytes, block: FrontMatter) -> None:
        self.content = content_of(data, block)
        self.root = tree(data, block)
        self.yaml = block.format == "yaml"
        self.form = block.format
        self.eol = end_of_line(self.content)

    def replacement(self, theirs: _Side, our_line: list[Member], their_line: list[Member]) -> Splice | None:
        """Their value in the place of ours."""
        ours, other = our_line[-1], their_line[-1]
        styles = (ours.node.style, other.node.style)
        if "[.]" in styles or styles.count("[t]") == 1:  # a TOML table scattered, or in two shapes
            return None
        lines = self.yaml and not _in_flow(self.root, our_line) and not _in_flow(theirs.root, their_line)
        start, end = self.extent(ours, lines=lines)
        shift = self.column(ours) - theirs.column(other)
        return Splice(start, end, self._adapted(theirs, *theirs.extent(other, lines=lines), shift))

    def addition(self, theirs: _Side, other: Member) -> Splice | None:
        """Their key and value as a new last entry."""
        node = other.node
        if node.style == "[.]":
            return None
        if node.style == "[t]":
            at = len(self.content)
            gap = self.eol if at else b""
            return Splice(at, at, gap + self._adapted(theirs, node.start, node.end, 0))
        lines = self.yaml and theirs.root.style != "{"
        if lines and self.root.style != "{":
            _, end = theirs.extent(other, lines=True)
            indent = self.column(self.root.members[0]) if self.root.members else 0
            entry = self._adapted(theirs, other.start, end, indent - theirs.column(other))
        else:
            key = theirs.content[other.start : other.key_end]
            value = self._adapted(theirs, node.start, node.end, 0)
            entry = key + (b" = " if self.form == "toml" else b": ") + value
        return next(added(self.content, self.form, self.root, entry), None)

    def extent(self, member: Member, *, lines: bool) -> tuple[int, int]:
        """Where a value stands; in lines, from its key's end to the end of the comment behind it."""
        node = member.node
        if not lines:
            return node.start, node.end
        rest = _REST_OF_LINE.match(self.content, node.end)
        return member.key_end, rest.end() if rest else node.end

    def _adapted(self, theirs: _Side, start: int, end: int, shift: int) -> bytes:
        """Their bytes with our line ends, lines after the first moved by some columns."""
        if not shift and self.eol == theirs.eol:
            return theirs.content[start:end]
        first, *rest = _BREAK.split(theirs.content[start:end])
        if shift > 0:
            rest = [b" " * shift + line if line.strip() else line for line in rest]
        elif shift < 0:
            rest = [line[-shift:] if not line[:-shift].strip(b" ") else line for line in rest]
        return self.eol.join([first, *rest])

    def column(self, member: Member) -> int:
        """How far from its line's start a key or an item stands."""
        return member.start - line_start(self.content, member.start)


def _in_flow(root: Node, line: list[Member]) -> bool:
    """Whether a member stands in brackets or braces."""
    return any(node.style in ("{", "[") for node in (root, *(member.node for member in line[:-1])))


def _picked(node: Node, patterns: Sequence[str]) -> Iterator[tuple[Path, list[Member]]]:
    """Find the outermost nodes that the patterns pick: their paths, and the members on the way."""
    todo: list[tuple[Path, list[Member]]] = [((member.key,), [member]) for member in reversed(node.members)]
    while todo:
        path, line = todo.pop()
        if any(keys.matches(path, pattern) for pattern in patterns):
            yield path, line
        else:
            todo += [((*path, each.key), [*line, each]) for each in reversed(line[-1].node.members)]


def _find(node: Node, path: Path) -> list[Member] | None:
    line: list[Member] = []
    for part in path:
        found = next((member for member in node.members if member.key == part), None)
        if found is None:
            return None
        line.append(found)
        node = found.node
    return line


def _at(values: Any, path: Path) -> Any:
    for part in path:
        values = values[part]
    return deepcopy(values)


def _put(values: Any, path: Path, value: Any) -> None:
    for part in path[:-1]:
        values = values[part]
    values[path[-1]] = value


def _merged(splices: list[Splice]) -> list[Splice]:
    """In order of their places; what is added at one place becomes one splice."""
    merged: list[Splice] = []
    for each in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if merged and merged[-1].start == merged[-1].end == each.start == each.end:
            merged[-1] = Splice(each.start, each.end, merged[-1].data + each.data)
        else:
            merged.append(each)
    return merged


def _spliced(content: bytes, splices: list[Splice]) -> bytes:
    parts, at = [], 0
    for each in splices:
        parts += [content[at : each.start], each.data]
        at = each.end
    return b"".join([*parts, content[at:]])
