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
