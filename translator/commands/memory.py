"""``translate memory``: what the translation memory has, out to TMX, in from TMX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.commands.machine import memory_path
from translator.commands.opened import open_site
from translator.errors import ConfigError, PageError
from translator.memory import Memory
from translator.model import MemoryResult, MemoryStat
from translator.tags import canonical
from translator.tmx import TmxUnit, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translator.commands.opened import Opened

__all__ = ["export", "import_", "stats"]


def stats(root: Path) -> MemoryResult:
    """Count what the memory has.

    :raises ConfigError: the configuration is wrong, or the memory cannot be read
    """
    path = memory_path(open_site(root, pages=False))
    if not path.exists():
        return MemoryResult("stats", str(path))
    with Memory.open(path) as memory:
        found = tuple(
            MemoryStat(each.source, each.target, each.engine, each.units, each.characters)
            for each in memory.stats()
        )
        return MemoryResult("stats", str(path), path.stat().st_size, found, findings=memory.findings)


def export(root: Path, file: Path, locales: Sequence[str] = ()) -> MemoryResult:
    """Write the memory's units as TMX.

    :param file: where to
    :param locales: only these; all where none is named
    :raises ConfigError: the call or the configuration is wrong, or the file cannot be written
    """
    opened = open_site(root, locales, pages=False)
    path = memory_path(opened)
    source, tags = _tags(opened, locales)
    with Memory.open(path) as memory:
        units = [
            TmxUnit(unit.source, unit.target, unit.message, unit.text, unit.engine)
            for unit in memory.units()
            if not locales or (unit.source == source and unit.target in tags)
        ]
        data, left_out = serialize(units)
        try:
            files.write_atomic(file, data)
        except PageError as error:
            raise ConfigError(error.message, path=str(file), remedy=error.remedy) from None
        count = len(units) - left_out
        return MemoryResult(
            "export", str(path), written=str(file), added=count, skipped=left_out, findings=memory.findings
        )


def import_(root: Path, file: Path, locales: Sequence[str] = ()) -> MemoryResult:
    """Take units of a TMX file into the memory; a person's translation that is there stays.

    :param file: the TMX file
    :param locales: only these; the configuration's where none is named
    :raises ConfigError: the call or the configuration is wrong, or the file cannot be read
    """
    opened = open_site(root, locales, pages=False)
    source, tags = _tags(opened, locales)
    try:
        data = files.read(file, 2**30)
    except PageError as error:
        raise ConfigError(error.message, path=str(file), remedy=error.remedy) from None
    skipped = 0
    wanted: dict[tuple[str, str], dict[str, str]] = {}
    for unit in parse(data, str(file)):
        tag = _known(unit.target, tags)
        if canonical(unit.source or "x") != source or tag is None or not unit.message or not unit.text:
            skipped += 1
            continue
        wanted.setdefault((tag, unit.engine), {})[unit.message] = unit.text
    added = kept = 0
    path = memory_path(opened)
    with Memory.open(path) as memory:
        for (tag, engine), pairs in wanted.items():
            known = memory.exact(source, tag, pairs, engine)
            new = {}
            for message, text in pairs.items():
                there = known.get(message)
                if there is not None and (not there.engine or there.engine == engine):
                    kept += 1
                else:
                    new[message] = text
            memory.learn(source, tag, new.items(), engine)
            added += len(new)
        return MemoryResult(
            "import", str(path), added=added, kept=kept, skipped=skipped, findings=memory.findings
        )


def _tags(opened: Opened, locales: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The source's tag; the locales' tags, by themselves in lower case."""
    config = opened.config
    tags = [config.for_locale(code).tag for code in locales or config.locales]
    return canonical(config.source_locale), {tag.lower(): tag for tag in tags}


def _known(tag: str, tags: dict[str, str]) -> str | None:
    return tags.get(tag.lower().replace("_", "-"))
