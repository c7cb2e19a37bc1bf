"""What Jekyll's dialect hides from the parser: Liquid, and kramdown's attributes."""

from __future__ import annotations

import pytest
from shown_masks import Shown, masked, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello {{ user }}!", ("inline", "{{ user }}", ())),
        ("{{ content }}\n", ("inline", "{{ content }}", ())),
        ("{% include nav.html %}\n", ("block", "{% include nav.html %}", ())),
        ("> {%- if a -%}\n", ("block", "{%- if a -%}", ())),
        ("a {% link b.md %} c", ("inline", "{% link b.md %}", ())),
        ("- {% include b.md %}\n", ("inline", "{% include b.md %}", ())),
        ("{% x a\n  b %}\n", ("block", "{% x a\n  b %}", ())),
        ("{% f title='One' class='Two' %}", ("block", "{% f title='One' class='Two' %}", ("One",))),
    ],
)
def test_liquid(text: str, expected: Shown) -> None:
    """A tag alone on its line is a blank line, all else a word in a sentence."""
    assert shown("jekyll", text) == [expected]


@pytest.mark.parametrize("name", ["highlight", "comment", "mermaid", "plantuml"])
def test_what_holds_no_markdown(name: str) -> None:
    """It is masked from its tag to its end tag, other tags in it included."""
    text = f"{{% {name} x %}}\n\n{{{{ a }}}} *b*\n{{%- end{name} -%}}"
    assert shown("jekyll", f"One\n\n{text}\n\n{{{{ b }}}} c\n") == [
        ("opaque", text, ()),
        ("inline", "{{ b }}", ()),
    ]


def test_what_is_never_closed() -> None:
    """It goes on to the end of the page, as Liquid would say in an error."""
    assert shown("jekyll", "{% highlight x %}\na\n\n{{ b }}\n") == [
        ("opaque", "{% highlight x %}\na\n\n{{ b }}\n", ())
    ]


def test_raw_text_shows_tags() -> None:
    """What looks like a block tag there is a word that readers see."""
    assert shown("jekyll", "{% raw %}\n{% include x %}\n{% endraw %}\n") == [
        ("block", "{% raw %}", ()),
        ("inline", "{% include x %}", ()),
        ("block", "{% endraw %}", ()),
    ]


def test_a_tag_ends_at_the_first_braces() -> None:
    """Quotes don't matter to Liquid."""
    assert masked("jekyll", "{{ '}}' }} and {% x '%}' %}") == ["{{ '}}", "{% x '%}"]


@pytest.mark.parametrize(
    "text", ["{{ never closed", "{% never closed", "{ a }", "{a}", "no tag %}", r"\{: .x}"]
)
def test_what_is_no_tag(text: str) -> None:
    """Braces alone are text."""
    assert shown("jekyll", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n{: .note #a}\n", ("block", "{: .note #a}", ())),
        ("{:note: .note}\n", ("block", "{:note: .note}", ())),
        ("An *x*{: .a} b", ("inline", "{: .a}", ())),
        ("![](a.png){: alt='One'}", ("inline", "{: alt='One'}", ("One",))),
        ("{::comment}\nOne\n{:/comment}\n", ("opaque", "{::comment}\nOne\n{:/comment}", ())),
        ("{::options a='b' /}\n", ("opaque", "{::options a='b' /}", ())),
        ("* One\n{:toc}\n", ("opaque", "* One\n{:toc}", ())),
        ("*[HTML]: One two  \n", ("block", "*[HTML]: One two  ", ("One two",))),
        ("a $$b$$ c", ("inline", "$$b$$", ())),
        ("$$\na\n$$\n", ("opaque", "$$\na\n$$", ())),
    ],
)
def test_kramdown(text: str, expected: Shown) -> None:
    """Attributes belong to the builder, but for what readers see of them."""
    assert shown("jekyll", text) == [expected]


@pytest.mark.parametrize("text", ["costs $$ and\n\nmore $$", r"\$$a$$", "$a$"])
def test_what_is_no_formula(text: str) -> None:
    """A blank line ends it, a backslash prevents it, one dollar is money."""
    assert shown("jekyll", text) == []


def test_line_ends_do_not_matter() -> None:
    """A page with CRLF has the masks of one with LF."""
    text = "{% a %}\n\n*[B]: C\n\nOne\n{: .x}\n\n<b>\n\n$$\nd\n$$\n"
    crlf = shown("jekyll", text.replace("\n", "\r\n"))
    assert [(kind, each.replace("\r", ""), values) for kind, each, values in crlf] == shown("jekyll", text)
