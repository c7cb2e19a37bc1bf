"""What MDX's compiler makes of translated pages: the source's elements, props, expressions, links, code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from corpus import CORPUS, pages, requires_corpus
from judges import RenderError, judge
from judges.coverage import missed
from judges.html_shape import explicit_ids, same_shape, texts

from translator.model import PageOptions
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.corpus, requires_corpus]

OPTIONS = PageOptions(dialects=("mdx",), translate=("title", "description"))
SITES = ("astro-docs", "helm", "react.dev")
NO_MDX = {
    "helm": {
        "CheatSheet",
        "chart_releaser_action",
        "function_list",
        "gosdk",
        "helm_completion_bash",
        "helm_completion_zsh",
        "helm_install",
        "helm_repo_update",
        "helm_version",
        "troubleshooting",
    }
}
"""Pages that the compiler refuses, in whatever language: to Helm's site, `.md` files are plain Markdown."""


class Compiled(NamedTuple):
    """A page that compiles."""

    path: Path
    page: Page
    body: bytes
    html: str


@cache
def compiled(site: str) -> tuple[Compiled, ...]:
    """The site's pages, and what the compiler makes of them."""
    found = [(path, parse(path.read_bytes(), OPTIONS, path.name)) for path in pages(site)]
    bodies = [page.body.raw if page.body else b"" for _, page in found]
    good = []
    refused = set()
    for (path, page), body, html in zip(found, bodies, judge("mdx")(bodies), strict=True):
        if isinstance(html, RenderError):
            refused.add(path.stem)
        else:
            good.append(Compiled(path, page, body, html))
    assert refused == NO_MDX.get(site, set())
    return tuple(good)


@pytest.mark.parametrize("site", SITES)
def test_identity(site: str) -> None:
    """A page that is written with its own texts is the page, byte for byte; those that are no MDX, too."""
    for path in pages(site):
        data = path.read_bytes()
        page = parse(data, OPTIONS, path.name)
        assert write(page, [segment.message for segment in page.segments]).data == data, path


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("site", SITES)
def test_translation_keeps_the_shape(site: str, style: Style) -> None:
    """It compiles, and nothing but words is another."""
    sources = compiled(site)
    bodies = []
    for source in sources:
        again = parse(
            write(source.page, pseudo(source.page, style)).data, source.page.options, source.path.name
        )
        bodies.append(again.body.raw if again.body else b"")
    wrong: dict[str, str] = {}
    for source, html in zip(sources, judge("mdx")(bodies), strict=True):
        broken = isinstance(html, RenderError)
        told = str(html) if broken else same_shape(source.html, str(html), explicit_ids(source.body))
        if told:
            wrong[source.path.relative_to(CORPUS or source.path.parent).as_posix()] = told
    print(f"{site}, {style}: {len(sources) - len(wrong)} of {len(sources)} pages")
    assert wrong == {}


@pytest.mark.parametrize("site", SITES)
def test_visible_text_is_in_messages(site: str) -> None:
    """At least 99 in 100 texts: the rest is indented by four spaces in no element, mostly meant as code."""
    left, shown = missed(
        (texts(source.html), [segment.message for segment in source.page.segments])
        for source in compiled(site)
    )
    print(f"{site}: {left} of {shown} texts are in no message")
    assert left <= 0.01 * shown
