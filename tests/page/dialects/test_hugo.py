"""What Hugo's dialect hides from the parser: shortcodes, attributes, formulas."""

from __future__ import annotations

import pytest
from shown_masks import Shown, masked, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{< figure src='a.png' >}}\n", ("block", "{{< figure src='a.png' >}}", ())),
        ("{{% note %}}\n", ("block", "{{% note %}}", ())),
        ("> {{< note >}}\n", ("block", "{{< note >}}", ())),
        ("a {{< ref `b.md` >}} c", ("inline", "{{< ref `b.md` >}}", ())),
        ("- {{< x >}}\n", ("inline", "{{< x >}}", ())),
        ('{{< f\n  title="One"\n>}}\n', ("block", '{{< f\n  title="One"\n>}}', ("One",))),
        ('{{< f title="a >}} b" >}}', ("block", '{{< f title="a >}} b" >}}', ("a >}} b",))),
        ('{{< f title=`One "two"` />}}', ("block", '{{< f title=`One "two"` />}}', ('One "two"',))),
        ('{{< f title="One" class="Two" >}}', ("block", '{{< f title="One" class="Two" >}}', ("One",))),
        ('{{< /f title="One" >}}', ("block", '{{< /f title="One" >}}', ())),
        ("{{</* f */>}}", ("block", "{{</* f */>}}", ())),
        ("a {{%/* f */%}}", ("inline", "{{%/* f */%}}", ())),
    ],
)
def test_shortcodes(text: str, expected: Shown) -> None:
    """One alone on its line is a blank line, in text a word; quotes and comments may hold its end."""
    assert shown("hugo", text) == [expected]


def test_several_on_a_line() -> None:
    """Where nothing else stands on the line, each of them is blank."""
    assert [kind for kind, *_ in shown("hugo", "{{< a >}} {{< b >}}\n{{< c >}} d\n")] == [
        "block",
        "block",
        "inline",
    ]


@pytest.mark.parametrize("name", ["highlight", "mermaid", "math", "comment", "code-toggle"])
def test_what_holds_no_markdown(name: str) -> None:
    """It is masked to its end, other shortcodes in it included."""
    text = f"{{{{< {name} x >}}}}\n\n{{{{< a >}}}} *b*\n{{{{< /{name} >}}}}"
    assert shown("hugo", f"{text}\n\nc {{{{< d >}}}}\n") == [
        ("opaque", text, ()),
        ("inline", "{{< d >}}", ()),
    ]


def test_one_that_may_have_no_content() -> None:
    """Without an end before the next of its kind, it stands for itself alone."""
    assert masked("hugo", "{{< hl >}} a {{< hl >}}b{{< /hl >}}") == ["{{< hl >}}", "{{< hl >}}b{{< /hl >}}"]


@pytest.mark.parametrize("text", ["{{ .Title }}", "{{< never closed", "{{< a %}}", "{a}", "{{< a {{< b"])
def test_what_is_no_shortcode(text: str) -> None:
    """Template braces without a mark behind them are text in a page."""
    assert shown("hugo", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n{.lead}\n", ("block", "{.lead}", ())),
        ("> One\n> {#a .b}\n", ("block", "{#a .b}", ())),
        ("> [!NOTE] One *two*\n> three\n", ("block", "[!NOTE] One *two*", ("One *two*",))),
        ("> [!TIP]+ One\n", ("block", "[!TIP]+ One", ("One",))),
        ("a $$b$$ c", ("inline", "$$b$$", ())),
        ("$$\na\n$$\n", ("opaque", "$$\na\n$$", ())),
    ],
)
def test_goldmark(text: str, expected: Shown) -> None:
    """Attributes below a block, alerts' titles and formulas belong to the builder."""
    assert shown("hugo", text) == [expected]


@pytest.mark.parametrize("text", ["> [!NOTE]\n> One\n", "a {.b}\n", "## A {#b}\n", "a $$ b\n\nc $$ d"])
def test_what_the_parser_knows_itself(text: str) -> None:
    """Alerts without a title, and attributes of headings, need no mask."""
    assert shown("hugo", text) == []


def test_line_ends_do_not_matter() -> None:
    """A page with CRLF has the masks of one with LF."""
    text = "{{< a >}}\n\nOne\n{.b}\n\n> [!NOTE] Two\n\n$$\nd\n$$\n"
    crlf = shown("hugo", text.replace("\n", "\r\n"))
    assert [(kind, each.replace("\r", ""), values) for kind, each, values in crlf] == shown("hugo", text)
