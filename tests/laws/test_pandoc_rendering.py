"""What pandoc makes of translated pages: the source's elements, attributes, links, citations and code.

There is no site of pandoc's in the corpus. Judged are sites whose pages hold little but Markdown, all of them
in all their languages: read under the dialect, and rendered by pandoc, whatever they were written for.
What only pandoc has is in the golden cases of the dialect, which `test_spec` renders with the same judge.
"""

from __future__ import annotations

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
from translator.page.pseudo import Style, pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = [pytest.mark.corpus, requires_corpus]

SITES = ("cncf-glossary", "comprehensive-rust", "conventionalcommits", "opensource.guide")
STYLES: tuple[Style, ...] = ("accent", "cjk")
OPTIONS = PageOptions(dialects=("pandoc",), translate=("title", "description"))
REFUSED = {"conventionalcommits/content/v1.0.0/index.bn.md": "what stands between two rules is no YAML"}
DIFFERS: dict[str, tuple[str, Sequence[Style]]] = {
    "cncf-glossary/content/en/contribute/_index.md": (
        "`_@name_`, of which the last `_` is a part of the citation's key",
        ("cjk",),
    ),
}


class Judged(NamedTuple):
    """A page that pandoc renders."""

    name: str
    page: Page
    html: str


@cache
def judged(site: str) -> tuple[Judged, ...]:
    """The site's pages, and what pandoc makes of them: all can be judged but those named."""
    found: list[tuple[str, Page, bytes]] = []
    for path in pages(site, (".md",)):
        try:
            page = parse(path.read_bytes(), OPTIONS, path.name)
        except PageError:
            continue  # refused with a reason; other tests look at these
        if page.body is not None:
            found.append((path.relative_to(CORPUS or path.parent).as_posix(), page, page.body.raw))
    rendered = judge("pandoc")([body for *_, body in found])
    good = []
    refused = set()
    for (name, page, _), html in zip(found, rendered, strict=True):
        if isinstance(html, RenderError):
            refused.add(name)
        else:
            good.append(Judged(name, page, html))
    assert refused == {name for name, *_ in found if name in REFUSED}
    return tuple(good)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("site", SITES)
def test_translation_keeps_the_shape(site: str, style: Style) -> None:
    """Nothing but words is another, but on the pages named."""
    sources = judged(site)
    bodies = []
    held = 0
    for source in sources:
        written = write(source.page, pseudo(source.page, style))
        held += len(written.held)
        again = parse(written.data, OPTIONS, source.page.path)
        bodies.append(again.body.raw if again.body else b"")
    wrong: dict[str, str] = {}
    for source, html in zip(sources, judge("pandoc")(bodies), strict=True):
        body = source.page.body.raw if source.page.body else b""
        broken = isinstance(html, RenderError)
        told = str(html) if broken else same_shape(source.html, str(html), explicit_ids(body))
        if told:
            wrong[source.name] = told
    print(f"{site}, {style}: {len(sources) - len(wrong)} of {len(sources)} pages, {held} messages held back")
    named = {source.name for source in sources if style in DIFFERS.get(source.name, ("", ()))[1]}
    assert wrong.keys() == named, {name: told for name, told in wrong.items() if name not in named}
    assert held == 0 or style != "accent"


@pytest.mark.parametrize("site", SITES)
def test_visible_text_is_in_messages(site: str) -> None:
    """At least 99 in 100 texts.

    The rest: lists right below a paragraph, which to pandoc are a part of it, and addresses behind citations.
    """
    left, shown = missed(
        (texts(source.html), [segment.message for segment in source.page.segments]) for source in judged(site)
    )
    print(f"{site}: {left} of {shown} texts are in no message")
    assert left <= 0.01 * shown


@pytest.mark.parametrize("dialect", ["github", "obsidian", "pandoc", "vitepress", "zola"])
@pytest.mark.parametrize("site", sorted({*SITES, "comaps", "hugoDocs"}))
def test_identity(site: str, dialect: str) -> None:
    """Whatever a page was written for: nothing changes where nothing is translated."""
    for path in pages(site):
        data = path.read_bytes()
        try:
            page = parse(data, PageOptions(dialects=(dialect,)), path.name)
        except PageError:
            continue  # refused with a reason; other tests look at these
        assert write(page, [segment.message for segment in page.segments]).data == data, path
