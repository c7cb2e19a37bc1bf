"""DeepL's glossaries, as its API keeps them: v2 has one pair of languages each, v3 several."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from services.fields import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.base import Refused

__all__ = ["LANGUAGES", "Dictionary", "Glossary", "entries", "told_v2", "told_v3"]

LANGUAGES = codes(
    """
    ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk vi zh
    """
)
"""Bare codes: a glossary into ``en`` serves every English."""
_LONGEST = 1024
"""Bytes of UTF-8 of a term, and of a glossary's name."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The terms of a pair."""

    source: str
    target: str
    terms: dict[str, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary of the account."""

    name: str
    dictionaries: tuple[Dictionary, ...]
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def terms(self, source: str, target: str) -> dict[str, str] | None:
        """The terms for a pair of bare codes, None where it has no such pair."""
        for each in self.dictionaries:
            if (each.source, each.target) == (source, target):
                return each.terms
        return None


def entries(text: str, form: str, refuse: Callable[[str], Refused]) -> dict[str, str]:
    """Read entries as DeepL does: no source twice, nothing empty, each of 1024 bytes at most."""
    if form == "csv":
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
        except csv.Error:
            raise refuse("Invalid glossary entries provided") from None
        # two more columns may name the languages
        rows = [row[:2] if len(row) == 4 else row for row in rows]
    else:
        rows = [line.split("\t") for line in text.split("\n") if line.strip()]
    terms: dict[str, str] = {}
    for number, row in enumerate(rows):
        if len(row) != 2:
            raise refuse(f"Invalid glossary entries provided: key with the index {number} misses separator")
        source, target = (cell.strip() for cell in row)
        if not source or not target or max(len(source.encode()), len(target.encode())) > _LONGEST:
            raise refuse(f"Invalid glossary entries provided: key with the index {number} is invalid")
        if source in terms:
            raise refuse(f"Invalid glossary entries provided: key with the index {number} duplicates key")
        terms[source] = target
    if not terms:
        raise refuse("Missing or invalid argument: entries")
    return terms


def told_v2(glossary: Glossary) -> dict[str, Any]:
    """Describe one as v2 does."""
    only = glossary.dictionaries[0]
    return {
        "glossary_id": glossary.id,
        "name": glossary.name,
        "ready": True,
        "source_lang": only.source,
        "target_lang": only.target,
        "creation_time": _MADE,
        "entry_count": len(only.terms),
    }


def told_v3(glossary: Glossary) -> dict[str, Any]:
    """Describe one as v3 does."""
    return {
        "glossary_id": glossary.id,
        "name": glossary.name,
        "dictionaries": [
            {"source_lang": each.source, "target_lang": each.target, "entry_count": len(each.terms)}
            for each in glossary.dictionaries
        ],
        "creation_time": _MADE,
    }


_MADE = "2026-01-01T00:00:00.000000Z"
