"""One pass over the folders that may hold pages or catalogs. What is odd is a finding, no exception."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Scan", "is_passed_over", "scan"]

_NEVER = frozenset(("node_modules", "__pycache__", "_site"))
"""Folders that hold no source, wherever they are; hidden ones besides."""
_NOT_AT_ROOT = frozenset(("public", "vendor", "build", "dist", "target", "venv"))
"""The same, in the site's root; deeper down they may be anything."""


@dataclass(slots=True)
class Scan:
    """What is there; paths are relative to the root, with forward slashes."""

    files: list[str] = field(default_factory=list)
    """Sorted."""
    findings: list[Finding] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    """Folders and files that are there but could not be looked at: nobody knows what they hold."""

    def hides(self, file: str) -> bool:
        """Whether a file that was not found may be there all the same."""
        return any(file == path or file.startswith(f"{path}/") for path in self.blocked)


def scan(root: Path, folders: Iterable[str], endings: frozenset[str]) -> Scan:
    """Find the files with some endings.

    Hidden folders and those of builders' output and packages are skipped, unless they are named. Symbolic
    links that lead out of the site are refused; a link to a folder within it is followed once, that
    is, not when it stands in a folder that was itself reached by a link.

    :param root: the site's root
    :param folders: where to look, relative to the root; those that do not exist are passed over
    :param endings: extensions, without their dot
    """
    walker = _Walker(os.path.realpath(root), endings)
    for folder in sorted(set(folders)):
        walker.start(folder)
    walker.scan.files.sort()
    return walker.scan


def is_passed_over(file: str, *, at_root: bool = False) -> bool:
    """Whether a scan of a folder would pass a file of it over: hidden ones, builders' output, packages.

    :param file: relative to the folder that was named
    :param at_root: whether that is the site's root
    """
    folders = file.split("/")[:-1]
    if any(part.startswith(".") for part in file.split("/")):
        return True
    return any(each in _NEVER for each in folders) or (
        at_root and folders[:1] != [] and folders[0] in _NOT_AT_ROOT
    )


class _Walker:
    """The walk: where it has been, and what it found."""

    def __init__(self, root: str, endings: frozenset[str]) -> None:
        self.root = root
        self.within = os.path.join(root, "")  # noqa: PTH118 (the separator at its end is wanted)
        self.endings = endings
        self.scan = Scan()
        self.seen: set[str] = set()

    def start(self, folder: str) -> None:
        """Walk one of the folders asked for."""
        path = os.path.join(self.root, folder) if folder else self.root  # noqa: PTH118 (strings: see `_walk`)
        if not os.path.isdir(path):  # noqa: PTH112
            return
        real = os.path.realpath(path)
        if real != self.root and not real.startswith(self.within):
            self._refuse(folder, "leads out of the site by a symbolic link", Severity.ERROR)
            return
        linked = real != os.path.normpath(path)
        self._walk(folder, real if linked else path, linked=linked)

    def _walk(self, folder: str, path: str, *, linked: bool) -> None:
        """Walk a folder. Strings, not `Path`: the difference is a factor of ten in the time of a scan.

        :param folder: relative to the root, empty for the root
        :param path: where it really is
        :param linked: whether a symbolic link led here
        """
        todo = [(folder, path, linked)]
        while todo:
            folder, path, linked = todo.pop()
            if folder in self.seen:
                continue
            self.seen.add(folder)
            try:
                with os.scandir(path) as entries:
                    todo.extend(self._entries(folder, entries, linked=linked))
            except OSError as error:
                self._refuse(
                    folder or ".", f"cannot be looked through: {error.strerror}", Severity.ERROR, "unreadable"
                )

    def _entries(
        self, folder: str, entries: Iterable[os.DirEntry[str]], *, linked: bool
    ) -> Iterable[tuple[str, str, bool]]:
        """Note a folder's files; its folders are those to walk next."""
        prefix = f"{folder}/" if folder else ""
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            page = name.rpartition(".")[2] in self.endings
            if entry.is_symlink():
                target = self._link(prefix + name, entry, page=page, linked=linked)
                if target:
                    yield prefix + name, target, True
            elif entry.is_dir(follow_symlinks=False):
                if name in _NEVER or (not folder and name in _NOT_AT_ROOT):
                    continue
                if page:
                    self._find(prefix + name, "a folder is named like a page", Severity.WARNING, "folder")
                if self._is_text(prefix + name):
                    yield prefix + name, entry.path, linked
            elif page and self._is_text(prefix + name):
                if entry.is_file(follow_symlinks=False):
                    self.scan.files.append(prefix + name)
                else:
                    self._refuse(prefix + name, "is no regular file", Severity.ERROR, "unreadable")

    def _link(self, file: str, entry: os.DirEntry[str], *, page: bool, linked: bool) -> str:
        """Judge a symbolic link: note a file; the target of a folder that is to be walked, else empty."""
        target = os.path.realpath(entry.path)
        folder = os.path.isdir(target)  # noqa: PTH112
        if not (page or folder) or entry.name in _NEVER:
            return ""
        if not os.path.exists(target):  # noqa: PTH110
            self._refuse(file, "a symbolic link that leads nowhere", Severity.ERROR)
        elif target != self.root and not target.startswith(self.within):
            self._refuse(file, "a symbolic link that leads out of the site", Severity.ERROR)
        elif not folder:
            if self._is_text(file):
                self.scan.files.append(file)
        elif f"{os.path.realpath(os.path.dirname(entry.path))}/".startswith(f"{target}/"):  # noqa: PTH120
            self._refuse(file, "a symbolic link that leads back to a folder that it is in", Severity.WARNING)
        elif linked:
            self._refuse(file, "a symbolic link in a folder reached by one is not followed", Severity.WARNING)
        elif self._is_text(file):
            return target
        return ""

    def _is_text(self, file: str) -> bool:
        """Whether a name is UTF-8, as configuration and catalogs are, in which it would have to stand."""
        if file.isascii():
            return True
        try:
            file.encode()
        except UnicodeEncodeError:
            self._refuse(file, "its name is not UTF-8", Severity.ERROR, "name", "rename it")
            return False
        return True

    def _refuse(
        self, file: str, message: str, severity: Severity, rule: str = "symlink", remedy: str = ""
    ) -> None:
        """Pass something over, and say so."""
        self.scan.blocked.add(file)
        if rule == "symlink":
            remedy = "replace the link with what it points to, or remove it"
        self._find(file, message, severity, rule, remedy)

    def _find(self, file: str, message: str, severity: Severity, rule: str, remedy: str = "") -> None:
        shown = file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        self.scan.findings.append(Finding(shown, 0, message, severity, remedy, rule))
