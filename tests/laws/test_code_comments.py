"""Comments in code blocks, on every page of the corpus: the laws hold with them, and code stays code."""

from __future__ import annotations

from collections import Counter

import pytest
from corpus import SITES, pages, requires_corpus

from translator.errors import PageError
from translator.model import Form, PageOptions
from translator.page.dialects import DIALECTS
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

pytestmark = [pytest.mark.corpus, requires_corpus]

LEAST = 2900
"""Comments in the whole corpus; there are some more."""


def options(site: str) -> PageOptions:
    known = tuple(d for d in SITES[site].dialects if d in DIALECTS)
    return PageOptions(dialects=known, code_comments=True)


def read(data: bytes, site: str, path: str) -> Page | None:
    try:
        return parse(data, options(site), path)
    except PageError:
        return None


def lines_of_code(page: Page) -> list[int]:
    assert page.body is not None
    raw = page.body.raw
    return [raw.count(b"\n", start, end) for start, end in page.body.structure.code]


def test_comments_are_messages_and_code_keeps_its_lines() -> None:
    """Identity to the byte, with both line ends; a translation changes no code and no number of lines."""
    found, held = Counter[str](), Counter[Style]()
    for site in SITES:
        for path in pages(site):
            lf = path.read_bytes().replace(b"\r\n", b"\n")
            page = read(lf, site, path.name)
            other = read(lf.replace(b"\n", b"\r\n"), site, path.name)
            comments = [s for s in page.segments if s.form is Form.COMMENT] if page else []
            if page is None or other is None or not comments:
                continue
            found[site] += len(comments)
            assert [s.message for s in page.segments] == [s.message for s in other.segments], path
            for each in (page, other):
                assert write(each, [s.message for s in each.segments]).data == each.data, path
            for style in STYLES:
                written = write(page, pseudo(page, style))
                held[style] += sum(page.segments[n].form is Form.COMMENT for n in written.held)
                again = read(written.data, site, path.name)
                assert again is not None, path
                assert lines_of_code(again) == lines_of_code(page), path
    print(found, held)
    assert found.total() >= LEAST
    assert held["accent"] == held["cjk"] == 0
