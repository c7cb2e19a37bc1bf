"""TMX 1.4, the exchange format of translation memories, through lxml.

https://www.gala-global.org/tmx-14b: a `<tu>` with a `<tuv xml:lang>` for each language.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from translator.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["TmxUnit", "parse", "serialize"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENGINE, _PERSON = "engine:", "person"
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""https://www.w3.org/TR/xml/#charsets, but for CR, which XML reads as a line feed."""
_REMEDY = "pip install 'translate-sync[exchange]'"


class TmxUnit(NamedTuple):
    """One pair of texts."""

    source: str
    """A language tag, as the file has it; empty in `parse` where the file names none."""
    target: str
    message: str
    text: str
    engine: str
    """Empty for a person's."""
    tuid: str = ""
    """What tells it from others; without white space."""


def serialize(units: Iterable[TmxUnit]) -> tuple[bytes, int]:
    """Write units.

    :return: the file, and how many units were left out, because XML cannot hold a character of theirs
    :raises ConfigError: the package that does it is not installed
    """
    etree = _package("lxml.etree")
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(root, "header")
    body = etree.SubElement(root, "body")
    left_out = 0
    first = ""
    for unit in units:
        if _NO_XML.search(unit.message + unit.text):
            left_out += 1
            continue
        first = first or unit.source
        made = etree.SubElement(body, "tu", srclang=unit.source)
        if unit.tuid:
            made.set("tuid", unit.tuid)
        made.set("creationid", f"{_ENGINE}{unit.engine}" if unit.engine else _PERSON)
        for tag, text in ((unit.source, unit.message), (unit.target, unit.text)):
            variant = etree.SubElement(made, "tuv")
            variant.set(_LANG, tag)
            etree.SubElement(variant, "seg").text = text
    header.attrib.update(
        {
            "creationtool": "translate", "creationtoolversion": "0.1", "segtype": "paragraph",
            "o-tmf": "PO", "adminlang": "en", "srclang": first or "*all*", "datatype": "plaintext",
        }
    )  # fmt: skip
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n", left_out


def parse(data: bytes, path: str) -> Iterator[TmxUnit]:
    """Read units, each pair of the source language with another one.

    The file may come from anywhere: nothing outside of it is loaded, and no entities are let in.

    :param path: for messages
    :raises ConfigError: it is no TMX, or the package that reads it is not installed
    """
    etree = _package("lxml.etree")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = str(error.msg).split(", line ")[0].rstrip(".")
        raise ConfigError(f"the TMX file is damaged: {told}", path=path, line=error.lineno or 0) from None
    inner = root.getroottree().docinfo.internalDTD
    if (inner is not None and any(True for _ in inner.iterentities())) or next(
        root.iter(etree.Entity), None
    ) is not None:
        raise ConfigError("the TMX file declares entities; they are not safe to read", path=path)
    if etree.QName(root).localname != "tmx":
        raise ConfigError(f"it is no TMX file: it begins with <{etree.QName(root).localname}>", path=path)
    header = root.find("header")
    common = header.get("srclang", "") if header is not None else ""
    for unit in root.iter("tu"):
        yield from _pairs(unit, common)


def _pairs(unit: Any, common: str) -> Iterator[TmxUnit]:
    own = unit.get("srclang") or common
    # TMX 1.1 wrote `lang`
    texts = [(node.get(_LANG) or node.get("lang") or "", node) for node in unit.iter("tuv")]
    source = next((node for tag, node in texts if _same(tag, own)), None)
    if source is None:
        yield TmxUnit(own, "", "", "", "")  # counted as skipped
        return
    by = unit.get("creationid") or ""
    engine = by.removeprefix(_ENGINE) if by.startswith(_ENGINE) else ""
    for tag, node in texts:
        if node is not source:
            yield TmxUnit(own, tag, _text(source), _text(node), engine, unit.get("tuid") or "")


def _text(node: Any) -> str:
    segment = node.find("seg")
    return "".join(segment.itertext()) if segment is not None else ""


def _same(one: str, other: str) -> bool:
    return one.lower().replace("_", "-") == other.lower().replace("_", "-")


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ConfigError("TMX needs one more package", remedy=_REMEDY) from None
