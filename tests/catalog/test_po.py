"""PO files: what is written is read again as it was, and as GNU gettext would have written it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from hashlib import md5
from shutil import which
from typing import TYPE_CHECKING

import pytest
from catalog_strategies import catalogs
from corpus import CORPUS, requires_corpus
from hypothesis import given, settings

from translator.catalog import header, po
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
requires_gettext = pytest.mark.skipif(which("msgcat") is None, reason="GNU gettext is not installed")


def catalog(*entries: Entry) -> Catalog:
    return Catalog(header.new_header("ru"), entries)


def read(text: str) -> Entry:
    return po.parse((HEAD + text).encode(), "x.po").entries[0]


def gettext(program: str, *arguments: str, data: bytes) -> tuple[bytes, bytes]:
    run = subprocess.run([program, *arguments, "-"], input=data, capture_output=True, check=False)
    return run.stdout, run.stderr


@given(catalogs())
def test_what_is_written_is_read_again(value: Catalog) -> None:
    """parse(serialize(c)) == c, whatever characters texts and comments are made of."""
    assert po.parse(po.serialize(value), "x.po") == value


@given(catalogs())
def test_common_entries_are_read_as_all_others(value: Catalog) -> None:
    """There is a short way for the entries that nearly all are; it finds what the long way finds."""
    data = po.serialize(value)
    loose = data.replace(b"\n\n", b"\n \n")  # no entry stands between two empty lines any more
    assert po.parse(loose, "x.po") == po.parse(data, "x.po")


def as_gettext_knows_it(entry: Entry) -> Entry:
    """Without flags of others. To gettext 0.21 each word of a path is a path; a second `the` goes."""
    references = tuple(dict.fromkeys((path.replace(" ", "-"), line) for path, line in entry.references))
    return replace(
        entry, references=references, flags=tuple(flag for flag in entry.flags if flag == "c-format")
    )


@requires_gettext
@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_msgcat_changes_nothing(value: Catalog) -> None:
    """What is written is what ``msgcat --no-wrap`` writes."""
    data = po.serialize(replace(value, entries=tuple(map(as_gettext_knows_it, value.entries))))
    assert gettext("msgcat", "--no-wrap", "--force-po", data=data)[0] == data


@requires_gettext
def test_msgcat_keeps_a_path_with_spaces() -> None:
    """Between U+2068 and U+2069."""
    data = po.serialize(catalog(Entry("a", references=(("content/en/my own page.md", 3),))))
    assert gettext("msgcat", "--no-wrap", data=data)[0] == data


@requires_gettext
@pytest.mark.parametrize("tag", ["ru", "pt-BR", "zh-Hans", "ar", "cy", "tlh", "sr-Latn"])
def test_msgfmt_has_nothing_to_say(tag: str) -> None:
    """A new catalog passes ``msgfmt --check`` without a warning."""
    value = Catalog(header.new_header(tag), (Entry("a", "b", references=(("my page.md", 3),)),))
    assert gettext("msgfmt", "--check", "-o", "/dev/null", data=po.serialize(value))[1] == b""


@pytest.mark.corpus
@requires_corpus
@requires_gettext
@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/po/*.po*")) if CORPUS else [], ids=lambda path: "-".join(path.parts[-3::2])
)
def test_real_catalogs_are_written_as_msgcat_writes_them(path: Path) -> None:
    """Twenty thousand real entries, byte for byte; only flags that gettext does not know are kept besides."""
    data = path.read_bytes()
    value = po.parse(data, path.name)
    written = po.serialize(value)
    assert po.parse(written, path.name) == value
    kept = written.replace(b"#, markdown-text\n", b"").replace(b"#, markdown-text, ", b"#, ")
    assert kept == gettext("msgcat", "--no-wrap", data=data)[0]
    assert po.peek(data) == dict(value.header)


@pytest.mark.corpus
@requires_corpus
def test_polib_reads_the_same() -> None:
    """Another program's reader finds the same texts in real catalogs."""
    import polib

    assert CORPUS is not None
    for path in sorted(CORPUS.glob("*/po/*.po")):
        mine = [
            (e.msgctxt, e.msgid, e.msgstr, e.obsolete) for e in po.parse(path.read_bytes(), path.name).entries
        ]
        other = [(e.msgctxt, e.msgid, e.msgstr, bool(e.obsolete)) for e in polib.pofile(str(path))]
        assert mine == sorted(other, key=lambda entry: entry[3])


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r'"\101\x42"', "AB"),
        (r'"\320\226"', "Ж"),
        (r'"a\a\b\f\n\r\t\v\"\\z"', 'a\a\b\f\n\r\t\v"\\z'),
        ('"a" "b"\n  "c"  \n"d"', "abcd"),
        ('"\u2028\x85\x0b"', "\u2028\x85\x0b"),
        ('"#~ no comment"', "#~ no comment"),
    ],
)
def test_strings_are_read_as_gettext_reads_them(written: str, read_as: str) -> None:
    """Numeric escapes are bytes of the charset; strings side by side are one."""
    assert read(f'msgid "x"\nmsgstr {written}\n').msgstr == read_as


def test_everything_of_an_entry_is_read() -> None:
    """Comments, references with spaces, flags, previous strings, contexts."""
    entry = read(
        "# by a person\n#\n#.  kind\n#: a.md:1 \u2068my page.md\u2069:2\n"
        "#: b.md c:d:9\n#, fuzzy, c-format\n#,no-wrap\n"
        '#| msgctxt "was"\n#| msgid "old"\n#| " text"\nmsgctxt "is"\n\nmsgid "new"\nmsgstr "neu"'
    )
    assert entry == Entry(
        "new", "neu", "is", fuzzy=True, previous_msgid="old text", previous_msgctxt="was",
        references=(("a.md", 1), ("my page.md", 2), ("b.md", 0), ("c:d", 9)),
        extracted=(" kind",), comments=("by a person", ""), flags=("c-format", "no-wrap"),
    )  # fmt: skip


def test_the_previous_message_of_an_obsolete_entry_is_kept() -> None:
    """polib would drop it."""
    entry = read(
        '# c\n#, fuzzy\n#~| msgctxt "k"\n#~| msgid "was"\n#~ msgid "gone"\n#~ msgstr ""\n#~ "w\\n"\n#~ "eg"\n'
    )
    assert (entry.previous_msgctxt, entry.previous_msgid, entry.msgstr) == ("k", "was", "w\neg")
    assert (entry.obsolete, entry.fuzzy, entry.comments) == (True, True, ("c",))


def test_windows_files_are_read() -> None:
    """A BOM and CRLF make no difference."""
    data = po.serialize(catalog(Entry("a\nb", "c\nd", comments=("x",))))
    assert po.parse(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "x.po") == po.parse(data, "x.po")


def test_another_charset_becomes_utf_8() -> None:
    """A file in the charset that its header names is read, and written in UTF-8."""
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "Ж\\366"\n'
    value = po.parse(text.encode("koi8-r"), "x.po")
    assert value.entries[0].msgstr == "ЖЖ"
    assert value.get("Content-Type") == "text/plain; charset=UTF-8"
    assert po.parse(po.serialize(value), "x.po") == value


def test_a_header_line_that_is_no_field_is_kept() -> None:
    """Whatever stands in a header stays there, in its order."""
    text = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"what is this\\n"\n'
    text += '"X-Empty:\\n"\n"X-Url: https://a.b/c: d\\n"\n'
    value = po.parse(text.encode(), "x.po")
    assert value.header[1:4] == (("", "what is this"), ("X-Empty", ""), ("X-Url", "https://a.b/c: d"))
    assert po.parse(po.serialize(value), "x.po") == value


def test_fuzzy_is_written_on_translations_only() -> None:
    """So has gettext it, and an untranslated entry cannot be doubtful."""
    assert b"fuzzy" not in po.serialize(catalog(Entry("a", fuzzy=True)))


@requires_gettext
def test_a_comment_that_ends_in_a_backslash_ends() -> None:
    """gettext would read the next line as a part of it."""
    data = po.serialize(catalog(Entry("a", "b", extracted=("table cell: C:\\",))))
    assert gettext("msgcat", "--no-wrap", data=data)[0] == data


def test_obsolete_entries_come_last() -> None:
    """Wherever they stood."""
    value = po.parse((HEAD + '#~ msgid "o"\n#~ msgstr "x"\n\nmsgid "a"\nmsgstr ""\n').encode(), "x.po")
    assert [entry.msgid for entry in value.entries] == ["a", "o"]


def test_many_references_are_wrapped() -> None:
    """At 79 bytes, as msgcat wraps them even with ``--no-wrap``; between a path's words, if need be."""
    value = catalog(
        Entry("a", references=tuple((f"content/en/страница номер {n}.md", n + 1) for n in range(9)))
    )
    data = po.serialize(value)
    assert max(len(line) for line in data.split(b"\n") if line.startswith(b"#:")) <= 79
    assert po.parse(data, "x.po") == value


def test_the_header_is_read_without_the_rest() -> None:
    """`peek` finds what `parse` finds, in what was written here and in what editors wrap."""
    value = header.with_field(catalog(Entry("a", "b: c\n")), "X-Source-Hash", 'd41d "8" \\cd')
    data = po.serialize(value)
    assert po.peek(data) == dict(value.header)
    assert po.peek(data.replace(b"\n", b"\r\n")) == dict(value.header)
    assert po.peek(data.replace(b"nplurals=3; ", b'nplurals=3; "\n"')) == dict(value.header)
    assert po.peek(b"no catalog") == {}


def test_the_digest_is_of_the_entries_alone() -> None:
    """Header fields and line ends do not count; any entry does."""
    value = catalog(Entry("a", "b"), Entry("c", "d"))
    data = po.serialize(value)
    again = po.serialize(header.with_field(value, "X-Page-Hash", "1"))
    assert po.body_digest(again) == po.body_digest(data) == po.body_digest(data.replace(b"\n", b"\r\n"))
    assert po.body_digest(data) == md5(data.partition(b"\n\n")[2], usedforsecurity=False).hexdigest()
    assert po.body_digest(data.replace(b'"d"', b'"e"')) != po.body_digest(data)
    assert po.body_digest(po.serialize(catalog())) == md5(b"", usedforsecurity=False).hexdigest()
