"""Golden cases in Markdown, which anyone can add to.

A case is a heading, a fence ``md`` with a page, and a fence ``messages`` with what is expected of it,
a line a message::

    ## A list item is a message

    ```md
    - Wash your hands.
    ```

    ```messages
    list item |  | Wash your hands.
    ```

A message line is ``kind | context | message``, the context mostly empty; a line break inside a message
is written ``\\n``. An empty ``messages`` fence: no messages. A page that holds fences itself stands in a
longer one. Text outside of fences is for the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Case", "Message", "cases"]

_ITEM = re.compile(
    r"^(?:#+ +(?P<name>.+?) *#*|(?P<fence>`{3,})(?P<info>md|messages)\n(?P<text>(?:.*\n)*?)(?P=fence))$",
    re.MULTILINE,
)


class Message(NamedTuple):
    """One expected message."""

    kind: str
    context: str
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """A page and the messages that are to be found in it."""

    name: str
    input: str
    expected: tuple[Message, ...]

    def __str__(self) -> str:
        return self.name


def cases(path: Path) -> list[Case]:
    """Read the cases of a golden file.

    :raises ValueError: a fence out of place, a case without its messages, or a malformed message line
    """
    found: list[Case] = []
    name = ""
    page: str | None = None
    for item in _ITEM.finditer(path.read_text(encoding="utf-8")):
        if (item["info"] == "messages") is not (page is not None):
            raise ValueError(f"{path.name}: {name}: a page and its messages come in pairs")
        if item["name"]:
            name = item["name"]
        elif item["info"] == "md":
            page = item["text"]
        else:
            lines = [line for line in item["text"].splitlines() if line.strip()]
            found.append(Case(name, page or "", tuple(_message(path, name, line) for line in lines)))
            page = None
    if page is not None:
        raise ValueError(f"{path.name}: {name}: a page and its messages come in pairs")
    return found


def _message(path: Path, name: str, line: str) -> Message:
    parts = [part.strip() for part in line.split("|", 2)]
    if len(parts) != 3:
        raise ValueError(f"{path.name}: {name}: no `kind | context | message`: {line}")
    kind, context, message = parts
    return Message(kind, context, message.replace("\\n", "\n"))
