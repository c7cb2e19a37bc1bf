r"""XLIFF 2.0, the exchange format of translators' programs, through lxml.

http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html: a `<file>` a page, a `<unit>` a message
with one `<segment>`, notes before it. A unit's id is the row's; its name is the message's context. Characters
that XML cannot hold are written ``<cp hex="0007"/>``, as the format has it. Units that a program parted into
several segments are put together again.

The packages that know XLIFF 2 drop such characters, put notes where a validator refuses them, and make ids of
file names, which may have no ``/`` there; so only XML itself is left to a library.
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

_NAMES = "{urn:oasis:names:tc:xliff:document:2.0}"
_KNOWN = (_NAMES, "{urn:oasis:names:tc:xliff:document:2.2}")
"""2.1 has the namespace of 2.0."""
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
    etree = _package("lxml.etree")
    root = etree.Element(f"{_NAMES}xliff", nsmap={None: _NAMES.strip("{}")})
    root.attrib.update({"version": "2.0", "srcLang": languages.source, "trgLang": languages.tag})
    page: str | None = None
    file = None
    texts: list[tuple[Any, str]] = []
    for row in rows:
        if row.page != page:
            page = row.page
            file = etree.SubElement(root, f"{_NAMES}file")
            file.attrib.update(
                {"id": f"f{len(root)}", "original": escape(page), "canResegment": "no", _SPACE: "preserve"}
            )
        texts += _added(file, row, etree)
    etree.indent(root)
    for element, text in texts:  # now, so that no space comes in between
        _write(element, text, etree)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _added(file: Any, row: Row, etree: Any) -> Iterator[tuple[Any, str]]:
    """Add a unit; give the elements of its texts, still empty, and what they are to hold."""
    unit = etree.SubElement(file, f"{_NAMES}unit", id=row.id)
    if row.context is not None:
        unit.set("name", escape(row.context))
    told = [("", note) for note in row.notes if note]
    told += [
        (category, text)
        for category, text in ((_PREVIOUS, row.previous), (_PREVIOUS_CONTEXT, row.previous_context))
        if text is not None
    ]
    if told:
        notes = etree.SubElement(unit, f"{_NAMES}notes")
        for category, text in told:
            note = etree.SubElement(notes, f"{_NAMES}note")
            note.text = escape(text)
            if category:
                note.set("category", category)
    state = "translated" if row.state == "translated" else "initial"
    segment = etree.SubElement(unit, f"{_NAMES}segment", state=state)
    yield etree.SubElement(segment, f"{_NAMES}source"), row.message
    if row.translation:
        yield etree.SubElement(segment, f"{_NAMES}target"), row.translation


def _write(element: Any, text: str, etree: Any) -> None:
    first, *rest = _NO_XML.split(text)
    element.text = first
    for char, tail in zip(rest[::2], rest[1::2], strict=True):
        point = etree.SubElement(element, f"{_NAMES}cp")
        point.set("hex", f"{ord(char):04X}")
        point.tail = tail


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a file.

    :param path: for messages
    :raises ConfigError: it is no XLIFF 2, or the package that reads it is not installed
    """
    etree = _package("lxml.etree")
    _refuse_doctype(data, path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = str(error.msg).split(", line ")[0].rstrip(".")
        raise ConfigError(f"the XLIFF file is damaged: {told}", path=path, line=error.lineno or 0) from None
    name, version = etree.QName(root), str(root.get("version", ""))
    if name.localname != "xliff" or not version.startswith("2.") or f"{{{name.namespace}}}" not in _KNOWN:
        told = f"it is XLIFF {version}" if name.localname == "xliff" and version else "it is no XLIFF 2"
        raise ConfigError(told, path=path, line=root.sourceline or 0, remedy="export it as XLIFF 2.0 or 2.1")
    space = f"{{{name.namespace}}}"
    return tuple(_row(unit, root.get("trgLang", ""), space) for unit in root.iter(f"{space}unit"))


def _row(unit: Any, tag: str, space: str) -> Row:
    page = next((unescape(each.get("original", "")) for each in unit.iterancestors(f"{space}file")), "")
    notes: dict[str, str] = {
        note.get("category", ""): unescape(note.text or "") for note in unit.iter(f"{space}note")
    }
    sources, targets, states = [], [], set[str]()
    for part in unit:
        if part.tag not in (f"{space}segment", f"{space}ignorable"):
            continue
        source = _read(part.find(f"{space}source"), space)
        target = part.find(f"{space}target")
        sources.append(source)
        if part.tag == f"{space}segment":
            targets.append(_read(target, space))
            states.add(part.get("state", "initial") if part.get("state") or not targets[-1] else "translated")
        else:
            targets.append(source if target is None else _read(target, space))
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


def _read(element: Any, space: str) -> str:
    if element is None:
        return ""
    return "".join(_pieces(element, f"{space}cp"))


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
