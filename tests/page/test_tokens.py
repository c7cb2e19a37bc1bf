"""Addresses that stand bare, and tokens that belong together."""

from __future__ import annotations

import pytest

from translator.page.tokens import Token, apart, bare_urls, link_ranges, whole_elements


def urls(text: str) -> list[tuple[str, str]]:
    data = text.encode()
    return [(token.kind, data[token.start : token.end].decode()) for token in bare_urls(data, 0, len(data))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.b", "https://a.b"),
        ("HTTP://A.B", "HTTP://A.B"),
        ("ftp://a.b", "ftp://a.b"),
        ("www.a.b", "www.a.b"),
        ("me.too+x@a-b.c", "me.too+x@a-b.c"),
        ("see https://a.b/c?d=e&f#g.", "https://a.b/c?d=e&f#g"),
        ("(https://a.b)", "https://a.b"),
        ("https://a.b/(c)", "https://a.b/(c)"),
        ("https://a.b/(c))", "https://a.b/(c)"),
        ("https://a.b&amp;", "https://a.b"),
        ("https://a.b;", "https://a.b"),
        ("*https://a.b*", "https://a.b"),
        ("https://a.b<c", "https://a.b"),
        ("https://a.b/c_d_e", "https://a.b/c_d_e"),
        ("https://a.b。水", "https://a.b。水"),
        ("https://a.b\u00a0c", "https://a.b\u00a0c"),
        ("https://שלום.org", "https://שלום.org"),
        ("e\u0301 https://🩺.org!", "https://🩺.org"),
    ],
)
def test_bare_addresses(text: str, found: str) -> None:
    """As GitHub links them: up to white space or `<`, without trailing punctuation."""
    assert urls(text) == [("url", found)]


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "https://", "https:// a", "xhttps://a.b", "xwww.a.b", "gopher://a"]
)
def test_no_address(text: str) -> None:
    """A scheme alone, one behind a letter, one that nobody links."""
    assert urls(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("看https://a.b", "https://a.b"),
        ("1https://a.b", "https://a.b"),
        ('"www.a.b', "www.a.b"),
        ("mailto:a@b.c", "a@b.c"),
    ],
)
def test_glued_addresses(text: str, found: str) -> None:
    """Behind some characters some builders link, and others do not."""
    assert urls(text) == [("glued", found)]


def test_only_in_the_range() -> None:
    """What stands around it does not count."""
    data = b"https://a.b https://c.d https://e.f"
    assert [token.key for token in bare_urls(data, 12, 23)] == ["https://c.d"]


def test_a_long_line_of_addresses() -> None:
    """Sixteen thousand characters are no trap."""
    assert len(urls("https://a.b " * 1_400)) == 1_400
    assert urls("https://a.b/" + ")" * 16_000) == [("url", "https://a.b/")]


def tag(text: str, piece: str, occurrence: int = 0) -> Token:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(piece, start + 1)
    return Token("html", "whole", start, start + len(piece))


def test_code_elements_are_one_token() -> None:
    """With all that stands in them; of what is never closed, each tag is its own."""
    text = "<code>a<b>c</b></CODE> <i>d</i> <svg><x>"
    pieces = ["<code>", "<b>", "</b>", "</CODE>", "<i>", "</i>", "<svg>", "<x>"]
    found = whole_elements(text.encode(), [tag(text, piece) for piece in pieces])
    assert [text[token.start : token.end] for token in found] == [
        "<code>a<b>c</b></CODE>", "<i>", "</i>", "<svg>", "<x>",
    ]  # fmt: skip


def test_an_empty_element_holds_nothing() -> None:
    """`<svg />` closes itself."""
    text = "<svg /> a </svg>"
    tokens = [tag(text, "<svg />"), tag(text, "</svg>")]
    assert whole_elements(text.encode(), tokens) == tokens


def test_without_tags_nothing_changes() -> None:
    """Emphasis is no element."""
    tokens = [Token("em", "open", 0, 1), Token("em", "close", 2, 3)]
    assert whole_elements(b"*a*", tokens) == tokens


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        pytest.param([], ["https://a.b/c", "https://d.e"], id="nothing taken"),
        pytest.param([(0, 13)], ["https://d.e"], id="inside of it"),
        pytest.param([(0, 25)], [], id="all of it"),
        pytest.param([(11, 14)], ["https://a.b", "https://d.e"], id="the end of one"),
        pytest.param([(23, 24), (11, 12)], ["https://a.b", "https://d"], id="in any order"),
    ],
)
def test_apart(taken: list[tuple[int, int]], left: list[str]) -> None:
    """In links, code and tags nothing is linked; where one of them begins, an address ends."""
    text = b"https://a.b/c https://d.e"
    assert [token.key for token in apart(text, bare_urls(text, 0, len(text)), taken)] == left


def test_link_ranges() -> None:
    """Images in links too, the inner first; emphasis is none."""
    tokens = [
        Token("link", "open", 0, 1), Token("image", "open", 1, 3), Token("em", "open", 3, 4),
        Token("em", "close", 5, 6), Token("image", "close", 6, 10), Token("link", "close", 10, 14),
    ]  # fmt: skip
    assert link_ranges(tokens) == [(1, 10), (0, 14)]
    assert link_ranges([Token("link", "close", 0, 1)]) == []
