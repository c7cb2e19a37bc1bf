"""What VitePress's own renderer makes of translated pages: the source's elements, programs, links, code.

There is no VitePress site in the corpus. Judged are sites whose pages hold little but Markdown: they are read
under the dialect, and rendered by VitePress, whatever they were written for. What only VitePress has is in
the golden cases of the dialect, which `test_spec` renders with the same judge.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from corpus import CORPUS, pages, requires_corpus
from judges import RenderError, judge
from judges.coverage import missed
from judges.html_shape import explicit_ids, same_shape, texts

from translator.errors import PageError
from translator.model import PageOptions
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = [pytest.mark.corpus, requires_corpus]

SITES = ("cncf-glossary", "comprehensive-rust", "conventionalcommits", "helm", "opensource.guide")
OPTIONS = PageOptions(dialects=("vitepress",), translate=("title", "description"))
LARGE = 300_000
LANGUAGE = re.compile(r'<span class="lang">[^<]*</span>')
"""What VitePress itself writes above code."""
DIFFERS: dict[str, tuple[str, Sequence[Style]]] = {
    "cncf-glossary/content/zh-cn/contribute/_index.md": (
        "a picture's text that is code alone, of which markdown-it makes none",
        ("hostile",),
    ),
    "comprehensive-rust/src/unsafe-deep-dive/ffi/language-interop.md": (
        "a footnote, an address to VitePress: there are no footnotes",
        ("cjk",),
    ),
    "opensource.guide/_articles/fa/getting-paid.md": (
        "a link parted by a space: `[a] (https://…)`",
        ("cjk",),
    ),
}


class Judged(NamedTuple):
    """A page that VitePress renders."""

    path: Path
    page: Page
    body: bytes
    html: str


@cache
def judged(site: str) -> tuple[Judged, ...]:
    """The site's pages, and what VitePress makes of them: all can be judged."""
    found: list[tuple[Path, Page, bytes]] = []
    for path in pages(site, (".md",)):
        data = path.read_bytes()
        try:
            page = parse(data, OPTIONS, path.name)
        except PageError:
            continue  # refused with a reason; other tests look at these
        if page.body is not None and len(data) < LARGE:
            found.append((path, page, page.body.raw))
    rendered = judge("vitepress")([body for *_, body in found])
    good = tuple(
        Judged(*each, html)
        for each, html in zip(found, rendered, strict=True)
        if not isinstance(html, RenderError)
    )
    assert len(good) == len(found)
    return good


@pytest.mark.parametrize("site", SITES)
def test_identity(site: str) -> None:
    """A page that is written with its own texts is the page, byte for byte."""
    for source in judged(site):
        data = source.path.read_bytes()
        messages = [segment.message for segment in source.page.segments]
        assert write(source.page, messages).data == data, source.path


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("site", SITES)
def test_translation_keeps_the_shape(site: str, style: Style) -> None:
    """Nothing but words is another; no program comes in that the source lacks."""
    sources = judged(site)
    bodies = []
    for source in sources:
        again = parse(write(source.page, pseudo(source.page, style)).data, OPTIONS, source.path.name)
        bodies.append(again.body.raw if again.body else b"")
    wrong: dict[str, str] = {}
    for source, html in zip(sources, judge("vitepress")(bodies), strict=True):
        name = source.path.relative_to(CORPUS or source.path.parent).as_posix()
        broken = isinstance(html, RenderError)
        told = str(html) if broken else same_shape(source.html, str(html), explicit_ids(source.body))
        if told:
            wrong[name] = told
    print(f"{site}, {style}: {len(sources) - len(wrong)} of {len(sources)} pages")
    names = {source.path.relative_to(CORPUS or source.path.parent).as_posix() for source in sources}
    named = {name for name, (_, styles) in DIFFERS.items() if name in names and style in styles}
    assert wrong.keys() == named, {name: told for name, told in wrong.items() if name not in named}


@pytest.mark.parametrize("site", SITES)
def test_visible_text_is_in_messages(site: str) -> None:
    """At least 99 in 100 texts."""
    left, shown = missed(
        (texts(LANGUAGE.sub("", source.html)), [segment.message for segment in source.page.segments])
        for source in judged(site)
    )
    print(f"{site}: {left} of {shown} texts are in no message")
    assert left <= 0.01 * shown
