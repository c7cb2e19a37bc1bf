"""Heading ids, held against those that kramdown, Hugo and VitePress make."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from corpus import SITES, pages, requires_corpus
from judges import RenderError, body_of, judge

from translator.links.headings import headings, ids_of
from translator.links.slugs import slugs
from translator.model import PageOptions
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADINGS = """\
## What's new?

## What's new?

## A `code -- span` & [link](https://x.example) — "quoted" 1.2!

## 1. Step

## Привет, Мир

## Foo -- bar --- baz &amp; more

## A_b_c *emph* **strong** ~~gone~~ foo.bar

## İstanbul Ⅳ

## हिन्दी शीर्षक

## 中文 标题，和标点

## Closed ##

## Own {#own-id}

Setext heading?
---

> ## In a quote

- ## In a list
"""

TABLE = [
    ("kramdown-gfm", ["a b", "a b", "a b-1"], ["a-b", "a-b-1", "a-b-1"]),
    ("kramdown", ["1. Über uns", "!", "!"], ["ber-uns", "section", "section-1"]),
    ("goldmark", ["a b", "a b", "a b-1", "!"], ["a-b", "a-b-1", "a-b-1-1", "heading"]),
    ("github", ["Ａ b.c", "x", "x"], ["ａ-bc", "x", "x-1"]),
    ("toc", ["Über uns", "x", "x", "Цены"], ["uber-uns", "x", "x_1", "_1"]),
    (
        "vitepress",
        ["Über uns", "1. Step", "x_y", "x_y", "“Цены”"],
        ["uber-uns", "_1-step", "x-y", "x-y-1", "цены"],
    ),
]


@pytest.mark.parametrize(("style", "texts", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_repeated_and_odd_ones(style: str, texts: list[str], expected: list[str]) -> None:
    assert slugs([(text, "") for text in texts], style) == expected


def built(name: str, bodies: Sequence[bytes]) -> list[list[str] | None]:
    found: list[list[str] | None] = []
    for rendered in judge(name)(bodies):
        if isinstance(rendered, RenderError):
            found.append(None)
            continue
        ids = re.findall(r'<h[1-6][^>]*?\bid="([^"]*)"', rendered)
        found.append([html.unescape(each) for each in ids])
    return found


@pytest.mark.parametrize(
    ("judged", "style", "dialect"),
    [
        ("kramdown", "kramdown-gfm", "jekyll"),
        ("goldmark", "goldmark", "hugo"),
        ("vitepress", "vitepress", "vitepress"),
    ],
)
def test_as_the_builder_makes_them(judged: str, style: str, dialect: str) -> None:
    """Unicode, punctuation, markup, repetition: the real builder's ids, one by one."""
    body = HEADINGS
    page = parse(body.encode(), PageOptions(dialects=(dialect,)))
    (real,) = built(judged, [body.encode()])
    assert [name for _, name in ids_of(page, style)] == real


def test_what_is_not_known_is_said() -> None:
    """Template tags, images, HTML, several lines; headings in HTML, of which kramdown makes other ids."""
    text = "One\ntwo\n---\n\n# {{ page.title }}\n\n# ![x](y.png)\n\n# <b>x</b>\n\n"
    text += '<div markdown="1">\n\n# inside\n\n</div>\n\n# out\n'
    page = parse(text.encode(), PageOptions(dialects=("jekyll",)))
    assert [name for _, name in ids_of(page, "kramdown-gfm")] == ["", "", "", "", "", "out"]


@pytest.mark.parametrize(
    ("dialect", "line", "explicit"),
    [
        ("jekyll", "# A {#b}", "b"),
        ("jekyll", "# A ## {#b}", "b"),
        ("jekyll", "# A\n{: .c #b}", "b"),
        ("jekyll", '# A\n{: id="1-b"}', "1-b"),
        ("hugo", "# A {#b .c}", "b"),
        ("hugo", "# A {.c #b}", "b"),
        ("hugo", "# A {.c}", ""),
        ("mdx", "# A {#b}", "b"),
        ("mdx", "# A \\{#b}", "b"),
        ("mdx", "# A {/* #b */}", "b"),
        ("", "# A {#b}", "b"),
        ("", "# A {#b} ##", "b"),
        ("", "# A", ""),
    ],
)
def test_ids_that_stand_there(dialect: str, line: str, explicit: str) -> None:
    page = parse(f"x\n\n{line}\n".encode(), PageOptions(dialects=(dialect,) if dialect else ()))
    (heading,) = headings(page)
    assert heading.explicit == explicit
    assert page.data[heading.start : heading.end].strip() == b"A"


@requires_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    "site", ["opensource.guide", "jekyll-docs", "kubernetes", "hugoDocs", "cncf-glossary"]
)
def test_on_real_pages(site: str) -> None:
    """Every id that is thought to be known is the builder's; where not, Hugo numbered within a shortcode."""
    found = [path for path in pages(site)[:400] if not path.read_bytes().startswith(b"\xff")]
    dialects = SITES[site].dialects
    bodies = [body_of(path.read_bytes()) for path in found]
    known = wrong = unknown = 0
    for body, real in zip(bodies, built(SITES[site].judge, bodies), strict=True):
        if real is None:
            continue
        style = "goldmark" if dialects == ("hugo",) else "kramdown-gfm"
        for _, name in ids_of(parse(body, PageOptions(dialects=dialects)), style):
            if name:
                known += 1
                numbered = b"{{" in body and re.sub(r"-\d+\Z", "", name) in real
                wrong += name not in real and not numbered
            else:
                unknown += 1
    print(site, known, "known,", wrong, "wrong,", unknown, "unknown")
    assert wrong == 0
    assert unknown * 4 < known
