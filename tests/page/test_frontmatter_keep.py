"""Keys that a localized page keeps for itself."""

from __future__ import annotations

import pytest

from translator.errors import PageError
from translator.page import frontmatter


def kept(source: str, localized: str, *patterns: str) -> str:
    data, other = source.encode(), localized.encode()
    block, other_block = frontmatter.split(data), frontmatter.split(other)
    assert block is not None
    assert other_block is not None
    edits = frontmatter.keep(data, block, other, other_block, patterns)
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        data = data[: edit.start] + edit.data + data[edit.end :]
    return data.decode()


CASES = [
    ("a: 1 # s\nb: 2", "a: 5 # l\nb: 6", ["a"], "a: 5 # l\nb: 2"),
    ("a: x\nb: y", "a:\n  - p # one\n  # two\n  - q\n\nb: z", ["a"], "a:\n  - p # one\n  # two\n  - q\nb: y"),
    ("a: x", "a: y\nnew: [p]", ["new"], "a: x\nnew: [p]"),
    ("a: x\nb: y", "a: z", ["b"], "a: x\nb: y"),
    (
        "m:\n  p: 1\n  # c\n  q: 2",
        "m:\n    p: 3\n    q: |\n      r\n      s",
        ["m.q"],
        "m:\n  p: 1\n  # c\n  q: |\n    r\n    s",
    ),
    ("m:\n- t: 1\n- t: 2\n  u: 3", "m:\n- t: 4\n- t: 5\n- t: 6", ["m[*].t"], "m:\n- t: 4\n- t: 5\n  u: 3"),
    ("a: |+\n  x\n\nb: y", "a: |+\n  z\n\n\nb: y", ["a"], "a: |+\n  z\n\n\nb: y"),
    ("{a: b, c: d}", "a: [x, y]\ne: 'f'", ["a", "e"], "{a: [x, y], c: d, e: 'f'}"),
    ("a: b", "{a: c, d: e}", ["**"], "a: c\nd: e"),
    ("a:\nb: c", "a: d\nb: e", ["a"], "a: d\nb: c"),
    ("a: b", "a: c", ["nowhere"], "a: b"),
]


@pytest.mark.parametrize(("source", "localized", "patterns", "wanted"), CASES)
def test_yaml_keeps_the_localized_pages_own_bytes(
    source: str, localized: str, patterns: list[str], wanted: str
) -> None:
    assert kept(f"---\n{source}\n---\n", f"---\n{localized}\n---\n", *patterns) == f"---\n{wanted}\n---\n"
    crlf = f"---\n{localized}\n---\n".replace("\n", "\r\n")
    assert kept(f"---\n{source}\n---\n", crlf, *patterns) == f"---\n{wanted}\n---\n"


def test_json_keeps_the_localized_pages_own_bytes() -> None:
    source = '{\n "a": 1,\n "b": {"c": 2}\n}\n'
    assert kept(source, '{"b": {"c": [3,  4]}, "d": "\\u00e9"}\n', "b.c", "d") == (
        '{\n "a": 1,\n "b": {"c": [3,  4]},\n "d": "\\u00e9"\n}\n'
    )


def test_toml_keeps_the_localized_pages_own_bytes() -> None:
    source = "+++\na = 1 # s\n[t]\nu = 1\n+++\n"
    localized = "+++\na = 'x' # l\nnew = [\n 1 ]\n[t]\nu = 2\n[v]\nw = 3\n+++\n"
    assert kept(source, localized, "a", "new", "t.u", "v") == (
        "+++\na = 'x' # s\nnew = [\n 1 ]\n[t]\nu = 2\n\n[v]\nw = 3\n+++\n"
    )
    assert kept(source, localized, "t") == "+++\na = 1 # s\n[t]\nu = 2\n+++\n"


def test_two_formats_keep_nothing() -> None:
    assert kept("---\na: b\n---\n", "+++\na = 'c'\n+++\n", "a") == "---\na: b\n---\n"


def test_what_cannot_be_carried_over_is_said() -> None:
    with pytest.raises(PageError, match="carried over"):
        kept("---\na: b\n---\n", "---\nx: &l [q]\na: *l\n---\n", "a")
    with pytest.raises(PageError, match="“t”"):
        kept("+++\nt = 1\n+++\n", "+++\n[t]\na = 1\n+++\n", "t")
