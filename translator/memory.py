"""The translation memory: every pair of source and translation seen so far, in SQLite.

It is a cache of what the catalogs hold and of what engines answered: delete it, and only time and money
are lost. What a method was given is on the disk when it returns, so that a killed process loses nothing;
several threads and processes may use one memory at once.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from translator import files
from translator.errors import ConfigError
from translator.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Memory", "Near", "Remembered", "Stat", "Unit", "default_path"]

_VERSION = 1
_IDENTITY = 0x7472736D
"""``trsm``, SQLite's application id: tells a memory from another program's database."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
    source TEXT NOT NULL, target TEXT NOT NULL, message TEXT NOT NULL, engine TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (source, target, message, engine)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
    source TEXT NOT NULL, target TEXT NOT NULL, engine TEXT NOT NULL, sent TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (source, target, engine, sent)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refusal (
    source TEXT NOT NULL, target TEXT NOT NULL, message TEXT NOT NULL, engine TEXT NOT NULL,
    reason TEXT NOT NULL, PRIMARY KEY (source, target, message, engine)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS intake (key TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
_SEARCH = """
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (message, source UNINDEXED, target UNINDEXED);
"""
_WAIT = 30.0
"""Seconds to wait for another process that has the memory in its hands."""
_MANY = 400
"""Values in one statement: SQLite takes 999 and more."""
_WORD = re.compile(r"\w{2,}")
_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation that is known."""

    text: str
    engine: str
    """Empty where a person translated it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A translation of a message that is like another."""

    message: str
    text: str
    engine: str
    score: float
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One pair of source and translation."""

    source: str
    target: str
    message: str
    text: str
    engine: str


@dataclass(frozen=True, slots=True)
class Stat:
    """How much the memory has of one locale pair from one engine, or from people."""

    source: str
    target: str
    engine: str
    units: int
    characters: int


def default_path(root: Path) -> Path:
    """Where a site's memory is: one a site, so that one's wording does not leak into another's.

    :param root: the site's root
    """
    return files.cache_dir(root) / "memory.sqlite"


class Memory:
    """An open memory; a context manager. Texts are kept as they are, lone surrogates too."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, findings: tuple[Finding, ...] = ()
    ) -> None:
        self._db = connection
        self._path = path
        self._lock = threading.Lock()
        self._searchable = _searchable(connection)
        self.findings = findings

    @classmethod
    def open(cls, path: Path) -> Memory:
        """Open a memory, or begin one. A damaged or foreign file is moved aside, never deleted.

        :param path: the file; ``:memory:`` for one that is forgotten when it is closed
        :raises ConfigError: it cannot be written there
        """
        if str(path) == ":memory:":
            return cls(_begin(path), path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection, findings = _known(path) or _begun(path)
        except sqlite3.Error as error:
            raise _unusable(path, str(error)) from None
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from None
        return cls(connection, path, findings)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close it; what was learnt is there already."""
        with self._lock:
            self._db.close()

    # -- translations ------------------------------------------------------------------------------

    def exact(self, source: str, target: str, messages: Iterable[str], engine: str) -> dict[str, Remembered]:
        """Find translations of messages: a person's first, then the engine's own, never another's.

        :param source: BCP 47 tag
        :param target: the same
        """
        found: dict[str, Remembered] = {}
        for part in _parts(messages):
            rows = self._rows(
                f"SELECT message, text, engine FROM unit WHERE source = ? AND target = ? "  # noqa: S608
                f"AND engine IN ('', ?) AND message IN ({_marks(part)}) ORDER BY engine DESC",
                (source, target, _kept(engine), *part),
            )
            for message, text, by in rows:  # a person's comes last, and stays
                found[_given(message)] = Remembered(_given(text), _given(by))
        return found

    def near(self, source: str, target: str, message: str, limit: int = 3, least: float = 0.7) -> list[Near]:
        """Find translations of messages like this one, the likest first.

        :param least: how like they must be, from 0 to 1
        """
        if not self._searchable:
            return []
        from rapidfuzz.distance import Indel  # noqa: PLC0415 (only where an engine is asked)

        words = sorted(set(_WORD.findall(message.lower())), key=len, reverse=True)[:12]
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = self._rows(
            "SELECT DISTINCT message FROM word WHERE word MATCH ? AND source = ? AND target = ? "
            "ORDER BY rank LIMIT ?",
            (asked, source, target, _CANDIDATES),
        )
        scored = [
            (Indel.normalized_similarity(message, _given(other)), other)
            for (other,) in rows
            if _given(other) != message
        ]
        chosen = [each for each in sorted(scored, key=lambda each: -each[0]) if each[0] >= least][:limit]
        found = []
        for score, other in chosen:
            texts = self._rows(
                "SELECT text, engine FROM unit WHERE source = ? AND target = ? AND message = ? "
                "ORDER BY engine LIMIT 1",
                (source, target, other),
            )
            found += [Near(_given(other), _given(text), _given(by), score) for text, by in texts]
        return found

    def learn(self, source: str, target: str, pairs: Iterable[tuple[str, str]], engine: str = "") -> None:
        """Take pairs of message and translation; a later one replaces an earlier of the same engine.

        :param engine: who translated them; empty for people
        """
        units = [(source, target, _kept(message), _kept(engine), _kept(text)) for message, text in pairs]
        if not units:
            return
        with self._writing():
            if self._searchable:
                new = [
                    (unit[2], source, target)
                    for unit in units
                    if not self._db.execute(
                        "SELECT 1 FROM unit WHERE source = ? AND target = ? AND message = ? LIMIT 1", unit[:3]
                    ).fetchone()
                ]
                self._db.executemany("INSERT INTO word VALUES (?, ?, ?)", new)
            self._db.executemany("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?)", units)

    # -- answers as they came ----------------------------------------------------------------------

    def answers(self, source: str, target: str, engine: str, sent: Iterable[str]) -> dict[str, str]:
        """Find what an engine answered to texts before, good or not."""
        found: dict[str, str] = {}
        for part in _parts(sent):
            rows = self._rows(
                f"SELECT sent, text FROM answer WHERE source = ? AND target = ? AND engine = ? "  # noqa: S608
                f"AND sent IN ({_marks(part)})",
                (source, target, _kept(engine), *part),
            )
            found.update((_given(key), _given(text)) for key, text in rows)
        return found

    def keep_answers(self, source: str, target: str, engine: str, answers: Iterable[tuple[str, str]]) -> None:
        """Keep an engine's answers as they came, before anything else is done with them.

        :param answers: texts as they were sent, and the answers
        """
        rows = [(source, target, _kept(engine), _kept(sent), _kept(text)) for sent, text in answers]
        with self._writing():
            self._db.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", rows)

    def refuse(self, source: str, target: str, message: str, engine: str, reason: str) -> None:
        """Note that an engine's answers to a message were refused, so that it is not asked again."""
        row = (source, target, _kept(message), _kept(engine), _kept(reason))
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO refusal VALUES (?, ?, ?, ?, ?)", row)

    def refused(self, source: str, target: str, messages: Iterable[str], engine: str) -> dict[str, str]:
        """Tell why an engine's answers to messages were refused."""
        found: dict[str, str] = {}
        for part in _parts(messages):
            rows = self._rows(
                f"SELECT message, reason FROM refusal WHERE source = ? AND target = ? AND engine = ? "  # noqa: S608
                f"AND message IN ({_marks(part)})",
                (source, target, _kept(engine), *part),
            )
            found.update((_given(message), _given(reason)) for message, reason in rows)
        return found

    # -- catalogs ----------------------------------------------------------------------------------

    def taken_in(self, key: str, stamp: str) -> bool:
        """Whether a catalog was learnt as it is now."""
        return self._rows("SELECT stamp FROM intake WHERE key = ?", (_kept(key),)) == [(stamp,)]

    def take_in(self, key: str, stamp: str) -> None:
        """Note that a catalog was learnt."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO intake VALUES (?, ?)", (_kept(key), stamp))

    # -- all of it ---------------------------------------------------------------------------------

    def stats(self) -> list[Stat]:
        """Count the units of each locale pair and engine."""
        rows = self._rows(
            "SELECT source, target, engine, count(*), sum(length(message)) FROM unit "
            "GROUP BY source, target, engine ORDER BY source, target, engine",
            (),
        )
        return [Stat(source, target, _given(by), count, size) for source, target, by, count, size in rows]

    def units(self, source: str | None = None, target: str | None = None) -> Iterator[Unit]:
        """Give every unit, in the order of its key.

        :param source: only of this BCP 47 tag
        :param target: the same
        """
        last: tuple[str, ...] = ("", "", "", "")
        while True:
            rows = self._rows(
                "SELECT source, target, message, engine, text FROM unit "
                "WHERE (source, target, message, engine) > (?, ?, ?, ?) "
                "ORDER BY source, target, message, engine LIMIT 1000",
                last,
            )
            for row in rows:
                if source in (None, row[0]) and target in (None, row[1]):
                    yield Unit(row[0], row[1], _given(row[2]), _given(row[4]), _given(row[3]))
            if len(rows) < 1000:
                return
            last = tuple(rows[-1][:4])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; what goes wrong is told as what it is, and nothing of it stays.

        :raises ConfigError: the disk is full, the file was damaged meanwhile …
        """
        with self._lock:
            try:
                with self._db:
                    yield
            except sqlite3.Error as error:
                raise _unusable(self._path, str(error)) from None

    def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            with self._lock, closing(self._db.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            raise _unusable(self._path, str(error)) from None


def _known(path: Path) -> tuple[sqlite3.Connection, tuple[Finding, ...]] | None:
    """Open a memory that is whole; None where there is none, or a damaged or foreign file.

    :raises sqlite3.OperationalError: it is locked, or cannot be read
    """
    db = _connection(path)
    try:
        if _is_whole(db):
            _set_up(db)
            return db, ()
    except sqlite3.OperationalError:
        db.close()
        raise
    except sqlite3.DatabaseError:
        pass
    db.close()
    return None


def _begun(path: Path) -> tuple[sqlite3.Connection, tuple[Finding, ...]]:
    """Begin a memory, with what cannot be used moved aside; or open the one that another process began.

    Under a lock: two processes that find the same damage would both move a file, and the second one's
    would be the memory that the first has just begun.

    :raises sqlite3.Error: it cannot be begun there
    :raises OSError: it cannot be written there
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 (30 ms)

    try:
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_WAIT):
            try:
                return _known(path) or (_begin(path), ())
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                told = _put_aside(path)
                return _begin(path), (told,)
    except Timeout:
        raise sqlite3.OperationalError("another process holds it") from None


def _put_aside(path: Path) -> Finding:
    aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return Finding(
        str(path),
        0,
        "the memory was damaged; a new one is begun",
        Severity.WARNING,
        f"the old one is {aside.name}; it can be removed",
        "memory",
    )


def _begin(path: Path) -> sqlite3.Connection:
    """Begin a database where there is none.

    The schema comes in one transaction, so that nobody sees a part of it and takes it for another program's.

    :raises sqlite3.DatabaseError: something is there, and it is none of ours
    """
    db = _connection(path)
    try:
        _write_ahead(db)
        _set_up(db)
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("another program's")  # noqa: TRY301 (closed below, as for any other)
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
        with suppress(sqlite3.OperationalError):  # an SQLite without full text search
            db.execute(_SEARCH)
        db.execute(f"PRAGMA application_id = {_IDENTITY}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _connection(path: Path) -> sqlite3.Connection:
    # a transaction is begun at once (IMMEDIATE): two processes that read first and write then would lock
    # each other out
    return sqlite3.connect(path, timeout=_WAIT, check_same_thread=False, isolation_level="IMMEDIATE")


def _set_up(db: sqlite3.Connection) -> None:
    # a killed process loses nothing; a machine without power may lose the last moments
    db.execute("PRAGMA synchronous = NORMAL")


def _is_whole(db: sqlite3.Connection) -> bool:
    """Tell a memory from an empty or another program's database, by one look at one state of it.

    :raises sqlite3.DatabaseError: it is damaged
    """
    db.execute("BEGIN")
    try:
        empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        identity = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if empty or (identity, version) != (_IDENTITY, _VERSION):
            return False
        db.execute("SELECT count(*) FROM intake").fetchone()
        return True
    finally:
        db.rollback()


def _write_ahead(db: sqlite3.Connection) -> None:
    """Let readers and a writer work at once. SQLite itself does not wait here for another process's look.

    :raises sqlite3.DatabaseError: it is damaged, or another process is too long at it
    """
    until = time.monotonic() + _WAIT
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _searchable(db: sqlite3.Connection) -> bool:
    with suppress(sqlite3.Error):
        return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'word'").fetchone())
    return False


def _unusable(path: Path, words: str) -> ConfigError:
    return ConfigError(
        f"the memory cannot be used: {words}",
        path=str(path),
        remedy="say where it may be with path in [memory], or run with --no-memory",
    )


def _kept(text: str) -> str:
    """A text as SQLite takes it: a lone surrogate, and the mark that tells of one, by its number."""
    if text.isascii():
        return text
    return re.sub("[\ud800-\udfff\ue000]", lambda match: f"\ue000{ord(match[0]):04x}", text)


def _given(text: str) -> str:
    if "\ue000" not in text:
        return text
    return re.sub("\ue000([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def _parts(texts: Iterable[str]) -> Iterator[list[str]]:
    every = [_kept(text) for text in dict.fromkeys(texts)]
    for start in range(0, len(every), _MANY):
        yield every[start : start + _MANY]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
