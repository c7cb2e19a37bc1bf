"""HTML as kramdown reads it, where that differs from CommonMark."""

from __future__ import annotations

import pytest
from shown_masks import Shown, shown

from translator.page.dialects.kramdown_html import masks, raw_elements


def elements(text: str) -> list[str]:
    body = text.encode()
    return [body[start:end].decode() for start, end in raw_elements(body)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\n\n*a*\n\n</div>\n\nb", ["<div>\n\n*a*\n\n</div>"]),
        ("<div><div>a</div>\n\n</div> b", ["<div><div>a</div>\n\n</div>"]),
        ("<p>a</p>\n<ul><li>b</li></ul>\n", ["<p>a</p>", "<ul><li>b</li></ul>"]),
        ("<div>never closed\n\na\n", ["<div>"]),
        ('<div markdown="1">\na\n</div>\n', []),
        ("<div markdown=block>\na\n</div>\n", []),
        ("<span>a</span>\n", []),
        ("    <div>code</div>\n", []),
        ("```html\n<div>code</div>\n```\n", []),
    ],
)
def test_raw_elements(text: str, expected: list[str]) -> None:
    """A block-level element is HTML to its end tag, over blank lines, unless it says otherwise."""
    assert elements(text) == expected


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_blank_lines_end_no_element(eol: str) -> None:
    """They join what CommonMark would part."""
    body = f"<div>{eol}a{eol}{eol}b{eol}</div>{eol}".encode()
    assert [(mask.kind.value, body[mask.start : mask.end].decode()) for mask in masks(body)] == [
        ("join", eol)
    ]


def test_an_element_that_holds_markdown() -> None:
    """Its tags are blank lines where they stand alone; its attributes may hold text."""
    assert shown("jekyll", '<div markdown="1" title="One">\n*a*\n</div>\n') == [
        ("block", '<div markdown="1" title="One">', ("One",)),
        ("block", "</div>", ()),
    ]


def test_an_indented_paragraph_in_it() -> None:
    """Text indented in a paragraph element is no code: its tags are words of that text."""
    assert [kind for kind, *_ in shown("jekyll", '<p markdown="1">\n    a\n</p>\n')] == ["inline", "inline"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<span class='x'>\n", [("inline", "<span class='x'>", ())]),
        ("<img src='a' alt='One'>\n", [("inline", "<img src='a' alt='One'>", ("One",))]),
        ("a <b> c\n", []),
        ("<div>\n<img alt='One'>\n</div>\n", []),
        ("<div>a</div>\n<img alt='One'>\n", []),
        ("```\n<img alt='One'>\n```\n", []),
    ],
)
def test_span_elements_alone_on_a_line(text: str, expected: list[Shown]) -> None:
    """They begin a paragraph, not an HTML block; in code or in HTML they are left as they are."""
    assert shown("jekyll", text) == expected
