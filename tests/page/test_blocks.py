"""Segments of a page's body: messages, ranges, kinds. What comes of whole pages stands in `spec/`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Form, PageOptions
from translator.page.blocks import Slot, slots
from translator.page.parse import read_body


def found(text: str, *dialects: str) -> list[Slot]:
    raw = text.encode()
    body = read_body(raw, PageOptions(dialects=dialects))
    return slots(raw, body.masks, body.structure)


def messages(text: str, *dialects: str) -> list[str]:
    return [slot.segment.message for slot in found(text, *dialects)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n \n\t\n", [], id="blank lines"),
        pytest.param("\0\n", [], id="NUL alone"),
        pytest.param("a\0b\n", ["a\0b"], id="NUL in a word"),
        pytest.param("One\ntwo\n", ["One two"], id="LF"),
        pytest.param("One\r\ntwo\r\n\r\nthree", ["One two", "three"], id="CRLF"),
        pytest.param("One\rtwo\r\rthree", ["One two", "three"], id="CR"),
        pytest.param("One\ntwo\r\nthree\rfour\n\r\nfive", ["One two three four", "five"], id="mixed"),
        pytest.param("One\u2028two\x85three\n", ["One\u2028two\x85three"], id="what ends no line"),
        pytest.param("One  \ntwo\\\nthree\n", ["One  \ntwo\\\nthree"], id="hard breaks"),
        pytest.param("> One  \r\n> two\n", ["One  \ntwo"], id="a hard break in a quote"),
        pytest.param("  One \t\n", ["One"], id="white space around"),
        pytest.param("One\ttwo\n", ["One\ttwo"], id="a tab between words"),
        pytest.param("🩺 e\u0301\n\nשלום *עולם*\n", ["🩺 e\u0301", "שלום *עולם*"], id="scripts"),
        pytest.param("\\*One\\*\n", ["\\*One\\*"], id="an escape first"),
        pytest.param("One\n<br>\ntwo\n", ["One\n<br>\ntwo"], id="tags alone on a line"),
        pytest.param("One\n</div>\n", ["One"], id="tags alone at the end"),
        pytest.param("`a` **1** &amp; https://a.b 🩺\n", [], id="nothing that speaks"),
        pytest.param(":smile: &copy;\n", [], id="names of characters"),
        pytest.param("水 1\n", ["水 1"], id="one character that does"),
        pytest.param("![One](a 'Two')\n", ["One", "Two"], id="an image alone"),
        pytest.param("[![One](a 'Two')](b 'Three')\n", ["One", "Two", "Three"], id="a linked image"),
        pytest.param("a ![One](a 'Two')\n", ["a ![One](a 'Two')"], id="an image beside a word"),
        pytest.param("![One]\n\n[One]: a\n", ["![One]"], id="an image whose text is its label"),
        pytest.param("![<i title='Two'>One</i>](a)\n", ["<i title='Two'>One</i>"], id="tags in alt"),
        pytest.param("![`1` [a](b 'One')](c)\n", ["`1` [a](b 'One')"], id="a link with a title in alt"),
        pytest.param("[a]: b 'One'\n[c]: d (Two)\n[e]: f \"3\"\n", ["One", "Two"], id="definitions' titles"),
        pytest.param('> [a]: b "One\n> two"\n', ["One two"], id="a title on two lines of a quote"),
        pytest.param("|One|\n|-|\n|two `\\|`|\n", ["One", "two `\\|`"], id="cells"),
        pytest.param("Line\n|One|two|\n|-|-|-|\n|six||\n", ["Line", "One", "two", "six"], id="no table"),
        pytest.param("<p>One</p>\n\n<!-- Two -->\n", ["One"], id="HTML, and a comment"),
        pytest.param("<div translate='no'>\n\nOne\n\n</div>\n\nTwo\n", ["Two"], id="not to be translated"),
        pytest.param("<!-- translate:skip -->\nOne\n\nTwo\n", ["Two"], id="a directive"),
    ],
)  # fmt: skip
def test_messages(text: str, expected: list[str]) -> None:
    """One line each, but for breaks that carry meaning; markup stays as it is written."""
    assert messages(text) == expected


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("One\n", [["One"]]),
        ("One  \ntwo \n", [["One", "two"]]),
        ("> - One\r\n>   two\r\n", [["One", "two"]]),
        ("> One\ntwo\n", [["One", "two"]]),
        ("1. One\n\n       code\n", [["One"]]),
        ("# One #\n", [["One"]]),
        ("One \\\n two\n", [["One ", "two"]]),
        ("| One \\| two |\n|-|\n", [["One \\| two"]]),
        ("<p>One\n two</p>\n", [["One", "two"]]),
        ("[a](b 'c\n d')\n", [["[a](b 'c", "d')"]]),
    ],
)  # fmt: skip
def test_ranges(text: str, ranges: list[list[str]]) -> None:
    """A range a line; line ends, breaks' marks and prefixes lie between."""
    raw = text.encode()
    assert [[raw[a:b].decode() for a, b in slot.segment.ranges] for slot in found(text)] == ranges


@pytest.mark.parametrize(
    ("text", "form", "kind", "context"),
    [
        ("One\n", Form.PARAGRAPH, "paragraph", ""),
        ("## One\n", Form.HEADING, "heading 2", ""),
        ("One\n===\n", Form.HEADING, "heading 1", ""),
        ("- One\n", Form.PARAGRAPH, "list item", ""),
        ("> - One\n", Form.PARAGRAPH, "list item", ""),
        ("- > One\n", Form.PARAGRAPH, "quote", ""),
        ("[^1]: One\n", Form.PARAGRAPH, "footnote", ""),
        ("|1|\n|-|\n|One|\n", Form.CELL, "table cell: 1", ""),
        ("|One|\n|-|\n", Form.CELL, "table heading", ""),
        ("![One](a)\n", Form.ALT, "alt text", ""),
        ("![1](a 'One')\n", Form.TITLE, "image title", "title"),
        ("[1](a 'One')\n", Form.TITLE, "link title", "title"),
        ("[1]: a 'One'\n", Form.TITLE, "link title", "title"),
        ("<p>One</p>\n", Form.HTML, "paragraph", ""),
        ("<img alt='One'>\n", Form.ATTRIBUTE, "alt text", "alt"),
        ("`1` <img alt='One'>\n", Form.ATTRIBUTE, "alt text", "alt"),
    ],
)
def test_forms_kinds_and_contexts(text: str, form: Form, kind: str, context: str) -> None:
    """How it is written, what it is to a translator, and what tells it from others."""
    (slot,) = found(text)
    assert (slot.segment.form, slot.segment.kind, slot.segment.context) == (form, kind, context)


def test_parameters_of_template_tags() -> None:
    """Where they are no part of a message already."""
    text = '{{< f alt="One" >}}\n\nTwo {{< f alt="Three" >}}\n\n<img alt="Four {{< f alt="Five" >}}">\n'
    assert messages(text, "hugo") == ["One", 'Two {{< f alt="Three" >}}', 'Four {{< f alt="Five" >}}']
    slot = found(text, "hugo")[0]
    assert slot.param is not None
    assert (slot.segment.form, slot.segment.kind, slot.segment.context, slot.param.quote) == (
        Form.ATTRIBUTE,
        "template parameter alt",
        "alt",
        '"',
    )


def test_lines_and_offsets_are_of_the_page() -> None:
    """A body stands behind its front matter."""
    raw = b"One\r\n\r\n> two\r> three\n\nfour\n"
    body = read_body(raw, PageOptions())
    placed = [slot.segment for slot in slots(raw, body.masks, body.structure, 100, 10)]
    places = [(each.line, each.start, each.end) for each in placed]
    assert places == [
        (11, 100, 103),
        (13, 109, 120),
        (16, 122, 126),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(">" * 10_000 + " One", id="10,000 quotes"),
        pytest.param(
            "".join("  " * depth + "-\n" for depth in range(100)) + "  " * 100 + "One", id="100 lists"
        ),
        pytest.param("One, " * 3_200, id="a line of 16,000 characters"),
    ],
)
def test_much_of_it(text: str) -> None:
    """Deep and long pages have their messages."""
    (message,) = messages(text)
    assert message == text.strip(" >-\n")


BLOCKS = st.sampled_from(
    [
        "> ", "- ", "1. ", "# ", "\n", "\r\n", "\r", "  ", "    ", "\t", "One", "🩺", "水", "*", "`",
        "[a](b 'c')", "![d](e)", "|", "-|-", "<b>", "</b>", "<p title='f'>", "\\", "[g]: h 'i'",
        "<!-- translate:off -->",
        "{{ j }}", '{{< k alt="l" >}}',
    ]
)  # fmt: skip


DIALECTS = st.sampled_from([(), ("jekyll",), ("hugo",), ("mdx",)])


@given(st.lists(BLOCKS, max_size=24).map("".join), DIALECTS)
def test_messages_are_the_bytes_at_their_ranges(text: str, dialects: tuple[str, ...]) -> None:
    """But for white space: nothing is decoded, dropped or made up; ranges are in order and apart."""
    raw = text.encode()
    position = 0
    for slot in found(text, *dialects):
        for start, end in slot.segment.ranges:
            assert position <= start < end <= len(raw)
            position = end
        written = " ".join(raw[start:end].decode() for start, end in slot.segment.ranges)
        assert written.split() == slot.segment.message.replace("\\\n", "\n").split()
        assert any(map(str.isalpha, slot.segment.message))
