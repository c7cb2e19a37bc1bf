"""The pre-commit hook, installed and run by pre-commit itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]


def test_the_hook(tmp_path: Path) -> None:
    """It lets the demonstration site pass, and stops a commit with a damaged catalog."""
    if not (HOME / ".git").exists():
        pytest.skip("pre-commit needs the project's repository")
    site = tmp_path / "site"
    site.mkdir()
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, site / name)
    shutil.copyfile(HOME / "translate.toml", site / "translate.toml")
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    subprocess.run(["git", "add", "-A"], cwd=site, check=True)

    def run() -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).parent / "pre-commit"
        variables = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
        variables.pop("PYTHONPATH", None)
        return subprocess.run(
            [program, "try-repo", str(HOME), "translate-check", "--all-files"],
            cwd=site, env=variables, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip

    ended = run()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Passed" in ended.stdout
    catalog = site / "locales/ru/index.po"
    catalog.write_text(catalog.read_text("utf-8").replace('msgstr "', "msgstr ", 1), "utf-8")
    subprocess.run(["git", "add", "-A"], cwd=site, check=True)
    ended = run()
    assert ended.returncode == 1
    assert "po-syntax: locales/ru/index.po" in ended.stdout
