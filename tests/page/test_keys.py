"""Key paths and the patterns that pick them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.page import keys

PATHS = st.lists(st.text(min_size=0, max_size=5) | st.integers(0, 30), min_size=1, max_size=5).map(tuple)

CASES = [
    ("title", ("title",), True),
    ("title", ("caption", "title"), False),
    ("title", ("title", 0), False),
    ("caption.title", ("caption", "title"), True),
    ("caption.title", ("caption", "x", "title"), False),
    ("features[*].text", ("features", 3, "text"), True),
    ("features[*].text", ("features", "3", "text"), False),
    ("features[3].text", ("features", 3, "text"), True),
    ("features[0].text", ("features", 3, "text"), False),
    ("features[*]", ("features", 0), True),
    ("features[*]", ("features", 0, "text"), False),
    ("grid[*][*]", ("grid", 0, 1), True),
    ("[*].name", (2, "name"), True),
    ("*.title", ("caption", "title"), True),
    ("*.title", ("title",), False),
    ("*.title", ("a", "b", "title"), False),
    ("*", (0,), False),
    ("title_*", ("title_long",), True),
    ("title_*", ("subtitle_long",), False),
    ("**.title", ("title",), True),
    ("**.title", ("a", 0, "b", "title"), True),
    ("a.**", ("a",), True),
    ("a.**.z", ("a", "b", 1, "z"), True),
    ("a.**.z", ("b", "z"), False),
    ("**", ("a", 0), True),
    ('"a.b"', ("a.b",), True),
    ('"a.b"', ("a", "b"), False),
    ('x."a[*]".y', ("x", "a[*]", "y"), True),
    ('"*"', ("anything",), False),
    ("a-b c", ("a-b c",), True),
    ("a+b", ("aab",), False),
]


@pytest.mark.parametrize(("pattern", "path", "picked"), CASES)
def test_a_pattern_picks_what_it_says(pattern: str, path: keys.Path, picked: bool) -> None:
    assert keys.matches(path, pattern) is picked
    assert keys.validate(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    ["", "  ", ".a", "a.", "a..b", "a[", "a[x]", "a]", "a[*]b", 'a"b"', '"a', "a.[*]", "a**", "**b"],
)
def test_a_pattern_that_means_nothing_is_named_and_picks_nothing(pattern: str) -> None:
    assert keys.validate(pattern)
    assert not keys.matches(("a",), pattern)


def test_a_pattern_covers_what_stands_in_what_it_picks() -> None:
    assert keys.covers(("authors", 0, "name"), "authors")
    assert keys.covers(("authors",), "authors")
    assert not keys.covers(("title",), "authors")


def test_paths_are_written_as_people_write_them() -> None:
    assert keys.key_text(("caption", "title")) == "caption.title"
    assert keys.key_text(("features", 0, "text")) == "features[0].text"
    assert keys.key_text(("a.b", 'c"d')) == '"a.b"."c\\"d"'
    assert keys.context(("features", 7, "text")) == "features[*].text"
    assert keys.context((1, "a")) == "[*].a"


@given(PATHS)
def test_a_written_path_is_a_pattern_that_picks_it(path: keys.Path) -> None:
    text = keys.key_text(path)
    assert keys.validate(text) is None
    assert keys.matches(path, text)
    assert keys.matches(path, "**")


@given(PATHS, PATHS)
def test_a_written_path_picks_no_other(one: keys.Path, other: keys.Path) -> None:
    assert keys.matches(other, keys.key_text(one)) is (one == other)
