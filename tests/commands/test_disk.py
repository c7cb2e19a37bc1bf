"""Disks that are full, folders and files that must not be written or read: named, and nothing is lost."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import COMMAND, Ended, environment, translate
from conftest import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and modes are POSIX's")

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"
TEXT = "---\ntitle: {0}\n---\n\n" + "".join(
    f"Line {n} of {{0}}, and what there is to say of it.\n\n" for n in range(40)
)
NO_DISK = 77
BEGIN = """
site="$PWD"; disk="$(mktemp -d)"
mount -t tmpfs -o size=256k none "$disk" && cp -r "$site"/. "$disk" && cd "$disk" || exit 77
"""


def _on_a_disk(site: Path, script: str) -> Ended:
    """Run a script in a copy of a site on a disk of 160 kB; the disk goes when it ends.

    :param script: for the shell; ``$run`` starts the command, ``$site`` is the site's own folder
    """
    if shutil.which("unshare") is None:
        pytest.skip("no unshare to mount a disk with (Debian: util-linux)")
    for namespace in ("-rm", "-m"):
        done = subprocess.run(
            ["unshare", namespace, "sh", "-c", f'run="{shlex.join(COMMAND)}"{BEGIN}{script}'],
            cwd=site,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != NO_DISK and not done.stderr.startswith("unshare:"):
            assert "Traceback" not in done.stderr
            return Ended(done.returncode, done.stdout, done.stderr)
    pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")


def _translations(root: Path) -> set[tuple[str, str, str]]:
    return {
        (path.relative_to(root).as_posix(), entry.msgctxt or "", entry.msgstr)
        for path in root.rglob("*.po")
        for entry in polib.pofile(str(path))
        if entry.msgstr
    }


def test_a_full_disk_costs_no_translation(folder: Folder) -> None:
    """What did not fit is named with its remedy; no file is empty, no scrap is left."""
    for name in ("a", "b", "c"):
        folder.write(f"content/en/{name}.md", TEXT.format(name))
    folder.sync(pseudo="accent")
    had = _translations(folder.root)
    before = [path for path in folder.stamps() if path.endswith((".md", ".po"))]
    for name in ("a", "b", "c"):
        folder.write(f"content/en/{name}.md", TEXT.format(name).replace("Line", "This line, the number"))
    done = _on_a_disk(
        folder.root,
        "cat /dev/zero >filler 2>/dev/null; truncate -s -8k filler\n"
        "$run sync --pseudo accent; code=$?\n"
        'mkdir "$site/after"; cp -r content locales "$site/after"; exit $code',
    )
    assert done.code == 3
    assert (
        "cannot be written: the disk is full (make room and run again; the old file is untouched)" in done.err
    )
    after = folder.root / "after"
    assert not list(after.rglob("*.tmp"))
    for name in ("content", "locales"):
        shutil.rmtree(folder.root / name)
        shutil.move(after / name, folder.root / name)
    assert had <= _translations(folder.root)
    assert all((folder.root / path).stat().st_size for path in before)
    folder.sync(pseudo="accent")
    assert not folder.sync(pseudo="accent").failed
    assert had <= _translations(folder.root)


def test_a_read_only_disk_is_read(folder: Folder) -> None:
    """A sync names the pages that it cannot write; a status needs no writing, nor does a dry run."""
    remount = "mount -o remount,ro .; export XDG_CACHE_HOME=$PWD/cache TMPDIR=$PWD; "
    done = _on_a_disk(folder.root, f"{remount} $run sync")
    assert done.code == 3
    assert f"error: {PO}: cannot be written: the file system is read-only" in done.err
    assert "Nothing done (2 failed)" in done.out
    assert _on_a_disk(folder.root, f"{remount} $run status").code == 0
    assert _on_a_disk(folder.root, f"{remount} $run sync --dry-run").code == 0


def test_output_to_a_full_disk_is_no_bug(folder: Folder) -> None:
    """The work is done; that nobody could be told of it is said on stderr."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    for arguments in (["status"], ["status", "--json"], ["sync"]):
        with full.open("wb") as out:
            done = subprocess.run(
                [*COMMAND, *arguments],
                cwd=folder.root,
                env=environment(),
                stdout=out,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert done.returncode == 3
        assert done.stderr == b"translate: the output cannot be written: the disk is full\n"
    assert folder.exists(PO)


@pytest.fixture
def modes(folder: Folder) -> Iterator[tuple[str, ...]]:
    """What the command has to be started through, so that file modes hold for root as well."""
    via = (
        ("setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search")
        if os.getuid() == 0
        else ()
    )
    if via and subprocess.run([*via, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root heeds no file modes, and cannot be made to here (no setpriv)")
    yield via
    for path in folder.root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_page_that_must_not_be_read_is_named(folder: Folder, modes: tuple[str, ...]) -> None:
    """The others are synced."""
    folder.write("content/en/secret.md", "Some text.\n").chmod(0)
    done = translate(folder.root, "sync", "--pseudo", "accent", via=modes)
    assert done.code == 3
    assert done.err.count("content/en/secret.md: cannot be read: no permission (give yourself the right") == 1
    assert folder.exists(RU)


def test_a_catalog_that_must_not_be_written_stays(folder: Folder, modes: tuple[str, ...]) -> None:
    """A read-only file is somebody's wish, although its folder would let it be replaced."""
    folder.sync(pseudo="accent")
    before = folder.read(PO)
    (folder.root / PO).chmod(0o444)
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    done = translate(folder.root, "sync", via=modes)
    assert done.code == 3
    assert f"error: {PO}: cannot be written: no permission" in done.err
    assert folder.read(PO) == before
    (folder.root / PO).chmod(0o644)
    assert translate(folder.root, "sync", via=modes).code == 0
    assert "*each*" in folder.read(PO)


def test_a_catalog_that_must_not_be_read_is_not_taken_for_missing(
    folder: Folder, modes: tuple[str, ...]
) -> None:
    """It would be written anew, and its translations be gone."""
    folder.sync(pseudo="accent")
    before = folder.read(PO)
    (folder.root / PO).chmod(0)
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    done = translate(folder.root, "sync", via=modes)
    assert done.code == 3
    assert f"{PO}: cannot be read: no permission" in done.err
    assert folder.read(PO) == before


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
def test_a_folder_that_must_not_be_used_is_named(folder: Folder, modes: tuple[str, ...], mode: int) -> None:
    """No entry, no search or no writing: a clear word, exit code 3, and the other locale is synced."""
    folder.sync(pseudo="accent")
    before = folder.read(PO)
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    (folder.root / "locales/ru").chmod(mode)
    done = translate(folder.root, "sync", via=modes)
    assert done.code == 3
    assert "locales/ru" in done.err
    assert "no permission" in done.err.lower() or "permission denied" in done.err.lower()
    (folder.root / "locales/ru").chmod(0o755)
    assert folder.read(PO) == before
    assert "*each*" in folder.read("locales/de/hours.po")


def test_an_unreadable_configuration_is_said_so(folder: Folder, modes: tuple[str, ...]) -> None:
    """It is there: no word of a missing one."""
    (folder.root / "translate.toml").chmod(0)
    done = translate(folder.root, "status", via=modes)
    assert done.code == 2
    assert done.err == "translate: translate.toml: cannot be read: Permission denied\n"
