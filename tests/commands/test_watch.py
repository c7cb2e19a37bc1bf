"""`translate watch`: a real process, real saves; what is on the disk afterwards, and what it said."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from command_line import COMMAND, environment, translate
from conftest import CONFIG as WHOLE
from conftest import PAGE

from translator.changes import Changes
from translator.commands.live import Live
from translator.commands.watch import Loop
from translator.errors import ConfigError, TranslateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Folder

    from translator.model import Watched

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")

CONFIG = WHOLE + "\n[catalogs]\nmin_translated = 1\n"
SOURCE = "content/en/hours.md"
RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
TREE = "".join(WHOLE.partition("\n[[pages]]")[1:])


class Watch:
    """A running watch, and what it has said so far."""

    def __init__(self, folder: Folder, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "watch", *arguments],
            cwd=folder.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.out: list[str] = []
        self.err: list[str] = []
        streams = ((self.process.stdout, self.out), (self.process.stderr, self.err))
        self.threads = [
            threading.Thread(target=lambda stream, to: to.extend(iter(stream.readline, "")), args=each)
            for each in streams
        ]
        for thread in self.threads:
            thread.start()
        until(lambda: any(line.startswith("Watching") for line in self.out) or not self.runs, self)

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def said(self, text: str) -> bool:
        return any(text in line for line in [*self.out, *self.err])

    def end(self, number: int = signal.SIGINT) -> int:
        if self.runs:
            self.process.send_signal(number)
        code = self.process.wait(20)
        for thread in self.threads:
            thread.join(20)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        assert not self.said("Traceback"), self.err
        return code


def until(true: Callable[[], bool], watch: Watch | None = None) -> None:
    """Wait for something to become true; how long that takes is no matter of these tests."""
    end = time.monotonic() + 30
    while not true():
        told = (watch.out, watch.err) if watch is not None else ""
        assert time.monotonic() < end, told
        time.sleep(0.01)


@pytest.fixture
def translated(folder: Folder) -> Folder:
    """A site whose Russian page is written."""
    folder.write("translate.toml", CONFIG)
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    return folder


@pytest.fixture
def watched(translated: Folder) -> Iterator[Watch]:
    watch = Watch(translated)
    yield watch
    watch.end()


def test_a_page_written_in_place(translated: Folder, watched: Watch) -> None:
    """Its catalogs and localized pages follow; what was done is told, page by page, in plain lines."""
    translated.write(SOURCE, PAGE.replace("every* day", "every* night") + "\nNew words.\n")
    until(lambda: "New words." in translated.read(RU), watched)
    until(lambda: 'msgid "New words."' in translated.read(PO), watched)  # it is written after the page
    until(lambda: watched.said("updated    content/ru/hours.md"), watched)
    assert watched.end() == 0
    assert "\x1b" not in "".join(watched.out)
    assert watched.out[-1].startswith("Ended: 1 page and ")


def test_a_page_saved_by_renaming(translated: Folder, watched: Watch) -> None:
    """As editors do that write a temporary file first; that one itself is no page."""
    for number in range(3):
        text = PAGE + f"\nSaved {number} times.\n"
        temporary = translated.write("content/en/.hours.md.swp", text)
        temporary.replace(translated.root / SOURCE)
        until(lambda text=f"Saved {number} times.": text in translated.read(RU), watched)  # type: ignore[misc]
    assert not any("swp" in path for path in translated.stamps())


def test_an_editor_that_moves_the_old_page_away_first(translated: Folder, watched: Watch) -> None:
    """For a moment there is no page: nothing is lost by that, and nothing is orphaned."""
    old = translated.root / SOURCE
    old.rename(old.with_name("hours.md~"))
    translated.write(SOURCE, PAGE + "\nSaved.\n")
    until(lambda: "Saved." in translated.read(RU), watched)
    assert "ru Opening hours" in translated.read(RU)
    assert "#~" not in translated.read(PO)


def test_a_catalog_saved(translated: Folder, watched: Watch) -> None:
    """By a PO editor: the localized page is written."""
    translated.translate(PO, {"Opening hours": "Часы работы"})
    until(lambda: "# Часы работы" in translated.read(RU), watched)


def test_a_localized_page_edited_by_hand(translated: Folder, watched: Watch) -> None:
    """The words go into its catalog."""
    edited = translated.read(RU).replace("# ru Opening hours", "# Часы работы")
    translated.write(RU, edited)
    until(lambda: 'msgstr "Часы работы"' in translated.read(PO), watched)


def test_pages_that_come_and_go(translated: Folder, watched: Watch) -> None:
    """A new one gets its catalog, in a new folder as well; of one that is gone the orphan is named."""
    translated.write("content/en/new/deep/page.md", "# New\n")
    until(lambda: translated.exists("locales/ru/new/deep/page.po"), watched)
    translated.write("content/en/new/deep/other.md", "# Other\n")
    until(lambda: translated.exists("locales/ru/new/deep/other.po"), watched)
    (translated.root / SOURCE).unlink()
    until(lambda: watched.said("orphaned   content/ru/hours.md"), watched)
    assert translated.exists(RU)


def test_a_page_renamed(translated: Folder, watched: Watch) -> None:
    """Its catalog and its localized page go along; so it is with a folder of pages."""
    (translated.root / SOURCE).rename(translated.root / "content/en/times.md")
    until(lambda: translated.exists("content/ru/times.md") and not translated.exists(RU), watched)
    translated.write("content/en/old/a.md", PAGE.replace("Opening hours", "Prices"))
    until(lambda: translated.exists("locales/ru/old/a.po"), watched)
    translated.translate_all("locales/ru/old/a.po")
    until(lambda: translated.exists("content/ru/old/a.md"), watched)
    (translated.root / "content/en/old").rename(translated.root / "content/en/newer")
    until(lambda: translated.exists("content/ru/newer/a.md"), watched)
    until(lambda: not translated.exists("locales/ru/old/a.po"), watched)


def test_the_configuration_changes(translated: Folder, watched: Watch) -> None:
    """It is read anew, and said so; a broken one is told and waited for, and nothing of it is missed."""
    translated.write("translate.toml", CONFIG.replace('["ru", "de"]', '["ru", "de", "fr"]'))
    until(lambda: translated.exists("locales/fr/hours.po"), watched)
    until(lambda: watched.said("settings   translate.toml: read anew"), watched)
    translated.write("translate.toml", CONFIG.replace("locales =", "locals ="))
    until(lambda: watched.said("not done   translate.toml:"), watched)
    translated.write(SOURCE, PAGE + "\nSaved meanwhile.\n")
    time.sleep(0.3)
    assert "Saved meanwhile." not in translated.read(RU)
    assert sum("not done" in line for line in watched.out) == 1, watched.out
    translated.write("translate.toml", CONFIG)
    until(lambda: "Saved meanwhile." in translated.read(RU), watched)


def test_another_tree_in_the_configuration(translated: Folder, watched: Watch) -> None:
    """Folders that the configuration names only now are watched from now on."""
    translated.write("translate.toml", CONFIG + TREE.replace("content/", "docs/"))
    until(lambda: watched.said("read anew"), watched)
    translated.write("docs/en/a.md", "# A\n")
    until(lambda: translated.exists("locales/ru/a.po"), watched)
    translated.write("docs/en/a.md", "# Another\n")
    until(lambda: "Another" in translated.read("locales/ru/a.po"), watched)


def test_a_bad_page_does_not_end_it(translated: Folder, watched: Watch) -> None:
    """What is wrong is told, once; the others go on, and the exit code says that something is left."""
    translated.write("content/en/bad.md", b"---\ntitle: [\n---\n\n# Bad\n")
    until(lambda: watched.said("content/en/bad.md"), watched)
    translated.write(SOURCE, PAGE + "\nStill at work.\n")
    until(lambda: "Still at work." in translated.read(RU), watched)
    assert sum("error" in line for line in watched.err) == 1
    assert watched.end() == 3
    assert "to be looked at" in watched.out[-1]


def test_many_files_at_once(translated: Folder) -> None:
    """A checkout of another commit changes hundreds of files: all are in step afterwards, and none half."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*arguments: str) -> None:
        told = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *told, *arguments], cwd=translated.root, check=True, capture_output=True)

    for number in range(150):
        translated.write(f"content/en/p{number}.md", PAGE.replace("Opening hours", f"Door {number}"))
    translated.sync(pseudo="accent")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    for number in range(150):
        translated.write(f"content/en/p{number}.md", PAGE.replace("Opening hours", f"Window {number}"))
    translated.sync(pseudo="accent")
    git("add", ".")
    git("commit", "-qm", "two")
    watch = Watch(translated)
    try:
        for branch in ("master" if _has_branch(translated.root, "master") else "main", "other"):
            git("checkout", "-q", branch)
            time.sleep(1)
            status = subprocess.run(
                ["git", "status", "--porcelain"],
                cwd=translated.root,
                capture_output=True,
                text=True,
                check=True,
            )
            assert status.stdout == "", (branch, watch.out)
        translated.write("content/en/p7.md", PAGE + "\nStill watching.\n")
        until(lambda: "Still watching." in translated.read("content/ru/p7.md"), watch)
    finally:
        watch.end()


def _has_branch(root: Path, name: str) -> bool:
    run = subprocess.run(
        ["git", "rev-parse", "-q", "--verify", name], cwd=root, capture_output=True, check=False
    )
    return run.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_a_signal(translated: Folder, number: int) -> None:
    """With a summary, and 0: that is how it is meant to end."""
    watch = Watch(translated)
    assert watch.end(number) == 0
    assert watch.out[-1] == "Ended: 0 pages and 0 catalogs written.\n"
    assert watch.err == []


def test_only_what_was_named(translated: Folder) -> None:
    """Pages and locales narrow it, as they do a sync."""
    translated.write("content/en/other.md", "# Other\n")
    watch = Watch(translated, SOURCE, "--locale", "ru")
    try:
        translated.write("content/en/other.md", "# Changed\n")
        translated.write(SOURCE, PAGE + "\nNamed.\n")
        until(lambda: "Named." in translated.read(RU), watch)
    finally:
        watch.end()
    assert not translated.exists("locales/ru/other.po")
    assert "Named." not in translated.read("locales/de/hours.po")


def test_wrong_from_the_start(folder: Folder) -> None:
    """A wrong call ends at once, with 2."""
    assert translate(folder.root, "watch", "--locale", "xx").code == 2
    assert translate(folder.root, "watch", "nothing.md").code == 2
    folder.write("translate.toml", "locales = 1\n")
    assert translate(folder.root, "watch").code == 2


class Looked:
    """A loop in this process, and what it looked at."""

    def __init__(self, folder: Folder) -> None:
        self.told: list[Watched] = []
        self.changes = Changes(folder.root)
        self.loop = Loop(Live(folder.root), self.changes, self.told.append)
        self.loop.start()

    def rest(self) -> int:
        """Do all that there is to be done; tell how many batches that were."""
        count = 0
        while paths := self.changes.wait(0.5):
            self.loop.sync(paths)
            count += 1
        return count


@pytest.fixture
def looked(translated: Folder) -> Iterator[Looked]:
    found = Looked(translated)
    found.rest()
    yield found
    found.changes.close()


def test_its_own_writes_do_not_keep_it_busy(translated: Folder, looked: Looked) -> None:
    """A save is one sync, and one more that finds nothing to do and tells nothing."""
    looked.told.clear()
    translated.write(SOURCE, PAGE + "\nOnce.\n")
    assert looked.rest() <= 2
    assert [told.kind for told in looked.told] == ["synced"]
    assert looked.rest() == 0


def test_what_is_no_page_wakes_nobody(translated: Folder, looked: Looked) -> None:
    """Git's own files, temporary ones, what builders write, packages."""
    for path in (
        ".git/index",
        "content/en/.hours.md.swp",
        "_site/a.md",
        "node_modules/x/a.md",
        "public/a.md",
    ):
        translated.write(path, "# x\n")
    assert looked.rest() == 0


def test_a_page_in_step_is_not_read_again(translated: Folder, looked: Looked) -> None:
    """One changed page costs one page: the site is neither walked through nor opened again."""
    opened = looked.loop.live.opened
    translated.write(SOURCE, PAGE + "\nOne.\n")
    looked.rest()
    assert looked.loop.live.opened is opened
    translated.write("content/en/new.md", "# New\n")
    looked.rest()
    assert looked.loop.live.opened is not opened


def test_git_at_work_is_waited_for(translated: Folder, looked: Looked) -> None:
    """While its lock is there, half of the files are of another commit. An old lock was left behind."""
    lock = translated.write(".git/index.lock", "")
    looked.changes._lock = lock
    translated.write(SOURCE, PAGE + "\nWaits.\n")
    timer = threading.Timer(0.5, lock.unlink)
    timer.start()
    assert SOURCE in looked.changes.wait(5)
    assert not lock.exists()
    timer.join()
    old = time.time() - 100
    os.utime(translated.write(".git/index.lock", ""), (old, old))
    translated.write(SOURCE, PAGE + "\nDoes not wait.\n")
    assert SOURCE in looked.changes.wait(5)


def test_another_run_holds_the_site(
    translated: Folder, looked: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is told once, and the page is synced when it is over."""
    real = looked.loop.live.sync
    refused = [TranslateError("another run of translate is at work on this site")] * 2

    def sync(paths: frozenset[str]) -> Watched | None:
        if refused:
            raise refused.pop()
        return real(paths)

    monkeypatch.setattr(looked.loop.live, "sync", sync)
    monkeypatch.setattr(looked.loop.live, "sync_all", lambda: sync(frozenset((SOURCE,))))
    looked.told.clear()
    translated.write(SOURCE, PAGE + "\nLater.\n")
    for _ in range(3):
        looked.loop.step()
    assert [told.kind for told in looked.told] == ["broken", "synced"]
    assert "Later." in translated.read(RU)


def test_links_follow_pages_that_come_into_being(folder: Folder) -> None:
    """A page that links to another one is written again when that one's localized page is there."""
    folder.write("mkdocs.yml", "site_name: x\ndocs_dir: content\n")
    folder.write("translate.toml", CONFIG + "\n[links]\nlocalize = true\n")
    folder.write("content/en/a.md", "# A\n\nSee [the other](b.md) page.\n")
    folder.write("content/en/b.md", "# B\n\nWords.\n")
    folder.sync()
    folder.translate_all("locales/ru/a.po")
    looked = Looked(folder)
    try:
        before = folder.read("content/ru/a.md")
        looked.rest()
        folder.translate_all("locales/ru/b.po")
        looked.rest()
        assert folder.exists("content/ru/b.md")
        after = folder.read("content/ru/a.md")
        folder.sync()
        assert folder.read("content/ru/a.md") == after != before
    finally:
        looked.changes.close()


def test_without_its_package(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what to install."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(TranslateError, match=r"translate-sync\[serve\]") as told:
        Changes(folder.root)
    assert not isinstance(told.value, ConfigError)
