"""Lines on a stream: colour where someone looks, and nothing that would steer a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.report.lines import Line
from translator.report.terminal import printable, progress, show

LINES = [Line("fine", "good"), Line("bad\x1b[2J", "bad"), Line(""), Line("× plain")]


class _Stream(io.TextIOWrapper):
    """A stream in memory, perhaps a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def shown(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_log_gets_plain_lines() -> None:
    """Text and line feeds, nothing else."""
    stream = _Stream()
    show(LINES, stream)
    assert stream.shown() == "fine\nbad\\x1b[2J\n\n× plain\n"


def test_a_terminal_gets_colour() -> None:
    """A line a colour, and back."""
    stream = _Stream(terminal=True)
    show(LINES, stream)
    assert stream.shown() == "\x1b[32mfine\x1b[0m\n\x1b[31mbad\\x1b[2J\x1b[0m\n\n× plain\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_on_request(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """By https://no-color.org, or because the terminal knows none."""
    monkeypatch.setenv(name, value)
    stream = _Stream(terminal=True)
    show(LINES, stream)
    assert stream.shown() == "fine\nbad\\x1b[2J\n\n× plain\n"


def test_what_cannot_be_encoded_is_escaped() -> None:
    """An old terminal is no reason to fail."""
    stream = _Stream("ascii")
    show(LINES, stream)
    assert stream.shown().endswith("\\xd7 plain\n")


@given(st.text(), st.sampled_from(["utf-8", "ascii", "iso8859-5", "cp1252", "utf-16"]))
def test_any_text_can_be_printed(text: str, encoding: str) -> None:
    """One line, no control character, no error; plain words as they are."""
    shown = printable(text, _Stream(encoding))
    shown.encode(encoding)
    assert all(char.isprintable() or char == "\t" for char in shown)
    if text.isascii() and text.isprintable():
        assert shown == text


def test_lone_surrogates_can_be_printed() -> None:
    """Which stand for bytes of a file's name that are no UTF-8."""
    assert printable("a\udcff\u2028b", _Stream()) == "a\\udcff\\u2028b"


def test_no_bar_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reports progress need not know."""
    with progress("sync") as advance:
        if advance is not None:
            advance(1, 2)
    assert capsys.readouterr() == ("", "")
