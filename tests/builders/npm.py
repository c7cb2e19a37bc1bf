"""Builders that come from npm: each is installed by ``npm ci`` in its own folder here, as `.ci/run` does."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

__all__ = ["HERE", "built", "installed"]

HERE = Path(__file__).resolve().parent


def installed(name: str) -> Path:
    """Give a builder's folder; the test is skipped where it is not installed."""
    folder = HERE / name
    if shutil.which("node") is None:
        pytest.skip("node is not installed (Debian's packages nodejs and npm)")
    if not (folder / "node_modules").is_dir():
        pytest.skip(f"{name} is not installed: npm ci --prefix tests/builders/{name}")
    return folder


def built(root: Path, name: str, *command: str) -> str:
    """Build a site with the program of a builder; fails with what the builder had to say.

    :param root: the site's root; the builder's modules are put there, since some builders mind where they are
    :param command: the program, as its package names it, and its arguments
    :return: its output
    """
    modules = installed(name) / "node_modules"
    if not (root / "node_modules").exists():
        shutil.copytree(modules, root / "node_modules", copy_function=_linked, symlinks=True)
    done = subprocess.run(
        [str(root / "node_modules" / ".bin" / command[0]), *command[1:]],
        cwd=root,
        env={**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "DOCUSAURUS_NO_TELEMETRY": "1", "CI": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def _linked(source: str, target: str) -> None:
    """Link a file, which takes no room and no time; copy it where the disk is another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
