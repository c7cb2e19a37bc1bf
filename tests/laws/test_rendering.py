"""What a builder makes of a translated page: the source's tags, attributes, links and code, other words.

Each site is judged by its own renderer, on all its pages, in all their languages. What differs all the same
is named below, page by page, with the reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from corpus import CORPUS, SITES, pages, requires_corpus
from judges import RenderError, judge
from judges.coverage import uncovered
from judges.html_shape import explicit_ids, same_shape, texts
from judges.python_markdown import authored

from translator.errors import PageError
from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = [pytest.mark.corpus, requires_corpus]

NOT_JUDGED = {
    "MyST-Parser": "Sphinx's directives and roles: CommonMark reads them otherwise",
    "odd-synthetic": "made to be odd; other tests look at each of its pages",
}
KINDS = (".md", ".markdown")
"""Not `.mdx`: to CommonMark it is full of broken HTML."""
JUDGED = [site for site in sorted(SITES) if site not in NOT_JUDGED and pages(site, KINDS)]
LARGE = 500_000

K = "kubernetes/content/"
DIFFERS: dict[str, tuple[str, Sequence[Style]]] = {
    f"{K}ru/docs/tasks/tools/install-kubectl.md": (
        "a heredoc as text: `cat <<EOF` is a tag",
        ("cjk", "hostile"),
    ),
    f"{K}zh/docs/concepts/services-networking/dns-pod-service.md": (
        '`"www.…"` without a space before',
        ("cjk",),
    ),
    # kramdown's own ways
    "polyglot/site/_posts/zh-CN/2021-02-07-polyglot-1.4.0.md": (
        "a code span that begins with a space",
        ("cjk",),
    ),
}
M = "mkdocs-material/docs/"
F = "fastapi/docs/"
HOSTILE: Sequence[Style] = ("hostile",)
DIFFERS |= {
    # Python-Markdown's own ways, in which a page says more with its layout than CommonMark knows
    f"{M}reference/tooltips.md": ("abbreviations between Chinese characters", ("cjk",)),
    f"{M}reference/icons-emojis.md": ("Markdown in an element right below another", ("cjk", "hostile")),
    # What only pymdownx takes for markup: carets, pluses, `[x]` behind a line end
    f"{F}en/docs/_llm-test.md": ("an attribute with a `>`", HOSTILE),
    f"{F}es/docs/_llm-test.md": ("the same", HOSTILE),
    f"{F}ru/docs/_llm-test.md": ("the same", HOSTILE),
    f"{F}ru/docs/alternatives.md": ("a paragraph of `=`", HOSTILE),
    f"{M}reference/formatting.md": ("carets", HOSTILE),
    f"{M}reference/grids.md": ("`](` in a link's text", HOSTILE),
    f"{M}setup/extensions/python-markdown-extensions.md": ("dollars in a list", HOSTILE),
    f"{M}setup/extensions/python-markdown.md": ("an entity behind a comment that begins a line", HOSTILE),
    f"{M}setup/setting-up-site-search.md": ("carets", HOSTILE),
    f"{M}setup/setting-up-social-cards.md": ("a picture without words", HOSTILE),
}
UNCOVERED = {
    f"{M}reference/math.md": "a formula that the judge shows as text",
    "agency-jekyll-theme/README.md": "kramdown shows a comment inside of a list",
    "hugoDocs/content/en/content-management/mathematics.md": "a formula that the judge shows as text",
    "hugoDocs/content/en/shortcodes/qr.md": "a shortcode's data, which the judge shows as text",
    f"{K}fr/docs/concepts/storage/persistent-volumes.md": "a table whose delimiter row is wrong",
    f"{K}ru/docs/tasks/tools/install-kubectl.md": "an item behind a heredoc that is a tag to browsers",
}
COMMENT = frozenset(("agency-jekyll-theme/README.md",))
"""Whose texts that are in no message were meant to be shown to nobody."""


class Judged(NamedTuple):
    """A page that its judge renders."""

    name: str
    page: Page
    body: bytes
    html: str


@cache
def judged(site: str) -> tuple[Judged, ...]:
    """The site's pages, and what its builder makes of them."""
    dialects = tuple(name for name in SITES[site].dialects if name in DIALECTS)
    options = PageOptions(dialects=dialects, translate=("title", "description"))
    found: list[tuple[str, Page, bytes]] = []
    for path in pages(site, KINDS):
        data = path.read_bytes()
        try:
            page = parse(data, options, path.name)
        except PageError:
            continue  # refused with a reason; other tests look at these
        if page.body is not None and len(data) < LARGE:
            found.append((name_of(path), page, page.body.raw))
    rendered = judge(SITES[site].judge)([body for *_, body in found])
    good = tuple(
        Judged(*each, html)
        for each, html in zip(found, rendered, strict=True)
        if not isinstance(html, RenderError)
    )
    print(f"{site}: {len(good)} of {len(found)} pages can be judged")
    assert len(good) > 0.95 * len(found)
    return good


def name_of(path: Path) -> str:
    return path.relative_to(CORPUS or path.parent).as_posix()


def written_body(source: Judged, style: Style) -> bytes:
    written = write(source.page, pseudo(source.page, style)).data
    again = parse(written, source.page.options, source.page.path).body
    return again.raw if again is not None else b""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("site", JUDGED)
def test_translation_keeps_the_shape(site: str, style: Style) -> None:
    """The rendered page has the source's tags and attributes, in the source's order, but for those named."""
    sources = judged(site)
    rendered = judge(SITES[site].judge)([written_body(source, style) for source in sources])
    wrong: dict[str, str] = {}
    for source, html in zip(sources, rendered, strict=True):
        told = (
            html
            if isinstance(html, RenderError)
            else same_shape(source.html, html, explicit_ids(source.body))
        )
        if told:
            wrong[source.name] = str(told)
    named = {source.name for source in sources if style in DIFFERS.get(source.name, ("", ()))[1]}
    assert wrong.keys() == named, {name: told for name, told in wrong.items() if name not in named}


@pytest.mark.parametrize("site", JUDGED)
def test_every_visible_text_is_in_a_message(site: str) -> None:
    """Nothing that a reader sees is left out but on the pages named, nor with them one text in 100."""
    missed: dict[str, list[str]] = {}
    total = 0
    for source in judged(site):
        messages = [segment.message for segment in source.page.segments]
        shown = authored(source.html) if SITES[site].judge == "python_markdown" else source.html
        found = texts(shown)
        total += len(found)
        left = uncovered(found, messages)
        if left:
            missed[source.name] = left
    named = {source.name for source in judged(site) if source.name in UNCOVERED}
    assert missed.keys() == named, {name: texts for name, texts in missed.items() if name not in named}
    lost = sum(len(left) for name, left in missed.items() if name not in COMMENT)
    print(f"{site}: {lost} of {total} texts are in no message")
    assert lost <= 0.01 * total


ALONE = re.compile(r"https?://\S+|`[^`]*`|</?[A-Za-z][^<>]*>|&\w+;|[\W\d_]+")
TAG_ALONE = {
    "jekyll": re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"),
    "hugo": re.compile(r"\{\{[<%][^{}]*[>%]\}\}"),
}


@pytest.mark.parametrize("site", sorted(set(SITES) - {"react.dev"}))  # its `.md` files are MDX
def test_no_message_is_syntax_alone(site: str) -> None:
    """Code, addresses, Liquid and shortcodes are no messages where nothing stands beside them."""
    dialects = tuple(name for name in SITES[site].dialects if name in DIALECTS)
    leaked: list[str] = []
    for path in pages(site, KINDS):
        try:
            page = parse(path.read_bytes(), PageOptions(dialects=dialects), path.name)
        except PageError:
            continue
        leaked += [
            f"{name_of(path)}:{segment.line}: {segment.message!r}"
            for segment in page.segments
            if ALONE.fullmatch(segment.message)
            or any(TAG_ALONE[name].fullmatch(segment.message) for name in dialects if name in TAG_ALONE)
        ]
    assert leaked == []
