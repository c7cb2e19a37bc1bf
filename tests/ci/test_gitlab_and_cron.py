"""The jobs for GitLab and for a server of one's own, as they are shipped, against a real repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml
from command_line import environment
from forge import BASE, Forge, make_forge, new_paragraph

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return make_forge(tmp_path)


def gitlab(forge: Forge) -> subprocess.CompletedProcess[str]:
    """Run the sync job's script in a clone as a runner makes it; its address leads to the local origin."""
    work = forge.folder / "work"
    subprocess.run(["rm", "-rf", str(work)], check=True)
    forge.git("clone", "-q", "--branch", BASE, f"file://{forge.origin}", str(work), at=forge.folder)
    forge.git("config", "receive.advertisePushOptions", "true", at=forge.origin)
    hook = forge.origin / "hooks/post-receive"
    hook.write_text('#!/bin/sh\nenv | grep GIT_PUSH_OPTION_ | sort >> "$GIT_DIR/pushed"\n')
    hook.chmod(0o755)
    script = yaml.safe_load((HOME / "examples/ci/gitlab/.gitlab-ci.yml").read_text())["translations:sync"][
        "script"
    ]
    variables = {
        "PATH": f"{forge.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CI_DEFAULT_BRANCH": BASE,
        "CI_SERVER_HOST": "git.example",
        "CI_PROJECT_PATH": "a/site",
        "TRANSLATE_TOKEN": "secret",
        "XDG_CACHE_HOME": str(forge.folder / "cache"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{forge.origin}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://translate:secret@git.example/a/site.git",
    }
    return subprocess.run(
        ["sh", "-ec", "\n".join(script)], cwd=work, env=environment(variables),
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_gitlab(forge: Forge) -> None:
    """A branch and a merge request a locale; a second night pushes nothing; the same branch goes on."""
    new_paragraph(forge)
    ran = gitlab(forge)
    assert ran.returncode == 0, ran.stderr
    assert set(forge.refs()) == {BASE, "translate/ru", "translate/de"}
    pushed = forge.origin / "pushed"
    told = pushed.read_text()
    assert told.count("merge_request.create") == 2
    assert f"merge_request.target={BASE}" in told
    assert "merge_request.title=Translations: ru" in told
    assert "secret" not in ran.stdout + ran.stderr
    refs = forge.refs()
    assert gitlab(forge).returncode == 0
    assert (forge.refs(), pushed.read_text()) == (refs, told)
    new_paragraph(forge, "And we bake.")
    assert gitlab(forge).returncode == 0
    forge.git("merge-base", "--is-ancestor", refs["translate/ru"], "translate/ru", at=forge.origin)
    assert 'msgid "And we bake."' in forge.show("translate/ru", "locales/ru/docs/visiting.po")


def cron(forge: Forge) -> subprocess.CompletedProcess[str]:
    clone = forge.folder / "server"
    if not clone.exists():
        forge.git("clone", "-q", "--branch", BASE, f"file://{forge.origin}", str(clone), at=forge.folder)
        for name, value in (("user.name", "translate"), ("user.email", "translate@x.example")):
            forge.git("config", name, value, at=clone)
    path = f"{forge.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(HOME / "examples/ci/cron/nightly.sh"), str(clone)],
        cwd="/", env=environment({"PATH": path}), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_cron(forge: Forge) -> None:
    """It pushes what a sync wrote, and nothing where that is nothing."""
    before = forge.refs()
    assert cron(forge).returncode == 0
    assert forge.refs() == before
    new_paragraph(forge)
    assert cron(forge).returncode == 0
    assert 'msgid "We have moved."' in forge.show(BASE, "locales/ru/docs/visiting.po")
    after = forge.refs()
    assert cron(forge).returncode == 0
    assert forge.refs() == after
