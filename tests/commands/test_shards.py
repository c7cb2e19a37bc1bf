"""`--shard`: parts that together are the site, and need not know of each other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from hypothesis import given
from hypothesis import strategies as st

from translator.commands.shards import Shard, parse_shard
from translator.errors import ConfigError

if TYPE_CHECKING:
    from conftest import Folder

HOME = Path(__file__).resolve().parents[2]


@given(st.text(min_size=1), st.integers(1, 60))
def test_every_page_is_in_one_part(path: str, count: int) -> None:
    """Whatever its name."""
    source = path.encode("utf-8", "replace").decode()
    assert sum(Shard(number, count).holds(source) for number in range(1, count + 1)) == 1


def test_parts_are_of_a_size() -> None:
    """Of a thousand pages, each of eight parts has about an eighth."""
    sizes = [sum(Shard(n, 8).holds(f"docs/page-{i}.md") for i in range(1000)) for n in range(1, 9)]
    assert min(sizes) > 90
    assert max(sizes) < 160


def test_the_same_in_every_process() -> None:
    """Known values: a part that changed its pages between versions would translate them twice."""
    assert [Shard(1, 4).holds(f"{letter}.md") for letter in "abcdefgh"] == EXPECTED
    code = (
        "from translator.commands.shards import *; print([Shard(1, 4).holds(f'{c}.md') for c in 'abcdefgh'])"
    )
    for seed in ("0", "1"):
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed}, cwd=HOME,
        )  # fmt: skip
        assert ran.stdout.strip() == str(EXPECTED)


EXPECTED = [False, False, True, False, False, True, False, True]


@pytest.mark.parametrize("text", ["0/8", "9/8", "1", "1/0", "a/b", "-1/8", "1/8/2", "", "１/２"])
def test_wrong_parts(text: str) -> None:
    with pytest.raises(ConfigError, match="--shard"):
        parse_shard(text)


def copy_of(root: Path) -> Path:
    """The demonstration site without what was made of it."""
    root.mkdir()
    shutil.copytree(HOME / "content", root / "content")
    shutil.copyfile(HOME / "translate.toml", root / "translate.toml")
    for locale in ("ru", "de"):
        shutil.rmtree(root / "content" / locale)
        shutil.rmtree(root / "content/_data" / locale, ignore_errors=True)
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_eight_parts_are_the_whole(tmp_path: Path) -> None:
    """One after the other, then a last run for links to pages of other parts: the same tree, to the byte."""
    whole, parts = copy_of(tmp_path / "whole"), copy_of(tmp_path / "parts")
    assert translate(whole, "sync", "--pseudo", "accent").code == 0
    for number in range(1, 9):
        before = tree(parts)
        assert translate(parts, "sync", "--pseudo", "accent", "--shard", f"{number}/8").code == 0
        assert all(tree(parts)[name] == data for name, data in before.items())
    assert translate(parts, "sync").code == 0
    assert tree(parts) == tree(whole)
    assert "Nothing to do" in translate(parts, "sync", "--shard", "3/8").out


def test_in_checkouts_of_their_own(tmp_path: Path) -> None:
    """As jobs of a matrix do: what each wrote, put together, is the whole."""
    whole = copy_of(tmp_path / "whole")
    assert translate(whole, "sync", "--pseudo", "accent").code == 0
    together = copy_of(tmp_path / "together")
    for number in (1, 2, 3):
        part = copy_of(tmp_path / f"part{number}")
        fresh = tree(part)
        assert translate(part, "sync", "--pseudo", "accent", "--shard", f"{number}/3").code == 0
        for name, data in tree(part).items():
            if name not in fresh:
                path = together / name
                assert not path.exists()
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    assert translate(together, "sync").code == 0
    assert tree(together) == tree(whole)


def test_renamed_and_removed_pages(folder: Folder) -> None:
    """A page moves in the part of its new name, an orphan is pruned in that of its own; nothing is lost."""
    for name in "abcdefgh":
        folder.write(f"content/en/{name}.md", f"# Page {name}\n\nAbout the letter {name}, and more.\n")
    assert translate(folder.root, "sync", "--pseudo", "accent").code == 0
    ru = folder.read("content/ru/a.md")
    (folder.root / "content/en/a.md").rename(folder.root / "content/en/z.md")
    (folder.root / "content/en/b.md").unlink()
    for number in (1, 2, 3, 4):
        assert translate(folder.root, "sync", "--prune", "--shard", f"{number}/4").code == 0
    assert folder.read("content/ru/z.md") == ru
    assert not folder.exists("content/ru/a.md")
    assert not folder.exists("content/ru/b.md")
    assert folder.exists("content/ru/c.md")


def test_status_and_check(folder: Folder) -> None:
    """Each tells of its part."""
    for name in "abcdefgh":
        folder.write(f"content/en/{name}.md", f"# Page {name}\n\n[x](gone.md)\n")
    for command, mark in (("status", '"localized"'), ("check", '"dead-link"')):
        every = translate(folder.root, command, "--json").out.count(mark)
        parts = [
            translate(folder.root, command, "--json", "--shard", f"{n}/3").out.count(mark) for n in (1, 2, 3)
        ]
        assert sum(parts) == every > 0
        assert max(parts) < every
    assert translate(folder.root, "sync", "--shard", "4/3").code == 2
