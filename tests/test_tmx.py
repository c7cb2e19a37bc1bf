"""TMX files."""

from __future__ import annotations

import pytest

from translator.errors import ConfigError
from translator.tmx import TmxUnit, parse, serialize

pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")

UNITS = [
    TmxUnit("en", "de", 'One & <b>two</b>\nthree "four"', "Eins & <b>zwei</b>\ndrei „vier“", ""),
    TmxUnit("en", "pt-BR", "  spaces  ", "  espaços  ", "openai some-model"),
]
HEAD = '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="EN_us"/><body>'


def test_units_come_back() -> None:
    """Texts to the letter, who made them too."""
    data, left_out = serialize(UNITS)
    assert left_out == 0
    assert list(parse(data, "x.tmx")) == UNITS


def test_none_is_a_file_too() -> None:
    """An empty memory."""
    data, _ = serialize([])
    assert list(parse(data, "x.tmx")) == []


def test_what_xml_cannot_hold_is_left_out() -> None:
    """And counted."""
    data, left_out = serialize([TmxUnit("en", "de", "a\0b", "x", ""), UNITS[0]])
    assert left_out == 1
    assert list(parse(data, "x.tmx")) == UNITS[:1]


def test_files_of_other_tools_are_read() -> None:
    """Several languages in a unit, tags in any case, markup within a segment, TMX 1.1's attribute."""
    data = f"""{HEAD}
    <tu creationid="anna"><tuv xml:lang="en-US"
      ><seg>A <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept></seg></tuv>
      <tuv xml:lang="de"><seg>Fett</seg></tuv><tuv lang="FR"><seg>Gras</seg></tuv></tu>
    <tu><tuv xml:lang="de"><seg>Nur Deutsch</seg></tuv></tu>
    </body></tmx>"""
    assert list(parse(data.encode(), "x.tmx")) == [
        TmxUnit("EN_us", "de", "A <b>bold</b>", "Fett", ""),
        TmxUnit("EN_us", "FR", "A <b>bold</b>", "Gras", ""),
        TmxUnit("EN_us", "", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"no XML", "damaged"),
        (b"<tmx><body><tu></body></tmx>", "damaged"),
        (b"<html/>", "no TMX"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><header/><body/></tmx>', "entities"),
        (b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>', "entities"),
    ],
)
def test_what_is_wrong_is_told(data: bytes, said: str) -> None:
    """Entities are refused: they read other files, and grow without end."""
    with pytest.raises(ConfigError, match=said):
        list(parse(data, "x.tmx"))
