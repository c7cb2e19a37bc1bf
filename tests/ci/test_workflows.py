"""The workflows and scripts that users copy: clean to the linters, and pinned."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HOME = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((HOME / "examples/ci/github").glob("*.yml"))
SCRIPTS = [*sorted((HOME / "ci").glob("*.sh")), HOME / "examples/ci/cron/nightly.sh"]


def program(name: str) -> str:
    """A linter that came with the development packages."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: pip install -e '.[dev]'"
    return found


def clean(*command: str) -> None:
    ran = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actionlint() -> None:
    clean(program("actionlint"), "-shellcheck", program("shellcheck"), *map(str, WORKFLOWS))


def test_zizmor() -> None:
    """In its strictest reading."""
    clean(
        program("zizmor"), "--offline", "--no-progress", "--persona=pedantic",
        str(HOME / "action.yml"), *map(str, WORKFLOWS),
    )  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck(script: Path) -> None:
    clean(program("shellcheck"), str(script))


def test_shell_of_the_action_and_of_gitlab(tmp_path: Path) -> None:
    """What stands in YAML is looked at, too."""
    action = yaml.safe_load((HOME / "action.yml").read_text())
    for number, step in enumerate(action["runs"]["steps"]):
        path = tmp_path / f"{number}.sh"
        path.write_text("#!/usr/bin/env bash\n" + step["run"])
        clean(program("shellcheck"), str(path))
    gitlab = yaml.safe_load((HOME / "examples/ci/gitlab/.gitlab-ci.yml").read_text())
    path = tmp_path / "gitlab.sh"
    path.write_text("#!/bin/sh\n" + "\n".join(gitlab["translations:sync"]["script"]))
    clean(program("shellcheck"), str(path))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_least_rights(workflow: Path) -> None:
    """No rights but those that a job asks for; every action by its commit; secrets in single steps."""
    text = workflow.read_text()
    document = yaml.safe_load(text)
    assert document["permissions"] == {}
    assert document["concurrency"]
    for job in document["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
        assert "env" not in job
        keyed = [step for step in job["steps"] if "secrets." in str(step) or "github.token" in str(step)]
        assert all(len(step["env"]) <= 2 for step in keyed)
    assert all(re.fullmatch(r"[0-9a-f]{40}", pin) for pin in re.findall(r"uses: \S+@(\S+)", text))
    assert "pull_request_target" not in text
