"""The examples of the specifications of CommonMark and of GitHub's Markdown, as pages.

They hold every corner of the syntax, most of them no site ever uses. What differs all the same is
named below, with the reason.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NamedTuple

import pytest
from corpus import CORPUS, requires_corpus
from judges import RenderError, judge
from judges.html_shape import same_shape

from translator.model import PageOptions
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

pytestmark = [pytest.mark.corpus, requires_corpus]

SPECS = ("commonmark.json", "gfm-spec.json", "gfm-extensions.txt", "gfm-regression.txt")
_EXAMPLE = re.compile(r"^(`{32}) example.*\n((?:.*\n)*?)\.\n(?:.*\n)*?\1$", re.MULTILINE)

_LABEL = "a lone `*` in a reference's label: builders are of two minds about it once it is escaped"
_ADDRESS = "a line break in `<…>`: no link, but one as soon as the text is one line"
DIFFERS: dict[str, tuple[str, tuple[Style, ...]]] = {
    "commonmark 194": (_LABEL, STYLES),
    "gfm-spec 163": (_LABEL, STYLES),
    "commonmark 564": (_LABEL, ("accent",)),
    "gfm-spec 572": (_LABEL, ("accent",)),
    "commonmark 491": (_ADDRESS, ("accent",)),
    "gfm-spec 500": (_ADDRESS, ("accent",)),
}


class Example(NamedTuple):
    """One example of a specification, as a page."""

    name: str
    page: Page


@cache
def examples(spec: str) -> tuple[Example, ...]:
    """A specification's examples, in order; front matter is none to them, nor to the tool without keys."""
    assert CORPUS is not None
    path = CORPUS / "spec" / spec
    if not path.is_file():
        pytest.skip(f"the specification is absent: no file {path}")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        found = [(str(each["example"]), each["markdown"]) for each in json.loads(text)]
    else:
        text = text.replace("→", "\t")
        found = [(str(number), match[2]) for number, match in enumerate(_EXAMPLE.finditer(text), 1)]
    return tuple(
        Example(f"{path.stem} {number}", parse(page.encode(), PageOptions(), spec)) for number, page in found
    )


@pytest.mark.parametrize("spec", SPECS)
def test_identity(spec: str) -> None:
    """Messages as translations, and no translations, give an example's bytes."""
    for name, page in examples(spec):
        for translations in ([segment.message for segment in page.segments], [None] * len(page.segments)):
            written = write(page, translations)
            assert (written.data, written.findings) == (page.data, ()), name


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("spec", SPECS)
def test_translation_keeps_the_shape(spec: str, style: Style) -> None:
    """The rendered example has the source's tags and attributes; plain letters are never held back."""
    render = judge("cmark")
    found = examples(spec)
    written = [write(page, pseudo(page, style)) for _, page in found]
    before = render([page.data for _, page in found])
    after = render([each.data for each in written])
    named = {
        name
        for name, (_, styles) in DIFFERS.items()
        if style in styles and name.startswith(f"{spec.partition('.')[0]} ")
    }
    wrong: dict[str, str] = {}
    for (name, _), source, made, done in zip(found, before, after, written, strict=True):
        assert not isinstance(source, RenderError)
        assert not isinstance(made, RenderError)
        told = same_shape(source, made)
        if done.held and style == "accent":
            told = "; ".join(map(str, done.findings))
        if told:
            wrong[name] = told
    assert {name: told for name, told in wrong.items() if name not in named} == {}
    assert named <= wrong.keys()
