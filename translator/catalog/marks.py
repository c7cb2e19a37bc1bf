r"""Which machine made a translation: a `#.` line, until a person touches the entry.

::

    #. translated by deepl (5d41402a-7d793037)
    #. suggested by openai gpt-5 (5d41402a-7d793037)
    #. a person's text before: "Старый текст"
    #. paired, score 76: its code, links or tags differ, content/ru/a.md:12 (5d41402a)

``msgcat`` and PO editors keep `#.` lines, and change none. So the first number tells the text that
the machine wrote: with another text in the entry, a person has been there. The second tells the
message that it was made for: with another one there, the translation is of an older source. A
suggestion is fuzzy; without that flag, a person has approved it.

The last form tells of a person's text that `translate adopt` found and paired with the message, but not
for certain. It is no machine's: it only goes once a person has looked.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from hashlib import md5
from typing import TYPE_CHECKING

from translator.catalog.ends import ended_as

if TYPE_CHECKING:
    from translator.model import Entry

__all__ = ["Mark", "engine_of", "marked", "marks", "original", "paired", "settled", "their_mark", "unmarked"]

_MARK = re.compile(r"(?:translated|suggested) by [^\n]+")
_DIGESTS = re.compile(r"(translated|suggested) by (.+) \(([0-9a-f]{8})-([0-9a-f]{8})\)")
_BEFORE = "a person's text before: "
_PAIRED = re.compile(r"paired, score \d+: [^\n]+ \(([0-9a-f]{8})\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark says."""

    engine: str
    suggested: bool
    """It waits, fuzzy, for a person."""
    own_text: bool
    """The entry still has the text that the machine wrote."""
    own_message: bool
    """The entry still has the message that it was made for."""


def _digest(text: str) -> str:
    return md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]


def marks(entry: Entry) -> tuple[str, ...]:
    """Give the lines that tell where a translation comes from."""
    return tuple(
        line
        for line in entry.extracted
        if _MARK.fullmatch(line) or line.startswith(_BEFORE) or _PAIRED.fullmatch(line)
    )


def paired(entry: Entry, score: int, why: str) -> Entry:
    """Tell in an entry that its text, a person's, may belong to another message.

    :param score: 0 to 100
    :param why: what is doubtful about it, and where it stands
    """
    plain = unmarked(entry)
    line = f"paired, score {score}: {' '.join(why.split())} ({_digest(entry.msgstr)})"
    return replace(plain, extracted=(*plain.extracted, line))


def their_mark(entry: Entry) -> Mark | None:
    """Read an entry's mark; None where a person made its translation, as far as anybody knows."""
    for line in entry.extracted:
        found = _DIGESTS.fullmatch(line)
        if found:
            return Mark(
                found[2],
                found[1] == "suggested",
                found[3] == _digest(entry.msgstr),
                found[4] == _digest(entry.msgid),
            )
    return None


def marked(entry: Entry, text: str, engine: str, *, review: bool) -> Entry:
    """Give an entry a machine's translation.

    A person's text that it takes the place of is kept beside it, and the translation waits, fuzzy.

    :param engine: its name, a single line
    :param review: let it wait for a person in any case
    """
    text = ended_as(entry.msgid, text)
    before = _before(entry)
    if before is None and entry.msgstr and not any(map(_MARK.fullmatch, entry.extracted)):
        before = entry.msgstr
    suggested = review or before is not None
    plain = unmarked(entry)
    word = "suggested" if suggested else "translated"
    lines = [f"{word} by {' '.join(engine.split())} ({_digest(text)}-{_digest(entry.msgid)})"]
    if before is not None:
        lines.append(_BEFORE + json.dumps(before, ensure_ascii=False))
    return replace(
        plain,
        msgstr=text,
        fuzzy=suggested,
        previous_msgid=entry.previous_msgid if suggested else None,
        previous_msgctxt=entry.previous_msgctxt if suggested else None,
        extracted=(*plain.extracted, *lines),
    )


def engine_of(entry: Entry) -> str:
    """Name the machine whose text an entry still has; empty where it is a person's, as far as is known."""
    mark = their_mark(entry)
    return mark.engine if mark is not None and mark.own_text else ""


def unmarked(entry: Entry) -> Entry:
    """The entry as a person's."""
    told = marks(entry)
    if not told:
        return entry
    return replace(entry, extracted=tuple(line for line in entry.extracted if line not in told))


def settled(entry: Entry) -> Entry:
    """Take the marks from an entry that a person has touched: changed its text, or approved it."""
    if not marks(entry) or entry.obsolete:
        return entry
    for line in entry.extracted:
        found = _PAIRED.fullmatch(line)
        if found:
            return entry if entry.fuzzy and found[1] == _digest(entry.msgstr) else unmarked(entry)
    mark = their_mark(entry)
    if mark is None:
        # a person removed the line, or one of an older form is there: only what goes with it is left
        return entry if any(_MARK.fullmatch(line) for line in entry.extracted) else unmarked(entry)
    if not mark.own_text or (mark.suggested and not entry.fuzzy):
        return unmarked(entry)
    return entry


def original(entry: Entry) -> Entry:
    """The entry with the person's text that a machine's suggestion stands before."""
    before = _before(entry)
    return entry if before is None else replace(unmarked(entry), msgstr=before)


def _before(entry: Entry) -> str | None:
    for line in entry.extracted:
        if line.startswith(_BEFORE):
            try:
                text = json.loads(line.removeprefix(_BEFORE))
            except ValueError:
                return line.removeprefix(_BEFORE)  # somebody's hand was at it: still somebody's words
            return text if isinstance(text, str) else str(text)
    return None
