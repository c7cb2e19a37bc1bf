"""Where a job runs: shallow clones, read-only checkouts, no terminal, other encodings. Output and codes."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import COMMAND, Ended, environment, translate

HOME = Path(__file__).resolve().parents[2]
READING = (["status"], ["status", "--check"], ["check"], ["diff"], ["report", "--json"], ["sync", "--check"])
"""Commands that write nothing in the site."""
ESCAPE = "\x1b["


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> None:
    who = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env={**os.environ, **who})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The demonstration site in git, one of whose source pages changed twice since it was translated."""
    root = tmp_path / "site"
    root.mkdir()
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, root / name)
    shutil.copyfile(HOME / "translate.toml", root / "translate.toml")
    git(root, "init", "-q")
    page = root / "content/en/docs/visiting.md"
    for day, text in (
        ("2026-01-01", ""),
        ("2026-02-01", "\nWe have moved.\n"),
        ("2026-03-01", "\nAnd we bake.\n"),
    ):
        page.write_text(page.read_text() + text)
        git(root, "add", "-A")
        git(root, "commit", "-qm", "x", day=day)
    return root


def codes(root: Path) -> list[int]:
    return [translate(root, *command).code for command in READING]


EXPECTED = [0, 1, 1, 0, 0, 1]
"""Of a site with a stale page, in the order of `READING`."""


def test_in_a_whole_clone(site: Path) -> None:
    assert codes(site) == EXPECTED
    assert "made from" in translate(site, "diff").out


def test_in_a_shallow_clone(site: Path, tmp_path: Path) -> None:
    """All works; what the history would tell is said to be unknown."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site}", "shallow")
    shallow = tmp_path / "shallow"
    assert codes(shallow) == EXPECTED
    told = translate(shallow, "diff")
    assert "shallow" in told.out
    assert "made from" not in told.out
    assert "We have moved." in told.out
    assert "shallow" in json.loads(translate(shallow, "report", "--json").out)["unknown"][0]
    assert translate(shallow, "sync").code == 0
    assert "moved" in (shallow / "locales/ru/docs/visiting.po").read_text()


class TestReadOnly:
    """A checkout that nobody may write in."""

    def run(self, site: Path, *arguments: str, home: Path) -> Ended:
        """Run a command where the site's disk is read-only, and the user's own folders may be written."""
        if shutil.which("unshare") is None:
            pytest.skip("no unshare to mount a disk with (Debian: util-linux)")
        there = shlex.quote(str(site))
        script = (
            f"mount --bind {there} {there} && mount -o remount,ro,bind {there} && cd {there} "
            f"&& exec {shlex.join([*COMMAND, *arguments])}"
        )
        done = subprocess.run(
            ["unshare", "--mount" if os.geteuid() == 0 else "--map-root-user", "--mount", "sh", "-c", script],
            capture_output=True, env=environment({"XDG_CACHE_HOME": str(home)}), timeout=120, check=False,
        )  # fmt: skip
        told = done.stderr.decode()
        if "unshare:" in told or "mount:" in told:
            pytest.skip(f"no disk can be mounted here: {told.strip()}")
        return Ended(done.returncode, done.stdout.decode(), told)

    @pytest.mark.parametrize(("arguments", "code"), [*zip(READING, EXPECTED, strict=True)], ids=str)
    def test_reading(self, site: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
        """What only reads says what it always says."""
        ended = self.run(site, *arguments, home=tmp_path / "home")
        alike = translate(site, *arguments)
        assert (ended.code, ended.err) == (code, alike.err)
        when = re.compile(r'"date": "[^"]*"')
        assert when.sub("", ended.out) == when.sub("", alike.out)

    def test_a_cache_that_cannot_be_written(self, site: Path) -> None:
        """Costs time, and nothing else."""
        assert self.run(site, "status", home=site / "cache").code == 0

    def test_writing(self, site: Path, tmp_path: Path) -> None:
        """Each page that could not be written is named; it is no crash."""
        ended = self.run(site, "sync", home=tmp_path / "home")
        assert ended.code == 3
        assert "cannot be written" in ended.err or "Read-only" in ended.err
        assert "visiting" in ended.err
        assert "Traceback" not in ended.err

    def test_a_report_beside_it(self, site: Path, tmp_path: Path) -> None:
        """Its file may stand elsewhere; where it cannot stand, that is told."""
        out = tmp_path / "report.html"
        assert self.run(site, "report", "--output", str(out), home=tmp_path / "home").code == 0
        assert out.stat().st_size > 10_000
        ended = self.run(site, "report", home=tmp_path / "home")
        assert ended.code == 2
        assert "cannot be written" in ended.err


def on_a_terminal(root: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Run a command on a terminal of 80 columns; what it prints, stdout and stderr together."""
    parent, child = pty.openpty()
    plain = {name: value for name, value in environment().items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [*COMMAND, *arguments], cwd=root, stdin=child, stdout=child, stderr=child,
        env={**plain, "TERM": "xterm", **variables},
    )  # fmt: skip
    os.close(child)
    told = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        told += part
    os.close(parent)
    return process.wait(timeout=60), told.decode("utf-8", "replace")


@pytest.mark.parametrize("arguments", [["status"], ["check"], ["diff"], ["sync"]], ids=str)
def test_colour_is_for_terminals(site: Path, arguments: list[str]) -> None:
    """On one, unless NO_COLOR or a dumb terminal says otherwise; never in a file or a pipe."""
    ended = translate(site, *arguments, variables={"FORCE_TTY": "1"})
    assert ESCAPE not in ended.out + ended.err
    git(site, "checkout", "-q", ".")
    git(site, "clean", "-fdq")
    code, told = on_a_terminal(site, *arguments)
    assert code == ended.code
    assert ESCAPE in told
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        git(site, "checkout", "-q", ".")
        code, told = on_a_terminal(site, *arguments, **variables)
        assert code == ended.code
        coloured = re.findall(r"\x1b\[[0-9;]*m", told)
        assert [each for each in coloured if each not in ("\x1b[0m", "\x1b[m")] == [], variables


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "koi8-r"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp1252"},
    ],
    ids=str,
)
def test_other_encodings(site: Path, variables: dict[str, str]) -> None:
    """Cyrillic names and texts: files and codes are the same; what cannot be said is escaped, not a crash."""
    source = site / "content/en/docs/визит.md"
    source.write_text("# Приветствие\n\nHello, “world”: 日本.\n", "utf-8")
    wanted = [translate(site, *command).code for command in READING]
    for command, code in zip(READING, wanted, strict=True):
        assert translate(site, *command, variables=variables).code == code, command
    assert translate(site, "sync", variables=variables).code == 0
    catalog = site / "locales/ru/docs/визит.po"
    assert 'msgid "Hello, “world”: 日本."' in catalog.read_text("utf-8")
    told = json.loads(translate(site, "check", "--json", variables=variables).out)
    assert any("визит" in finding["path"] for finding in told["findings"])
    for form in ("github", "gitlab", "sarif", "junit"):
        assert translate(site, "check", "--format", form, variables=variables).code == 1
    assert translate(site, "report", "-o", "r.html", variables=variables).code == 0
    assert (site / "r.html").read_text("utf-8").startswith("<!doctype html>")


def test_as_a_module_and_as_a_command(site: Path) -> None:
    """``python -m translator`` is ``translate``."""
    beside = Path(sys.executable).parent / "translate"
    if not beside.exists():
        pytest.skip("the package is not installed")
    for command in READING:
        if "--json" in command:
            continue  # it has the time in it
        done = subprocess.run(
            [beside, *command], cwd=site, env=environment(), capture_output=True, text=True, check=False
        )
        ended = translate(site, *command)
        assert (done.returncode, done.stdout, done.stderr) == (ended.code, ended.out, ended.err)
