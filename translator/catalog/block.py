"""One entry as it stands in a PO file, on its way to an `Entry`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.model import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "common_entry"]

# A path with a space stands between U+2068 and U+2069, as in gettext 0.22 and later; 0.21 keeps it so.
_REFERENCE = re.compile(
    "\u2068([^\u2069]*)\u2069(?::([1-9][0-9]{0,8}))?|(\\S+?)(?::([1-9][0-9]{0,8}))?(?=[ \t]|\\Z)"
)
_TEXT = r'"([^"\\\n]*+(?:\\[nt"\\][^"\\\n]*+)*+)"'
_COMMON = re.compile(
    r"((?:#\. [^\n]*\n)*+)((?:#: [^\n]*\n)*+)(#, fuzzy\n)?"
    rf'(?:#\| msgid {_TEXT}\n)?(?:msgctxt {_TEXT}\n)?msgid (?!""){_TEXT}\nmsgstr {_TEXT}'
)
_ESCAPE = re.compile(r'\\[nt"\\]')
_ESCAPED = {r"\n": "\n", r"\t": "\t", r"\"": '"', "\\\\": "\\"}


@dataclass(slots=True)
class Block:
    """One entry as it stands in the file."""

    line: int = 0
    """Where its first line is."""
    obsolete: bool | None = None
    """Not known before its first string."""
    strings: dict[str, str] = field(default_factory=dict)
    """By keyword: ``msgctxt``, ``msgid``, ``msgstr``, ``msgstr[0]`` …"""
    previous: dict[str, str] = field(default_factory=dict)
    """The same of ``#|`` lines."""
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """``#:`` lines, not yet parted."""
    flags: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether it has its translation, if only an empty one: a comment would begin the next entry."""
        return "msgstr" in self.strings or "msgstr[0]" in self.strings

    def comment(self, line: str) -> None:
        """Take a comment line, of any kind but `#|` and `#~`."""
        kind, text = line[1:2], line[2:]
        if kind == ".":
            self.extracted.append(text.removeprefix(" "))
        elif kind == ":":
            self.references.append(text)
        elif kind == ",":
            self.flags.extend([flag for each in text.split(",") if (flag := each.strip())])
        else:
            self.comments.append(line[1:].removeprefix(" "))

    def entry(self) -> Entry:
        """Make the entry that it is."""
        strings = self.strings
        return Entry(
            msgid=strings["msgid"],
            msgstr=strings.get("msgstr", ""),
            msgctxt=strings.get("msgctxt"),
            fuzzy="fuzzy" in self.flags,
            obsolete=bool(self.obsolete),
            previous_msgid=self.previous.get("msgid"),
            previous_msgctxt=self.previous.get("msgctxt"),
            references=_references(self.references) if self.references else (),
            extracted=tuple(self.extracted),
            comments=tuple(self.comments),
            flags=tuple([flag for flag in dict.fromkeys(self.flags) if flag != "fuzzy"]),
            msgid_plural=strings.get("msgid_plural"),
            msgstr_plural=()
            if "msgstr" in strings
            else tuple([text for word, text in strings.items() if word.startswith("msgstr[")]),
        )


def common_entry(text: str) -> Entry | None:
    """Read an entry as nearly all are: each string on one line, nothing rare; in a third of the time.

    :param text: what stands between two blank lines
    :return: None where it is another
    """
    match = _COMMON.fullmatch(text)
    if match is None:
        return None
    extracted, references, fuzzy, previous, context, message, translation = match.groups()
    if "\\" in text:
        message, translation = _ESCAPE.sub(_unescape, message), _ESCAPE.sub(_unescape, translation)
        context = context and _ESCAPE.sub(_unescape, context)
        previous = previous and _ESCAPE.sub(_unescape, previous)
    return Entry(
        message,
        translation,
        context,
        fuzzy is not None,
        previous_msgid=previous,
        references=_references([line[2:] for line in references.split("\n")[:-1]]) if references else (),
        extracted=tuple([line[3:] for line in extracted.split("\n")[:-1]]) if extracted else (),
    )


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED[match[0]]


def _references(lines: Sequence[str]) -> tuple[tuple[str, int], ...]:
    text = " ".join(lines)
    if not text.isascii():
        found = _REFERENCE.finditer(" ".join(line.strip() for line in lines))
        return tuple(dict.fromkeys((match[1] or match[3], int(match[2] or match[4] or 0)) for match in found))
    references: dict[tuple[str, int], None] = {}
    for part in text.split():
        path, _, line = part.rpartition(":")
        plain = path and line.isdigit() and line[0] != "0" and len(line) < 10
        references[(path, int(line)) if plain else (part, 0)] = None
    return tuple(references)
