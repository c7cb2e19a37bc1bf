"""PO bytes ⇄ `Catalog`; the only module that knows polib, which reads what `plain` gives back.

Law: ``parse(serialize(c)) == c``. What is written is what ``msgcat --no-wrap`` writes, so that a file
opened and saved in a PO editor shows no noise in the diff.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import md5
from typing import TYPE_CHECKING, Any

from translator.catalog.plain import entry_text, read_entries, references
from translator.catalog.syntax import read_blocks
from translator.errors import CatalogError
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from translator.catalog.syntax import Block

__all__ = ["body_digest", "parse", "peek", "serialize"]

_BOM = b"\xef\xbb\xbf"
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([A-Za-z0-9_.:-]+)')
_FIELD = re.compile(rb'^"([A-Za-z][A-Za-z0-9-]*): ((?:[^"\\\n]|\\[^n\n])*)\\n"', re.MULTILINE)


def parse(data: bytes, path: str) -> Catalog:
    """Read a PO file.

    :param data: the file's bytes; a BOM, CRLF and another charset than UTF-8 are understood
    :param path: its name, for messages
    :raises CatalogError: damaged, with the line and what to do about it; nothing of it is used then
    """
    text = _decode(data, path).replace("\r\n", "\n").replace("\r", "\n")
    read = read_entries(text)
    if read is None:
        return _parse(text, path)
    head, entries = read
    return replace(_parse(head, path), entries=entries)


def _parse(text: str, path: str) -> Catalog:
    """Read a PO file that holds anything the format allows."""
    import polib  # noqa: PLC0415 (30 ms; no-op runs never read a catalog)

    blocks = read_blocks(text, path)
    try:
        file = polib.pofile(text, wrapwidth=0)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise CatalogError(
            "no PO file", path=path, line=int(line[1]) if line else 0, remedy="restore the file from git"
        ) from None
    known: dict[tuple[bool, str | None, str], Block] = {(b.obsolete, *b.key): b for b in blocks}
    entries = [_entry(entry, known.get(_key(entry, polib))) for entry in file]
    header = tuple((name, value) for name, value in file.metadata.items())
    return Catalog(header, tuple(entries), _lines(file.header), bool(file.metadata_is_fuzzy))


def _decode(data: bytes, path: str) -> str:
    data = data.removeprefix(_BOM)
    match = _CHARSET.search(data[:4096])
    charset = match[1].decode("ascii") if match else "utf-8"
    try:
        return data.decode("utf-8" if charset == "CHARSET" else charset)
    except LookupError:
        raise CatalogError(
            f"the charset {charset} is unknown", path=path, remedy="save it as UTF-8"
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(
            f"byte 0x{data[error.start]:02x} is no {charset}", path=path, line=line, remedy="save it as UTF-8"
        ) from None


def _key(entry: Any, polib: Any) -> tuple[bool, str | None, str]:
    context = None if entry.msgctxt is None else polib.escape(entry.msgctxt)
    return bool(entry.obsolete), context, polib.escape(entry.msgid)


def _entry(entry: Any, block: Block | None) -> Entry:
    previous, context = entry.previous_msgid or None, entry.previous_msgctxt or None
    places: tuple[tuple[str, int], ...] = ()
    if block is not None:
        # polib drops the previous message of obsolete entries, and parts references at spaces
        previous = previous or _unescaped(block.fields.get("#|msgid"))
        context = context or _unescaped(block.fields.get("#|msgctxt"))
        places = tuple(place for line in block.references for place in references(line))
    plural = tuple(entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)) if entry.msgstr_plural else ()
    return Entry(
        entry.msgid, entry.msgstr, entry.msgctxt, "fuzzy" in entry.flags, bool(entry.obsolete), previous,
        context, places, _lines(entry.comment), _lines(entry.tcomment),
        tuple(flag for flag in entry.flags if flag != "fuzzy"), entry.msgid_plural or None, plural,
    )  # fmt: skip


def _unescaped(text: str | None) -> str | None:
    if not text:
        return None
    import polib  # noqa: PLC0415

    return str(polib.unescape(text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def serialize(catalog: Catalog) -> bytes:
    """Write a PO file, as ``msgcat --no-wrap`` would: UTF-8, LF, obsolete entries last."""
    import polib  # noqa: PLC0415

    file = polib.POFile(wrapwidth=0)
    file.header = "\n".join(catalog.comments)
    file.metadata = dict(catalog.header)
    file.metadata_is_fuzzy = catalog.header_fuzzy
    header = str(file)
    if not catalog.comments:
        header = header.removeprefix("#\n")
    # obsolete entries last, as every tool of gettext writes them
    ordered = sorted(catalog.entries, key=lambda entry: entry.obsolete)
    return "\n".join((header, *map(entry_text, ordered))).encode("utf-8", "replace")


def peek(data: bytes) -> dict[str, str]:
    """A catalog's header fields, read without parsing the rest: some 10 µs.

    :return: empty where there is no header to be found; `parse` says why
    """
    start = data.find(b'msgstr ""')
    if start < 0:
        return {}
    end = data.find(b"\n\n", start)
    head = data[start:] if end < 0 else data[start:end]
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _FIELD.findall(head)}


def body_digest(data: bytes) -> str:
    """MD5 of everything behind the header entry, line ends as LF: the entries as they stand."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    return md5(data.partition(b"\n\n")[2], usedforsecurity=False).hexdigest()
