"""What MyST-Parser makes of a translated page of its own documentation, and what of it is in messages."""

from __future__ import annotations

import pytest
from corpus import pages, requires_corpus
from judges import myst
from judges.coverage import missed
from judges.html_shape import same_shape, texts

from translator.model import PageOptions
from translator.page.parse import parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

pytestmark = [
    pytest.mark.corpus,
    requires_corpus,
    pytest.mark.skipif(bool(myst.missing()), reason=myst.missing() or "there"),
]
OPTIONS = PageOptions(dialects=("myst",), translate=("title",))


def test_identity() -> None:
    """A page that is written with its own texts is the page, byte for byte; fixtures of tests too."""
    for path in pages("MyST-Parser"):
        data = path.read_bytes()
        page = parse(data, OPTIONS, path.name)
        assert write(page, [segment.message for segment in page.segments]).data == data, path.name


@pytest.mark.parametrize("style", STYLES)
def test_translation_keeps_the_shape(style: Style) -> None:
    """The rendered page has the source's tags, attributes, code, links, and the ids that its author gave."""
    wrong = {}
    for path in pages("MyST-Parser"):
        if "fixtures" in path.parts:
            continue
        data = path.read_bytes()
        page = parse(data, OPTIONS, path.name)
        written = parse(write(page, pseudo(page, style)).data, OPTIONS, path.name)
        assert page.body is not None
        assert written.body is not None
        ids = myst.explicit(page.body.raw)
        before, after = (myst.settled(myst.render(body.raw), ids) for body in (page.body, written.body))
        told = same_shape(before, after)
        if told:
            wrong[path.name] = told
    assert wrong == {}


def test_visible_text_is_in_messages() -> None:
    """At least 99 in 100 texts: the rest stands in HTML that is raw to Sphinx.

    Not counted is what only the site's own directives show, most of all its examples of syntax: they are left
    alone, since nobody knows what they make of their content.
    """
    found = []
    for path in pages("MyST-Parser"):
        if "fixtures" in path.parts:
            continue
        page = parse(path.read_bytes(), OPTIONS, path.name)
        assert page.body is not None
        shown = texts(myst.authored(myst.render(page.body.raw)))
        found.append((shown, [segment.message for segment in page.segments]))
    left, count = missed(found)
    print(f"MyST-Parser: {left} of {count} texts are in no message")
    assert left <= 0.01 * count
