"""Odd but real: what is unusual in a page stands in its localized page byte for byte.

Each page is synced with accented pseudo-translations. With the accents taken off again, and but for the
lines of hash and locale, the localized page has to be its source.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import translate
from corpus import CORPUS, requires_corpus

from translator.model import Action, State

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

_OWN = re.compile(
    rb"""
      (?: ^ | (?<=\r) ) (?: lang | source_hash ) [ \t]* [:=] [^\r\n]* (?: \r\n | \n | \r | $ )
    | ,? \r?\n [ ]+ "(?: lang | source_hash )" : [^\r\n]*                    # in JSON, which wants commas
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The lines that a localized page has for itself."""

PAGES = {
    "white space before the front matter": b" \n---\ntitle: Opening hours\nlang: en\n---\n\nSome text.\n",
    "blank lines before the front matter": b"\n\n---\ntitle: Opening hours\n---\n\nSome text.\n",
    "space after the marks": b"--- \ntitle: Opening hours\nlang: en\n---  \n\nSome text.\n",
    "tab after the marks": b"---\t\ntitle: Opening hours\nlang: en\n---\t\n\nSome text.\n",
    "closed by dots": b"---\ntitle: Opening hours\nlang: en\n...\n\nSome text.\n",
    "dashes in a value": b"---\ntitle: Before --- after\nrule: ---\nlang: en\n---\n\nSome text.\n",
    "dashes in a block": b"---\ntitle: |\n  One\n  ---\n  Two\nlang: en\n---\n\nSome text.\n",
    "dashes in the body": b"---\ntitle: Hours\n---\n\nSome text.\n\n---\n\nMore text.\n\n---\n",
    "empty front matter": b"---\n---\n\nSome text.\n",
    "front matter of a comment": b"---\n# nothing here\n---\n\nSome text.\n",
    "no blank line after the front matter": b"---\ntitle: Hours\n---\nSome text.\n",
    "an anchor on the hash": b"---\nsource_hash: &h 0123\ntitle: Opening hours\nold: *h\n---\n\nSome text.\n",
    "a comment after the hash": b"---\ntitle: Hours\nsource_hash: 0123   # by hand\n---\n\nSome text.\n",
    "a quoted hash": b"---\ntitle: 'Opening hours'\nsource_hash: \"0123\"\n---\n\nSome text.\n",
    "anchors and aliases": b"---\ntitle: &t Opening hours\nother: *t\nlang: en\n---\n\nSome text.\n",
    "comments everywhere": b"---\n# a\n\ntitle: Hours # b\n\n# c\nlang: en # d\n# e\n---\n\nText.\n",
    "a bare template": b"---\ntitle: {{ site.name }}\nlang: en\nx: {% y %}\n---\n\nSome text.\n",
    "a template in quotes": b'---\ntitle: "{{ site.name }}"\nlang: en\n---\n\nText of {{ site.name }}.\n',
    "toml": b'+++\ntitle = "Hours"  # shown\nlang = "en"\n\n[params]\nx = 1\n+++\n\nSome text.\n',
    "json": b'{\n  "title": "Opening hours",\n  "x": [1,\n 2]\n}\n\nSome text.\n',
    "a byte order mark": b"\xef\xbb\xbf---\ntitle: Opening hours\nlang: en\n---\n\nSome text.\n",
    "a byte order mark and no front matter": b"\xef\xbb\xbf# Opening hours\n\nSome text.\n",
    "crlf": b"---\r\ntitle: Hours\r\nlang: en\r\n---\r\n\r\nSome text.\r\n\r\n- a thing\r\n",
    "crlf and a byte order mark": b"\xef\xbb\xbf---\r\ntitle: Hours\r\n---\r\n\r\nSome text.\r\n",
    "mixed line ends": b"---\r\ntitle: Hours\nlang: en\r\n---\n\r\nSome text.\r\n\nMore text.\n\r\n",
    "lone carriage returns": b"---\rtitle: Hours\r---\r\rSome text.\r\r- a thing\r",
    "no last line end": b"---\ntitle: Hours\n---\n\nSome text.",
    "trailing spaces": b"---\ntitle: Hours   \nlang: en\t\n---\n\nSome text.   \n\n## Head  \n\n- a thing \n",
    "line separators": "Some\u2028text.\n\nMore\u2029text\u0085here.\n".encode(),
    "control characters": b"Some\x01 text\x07 here.\n\nMore\x0btext\x0cthere.\n",
    "nul": b"Some te\x00xt.\n",
    "no-break, zero-width": "Some\u00a0text\u200bhere\u2060.\n\n\u00a0\n\nMore\u3000text.\ufeff\n".encode(),
    "odd bullets": b"-\ta thing\n-\tanother thing\n\n*   a third\n\n+ a fourth\n\n1)  the first\n",
    "tabs": b"\tsome code\n\nSome\ttext.\n\n-\ta\tthing\n\n\t\tmore code\n",
    "only spaces": b"   \n\n\t\n",
    "empty": b"",
    "one line end": b"\n",
    "code only": b"```\ncode\n```\n",
    "unclosed code": b"Some text.\n\n```\ncode to the end\n",
    "private and astral letters": "Some \ue000 text \U0001f600 here \U0010fffd.\n".encode(),
}


def _bare(page: bytes) -> bytes:
    """A page without accents, and without its lines of locale and hash."""
    text = _OWN.sub(b"", page).decode()
    return "".join(c for c in unicodedata.normalize("NFD", text) if c != "\u0301" and not _mark(c)).encode()


def _mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn" and "\u0300" <= char <= "\u036f"


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_quirk_is_kept(folder: Folder, page: bytes) -> None:
    """Nothing but letters, locale and hash is another; a second run finds nothing to do."""
    folder.write("content/en/odd.md", page)
    result = folder.sync(pages=["content/en/odd.md"], pseudo="accent")
    assert [each.action for each in result.pages] == [Action.CREATED] * 2
    assert not any(each.findings for each in result.pages)
    localized = (folder.root / "content/ru/odd.md").read_bytes()
    assert _bare(localized) == _bare(page)
    if any(char.isalpha() for char in page.decode()) and b"text" in page:
        assert localized != page
    before = folder.stamps()
    assert {each.state for each in folder.sync(pages=["content/en/odd.md"]).pages} == {State.CURRENT}
    assert folder.stamps() == before


def test_the_hash_replaces_only_its_own_scalar(folder: Folder) -> None:
    """Anchor, quotes and comment of the key stay; so does the alias to it."""
    folder.write("content/en/a.md", b"---\nsource_hash: &h 0123  # by hand\nold: *h\n---\n\nSome text.\n")
    folder.write("content/en/q.md", b"---\nsource_hash: \"0123\"\t# x\nlang: 'en' # y\n---\n\nSome text.\n")
    folder.sync(pseudo="accent")
    assert re.match(
        r"---\nsource_hash: &h [0-9a-f]{32}  # by hand\nold: \*h\n---\n", folder.read("content/ru/a.md")
    )
    assert re.match(
        r"---\nsource_hash: \"[0-9a-f]{32}\"\t# x\nlang: 'ru' # y\n---\n", folder.read("content/ru/q.md")
    )


@pytest.mark.parametrize(
    "name", ["a page.md", "R&D.md", "100%.md", "a#b [c] (d)+.md", "über.md", "it's.md", "-n.md"]
)
def test_any_file_name_will_do(folder: Folder, name: str) -> None:
    """Spaces, `&` and the like: in the command line, the catalog's references and the report."""
    folder.write(f"content/en/in a folder/{name}", "Some text.\n")
    done = translate(folder.root, "sync", "--pseudo", "accent", f"content/en/in a folder/{name}")
    assert (done.code, done.err) == (0, "")
    assert f"created    content/ru/in a folder/{name}" in done.out
    assert folder.read(f"content/ru/in a folder/{name}") == "Šömé ťéxť.\n"
    catalog = f"locales/ru/in a folder/{name.removesuffix('.md')}.po"
    entries = polib.pofile(str(folder.root / catalog))
    assert [entry.msgid for entry in entries] == ["Some text."]
    before = folder.stamps()
    assert translate(folder.root, "sync").code == 0
    assert folder.exists(catalog)
    assert all(folder.stamps()[path] == time for path, time in before.items())


def test_a_control_character_in_a_name_does_not_reach_the_terminal(folder: Folder) -> None:
    """It is shown as an escape."""
    folder.write("content/en/\x1b[31mred.md", b"\xff")
    done = translate(folder.root, "sync")
    assert "\x1b" not in done.out + done.err
    assert "\\x1b[31mred.md:1: byte 0xff is no UTF-8" in done.err


def test_a_file_name_that_is_no_utf8_is_named(folder: Folder) -> None:
    """It could stand in no catalog; the other pages are synced."""
    try:
        (folder.root / "content/en/\udcff.md").write_bytes(b"Some text.\n")
    except OSError:
        pytest.skip("this file system has UTF-8 names only")
    done = translate(folder.root, "sync")
    assert done.code == 3
    assert "its name is not UTF-8 (rename it)" in done.err
    assert folder.exists("locales/ru/hours.po")


def test_links_within_the_site_are_followed(folder: Folder) -> None:
    """A linked page is a page; a localized page that is a link to its source becomes a file of its own."""
    (folder.root / "content/en/linked.md").symlink_to("hours.md")
    (folder.root / "content/ru").mkdir()
    (folder.root / "content/ru/linked.md").symlink_to("../en/hours.md")
    before = folder.read("content/en/hours.md")
    folder.sync(pseudo="accent")
    assert folder.read("content/en/hours.md") == before
    assert (folder.root / "content/en/linked.md").is_symlink()
    assert folder.exists("content/de/linked.md")


@pytest.mark.parametrize("link", ["content/en/out.md", "content/en/out", "content/ru", "locales"])
def test_links_out_of_the_site_are_refused(folder: Folder, tmp_path: Path, link: str) -> None:
    """A page, a folder, a tree of localized pages or catalogs: nothing out there is read or written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("Not yours.\n")
    target = outside / "secret.md" if link.endswith(".md") else outside
    (folder.root / link).symlink_to(target)
    done = translate(folder.root, "sync", "--pseudo", "accent")
    assert done.code == 3
    assert "leads out of the site" in done.err
    assert "replace the link with what it points to" in done.err
    assert [path.name for path in outside.iterdir()] == ["secret.md"]
    assert (outside / "secret.md").read_text() == "Not yours.\n"


def test_links_in_a_circle_end(folder: Folder) -> None:
    """A link to itself, and a folder that holds a link to itself."""
    (folder.root / "content/en/self.md").symlink_to("self.md")
    (folder.root / "content/en/loop").symlink_to(".", target_is_directory=True)
    done = translate(folder.root, "sync", "--pseudo", "accent")
    assert done.code == 3
    assert "content/en/self.md: a symbolic link that leads nowhere" in done.err
    assert "content/en/loop: a symbolic link that leads back" in done.err
    assert folder.exists("content/ru/hours.md")


def _big_page() -> bytes:
    """A changelog of 851 kB, as big as the biggest page of a real site."""
    section = (
        "## Version {0}\n\n* Fix *bug* {0} by [name](https://example.org/{0})" + " and so on" * 30 + ".\n\n"
    )
    pages, number = [b"---\ntitle: Changes\nlang: en\n---\n\n"], 0
    while sum(map(len, pages)) < 851_000:
        pages.append("".join(section.format(number + n) for n in range(100)).encode())
        number += 100
    return b"".join(pages)


@pytest.mark.parametrize(
    "page",
    [_big_page(), b"A word or two. " * 1_100 + b"\n", b"# H\n\n" + b"word " * 400_000 + b"\n"],
    ids=["851 kB", "a line of 16,000 characters", "a line of 2 MB"],
)
def test_size_is_no_matter(folder: Folder, page: bytes) -> None:
    """A huge page, a huge line: kept as any other."""
    folder.write("content/en/big.md", page)
    result = folder.sync(pages=["content/en/big.md"], locales=["ru"], pseudo="accent")
    assert [each.action for each in result.pages] == [Action.CREATED]
    assert _bare((folder.root / "content/ru/big.md").read_bytes()) == _bare(page)


@pytest.mark.corpus
@requires_corpus
def test_the_odd_pages_of_the_corpus_come_back(folder: Folder) -> None:
    """With every message translated as itself each page is its source but for locale and hash.

    Those that cannot be read are named, with a reason.
    """
    assert CORPUS is not None
    odd = [
        *(CORPUS / "odd-synthetic").iterdir(),
        *(CORPUS / "jekyll-docs/test/source").rglob("*.m*d*"),
        CORPUS / "cncf-glossary/content/de/_index.md",
    ]
    places = {}
    for number, file in enumerate(sorted(path for path in odd if path.is_file())):
        name = f"{number} {file.name.removesuffix('.markdown').removesuffix('.md')}.md"
        places[name] = file
        target = folder.root / "content/en" / name
        shutil.copyfile(file, target)
    result = folder.sync(locales=["ru"])
    refused = {
        page.pair.path.split(" ", 1)[1]: page.findings[0].message for page in result.pages if page.failed
    }
    for page in result.pages:
        if folder.exists(page.pair.catalog):
            po = polib.pofile(str(folder.root / page.pair.catalog), wrapwidth=0)
            folder.translate(page.pair.catalog, {entry.msgid: entry.msgid for entry in po})
    result = folder.sync(locales=["ru"])
    told = {page.pair.localized for page in result.pages if page.failed}
    for name, file in places.items():
        localized = f"content/ru/{name}"
        if localized not in told:
            assert _OWN.sub(b"", (folder.root / localized).read_bytes()) == _OWN.sub(
                b"", file.read_bytes()
            ), name
    assert all(message for message in refused.values())
    assert len(refused) < len(places) / 4
