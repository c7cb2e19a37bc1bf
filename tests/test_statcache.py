"""The stat cache: right, or silent."""

from __future__ import annotations

import os
import tempfile
import time
from typing import TYPE_CHECKING

import pytest

from translator import files
from translator.statcache import StatCache

if TYPE_CHECKING:
    from pathlib import Path

VALUE = ("current", False, 3, 3, 0)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.md").write_bytes(b"1")
    (site / "b.md").write_bytes(b"2")
    return site


def rest() -> None:
    """Let the files' time stamps become old enough to be trusted."""
    time.sleep(0.08)


def run(root: Path, fingerprint: str = "f", key: str = "k") -> object:
    """What a run does: ask, look at the files if need be, remember, save."""
    cache = StatCache.load(root, fingerprint)
    paths = (root / "a.md", root / "b.md", root / "none.md")
    known = cache.unchanged(key, paths)
    if known is None:
        cache.record(key, paths, VALUE)
    cache.save()
    return known


def test_what_did_not_change_is_known(root: Path) -> None:
    """A file that is not there counts as it is: its absence is remembered."""
    rest()
    assert run(root) is None
    assert run(root) == list(VALUE)
    assert run(root, key="other") is None


def test_any_change_makes_it_unknown(root: Path) -> None:
    """Content, absence, presence, another file under the same name and time."""
    rest()

    def known_after(change: str) -> bool:
        rest()
        run(root)
        assert run(root) is not None
        if change == "same size":
            (root / "a.md").write_bytes(b"9")
        elif change == "old time":
            before = (root / "a.md").stat()
            (root / "a.md").write_bytes(b"8")
            os.utime(root / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
        elif change == "removed":
            (root / "b.md").unlink()
        elif change == "added":
            (root / "none.md").write_bytes(b"")
        elif change == "replaced":
            files.write_atomic(root / "a.md", b"7")
        return run(root) is not None

    assert [
        change for change in ("same size", "old time", "removed", "added", "replaced") if known_after(change)
    ] == []


def test_a_file_that_has_just_changed_is_not_trusted(root: Path) -> None:
    """It could change once more within the same tick of the clock."""
    (root / "a.md").write_bytes(b"x")
    assert run(root) is None
    assert run(root) is None
    rest()
    assert run(root) is None
    assert run(root) is not None


def test_a_file_that_changes_while_a_run_works(root: Path) -> None:
    """The stat that counts is the one from before the file was read, not that of the end of a long run."""
    rest()
    cache = StatCache.load(root, "f")
    paths = (root / "a.md",)
    assert cache.unchanged("k", paths) is None
    (root / "a.md").write_bytes(b"edited meanwhile")
    rest()
    cache.record("k", paths, VALUE)
    cache.save()
    assert StatCache.load(root, "f").unchanged("k", paths) is None


def test_what_was_not_asked_about_is_not_recorded(root: Path) -> None:
    """Nobody knows what the file was like when it was read."""
    rest()
    cache = StatCache.load(root, "f")
    cache.record("k", [root / "a.md"], VALUE)
    cache.save()
    assert StatCache.load(root, "f").unchanged("k", [root / "a.md"]) is None


def test_another_fingerprint_knows_nothing(root: Path) -> None:
    rest()
    run(root)
    assert run(root, fingerprint="g") is None


def test_the_same_key_for_other_files_knows_nothing(root: Path) -> None:
    rest()
    run(root)
    cache = StatCache.load(root, "f")
    assert cache.unchanged("k", (root / "a.md", root / "b.md", root / "elsewhere.md")) is None


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x92\xa1f", b"[]", b"\x93" * 10000])
def test_a_damaged_cache_is_no_cache(root: Path, damage: bytes) -> None:
    rest()
    run(root)
    (files.cache_dir(root) / "stat.msgpack").write_bytes(damage)
    assert run(root) is None
    assert run(root) is not None


def test_a_run_that_learns_nothing_writes_nothing(root: Path) -> None:
    rest()
    run(root)
    path = files.cache_dir(root) / "stat.msgpack"
    before = path.stat().st_mtime_ns
    run(root)
    assert path.stat().st_mtime_ns == before


def test_without_a_folder_for_it_there_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "a.md"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(root / "a.md"))
    rest()
    assert run(root) is None
    assert run(root) is None
