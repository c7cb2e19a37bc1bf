"""A PO file's text, line by line: what is damaged is refused, with its line; nothing is skipped.

GNU gettext is the measure: what ``msgcat`` takes for an error is one here, too. polib, which reads
PO files elsewhere, takes ``msgstr "y`` without its second quote for an empty string, drops
``#~| msgid``, breaks lines at U+2028 and leaves octal escapes as they are: each of them would cost
somebody's work at the next sync, so polib never reads a catalog here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.catalog.block import Block, common_entry
from translator.catalog.strings import unquote
from translator.errors import CatalogError
from translator.model import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_entries"]

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_STRING = re.compile(
    r"[ \t]*(?P<mark>#~[ \t]*\||#~|#\|)?[ \t]*"
    r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*)?(?=")'
)
_ORDER = {"msgctxt": 0, "msgid": 1, "msgid_plural": 2, "msgstr": 3}
_RESTORE = "restore the file from version control, or complete the entry"


def read_entries(text: str, path: str, charset: str) -> tuple[Block | None, list[Entry]]:
    """Read a PO file's entries.

    :param text: the file, with LF as its line end
    :param path: its name, for messages
    :param charset: the one it was decoded from
    :return: the header entry, None where there is none; the others, in the file's order
    :raises CatalogError: with the line and what to do about it
    """
    head: Block | None = None
    entries: list[Entry] = []
    seen: dict[tuple[str | None, str], int] = {}
    for line, found in _Reader(path, charset).found(text):
        entry = found if isinstance(found, Entry) else found.entry()
        key = entry.msgctxt, entry.msgid
        if key in seen:
            raise CatalogError(
                f"the message of line {seen[key]} once more",
                path=path, line=line, remedy="keep one of the two entries, or give one a msgctxt",
            )  # fmt: skip
        seen[key] = line
        if isinstance(found, Block) and key == (None, "") and not entry.obsolete:
            head = found
        else:
            entries.append(entry)
    return head, entries


class _Reader:
    """Goes through the lines; `block` is the entry that they are in."""

    def __init__(self, path: str, charset: str) -> None:
        self.path = path
        self.charset = charset
        self.number = 0
        self.block = Block()
        self.into: dict[str, str] | None = None
        """Where a string without a keyword continues, under the key `key`."""
        self.key = ""
        self.mark = ""

    def found(self, text: str) -> Iterator[tuple[int, Block | Entry]]:
        """Go through a file: each entry, and the line that it begins in."""
        first = 1
        for part in text.split("\n\n"):
            unfinished = self.block.line and not self.block.complete
            entry = None if unfinished else common_entry(part)
            if entry is None:
                for block in self._lines(part, first):
                    yield block.line, block
            else:
                if self.block.line:
                    yield self.block.line, self._finished()
                yield first, entry
            first += part.count("\n") + 2
        if self.block.line:
            yield self.block.line, self._finished()

    def _lines(self, part: str, first: int) -> Iterator[Block]:
        for self.number, line in enumerate(part.split("\n"), first):
            bare = line.strip(" \t\r\f\v")
            if not bare:
                continue
            if bare.startswith(_CONFLICT):
                raise self._error(
                    "an unresolved merge conflict", "keep the lines of one side, remove the marks"
                )
            string = _STRING.match(line)
            if string is not None:
                word, mark = string["word"], (string["mark"] or "").replace(" ", "").replace("\t", "")
                if self._begins(word, mark):
                    yield self._finished()
                self._string(word, mark, line[string.end() :])
            elif bare.startswith("#"):
                if self.block.complete:
                    yield self._finished()
                self._comment(line.lstrip(" \t"))
            else:
                raise self._error("neither a comment nor a string", "mend the line, or remove it")

    def _begins(self, word: str | None, mark: str) -> bool:
        return (
            self.block.complete and (mark.endswith("|") or word in ("msgctxt", "msgid")) and word is not None
        )

    def _finished(self) -> Block:
        block = self.block
        if not block.complete:
            what = "has no msgstr" if "msgid" in block.strings else "has no msgid"
            raise self._error(f"this entry {what}: the file may have been cut", _RESTORE, block.line)
        if block.strings.get("msgid_plural") == "":
            raise self._error(
                "an empty msgid_plural", "remove it, and write msgstr for msgstr[0]", block.line
            )
        self.block, self.into = Block(), None
        return block

    def _string(self, word: str | None, mark: str, quoted: str) -> None:
        try:
            text = unquote(quoted, self.charset)
        except ValueError as error:
            raise self._error(str(error), 'a string stands between two ", and \\" is a quote in it') from None
        if word is None:
            if self.into is None or mark != self.mark:
                raise self._error("a string that belongs to no keyword", _RESTORE)
            self.into[self.key] += text
            return
        self.block.line = self.block.line or self.number
        strings = self.block.previous if mark.endswith("|") else self.block.strings
        self._check_order(word, mark, strings)
        self.into, self.key, self.mark = strings, word, mark
        strings[word] = text

    def _check_order(self, word: str, mark: str, strings: dict[str, str]) -> None:
        if word in strings:
            raise self._error(
                f"a second {word} in one entry", "part the entries, or remove one of the two lines"
            )
        if mark.endswith("|"):
            if self.block.strings or word not in ("msgctxt", "msgid"):
                raise self._error(f"a previous {word} has no place here", "remove the line")
            return
        if self.block.obsolete not in (None, mark == "#~"):
            raise self._error(
                "an entry is obsolete as a whole or not at all", "let each of its lines begin with #~"
            )
        self.block.obsolete = mark == "#~"
        name, _, index = word.partition("[")
        if index and index != f"{len([key for key in strings if key.startswith('msgstr')])}]":
            raise self._error(f"{word} is not the next plural form", "number them from 0, in order")
        last = max((_ORDER[key.partition("[")[0]] for key in strings), default=-1)
        plural = "msgid_plural" in strings
        if _ORDER[name] < last or (name != "msgctxt" and "msgid" not in strings and name != "msgid"):
            raise self._error(f"{word} has no place here", "msgctxt, msgid and msgstr follow in this order")
        if name == "msgstr" and plural != bool(index):
            raise self._error(
                f"{word} has no place here", "an entry has msgid_plural and msgstr[0] …, or msgstr"
            )

    def _comment(self, line: str) -> None:
        block = self.block
        if line[1:2] in ("|", "~"):
            raise self._error("neither a comment nor a string", "mend the line, or remove it")
        if block.strings:
            raise self._error("a comment inside an entry: it may have been cut", "move it above the entry")
        block.line = block.line or self.number
        block.comment(line)

    def _error(self, message: str, remedy: str, line: int = 0) -> CatalogError:
        return CatalogError(message, path=self.path, line=line or self.number, remedy=remedy)
