"""Is it a PO file, to the last line? Checked before polib reads it.

polib takes `msgstr "y` without its second quote for an empty string, without a word: a sync would
then throw the translation away. So every line is looked at first, and a file with a bad one is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from translator.errors import CatalogError

__all__ = ["Block", "read_blocks"]


@dataclass(slots=True)
class Block:
    """What polib does not tell of an entry: where it stands, and what it drops."""

    line: int = 0
    """Where its msgid (or msgctxt) stands."""
    obsolete: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    """``msgctxt``, ``msgid``, ``msgstr``, ``#|msgid`` …: the strings, escapes and all."""
    references: list[str] = field(default_factory=list)
    """The ``#:`` lines."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What may occur once only."""
        return self.fields.get("msgctxt"), self.fields.get("msgid", "")


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*\Z')
_KEYWORD = re.compile(r"(#~ ?\| ?|#~ ?|#\| ?)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*(?=\")")
_MORE = re.compile(r"(#~ ?\| ?|#~ ?|#\| ?)?(?=\")")
_NUMERIC = re.compile(r"(?:[^\\]|\\[^0-7x])*\\(?:[0-7]|x)")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


def read_blocks(text: str, path: str) -> list[Block]:
    """Read a PO file's entries, and refuse what is none.

    :param text: the file, with LF line ends
    :raises CatalogError: with the line, and what to do about it
    """
    blocks: list[Block] = []
    block = Block()
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_CONFLICT):
            raise _error("an unresolved merge conflict", path, number, "keep the lines of one side")
        if not line.strip():
            block = _finish(blocks, block, path)
            last = ""
            continue
        match = _KEYWORD.match(line)
        if match:
            mark, word = (match[1] or "").replace(" ", ""), match[2]
            if word in ("msgctxt", "msgid") and "|" not in mark and ("msgstr" in block.fields or "msgstr[0]" in block.fields):
                block = _finish(blocks, block, path)  # the next entry, with no blank line between
            name = ("#|" if "|" in mark else "") + word
            if name in block.fields:
                raise _error(f"a second {word} in one entry", path, number, "part the entries by an empty line")
            block.obsolete = block.obsolete or "~" in mark
            block.line = block.line or (number if "|" not in mark else 0)
            block.fields[name] = _string(line[match.end() :], path, number)
            last = name
            continue
        more = _MORE.match(line)
        if more and last:
            block.fields[last] += _string(line[more.end() :], path, number)
        elif line.startswith("#:"):
            if "msgstr" in block.fields:
                block = _finish(blocks, block, path)
            block.references.append(line[2:].strip())
        elif line.startswith("#"):
            if "msgstr" in block.fields and not line.startswith("#~"):
                block = _finish(blocks, block, path)
        else:
            raise _error("neither a comment nor a string", path, number, "mend or remove the line")
    _finish(blocks, block, path)
    if not blocks:
        raise _error("an empty catalog", path, 0, "remove the file, and the next sync writes it anew")
    return _unique(blocks, path)


def _string(text: str, path: str, line: int) -> str:
    match = _STRING.match(text)
    if not match:
        raise _error("a string without its closing quote", path, line, 'end the line with a "')
    if "\\" in match[1] and _NUMERIC.match(match[1]):
        raise _error("an octal or hexadecimal escape", path, line, "write the character itself")
    return match[1]


def _finish(blocks: list[Block], block: Block, path: str) -> Block:
    fields = block.fields
    if not fields and not block.references:
        return Block()
    if fields and "msgid" not in fields:
        if any(name.startswith("#|") for name in fields) and len(fields) == sum(n.startswith("#|") for n in fields):
            raise _error("a previous message without its entry", path, block.line, "remove it, or complete the entry")
        raise _error("an entry without msgid", path, block.line, "complete the entry")
    if "msgid" in fields and not any(name.startswith("msgstr") for name in fields):
        raise _error("an entry without msgstr: was the file cut off?", path, block.line, "restore the file from git")
    if "msgid" in fields:
        blocks.append(block)
    return Block()


def _unique(blocks: list[Block], path: str) -> list[Block]:
    seen: dict[tuple[str | None, str], int] = {}
    for block in blocks:
        if block.obsolete:
            continue
        first = seen.setdefault(block.key, block.line)
        if first != block.line:
            raise _error(f"the message of line {first} again", path, block.line, "keep one of the two entries")
    return blocks


def _error(message: str, path: str, line: int, remedy: str) -> CatalogError:
    return CatalogError(message, path=path, line=line, remedy=remedy)
