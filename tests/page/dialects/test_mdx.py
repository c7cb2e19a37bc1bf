"""What MDX's dialect hides from the parser: modules, JSX, expressions, asides."""

from __future__ import annotations

import pytest
from shown_masks import Shown, masked, shown

from translator.page.dialects import apply, masks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import A from 'a';\n\nb", ("opaque", "import A from 'a';", ())),
        ("export const a = {\n  b: 1,\n};\n\nc", ("opaque", "export const a = {\n  b: 1,\n};", ())),
        ("{/* a\n\nb */}\n", ("opaque", "{/* a\n\nb */}", ())),
        ("{props.children}\n", ("block", "{props.children}", ())),
        ("a {b.c} d", ("inline", "{b.c}", ())),
        ("a {f({x: 1})} d", ("inline", "{f({x: 1})}", ())),
        ("<Tabs>\n", ("block", "<Tabs>", ())),
        ("</Tabs.Item>\n", ("block", "</Tabs.Item>", ())),
        ("<>\n", ("block", "<>", ())),
        ("a <Key name='b' /> c", ("inline", "<Key name='b' />", ())),
        (
            "<Card\n  title='One'\n  x={() => {}}\n/>",
            ("block", "<Card\n  title='One'\n  x={() => {}}\n/>", ("One",)),
        ),
        ("<Card {...props} />\n", ("block", "<Card {...props} />", ())),
        (":::note\n", ("block", ":::note", ())),
        (":::\n", ("block", ":::", ())),
    ],
)
def test_masks(text: str, expected: Shown) -> None:
    """What stands alone on its lines is blank, in text it is a word; titles hold text."""
    assert shown("mdx", text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "```jsx\n<Card title='One' />\n{a}\nimport b\n```\n",
        "Write `<Card title='One' />` or `{a}`.",
        r"Write \{a\} and \<b>.",
        "If 1 < 2 then 3 > 2.",
        "important: exported goods",
        "a :::note",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    """Code, escapes and words that only begin as a keyword does."""
    assert shown("mdx", text) == []


def test_an_expression_is_no_text() -> None:
    """Of a tag's properties, only strings are."""
    text = """<Card title={t("One")} label="Two" alt='Three' href="/a" />"""
    assert shown("mdx", text) == [("block", text, ("Two", "Three"))]


def test_text_between_tags_is_markdown() -> None:
    """Each tag has a mask of its own."""
    assert masked("mdx", "<Note>\nClose it, <b>now</b>.\n</Note>\n") == ["<Note>", "<b>", "</b>", "</Note>"]


def test_line_ends_do_not_matter() -> None:
    """A page with CRLF has the masks of one with LF."""
    text = "import a\n\n:::note[One]\n\n<B>\n\n{c}\n"
    crlf = shown("mdx", text.replace("\n", "\r\n"))
    assert [(kind, each.replace("\r", ""), values) for kind, each, values in crlf] == shown("mdx", text)


def test_an_asides_title_is_parsed_as_a_headings_text() -> None:
    """So that its Markdown is Markdown; brackets may stand in it."""
    text = b":::tip[One *two* [3]]{icon='x'}\n"
    parsed = apply(text, masks(("mdx",), text))
    assert parsed.split() == [b"#", b"One", b"*two*", b"[3]"]
    assert len(parsed) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "export function A() {\n\n  return <b>x</b>;\n}\n\nb",
            ["export function A() {\n\n  return <b>x</b>;\n}"],
        ),
        ("export const a = '{';\n\nb", ["export const a = '{';"]),
        ("export const a = `\n\n{`;\n\nb", ["export const a = `\n\n{`;"]),
        ("export const a = 1; // {\n\nb", ["export const a = 1; // {"]),
        ("export const a = {\n\nb", ["export const a = {"]),
        ("# a\nimport b from 'c'\n", ["import b from 'c'"]),
        ("a\nimport b from 'c'\n", []),
        ("{'}'}\n", ["{'}'}"]),
        ("{`}\n\n`}\n", ["{`}\n\n`}"]),
        ("{/* ``` */}\n\n{a}\n", ["{/* ``` */}", "{a}"]),
        ("a {b\n\n} c {d}", ["{d}"]),
        ("{ a {b} c", ["{b}"]),
        ("<A b={{c: '>'}} d='}' />", ["<A b={{c: '>'}} d='}' />"]),
        ("<A\n\n  b='c'\n/>", ["<A\n\n  b='c'\n/>"]),
        ("a <A\n\nb='c'/>", []),
        ("a <b c", []),
        ("<!-- {a} -->", []),
        ("`a` {b} ``c ` {d}``", ["{b}"]),
    ],
)
def test_where_a_piece_ends(text: str, expected: list[str]) -> None:
    """At the bracket that closes it, strings, templates and comments left out; in a paragraph, with that."""
    assert masked("mdx", text) == expected


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("<Tab>\n    a\n</Tab>", "+ #  \n    a\n      "),
        ("<Tab>\n\n      a\n", "+  # \n\n      a\n"),
        ("<Tab>\n       a\n", "+   #\n       a\n"),
        ("<Tab><A>\n    a\n", "+ #     \n    a\n"),
        ("> <Tab>\n>     a\n", "> + #  \n>     a\n"),
        ("<Tab>\n\ta\n", "+ #  \n\ta\n"),
        ("<Tab>\n  a\n\n     b\n", "     \n  a\n\n     b\n"),
        ("<Tab>\na\n\n    b\n", "     \na\n\n    b\n"),
        ("<>\n    a\n</>", "  \n    a\n   "),
        ("<Tab/>\n    a\n", "      \n    a\n"),
        ("<Tab>\n              a\n", "     \n              a\n"),
        ("<Tab>\n    ", "     \n    "),
    ],
)
def test_a_tag_whose_content_is_indented_is_an_item(text: str, parsed: str) -> None:
    """So that the content is no code; its heading keeps the item open over a blank line."""
    body = text.encode()
    assert apply(body, masks(("mdx",), body)).decode() == parsed


def test_tags_in_text_are_punctuation() -> None:
    """As to MDX: a letter would keep emphasis and addresses from beginning behind them."""
    body = b"<b>*a*</b> {c}"
    assert apply(body, masks(("mdx",), body)) == b",,,*a*,,,, ,,,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<T>\n\na <T>b</T>\n\n</T>\n\n<B>", [("opaque", "<T>\n\na <T>b</T>\n\n</T>"), ("block", "<B>")]),
        ("a <T x='y'>b</T> c", [("opaque", "<T x='y'>b</T>")]),
        ("<T title='a' />", [("opaque", "<T title='a' />")]),
        ("<T>\na <b>c</b>", [("block", "<T>"), ("inline", "<b>"), ("inline", "</b>")]),
        ("<Tab>a</Tab>", [("inline", "<Tab>"), ("inline", "</Tab>")]),
    ],
)
def test_components_that_are_left_alone(text: str, expected: list[tuple[str, str]]) -> None:
    """With all within, to the tag that closes them; one that nothing closes is a tag as any other."""
    assert [each[:2] for each in shown("mdx+opaque:T", text)] == expected


def test_props_of_the_site() -> None:
    """They hold text beside the usual ones, in any case of letters."""
    text = "<A heading='One' Heading='Two' title='Three' lead='Four'/>"
    assert shown("mdx+prop:heading", text) == [("block", text, ("One", "Two", "Three"))]
