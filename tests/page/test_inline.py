"""One message, read apart from its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Form
from translator.page.inline import Setting, parse_inline, plain

PARAGRAPH = Setting()
HEADING, CELL, ALT = Setting(Form.HEADING), Setting(Form.CELL), Setting(Form.ALT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("words", (), id="words"),
        pytest.param("*a* _b_", ("em", "em"), id="emphasis of both marks"),
        pytest.param("**a *b***", ("strong", "em"), id="emphasis in strong emphasis"),
        pytest.param("*a **b *c***", ("strong", "em"), id="a mark that opens nothing"),
        pytest.param("~~a~~", ("del",), id="strikethrough"),
        pytest.param("`` a ` b ``", ("code a ` b",), id="code with a backquote"),
        pytest.param("[a](/b)", ("link /b",), id="a link"),
        pytest.param("[a](</b c> 'T')", ("link /b c",), id="its title is a word of the language"),
        pytest.param("![a](b)", ("image b",), id="an image"),
        pytest.param("[![a](b)](c)", ("image b", "link c"), id="an image in a link"),
        pytest.param("[Docs] [x][docs] [docs][]", ("link ref:docs",) * 3, id="references"),
        pytest.param("[other]", (), id="no reference of the page"),
        pytest.param("<b>a</b><br>", ("html <b>", "html </b>", "html <br>"), id="tags"),
        pytest.param("<code>a</code>", ("html <code>a</code>",), id="code as a tag, whole"),
        pytest.param(
            "<https://a.b> x@y.z www.q.r", ("url https://a.b", "url x@y.z", "url www.q.r"), id="urls"
        ),
        pytest.param("a[^1]", ("footnote [^1]",), id="a footnote's mark"),
        pytest.param("{{ x }}", (), id="a template tag is none without a dialect"),
        pytest.param(r"\*a\* \`b\` &lt;b&gt;", (), id="escapes and entities"),
    ],
)
def test_words_of_markup(text: str, words: tuple[str, ...]) -> None:
    """A word a token, by which source and translation are compared."""
    found = parse_inline(text, Setting(labels=frozenset({"docs"})))
    assert found is not None
    assert tuple(filter(None, found.words)) == words
    assert found.count.total() == len(words)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        pytest.param("", PARAGRAPH, id="nothing"),
        pytest.param(" a", PARAGRAPH, id="white space before"),
        pytest.param("a ", PARAGRAPH, id="white space behind"),
        pytest.param("# a", PARAGRAPH, id="a heading"),
        pytest.param("1. a", PARAGRAPH, id="a list"),
        pytest.param("> a", PARAGRAPH, id="a quote"),
        pytest.param("a\n===", PARAGRAPH, id="an underlined heading"),
        pytest.param("a\n\nb", PARAGRAPH, id="two paragraphs"),
        pytest.param("a\r\rb", PARAGRAPH, id="two paragraphs in CR"),
        pytest.param("a\n- b", PARAGRAPH, id="a list behind a line"),
        pytest.param("```", PARAGRAPH, id="a fence"),
        pytest.param("<div>", PARAGRAPH, id="an HTML block"),
        pytest.param("[a]: b", PARAGRAPH, id="a definition"),
        pytest.param("[^1]: a", PARAGRAPH, id="a footnote"),
        pytest.param("a | b\n--|--", PARAGRAPH, id="a table"),
        pytest.param("\ud800", PARAGRAPH, id="a lone surrogate"),
        pytest.param("[x] a", Setting(item=True), id="a task"),
        pytest.param("- a", Setting(item=True), id="a list in a list"),
        pytest.param("C #", HEADING, id="a heading's closing mark"),
        pytest.param("a\nb", HEADING, id="a heading of two lines"),
        pytest.param("a|b", CELL, id="two cells"),
        pytest.param("`a|b`", CELL, id="code parted by a pipe"),
        pytest.param("a\nb", CELL, id="a cell of two lines"),
        pytest.param("a ] b", ALT, id="the end of an alternative text"),
        pytest.param("a](b) ![c", ALT, id="two images"),
    ],
)
def test_what_is_not_one_leaf_there(text: str, setting: Setting) -> None:
    """It would be another block, or more than one, or end what it stands in."""
    assert parse_inline(text, setting) is None


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("[x] a", PARAGRAPH), ("C#", HEADING), (r"a\|b", CELL), (r"`a\|b`", CELL), ("a [b](c)", ALT),
        ("a\nb", PARAGRAPH), ("a  \nb", PARAGRAPH), ("\0", PARAGRAPH), ("x\u2028y", PARAGRAPH),
        ("\ufeffa", PARAGRAPH), ("🩺 שלום e\u0301", PARAGRAPH), ("*" * 3_000, ALT), ("a" * 16_000, CELL),
    ],
)  # fmt: skip
def test_what_is(text: str, setting: Setting) -> None:
    """Odd, and all the same one leaf."""
    assert parse_inline(text, setting) is not None


def test_template_tags_need_their_dialect() -> None:
    """Then they are tokens, and what marks stand in them is none."""
    found = parse_inline("{{ a }} *b* {{ '*' }}", Setting(dialects=("jekyll",)))
    assert found is not None
    assert tuple(filter(None, found.words)) == ("template {{ a }}", "em", "template {{ '*' }}")


def test_offsets_are_of_its_bytes() -> None:
    """Astral characters are four."""
    found = parse_inline("🩺 *é*", HEADING)
    assert found is not None
    assert [(token.start, token.end) for token in found.tokens] == [(5, 6), (8, 9)]
    assert found.words_only() == "🩺 \0é\0".encode()


def test_outer_tokens_and_their_pairs() -> None:
    """What stands inside of another token's own range is not looked at again."""
    found = parse_inline("[*a*](/b) **c**", PARAGRAPH)
    assert found is not None
    assert [token.kind for token, _ in found.outer()] == ["link", "em", "em", "link", "strong", "strong"]
    assert found.pairs() == {0: 3, 1: 2, 4: 5}


@pytest.mark.parametrize(
    "text", ["", "Words, words.", "Größe; 水を (x)?", "100 % / 5", "e\u0301 🩺", "a - b", "'q'"]
)
def test_plain(text: str) -> None:
    """Nobody takes any of it for markup."""
    assert plain(text)


@pytest.mark.parametrize(
    "text",
    ["*", "a_b", "`", "<", ">", "[", "]", "|", "~", "$", "\\", "{", "}", "# ", "a#", "&amp;", "!", "^", "= a",
     "@", "a\nb", "a\rb", "a\u2028b", "a\x85b", "a\x0bb", "- a", "+ a", ": a", " - a", "1. a", "2) a",
     "www.a", "a://b", " a", "a "],
)  # fmt: skip
def test_not_plain(text: str) -> None:
    """Some reader might."""
    assert not plain(text)


@given(st.text(st.sampled_from("ab1-+.)#>*_`[]()<>|~=:!&\\ \n🩺é"), max_size=12))
def test_plain_text_reads_as_itself(text: str) -> None:
    """In every place; and tokens lie inside the text, in order."""
    for setting in (PARAGRAPH, HEADING, CELL, ALT, Setting(item=True)):
        found = parse_inline(text, setting)
        if plain(text) and text:
            assert found is not None
            assert found.tokens == ()
        if found is not None:
            starts = [token.start for token in found.tokens]
            assert starts == sorted(starts)
            assert all(0 <= token.start < token.end <= len(found.text) for token in found.tokens)
