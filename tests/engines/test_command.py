"""Programs as engines."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from translator.configmodel import Engine as Settings
from translator.engines.client import Client
from translator.engines.command import Command
from translator.engines.contract import About, Ask, Setup
from translator.errors import ConfigError, EngineError, RequestError
from translator.markup.modes import Mode
from translator.terms import Term

READ = "import sys, json, os, time\nlines = [json.loads(line) for line in sys.stdin]\n"
SAY = "say = lambda **line: print(json.dumps(line), flush=True)\n"


def made(
    program: str, timeout: float = 10, environment: dict[str, str] | None = None, **options: Any
) -> Command:
    """An engine that runs Python."""
    command = (sys.executable, "-c", READ + SAY + program)
    table = Settings(name="command", command=command, timeout=timeout, options=options)
    return Command(Setup(table, environment or {}, Client("command")))


def test_it_gets_lines_and_gives_lines() -> None:
    """In any order; what is known of a text goes with it, what is not is left out."""
    engine = made(
        "for line in reversed(lines): say(id=line['id'], text=json.dumps(line, sort_keys=True))",
    )
    about = About(kind="heading 2", terms=(Term("page", "Seite"),), kept=(("<x1/>", "`code`"),))
    one, two = engine.translate([Ask("Äh\nso", about), Ask("Two")], "en", "zh-Hans").answers
    assert one.text == (
        '{"glossary": {"page": "Seite"}, "id": 1, "kept": {"<x1/>": "`code`"}, "kind": "heading 2", '
        '"source": "en", "target": "zh-Hans", "text": "\\u00c4h\\nso"}'
    )
    assert two.text == '{"id": 2, "source": "en", "target": "zh-Hans", "text": "Two"}'


@pytest.mark.parametrize(
    ("program", "faults"),
    [
        ("say(id=2, text='b')", ["leaves it out", ""]),
        ("say(id=1, text='a'); say(id=1, text='b'); say(id=2, text='b')", ["twice", ""]),
        ("say(id=1, error='no\\nidea'); say(id=2, text='b'); say(id=3, text='c')", ["no idea", ""]),
        ("say(id=1, text='\\ud83d'); say(id=2, text='b')", ["no text", ""]),
    ],
)
def test_what_is_no_answer_is_told(program: str, faults: list[str]) -> None:
    found = made(program).translate([Ask("One"), Ask("Two")], "en", "de").answers
    assert all(
        (fault in each.fault) if fault else each.text for fault, each in zip(faults, found, strict=True)
    )


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("print('Hello!')", "no JSON line: Hello!"),
        ("print('[1]')", "no JSON line"),
        ("say(id='x', text='a')", "no JSON line"),
        ("pass", "answered with nothing"),
        ("sys.stdout.buffer.write(b'\\xff\\xfe')", "not UTF-8"),
        (
            "print('warning', file=sys.stderr); print('no model \\x1b[1m', file=sys.stderr); sys.exit(3)",
            "exit code 3: no model",
        ),
        ("os.kill(os.getpid(), 9)", "exit code -9"),
        ("raise ValueError('bad')", "exit code 1: ValueError: bad"),
    ],
)
def test_what_went_wrong_is_told(program: str, words: str) -> None:
    with pytest.raises(EngineError) as caught:
        made(program).translate([Ask("One")], "en", "de")
    assert words in caught.value.message
    assert not isinstance(caught.value, RequestError)
    assert "\x1b" not in str(caught.value)


def test_a_program_that_reads_nothing_may_answer() -> None:
    table = Settings(name="command", command=("echo", '{"id": 1, "text": "x"}'))
    engine = Command(Setup(table, {}, Client("command")))
    assert engine.translate([Ask("One " * 100_000)], "en", "de").answers[0].text == "x"


def test_secrets_of_the_environment_are_shown_by_no_one() -> None:
    environment = {"MY_API_KEY": "s3cret-value"}
    engine = made("sys.exit('bad key ' + os.environ['MY_API_KEY'])", environment=environment)
    with pytest.raises(EngineError, match=r"bad key \*\*\*"):
        engine.translate([Ask("One")], "en", "de")


def alive(path: Path) -> bool:
    """Whether the process whose number a file has still runs; a zombie does not."""
    try:
        stat = Path(f"/proc/{int(path.read_text())}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


CHILD = (
    "import subprocess\n"
    "child = subprocess.Popen(['sleep', '60'])\n"
    "open(os.environ['PID_FILE'], 'w').write(str(child.pid))\n"
    "time.sleep(60)"
)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_a_time_out_ends_it_and_its_children(tmp_path: Path) -> None:
    engine = made(CHILD, timeout=0.6, environment={"PID_FILE": str(tmp_path / "pid")})
    began = time.monotonic()
    with pytest.raises(EngineError, match=r"did not end in 0\.6 seconds"):
        engine.translate([Ask("One")], "en", "de")
    assert time.monotonic() - began < 2
    time.sleep(0.05)
    assert not alive(tmp_path / "pid")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_the_stop_event_ends_it_and_its_children(tmp_path: Path) -> None:
    engine = made(CHILD, environment={"PID_FILE": str(tmp_path / "pid")})
    timer = threading.Timer(0.5, engine._client.stopped.set)
    timer.start()
    began = time.monotonic()
    with pytest.raises(EngineError, match="stopped"):
        engine.translate([Ask("One")], "en", "de")
    assert time.monotonic() - began < 0.8
    time.sleep(0.05)
    assert not alive(tmp_path / "pid")


def test_the_table_must_name_a_program() -> None:
    for table in (Settings(name="command"), Settings(name="command", command=("",))):
        with pytest.raises(ConfigError, match="the program"):
            Command(Setup(table, {}, Client("command")))
    missing = Command(Setup(Settings(name="command", command=("no-such-program",)), {}, Client("command")))
    with pytest.raises(EngineError, match="no-such-program"):
        missing.codes("en", "de")
    with pytest.raises(EngineError, match="cannot be started"):
        missing.translate([Ask("One")], "en", "de")


def test_its_form_of_markup_is_in_the_options() -> None:
    assert made("").mode is Mode.TOKENS
    assert made("", mode="html").mode is Mode.HTML
    with pytest.raises(ConfigError, match="tokens, xml, html, text"):
        made("", mode="markdown")


def test_arguments_reach_no_shell(tmp_path: Path) -> None:
    mark = tmp_path / "made"
    program = 'import sys; print(\'{"id": 1, "text": "%s"}\' % sys.argv[1])'
    table = Settings(name="command", command=(sys.executable, "-c", program, f"$(touch {mark})"))
    engine = Command(Setup(table, {}, Client("command")))
    assert engine.translate([Ask("One")], "en", "de").answers[0].text == f"$(touch {mark})"
    assert not mark.exists()


def test_half_a_character_is_not_sent() -> None:
    with pytest.raises(RequestError):
        made("").translate([Ask("a\udc80")], "en", "de")
