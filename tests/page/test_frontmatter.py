"""Where front matter stands, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from translator.errors import PageError
from translator.page import frontmatter, scalars_yaml

if TYPE_CHECKING:
    from translator.page.frontmatter import FrontMatter


def found(data: bytes) -> FrontMatter:
    block = frontmatter.split(data)
    assert block is not None
    return block


def texts(data: bytes, form: str = "") -> list[tuple[str, str, bytes, str]]:
    """Each scalar's key, value, bytes and style."""
    block = frontmatter.data_file(data, form) if form else found(data)
    return [
        (frontmatter.key_text(each.path), each.value, data[each.start : each.end], each.style)
        for each in frontmatter.scalars(data, block)
    ]


@pytest.mark.parametrize(
    ("data", "form", "content", "body"),
    [
        (b"---\ntitle: a\n---\nbody", "yaml", b"title: a\n", b"body"),
        (b"---\r\ntitle: a\r\n---\r\nbody", "yaml", b"title: a\r\n", b"body"),
        (b"---\rtitle: a\r---\rbody", "yaml", b"title: a\r", b"body"),
        (b"\xef\xbb\xbf---\ntitle: a\n---\n", "yaml", b"title: a\n", b""),
        (b"---  \ntitle: a\n---\t\nbody", "yaml", b"title: a\n", b"body"),
        (b"\n \n---\ntitle: a\n---\nbody", "yaml", b"title: a\n", b"body"),
        (b"---\ntitle: a\n...\nbody", "yaml", b"title: a\n", b"body"),
        (b"---\ntitle: a\n---", "yaml", b"title: a\n", b""),
        (b"---\n---\nbody", "yaml", b"", b"body"),
        (b"---\n# only a comment\n---\nbody", "yaml", b"# only a comment\n", b"body"),
        (b"---\ntitle: a --- b\nx: |\n  ---\n---\nbody", "yaml", b"title: a --- b\nx: |\n  ---\n", b"body"),
        (b"---\ntitle: a\n---1\n\nbody", "yaml", b"title: a\n", b"1\n\nbody"),
        (b"+++\ntitle = 'a'\n+++\nbody", "toml", b"title = 'a'\n", b"body"),
        (b'{\n "title": "}"\n}\nbody', "json", b'{\n "title": "}"\n}', b"body"),
        (b'{"title": "a"}', "json", b'{"title": "a"}', b""),
    ],
)
def test_a_block_is_found_as_builders_find_it(data: bytes, form: str, content: bytes, body: bytes) -> None:
    block = found(data)
    assert block.format == form
    assert data[block.content_start : block.content_end] == content
    assert data[block.end :] == body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"---",
        b"# heading\n",
        b"---\n\nprose between two breaks\n\n---\nmore",
        b"---\n- a\n- b\n---\n",
        b"---\n* [x\n---\n",
        b"---\nNote: prose after a break\n\nmore",
        b"----\ntitle: a\n----\n",
        b"text\n---\ntitle: a\n---\n",
        b"{/* MDX */}\n",
        b"{{< hugo >}}\n",
        b"{% liquid %}\n",
        b'{"a": 1} and text\n',
        b"+++\n\nprose\n",
    ],
)
def test_what_is_no_front_matter_is_left_to_the_body(data: bytes) -> None:
    assert frontmatter.split(data) is None


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"---\ntitle: a\n\nbody", 1, "close the front matter with ---"),
        (b"\n---\n\n# c\nTitle: a\nOther: b\n", 2, "never closed"),
        (b"+++\ntitle = 'a'\n", 1, "close the front matter with +++"),
        (b"---\na: b\ntitle: one: two\n---\n", 3, "colon"),
        (b"---\na:\n\tb: c\n---\n", 3, "tabs"),
        (b"---\na: 1\nb: 2\na: 3\n---\n", 4, "twice"),
        (b"---\na: [\n---\n", 3, "invalid YAML"),
        (b"---\na: *nowhere\n---\n", 2, "alias"),
        (b"---\na: b\nc: \x00\n---\n", 3, "control"),
        (b"---\na: \xff\n---\n", 2, "UTF-8"),
        (b"---\na: &x [*x]\n---\n", 2, "holds itself"),
        (b"+++\na = 1\nb = \n+++\n", 3, "invalid TOML"),
        (b'{"a": 1,\n "b": }\n', 2, "invalid JSON"),
        (b'{"a": 1,\n "a": 2}\n', 2, "twice"),
    ],
)
def test_a_broken_block_is_refused_with_its_line_and_a_remedy(data: bytes, line: int, words: str) -> None:
    with pytest.raises(PageError) as caught:
        frontmatter.split(data, path="p.md")
    assert caught.value.path == "p.md"
    assert caught.value.line == line
    assert caught.value.remedy
    assert words in str(caught.value)


LAUGHS = b"a0: &a0 [x, x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (each, each, b", ".join([b"*a%d" % (each - 1)] * 9)) for each in range(1, 12)
)


@pytest.mark.parametrize(
    "data",
    [
        b"---\n" + LAUGHS + b"---\n",
        b"---\na: " + b"[" * 10_000 + b"]" * 10_000 + b"\n---\n",
        b"---\na:\n " + b"- " * 10_000 + b"a\n---\n",
        b"---\na: " + b"{a: " * 10_000 + b"}" * 10_000 + b"\n---\n",
        b"---\n" + b"".join(b" " * each + b"a:\n" for each in range(1000)) + b"---\n",
        b"+++\na = " + b"[" * 10_000 + b"]" * 10_000 + b"\n+++\n",
        b"+++\n" + b"a." * 10_000 + b"a = 1\n+++\n",
        b'{"a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}\n",
    ],
    ids=["laughs", "flow", "list", "map", "indented", "toml", "toml key", "json"],
)
def test_a_bomb_is_refused(data: bytes) -> None:
    with pytest.raises(PageError):
        frontmatter.split(data)


def test_template_tags_are_text() -> None:
    data = (
        b"---\ntitle: {{ page.x }}\nurl: {{ a }}/b\nq: '{{ c }}'\nt: {% if x %}\n"
        b'd: a {{ .Get "x" }} b\n---\n'
    )
    assert [value for _, value, _, _ in texts(data)] == [
        "{{ page.x }}",
        "{{ a }}/b",
        "{{ c }}",
        "{% if x %}",
        'a {{ .Get "x" }} b',
    ]
    assert frontmatter.metadata(data, found(data))["title"] == "{{ page.x }}"


def test_yaml_strings_have_ranges_of_their_own() -> None:
    data = (
        "---\nя: &x б # c\nanchored: *x\ntag: !!str 12\nsq: 'a''b'\nlist: [p, \"q\", *x, 3]\n"
        "no: no\nnumber: 012\ndate: 2020-01-01\nnothing:\nblock: |\n  one\n  two\n\n# c\nlong: a\n  b\n"
        "😀: |+\n  z\n\n---\n"
    ).encode()
    assert texts(data) == [
        ("я", "б", "б".encode(), ""),
        ("tag", "12", b"12", ""),
        ("sq", "a'b", b"'a''b'", "'"),
        ("list[0]", "p", b"p", ""),
        ("list[1]", "q", b'"q"', '"'),
        ("block", "one\ntwo\n", b"|\n  one\n  two", "|"),
        ("long", "a b", b"a\n  b", ""),
        ("😀", "z\n\n", b"|+\n  z\n", "|"),
    ]
    block = found(data)
    assert [each.line for each in frontmatter.scalars(data, block)][-1] == 18


def test_the_parser_written_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"a: &x b\nc: [*x, 'd']\ne: |\n  f\n\ng: h\n  i\nj: \"k\"\n"
    fast = scalars_yaml.parse(data)
    monkeypatch.setattr(scalars_yaml, "loader", lambda: yaml.SafeLoader)
    assert scalars_yaml.parse(data) == fast


def test_toml_strings_have_ranges_of_their_own() -> None:
    data = (
        "+++\na = \"ä\\t\" # c\nb.'c.d' = 'x' # \"no\"\nd = 2020-01-01 00:00:00\n"
        'm = """\nq""q"""\nn = [ "1", # "\n { k = \'\'\'2\'\'\', l = 5 } ]\n'
        '[t]\ne = "3"\n[[u]]\nf = "4"\n[u.v]\ng = "5"\n[[u]]\nf = "6"\n+++\n'
    ).encode()
    assert [(key, value) for key, value, _, _ in texts(data)] == [
        ("a", "ä\t"),
        ('b."c.d"', "x"),
        ("m", 'q""q'),
        ("n[0]", "1"),
        ("n[1].k", "2"),
        ("t.e", "3"),
        ("u[0].f", "4"),
        ("u[0].v.g", "5"),
        ("u[1].f", "6"),
    ]
    assert [raw for _, _, raw, _ in texts(data)][:3] == ['"ä\\t"'.encode(), b"'x'", b'"""\nq""q"""']


def test_json_strings_have_ranges_of_their_own() -> None:
    data = '\ufeff{"é": "\\u00e9", "l": ["a", 1, null, {"b": "c"}], "e": {}}'.encode()
    assert texts(data, "json") == [
        ("é", "é", b'"\\u00e9"', '"'),
        ("l[0]", "a", b'"a"', '"'),
        ("l[3].b", "c", b'"c"', '"'),
    ]


def test_a_data_file_may_be_a_list_but_no_second_document() -> None:
    assert [key for key, *_ in texts(b"- a\n- b: c\n", "yaml")] == ["[0]", "[1].b"]
    assert frontmatter.metadata(b"- a\n", frontmatter.data_file(b"- a\n", "yaml")) == {0: "a"}
    with pytest.raises(PageError, match="more than one"):
        frontmatter.data_file(b"a: b\n---\nc: d\n", "yaml")
    with pytest.raises(PageError, match="neither"):
        frontmatter.data_file(b"just text\n", "yaml")
    with pytest.raises(PageError, match="format"):
        frontmatter.data_file(b"", "ini")


def test_metadata_is_not_retyped() -> None:
    data = b"---\nhash: 00123456\nother: 12e34\ndate: 2020-01-01\nyes: no\nl: [1, {a: 0x1}]\nempty:\n---\n"
    assert frontmatter.metadata(data, found(data)) == {
        "hash": "00123456",
        "other": "12e34",
        "date": "2020-01-01",
        "yes": "no",
        "l": ["1", {"a": "0x1"}],
        "empty": "",
    }
    data = b"+++\nd = 2020-01-01\nn = 1.50\nb = true\n+++\n"
    assert frontmatter.metadata(data, found(data)) == {"d": "2020-01-01", "n": "1.50", "b": True}
    assert frontmatter.metadata(b'{"a": 1}', found(b'{"a": 1}')) == {"a": "1"}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (b"source_hash: 00123", "00123"),
        (b"source_hash: &h 12e34 # c", "12e34"),
        (b"source_hash: 'x'", "x"),
        (b"source_hash:", ""),
        (b"source_hash: [a]", None),
        (b"# source_hash: x", None),
        (b"x: {source_hash: y}", None),
        (b"x: &x y\nsource_hash: *x", "y"),
    ],
)
def test_a_keys_text_is_read_as_it_is_written(line: bytes, value: str | None) -> None:
    data = b"---\n" + line + b"\n---\n"
    assert frontmatter.get(data, found(data), "source_hash") == value


def test_a_slip_of_the_keyboard_before_the_hash_key_is_seen_through() -> None:
    digest = "22c58afdf82e6e513cb99c2cf0a7a958"
    data = f"9source_hash: {digest}\n".encode()
    block = frontmatter.data_file(data, "yaml")
    assert frontmatter.get(data, block, "source_hash") is None
    assert frontmatter.near_hash(data, block, "source_hash") == digest
    both = data + b"source_hash: x\n"
    assert frontmatter.near_hash(both, frontmatter.data_file(both, "yaml"), "source_hash") is None
    other = b"my_source_hash: yes\n"
    assert frontmatter.near_hash(other, frontmatter.data_file(other, "yaml"), "source_hash") is None
