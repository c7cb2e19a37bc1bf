"""The source's markup, found again among what looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.page.align import align
from translator.page.inline import Inline, Setting, parse_inline


def source(message: str) -> Inline:
    found = parse_inline(message, Setting(labels=frozenset({"docs"})))
    assert found is not None
    return found


def marked(message: str, translation: str) -> str | None:
    """The translation with each match in `«»`, or None."""
    matches = align(source(message), translation.encode())
    if matches is None:
        return None
    data = translation.encode()
    made, position = b"", 0
    for match in matches:
        assert match.start >= position
        made += data[position : match.start] + "«".encode() + data[match.start : match.end] + "»".encode()
        position = match.end
    return (made + data[position:]).decode()


@pytest.mark.parametrize(
    ("message", "translation", "expected"),
    [
        pytest.param("a", "b *c*", "b *c*", id="no markup, no match"),
        pytest.param("a *b* c", "x *y* z", "x «*»y«*» z", id="emphasis"),
        pytest.param("a *b* c", "x _y_ z", "x «_»y«_» z", id="the other mark"),
        pytest.param("a *b* c", "x * y *z* w", "x * y «*»z«*» w", id="a mark that could not open"),
        pytest.param("a *b* c", "*x* *y", "«*»x«*» *y", id="the first of several"),
        pytest.param("a *b* c", r"\*x\* *y*", r"\*x\* «*»y«*»", id="escaped marks last"),
        pytest.param("a `b` c", "x ` `b` y", "x ` «`b`» y", id="code, to the letter"),
        pytest.param("a `b` c", "x `c` y", None, id="other code"),
        pytest.param("a *b* c", "x y", None, id="nothing left of it"),
        pytest.param("a *b* c", "x *y", None, id="half of it"),
        pytest.param("`a` *b*", "*x* `a`", None, id="another order"),
        pytest.param("[a](/b) c", "x] [y](/b)", "x] «[»y«](/b)»", id="a link"),
        pytest.param("[a](/b) c", "[^1] [y](/b)", "[^1] «[»y«](/b)»", id="the nearest bracket opens"),
        pytest.param("[a](/b) c", "[x](/c)", None, id="another target"),
        pytest.param("see [docs]", "siehe [Doku]", "siehe «[»Doku«]»", id="a shortcut"),
        pytest.param("see [docs]", "siehe [Doku][docs]", "siehe «[»Doku«][docs]»", id="a shortcut named"),
        pytest.param("<b>a</b>", "<b><b>x</b>", "«<b>»<b>x«</b>»", id="tags"),
        pytest.param("水 **b**", "字**注意**文", "字«**»注意«**»文", id="beside letters"),
        pytest.param("a **b** 🩺", "🩺 **🩺** שלום", "🩺 «**»🩺«**» שלום", id="astral and right to left"),
    ],
)
def test_align(message: str, translation: str, expected: str | None) -> None:
    """Every token in the source's order, at the place that could do its work; or none at all."""
    assert marked(message, translation) == expected


@pytest.mark.parametrize(("times", "found"), [(100, True), (50_000, False)])
def test_a_flood_of_marks(times: int, found: bool) -> None:
    """So many places are looked at for one token, and no more: it must not cost minutes."""
    matches = align(source("*a* `b` *c*"), b"* " * times + b"*a* `b` *c*")
    assert (matches is not None) is found


@given(
    st.lists(st.sampled_from(["*", "_", "**", "`", "`b`", "[", "](/l)", "a", " ", "字", "\\"]), max_size=14)
)
def test_matches_are_in_order(pieces: list[str]) -> None:
    """And apart; each reads as its token, but for a star in place of an underscore."""
    message = source("*a* `b` [c](/l) **d**")
    data = "".join(pieces).encode()
    position = 0
    for match in align(message, data) or ():
        assert position <= match.start < match.end <= len(data)
        position = match.end
        literal = message.text[match.token.start : match.token.end]
        assert data[match.start : match.end].replace(b"_", b"*") == literal
