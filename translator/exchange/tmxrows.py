"""Rows ⇄ the units of a TMX file.

TMX is a memory's format: it has pairs of texts, and knows neither pages nor states. So only what is
translated goes out. A unit's `tuid` says where it belongs, for the way back; a unit of another program has
none of ours and fills in what is untranslated, wherever its message stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from translator.errors import ConfigError
from translator.exchange.rows import Row
from translator.tags import canonical
from translator.tmx import TmxUnit
from translator.tmx import parse as parse_tmx
from translator.tmx import serialize as serialize_tmx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.exchange.rows import Languages

__all__ = ["parse", "serialize"]


def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
    """Write rows, those that are translated.

    :param languages: what they are translated from and into
    :raises ConfigError: XML cannot hold a text of theirs, or the package that writes it is not installed
    """
    units = [
        TmxUnit(
            languages.source,
            languages.tag,
            row.message,
            row.translation,
            row.engine,
            f"{quote(row.page)}?{quote(row.context or '')}#{row.id}",
        )
        for row in rows
        if row.state == "translated"
    ]
    data, left_out = serialize_tmx(units)
    if left_out:
        raise ConfigError(
            f"TMX cannot hold the control characters of {left_out} of the messages",
            remedy="export as XLIFF, or remove the characters",
        )
    return data


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a file.

    :param path: for messages
    :raises ConfigError: it is no TMX, or the package that reads it is not installed
    """
    return tuple(_row(unit) for unit in parse_tmx(data, path) if unit.message and unit.target)


def _row(unit: TmxUnit) -> Row:
    place, _, name = unit.tuid.partition("#")
    page, _, context = place.partition("?")
    return Row(
        unquote(page) if name else "",
        canonical(unit.target),
        unit.message,
        unit.text,
        unquote(context) or None,
        "translated",
        id=name,
        engine=unit.engine,
    )
