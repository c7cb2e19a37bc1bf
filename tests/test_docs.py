"""The documentation, held against the program: every key, option and engine is there, every example works."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
import typer
from command_line import translate
from conftest import CONFIG, Folder

from translator import configmodel
from translator.cli import app
from translator.engines.registry import ENGINES, find

HOME = Path(__file__).resolve().parents[1]
DOCS = HOME / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), HOME / "README.md", HOME / "CONTRIBUTING.md", HOME / "CHANGELOG.md"]
FENCE = re.compile(r"^(`{3,})(\w*)[^\n]*\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(language: str) -> list[tuple[str, str]]:
    """Each fenced block of a language, with the page that it stands in."""
    return [
        (path.name, found[3])
        for path in PAGES
        for found in FENCE.finditer(read(path))
        if found[2] == language
    ]


def fields() -> list[tuple[str, str]]:
    """Each key of each table of the configuration."""
    tables = [
        value
        for value in vars(configmodel).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value is not configmodel.Settings
    ]
    return [(table.__name__, name) for table in tables for name in table.__struct_fields__]


def commands() -> list[tuple[str, object]]:
    """Each command, subcommands by their whole names."""
    found: list[tuple[str, object]] = []

    def walk(name: str, command: object) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((name, command))
            return
        for each, sub in inner.items():
            walk(f"{name} {each}".strip(), sub)

    walk("", typer.main.get_command(app))
    return found


@pytest.mark.parametrize(("table", "key"), fields())
def test_every_key_is_documented(table: str, key: str) -> None:
    """In configuration.md, as code."""
    assert re.search(
        rf"`(?:\[\[?)?{re.escape(key)}(?:\]\]?)?[`.]|\[(?:\[)?{key}[.\]]", read(DOCS / "configuration.md")
    ), f"{table}.{key}"


@pytest.mark.parametrize(
    "key", [*configmodel.Engine.__struct_fields__, *configmodel.Prices.__struct_fields__]
)
def test_every_key_of_engines_is_told(key: str) -> None:
    """In engines.md, where their meaning stands."""
    assert f"`{key}`" in read(DOCS / "engines.md")


@pytest.mark.parametrize(
    ("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_option_is_documented(name: str, command: object) -> None:
    """In commands.md, or where a command's own page is."""
    text = "\n".join(read(path) for path in sorted(DOCS.glob("*.md")))
    assert re.search(rf"translate {name.split(maxsplit=1)[0]}", read(DOCS / "commands.md")), name
    for parameter in command.params:  # type: ignore[attr-defined]
        for option in (o for o in parameter.opts if o.startswith("--") and o != "--help"):
            assert option in text, f"{name} {option}"


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_every_engine_is_documented(name: str) -> None:
    """With the variables that its key is read from."""
    text = read(DOCS / "engines.md")
    row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
    for variable in find(name).variables:
        assert f"`{variable}`" in row


def test_examples_of_the_configuration_are_right(tmp_path: Path) -> None:
    """Each can be read; completed to a whole configuration, each is accepted."""
    found = [block for block in blocks("toml") if "[tool." not in block[1]]
    assert len(found) >= 8
    for number, (page, text) in enumerate(found):
        table = tomllib.loads(text)
        if page == "dialects.md" and "dialects" not in table:
            continue
        whole = text
        if "pages" not in table:
            needed = CONFIG.partition("[[pages]]")
            locales = sorted({"ru", "de", *table.get("locale", {})})
            head = "" if "source_locale" in table else 'source_locale = "en"\n'
            head += "" if "locales" in table else f"locales = {locales}\n".replace("'", '"')
            pages = "".join(needed[1:])
            own, mark, tables = text.partition("\n[") if not text.startswith("[") else ("", "\n[", text[1:])
            whole = f"{head}{own}\n{pages}{mark}{tables}"
        elif "source_locale" not in table:
            whole = f'source_locale = "en"\nlocales = ["ru", "de"]\n{text}'
        site = Folder(tmp_path / f"{number}")
        site.write("translate.toml", whole)
        for name in ("docs/style-ja.md", *re.findall(r'file = "([^"]+)"', whole)):
            site.write(name, "en,ru,de\n")
        for at, tree in enumerate(tomllib.loads(whole)["pages"]):
            site.write(tree["source"].replace("{path}", f"page{at}"), "a: b\n")
        run = translate(site.root, "status")
        assert run.code == 0, (page, whole, run.err)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Files that are there, and headings of theirs."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", read(path)))
    for target in LINK.findall(text):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        file = (path.parent / name) if name else path
        assert file.exists(), target
        if fragment:
            assert fragment in ids(read(file)), target


def ids(text: str) -> set[str]:
    """Give the ids of a page's headings, as GitHub makes them."""
    found = set()
    for line in FENCE.sub("", text).splitlines():
        if line.startswith("#"):
            words = line.lstrip("#").strip().lower()
            found.add("".join(c for c in words if c.isalnum() or c in " -_").replace(" ", "-"))
    return found


def test_the_program_of_ones_own_works(tmp_path: Path) -> None:
    """The example in engines.md, saved as it stands, translates a site."""
    program = next(text for page, text in blocks("python") if page == "engines.md")
    assert len(program.strip().splitlines()) <= 12
    site = Folder(tmp_path / "site")
    command = f'command = ["{sys.executable}", "tools/shout.py"]'
    site.write("translate.toml", CONFIG + f'\n[engine]\nname = "command"\n{command}\n')
    site.write("tools/shout.py", program)
    site.write("content/en/a.md", "# A page\n\nSome *words* with `code`.\n")
    run = translate(site.root, "sync")
    assert run.code == 0, run.err
    assert site.read("content/de/a.md").endswith("# A PAGE\n\nSOME *WORDS* WITH `code`.\n")


def test_the_readmes_scripts_can_be_read() -> None:
    """Its Python examples are Python."""
    for page, text in blocks("python"):
        compile(text, page, "exec")
