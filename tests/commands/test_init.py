"""`translate init`, and configurations that hold nothing: what is written, what is refused, what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from command_line import translate
from conftest import CONFIG, Folder

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = '[project]\nname = "x"\n[tool.translate]\n' + CONFIG.replace(
    "[[pages]]", "[[tool.translate.pages]]"
)


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("content/en/a.md", "Some text.\n")
    return folder


@pytest.mark.parametrize("name", ["translate.toml", "pyproject.toml"])
def test_a_configuration_is_never_put_out_of_force(site: Folder, name: str) -> None:
    """Neither that of a file of its own nor the table of a project; --dry-run shows one all the same."""
    site.write(name, CONFIG if name == "translate.toml" else PROJECT)
    before = site.read(name)
    done = translate(site.root, "init")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"translate: {name}: ")
    assert "is there already (remove it first, or see --dry-run" in done.err
    assert site.read(name) == before
    assert name == "translate.toml" or not site.exists("translate.toml")
    assert translate(site.root, "init", "--dry-run").code == 0


def test_a_project_without_the_table_is_no_configuration(site: Folder) -> None:
    """Its name alone says nothing."""
    site.write("pyproject.toml", '[project]\nname = "translate-me"\n')
    assert translate(site.root, "init").code == 0
    assert site.exists("translate.toml")


@pytest.mark.parametrize("command", ["sync", "status", "check"])
def test_of_two_configurations_it_is_said_which_one_holds(site: Folder, command: str) -> None:
    """Whoever changes the other one must not wonder why nothing comes of it."""
    site.write("translate.toml", CONFIG)
    site.write("pyproject.toml", PROJECT)
    done = translate(site.root, command)
    told = done.out if command == "check" else done.err
    assert "pyproject.toml" in told
    assert "[tool.translate] is not read: translate.toml is there and holds" in told
    assert "remove one of the two" in told
