"""No translation brings markup into HTML that its source lacks."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from translator.page.html_tags import tags
from translator.page.html_text import escape_attribute, escape_text

_PIECES = (
    "< > </ /> <p </p> <b> </b> <script> </script> <title> </title> <textarea> <svg> <!-- --> --!> <? "
    "<![CDATA[ ]]> = ' \" / x é <img alt= title="
)
_PIECE = st.sampled_from([*_PIECES.split(), " ", "\n", "<img alt='", '<img alt="x">', '<a title="'])
HOSTILE = st.lists(_PIECE | st.text(max_size=3), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("translation", "source", "expected"),
    [
        ("Hallo <b>Welt</b>", "Hello <b>world</b>", "Hallo <b>Welt</b>"),
        ("Hallo <i>Welt</i>", "Hello <b>world</b>", "Hallo &lt;i>Welt&lt;/i>"),
        ("<b>a</b> <b>b</b>", "<b>x</b>", "<b>a</b> &lt;b>b&lt;/b>"),
        ("1 < 2 & 3 &lt; 4", "x", "1 < 2 & 3 &lt; 4"),
        ("a\n\n<br>\r\nb", "x<br>y", "a <br> b"),
        ('<a href="evil">x</a>', '<a href="good">x</a>', '&lt;a href="evil">x</a>'),
        ('<img src="x" alt="Haus">', '<img src="x" alt="house">', '<img src="x" alt="Haus">'),
        ('<img alt="a<b>c">', '<img alt="x">', '<img alt="a&lt;b&gt;c">'),
        ("<x <script>alert(1)</script>", "x", "&lt;x &lt;script>alert(1)&lt;/script>"),
        ("a <img src=x onerror=y", "x", "a &lt;img src=x onerror=y"),
        ("a <!-- b", "x", "a &lt;!-- b"),
        ("<!-- b -->a", "x <!-- b -->", "<!-- b -->a"),
        ("<![CDATA[x]]><?y?></>", "x", "&lt;![CDATA[x]]>&lt;?y?>&lt;/>"),
        ("a <", "x", "a &lt;"),
    ],
)
def test_escape_text(translation: str, source: str, expected: str) -> None:
    """The source's own tags stay; what would be another is text."""
    assert escape_text(translation, source) == expected


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ('say "it\'s"', '"', "say &quot;it's&quot;"),
        ('say "it\'s"', "'", 'say "it&#39;s"'),
        ('say "it\'s"', "", "say &quot;it&#39;s&quot;"),
        ("a\r\nb <c> &amp; &quot;d", '"', "a b &lt;c&gt; &amp; &quot;d"),
    ],
)
def test_escape_attribute(text: str, quote: str, expected: str) -> None:
    """Quotes and angle brackets become entities; those that are there stay."""
    assert escape_attribute(text, quote) == expected


@given(HOSTILE, HOSTILE)
def test_no_tag_comes_in(translation: str, source: str) -> None:
    """The tags of what is written are among the source's, whatever the translation."""
    written = escape_text(translation, source)
    assert Counter(tags(written)) <= Counter(tags(source))
    assert "\n" not in written


@given(HOSTILE, HOSTILE)
def test_escaping_is_stable(translation: str, source: str) -> None:
    """What was escaped is not escaped again."""
    written = escape_text(translation, source)
    assert escape_text(written, source) == written


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found.append(tag)


@given(HOSTILE)
def test_another_parser_sees_no_tag_either(translation: str) -> None:
    """The standard library, too, sees no tag in a text whose source has none."""
    reader = _Tags()
    reader.feed(escape_text(translation, "text") + "<hr>\n")
    reader.close()
    assert reader.found == ["hr"]


@given(HOSTILE, st.sampled_from("\"'"))
def test_no_attribute_breaks_out(translation: str, quote: str) -> None:
    """A tag with another value between its quotes is the same tag."""
    assume(translation)
    value = escape_attribute(translation, quote)
    assert tags(f"<img alt={quote}{value}{quote} src=x>") == tags(f"<img alt={quote}x{quote} src=x>")
