"""HTML's markup, told from text and made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.page.html_tags import Tag, attributes, next_tag, tags, tokens

_PIECES = (
    "< > </ /> <p </p> <b> <script> </script> <title> <!-- --> --!> <? <![CDATA[ ]]> = ' \" / x é {{ }} "
    "title= alt='"
)
_PIECE = st.sampled_from([*_PIECES.split(), " ", "\n"])
HTML = st.lists(_PIECE | st.text(max_size=3), max_size=30).map(lambda each: "".join(each).encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", ()),
        ("1 < 2, a<1 and <> or < b >", ()),
        ("<b>x</b >", ("<b>", "</b >")),
        ("<a\n  href='x'   id=y>", ("<a href='x' id=y>",)),
        ('<a href="a>b">x', ('<a href="a>b">',)),
        ("<a href=b/c/>x", ("<a href=b/c/>",)),
        ('<a b="c"d=e>', ('<a b="c"d=e>',)),
        ("<a b=c'>d'>", ("<a b=c'>",)),
        ("<a b = >c>", ("<a b = >",)),
        ("<!-- <b> --><!--><b><!-- x --!><i>", ("<!-- <b> -->", "<!-->", "<b>", "<!-- x --!>", "<i>")),
        ("<!-- <b>", ("<!-- <b>",)),
        ("<![CDATA[ <b> > ]]><b>", ("<![CDATA[ <b> > ]]>", "<b>")),
        ("<?php a > b ?><b>", ("<?php a > b ?>", "<b>")),
        ("<!DOCTYPE html></></ x>", ("<!DOCTYPE html>", "</>", "</ x>")),
        ("<script>a<b>c</SCRIPT >d<b>", ("<script>a<b>c</SCRIPT >", "<b>")),
        ("<script>a<b>", ("<script>a<b>",)),
        ("<Script src='x' /><b>", ("<Script src='x' />", "<b>")),
        ("<b <script>", ("<b <script>",)),
        ("text <a href='x", ("<a href='x",)),
    ],
)
def test_markup(text: str, expected: tuple[str, ...]) -> None:
    """Markup is what it is to browsers; white space in it is folded."""
    assert tags(text) == expected
    assert tags(text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="x" alt="A house">', '<img src="x" alt="…">'),
        ("<img ALT='A house'/>", '<img ALT="…"/>'),
        ('<img alt="">', '<img alt="">'),
        ("<img alt=house>", "<img alt=house>"),
        ('<img alt="a" alt="b">', '<img alt="…" alt="b">'),
        ('<textarea placeholder="Say it">a</textarea>', '<textarea placeholder="…">a</textarea>'),
        ('<link title="Dark">', '<link title="Dark">'),
        ('<option label="a" value="b">', '<option label="…" value="b">'),
        ('<Tab label="a">', '<Tab label="a">'),
        ('<input type="submit" value="Send">', '<input type="submit" value="…">'),
        ('<input value="Send">', '<input value="Send">'),
        ('<meta name="description" content="a">', '<meta name="description" content="…">'),
        ('<meta http-equiv="refresh" content="a">', '<meta http-equiv="refresh" content="a">'),
        ('<meta name="description" http-equiv="refresh" content="a">', None),
        ('<a onclick="x" data-title="y">', None),
    ],
)
def test_translatable_values_are_blank(text: str, expected: str | None) -> None:
    """Words for readers don't count, everything else does to the letter."""
    assert tags(text) == (expected or text,)


def test_template_tags_are_opaque() -> None:
    """What stands in a template tag is no markup, and no quote, but is kept to the letter."""
    text = b'<a href="{{ "x>" }}" title="{{ t }}">{% if a <b %}<b>'
    opaque = [(9, 19), (28, 35), (37, 50)]
    assert tags(text, opaque) == ('<a href="{{ "x>" }}" title="…">', "<b>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"<br>", True),
        (b"<br/>", True),
        (b"<Tab />", True),
        (b"<a href=/x/>", False),
        (b'<a href="/x/">', False),
        (b'<a href="/x"/>', True),
        (b"<a>", False),
    ],
)
def test_closes_itself(text: bytes, expected: bool) -> None:
    """A slash at the end closes, but not one of an unquoted value."""
    tag = next_tag(text, 0)
    assert tag is not None
    assert tag.closes_itself(text) is expected


def test_attributes() -> None:
    """Values are given by their ranges, without quotes."""
    text = b"<a B='c' d = \"e f\" g=h/i j k= >"
    tag = next_tag(text, 0)
    assert isinstance(tag, Tag)
    found = [(each.name, text[each.start : each.end], each.quoted) for each in attributes(text, tag)]
    assert found == [
        (b"b", b"c", True),
        (b"d", b"e f", True),
        (b"g", b"h/i", False),
        (b"j", b"", False),
        (b"k", b"", False),
    ]


@given(HTML)
def test_tokens_are_in_order(text: bytes) -> None:
    """Tokens lie behind one another, and each begins with `<`."""
    position = 0
    for tag in tokens(text):
        assert position <= tag.start < tag.inner <= tag.head <= tag.end <= len(text) or tag.kind == "other"
        assert text[tag.start : tag.start + 1] == b"<"
        position = tag.end
        for attribute in attributes(text, tag) if tag.kind in ("open", "raw") else ():
            assert tag.inner <= attribute.start <= attribute.end < tag.head


@given(HTML)
def test_finding_again(text: bytes) -> None:
    """A piece of markup read alone is the same piece."""
    for tag in tokens(text):
        alone = text[tag.start : tag.end]
        assert len(tags(alone)) == 1
        assert tags(alone)[0] in tags(text)


def test_white_space_around_the_sign_before_a_value_is_no_difference() -> None:
    """Some people write it; what stands within quotes, or in a template, is another matter."""
    from translator.page.html_tags import even

    assert even(b'<img src = "a = b" class= \'c\' alt ="d">') == b'<img src="a = b" class=\'c\' alt="d">'
    assert even(b'<a href = {{ x }} b = "c">') == b'<a href = {{ x }} b = "c">'
    assert tags(b'<img src = "a">') == tags(b'<img src="a">')
