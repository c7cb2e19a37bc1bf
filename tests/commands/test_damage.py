"""Damaged pages, catalogs and configurations: each ends in a clear message and the right exit code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import translate
from conftest import CONFIG, PAGE

from translator.errors import ConfigError
from translator.model import Action, State

if TYPE_CHECKING:
    from conftest import Folder

RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"

PAGES = {
    "invalid UTF-8": (b"# Hours\n\nSome \xff text.\n", 3, "byte 0xff is no UTF-8", "save the page as UTF-8"),
    "cut UTF-8": ("Some téxt".encode()[:-4] + b"\xc3", 1, "byte 0xc3 is no UTF-8", "save the page as UTF-8"),
    "windows-1251": ("Текст.\n".encode("cp1251"), 1, "is no UTF-8", "save the page as UTF-8"),
    "UTF-16": ("# Hours\n".encode("utf-16"), 1, "the page is UTF-16", "save it as UTF-8"),
    "UTF-16 BE": (b"\xfe\xff" + "# Hours\n".encode("utf-16-be"), 1, "the page is UTF-16", "save it as"),
    "unclosed YAML": (b"---\ntitle: Hours\n\nSome text.\n", 1, "opened and never closed", "close the front"),
    "unclosed TOML": (b"+++\ntitle = 'Hours'\n\nText.\n", 1, "opened and never closed", "close the front"),
    "a tab in YAML": (b"---\ntitle: Hours\nmap:\n\tkey: x\n---\n\nText.\n", 4, "tab", ""),
    "a duplicate key in YAML": (b"---\ntitle: A\nlang: en\ntitle: B\n---\n\nText.\n", 4, "title", ""),
    "invalid YAML": (b"---\ntitle: [A\nlang: en\n---\n\nText.\n", 3, "YAML", ""),
    "invalid TOML": (b'+++\ntitle = "A\n+++\n\nText.\n', 2, "TOML", ""),
    "a duplicate key in TOML": (b"+++\nx = 1\nx = 2\n+++\n\nText.\n", 3, "TOML", ""),
    "invalid JSON": (b'{\n  "title": "A",,\n}\n\nText.\n', 2, "JSON", ""),
    "20 MB": (b"Some text.\n\n" * 1_700_000, 0, "the page has 20 MB; the limit is 10 MB", "split it, or"),
}  # fmt: skip


def test_damaged_pages_are_named_with_line_and_remedy(folder: Folder) -> None:
    """Each by its path, its line, what is wrong, what to do; exit code 3; the good page is synced."""
    for name, (page, *_) in PAGES.items():
        folder.write(f"content/en/{name}.md", page)
    done = translate(folder.root, "sync", "--pseudo", "accent")
    assert done.code == 3
    told = dict(line.removeprefix("error: content/en/").split(".md", 1) for line in done.err.splitlines())
    assert told.keys() == PAGES.keys()
    for name, (_, line, what, remedy) in PAGES.items():
        assert told[name].startswith(f":{line}: " if line else ": "), told[name]
        assert what in told[name]
        assert f"({remedy}" in told[name]
        assert not folder.exists(f"content/ru/{name}.md")
    assert folder.exists(RU)
    assert translate(folder.root, "status").code == 3


@pytest.mark.parametrize("case", PAGES.values(), ids=PAGES)
def test_a_page_that_became_damaged_loses_nothing(folder: Folder, case: tuple[bytes, int, str, str]) -> None:
    """Its catalog and localized page stay as they are, and are current again when it is mended."""
    folder.sync(pseudo="accent")
    before = folder.stamps()
    folder.write("content/en/hours.md", case[0])
    assert folder.sync().failed
    folder.sync(prune=True)
    folder.write("content/en/hours.md", PAGE)
    after = folder.stamps()
    assert {path: time for path, time in after.items() if path != "content/en/hours.md"} == {
        path: time for path, time in before.items() if path != "content/en/hours.md"
    }
    assert folder.page(RU).state is State.CURRENT


def test_a_damaged_localized_page_is_left(folder: Folder) -> None:
    """Somebody saved it in another encoding: it is named, and not overwritten."""
    folder.sync(pseudo="accent")
    damaged = (folder.root / RU).read_bytes().decode().encode("utf-16")
    folder.write(RU, damaged)
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    done = translate(folder.root, "sync")
    assert done.code == 3
    assert f"error: {RU}:1: the page is UTF-16 (little endian), not UTF-8 (save it as UTF-8)" in done.err
    assert (folder.root / RU).read_bytes() == damaged
    assert "*each*" in folder.read("locales/de/hours.po")


def test_an_empty_page_is_a_page(folder: Folder) -> None:
    """There is nothing to translate, and nothing wrong."""
    for number, page in enumerate((b"", b"\n", b" \n\t\n", b"\xef\xbb\xbf", b"---\n---\n", b"---\n---")):
        folder.write(f"content/en/empty{number}.md", page)
    for _ in range(2):
        done = translate(folder.root, "sync")
        assert (done.code, done.err) == (0, "")


def test_an_emptied_page_keeps_its_translations(folder: Folder) -> None:
    """An editor saved nothing: all entries become obsolete, and come back with the text."""
    folder.sync(pseudo="accent")
    had = {entry.msgstr for entry in polib.pofile(folder.read(PO))}
    page = folder.read(RU)
    folder.write("content/en/hours.md", b"")
    assert translate(folder.root, "sync").code == 0
    assert {entry.msgstr for entry in polib.pofile(folder.read(PO))} == had
    folder.write("content/en/hours.md", PAGE)
    assert translate(folder.root, "sync").code == 0
    assert folder.read(RU) == page


@pytest.mark.parametrize(
    "part", ["content/en/a.md", "content/ru/hours.md", "locales/ru/hours.po", "locales", "content/ru"]
)
def test_a_folder_or_file_of_the_wrong_kind_is_named(folder: Folder, part: str) -> None:
    """A folder named x.md, a file where a folder is needed: the rest is synced."""
    if part.endswith((".md", ".po")):
        (folder.root / part).mkdir(parents=True)
    else:
        folder.write(part, "no folder")
    done = translate(folder.root, "sync", "--pseudo", "accent")
    assert part in done.err
    assert done.code == (0 if part == "content/en/a.md" else 3)
    assert "folder" in done.err
    if part != "locales":
        assert folder.exists("content/de/hours.md")


def test_a_pipe_or_device_is_no_page(folder: Folder) -> None:
    """Reading it might never end."""
    if sys.platform == "win32":
        pytest.skip("no named pipes in a folder here")
    import os

    os.mkfifo(folder.root / "content/en/pipe.md")
    done = translate(folder.root, "sync")
    assert done.code == 3
    assert "content/en/pipe.md: is no regular file" in done.err
    assert folder.exists(PO)


CUTS = (b"X-Source", b'msgid "We', b"gid ", b'msgctxt "ti', "á".encode(), b'msgstr "')


def test_a_catalog_cut_in_the_middle_is_refused_and_left(folder: Folder) -> None:
    """Cut in its header, a key, a string, a letter: it keeps its bytes, and the page its translations."""
    folder.sync(pseudo="accent")
    folder.write("content/en/hours.md", PAGE.replace("every", "each"))
    whole, localized = (folder.root / PO).read_bytes(), folder.read(RU)
    for mark in CUTS:
        cut = whole[: whole.rindex(mark) + len(mark) - 1]
        folder.write(PO, cut)
        (page,) = folder.sync(locales=["ru"]).pages
        assert page.action is Action.FAILED, mark
        assert page.findings[0].path == PO
        assert cut.count(b"\n") <= page.findings[0].line <= cut.count(b"\n") + 1
        assert page.findings[0].remedy
        assert (folder.root / PO).read_bytes() == cut
        assert folder.read(RU) == localized


CATALOGS = {
    "a string that goes on": ('msgstr "Wé', 'msgstr "Wé" ářé'),
    "conflict markers": ('msgid "We', '<<<<<<< HEAD\nmsgid "We'),
    "an unknown key": ('msgid "We', 'msgdi "We'),
    "a stray line": ('msgid "We', 'hello\nmsgid "We'),
}


@pytest.mark.parametrize("case", CATALOGS.values(), ids=CATALOGS)
def test_a_catalog_damaged_by_hand_is_refused_with_its_line(folder: Folder, case: tuple[str, str]) -> None:
    """The message leads to the line; the file keeps every byte."""
    folder.sync(pseudo="accent")
    old, new = case
    damaged = folder.read(PO).replace(old, new)
    assert damaged != folder.read(PO)
    folder.write(PO, damaged)
    done = translate(folder.root, "sync")
    assert done.code == 3
    line = damaged[: damaged.index(new)].count("\n") + 1
    assert any(f"error: {PO}:{line + extra}: " in done.err for extra in (0, 1))
    assert folder.read(PO) == damaged


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"\xff\xfe" + "msgid".encode("utf-16-le"), "UTF"), (b'msgid ""\nmsgstr "\xff"\n', "UTF")],
)
def test_a_catalog_in_another_encoding_is_refused(folder: Folder, data: bytes, what: str) -> None:
    """Guessing would spoil the translations."""
    folder.sync()
    folder.write(PO, data)
    done = translate(folder.root, "sync")
    assert done.code == 3
    assert f"error: {PO}:" in done.err
    assert what in done.err
    assert (folder.root / PO).read_bytes() == data


def test_an_empty_catalog_is_refused(folder: Folder) -> None:
    """Something went wrong with it: perhaps it can be had back, so no new one takes its place."""
    folder.sync(pseudo="accent")
    page = folder.read(RU)
    folder.write(PO, b"")
    done = translate(folder.root, "sync")
    assert done.code == 3
    assert done.err == f"error: {PO}: an empty catalog (remove the file, and the next sync writes it anew)\n"
    assert folder.read(PO) == ""
    assert folder.read(RU) == page


CONFIGS = {
    "empty": ("", 0, "is missing"),
    "no TOML": ("source_locale = en\n", 1, "not TOML"),
    "cut": (CONFIG[: len(CONFIG) // 2 + 9], 0, ""),
    "an unknown key": (CONFIG.replace("dialects =", "dialetcs ="), 3, "dialects"),
    "a wrong type": (CONFIG.replace('["ru", "de"]', '"ru"'), 2, "locales"),
    "the source locale twice": (CONFIG.replace('"de"', '"en"'), 2, "en is the source locale"),
    "an unknown dialect": (CONFIG.replace("[]", '["jekyl"]'), 3, "jekyll"),
    "a path out of the site": (CONFIG.replace("content/en", "../en"), 6, "source"),
    "one file for two pages": (CONFIG.replace("content/{locale}/{path}", "content/{locale}/x"), 7, "{path}"),
    "a page over its source": (CONFIG.replace("content/{locale}", "content/en"), 7, "{locale}"),
}


@pytest.mark.parametrize("case", CONFIGS.values(), ids=CONFIGS)
def test_a_wrong_configuration_is_explained(folder: Folder, case: tuple[str, int, str]) -> None:
    """File, line, what is wrong; nothing was done."""
    text, line, what = case
    folder.write("translate.toml", text)
    before = folder.stamps()
    for command in (folder.sync, folder.status):
        with pytest.raises(ConfigError) as caught:
            command()
        assert caught.value.path == "translate.toml"
        assert caught.value.line == line or not line
        assert what in str(caught.value)
    assert folder.stamps() == before


def test_a_wrong_configuration_ends_in_2(folder: Folder) -> None:
    """One line on stderr, none on stdout."""
    folder.write("translate.toml", CONFIG.replace("dialects =", "dialetcs ="))
    for command in ("sync", "status"):
        done = translate(folder.root, command)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("translate: translate.toml:3: ")
        assert len(done.err.splitlines()) == 1


def test_a_page_too_large_for_any_reader_is_refused(folder: Folder) -> None:
    """64 MB is the end: said so, with a remedy, without reading all of it."""
    with (folder.root / "content/en/endless.md").open("wb") as file:
        file.truncate(2**33)
    done = translate(folder.root, "sync", "content/en/endless.md")
    assert done.code == 3
    assert "content/en/endless.md: larger than 64 MB (exclude it in translate.toml)" in done.err


DEEP = {
    "quotes": b">" * 10_000 + b" text\n",
    "spaced quotes": b"> " * 10_000 + b"text\n",
    "lists": b"".join(b"  " * depth + b"- text\n" for depth in range(1_000)),
    "brackets": b"[" * 50_000 + b"text" + b"]" * 50_000 + b"\n",
    "parentheses": b"[text](" + b"(" * 50_000 + b"\n",
    "stars": b"*a " * 20_000 + b"\n",
    "emphasis": b"*a **b " * 10_000 + b"\n",
    "backticks": b"".join(b"`" * count + b" " for count in range(1, 1_000)) + b"\n",
    "tags": b"<b>" * 20_000 + b"text\n",
    "divs": b"<div>\n" * 10_000 + b"text\n",
    "open tags": b"<a " * 50_000 + b"\n",
    "comments": b"<!-- " * 20_000 + b"\n",
    "templates": b"{{ " * 20_000 + b"{% " * 20_000 + b"\n",
    "table columns": b"|" + b"a|" * 5_000 + b"\n|" + b"-|" * 5_000 + b"\n|" + b"b|" * 5_000 + b"\n",
    "entities": b"&amp;" * 20_000 + b"\n",
    "footnotes": b"[^a]" * 10_000 + b"\n\n[^a]: text\n",
    "references": b"[a]: /x\n" * 5_000 + b"\n" + b"[a] " * 500 + b"\n",
    "yaml": b"---\ntitle: " + b"[" * 10_000 + b"\n---\n\nText.\n",
    "closed yaml": b"---\ntitle: " + b"[" * 2_000 + b"]" * 2_000 + b"\n---\n\nText.\n",
    "a billion laughs": b"---\na: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(ord("b"), ord("z")))
    + b"---\n\nText.\n",
}


def test_pathological_nesting_ends(folder: Folder) -> None:
    """In seconds, not in hours, a crash or a traceback: synced, or named with a remedy."""
    for name, page in DEEP.items():
        folder.write(f"content/en/{name}.md", page)
    done = translate(folder.root, "sync", "--pseudo", "accent", "--locale", "ru", "--jobs", "2")
    assert done.code in (0, 3)
    for name in DEEP:
        told = [line for line in done.err.splitlines() if f"content/en/{name}.md" in line]
        errors = [line for line in told if line.startswith("error: ")]
        assert folder.exists(f"content/ru/{name}.md") != bool(errors), name
        assert all(line.endswith(")") for line in errors)
    assert folder.exists(RU)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed (Debian: gettext)")
def test_control_characters_make_a_valid_catalog(folder: Folder) -> None:
    """What a page may hold, GNU gettext can read back."""
    folder.write(
        "content/en/odd.md", 'Some\x01 "text" \\ here\x7f.\n\nMore\u2028of\x85it\ttoo\x0c.\n'.encode()
    )
    folder.sync(pseudo="accent")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "locales/ru/odd.po"], cwd=folder.root, check=True)
