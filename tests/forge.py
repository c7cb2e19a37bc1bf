"""A repository on a server as a scheduled job meets it, its pull requests, and what people do with both."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from command_line import environment

__all__ = ["BASE", "Forge", "inputs", "make_forge", "new_paragraph", "step"]

HOME = Path(__file__).resolve().parents[1]
BASE = "trunk"


@dataclass(frozen=True)
class Night:
    """How one run of the job ended."""

    code: int
    log: str
    summary: str


@dataclass(frozen=True)
class Forge:
    """The server and its people, each with a folder."""

    folder: Path

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    @property
    def people(self) -> Path:
        """A person's clone."""
        return self.folder / "people"

    def git(self, *arguments: str, at: Path | None = None) -> str:
        command = ["git", "-c", "user.name=Anna", "-c", "user.email=anna@x.example", *arguments]
        ran = subprocess.run(command, cwd=at or self.people, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    def commit(self, message: str, branch: str = BASE) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        self.git("push", "-q", "origin", f"HEAD:{branch}")

    def requests(self) -> list[dict[str, Any]]:
        file = self.folder / "requests.json"
        return json.loads(file.read_text()) if file.exists() else []

    def calls(self) -> list[str]:
        file = self.folder / "requests.log"
        return file.read_text().splitlines() if file.exists() else []

    def refs(self) -> dict[str, str]:
        told = self.git(
            "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads", at=self.origin
        )
        return dict(line.split() for line in told.splitlines())

    def show(self, branch: str, path: str) -> str:
        return self.git("show", f"{branch}:{path}", at=self.origin)

    def night(
        self, *, publish: bool = True, meanwhile: str = "", options: dict[str, str] | None = None
    ) -> Night:
        """A checkout as actions/checkout makes it, then the action's steps.

        :param meanwhile: a command that runs between the two steps
        """
        work = self.folder / "work"
        temp = self.folder / "temp"
        for place in (work, temp):
            shutil.rmtree(place, ignore_errors=True)
        temp.mkdir()
        subprocess.run(["git", "clone", "-q", "--branch", BASE, f"file://{self.origin}", work], check=True)
        variables = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(temp),
            "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(HOME),
            "FAKE_GH": str(self.folder / "requests.json"),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            **(options or {}),
        }
        log, code = "", 0
        for mode in ("sync", "publish") if publish else ("sync",):
            extra = {"GH_TOKEN": "a-token"} if mode == "publish" else {}
            ran = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step("Run")],
                cwd=work, env=environment({**variables, **inputs(mode), **extra}),
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            log += ran.stdout + ran.stderr
            code = code or ran.returncode
            if mode == "sync" and meanwhile:
                subprocess.run(["bash", "-ec", meanwhile], cwd=self.people, check=True, capture_output=True)
        summary = temp / "summary.md"
        return Night(code, log, summary.read_text() if summary.exists() else "")


def step(name: str) -> str:
    """The shell of a step of the action, as it is shipped."""
    action = yaml.safe_load((HOME / "action.yml").read_text())
    return str(next(each["run"] for each in action["runs"]["steps"] if each["name"] == name))


def inputs(mode: str) -> dict[str, str]:
    """The variables that the step sets from the action's inputs, with their defaults."""
    action = yaml.safe_load((HOME / "action.yml").read_text())
    run = next(each for each in action["runs"]["steps"] if each["name"] == "Run")
    values = {name: each.get("default", mode) for name, each in action["inputs"].items()}
    return {
        name: values[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, text in run["env"].items()
    }


def make_forge(tmp_path: Path) -> Forge:
    """The demonstration site on a branch that is not called main."""
    made = Forge(tmp_path)
    (tmp_path / "bin").mkdir()
    for name, target in (("gh", HOME / "tests/ci/fake_gh.py"), ("translate", None)):
        path = tmp_path / "bin" / name
        call = (
            f'exec {sys.executable} "{target}" "$@"'
            if target
            else f'exec {sys.executable} -m translator "$@"'
        )
        path.write_text(f"#!/bin/sh\n{call}\n")
        path.chmod(0o755)
    made.git("init", "-q", "--bare", f"--initial-branch={BASE}", str(made.origin), at=tmp_path)
    made.git("clone", "-q", f"file://{made.origin}", str(made.people), at=tmp_path)
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, made.people / name)
    shutil.copyfile(HOME / "translate.toml", made.people / "translate.toml")
    made.commit("The site")
    return made


def new_paragraph(forge: Forge, text: str = "We have moved.") -> None:
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    page = forge.people / "content/en/docs/visiting.md"
    page.write_text(page.read_text() + f"\n{text}\n")
    forge.commit("A new paragraph")
