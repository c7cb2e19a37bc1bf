"""The command line: what is printed where, in which form, with which exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from command_line import COMMAND, environment, translate
from conftest import CONFIG, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, signals and terminals are POSIX's here")

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
COMMANDS = ("init", "sync", "status")
ODD_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""An old container, or a cron job: nothing says UTF-8."""


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)])
def test_help_fits_80_columns(tmp_path: Path, arguments: list[str]) -> None:
    """Usage, options, what they do; on stdout, plain."""
    done = translate(tmp_path, *arguments, variables={"COLUMNS": "80"})
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: ")
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out


def test_help_names_every_command(tmp_path: Path) -> None:
    """A call without arguments is a question for help, and a wrong call."""
    done = translate(tmp_path, "--help")
    assert all(re.search(rf"^  {name} ", done.out, re.MULTILINE) for name in COMMANDS)
    bare = translate(tmp_path)
    assert bare.code == 2
    assert "Usage: " in bare.out + bare.err


def test_version(tmp_path: Path) -> None:
    """One line."""
    import translator

    done = translate(tmp_path, "--version")
    assert (done.code, done.out, done.err) == (0, f"translate {translator.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["snyc"], "translate: no such command 'snyc'"),
        (["sync", "--dry"], "--dry"),
        (["sync", "--jobs", "many"], "--jobs"),
        (["sync", "--wrong"], "translate: no such option: --wrong"),
        (["memory", "wrong"], "no such command 'wrong' (see translate memory --help)"),
        (["export"], "translate: missing argument 'FILE' (see translate export --help)"),
        (["sync", "--jobs", "-1"], "--jobs"),
        (["sync", "--pseudo", "klingon"], "no pseudo-translation klingon (one of accent, cjk, hostile)"),
        (["sync", "--locale", "fr"], "no locale fr in the configuration (one of ru, de)"),
        (["status", "--locale", "fr"], "no locale fr in the configuration (one of ru, de)"),
        (["sync", "nothing.md"], "no page matches nothing.md (name a source page"),
        (["status", "content/fr/*"], "no page matches content/fr/*"),
        (["sync", "--root", "content"], "content: no translate.toml (run translate init there)"),
        (["sync", "--root", "nowhere"], "nowhere: no translate.toml (run translate init there)"),
    ],
)
def test_a_wrong_call_ends_in_2(folder: Folder, arguments: list[str], told: str) -> None:
    """What is wrong, on stderr; nothing on stdout; nothing done."""
    before = folder.stamps()
    done = translate(folder.root, *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.startswith("translate: ")
    assert done.err.count("\n") == 1
    assert folder.stamps() == before


def test_a_missing_configuration_ends_in_2(tmp_path: Path) -> None:
    """It says where it looked and what to do."""
    done = translate(tmp_path, "sync")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"translate: {tmp_path}: no translate.toml here or in a folder above"
        " (run translate init in the site's root)\n"
    )


def test_an_unknown_key_is_told_with_the_nearest_known_one(folder: Folder) -> None:
    """With its line: ready for a click in an editor."""
    folder.write("translate.toml", CONFIG + "\n[catalogs]\nmin_translate = 50\n")
    done = translate(folder.root, "status")
    assert done.code == 2
    line = folder.read("translate.toml").splitlines().index("min_translate = 50") + 1
    assert done.err.startswith(f"translate: translate.toml:{line}: ")
    assert "min_translated" in done.err


def test_a_subfolder_will_do(folder: Folder) -> None:
    """The site is found upwards; pages are named as seen from here, or from the root, or absolutely."""
    here = folder.root / "content/en"
    folder.write("content/en/docs/other.md", "Other text.\n")
    assert translate(here, "sync").code == 0
    assert folder.exists(PO)
    for name in ("hours.md", "./hours.md", "../en/hours.md", "content/en/hours.md", str(here / "hours.md")):
        done = translate(here, "status", "--json", name)
        assert {page["source"] for page in json.loads(done.out)["pages"]} == {"content/en/hours.md"}, name
    for name in ("docs", "docs/", "docs/*.md", "**/other.md", PO.replace("hours", "docs/other")):
        done = translate(here, "status", "--json", name)
        assert {page["source"] for page in json.loads(done.out)["pages"]} == {"content/en/docs/other.md"}, (
            name
        )


def test_root_names_a_site_elsewhere(folder: Folder, tmp_path: Path) -> None:
    """Relative or absolute."""
    for root in (str(folder.root), folder.root.name):
        assert translate(tmp_path, "status", "--root", root).code == 0


RESULT_KEYS = {
    "schema", "command", "dry_run", "interrupted", "sources", "states", "actions", "engines", "pages",
    "findings",
}  # fmt: skip
PAGE_KEYS = {
    "source", "localized", "catalog", "locale", "state", "action", "catalog_written", "messages",
    "translated", "fuzzy", "new", "fuzzied", "obsoleted", "revived", "taken", "held", "metadata", "findings",
}  # fmt: skip
FINDING_KEYS = {"path", "line", "severity", "rule", "message", "remedy"}


@pytest.mark.parametrize("arguments", [["sync"], ["sync", "--dry-run"], ["status"], ["status", "--check"]])
def test_json_is_one_object_of_known_keys(folder: Folder, arguments: list[str]) -> None:
    """Alone on stdout, whatever happens; findings stand in it, not on stderr."""
    folder.write("content/en/bad.md", b"\xff")
    done = translate(folder.root, *arguments, "--json")
    assert (done.code, done.err) == (3, "")
    document = json.loads(done.out)
    assert document.keys() == RESULT_KEYS
    assert document["schema"] == 1
    assert document["command"] == arguments[0]
    assert document["dry_run"] == ("--dry-run" in arguments)
    assert document["sources"] == 2
    assert len(document["pages"]) == 4
    assert all(page.keys() == PAGE_KEYS for page in document["pages"])
    findings = [finding for page in document["pages"] for finding in page["findings"]]
    assert len(findings) == 2
    assert all(finding.keys() == FINDING_KEYS for finding in findings)


def test_plain_lines_where_nobody_watches(folder: Folder) -> None:
    """No colour, no progress bar, no carriage return in a log; results on stdout, findings on stderr."""
    folder.write("content/en/bad.md", b"\xff")
    done = translate(folder.root, "sync", variables={"FORCE_COLOR": "", "TERM": "xterm-256color"})
    assert not re.search(r"[\x1b\r]", done.out + done.err)
    assert "failed     content/ru/bad.md\n" in done.out
    assert done.err == "error: content/en/bad.md:1: byte 0xff is no UTF-8 (save the page as UTF-8)\n"


def _on_a_terminal(root: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Run the command on a terminal of 80 columns; its exit code and all it showed."""
    import pty
    import termios

    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, 80))
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=root,
        env=environment({"TERM": "xterm-256color", "NO_COLOR": "", **variables}),
        stdin=there,
        stdout=there,
        stderr=there,
    ) as process:
        os.close(there)
        shown = b""
        try:
            while chunk := os.read(here, 65536):
                shown += chunk
        except OSError:  # Linux's way to say that the terminal's other side has gone
            pass
    os.close(here)
    assert b"Traceback" not in shown
    return process.returncode, shown.decode()


@posix
def test_colour_and_a_progress_bar_on_a_terminal(folder: Folder) -> None:
    """Green for what is well, red for what is not; the bar goes when it is done; nothing is wider than it."""
    folder.write("content/en/bad.md", b"\xff")
    code, shown = _on_a_terminal(folder.root, "sync", "--pseudo", "accent")
    assert code == 3
    assert f"\x1b[32mcreated    {RU}" in shown
    assert "\x1b[31mfailed     content/ru/bad.md" in shown
    assert "━" in shown
    assert "\x1b[2K" in shown
    code, shown = _on_a_terminal(folder.root, "status")
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    table = plain.split("\r\n\r\n")[0].splitlines()
    assert max(map(len, table)) <= 80


@posix
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(folder: Folder, variables: dict[str, str]) -> None:
    """https://no-color.org; a dumb terminal gets no bar either."""
    _, shown = _on_a_terminal(folder.root, "sync", **variables)
    assert not re.search(r"\x1b\[[0-9;]*[1-9][0-9;]*m", shown)
    if "TERM" in variables:
        assert "\x1b" not in shown


@posix
def test_a_locale_that_is_no_utf8(folder: Folder) -> None:
    """Names of files are UTF-8 all the same; what the encoding cannot say is shown as an escape."""
    folder.write("content/en/über & café.md", "Ein Text mit “Zitat”.\n")
    done = translate(folder.root, "sync", "--pseudo", "accent", variables=ODD_LOCALE)
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()
    assert "created    content/ru/\\xfcber & caf\\xe9.md" in done.out
    assert folder.exists("content/ru/über & café.md")
    done = translate(folder.root, "status", "--json", "content/en/über & café.md", variables=ODD_LOCALE)
    assert done.out.isascii()
    assert json.loads(done.out)["pages"][0]["source"] == "content/en/über & café.md"
    done = translate(folder.root, "status", "ünbekannt", variables=ODD_LOCALE)
    assert (done.code, done.err[:43]) == (2, "translate: no page matches \\xfcnbekannt (nam"[:43])


@posix
@pytest.mark.parametrize("arguments", ["status", "status --json", "sync --dry-run", "sync --help"])
def test_a_reader_that_goes_is_no_error(folder: Folder, arguments: str) -> None:
    """`translate status | head -1`: silence on stderr, the exit code that it would have had."""
    for number in range(40):
        folder.write(f"content/en/{'a-long-name-' * 10}{number}.md", "Text.\n")
    with subprocess.Popen(
        [*COMMAND, *arguments.split()],
        cwd=folder.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@posix
def test_a_reader_that_goes_leaves_the_exit_code(folder: Folder) -> None:
    """A script that looks at the first line learns all the same that something is stale."""
    script = 'set -o pipefail; "$@" | head -c 1 >/dev/null'
    call = ["bash", "-c", script, "-", *COMMAND, "status", "--check"]
    done = subprocess.run(call, cwd=folder.root, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_are_no_error(folder: Folder, closed: str) -> None:
    """As some daemons start their jobs; no page is written where the output would have gone."""
    call = ["sh", "-c", f'"$@" {closed}', "-", *COMMAND, "sync", "--pseudo", "accent"]
    done = subprocess.run(call, cwd=folder.root, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Wé ářé öpéñ" in folder.read(RU)
    assert "created" not in folder.read(RU) + folder.read(PO)


def test_check_asks_for_a_1(folder: Folder) -> None:
    """Without --check a stale site is no failure; a current one never is."""
    assert translate(folder.root, "status").code == 0
    assert translate(folder.root, "status", "--check").code == 1
    folder.sync(pseudo="accent")
    done = translate(folder.root, "status", "--check")
    assert done.code == 0
    assert "Everything is current. 1 source page × 2 locales." in done.out


def test_dry_run_tells_and_writes_nothing(folder: Folder) -> None:
    """The same pages as the run itself would name."""
    before = folder.stamps()
    done = translate(folder.root, "sync", "--dry-run", "--pseudo", "accent")
    assert done.code == 0
    assert folder.stamps() == before
    assert "Would do: 1 source page × 2 locales: 2 created, 2 catalogs written." in done.out
    real = translate(folder.root, "sync", "--pseudo", "accent")
    assert done.out.splitlines()[:-1] == real.out.splitlines()[:-1]


def test_nothing_to_do_is_said(folder: Folder) -> None:
    """A second run: exit code 0, one line."""
    folder.sync(pseudo="accent")
    done = translate(folder.root, "sync")
    assert (done.code, done.out, done.err) == (0, "Nothing to do. 1 source page × 2 locales.\n", "")


def test_jobs_change_nothing_but_the_time(folder: Folder) -> None:
    """Same files, same report in the same order."""
    for number in range(40):
        folder.write(f"content/en/p{number}.md", PAGE.replace("Opening", f"Door {number}"))
    one = translate(folder.root, "sync", "--dry-run", "--jobs", "1")
    two = translate(folder.root, "sync", "--jobs", "2")
    assert one.out.replace("Would do: ", "") == two.out


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_in_130_and_loses_nothing(folder: Folder, jobs: str) -> None:
    """What was written is whole and remembered; the next run does the rest; the workers end silently."""
    for number in range(80):
        folder.write(f"content/en/p{number}.md", PAGE.replace("Opening", f"Door {number}") * 10)
    with subprocess.Popen(
        [*COMMAND, "sync", "--pseudo", "accent", "--jobs", jobs],
        cwd=folder.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not folder.exists("content/de/p1.md") and time.monotonic() < deadline:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    # Python itself ends by the signal where it came in the midst of an import: 130 to a shell as well
    assert process.returncode in (130, -signal.SIGINT)
    assert err == "translate: interrupted; what was written is whole, run it again\n"
    assert "Interrupted." in out
    done = {path for path in folder.stamps() if path.startswith("content/de/")}
    assert 0 < len(done) < 81
    written = [path for path in folder.stamps() if path.endswith(".po")]
    if jobs == "2":  # one process alone may be stopped in the midst of a page
        assert f" {len(written)} created, {len(written)} catalogs written" in out
    assert not [path for path in folder.stamps() if path.endswith(".tmp")]
    assert translate(folder.root, "sync", "--pseudo", "accent").code == 0
    assert translate(folder.root, "status", "--check").code == 0


def test_a_bug_ends_in_4_with_a_story_to_report(folder: Folder, tmp_path: Path) -> None:
    """A line on stderr instead of a traceback, which stands in a file."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text("import sys\nsys.modules['translator.commands.status'] = None\n")
    variables = {"PYTHONPATH": str(broken), "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    done = subprocess.run(
        [*COMMAND, "status"],
        cwd=folder.root,
        env=environment(variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("translate: this is a bug: ModuleNotFoundError: ")
    assert "Traceback" not in done.stderr
    (log,) = tmp_path.glob("translate-crash-*.log")
    assert str(log) in done.stderr
    story = log.read_text(encoding="utf-8")
    assert "Traceback" in story
    assert "arguments: ['status']" in story


def test_a_bug_in_one_page_hides_no_other(folder: Folder, tmp_path: Path) -> None:
    """It is named as one, with the page; the rest is synced."""
    folder.write("content/en/a.md", "Some text.\n")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import translator.page.parse as module\n"
        "parse = module.parse\n"
        "def fail(data, options, path=''):\n"
        "    return 1 / 0 if path.endswith('/a.md') else parse(data, options, path)\n"
        "module.parse = fail\n"
    )
    done = subprocess.run(
        [*COMMAND, "sync"],
        cwd=folder.root,
        env=environment({"PYTHONPATH": f"{broken}{os.pathsep}{environment()['PYTHONPATH']}"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert "error: content/en/a.md: a bug in translate: ZeroDivisionError: division by zero" in done.stderr
    assert "please report it" in done.stderr
    assert folder.exists(PO)
