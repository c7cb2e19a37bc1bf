"""PO bytes ⇄ `Catalog`; the only module that knows polib.

Law: ``parse(serialize(c)) == c``. What is written is what ``msgcat --no-wrap`` writes, so that a
file opened and saved in a PO editor shows no noise in the diff.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import md5
from typing import TYPE_CHECKING

from translator.catalog.syntax import read_entries
from translator.errors import CatalogError
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["body_digest", "msgstr_lines", "parse", "peek", "serialize", "serialize_body"]

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTENT_TYPE = "text/plain; charset=UTF-8"
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*?charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_HEADER = re.compile(rb'^msgid[ \t]+""\s*^msgstr[ \t]+(?=")', re.MULTILINE)
_BLANK = re.compile(rb"^\r?\n", re.MULTILINE)
_QUOTED = re.compile(rb'^"?([^"\\\n]*(?:\\.[^"\\\n]*)*)"', re.MULTILINE)
_FIELD = re.compile(rb"([^:\\]+): ?([^\\]*(?:\\[^n][^\\]*)*)\\n")
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_WIDTH = 79
_ESCAPED = re.compile(r'["\\\a\b\t\n\v\f\r]')
_TEXT_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_EMPTY = re.compile(r'msgid[ \t]*""')
_BARE_PATH = re.compile(r"(?!\S*:[1-9][0-9]{0,8}\Z)[^\s\u2068]\S*")


def parse(data: bytes, path: str) -> Catalog:
    """Read a PO file.

    :param data: the file's bytes; a BOM, CRLF and another charset than UTF-8 are understood
    :param path: its name, for messages
    :raises CatalogError: it is damaged: with the line and what to do about it
    """
    text, charset = _decode(data, path)
    head, entries = read_entries(text, path, charset)
    if head is None and not entries:
        raise CatalogError(
            "an empty catalog", path=path, remedy="remove the file, and the next sync writes it anew"
        )
    entries.sort(key=lambda entry: entry.obsolete)
    if head is None:
        return Catalog((), tuple(entries))
    if head.references or head.previous or set(head.flags) - {"fuzzy"}:
        raise CatalogError(
            "the header has references or flags", path=path, line=head.line, remedy="leave its comments only"
        )
    header = tuple(_field(line) for line in _lines(head.strings.get("msgstr", "")))
    comments = (*head.comments, *head.extracted)
    return Catalog(_in_utf8(header), tuple(entries), comments, "fuzzy" in head.flags)


def _decode(data: bytes, path: str) -> tuple[str, str]:
    """Decode a PO file by the charset that its header names, UTF-8 else; line ends become LF."""
    if data.startswith(_WIDE_BOMS):
        raise CatalogError("in UTF-16", path=path, line=1, remedy="save it as UTF-8")
    data = data.removeprefix(_BOM)
    match = _CHARSET.search(data)
    charset = match[1].decode("ascii") if match else "UTF-8"
    if charset == "CHARSET":  # a template's
        charset = "UTF-8"
    try:
        text = data.decode(charset)
    except LookupError:
        raise CatalogError(
            f"the charset {charset} is unknown", path=path, remedy="save it as UTF-8"
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(
            f"byte 0x{data[error.start]:02x} is no {charset}", path=path, line=line,
            remedy="save the file in the charset that its header names, best in UTF-8",
        ) from None  # fmt: skip
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CatalogError(
            "a NUL character", path=path, line=line, remedy="restore the file from version control"
        )
    return text.replace("\r\n", "\n"), charset


def _lines(text: str) -> list[str]:
    """The lines of the header entry's text, which ends in a line feed."""
    return text.removesuffix("\n").split("\n") if text else []


def _field(line: str) -> tuple[str, str]:
    """A header line's field; what is none has no name, and is kept so."""
    name, colon, value = line.partition(":")
    return (name, value.removeprefix(" ")) if name and colon else ("", line)


def _in_utf8(header: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The fields, with the charset that the catalog is written in."""
    if not any(name == "Content-Type" for name, _ in header):
        return (*header, ("Content-Type", _CONTENT_TYPE))
    return tuple(
        (
            name,
            _CONTENT_TYPE
            if name == "Content-Type" and not value.lower().endswith("charset=utf-8")
            else value,
        )
        for name, value in header
    )


def serialize(catalog: Catalog, body: bytes | None = None) -> bytes:
    """Write a PO file, as ``msgcat --no-wrap`` would: UTF-8, LF, obsolete entries last.

    What gettext does not keep is not written: `fuzzy` where there is no translation, and obsolete
    entries without one.

    :param body: its `serialize_body`, where that is known already
    """
    fields = "".join(
        f"{name}: {value}\n" if name else f"{value}\n" for name, value in _in_utf8(catalog.header)
    )
    header = Entry("", fields, comments=catalog.comments, fuzzy=catalog.header_fuzzy)
    body = serialize_body(catalog) if body is None else body
    return _text(header).encode("utf-8") + (b"\n" if body else b"") + body


def serialize_body(catalog: Catalog) -> bytes:
    """Write all entries but the header: what `body_digest` is the digest of."""
    active = [entry for entry in catalog.entries if not entry.obsolete]
    obsolete = [entry for entry in catalog.entries if entry.obsolete and _has_text(entry)]
    return "\n".join([_text(entry) for entry in (*active, *obsolete)]).encode("utf-8")


def _has_text(entry: Entry) -> bool:
    return bool(entry.msgstr) or any(entry.msgstr_plural)


def _text(entry: Entry) -> str:
    """One entry's lines, with a line feed at the end of each."""
    return "\n".join((*_comments(entry), *_strings(entry), ""))


def _comments(entry: Entry) -> Iterator[str]:
    yield from (_comment("#", line) for text in entry.comments for line in text.split("\n"))
    yield from (_comment("#.", line) for text in entry.extracted for line in text.split("\n"))
    if entry.references:
        yield from _wrapped(entry.references)
    flags = (("fuzzy",) if entry.fuzzy and _has_text(entry) else ()) + entry.flags
    if flags:
        yield "#, " + ", ".join(flags)


def _comment(mark: str, text: str) -> str:
    # gettext takes a line that ends in a backslash together with the next one
    return f"{mark} {text} " if text.endswith("\\") else f"{mark} {text}" if text else mark


@lru_cache(maxsize=256)
def _shown(path: str) -> str:
    return path if _BARE_PATH.fullmatch(path) else f"\u2068{path}\u2069"


def _wrapped(references: Sequence[tuple[str, int]]) -> Iterator[str]:
    """``#:`` lines of at most 79 bytes: the one thing that msgcat wraps in spite of ``--no-wrap``."""
    shown = [f"{_shown(path)}:{line}" if line else _shown(path) for path, line in references]
    whole = f"#: {' '.join(shown)}"
    if len(whole) <= _WIDTH and whole.isascii():
        yield whole
        return
    line = "#:"
    for part in _SINGLE_SPACE.split(whole[3:]):  # a path with spaces is broken, too
        if line != "#:" and len(line.encode()) + 1 + len(part.encode()) > _WIDTH:
            yield line
            line = "#:"
        line += " " + part
    yield line


def _strings(entry: Entry) -> Iterator[str]:
    """An entry's previous and present strings; polib escapes what is in them."""
    mark = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    if entry.previous_msgctxt is not None:
        yield _string(previous, "msgctxt", entry.previous_msgctxt)
    if entry.previous_msgid is not None:
        yield _string(previous, "msgid", entry.previous_msgid)
    if entry.msgctxt is not None:
        yield _string(mark, "msgctxt", entry.msgctxt)
    yield _string(mark, "msgid", entry.msgid)
    if not entry.msgid_plural:
        yield _string(mark, "msgstr", entry.msgstr)
        return
    yield _string(mark, "msgid_plural", entry.msgid_plural)
    for number, form in enumerate(entry.msgstr_plural or ("",)):
        yield _string(mark, f"msgstr[{number}]", form)


def _string(mark: str, word: str, text: str) -> str:
    """A string behind its keyword; one of several lines begins on the next line."""
    if not _ESCAPED.search(text):
        return f'{mark}{word} "{text}"'
    from polib import escape  # noqa: PLC0415 (10 ms; a run without anything to do writes no catalog)

    # polib forgets the bell, and would break a string at U+2028 and its like
    lines = [escape(line).replace("\a", "\\a") for line in _TEXT_LINE.findall(text)]
    if len(lines) == 1:
        return f'{mark}{word} "{lines[0]}"'
    return "\n".join((f'{mark}{word} ""', *(f'{mark}"{line}"' for line in lines)))


def peek(data: bytes) -> dict[str, str]:
    """Read a catalog's header fields alone: some 10 µs, where `parse` takes milliseconds.

    :param data: the file's bytes, in any charset that ASCII is a part of
    :return: field → value; empty where there is no header to be found (`parse` says why)
    """
    start = _HEADER.search(data)
    if start is None:
        return {}
    rest = _BLANK.search(data, start.end())
    text = b"".join(_QUOTED.findall(data, start.end(), rest.start() if rest else len(data)))
    fields = {}
    for name, value in _FIELD.findall(text):
        if b"\\" in value:
            value = value.replace(b'\\"', b'"').replace(b"\\\\", b"\\")  # noqa: PLW2901
        fields[name.decode("utf-8", "replace")] = value.decode("utf-8", "replace")
    return fields


def msgstr_lines(data: bytes) -> list[int]:
    """Find the lines that the translations of active entries begin in.

    :param data: a catalog that `parse` takes
    :return: one an entry that is not obsolete, in the order in which `parse` gives them
    """
    lines = []
    named = done = False  # named: what is being read has a context or a message, as the header has not
    for number, line in enumerate(_decode(data, "")[0].split("\n"), 1):
        bare = line.strip(" \t\r\f\v")
        if bare.startswith("msgstr"):
            if named and (bare[6:7] != "[" or bare.startswith("msgstr[0]")):
                lines.append(number)
            done = True
        elif bare.startswith(("msgctxt", "msgid")):
            named = (named and not done) or bare.startswith("msgctxt") or not _EMPTY.fullmatch(bare)
            done = False
        elif bare.startswith('"') and bare != '""' and not done:
            named = True
    return lines


def body_digest(data: bytes) -> str:
    """MD5, in hexadecimal, of what follows the header entry: all entries as they stand, line ends as LF."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    return md5(data[data.find(b"\n\n") + 2 :] if b"\n\n" in data else b"", usedforsecurity=False).hexdigest()
