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


def test_init_says_that_locales_are_to_be_named(site: Folder) -> None:
    """In its last line, with the reason; where there are some, it says what to run."""
    done = translate(site.root, "init")
    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        "Wrote translate.toml. No locale was found: no page is translated yet. "
        'Name them in it, locales = ["ru", "pt-BR"], then run: translate sync'
    )
    (site.root / "translate.toml").unlink()
    site.write("book.toml", "")
    site.write("src/a.md", "Some text.\n")
    assert "translated yet, and book.toml names no other language. Name" in translate(site.root, "init").out
    (site.root / "translate.toml").unlink()
    site.write("src/ru/a.md", "Текст.\n")
    assert translate(site.root, "init").out == "Wrote translate.toml. Read it, then run: translate sync\n"


@pytest.mark.parametrize("command", ["sync", "status", "check"])
def test_no_locales_is_no_success(site: Folder, command: str) -> None:
    """Nothing can be done, and that is not the same as nothing to do."""
    site.write("translate.toml", CONFIG.replace('["ru", "de"]', "[]"))
    done = translate(site.root, command)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "translate: translate.toml: locales is empty, so there is nothing to translate into"
        ' (name the languages: locales = ["ru", "pt-BR"])\n'
    )


@pytest.mark.parametrize("command", ["sync", "status", "check"])
@pytest.mark.parametrize("pattern", ["content/eng/{path}.md", "content/en/{path}.mdx"])
def test_no_page_at_all_is_no_success(site: Folder, command: str, pattern: str) -> None:
    """A slip in a pattern: not everything is current, nothing is there."""
    ending = pattern.rpartition(".")[2]
    text = CONFIG.replace("content/en/{path}.md", pattern).replace(
        "{locale}/{path}.md", f"{{locale}}/{{path}}.{ending}"
    )
    site.write("translate.toml", text)
    done = translate(site.root, command)
    assert (done.code, done.out) == (2, "")
    assert f'translate.toml: no source page matches source = "{pattern}" (look at the patterns' in done.err


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("blog/{path}.md", "warning: blog: no such folder, so no source pages there"),
        (
            "content/en/{path}.mdx",
            "warning: content/en/{path}.mdx: no file matches, so no source pages there",
        ),
    ],
)
def test_one_empty_tree_of_several_is_warned_of(site: Folder, pattern: str, told: str) -> None:
    """The others are worked on."""
    localized = pattern.replace("/en", "").replace("{path}", "{locale}/{path}")
    tree = f'[[pages]]\nsource = "{pattern}"\nlocalized = "{localized}"\n'
    site.write("translate.toml", CONFIG + tree)
    done = translate(site.root, "sync")
    assert done.code == 0
    assert told in done.err


def test_what_the_last_source_page_leaves_can_be_pruned(site: Folder) -> None:
    """Its folder is there still, and localized pages of ours."""
    site.write("translate.toml", CONFIG)
    assert translate(site.root, "sync", "--pseudo", "accent").code == 0
    (site.root / "content/en/a.md").unlink()
    assert translate(site.root, "sync", "--prune").code == 0
    assert not site.exists("content/ru/a.md")


def test_a_folder_without_pages_is_told_what_it_lacks(tmp_path: Path) -> None:
    """Not to run what was just run."""
    done = translate(tmp_path, "init")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"translate: {tmp_path}: no Markdown pages here, nor in a folder below"
        " (write a page first, or name the site's root: --root FOLDER)\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('source_locale = "en"', 'source_locale = ""', "translate.toml:1: source_locale is empty (write"),
        ('"ru", "de"', '"ru", ""', "translate.toml:2: a code in locales is empty (write"),
    ],
)
def test_an_empty_code_is_said_to_be_empty(site: Folder, old: str, new: str, told: str) -> None:
    """Not to be no tag, which could be mended with a table."""
    site.write("translate.toml", CONFIG.replace(old, new))
    done = translate(site.root, "sync")
    assert done.code == 2
    assert told in done.err
