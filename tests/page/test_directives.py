"""The author's directives, as values; what comes of them stands in `spec/directives.md`."""

from __future__ import annotations

import pytest

from translator.model import PageOptions
from translator.page.directives import Directives, directives
from translator.page.parse import parse, read_body


def found(page: str) -> Directives:
    raw = page.encode()
    return directives(raw, (), read_body(raw, PageOptions()).structure)


def notes(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.message, each.notes) for each in parse(page.encode(), PageOptions()).segments]


def test_none() -> None:
    """A page without directives has none."""
    assert found("One <!-- two --> three\n") == Directives()


def test_a_note_is_for_the_next_segment() -> None:
    """And for no other."""
    assert notes("One\n\n<!-- translate:note: a name -->\nTwo\n\nThree\n") == [
        ("One", ()),
        ("Two", ("a name",)),
        ("Three", ()),
    ]


def test_several_notes() -> None:
    """All of them go to the next segment, in order, each on one line."""
    assert notes("<!-- translate:note: a\n  b -->\n\n<!-- translate:note c -->\n\n# One\n") == [
        ("One", ("a b", "c"))
    ]


def test_a_note_in_a_paragraph() -> None:
    """It is for the segment that it stands in."""
    assert notes("One <!-- translate:note: a --> two\n\nThree\n") == [
        ("One <!-- translate:note: a --> two", ("a",)),
        ("Three", ()),
    ]


def test_a_note_in_html() -> None:
    """It parts the text around it, and is for what follows."""
    assert notes("<div>One<!-- translate:note: a -->two</div>\n") == [("One", ()), ("two", ("a",))]


@pytest.mark.parametrize(
    ("page", "excluded"),
    [
        ("<!-- translate:off -->\n\nOne\n\n<!-- translate:on -->\n\nTwo\n", "\n\nOne\n\n"),
        ("One\n\n<!-- translate:off -->\n\nTwo\n", "\n\nTwo\n"),
        ("<!-- translate:skip -->\n\nOne\ntwo\n\nThree\n", "One\ntwo\n"),
        ("<!-- translate:skip -->\n\n- One\n\n  two\n\nThree\n", "- One\n\n  two\n\n"),
    ],
)
def test_what_is_left_alone(page: str, excluded: str) -> None:
    """From `off` to `on` or to the end; with `skip`, the next block, however much it holds."""
    (span,) = found(page).excluded
    assert page[slice(*span)] == excluded
    assert found(page).excludes(span[0])
    assert not found(page).excludes(span[1])


def test_nothing_to_skip() -> None:
    """At the end of a page, no block follows."""
    assert found("One\n\n<!-- translate:skip -->\n").excluded == ()
