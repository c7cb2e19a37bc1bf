"""Entries as `translate` and ``msgcat --no-wrap`` write them, read and written without polib.

A sync reads and writes every catalog that changed, and polib takes three times as long. What is
written here is what polib would write, to the byte. What is read here is what polib would read; a file
with anything in it that this package does not write itself is given back, for polib to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.model import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["entry_text", "read_entries", "references"]

_LINE = r'[^"\\\n]*(?:\\[\\tnrvbf"][^"\\\n]*)*'
_TEXT = rf'"({_LINE}(?:"\n"{_LINE})*)"\n'
"""A string: of one line, or of several that polib joins."""
_ENTRY = re.compile(
    rf"""
      ((?:\#\ .*\S\n)*)                 # the translator's comments
      ((?:\#\.\ .*\S\n)*)               # extracted ones
      ((?:\#:\ .*\S\n)*)                # references
      (?:\#,\ (.*\S)\n)?                # flags
      (?:\#\|\ msgctxt\ {_TEXT})?
      (?:\#\|\ msgid\ {_TEXT})?
      (?:msgctxt\ {_TEXT})?
      msgid\ {_TEXT}
      msgstr\ {_TEXT}
    """,
    re.VERBOSE,
)
# A path with a space stands between two invisible marks, as in gettext 0.22 and later.
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(?::(\\d+))?|(\\S+?)(?::(\\d+))?(?=\\s|\\Z)")
_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for Python, and so for polib, but not for gettext."""
_ACTIVE = re.compile(r'^(?:msg|")', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_SPECIAL = re.compile(r'[\\"\n\t\r\v\b\f]')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}
_ESCAPED = str.maketrans({character: f"\\{letter}" for letter, character in _ESCAPES.items()})


def read_entries(text: str) -> tuple[str, tuple[Entry, ...]] | None:
    """Read a file's entries.

    :param text: the file, with LF line ends
    :return: the header entry's text and the entries behind it; None where there is anything unusual
    """
    if _LINE_ENDS.search(text):
        return None
    head, *blocks = text.removesuffix("\n").split("\n\n")
    if '\nmsgid ""\nmsgstr ""\n"' not in f"\n{head}":
        return None
    entries: list[Entry] = []
    seen: set[tuple[bool, str | None, str]] = set()
    for block in blocks:
        entry = _entry(f"{block}\n")
        if entry is None:
            return None
        seen.add((entry.obsolete, entry.msgctxt, entry.msgid))
        entries.append(entry)
    return (f"{head}\n", tuple(entries)) if len(seen) == len(entries) else None


def _entry(block: str) -> Entry | None:
    obsolete = block.startswith("#~") or "\n#~" in block
    if obsolete:
        if _ACTIVE.search(block):
            return None
        block = f"\n{block}".replace("\n#~ ", "\n").replace("\n#~| ", "\n#| ")[1:]
    match = _ENTRY.fullmatch(block.replace('\n#| "', '\n"') if "#|" in block else block)
    if match is None or not match[8]:
        return None
    told, extracted, places, marks, context_before, before, context, msgid, msgstr = match.groups()
    flags = [flag.strip() for flag in marks.split(",")] if marks else []
    return Entry(
        _plain(msgid),
        _plain(msgstr),
        None if context is None else _plain(context),
        "fuzzy" in flags,
        obsolete,
        _plain(before) if before else None,
        _plain(context_before) if context_before else None,
        tuple(place for line in places.splitlines() for place in references(line[2:])),
        tuple(line[3:] for line in extracted.splitlines()),
        tuple(line[2:] for line in told.splitlines()),
        tuple(flag for flag in flags if flag != "fuzzy"),
    )


def references(text: str) -> Iterator[tuple[str, int]]:
    """The references in a ``#:`` line: path and line, 0 where there is none.

    :param text: the line behind its mark
    """
    for match in _REFERENCE.finditer(text.strip()):
        yield match[1] or match[3], int(match[2] or match[4] or 0)


def _plain(text: str) -> str:
    """A string's value."""
    if '"\n"' in text:
        text = text.replace('"\n"', "")
    return _ESCAPE.sub(lambda match: _ESCAPES[match[1]], text) if "\\" in text else text


def entry_text(entry: Entry) -> str:
    """Write an entry, its last line end included."""
    lines = [f"# {line}" for line in entry.comments]
    if not entry.obsolete:
        lines += [f"#. {line}" for line in entry.extracted]
        if entry.references:
            lines.append("#: " + " ".join(_place(path, line) for path, line in entry.references))
    # msgcat gives up `fuzzy` where there is no translation that could be
    fuzzy = entry.fuzzy and (entry.msgstr or any(entry.msgstr_plural))
    if fuzzy or entry.flags:
        lines.append("#, " + ", ".join((["fuzzy"] if fuzzy else []) + list(entry.flags)))
    mark, before = ("#~ ", "#~| ") if entry.obsolete else ("", "#| ")
    if entry.previous_msgctxt is not None:
        lines += _field(before, "msgctxt", entry.previous_msgctxt)
    if entry.previous_msgid is not None:
        lines += _field(before, "msgid", entry.previous_msgid)
    if entry.msgctxt is not None:
        lines += _field(mark, "msgctxt", entry.msgctxt)
    lines += _field(mark, "msgid", entry.msgid)
    if entry.msgid_plural:
        lines += _field(mark, "msgid_plural", entry.msgid_plural)
    if entry.msgstr_plural:
        for number, text in enumerate(entry.msgstr_plural):
            lines += _field(mark, f"msgstr[{number}]", text)
    else:
        lines += _field(mark, "msgstr", entry.msgstr)
    return "\n".join(lines) + "\n"


def _place(path: str, line: int) -> str:
    shown = f"\u2068{path}\u2069" if " " in path else path
    return f"{shown}:{line}" if line else shown


def _field(mark: str, name: str, text: str) -> list[str]:
    if not _SPECIAL.search(text) and not _LINE_ENDS.search(text):
        return [f'{mark}{name} "{text}"']
    rows = text.splitlines(keepends=True)
    if len(rows) < 2:
        return [f'{mark}{name} "{text.translate(_ESCAPED)}"']
    return [f'{mark}{name} ""', *(f'{mark}"{row.translate(_ESCAPED)}"' for row in rows)]
