"""Fills the memory from a site's catalogs, before an engine is asked for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.catalog import po
from translator.catalog.marks import settled, their_mark
from translator.errors import TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from translator.asking.line import Line
    from translator.model import Pair

__all__ = ["take_in"]


def take_in(root: Path, pairs: Iterable[Pair], lines: dict[str, Line]) -> None:
    """Learn every translation of the catalogs that changed since they were learnt.

    :param pairs: all of the site's, so that a sentence of one page is known on another
    """
    for pair in pairs:
        line = lines.get(pair.locale)
        path = root / pair.catalog
        if line is None or not files.is_there(path):
            continue
        try:
            facts = path.stat()
            stamp = f"{facts.st_mtime_ns} {facts.st_size}"
            key = f"{root}/{pair.catalog}"
            if line.memory.taken_in(key, stamp):
                continue
            catalog = po.parse(files.read(path), pair.catalog)
        except (TranslateError, OSError):
            continue  # the page's own sync says what is wrong with it
        by_engine: dict[str, list[tuple[str, str]]] = {}
        for entry in map(settled, catalog.entries):
            if entry.fuzzy or not entry.has_text or entry.msgid_plural is not None:
                continue
            mark = their_mark(entry)
            if mark is None or mark.own_message:
                engine = mark.engine if mark else ""
                by_engine.setdefault(engine, []).append((entry.msgid, entry.msgstr))
        for engine, units in by_engine.items():
            if engine != "memory":
                line.memory.learn(line.source, line.tag, units, engine)
        line.memory.take_in(key, stamp)
