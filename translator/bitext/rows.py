"""Rows of tables and items of lists, which go by what names them: a code, a name, a number.

Translators sort tables and lists anew, and sources grow in their midst. What stands first in a row is often
the same in all languages; then it says more than the order does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.bitext.units import Unit
    from translator.page.parse import Page

__all__ = ["Row", "differ", "named_pairs", "rows"]


class Row(NamedTuple):
    """Where a text stands in a table or a list."""

    group: int
    """Which table or list of its page it is."""
    number: int
    """Which row or item of its page."""
    column: int
    """Its cell in the row, its place in the item; from 0."""
    key: str = ""
    """What names the row: its first cell, or what an item begins with; empty if nothing does."""
    name: bool = False
    """Whether that is code, an identifier or a number: the same in all languages."""
    whole: bool = False
    """Whether there is no more than that, in the cell or the item."""
    width: int = 0
    """How many columns the table has; 0 for a list."""


class _Key(NamedTuple):
    text: str = ""
    name: bool = False
    whole: bool = False


_LONGEST = 40
"""Characters of what may name a row."""
_EMPHASIS = re.compile(r"^(?:\*{1,3}|_{1,3}|\[!?)+")
_CODE = re.compile(r"(`+)(.+?)\1")
_HEAD = re.compile(r"(.+?)(?:\s[-–—(]|[:;：(]|\*\*|__|\]|\s*[.,]?\s*$)")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.$<>/-]*(?:[a-z][A-Z]|[0-9_$]|\w[./]\w)[\w.$<>/-]*|[\d.,:%+-]+")
_EDGES = " \t\r\n|"


def rows(page: Page, units: Sequence[Unit]) -> list[Row | None]:
    """Tell for each unit of a page in which row or item it stands.

    :param units: all of the page's units, in order
    :return: one for each unit; None for what stands in none, for code and for headings of columns
    """
    if page.body is None:
        return [None] * len(units)
    words, places = page.body.structure.blocks, page.body.structure.places
    found: list[Row | None] = []
    inside: list[_Open] = []
    position = count = 0
    for unit in units:
        start = (unit.place if unit.segment < 0 else page.segments[unit.segment].start) - page.offset
        while position < len(words) and places[position] <= start:
            count = _step(inside, words[position], count)
            if words[position] == "TableRow":
                inside[-1].key = _first_cell(page.body.raw, words, places, position)
            position += 1
        found.append(inside[-1].row(unit) if inside and unit.segment >= 0 else None)
    return found


class _Open:
    """A table or list that is being read, and its row."""

    def __init__(self, group: int, width: int) -> None:
        self.group, self.width = group, width
        self.number = self.column = -1
        self.key = _Key()

    def begin(self, number: int) -> None:
        self.number, self.column, self.key = number, -1, _Key()

    def row(self, unit: Unit) -> Row | None:
        if self.number < 0:
            return None
        if not self.width:
            self.column += 1
            if not self.column:
                self.key = _key(unit.text)
        return Row(self.group, self.number, self.column, *self.key, self.width)


def _step(inside: list[_Open], word: str, count: int) -> int:
    """Go past a block's beginning or end; `count` is how many groups and rows there were."""
    if word == "UL" or word.startswith(("OL ", "TABLE")):
        inside.append(_Open(count, word.count(",") + 1 if word.startswith("TABLE") else 0))
    elif word in ("/Table", "/True", "/False"):
        inside.pop()
    elif word in ("TableRow", "LI") and inside:
        inside[-1].begin(count)
    elif word == "TableCell" and inside:
        inside[-1].column += 1
    elif word in ("/TableRow", "/Item") and inside:
        inside[-1].number = -1
    else:
        return count
    return count + 1


def _first_cell(raw: bytes, words: Sequence[str], places: Sequence[int], position: int) -> _Key:
    """Look at what a row's first cell says, whether it is a text or has nothing to translate."""
    start = places[position]
    ends = (
        places[each]
        for each in range(position + 2, len(words))
        if words[each] in ("TableCell", "/TableRow") and places[each] > start
    )
    return _key(raw[start : next(ends, start)].decode("utf-8", "replace").strip(_EDGES))


def _key(text: str) -> _Key:
    """Find what a row's or an item's first words name, without marks and case."""
    plain = _EMPHASIS.sub("", text)
    code = _CODE.match(plain)
    head = code[2] if code else (match[1] if (match := _HEAD.match(plain)) else "")
    key = "".join(char for char in head.casefold() if char.isalnum() or char == ".").strip(".")
    if not key or len(head) > _LONGEST:
        return _Key()
    name = code is not None or _IDENTIFIER.fullmatch(head.strip()) is not None
    return _Key(key, name, name and len(head) + 4 >= len(text))


def differ(one: Row | None, other: Row | None) -> bool:
    """Tell whether two texts stand in rows that are named, and not alike.

    One name may be the other's plural.
    """
    if one is None or other is None or not (one.name and other.name):
        return False
    return not one.key.startswith(other.key) and not other.key.startswith(one.key)


def named_pairs(
    ours: Sequence[Row | None], theirs: Sequence[Row | None], pairs: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Pair the texts whose rows have the same name, in tables and lists that belong together.

    A name that several rows of one side have names none; tables of another width may have other columns.
    Of an item only the first text is told by its name: those below it may be more or fewer.

    :param ours: a row for each text of the source, as `rows` gives them
    :param theirs: the same of the localized page
    :param pairs: indexes of texts that belong together so far: they tell which tables and lists do
    :return: index of a source's text → of its partner
    """
    there: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        mine, its = ours[one], theirs[other]
        if mine is not None and its is not None and mine.width == its.width:
            there[mine.group].add(its.group)
            back[its.group].add(mine.group)
    had, has = _by_key(ours), _by_key(theirs)
    found: dict[int, int] = {}
    for (group, key), cells in had.items():
        rivals = [each for each in there.get(group, ()) if (each, key) in has]
        if len(rivals) != 1 or sum((each, key) in had for each in back[rivals[0]]) != 1:
            continue
        its_cells = has[rivals[0], key]
        found.update((cells[column], its_cells[column]) for column in cells.keys() & its_cells.keys())
    return found


def _by_key(found: Iterable[Row | None]) -> dict[tuple[int, str], dict[int, int]]:
    """Index the rows by group and key: their columns' texts; none where two rows have the key."""
    named: dict[tuple[int, str], dict[int, int]] = {}
    owners: dict[tuple[int, str], int] = {}
    for index, row in enumerate(found):
        if row is None or not row.key or (row.column and not row.width):
            continue
        place = row.group, row.key
        if owners.setdefault(place, row.number) != row.number:
            named[place] = {}
        elif row.number == owners[place] and (place not in named or named[place]):
            named.setdefault(place, {})[row.column] = index
    return named
