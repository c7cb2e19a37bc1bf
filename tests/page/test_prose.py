"""Whether a value of front matter or of a data file is text."""

from __future__ import annotations

import pytest

from translator.page.prose import is_prose


@pytest.mark.parametrize(
    "value",
    ["Opening hours", "Hello", "水を飲む", "и/или", "50 % off", "Read me.", "<b>Bold</b>", "Call tel: 112",
     "Hello {{ name }}", "{{ a }} and {{ b }}", "a@b", "e\u0301", "C++", "See https://example.org",
     " padded ", "Wash\u2028hands", "مرحبا/بك"],
)  # fmt: skip
def test_words_are_text(value: str) -> None:
    """In whichever script, with whatever beside them."""
    assert is_prose(value, sure=True)
    assert is_prose(value, sure=False)


@pytest.mark.parametrize(
    "value",
    ["", "  ", "\0", "42", "2024-01-01", "100 %", "—", "🩺", "<br>", "&nbsp;", "&#8212;", "https://example.org/x",
     "//cdn.example.org/x", "mailto:me@example.org", "tel:+49-30", "me@example.org", "/about/", "./a.png",
     "#top", "?q=x", "assets/img/a.png", "photo.jpg", "main.css", "#ffcc00", "#FFF",
     "d41d8cd98f00b204e9800998ecf8427e", "{{ site.title }}", "{% include x %}", " /about "],
)  # fmt: skip
def test_what_only_looks_like_text(value: str) -> None:
    """Numbers, symbols, addresses, paths, file names, colours, digests, tags alone."""
    assert not is_prose(value, sure=True)
    assert not is_prose(value, sure=False)


@pytest.mark.parametrize("value", ["fa-user", "snake_case", "camelCase", "fab fa-github", "a-b-c"])
def test_names_are_text_only_where_the_configuration_says_so(value: str) -> None:
    """In a data file, where every value is looked at, a word in code's spelling is a name."""
    assert is_prose(value, sure=True)
    assert not is_prose(value, sure=False)


def test_a_long_value_is_no_trap() -> None:
    """Patterns go over it once."""
    assert is_prose("a" * 200_000 + " !", sure=False)
    assert not is_prose("/" + "a/" * 100_000, sure=False)
