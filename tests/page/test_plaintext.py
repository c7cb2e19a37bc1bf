"""Translations where no Markdown is read: nothing in them takes effect that their source lacks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.page import dialects
from translator.page.fit import Fit
from translator.page.html import tags
from translator.page.plaintext import harmless, in_html, neutral, parameter, title

PLAIN: tuple[str, ...] = ()
JEKYLL, HUGO = ("jekyll",), ("hugo",)
ZWSP = "\u200b"


@pytest.mark.parametrize(
    ("text", "message", "names", "made"),
    [
        pytest.param("{{ x }}", "a", PLAIN, "{{ x }}", id="no builder, no tag"),
        pytest.param("{{ x }}", "a", JEKYLL, "&#123;{ x }}", id="one that prints"),
        pytest.param("{% x %}", "a", JEKYLL, "&#123;% x %}", id="one that acts"),
        pytest.param("{{< x >}}", "a", HUGO, "&#123;{< x >}}", id="a shortcode"),
        pytest.param("{{ x }} {{ y }}", "{{ x }} a", JEKYLL, "{{ x }} &#123;{ y }}", id="the source's stays"),
        pytest.param("{{ x }}{{ x }}", "{{ x }}", JEKYLL, "{{ x }}&#123;{ x }}", id="as often as it has it"),
        pytest.param("{ a } %}", "a", JEKYLL, "{ a } %}", id="braces that open nothing"),
        pytest.param("{{{ x }}", "a", JEKYLL, "&#123;&#123;&#123; x }}", id="a brace before it"),
        pytest.param("{%{{ x }}%}", "a", JEKYLL, "&#123;%&#123;&#123; x }}%}", id="one in another"),
        pytest.param("{{% x %}}", "a", JEKYLL, "&#123;&#123;% x %}}", id="what is left is another"),
        pytest.param("🩺 {{ é }}", "a", JEKYLL, "🩺 &#123;{ é }}", id="behind an astral character"),
    ],
)
def test_template_tags(text: str, message: str, names: tuple[str, ...], made: str) -> None:
    """An entity for a brace: builders read their tags before anything else."""
    assert neutral(text, message, names) == made


@given(st.text(st.sampled_from("{}%<> x"), max_size=24), st.sampled_from([JEKYLL, HUGO]))
def test_no_template_tag_is_left(text: str, names: tuple[str, ...]) -> None:
    """Whatever the braces are, in any order; twice is once."""
    made = neutral(text, "words", names)
    data = made.encode()
    assert not [mask for mask in dialects.masks(names, data) if data[mask.start : mask.start + 1] == b"{"]
    assert neutral(made, "words", names) == made


def test_a_flood_of_openings() -> None:
    """Is made harmless at once, not one by one."""
    assert "{%" not in neutral("{%" * 5_000 + "%}", "words", JEKYLL)


@pytest.mark.parametrize(
    ("text", "message", "names", "made"),
    [
        pytest.param("a <b>x</b>", "<b>c</b>", PLAIN, "a <b>x</b>", id="the source's tags"),
        pytest.param("a <i>x</i>", "<b>c</b>", PLAIN, "a &lt;i>x&lt;/i>", id="other tags"),
        pytest.param("a\n\n- b", "c", PLAIN, "a - b", id="lines"),
        pytest.param("a <", "c", PLAIN, "a &lt;", id="what could begin a tag"),
        pytest.param("`a` $$b$$", "c", PLAIN, "&#96;a&#96; &#36;&#36;b&#36;&#36;", id="code and math"),
        pytest.param("[a](b)", "c", PLAIN, "[a&#93;&#40;b)", id="a link"),
        pytest.param("*a* _b_", "c", PLAIN, "*a* _b_", id="emphasis is none in HTML"),
        pytest.param("*a* _b_", "c", JEKYLL, "&#42;a&#42; &#95;b&#95;", id="it may be with kramdown"),
        pytest.param("`a` `b`", "`a` c", PLAIN, "`a` &#96;b&#96;", id="the source's code"),
        pytest.param("*a*", "*c*", JEKYLL, "*a*", id="the source's emphasis"),
    ],
)
def test_html(text: str, message: str, names: tuple[str, ...], made: str) -> None:
    """One line, without a tag or a mark that the source lacks."""
    assert in_html(text, message, names) == made


@pytest.mark.parametrize(
    ("text", "quote", "made"),
    [
        ("", '"', ""), ("it's", '"', "it's"), ('say "x"', '"', r'say \"x\"'), ("it's", "'", r"it\'s"),
        ("a (b) c", "(", r"a \(b\) c"), (r'a\"b', '"', r'a\"b'), (r'a\\"b', '"', r'a\\\"b'),
        ("a\\", '"', "a"), ("a\\\\\\", "'", "a"), (r"a\b", '"', r"a\b"),
        ("שלום 🩺 'e\u0301'", "'", r"שלום 🩺 \'" + "e\u0301\\'"),
    ],
)  # fmt: skip
def test_titles(text: str, quote: str, made: str) -> None:
    """Nothing ends them before their end: quotes are escaped, once, and no backslash is the last."""
    assert title(text, quote) == made


@given(st.text(st.sampled_from("ab\\\"'()"), max_size=10), st.sampled_from(['"', "'", "("]))
def test_a_title_never_ends_early(text: str, quote: str) -> None:
    """Without its escapes no quote of its own is left in it."""
    made = title(text, quote)
    assert not set(re.sub(r"\\.", "", made)) & set(quote + (")" if quote == "(" else ""))
    assert not re.sub(r"\\.", "", made).endswith("\\")


@pytest.mark.parametrize(
    ("text", "message", "quote", "names", "made"),
    [
        pytest.param('say "x"', "a", '"', HUGO, r"say \"x\"", id="Hugo's escape"),
        pytest.param(r"say \"x", "a", '"', HUGO, r"say \"x", id="escaped already"),
        pytest.param("a `b`", "a", "`", HUGO, "a 'b'", id="backquotes know none"),
        pytest.param("a\\", "a", '"', HUGO, "a", id="a backslash at the end"),
        pytest.param('say "x"', "a", '"', JEKYLL, "say &quot;x&quot;", id="Liquid knows no escape"),
        pytest.param("it's", "a", "'", JEKYLL, "it&#39;s", id="in single quotes"),
        pytest.param("a %} b", "a", '"', JEKYLL, f"a %{ZWSP}}} b", id="the end of a tag"),
        pytest.param("{{ b }}", "a", '"', JEKYLL, f"{{{ZWSP}{{ b }}{ZWSP}}}", id="a tag"),
        pytest.param("{{ x }} b", "a {{ x }}", '"', JEKYLL, "{{ x }} b", id="the source's tag"),
        pytest.param("a]b{c}", "a", "]", HUGO, "a&#93;b&#123;c&#125;", id="in brackets"),
        pytest.param("a-b", "a", "", JEKYLL, "a-b", id="a word without quotes"),
        pytest.param("> a", "a", "line", HUGO, "> a", id="the rest of a line"),
    ],
)
def test_parameters(text: str, message: str, quote: str, names: tuple[str, ...], made: str) -> None:
    """Nothing ends the value or the tag before its end."""
    assert parameter(text, message, quote, names).text == made


@pytest.mark.parametrize(
    ("text", "quote", "names", "reason"),
    [
        pytest.param("two words", "", JEKYLL, "the parameter has no quotes", id="no quotes"),
        pytest.param("\\", '"', HUGO, "nothing would be left of it", id="a backslash alone"),
    ],
)
def test_parameters_that_cannot_be(text: str, quote: str, names: tuple[str, ...], reason: str) -> None:
    """Then the source's stays."""
    assert parameter(text, "a", quote, names) == Fit(None, reason)


@pytest.mark.parametrize(
    ("text", "message", "names", "made"),
    [
        pytest.param("Über <b>uns</b>", "<b>About</b>", PLAIN, "Über <b>uns</b>", id="the source's tags"),
        pytest.param("<script>x</script>", "a", PLAIN, "&lt;script>x&lt;/script>", id="a script"),
        pytest.param("<img src=x onerror=y>", "a", PLAIN, "&lt;img src=x onerror=y>", id="an image"),
        pytest.param("a\n<i>b</i>", "a", PLAIN, "a\n&lt;i>b&lt;/i>", id="lines stay"),
        pytest.param("javascript:x", "a", PLAIN, f"javascript{ZWSP}:x", id="a script's scheme"),
        pytest.param("JavaScript\t:x", "a", PLAIN, f"JavaScript\t{ZWSP}:x", id="with a tab"),
        pytest.param("data:text/html,x", "a", PLAIN, f"data{ZWSP}:text/html,x", id="data"),
        pytest.param("JavaScript: ein Kurs", "a", PLAIN, "JavaScript: ein Kurs", id="the language"),
        pytest.param("Meta data: x", "a", PLAIN, "Meta data: x", id="words"),
        pytest.param("javascript:y", "javascript:x", PLAIN, "javascript:y", id="the source has it, too"),
        pytest.param("{{{ site.secret }}", "a", JEKYLL, "&#123;&#123;&#123; site.secret }}", id="Liquid"),
        pytest.param("# 1. *a* `b`", "a", JEKYLL, "# 1. *a* `b`", id="Markdown is text"),
    ],
)
def test_front_matter_values(text: str, message: str, names: tuple[str, ...], made: str) -> None:
    """They go into templates, often unescaped."""
    assert harmless(text, message, names) == Fit(made)


@given(st.lists(st.sampled_from([*"<>/ab ='\"-!\n", "<b>", "script", "<!--"]), max_size=12).map("".join))
def test_no_value_brings_a_tag(text: str) -> None:
    """Read as HTML it holds none, or it is held back."""
    made = harmless(text, "words", PLAIN)
    assert made.reason if made.text is None else not tags(made.text)
