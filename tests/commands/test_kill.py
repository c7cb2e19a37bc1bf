"""`kill -9` at random moments: what is on the disk is the old or the new, and no translation is lost."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import COMMAND, environment, translate

from translator import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
KILLS = 100
PAGES = 40
PAGE = """\
---
title: Page {number}
lang: en
---

# The page of {number} things

The first {number} things are *told* at [length](https://example.org/{number}).

- One of {number}: `code`
- Another {last}

The end of page {number}.
"""

Files = dict[str, bytes]


def _contents(root: Path) -> Files:
    """Every file of a site, and its bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _difference(root: Path, wanted: Files) -> dict[str, bytes | None]:
    """What a site has otherwise than wanted: its bytes by path, None for a file that is not there."""
    has = _contents(root)
    return {path: has.get(path) for path in has.keys() | wanted.keys() if has.get(path) != wanted.get(path)}


def _put(root: Path, wanted: Files) -> None:
    """Make a site's files exactly these."""
    for path, data in _contents(root).items():
        if path not in wanted:
            (root / path).unlink()
        elif data != wanted[path]:
            (root / path).write_bytes(wanted[path])
    for path in wanted.keys() - _contents(root).keys():
        (root / path).write_bytes(wanted[path])


def _translations(catalog: bytes) -> set[str]:
    """Every translation that a catalog holds: of use, fuzzy or obsolete."""
    return {entry.msgstr for entry in polib.pofile(catalog.decode(), wrapwidth=0) if entry.msgstr}


def _stats(root: Path) -> dict[Path, int]:
    """When each of a site's files was written; one that is renamed away meanwhile is left out."""
    found = {}
    for path in root.rglob("*.*"):
        with contextlib.suppress(OSError):
            found[path] = path.stat().st_mtime_ns
    return found


def _killed(root: Path, after: float, *, workers_too: bool, writing: bool = False) -> bool:
    """Start a sync and kill it; return once its last process has gone.

    :param after: seconds
    :param writing: not after this time, but as soon as any file is another
    :param workers_too: kill its worker processes in the same moment; else they outlive it for a moment
    :return: whether it was still at work
    """
    before = _stats(root)
    with subprocess.Popen(
        [*COMMAND, "sync", "--pseudo", "accent", "--jobs", "2"],
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        if writing:
            while process.poll() is None and _stats(root) == before:
                time.sleep(0.0005)
        else:
            time.sleep(after)
        running = process.poll() is None
        if running:
            if workers_too:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        assert process.stdout is not None
        process.stdout.read()  # its end: no process holds the pipe any more
    return running


def _two_states(folder: Folder) -> tuple[Files, Files, float]:
    """A translated site whose source pages were then edited: before and after an undisturbed sync.

    :return: both, and the seconds that the sync took
    """
    for number in range(PAGES):
        folder.write(f"content/en/p{number}.md", PAGE.format(number=number, last="thing"))
    folder.sync(pseudo="accent")
    for number in range(PAGES):
        text = PAGE.format(number=number, last=f"thing of {number}")
        folder.write(f"content/en/p{number}.md", text.replace("title: Page", "title: The page"))
    before = _contents(folder.root)
    begun = time.monotonic()
    assert translate(folder.root, "sync", "--pseudo", "accent", "--jobs", "2").code == 0
    return before, _contents(folder.root), time.monotonic() - begun


def test_a_killed_sync_leaves_whole_files_and_every_translation(folder: Folder) -> None:
    """A hundred times: each file is its old or its new self; the next run ends what was begun.

    Some runs begin where the last one was killed, others anew; some take their workers along, others
    leave them behind.
    """
    chance = random.Random(20261123)  # noqa: S311 (no secret)
    old, new, duration = _two_states(folder)
    lost = [p for p in old if p.endswith(".po") and not _translations(old[p]) <= _translations(new[p])]
    assert lost == []
    _put(folder.root, old)
    interrupted = begun = 0
    for number in range(KILLS):
        after = chance.uniform(0.0, 0.7 * duration)
        # some at the very moment when the first file was written: how long that takes is the machine's affair
        interrupted += _killed(folder.root, after, workers_too=number % 4 != 0, writing=number % 5 == 0)
        now = {path: data for path, data in _contents(folder.root).items() if not path.endswith(".tmp")}
        assert now.keys() == new.keys()
        torn = [path for path, data in now.items() if data not in (old[path], new[path])]
        assert torn == []
        changed = sum(data != old[path] for path, data in now.items())
        begun += 0 < changed < sum(new[path] != data for path, data in old.items())
        if number % 10 == 9:
            folder.sync(pseudo="accent")
            assert _difference(folder.root, new) == {}
        if number % 3 == 2 or number % 10 == 9:
            _put(folder.root, old)
    assert interrupted >= KILLS // 4, "the kills came too late to be of any use"
    assert begun > 0, "no kill came while files were being written"
    assert translate(folder.root, "sync", "--pseudo", "accent", "--jobs", "2").code == 0
    assert _difference(folder.root, new) == {}
    assert "Nothing to do" in translate(folder.root, "sync").out


def test_the_next_run_sweeps_what_a_killed_one_left(folder: Folder) -> None:
    """A half-written temporary file goes; one of a run that is alive, and anybody else's file, stays."""
    folder.sync(pseudo="accent")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = folder.write(f"content/ru/.hours.md.translate-{gone.pid}.tmp", "half a pa")
    living = folder.write(f"content/ru/.hours.md.translate-{os.getppid()}.tmp", "of a living process")
    other = folder.write("content/ru/.notes.tmp", "somebody's")
    folder.sync()
    assert not left.exists()
    assert living.exists()
    assert other.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="zombies are told from the living by /proc")
def test_a_dead_process_that_nobody_buried_counts_as_dead(folder: Folder) -> None:
    """In a container without an init they stay for ever: so would their temporary files."""
    folder.sync(pseudo="accent")
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as zombie:
        assert zombie.stdout is not None
        zombie.stdout.read()
        stat = Path(f"/proc/{zombie.pid}/stat")
        while b") Z" not in stat.read_bytes():
            time.sleep(0.001)
        left = folder.write(f"locales/ru/.hours.po.translate-{zombie.pid}.tmp", "")
        folder.sync()
        assert not left.exists()


def _edit_source(folder: Folder) -> None:
    folder.write("content/en/hours.md", folder.read("content/en/hours.md").replace("*every*", "*each*"))


def _edit_page(folder: Folder) -> None:
    folder.write(RU, folder.read(RU).replace("Wé ářé öpéñ", "Мы открыты"))


def _rename(folder: Folder) -> None:
    (folder.root / "content/en/hours.md").rename(folder.root / "content/en/times.md")


def _translate(folder: Folder) -> None:
    folder.translate(PO, {"Opening hours": "Часы работы"})


def _remove(folder: Folder) -> None:
    (folder.root / "content/en/hours.md").unlink()


@pytest.mark.parametrize("change", [_edit_source, _edit_page, _rename, _translate, _remove])
@pytest.mark.parametrize("steps", range(6))
def test_a_run_that_ends_between_two_files_is_ended_by_the_next(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, change: Callable[[Folder], None], steps: int
) -> None:
    """After each number of files written or removed: the next run comes to what one run would have made."""
    folder.sync(pseudo="accent")
    change(folder)
    before = _contents(folder.root)
    folder.sync(prune=True)
    wanted = _contents(folder.root)
    _put(folder.root, before)
    count = itertools.count()

    def dying(do: Callable[..., object]) -> Callable[..., object]:
        def step(path: Path, *arguments: object, **more: object) -> object:
            if path.is_relative_to(folder.root) and next(count) >= steps:
                raise KeyboardInterrupt
            return do(path, *arguments, **more)

        return step

    monkeypatch.setattr(files, "write_atomic", dying(files.write_atomic))
    monkeypatch.setattr(files, "remove", dying(files.remove))
    with contextlib.suppress(KeyboardInterrupt):
        folder.sync(prune=True)
    monkeypatch.undo()
    result = folder.sync(prune=True)
    assert not result.failed
    assert _contents(folder.root) == wanted


def test_pages_moved_by_hand_get_their_catalogs(folder: Folder) -> None:
    """`git mv` of a source page and its localized pages: the catalogs follow, fuzzy entries and all."""
    folder.sync(pseudo="accent")
    _edit_source(folder)
    folder.sync()
    assert "#, fuzzy" in folder.read(PO)
    for locale in ("en", "ru", "de"):
        (folder.root / f"content/{locale}/hours.md").rename(folder.root / f"content/{locale}/times.md")
    page = folder.read("content/ru/times.md")
    assert not folder.sync().failed
    assert folder.read("content/ru/times.md") == page
    assert "#, fuzzy" in folder.read("locales/ru/times.po")
    assert not folder.exists(PO)


def test_a_page_left_behind_with_somebodys_words_stays(folder: Folder) -> None:
    """Moved by hand, but the old one was edited since: it is not removed along with its catalog."""
    folder.sync(pseudo="accent")
    _rename(folder)
    folder.write("content/ru/times.md", folder.read(RU))
    folder.write(RU, folder.read(RU) + "\nA note.\n")
    folder.sync()
    assert folder.read(RU).endswith("A note.\n")
    assert not folder.exists(PO)
    assert folder.exists("locales/ru/times.po")
