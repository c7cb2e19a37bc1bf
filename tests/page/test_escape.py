"""What could be markup is made text, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Form
from translator.page.escape import escape, escape_start
from translator.page.inline import Setting, parse_inline

PARAGRAPH = Setting()
SPECIAL = st.sampled_from([*"*_`[]()<>~|$\\{}#!-+=:.&1a ", "www.", "://", "{{", "{%", "a@b.c"])


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Größe, 水を! שלום 🩺 e\u0301", "Größe, 水を! שלום 🩺 e\u0301", id="words"),
        pytest.param("a *b* ~c~ `d` | $e$", r"a \*b\* \~c\~ \`d\` \| \$e\$", id="marks"),
        pytest.param("[a](b) ![c]", r"\[a\](b) !\[c\]", id="brackets"),
        pytest.param("<b> a > b", r"\<b> a > b", id="a tag"),
        pytest.param("snake_case _a_", r"snake_case \_a\_", id="an underscore in a word is text"),
        pytest.param(r"\* \\ \q", r"\* \\ \q", id="escapes stay"),
        pytest.param("a\\", "a\\\\", id="a backslash at the end"),
        pytest.param("&copy; & &#8212;", "&copy; & &#8212;", id="entities stay"),
        pytest.param("{{ x }}", r"&#123;&#123; x \}\}", id="a tag that prints"),
        pytest.param("{% x %}", r"&#123;% x %\}", id="a tag that acts"),
        pytest.param("{#id}", r"\{#id\}", id="attributes"),
        pytest.param("https://a.b www.c.d", r"https\://a.b www\.c.d", id="addresses"),
        pytest.param("me@example.org", "me&#8288;@example.org", id="an e-mail address"),
        pytest.param("a@b", "a@b", id="an at sign"),
    ],
)
def test_marks_in_a_line(text: str, escaped: str) -> None:
    """A backslash where it helps, an entity where builders read the page before Markdown does."""
    assert escape(text, PARAGRAPH) == escaped


STARTS = [
    ("1. a", r"1\. a"),
    ("12) a", r"12\) a"),
    ("1234567890. a", "1234567890. a"),
    ("1.5 l", r"1\.5 l"),
    ("- a", r"\- a"),
    ("+ a", r"\+ a"),
    ("* a", r"\* a"),
    ("*a*", "*a*"),
    ("# a", r"\# a"),
    ("> a", r"\> a"),
    ("===", r"\==="),
    ("---", r"\---"),
    (": a", r"\: a"),
    ("| a |", r"\| a |"),
    ("```sh", r"\```sh"),
    ("~~~", r"\~~~"),
    ("~a~", "~a~"),
    ("{#id}", r"\{#id}"),
    ("{a}", "{a}"),
    ("  - a", r"  \- a"),
    ("a\n- b\nc\n2) d", "a\n\\- b\nc\n2\\) d"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "escaped"), STARTS)
def test_the_beginning_of_a_line(text: str, escaped: str) -> None:
    """What opens a block there, in each line; what only opens something inline is left alone."""
    assert escape_start(text) == escaped


def test_text_behind_markup_begins_no_line() -> None:
    """But what follows its first line break does."""
    assert escape("- a\n- b", PARAGRAPH, first=False) == "- a\n\\- b"
    assert escape("- a", PARAGRAPH, first=False) == "- a"
    assert escape("- a", PARAGRAPH) == "\\- a"


def test_a_heading_may_not_end_in_its_own_mark() -> None:
    """`# C#` is a heading of C# to every builder, `# C #` is one of C."""
    assert escape("C #", Setting(Form.HEADING)) == "C \\#"
    assert escape("C #", PARAGRAPH) == "C #"


def test_kramdown_links_no_bare_address() -> None:
    """And would print the backslash."""
    text = "www.example.org https://example.org me@example.org"
    assert escape(text, Setting(dialects=("jekyll",))) == text


@given(
    st.lists(SPECIAL | st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map("".join)
)
def test_escaped_text_has_no_markup(text: str) -> None:
    """Read again it is one paragraph of words, in a paragraph as in a cell."""
    text = " ".join(text.split())
    for form in (Form.PARAGRAPH, Form.CELL):
        setting = Setting(form)
        written = parse_inline(escape(text, setting), setting) if text else None
        if text:
            assert written is not None
            assert written.tokens == ()
