"""Files: read whole, written in one step, locked against a second run, cached outside the site."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import tempfile
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

from translator.errors import PageError, TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LIMIT", "cache_dir", "is_there", "lock", "read", "remove", "sweep", "write_atomic"]

LIMIT = 64 * 2**20
"""Bytes that `read` takes at most: no page or catalog is larger, and memory is finite."""
_CACHE = "translate-sync"
_TEMPORARY = re.compile(r"\..*\.translate-(\d+)\.tmp", re.DOTALL)
_NAME_MAX = 200
"""Bytes of a file's name that its temporary file's name takes over: file systems allow 255."""

_REMEDIES = {
    errno.ENOSPC: ("the disk is full", "make room and run again; the old file is untouched"),
    errno.EDQUOT: ("the disk quota is used up", "make room and run again; the old file is untouched"),
    errno.EACCES: ("no permission", "give yourself the right to read and write it"),
    errno.EPERM: ("not permitted", "give yourself the right to read and write it"),
    errno.EROFS: ("the file system is read-only", "run it where the site can be written"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "move that file away"),
    errno.EEXIST: ("a file stands where a folder is needed", "move that file away"),
    errno.EISDIR: ("it is a folder", "rename the folder"),
    errno.ENAMETOOLONG: ("the name is too long", "give the source page a shorter name"),
    errno.ENOENT: ("there is no such file", ""),
    errno.ELOOP: ("symbolic links in a circle", "remove the link"),
}


def read(path: Path, limit: int = LIMIT) -> bytes:
    """Read a file's bytes.

    :param path: the file
    :param limit: the most bytes to take
    :raises PageError: there is no such file, it is too large or cannot be read
    """
    try:
        with path.open("rb") as file:
            # asked for more than there is, Python clears that much memory first: 15 µs a page
            size = os.fstat(file.fileno()).st_size
            data = file.read(limit + 1 if size > limit else -1)
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
        raise _error("cannot be read", path, error) from None
    if len(data) > limit:
        raise PageError(
            f"larger than {limit // 2**20} MB", path=_shown(path), remedy="exclude it in translate.toml"
        )
    return data


def is_there(path: Path) -> bool:
    """Whether there is something of that name, a link that leads nowhere included.

    What cannot be looked at counts as there: a catalog in a locked folder is not to be taken for missing.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a path with a NUL is a ValueError
        return False
    except OSError:
        pass
    return True


def write_atomic(path: Path, data: bytes, *, root: Path | None = None) -> bool:
    """Write a file in one step: whoever looks, whenever the process is killed, it is the old or the new.

    The bytes go to a temporary file in the same folder, which then takes the file's place and mode. Folders
    are made as needed. A symbolic link is replaced by a file and its target left alone: a
    localized page may be a link to its source page. Bytes are not forced to the disk (``fsync`` takes
    milliseconds a page): after a power cut the next run writes what is missing.

    :param path: the file
    :param data: its new bytes
    :param root: the site's root; a path that leads out of it by a symbolic link is refused
    :return: whether anything was written: not if the file has these bytes already
    :raises PageError: it could not be written; the old file is untouched
    """
    if root is not None:
        _inside(path, root)
    try:
        if not path.is_symlink() and path.read_bytes() == data:
            return False
    except (OSError, ValueError):
        pass  # what is the matter shows when it is written
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path)
        temporary = path.with_name(_temporary_name(path.name))
        try:
            _fill(temporary, data, mode)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError) as error:
        raise _error("cannot be written", path, error) from None
    return True


def _mode(path: Path) -> int | None:
    """Tell the mode to keep; None for a file that is not there yet.

    :raises PermissionError: the file is read-only, though its folder would let it be replaced
    :raises IsADirectoryError: it is a folder
    """
    if path.is_symlink() or not path.exists():
        return None
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")
    return path.stat().st_mode & 0o7777


def _fill(temporary: Path, data: bytes, mode: int | None) -> None:
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()  # left by a killed process that had this one's number
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    if mode is not None:
        temporary.chmod(mode)


def _temporary_name(name: str) -> str:
    short = os.fsdecode(os.fsencode(name)[:_NAME_MAX]) if len(os.fsencode(name)) > _NAME_MAX else name
    return f".{short}.translate-{os.getpid()}.tmp"


def _inside(path: Path, root: Path) -> None:
    """Refuse a path that leads out of the site, by its folders or by being a link itself."""
    real_root = os.path.realpath(root)
    real = os.path.realpath(path)
    if real != real_root and not real.startswith(os.path.join(real_root, "")):  # noqa: PTH118 (the separator at its end)
        raise PageError(
            "leads out of the site by a symbolic link",
            path=_shown(path),
            remedy="replace the link with what it points to",
        )


def remove(path: Path) -> None:
    """Remove a file, and the folders that it leaves empty behind are left alone. A missing file is no error.

    :raises PageError: it could not be removed
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _error("cannot be removed", path, error) from None


def sweep(root: Path, paths: Iterable[str]) -> int:
    """Remove the temporary files that killed runs left beside some files.

    :param root: the site's root
    :param paths: the files, relative to it; their folders are looked through
    :return: how many were removed
    """
    removed = 0
    base = os.fspath(root)
    for folder in {path.rpartition("/")[0] for path in paths}:
        try:
            names = os.listdir(f"{base}/{folder}")  # noqa: PTH208 (thousands of files: no Path for each)
        except OSError:
            continue
        for name in names:
            if not name.endswith(".tmp"):
                continue
            found = _TEMPORARY.fullmatch(name)
            if found and not _alive(int(found[1])):
                with contextlib.suppress(OSError):
                    Path(base, folder, name).unlink()
                    removed += 1
    return removed


def _alive(pid: int) -> bool:
    """Whether another process of that number runs."""
    if pid == os.getpid():
        return False
    if sys.platform == "win32":  # signal 0 would end the process; and a file in use can't be removed there
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    try:
        # a killed process whose parent has not asked after it, as in containers without an init
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2][:1] != b"Z"
    except OSError:
        return True


def cache_dir(root: Path) -> Path:
    """Make the folder for what is kept about a site and may be lost: its lock, its stat cache, its memory.

    It lies in the user's cache folder, under the real path of the site's root; where that cannot be written,
    in the folder for temporary files.

    :raises TranslateError: neither can be written
    """
    from platformdirs import user_cache_dir  # noqa: PLC0415 (10 ms)

    real = os.path.realpath(root)
    key = md5(os.fsencode(real), usedforsecurity=False).hexdigest()[:16]
    name = f"{Path(real).name or 'root'}-{key}"
    user = os.getuid() if hasattr(os, "getuid") else ""
    for base in (
        Path(user_cache_dir(_CACHE, appauthor=False)),
        Path(tempfile.gettempdir(), f"{_CACHE}-{user}"),
    ):
        folder = base / name
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    raise TranslateError(
        "no folder for the cache can be written", path=str(base), remedy="set XDG_CACHE_HOME to one that can"
    )


@contextlib.contextmanager
def lock(root: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the site, so that two runs do not mix. A killed run lets go of it.

    :param root: the site's root
    :param wait: seconds to wait for another run to end
    :raises TranslateError: it did not end
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 (30 ms)

    holder = FileLock(cache_dir(root) / "lock", timeout=wait)
    try:
        holder.acquire()
    except Timeout:
        raise TranslateError(
            "another run of translate is at work on this site",
            path=_shown(root),
            remedy="wait until it has ended",
        ) from None
    try:
        yield
    finally:
        holder.release()


def _error(what: str, path: Path, error: OSError | ValueError) -> PageError:
    number = error.errno if isinstance(error, OSError) else None
    why, remedy = _REMEDIES.get(number or 0, ("", ""))
    reason = why or (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return PageError(f"{what}: {reason}", path=_shown(path), remedy=remedy)


def _shown(path: Path) -> str:
    """Give a path as the user knows it: from the working directory, where it lies in there."""
    with contextlib.suppress(ValueError, OSError):
        return path.relative_to(Path.cwd()).as_posix()
    return os.fsencode(path).decode("utf-8", "backslashreplace")
