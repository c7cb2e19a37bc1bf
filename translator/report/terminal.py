"""Lines on a screen or in a log: colour and progress bars where someone is looking."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from translator.model import Finding
    from translator.report.lines import Line

__all__ = ["annotated", "coloured", "columns", "printable", "progress", "show", "tell_findings"]

_STYLES = {"good": "32", "bad": "31", "warn": "33", "dim": "2", "head": "1"}


def coloured(stream: TextIO) -> bool:
    """https://no-color.org, and no colour for a dumb terminal or a file."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(lines: Iterable[Line], stream: TextIO) -> None:
    """Print lines; what the stream's encoding cannot say is printed as escapes, never an error."""
    colour = coloured(stream)
    for line in lines:
        styled = colour and line.style == "styled"  # it has its own colours, and was made printable
        text = _encodable(line.text, stream) if styled else printable(line.text, stream)
        code = _STYLES.get(line.style)
        stream.write(f"\x1b[{code}m{text}\x1b[0m\n" if colour and code and text else f"{text}\n")


def annotated() -> bool:
    """Whether a job of GitHub's runs us, which shows findings at their lines.

    https://docs.github.com/actions/reference/workflows-and-actions/variables
    """
    return os.environ.get("GITHUB_ACTIONS") == "true"


def tell_findings(findings: Iterable[Finding]) -> None:
    """Print findings on stderr, as lines for people; for GitHub's page of a change as annotations, too."""
    from translator.report.lines import findings_lines, worth_telling  # noqa: PLC0415

    found = tuple(worth_telling(findings))
    show(findings_lines(found), sys.stderr)
    if annotated():
        from translator.report.findings.github_ import annotation_lines  # noqa: PLC0415

        sys.stderr.write(_encodable(annotation_lines(found), sys.stderr))


def columns() -> int:
    """Tell how wide the terminal is; a file is 100 columns wide."""
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def printable(text: str, stream: TextIO | None = None) -> str:
    """Make a text fit for a stream: as escapes what it cannot encode, and what would steer a terminal.

    :param stream: what can encode everything, if left out
    """
    # File names and pages are input: a control character in them must not reach the terminal.
    text = "".join(char if char.isprintable() or char == "\t" else _escape(char) for char in text)
    return _encodable(text, stream) if stream is not None else text


def _encodable(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


@contextlib.contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a progress bar on stderr, if that is a terminal.

    Gives a function of (done, total), or None.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 (40 ms, only for a person who watches)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
