"""Two runs at once: one waits for the other, or says that it will not wait any longer."""

from __future__ import annotations

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from command_line import Ended, environment, translate
from conftest import PAGE

from translator import files
from translator.commands import work
from translator.errors import TranslateError
from translator.model import Action
from translator.planner import plan_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Folder

    from translator.model import Pair
    from translator.outcome import PagePlan

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
HOLD = "import sys; from pathlib import Path; from translator import files\n"
HOLD += "with files.lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
IMPATIENT = "import sys; from translator import files; from translator.__main__ import main\n"
IMPATIENT += "files.lock.__wrapped__.__defaults__ = (0.2,); main()"


@pytest.fixture
def holder(folder: Folder) -> Iterator[subprocess.Popen[str]]:
    """Another process that is at work on the site."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.root)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def _contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_runs_at_once_end_as_one_run_would(folder: Folder) -> None:
    """Eight processes, some with another job: each ends well, the site is as one run leaves it."""
    for number in range(30):
        folder.write(f"content/en/p{number}.md", PAGE.replace("Opening hours", f"Hours of door {number}"))
    folder.sync(locales=["de"])
    folder.sync(pseudo="accent", locales=["ru"])
    folder.translate(PO, {"Opening hours": "Часы работы"})
    calls = [["sync", "--pseudo", "accent"], ["sync"], ["sync", "--locale", "ru"], ["sync", "--jobs", "2"]]

    def run(arguments: list[str]) -> Ended:
        return translate(folder.root, *arguments)

    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(run, calls * 2))
    assert [each.code for each in ended] == [0] * 8
    assert [each.err for each in ended] == [""] * 8
    after = _contents(folder.root)
    assert not [path for path in after if path.endswith(".tmp")]
    assert "title: Часы работы" in folder.read(RU)
    assert len([path for path in after if path.startswith("content/de/")]) == 31
    folder.sync(pseudo="accent")
    assert _contents(folder.root) == after


def test_a_run_that_does_not_get_its_turn_says_so(folder: Folder, holder: subprocess.Popen[str]) -> None:
    """After a while it gives up: what is the matter, what to do, exit code 2, nothing written."""
    before = folder.stamps()
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, "sync", "--pseudo", "accent"],
        cwd=folder.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "another run of translate is at work on this site" in done.stderr
    assert "wait until it has ended" in done.stderr
    assert folder.stamps() == before
    assert holder.poll() is None


def test_a_killed_holder_lets_go_at_once(folder: Folder, holder: subprocess.Popen[str]) -> None:
    """A lock is a process's, not a file's: nothing has to be cleaned up by hand."""
    with pytest.raises(TranslateError), files.lock(folder.root, wait=0.1):
        pass
    holder.kill()
    holder.wait()
    with files.lock(folder.root, wait=1):
        pass


def test_status_waits_for_nobody(folder: Folder, holder: subprocess.Popen[str]) -> None:
    """It only reads, and whoever only wants to look is not made to wait."""
    assert translate(folder.root, "status").code == 0
    assert holder.poll() is None


def test_two_sites_do_not_wait_for_each_other(
    folder: Folder, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    """The lock is the site's, by its real path: a link to the site is the same site."""
    with files.lock(tmp_path, wait=0.1):
        pass
    link = tmp_path / "link"
    link.symlink_to(folder.root, target_is_directory=True)
    with pytest.raises(TranslateError), files.lock(link, wait=0.1):
        pass
    assert holder.poll() is None


def test_what_a_translator_saves_during_a_run_stays(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor knows no lock: a catalog that changed since it was read is read again, never overwritten."""
    folder.sync(pseudo="accent")
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    saved: list[str] = []

    def during(*arguments: Any, **named: Any) -> PagePlan:
        if not saved:
            saved.append(PO)
            folder.translate(PO, {"Opening hours": "Часы работы"})
        return plan_page(*arguments, **named)

    monkeypatch.setattr(work, "plan_page", during)
    result = folder.sync(locales=["ru"])
    assert saved
    assert not result.failed
    assert "Часы работы" in folder.read(PO)
    assert "# Часы работы" in folder.read(RU)
    assert "*each*" in folder.read(PO)


def test_a_file_that_never_rests_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries: it is left as it is, exit code 3, and the other locale is synced."""
    folder.sync(pseudo="accent")
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    count = itertools.count()

    def during(pair: Pair, *arguments: Any, **named: Any) -> PagePlan:
        if pair.locale == "ru":
            folder.translate(PO, {"Opening hours": f"Часы {next(count)}"})
        return plan_page(pair, *arguments, **named)

    monkeypatch.setattr(work, "plan_page", during)
    ru, de = sorted(folder.sync().pages, key=lambda page: page.pair.locale, reverse=True)
    assert ru.action is Action.FAILED
    assert str(ru.findings[0]) == f"{PO}: it changes all the time (run translate sync again)"
    assert f"Часы {next(count) - 1}" in folder.read(PO)
    assert de.catalog_written
