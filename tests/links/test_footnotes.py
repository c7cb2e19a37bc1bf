"""Footnotes' ids are the builders' own, so that a link to one is not dead."""

from __future__ import annotations

import re

import pytest
from judges import RenderError, judge

from translator.links.footnotes import footnote_ids
from translator.links.ids import ids
from translator.model import PageOptions
from translator.page.parse import parse

BODY = b"A[^1] b[^note] c[^1] d[^note] e[^1], [back](#fn:1).\n\n[^note]: Note.\n[^1]: One.\n"
_ID = re.compile(r'id="([^"]*)"')


@pytest.mark.parametrize(
    ("style", "renderer"),
    [("toc", "python_markdown"), ("kramdown", "kramdown"), ("goldmark", "goldmark"), ("github", "mdx")],
)
def test_the_builder_has_the_same(style: str, renderer: str) -> None:
    (html,) = judge(renderer)([BODY])
    assert not isinstance(html, RenderError)
    assert set(_ID.findall(html)) == footnote_ids(BODY, style)


def test_markdown_it_numbers_them() -> None:
    """As markdown-it-footnote does, which VitePress has where it is asked for."""
    assert footnote_ids(BODY, "vitepress") == {
        "fn1",
        "fn2",
        "fnref1",
        "fnref1:1",
        "fnref1:2",
        "fnref2",
        "fnref2:1",
    }


def test_a_mark_without_a_note_has_none() -> None:
    assert footnote_ids(b"A[^1]\n", "toc") == frozenset()
    assert footnote_ids(BODY, "") == frozenset()


def test_they_are_among_a_pages_ids() -> None:
    """So `[note](#fn:1)[^1]` is no dead fragment."""
    found = ids(parse(BODY, PageOptions(dialects=("mkdocs",)), "x.md"), "toc")
    assert found.complete
    assert {"fn:1", "fnref:1", "fnref3:1"} <= found.names
