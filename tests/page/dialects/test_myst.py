"""What MyST's dialect hides from the parser."""

from __future__ import annotations

import pytest
from shown_masks import Shown, shown

from translator.page.dialects import dialect
from translator.page.dialects.base import MaskKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{kbd}`a <b>`", ("inline", "{kbd}`a <b>`", ())),
        ("(label)=\n", ("block", "(label)=", ())),
        ("% no\n", ("block", "% no", ())),
        ("+++\n", ("shape", "+++", ())),
        ("a {{ b }}", ("inline", "{{ b }}", ())),
        ("a $b$", ("inline", "$b$", ())),
        ("$$\na\n\nb\n$$ (eq)\n", ("opaque", "$$\na\n\nb\n$$ (eq)", ())),
        ("[a](b){.c}", ("inline", "{.c}", ())),
        ("{.c}\nwords\n", ("block", "{.c}", ())),
        (":::{weather} a\nb\n:::\n", ("opaque", ":::{weather} a\nb\n:::", ())),
    ],
)
def test_masks(text: str, expected: Shown) -> None:
    """Each piece of syntax by itself."""
    assert shown("myst", text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ref}`a <b>`", ["{ref}`", " <b>`"]),
        ("{std:doc}`a <b>`", ["{std:doc}`", " <b>`"]),
        ("{ref}`b`", ["{ref}`b`"]),
        ("{ref}`!b`", ["{ref}`!b`"]),
        ("{term}`a`", ["{term}`", "`"]),
        ("{term}`a <b>`", ["{term}`", " <b>`"]),
        ("{py:func}`a <b>`", ["{py:func}`a <b>`"]),
    ],
)
def test_the_title_of_a_reference_is_text(text: str, expected: list[str]) -> None:
    """What stands around it is two tags."""
    assert [tag for _, tag, _ in shown("myst", text)] == expected


@pytest.mark.parametrize("text", ["`{{ a }}`", "```\n{{ a }}\n(b)=\n```\n", "```{code} x\n$a$\n```\n"])
def test_nothing_in_code(text: str) -> None:
    """The parser knows code itself."""
    assert shown("myst", text) == []


def test_what_is_off_is_text() -> None:
    """A site's extensions are named behind the dialect."""
    assert shown("myst+deflist", "a $b$ {{ c }}\n\n{.d}\n") == []


def test_directives_of_the_site() -> None:
    """A directive of the site's own holds Markdown, and has a title, if its dialect's name says so."""
    body = b":::{weather} Today\nRain.\n:::\n"
    left, own, titled = (
        sorted((mask.kind, len(mask.params)) for mask in dialect(name).masks(body))
        for name in (
            "myst+colon_fence",
            "myst+colon_fence+directive:weather",
            "myst+colon_fence+directive:weather+titled:weather",
        )
    )
    assert left == [(MaskKind.OPAQUE, 0)]
    assert own == [(MaskKind.SHAPE, 0), (MaskKind.SHAPE, 0)]
    assert titled == [(MaskKind.SHAPE, 0), (MaskKind.SHAPE, 1)]
