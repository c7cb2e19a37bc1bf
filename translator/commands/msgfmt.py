"""GNU msgfmt's own checks of catalogs, where the program is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from translator import files
from translator.checkrules import RULES
from translator.errors import PageError
from translator.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["msgfmt"]

_AT_ONCE = 100
"""Catalogs that one process looks at: starting one takes as long as it takes to look at several."""
_LINE = re.compile(r"(?P<path>.*?):(?P<line>\d+): (?P<message>.+)")
_TIMEOUT = 120
"""Seconds; a hundred catalogs take a part of one."""


def msgfmt(root: Path, catalogs: Sequence[str]) -> list[Finding]:
    """Run ``msgfmt --check``; nothing where it is not installed.

    :param root: the site's root
    :param catalogs: paths relative to it, of catalogs that can be read
    """
    program = shutil.which("msgfmt")
    if program is None:
        return []
    found: list[Finding] = []
    for first in range(0, len(catalogs), _AT_ONCE):
        some = catalogs[first : first + _AT_ONCE]
        if not _clean(program, root, some):
            for path in some:
                found += _one(program, root, path)
    return found


def _clean(program: str, root: Path, catalogs: Sequence[str]) -> bool:
    """Whether msgfmt has nothing to say of any of them: all in one file, each as a domain of its own."""
    with tempfile.TemporaryDirectory(prefix="translate-") as folder:
        with open(f"{folder}/all.po", "wb") as file:  # noqa: PTH123
            for number, path in enumerate(catalogs):
                try:
                    data = files.read(root / path)
                except PageError:
                    return False
                file.write(b'domain "d%d"\n' % number + data.removeprefix(b"\xef\xbb\xbf") + b"\n")
        ended = _run([program, "--check", "all.po"], Path(folder))
        return ended.returncode == 0 and not ended.stderr


def _one(program: str, root: Path, path: str) -> Iterator[Finding]:
    # a name may begin with a dash
    ended = _run([program, "--check", "--output-file", os.devnull, f"./{path}"], root)
    for line in ended.stderr.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match:
            message = match["message"].removeprefix("warning: ").rstrip()
            severity = Severity(RULES["msgfmt"].severity)
            yield Finding(path, int(match["line"]), message, severity, "mend it in a PO editor", "msgfmt")


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 (msgfmt, as it was found on the path; no shell)
        command,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"},
        capture_output=True,
        timeout=_TIMEOUT,
        check=False,
    )
