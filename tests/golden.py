"""Golden cases in Markdown, which anyone can add to.

A case is a heading and fences beneath it. The first holds a page; what follows is expected of it::

    ## A list item is a message

    ```md
    - Wash your hands.
    ```

    ```messages
    list item |  | Wash your hands.
    ```

    ```translations
    Wash your hands. => 1. Händewaschen!
    ```

    ```result
    - 1\\. Händewaschen!
    ```

    ```findings
    ```

``messages`` has a line a message, in order: ``kind | context | message``, the context mostly empty.
``translations`` and ``result`` come together: what the catalog has, and the page as it is written. A
message without a translation keeps its source text. ``findings`` has a line a finding: ``line | rule |
message``; left out, there must be none. A case has ``messages``, a ``result`` or both, in this order.

A line break inside a message is written ``\\n``. An empty ``messages`` fence: no messages. A page that
holds fences itself stands in a longer one. The page's fence is called ``md`` or, for a data file,
``yaml``, ``toml`` or ``json``; behind that may stand settings, such as ``translate=title,alt`` for the
front matter keys to translate. Text outside of fences is for the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Case", "Message", "Told", "cases"]

PAGES = ("md", "yaml", "toml", "json")
_AFTER = {
    "messages": PAGES,
    "translations": (*PAGES, "messages"),
    "result": ("translations",),
    "findings": ("result",),
}
"""Which fences each may follow."""
_WHOLE = ("messages", "result", "findings")
"""Which fences may end a case."""

_ITEM = re.compile(
    r"^(?:#+ +(?P<name>.+?) *#*"
    r"|(?P<fence>`{3,})(?P<info>\w+)(?P<settings>[^\n]*)\n(?P<text>(?:.*\n)*?)(?P=fence))$",
    re.MULTILINE,
)


class Message(NamedTuple):
    """One expected message."""

    kind: str
    context: str
    message: str


class Told(NamedTuple):
    """One expected finding."""

    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """A page, the messages that are to be found in it, and what becomes of it when it is translated."""

    name: str
    input: str
    expected: tuple[Message, ...] | None = None
    """None where the case is silent about them."""
    translations: tuple[tuple[str, str], ...] = ()
    """Pairs of a message and its translation."""
    result: str | None = None
    """None where nothing is written."""
    findings: tuple[Told, ...] = ()
    format: str = "md"
    settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What stands behind the fence's name: pairs of a setting's name and its values."""

    def __str__(self) -> str:
        return self.name

    def setting(self, name: str) -> tuple[str, ...] | None:
        """The values of a setting, or None where the case has none."""
        return dict(self.settings).get(name)


def cases(path: Path) -> list[Case]:
    """Read the cases of a golden file.

    :raises ValueError: a fence out of place, a case without its end, or a malformed line
    """
    found: list[Case] = []
    heading = last = ""
    for item in _ITEM.finditer(path.read_text(encoding="utf-8")):
        place = f"{path.name}: {heading}"
        if item["name"] or item["info"] in PAGES:
            _check(not last or last in _WHOLE, f"{place}: nothing is expected of the page")
        if item["name"]:
            heading, last = item["name"], ""
            continue
        if item["info"] in PAGES:
            found.append(_page(heading, item["info"], item["settings"], item["text"], place))
        else:
            _check(last in _AFTER.get(item["info"], ()), f"{place}: a fence out of place: {item['info']}")
            found[-1] = _expecting(found[-1], item["info"], item["text"], place)
        last = item["info"]
    _check(not last or last in _WHOLE, f"{path.name}: {heading}: nothing is expected of the page")
    return found


def _page(heading: str, info: str, settings: str, text: str, place: str) -> Case:
    pairs = []
    for word in settings.split():
        name, equals, values = word.partition("=")
        _check(bool(equals), f"{place}: no `name=value`: {word}")
        pairs.append((name, tuple(filter(None, values.split(",")))))
    return Case(heading, text, format=info, settings=tuple(pairs))


def _expecting(case: Case, info: str, text: str, place: str) -> Case:
    """The case with one more fence read."""
    if info == "result":
        return replace(case, result=text)
    lines = [line for line in text.splitlines() if line.strip()]
    if info == "messages":
        rows = [_cells(line, place, "`kind | context | message`") for line in lines]
        return replace(case, expected=tuple(Message(*row[:2], row[2].replace("\\n", "\n")) for row in rows))
    if info == "findings":
        rows = [_cells(line, place, "`line | rule | message`") for line in lines]
        return replace(case, findings=tuple(Told(int(row[0]), *row[1:]) for row in rows))
    pairs = []
    for line in lines:
        message, arrow, translation = line.replace("\\n", "\n").partition(" => ")
        _check(bool(arrow), f"{place}: no `message => translation`: {line}")
        pairs.append((message, translation))
    return replace(case, translations=tuple(pairs))


def _cells(line: str, place: str, form: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in line.split("|", 2)]
    _check(len(parts) == 3, f"{place}: no {form}: {line}")
    return parts[0], parts[1], parts[2]


def _check(good: bool, slip: str) -> None:
    if not good:
        raise ValueError(slip)
