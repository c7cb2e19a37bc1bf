"""The command line, run as its users run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["COMMAND", "Ended", "environment", "translate"]

_ROOT = Path(__file__).resolve().parents[1]

COMMAND = (sys.executable, "-m", "translator")
"""The command, whatever it is called where it is installed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    code: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give a process's variables: those of the tests, and a path on which it finds this very package.

    No annotations are written, even where a job of GitHub's runs the tests.

    :param extra: variables besides; a PYTHONPATH goes before
    """
    here = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    variables = {**here, **(extra or {})}
    path = (variables.get("PYTHONPATH", ""), str(_ROOT))
    return {**variables, "PYTHONPATH": os.pathsep.join(filter(None, path))}


def translate(
    folder: Path,
    *arguments: str,
    variables: Mapping[str, str] | None = None,
    via: Sequence[str] = (),
) -> Ended:
    """Run the command; whatever happens, nobody is ever shown a traceback.

    :param folder: the working directory
    :param variables: environment variables besides the tests' own
    :param via: a program to start it through, with its arguments
    """
    done = subprocess.run(
        [*via, *COMMAND, *arguments],
        cwd=folder,
        env=environment(variables),
        capture_output=True,
        timeout=120,
        check=False,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in out + err, err
    assert "bug" not in err, err
    return Ended(done.returncode, out, err)
