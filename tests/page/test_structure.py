"""Where blocks and inline markup stand, traps of the parser included."""

from __future__ import annotations

import pytest

from translator.model import Form
from translator.page.leaf import HtmlBlock, Leaf, lines
from translator.page.structure import Structure, structure


def read(text: str, *switches: str) -> Structure:
    raw = text.encode()
    return structure(raw, raw, switches=frozenset(switches))


def leaves(text: str, *switches: str) -> list[tuple[str, str]]:
    """Each leaf's kind and bytes."""
    raw = text.encode()
    return [
        (part.kind, raw[part.start : part.end].decode())
        for part in read(text, *switches).parts
        if isinstance(part, Leaf)
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", (), id="empty"),
        pytest.param("a", ("P", "TEXT", "/P"), id="a paragraph"),
        pytest.param("# a", ("H1", "TEXT"), id="a heading"),
        pytest.param("a\n---", ("H2", "TEXT"), id="an underlined one"),
        pytest.param("- a", ("UL", "LI", "TEXT", "/Item", "/False"), id="a tight list"),
        pytest.param(
            "3. a\n\n4. b", ("OL 3", *("LI", "P", "TEXT", "/P", "/Item") * 2, "/True"), id="a loose one"
        ),
        pytest.param("- [x] a", ("UL", "LI", "TASK", "TEXT", "/Item", "/False"), id="a task"),
        pytest.param("---", ("HR",), id="a rule"),
        pytest.param("```sh\na\n```", ("CODE sh\na\n",), id="code"),
        pytest.param("    a", ("CODE \t\na",), id="indented code"),
        pytest.param("<div>\na\n</div>", ("HTML",), id="HTML"),
        pytest.param(
            "|a|\n|:-|", ("TABLE l", "TableHead", "TableCell", "TEXT", "/TableHead", "/Table"), id="table"
        ),
        pytest.param("[a]: b", (), id="a definition"),
        pytest.param("a\n: b", ("P", "TEXT", "/P"), id="no definition list to GitHub"),
        pytest.param("# a {#b}", ("H1", "TEXT"), id="no attributes either"),
        pytest.param("\0", ("P", "TEXT", "/P"), id="NUL"),
    ],
)
def test_blocks(text: str, blocks: tuple[str, ...]) -> None:
    """The skeleton, a word a block's beginning or end, each with its place."""
    found = read(text)
    assert found.blocks == blocks
    assert len(found.places) == len(blocks)


def test_switches() -> None:
    """What only some builders know."""
    assert read("# a {#b .c}", "heading_attributes").blocks == ("H1 b c", "TEXT")
    assert leaves("a\n: b", "definition_list") == [("term", "a"), ("definition", "b")]
    (with_links,), (without,) = read("www.a.b", "linkify").parts, read("www.a.b").parts
    assert isinstance(with_links, Leaf)
    assert isinstance(without, Leaf)
    assert ([token.kind for token in with_links.tokens], without.tokens) == (["url"], ())


TH = [("table heading", "a"), ("table heading", "b")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("- a\n- b\n  c", [("list item", "a"), ("list item", "b\n  c")], id="tight items"),
        pytest.param("- a\n  - b\n\n  c", [("list item", each) for each in "abc"], id="items in items"),
        pytest.param("- [x] a", [("list item", "a")], id="the box is no text"),
        pytest.param("> a\n> > b", [("quote", "a"), ("quote", "b")], id="quotes"),
        pytest.param("# a #", [("heading 1", "a")], id="a closing mark"),
        pytest.param(r"\# a \*", [("paragraph", r"\# a \*")], id="the backslash of an escape"),
        pytest.param("&lt;a&gt;", [("paragraph", "&lt;a&gt;")], id="entities"),
        pytest.param("[a](b\n'c') d", [("paragraph", "[a](b\n'c') d")], id="a line break before a title"),
        pytest.param("`a\nb`", [("paragraph", "`a\nb`")], id="a line break in code"),
        pytest.param("[a][]", [("paragraph", "[a][]")], id="brackets without a definition"),
        pytest.param("[a][]\n\n[a]: b", [("paragraph", "[a][]")], id="a collapsed reference, whole"),
        pytest.param("|a|b|\n|-|-|\n||c|", [*TH, ("table cell: b", "c")], id="cells"),
        pytest.param("[^1]: a\n\n    b", [("footnote", "a"), ("footnote", "b")], id="a footnote"),
        pytest.param("a\r\n\r\nb\rc", [("paragraph", "a"), ("paragraph", "b\rc")], id="line ends"),
        pytest.param("a\u2028b\x85c", [("paragraph", "a\u2028b\x85c")], id="no line ends"),
        pytest.param("\ta", [], id="a tab makes code"),
        pytest.param("-\ta\n\n\tb", [("list item", "a"), ("list item", "b")], id="tabs in lists"),
        pytest.param("שלום 🩺\n\ne\u0301", [("paragraph", "שלום 🩺"), ("paragraph", "e\u0301")], id="bidi"),
    ],
)  # fmt: skip
def test_leaves(text: str, found: list[tuple[str, str]]) -> None:
    """Every run of inline content, to the byte."""
    assert leaves(text) == found


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("*a **b***", ["*", "**", "**", "*"]),
        ("__a__ ~b~ ~~c~~", ["__", "__", "~", "~", "~~", "~~"]),
        ("[a *b*](c 'd')", ["[", "*", "*", "](c 'd')"]),
        ("![a](b)[c][d]\n\n[d]: e", ["![", "](b)", "[", "][d]"]),
        ("[a][]\n\n[a]: b", ["[", "][]"]),
        ("[a]\n\n[a]: b", ["[", "]"]),
        ("[a]b](c)", []),
        ("[`]`](c)", ["[", "`]`", "](c)"]),
        ("`` a ` ``", ["`` a ` ``"]),
        ("<b>a</b> <!-- c -->", ["<b>", "</b>", "<!-- c -->"]),
        ("<https://a.b> <c@d.e>", ["<https://a.b>", "<c@d.e>"]),
        ("a[^1]\n\n[^1]: b", ["[^1]"]),
        (r"\*a\* \[b](c)", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    """Inline markup, each piece to the byte; destinations, too, of which the parser tells nothing."""
    raw = text.encode()
    part = read(text).parts[0]
    assert isinstance(part, Leaf)
    assert [raw[token.start : token.end].decode() for token in part.tokens] == tokens


@pytest.mark.parametrize("text", ["a  \nb", "a\\\nb", "a   \r\nb", "> a  \n> b"])
def test_hard_breaks(text: str) -> None:
    """Where they begin: at the first space, or the backslash."""
    (part,) = read(text).parts
    assert isinstance(part, Leaf)
    assert part.hard == {text.index("a") + 1}


def test_html_blocks_are_a_range_a_line() -> None:
    """Without the prefixes of what they stand in."""
    text = "> <div>\n> a\n> </div>\n"
    (part,) = read(text).parts
    assert isinstance(part, HtmlBlock)
    assert [text[start:end] for start, end in part.ranges] == ["<div>\n", "a\n", "</div>\n"]


def test_a_table_that_may_be_a_paragraph_keeps_its_lines() -> None:
    """Builders are of two minds about one with a column too many, or right below a line of text."""
    (part,) = read("|a|\n|-|-|\n|b|c|").parts
    assert isinstance(part, Leaf)
    assert part.keep_lines


def test_definitions_and_code_have_ranges() -> None:
    """A whole definition's, a whole code block's."""
    text = "[a]: b 'c'\n\n```\nd\n```\n"
    found = read(text)
    assert [text[slice(*span)] for span in found.definitions.values()] == ["[a]: b 'c'"]
    assert [text[slice(*span)] for span in found.code] == ["```\nd\n```"]


@pytest.mark.parametrize(
    ("text", "quotes", "found"),
    [
        ("a", 0, ["a"]),
        ("a\n> b", 1, ["a", "b"]),
        ("a\n> b", 0, ["a", "> b"]),
        ("a\r\n  > > b\n>c", 2, ["a", "b", "c"]),
        ("a\r> > b", 1, ["a", "> b"]),
        ("a\n\tb\n", 0, ["a", "b", ""]),
        ("a\u2028b", 0, ["a\u2028b"]),
    ],
)
def test_lines(text: str, quotes: int, found: list[str]) -> None:
    """Continuation lines lose white space, and as many quote marks as there are quotes around them."""
    raw = text.encode()
    assert [raw[start:end].decode() for start, end in lines(raw, 0, len(raw), quotes)] == found


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(">" * 10_000 + " a", 20_003, id="10,000 quotes"),
        pytest.param("".join("  " * depth + "- a\n" for depth in range(200)), 1_000, id="200 lists"),
        pytest.param("a " * 8_000, 3, id="a line of 16,000 characters"),
        pytest.param("*" * 16_000, 1, id="a line of stars"),
        pytest.param("[" * 16_000, 3, id="a line of brackets"),
    ],
)
def test_much_of_it(text: str, blocks: int) -> None:
    """Deep and long pages are pages."""
    assert len(read(text).blocks) == blocks


def test_forms() -> None:
    """Cells and headings are written on one line."""
    forms = [part.form for part in read("# a\n\nb\n\n|c|\n|-|\n").parts if isinstance(part, Leaf)]
    assert forms == [Form.HEADING, Form.PARAGRAPH, Form.CELL]
