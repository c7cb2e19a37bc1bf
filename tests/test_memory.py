"""The translation memory."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from command_line import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import ConfigError
from translator.memory import Memory, Near, Remembered, Unit, default_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "memory.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with Memory.open(path) as memory:
        yield memory


def test_what_was_learnt_is_known(memory: Memory) -> None:
    """By locale pair and message."""
    memory.learn("en", "de", [("One", "Eins"), ("Two", "Zwei")], "deepl")
    assert memory.exact("en", "de", ["One", "Three"], "deepl") == {"One": Remembered("Eins", "deepl")}
    assert memory.exact("en", "fr", ["One"], "deepl") == {}
    assert memory.exact("fr", "de", ["One"], "deepl") == {}


def test_a_person_goes_before_an_engine(memory: Memory) -> None:
    """Whoever was first."""
    memory.learn("en", "de", [("One", "Eins (Mensch)")])
    memory.learn("en", "de", [("One", "Eins")], "deepl")
    assert memory.exact("en", "de", ["One"], "deepl") == {"One": Remembered("Eins (Mensch)", "")}


def test_another_engines_answer_is_not_taken(memory: Memory) -> None:
    """Who changes the engine wants its words."""
    memory.learn("en", "de", [("One", "Eins")], "libretranslate")
    assert memory.exact("en", "de", ["One"], "deepl") == {}


def test_a_later_text_replaces_an_earlier_one(memory: Memory) -> None:
    """Of the same engine."""
    memory.learn("en", "de", [("One", "Ein"), ("One", "Eins")])
    memory.learn("en", "de", [("One", "Eine")])
    assert memory.exact("en", "de", ["One"], "") == {"One": Remembered("Eine", "")}


def test_thousands_at_once(memory: Memory) -> None:
    """More than one statement takes."""
    memory.learn("en", "de", [(f"m{n}", f"t{n}") for n in range(5000)])
    found = memory.exact("en", "de", [f"m{n}" for n in range(0, 10_000, 2)], "x")
    assert len(found) == 2500
    assert found["m4998"].text == "t4998"


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_any_text_comes_back(pairs: dict[str, str]) -> None:
    """NUL, line ends, private characters."""
    from pathlib import Path as _Path

    with Memory.open(_Path(":memory:")) as memory:
        memory.learn("en", "de", pairs.items(), "e")
        found = memory.exact("en", "de", pairs, "e")
        assert {message: each.text for message, each in found.items()} == pairs
        memory.keep_answers("en", "de", "e", pairs.items())
        assert memory.answers("en", "de", "e", pairs) == pairs
        assert {unit.message: unit.text for unit in memory.units()} == pairs


def test_half_a_character_comes_back(memory: Memory) -> None:
    """A lone surrogate, which no database can hold by itself, and the mark that stands for it."""
    odd = "a\ud800b \ue000 \ue000d800"
    memory.learn("en", "de", [(odd, odd)], odd)
    assert memory.exact("en", "de", [odd], odd) == {odd: Remembered(odd, odd)}


def test_messages_like_it_are_found(memory: Memory) -> None:
    """The likest first, a person's translation before an engine's; the message itself is none of them."""
    memory.learn("en", "de", [("We are open every day", "Offen"), ("We close on Sundays", "Zu")], "deepl")
    memory.learn("en", "de", [("We are open every day", "Immer offen")])
    memory.learn("en", "fr", [("We are open nearly every day", "Ouvert")])
    found = memory.near("en", "de", "We are open nearly every day")
    assert found == [Near("We are open every day", "Immer offen", "", pytest.approx(0.86, abs=0.05))]  # type: ignore[arg-type]
    assert memory.near("en", "de", "We are open every day") == []
    assert memory.near("en", "de", '"quoted" AND (odd) * NEAR/3') == []
    assert memory.near("en", "de", "") == []


def test_refusals_are_remembered_by_engine(memory: Memory) -> None:
    """So that nobody pays for the same mistake twice."""
    memory.refuse("en", "de", "One", "deepl", "it is empty")
    assert memory.refused("en", "de", ["One", "Two"], "deepl") == {"One": "it is empty"}
    assert memory.refused("en", "de", ["One"], "deepl with another glossary") == {}


def test_a_catalog_is_learnt_once(memory: Memory) -> None:
    """Until it changes."""
    memory.take_in("locales/de/x.po", "1")
    assert memory.taken_in("locales/de/x.po", "1")
    assert not memory.taken_in("locales/de/x.po", "2")
    assert not memory.taken_in("locales/de/y.po", "1")


def test_all_of_it(memory: Memory) -> None:
    """Counted, and unit by unit."""
    memory.learn("en", "de", [(f"m{n:04}", "t") for n in range(2500)], "deepl")
    memory.learn("en", "fr", [("One", "Un")])
    told = [(each.target, each.engine, each.units, each.characters) for each in memory.stats()]
    assert told == [("de", "deepl", 2500, 12_500), ("fr", "", 1, 3)]
    assert len(list(memory.units())) == 2501
    assert list(memory.units(target="fr")) == [Unit("en", "fr", "One", "Un", "")]


WRITER = """\
import sys
from pathlib import Path
from translator.memory import Memory
with Memory.open(Path(sys.argv[1])) as memory:
    for n in range(int(sys.argv[3])):
        memory.learn("en", "de", [(f"{sys.argv[2]} {n}", "x")], "e")
        print(n, flush=True)
"""


def test_two_processes_write_at_once(path: Path) -> None:
    """Nothing of either is lost."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, "150"],
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Memory.open(path) as memory:
        assert len(list(memory.units())) == 300


BEGINNER = """\
import sys
from pathlib import Path
from translator.memory import Memory
for line in sys.stdin:
    with Memory.open(Path(line.strip())) as memory:
        memory.learn("en", "de", [(sys.argv[1], "x")])
        print(len(memory.findings), flush=True)
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_several_processes_begin_one_at_once(tmp_path: Path, *, damaged: bool) -> None:
    """None is refused, none takes another's beginning for damage, a damaged file is put aside by one."""
    beginners = [
        subprocess.Popen(
            [sys.executable, "-c", BEGINNER, name], env=environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in "abcd"
    ]  # fmt: skip
    for number in range(25):
        path = tmp_path / f"{number}.sqlite"
        if damaged:
            path.write_bytes(b"notes")
        for process in beginners:
            assert process.stdin is not None
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
        told = [process.stdout.readline() for process in beginners if process.stdout is not None]
        assert sorted(told) == ["0\n"] * 3 + ["1\n" if damaged else "0\n"]
        with Memory.open(path) as memory:
            assert {unit.message for unit in memory.units()} == set("abcd")
    for process in beginners:
        process.communicate()
        assert process.returncode == 0
    assert len(list(tmp_path.glob("*.damaged-*"))) == (25 if damaged else 0)


def test_a_locked_memory_is_not_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that it cannot be used; the file stays where it is."""
    monkeypatch.setattr("translator.memory._WAIT", 0.1)
    path.parent.mkdir()
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ConfigError, match="locked"):
            Memory.open(path)
        db.execute("ROLLBACK")
    db.close()
    with Memory.open(path) as memory:
        assert not memory.findings
    assert not list(path.parent.glob("*.damaged-*"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_process_loses_nothing_that_returned(path: Path) -> None:
    """What `learn` came back from is there."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), "k", "100000"],
        env=environment(), stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        last = 0
        for line in writer.stdout:
            last = int(line)
            if last >= 200:
                os.kill(writer.pid, signal.SIGKILL)
                break
    with Memory.open(path) as memory:
        known = {unit.message for unit in memory.units()}
    assert {f"k {n}" for n in range(last + 1)} <= known


@pytest.mark.parametrize(
    "data", [b"notes", b"SQLite format 3\0" + bytes(200), b"SQLite format 3\0" + os.urandom(4096)]
)
def test_a_damaged_file_is_put_aside(path: Path, data: bytes) -> None:
    """Never deleted; it is said where it is."""
    path.parent.mkdir()
    path.write_bytes(data)
    with Memory.open(path) as memory:
        memory.learn("en", "de", [("One", "Eins")])
        (told,) = memory.findings
    assert "damaged" in told.message
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == data


def test_another_programs_database_is_put_aside(path: Path) -> None:
    """Whole."""
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    with Memory.open(path) as memory:
        assert memory.findings
    (aside,) = path.parent.glob("*.damaged-*")
    with sqlite3.connect(aside) as db:
        assert db.execute("SELECT count(*) FROM theirs").fetchone() == (0,)
    db.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With what to do about it."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError) as caught:
        Memory.open(tmp_path / "file" / "memory.sqlite")
    assert "--no-memory" in caught.value.remedy
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError):
        Memory.open(tmp_path / "folder")


def test_each_site_has_its_own(tmp_path: Path) -> None:
    """So that one's wording does not leak into another's."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert default_path(tmp_path / "a") != default_path(tmp_path / "b")
