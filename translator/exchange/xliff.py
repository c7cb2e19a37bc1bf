r"""XLIFF 2.0, the exchange format of translators' programs, through translate-toolkit.

http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html: a `<file>` a page, a `<unit>` a message
with one `<segment>`, notes before it. A unit's id is the row's; its name is the message's context.

translate-toolkit (3.18 or later) has the store, the units and their ids. Not from it are, as of 3.20: texts,
because it drops characters that XML cannot hold, where the format has ``<cp hex="0007"/>`` for them; notes,
which it puts into the segment, where a validator refuses them; and what tells the pages apart, because it
makes ids of file names, and an id may have no ``/``. Units that a program parted into several segments are
put together again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from translator.errors import ConfigError
from translator.exchange.rows import Row, sent
from translator.exchange.xstring import escape, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.exchange.rows import Languages

__all__ = ["parse", "serialize"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_XML = re.compile("([^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
"""https://www.w3.org/TR/xml/#charsets."""
_REMEDY = "pip install 'translate-sync[exchange]'"
_PREVIOUS, _PREVIOUS_CONTEXT = "previous message", "previous context"
_STATES = {"initial": "fuzzy", "translated": "translated", "reviewed": "translated", "final": "translated"}


def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
    """Write rows.

    :param rows: those of one locale, a page's together
    :param languages: what they are translated from and into
    :raises ConfigError: the package that does it is not installed
    """
    xliff, etree = _package("translate.storage.xliff2"), _package("lxml.etree")
    store = xliff.Xliff2File(sourcelanguage=languages.source, targetlanguage=languages.tag)
    store.setsourcelanguage(languages.source)
    store.settargetlanguage(languages.tag)
    root = store.document.getroot()
    for empty in list(root):
        root.remove(empty)
    page: str | None = None
    for row in rows:
        if row.page != page:
            page = row.page
            store.body = etree.SubElement(root, store.namespaced("file"))
            store.body.attrib.update(
                {"id": f"f{len(root)}", "original": escape(page), "canResegment": "no", _SPACE: "preserve"}
            )
        unit = xliff.Xliff2Unit("")
        store.addunit(unit)
        unit.setid(row.id)
        _fill(unit, row, etree)
    return bytes(store)


def _fill(unit: Any, row: Row, etree: Any) -> None:
    outer = unit.getunitelement()
    if row.context is not None:
        outer.set("name", escape(row.context))
    told = [("", note) for note in row.notes if note]
    told += [
        (category, text)
        for category, text in ((_PREVIOUS, row.previous), (_PREVIOUS_CONTEXT, row.previous_context))
        if text is not None
    ]
    if told:
        notes = etree.Element(unit.namespaced("notes"))
        outer.insert(0, notes)
        for category, text in told:
            note = etree.SubElement(notes, unit.namespaced("note"))
            note.text = escape(text)
            if category:
                note.set("category", category)
    segment = unit.xmlelement
    segment.attrib.pop(_SPACE, None)  # it has no place there; the file's is inherited
    for each in list(segment):
        segment.remove(each)
    _write(etree.SubElement(segment, unit.namespaced("source")), row.message, unit, etree)
    if row.translation:
        _write(etree.SubElement(segment, unit.namespaced("target")), row.translation, unit, etree)
    segment.set("state", "translated" if row.state == "translated" else "initial")


def _write(element: Any, text: str, unit: Any, etree: Any) -> None:
    first, *rest = _NO_XML.split(text)
    element.text = first
    for char, tail in zip(rest[::2], rest[1::2], strict=True):
        point = etree.SubElement(element, unit.namespaced("cp"))
        point.set("hex", f"{ord(char):04X}")
        point.tail = tail


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a file.

    :param path: for messages
    :raises ConfigError: it is no XLIFF 2, or the package that reads it is not installed
    """
    xliff, etree = _package("translate.storage.xliff2"), _package("lxml.etree")
    _refuse_doctype(data, path)
    try:
        store = xliff.Xliff2File.parsestring(data)
    except etree.XMLSyntaxError as error:
        told = str(error.msg).split(", line ")[0].rstrip(".")
        raise ConfigError(f"the XLIFF file is damaged: {told}", path=path, line=error.lineno or 0) from None
    except (AssertionError, ValueError) as error:
        told = str(error).split(".")[0] if "1." in str(error) else "it is no XLIFF 2"
        raise ConfigError(
            told.replace("This file appears to be", "it is"),
            path=path,
            remedy="export it as XLIFF 2.0 or 2.1",
        ) from None
    root = store.document.getroot()
    if not str(root.get("version", "")).startswith("2."):
        raise ConfigError("it is no XLIFF 2", path=path, line=root.sourceline or 0)
    units = dict.fromkeys(unit.getunitelement() for unit in store.units)
    return tuple(_row(unit, root.get("trgLang", ""), store) for unit in units)


def _row(unit: Any, tag: str, store: Any) -> Row:
    page = next(
        (unescape(each.get("original", "")) for each in unit.iterancestors(store.namespaced("file"))), ""
    )
    notes: dict[str, str] = {
        note.get("category", ""): unescape(note.text or "") for note in unit.iter(store.namespaced("note"))
    }
    sources, targets, states = [], [], set[str]()
    for part in unit:
        if part.tag not in (store.namespaced("segment"), store.namespaced("ignorable")):
            continue
        source = _read(part.find(store.namespaced("source")), store)
        target = part.find(store.namespaced("target"))
        sources.append(source)
        if part.tag == store.namespaced("segment"):
            targets.append(_read(target, store))
            states.add(part.get("state", "initial") if part.get("state") or not targets[-1] else "translated")
        else:
            targets.append(source if target is None else _read(target, store))
    whole = any(text for text in targets)
    row = Row(
        page,
        tag,
        "".join(sources),
        "".join(targets) if whole else "",
        None if unit.get("name") is None else unescape(unit.get("name")),
        previous=notes.get(_PREVIOUS),
        previous_context=notes.get(_PREVIOUS_CONTEXT),
        id=unit.get("id", ""),
        line=unit.sourceline or 0,
    )
    return _with_state(row, states)


def _with_state(row: Row, states: set[str]) -> Row:
    """The row with its state; the least of its segments counts.

    `initial` is what every unit is at first: of one that went out without a translation it says nothing.
    """
    if not row.translation:
        return replace(row, state="untranslated")
    least = "initial" if "initial" in states else "translated"
    was = sent(row)
    if least == "initial" and was is not None and was.state == "untranslated":
        return row
    return replace(row, state=_STATES[least])


def _read(element: Any, store: Any) -> str:
    if element is None:
        return ""
    return "".join(_pieces(element, store.namespaced("cp")))


def _pieces(element: Any, point: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == point:
            try:
                yield chr(int(child.get("hex", ""), 16))
            except (ValueError, OverflowError):
                yield "\ufffd"
        elif isinstance(child.tag, str):  # no comment, no instruction
            yield from _pieces(child, point)
        yield child.tail or ""


def _refuse_doctype(data: bytes, path: str) -> None:
    """Refuse XML that declares a document type, before anything of it is read.

    Entities are declared there, which read other files and grow without end.

    :raises ConfigError: it does
    """

    class Found(Exception):  # noqa: N818
        """Nothing more is to be read."""

    def stop(*_: object) -> None:
        raise Found

    def refuse(*_: object) -> None:
        raise ConfigError(
            "the file declares a document type; its entities are not safe to read",
            path=path, line=parser.CurrentLineNumber, remedy="remove the <!DOCTYPE …>",
        )  # fmt: skip

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)
    except Found:
        return
    except expat.ExpatError as error:
        raise ConfigError(
            f"the file is damaged: {expat.ErrorString(error.code)}", path=path, line=error.lineno
        ) from None


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ConfigError("XLIFF needs one more package", remedy=_REMEDY) from None
