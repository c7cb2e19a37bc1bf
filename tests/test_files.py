"""Files: whole or not at all, and every refusal in plain words."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from translator import files
from translator.errors import PageError, TranslateError

unprivileged = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def temporary(folder: Path) -> list[str]:
    return [name for name in names(folder) if name.endswith(".tmp")]


class TestRead:
    def test_bytes_come_as_they_are(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbfa\r\n\xff")
        assert files.read(tmp_path / "x.md") == b"\xef\xbb\xbfa\r\n\xff"

    def test_the_limit(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"x" * (2**20 + 1))
        with pytest.raises(PageError, match="larger than 1 MB"):
            files.read(tmp_path / "x.md", 2**20)

    @pytest.mark.parametrize(
        ("name", "words"),
        [("none.md", "no such file"), ("folder", "is a folder"), ("a\0b", "cannot be read")],
    )
    def test_what_cannot_be_read(self, tmp_path: Path, name: str, words: str) -> None:
        (tmp_path / "folder").mkdir()
        with pytest.raises(PageError, match=words):
            files.read(tmp_path / name)

    def test_paths_are_shown_from_the_working_directory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(PageError) as caught:
            files.read(tmp_path / "a" / "none.md")
        assert caught.value.path == "a/none.md"


class TestWrite:
    def test_folders_are_made(self, tmp_path: Path) -> None:
        assert files.write_atomic(tmp_path / "a/b/x.md", b"1", root=tmp_path)
        assert (tmp_path / "a/b/x.md").read_bytes() == b"1"
        assert temporary(tmp_path / "a/b") == []

    def test_only_when_bytes_change(self, tmp_path: Path) -> None:
        path = tmp_path / "x.md"
        path.write_bytes(b"1")
        os.utime(path, (1, 1))
        assert not files.write_atomic(path, b"1")
        assert path.stat().st_mtime == 1
        assert files.write_atomic(path, b"2")

    @pytest.mark.skipif(os.name == "nt", reason="no such modes")
    def test_the_mode_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "x.md"
        path.write_bytes(b"1")
        path.chmod(0o750)
        files.write_atomic(path, b"2")
        assert path.stat().st_mode & 0o7777 == 0o750

    def test_the_longest_names(self, tmp_path: Path) -> None:
        """A name of 255 bytes leaves no room for a temporary file's; a cut character does no harm."""
        path = tmp_path / ("a" + "é" * 125 + ".md")
        assert files.write_atomic(path, b"1")
        assert path.read_bytes() == b"1"

    def test_a_name_that_is_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(PageError, match=r"name is too long.*shorter name"):
            files.write_atomic(tmp_path / ("a" * 300), b"1")

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").mkdir()
        with pytest.raises(PageError, match=r"it is a folder \(rename"):
            files.write_atomic(tmp_path / "x.md", b"1")
        assert temporary(tmp_path) == []

    def test_a_file_where_a_folder_is_needed(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"")
        for path in ("a/x.md", "a/b/x.md"):
            with pytest.raises(PageError, match="a file stands where a folder is needed"):
                files.write_atomic(tmp_path / path, b"1")

    @unprivileged
    def test_no_permission(self, tmp_path: Path) -> None:
        """Neither in a folder that is read-only, nor over a file that is: its owner had a reason."""
        folder = tmp_path / "a"
        folder.mkdir()
        (folder / "x.md").write_bytes(b"1")
        (folder / "x.md").chmod(0o444)
        with pytest.raises(PageError, match="no permission"):
            files.write_atomic(folder / "x.md", b"2")
        folder.chmod(0o555)
        try:
            with pytest.raises(PageError, match="no permission"):
                files.write_atomic(folder / "y.md", b"2")
        finally:
            folder.chmod(0o755)
        assert (folder / "x.md").read_bytes() == b"1"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_a_full_disk_leaves_the_old_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "x.md"
        path.write_bytes(b"old")
        opened = os.open

        def full(target: Path, *arguments: int) -> int:
            os.close(opened(target, *arguments))
            return opened("/dev/full", os.O_WRONLY)

        monkeypatch.setattr(os, "open", full)
        with pytest.raises(PageError, match=r"the disk is full \(make room"):
            files.write_atomic(path, b"new")
        assert path.read_bytes() == b"old"
        assert temporary(tmp_path) == []

    def test_an_interruption_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: Path) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            files.write_atomic(tmp_path / "x.md", b"new")
        assert names(tmp_path) == []

    def test_links_out_of_the_site_are_refused(self, tmp_path: Path) -> None:
        """By the file itself, and by a folder on the way."""
        root, outside = tmp_path / "site", tmp_path / "outside"
        root.mkdir()
        outside.mkdir()
        (outside / "x.md").write_bytes(b"theirs")
        (root / "x.md").symlink_to(outside / "x.md")
        (root / "folder").symlink_to(outside)
        for name in ("x.md", "folder/x.md", "folder/new.md"):
            with pytest.raises(PageError, match="leads out of the site"):
                files.write_atomic(root / name, b"ours", root=root)
        assert (outside / "x.md").read_bytes() == b"theirs"
        assert names(outside) == ["x.md"]

    def test_a_link_within_the_site_gives_way_to_a_file(self, tmp_path: Path) -> None:
        """A localized page that is a link to its source must not become the source's new text."""
        (tmp_path / "source.md").write_bytes(b"source")
        (tmp_path / "x.md").symlink_to("source.md")
        assert files.write_atomic(tmp_path / "x.md", b"source", root=tmp_path)
        assert files.write_atomic(tmp_path / "x.md", b"localized", root=tmp_path)
        assert (tmp_path / "source.md").read_bytes() == b"source"
        assert not (tmp_path / "x.md").is_symlink()


class TestRemove:
    def test_a_file_that_is_gone_is_no_error(self, tmp_path: Path) -> None:
        (tmp_path / "x.md").write_bytes(b"1")
        files.remove(tmp_path / "x.md")
        files.remove(tmp_path / "x.md")

    def test_a_folder_is_one(self, tmp_path: Path) -> None:
        with pytest.raises(PageError, match="cannot be removed"):
            files.remove(tmp_path)


class TestSweep:
    def test_what_dead_processes_left_goes(self, tmp_path: Path) -> None:
        """A living process's file stays, and so does what only looks alike."""
        dead = subprocess.Popen([sys.executable, "-c", ""])
        dead.wait()
        (tmp_path / "a").mkdir()
        left = [
            tmp_path / "a" / f".x.md.translate-{dead.pid}.tmp",
            tmp_path / f".y.po.translate-{dead.pid}.tmp",
        ]
        kept = [
            tmp_path / "a" / f".x.md.translate-{os.getppid()}.tmp",
            tmp_path / "a" / f"x.md.translate-{dead.pid}.tmp",
            tmp_path / "a" / ".x.tmp",
        ]
        for path in (*left, *kept):
            path.write_bytes(b"half")
        assert files.sweep(tmp_path, ["a/x.md", "a/z.md", "y.po", "none/x.md"]) == 2
        assert [path for path in (*left, *kept) if path.exists()] == kept


class TestLock:
    def test_one_at_a_time(self, tmp_path: Path) -> None:
        """Another run on the same site waits, then ends with a message; one on another site does neither."""
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        with (
            files.lock(tmp_path / "a"),
            files.lock(tmp_path / "b", wait=0),
            pytest.raises(TranslateError, match="another run of translate is at work"),
            files.lock(tmp_path / "a", wait=0),
        ):
            pass
        with files.lock(tmp_path / "a", wait=0):
            pass

    def test_it_waits(self, tmp_path: Path) -> None:
        entered, leave = threading.Event(), threading.Event()

        def other() -> None:
            with files.lock(tmp_path):
                entered.set()
                leave.wait(5)

        thread = threading.Thread(target=other)
        thread.start()
        entered.wait(5)
        threading.Timer(0.1, leave.set).start()
        with files.lock(tmp_path, wait=5):
            assert leave.is_set()
        thread.join()

    def test_a_killed_run_lets_go(self, tmp_path: Path) -> None:
        code = (
            "import sys; from translator import files; from pathlib import Path\n"
            "with files.lock(Path(sys.argv[1])): print(1, flush=True); input()"
        )
        other = subprocess.Popen(
            [sys.executable, "-c", code, tmp_path],
            stdout=subprocess.PIPE,
            stdin=subprocess.PIPE,
            cwd=Path(files.__file__).parents[1],
        )
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(TranslateError), files.lock(tmp_path, wait=0):
            pass
        other.kill()
        other.communicate()
        with files.lock(tmp_path, wait=5):
            pass


class TestCacheDir:
    def test_a_site_has_its_own_outside_of_it(self, tmp_path: Path, cache: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "a")
        assert files.cache_dir(tmp_path / "a") == files.cache_dir(tmp_path / "link")
        assert files.cache_dir(tmp_path / "a") != files.cache_dir(tmp_path / "b")
        assert cache in files.cache_dir(tmp_path / "a").parents
        assert names(tmp_path / "a") == []

    def test_without_a_home_to_write_to(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Then it is in the folder for temporary files; without that, a message."""
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
        assert tmp_path in files.cache_dir(tmp_path).parents
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "file"))
        with pytest.raises(TranslateError, match="no folder for the cache"):
            files.cache_dir(tmp_path)
