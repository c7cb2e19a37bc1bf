"""Translations that no one can read, for every segment of a page."""

from __future__ import annotations

import pytest

from translator.model import PageOptions
from translator.page.guard import breach
from translator.page.inline import Setting, parse_inline
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

MARKED = "Use `soap` and **warm** [water](/w 'T'), www.a.b &amp; <b>x</b>\\* :smile: {{ y }}\n"
PAGE = f"""\
---
title: Opening hours
---
# Wash your hands

{MARKED}
- [ ] Monday
- 水を 🩺

|Day|Hours|
|---|-----|
|Sunday|<p title="closed">none</p>|

<div>On <i>holidays</i></div>

![Clock](c.png 'Our clock')
"""


def read(text: str, *dialects: str) -> Page:
    return parse(text.encode(), PageOptions(dialects=dialects, translate=("title",)), "page.md")


@pytest.mark.parametrize(
    ("style", "made"),
    [
        ("accent", ("Öpéñíñğ höúřš", "Wášh ýöúř háñďš")),
        ("cjk", ("分来出上", "们会为以对他")),
    ],
)
def test_words(style: Style, made: tuple[str, ...]) -> None:
    """Marks on letters, or characters without spaces: never the message itself."""
    translations = pseudo(read("---\ntitle: Opening hours\n---\n# Wash your hands\n"), style)
    assert translations == made


@pytest.mark.parametrize("style", STYLES)
def test_markup_stays(style: Style) -> None:
    """As it is, and as much of it; hostile text stands beside it."""
    (segment,) = read(MARKED, "jekyll").segments
    (made,) = pseudo(read(MARKED, "jekyll"), style)
    setting = Setting(dialects=("jekyll",))
    source, written = parse_inline(segment.message, setting), parse_inline(made, setting)
    assert source is not None
    assert made != segment.message
    if style != "hostile":
        assert written is not None
        assert written.count == source.count
    for kept in ("`soap`", "**", "](/w 'T')", "www.a.b", "&amp;", "<b>", "</b>", "\\*", ":smile:", "{{ y }}"):
        assert kept in made


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("dialects", [(), ("jekyll",), ("hugo",)])
def test_a_page_takes_all_of_them(style: Style, dialects: tuple[str, ...]) -> None:
    """One a segment, the same each time; the guard has to hold back none."""
    page = read(PAGE, *dialects)
    made = pseudo(page, style)
    assert made == pseudo(page, style)
    assert len(made) == len(page.segments)
    written = write(page, made)
    assert (written.held, written.findings) == ((), ())
    assert written.data != page.data
    again = parse(written.data, page.options, page.path)
    assert page.body is not None
    assert again.body is not None
    assert breach(page.body, again.body) is None


@pytest.mark.parametrize("style", STYLES)
def test_the_same_message_is_translated_alike(style: Style) -> None:
    """Wherever it stands; an empty page has nothing to translate."""
    one, two = pseudo(read("Wash your hands\n\n- Wash your hands\n"), style)
    assert one == two
    assert pseudo(read(""), style) == ()
