"""Same-length masks: what every dialect is made of."""

from __future__ import annotations

import pytest

from translator.page.dialects.base import (
    Mask,
    MaskKind,
    Param,
    alone,
    apply,
    no_definitions,
    outermost,
    params,
)

NAMES = frozenset(("alt", "caption", "title"))


def values(tag: bytes) -> list[tuple[str, bytes, str]]:
    found = params(tag, 0, len(tag), NAMES)
    return [(each.name, tag[each.start : each.end], each.quote) for each in found]


@pytest.mark.parametrize(
    ("kind", "masked"),
    [
        (MaskKind.INLINE, b"one xxxxxx two"),
        (MaskKind.TEXT, b"one xxxxxx two"),
        (MaskKind.BLOCK, b"one        two"),
        (MaskKind.JOIN, b"one        two"),
        (MaskKind.OPAQUE, b"one xxxxxx two"),
    ],
)
def test_a_mask_in_text(kind: MaskKind, masked: bytes) -> None:
    """A word stands for a tag in text, whether its inside is to be looked at or not."""
    assert apply(b"one {{ a}} two", [Mask(4, 10, kind)]) == masked


@pytest.mark.parametrize(
    ("kind", "masked"),
    [
        (MaskKind.INLINE, b"xxxxxxxx\ntwo"),
        (MaskKind.BLOCK, b"   \r\n   \ntwo"),
        (MaskKind.JOIN, b"        \ntwo"),
        (MaskKind.OPAQUE, b"   \r\n   \ntwo"),
    ],
)
def test_a_mask_over_lines(kind: MaskKind, masked: bytes) -> None:
    """Only what stands in text, or joins, loses its line breaks."""
    assert apply(b"{{a\r\nb}}\ntwo", [Mask(0, 8, kind)]) == masked


def test_the_fill_of_a_mask() -> None:
    """A span's attributes are a full stop, so that emphasis before them still closes."""
    assert apply(b"_x_{:.c} y", [Mask(3, 8, MaskKind.INLINE, fill=b".")]) == b"_x_..... y"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{x}", True),
        (b"one\n  {x}\t\ntwo", True),
        (b"one\r\n> > {x}\r\ntwo", True),
        (b"one {x}", False),
        (b"{x} two", False),
        (b"- {x}", False),
    ],
)
def test_alone(body: bytes, expected: bool) -> None:
    """White space and quote marks may stand beside it, words and bullets not."""
    start = body.index(b"{x}")
    assert alone(body, start, start + 3) is expected


def test_outermost() -> None:
    """Of masks that overlap, the one that begins first stays, and of these the widest."""
    inline = MaskKind.INLINE
    first, inside, across, last = (Mask(*span, inline) for span in ((0, 9), (0, 4), (5, 12), (9, 12)))
    assert outermost([last, across, inside, first]) == (first, last)


def test_params_in_each_kind_of_quotes() -> None:
    """The range of a value is what stands between its quotes."""
    tag = b"""{{< f title="One" caption='Two' alt=`Three` >}}"""
    assert values(tag) == [("title", b"One", '"'), ("caption", b"Two", "'"), ("alt", b"Three", "`")]


def test_params_escapes_and_spaces() -> None:
    r"""Names are of any case, `=` may have spaces around it, and `\"` ends no value."""
    assert values(rb"""{{< f TITLE = "a \"b\"" alt='it\'s' >}}""") == [
        ("title", rb"a \"b\"", '"'),
        ("alt", rb"it\'s", "'"),
    ]


@pytest.mark.parametrize(
    "tag",
    [
        b"""{{< f class="One" >}}""",
        b"""{{< f data-title="One" >}}""",
        b"""{{< f subtitle="One" >}}""",
        b"""{{< f title="" >}}""",
        b"""{{< f title="  " >}}""",
        b"""{{< f title="https://example.org/a" >}}""",
        b"""{{< f title="/images/a.png" >}}""",
        b"""{{< f title="#top" >}}""",
        b"""{{< f title="a.png" >}}""",
        b"""{{< f title=one >}}""",
    ],
)
def test_what_is_no_text_parameter(tag: bytes) -> None:
    """Other names, empty values, addresses and file names are left alone."""
    assert values(tag) == []


def test_params_stay_inside_of_the_tag() -> None:
    """What stands behind the tag is not its own."""
    tag = b'{{< f >}} title="One"'
    assert params(tag, 0, 9, NAMES) == ()
    assert params(tag, 0, len(tag), NAMES) == (Param("title", 17, 20, '"'),)


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (b"a\n:smile: b", b"a\n.smile: b"),
        (b":x", b".x"),
        (b"> :x", b"> .x"),
        (b"a\n: a definition", b"a\n: a definition"),
        (b"a | b\n:-- | --:", b"a | b\n--- | --:"),
        (b"::: note", b"-:: note"),
        (b"a :b", b"a :b"),
    ],
)
def test_no_definitions(body: bytes, masked: bytes) -> None:
    """A colon at a line's beginning is a definition only with a space behind it; delimiter rows stay such."""
    assert apply(body, no_definitions(body)) == masked
