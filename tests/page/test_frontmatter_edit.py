"""Edits of front matter: what is asked for changes, nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import PageError
from translator.page import frontmatter

if TYPE_CHECKING:
    from translator.model import Splice
    from translator.page.frontmatter import FrontMatter

HASH = "6b0dfbad27ce8ca7496bc8a3c9059b6d"
PAGES = {
    "yaml": (
        "---\nplain: a word # kept\nsingle: 'it''s'\ndouble: \"q\\n\"\nlit: |\n  one\n  two\n\n"
        "fold: >-\n  a\n  b\nkeep: |+\n  z\n\n# c\nflow: [p, 'q', {r: s}]\n"
        "map:\n    deep: &x wörd\n    list:\n    - d\n    -   e\n"
        "tag: !!str f\nlong: g\n  h\nalias: *x\nnumber: 1\n---\nbody\n"
    ).encode(),
    "flow": b"---\n{a: b, c: ['d', \"e\"]}\n---\n",
    "indented": b"---\n  a: b\n  c:\n  - d\n---\n",
    "template": b"---\na: {{ x }}\nb: c\n---\n",
    "toml": (
        "+++\na = \"ä\" # kept\nb = 'c'\nm = \"\"\"\nd\ne\"\"\"\nn = '''f'''\nl = [ \"g\", { h = 'i' } ]\n"
        "j.k = \"l\"\n[t]\nu = \"v\"\n[[w]]\nx = '''\ny'''\nz = 1\n+++\nbody\n"
    ).encode(),
    "json": b'{\n  "a": "b",\n  "c": ["d", {"e": "f"}],\n  "n": 1\n}\nbody\n',
    "ascii json": b'{"a": "\\u00e9", "b": "c"}\n',
}
HOSTILE = [
    "plain", "", " ", " lead", "trail ", "\ttab", "a\tb", "it's", 'say "x"', "back\\slash", "a: b",
    "a:", "a #b", "#a", "- a", "-", "? a", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`",
    "---", "...", "a\n---\nb", "+++", "a\n+++\nb", "no", "Yes", "null", "~", "12", "012", "1e5",
    "0x1f", ".inf", "2020-01-01", "1:30", "=", "<<", "a, b", "a]b", "{{ x }}", "a\nb", "a\n", "a\n\n",
    "\na", "\n", "a\n  b\nc", "  a\nb", "a \nb", "a\r\nb", "\r", "\x00", "\x07\x1b\x7f", "\x85",
    "a\x85b", "\u2028", "a\u2029b", "\xa0a", "\ufeff", "\ufffe", "😀", "привет", "'''", '"""',
    'a\'\'\'b\n"""', '"', "'", "ends with '", 'ends with "', "x" * 3000, "${a}", "%{a}", "\\u0041",
    "a\\",
]  # fmt: skip


def block_of(data: bytes) -> FrontMatter:
    block = frontmatter.split(data)
    assert block is not None
    return block


def spliced(data: bytes, *edits: Splice) -> bytes:
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        data = data[: edit.start] + edit.data + data[edit.end :]
    return data


def strings(data: bytes) -> dict[object, str]:
    return {each.path: each.value for each in frontmatter.scalars(data, block_of(data))}


def variants(data: bytes) -> list[bytes]:
    crlf = data.replace(b"\n", b"\r\n")
    return [data, crlf, b"\xef\xbb\xbf" + data, b"\xef\xbb\xbf" + crlf]


@pytest.mark.parametrize("page", PAGES)
def test_replacing_a_value_by_itself_changes_no_byte(page: str) -> None:
    for data in variants(PAGES[page]):
        block = block_of(data)
        for scalar in frontmatter.scalars(data, block):
            assert spliced(data, frontmatter.replace(data, block, scalar, scalar.value)) == data


@pytest.mark.parametrize("page", PAGES)
def test_any_value_reads_back_exactly_and_alone(page: str) -> None:
    for data in variants(PAGES[page]):
        for value in HOSTILE:
            check_all(data, value)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(sorted(PAGES)))
def test_any_text_reads_back_exactly_and_alone(value: str, page: str) -> None:
    check_all(PAGES[page], value)


def check_all(data: bytes, value: str) -> None:
    block = block_of(data)
    before = frontmatter.metadata(data, block)
    for scalar in frontmatter.scalars(data, block):
        written = spliced(data, frontmatter.replace(data, block, scalar, value))
        assert strings(written) == {**strings(data), scalar.path: value}
        assert written[: scalar.start] == data[: scalar.start]
        assert written.endswith(data[scalar.end :])
        after = frontmatter.metadata(written, block_of(written))
        assert {key: each for key, each in after.items() if key not in (scalar.path[0], "alias")} == {
            key: each for key, each in before.items() if key not in (scalar.path[0], "alias")
        }


@pytest.mark.parametrize(
    ("line", "value", "written"),
    [
        ("a: old # c", "new words", "a: new words # c"),
        ("a: old", "new: words", 'a: "new: words"'),
        ("a: 'old'", "it's", "a: 'it''s'"),
        ("a: 'old'", "x\ny", 'a: "x\\ny"'),
        ('a: "old"', 'say "x"\\', 'a: "say \\"x\\"\\\\"'),
        ("a: |\n   old", "x\n\n  y\n", "a: |\n   x\n\n     y"),
        ("a: |\n   old", "x", "a: |-\n   x"),
        ("a: |2- # c\n  old", "x\ny", "a: |2- # c\n  x\n  y"),
        ("a: |-\n  old", "x\n\n", "a: |+\n  x\n"),
        ("a: |+\n  old\n\nb: 1", "x", "a: |-\n  x\nb: 1"),
        ("a: |+\n  old\n\nb: 1", "x\n\n\n", "a: |+\n  x\n\n\nb: 1"),
        ("a: |+\n  old\n\nb: 1", " x", 'a: " x"\nb: 1'),
        ("a: |\n  old", " x\n", 'a: " x\\n"'),
        ("a: >\n  old\n  old", "x y\n", "a: >\n  x y"),
        ("a: >\n  old", "x\ny\n", 'a: "x\\ny\\n"'),
        ("a: old\n  more", "new", "a: new"),
        ("a: [old]", "x, y", 'a: ["x, y"]'),
        ("a: &k old", "new", "a: &k new"),
        ("a: !!str 12", "13", 'a: !!str "13"'),
        ("a: old", "no", 'a: "no"'),
        ("a: old", "Bonjour\u00a0!", "a: Bonjour\u00a0!"),
    ],
)
def test_yaml_keeps_its_style_where_it_can(line: str, value: str, written: str) -> None:
    data = f"---\n{line}\n---\n".encode()
    (scalar,) = frontmatter.scalars(data, block_of(data))
    assert (
        spliced(data, frontmatter.replace(data, block_of(data), scalar, value)).decode()
        == f"---\n{written}\n---\n"
    )


@pytest.mark.parametrize(
    ("line", "value", "written"),
    [
        ('a = "old" # c', 'say "x"\t\\', 'a = "say \\"x\\"\t\\\\" # c'),
        ("a = 'old'", 'say "x"\\', "a = 'say \"x\"\\'"),
        ("a = 'old'", "it's", 'a = "it\'s"'),
        ('a = """\nold\nold"""', 'x\n"y"', 'a = """\nx\n"y\\""""'),
        ("a = '''old'''", "x\ny\\", "a = '''x\ny\\'''"),
        ("a = '''old'''", "x'''y\n", 'a = """x\'\'\'y\n"""'),
    ],
)
def test_toml_keeps_its_style_where_it_can(line: str, value: str, written: str) -> None:
    data = f"+++\n{line}\n+++\n".encode()
    (scalar,) = frontmatter.scalars(data, block_of(data))
    assert (
        spliced(data, frontmatter.replace(data, block_of(data), scalar, value)).decode()
        == f"+++\n{written}\n+++\n"
    )


def test_json_escapes_what_its_source_escapes() -> None:
    for data, written in [
        (b'{"a": "\\u00e9"}\n', b'{"a": "\\u00fc"}\n'),
        (b'{"a": "e"}\n', '{"a": "ü"}\n'.encode()),
        ('{"a": "é"}\n'.encode(), '{"a": "ü"}\n'.encode()),
    ]:
        (scalar,) = frontmatter.scalars(data, block_of(data))
        assert spliced(data, frontmatter.replace(data, block_of(data), scalar, "ü")) == written


def test_a_lone_surrogate_is_refused() -> None:
    """No file can hold one."""
    for page in ("yaml", "toml", "json", "ascii json"):
        block = block_of(PAGES[page])
        with pytest.raises(ValueError, match="surrogate"):
            frontmatter.replace(PAGES[page], block, frontmatter.scalars(PAGES[page], block)[0], "\ud800")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: a\n\n---\n", "---\ntitle: a\n\nsource_hash: H\n---\n"),
        ("---\r\ntitle: a\r\n---\r\n", "---\r\ntitle: a\r\nsource_hash: H\r\n---\r\n"),
        ("---\n---\n", "---\nsource_hash: H\n---\n"),
        ("---\n# c\n---\n", "---\n# c\nsource_hash: H\n---\n"),
        ("---\n  a: b\n---\n", "---\n  a: b\n  source_hash: H\n---\n"),
        ("---\na: |+\n  x\n\n---\n", "---\na: |+\n  x\n\nsource_hash: H\n---\n"),
        ("---\na:\n- b\n---\n", "---\na:\n- b\nsource_hash: H\n---\n"),
        ("---\n# source_hash: x\na: b\n---\n", "---\n# source_hash: x\na: b\nsource_hash: H\n---\n"),
        ("---\nsource_hash: x # c\na: b\n---\n", "---\nsource_hash: H # c\na: b\n---\n"),
        ("---\nsource_hash: 'x'\n---\n", "---\nsource_hash: 'H'\n---\n"),
        ('---\nsource_hash: "x"\n---\n', '---\nsource_hash: "H"\n---\n'),
        ("---\nsource_hash: &h 12 # c\n---\n", "---\nsource_hash: &h H # c\n---\n"),
        ("---\n&k source_hash: x\n---\n", "---\n&k source_hash: H\n---\n"),
        ("---\nsource_hash:\na: b\n---\n", "---\nsource_hash: H\na: b\n---\n"),
        ("---\nsource_hash:   # c\n---\n", "---\nsource_hash: H   # c\n---\n"),
        ("---\nsource_hash: \t\n---\n", "---\nsource_hash: H\n---\n"),
        ("---\nsource_hash: &h\n---\n", "---\nsource_hash: &h H\n---\n"),
        ("---\nsource_hash: ~\n---\n", "---\nsource_hash: H\n---\n"),
        ("---\nsource_hash: [a, b]\n---\n", "---\nsource_hash: H\n---\n"),
        ("---\nsource_hash: |\n  x\na: b\n---\n", "---\nsource_hash: H\na: b\n---\n"),
        ("---\nx: &x y\nsource_hash: *x\n---\n", "---\nx: &x y\nsource_hash: H\n---\n"),
        ("---\n{a: b}\n---\n", "---\n{a: b, source_hash: H}\n---\n"),
        ("---\n{}\n---\n", "---\n{source_hash: H}\n---\n"),
        ("---\n{\n  a: b,\n}\n---\n", "---\n{\n  a: b,\n  source_hash: H,\n}\n---\n"),
        ("+++\na = 1\n+++\n", '+++\na = 1\nsource_hash = "H"\n+++\n'),
        ("+++\n+++\n", '+++\nsource_hash = "H"\n+++\n'),
        ("+++\na = 1\n\n# t\n[t]\nb = 1\n+++\n", '+++\na = 1\nsource_hash = "H"\n\n# t\n[t]\nb = 1\n+++\n'),
        ("+++\n[t]\nsource_hash = 1\n+++\n", '+++\nsource_hash = "H"\n[t]\nsource_hash = 1\n+++\n'),
        ("+++\nsource_hash = 'x' # c\n+++\n", "+++\nsource_hash = 'H' # c\n+++\n"),
        ("+++\nsource_hash = 12\n+++\n", '+++\nsource_hash = "H"\n+++\n'),
        ('{"a": 1}\n', '{"a": 1, "source_hash": "H"}\n'),
        ('{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"source_hash": "H"\n}\n'),
        ("{}\n", '{"source_hash": "H"}\n'),
        ('{"source_hash": null}\n', '{"source_hash": "H"}\n'),
    ],
)
def test_a_key_is_set_in_place_or_added_in_the_blocks_style(before: str, after: str) -> None:
    data = before.encode()
    edit = frontmatter.set_key(data, block_of(data), "source_hash", HASH)
    written = spliced(data, edit)
    assert written.decode() == after.replace("H", HASH).replace(f"source_{HASH}", "source_hash")
    assert frontmatter.get(written, block_of(written), "source_hash") == HASH
    assert spliced(written, frontmatter.set_key(written, block_of(written), "source_hash", HASH)) == written


@pytest.mark.parametrize(
    "value", ["12345678901234567890123456789012", "12e45678901234567890123456789012", "0b1101", "no"]
)
def test_a_value_that_a_reader_could_retype_is_quoted(value: str) -> None:
    for before in (b"---\na: b\n---\n", f"---\nsource_hash: {value}\n---\n".encode()):
        written = spliced(before, frontmatter.set_key(before, block_of(before), "source_hash", value))
        assert f'source_hash: "{value}"'.encode() in written


@pytest.mark.parametrize("page", PAGES)
def test_two_keys_are_set_at_once_and_nothing_else_changes(page: str) -> None:
    for data in variants(PAGES[page]):
        block = block_of(data)
        edits = [
            frontmatter.set_key(data, block, "lang", "pt-BR"),
            frontmatter.set_key(data, block, "source_hash", HASH),
        ]
        written = spliced(data, *edits)
        after = frontmatter.metadata(written, block_of(written))
        assert (after.pop("lang"), after.pop("source_hash")) == ("pt-BR", HASH)
        assert after == frontmatter.metadata(data, block)
        assert written.startswith(data[: edits[0].start])
        assert written.endswith(
            data[block.content_end :] if page not in ("json", "ascii json") else data[block.end :]
        )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"lang: ru\n"),
        (b"a: b", b"a: b\nlang: ru"),
        (b"a: b\r\n", b"a: b\r\nlang: ru\r\n"),
        (b"---\na: b\n...\n", b"---\na: b\nlang: ru\n...\n"),
        (b"\xef\xbb\xbflang: en\n", b"\xef\xbb\xbflang: ru\n"),
    ],
)
def test_a_data_file_takes_keys_too(before: bytes, after: bytes) -> None:
    assert (
        spliced(before, frontmatter.set_key(before, frontmatter.data_file(before, "yaml"), "lang", "ru"))
        == after
    )


def test_a_list_takes_no_key() -> None:
    with pytest.raises(PageError, match="list"):
        frontmatter.set_key(b"- a\n", frontmatter.data_file(b"- a\n", "yaml"), "lang", "ru")


def test_a_table_is_not_overwritten_by_a_key() -> None:
    data = b"+++\n[lang]\na = 1\n+++\n"
    with pytest.raises(PageError, match="lang"):
        frontmatter.set_key(data, block_of(data), "lang", "ru")
