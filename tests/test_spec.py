"""The golden cases in `spec/`, which are the reference for what is extracted and how it is written.

A file's name says which dialect its pages are in. The laws are held to each of its pages as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from golden import Case, Message, Told, cases
from judges import RenderError, body_of, judge
from judges.html_shape import explicit_ids, same_shape

from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.guard import breach
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOM = b"\xef\xbb\xbf"
_FILES = sorted(Path(__file__).with_name("spec").glob("*.md"))
_ALSO = {"kramdown": ("jekyll",)}
"""Files about a part of a dialect."""

_JUDGES = {
    (): "cmark",
    ("jekyll",): "kramdown",
    ("hugo",): "goldmark",
    ("myst",): "myst",
    ("pandoc",): "pandoc",
    ("vitepress",): "vitepress",
}
_DIFFERS = {
    "Attributes that readers meet": "a button's value is text, which the judge cannot know",
    "Meta tags": "the same of a description",
    "An unclosed code element ends with its paragraph": "browsers read on, and take the rest for code",
    "Abbreviations have their text translated": "the translation lacks the abbreviation",
    "Abbreviations are written on their line": "the same",
    "An abbreviation without a text": "the same",
    "Imported code": "the file is not there",
    "Quotes without a closing shortcode take no time": "no page for Hugo",
}
"""What the builder makes of a case's translations, and why it is not of the source's shape."""


class Golden(NamedTuple):
    """A case and what its file says of it."""

    name: str
    case: Case
    dialects: tuple[str, ...]


def _dialects(path: Path, case: Case) -> tuple[str, ...]:
    named = case.setting("dialects")
    if named is not None:
        return named
    return _ALSO.get(path.stem, (path.stem,) if path.stem in DIALECTS else ())


_CASES = [
    Golden(f"{path.stem}: {case}", case, _dialects(path, case)) for path in _FILES for case in cases(path)
]


def _params(found: Iterable[Golden]) -> pytest.MarkDecorator:
    values = [pytest.param(each.case, each.dialects, id=each.name) for each in found]
    return pytest.mark.parametrize(("case", "dialects"), values)


ALL = _params(_CASES)
EXTRACTED = _params(each for each in _CASES if each.case.expected is not None)
WRITTEN = _params(each for each in _CASES if each.case.result is not None)


def page_of(case: Case, dialects: tuple[str, ...], data: bytes | None = None) -> Page:
    """The case's page, parsed as its file and its own settings say."""
    wanted = case.setting("translate")
    data_format = "" if case.format == "md" else case.format
    options = PageOptions(
        dialects=dialects,
        translate=wanted if wanted is not None else (("**",) if data_format else ("title", "description")),
        data_format=data_format,
        code_comments=case.setting("comments") is not None,
    )
    return parse(case.input.encode() if data is None else data, options, "page.md")


@EXTRACTED
def test_messages(case: Case, dialects: tuple[str, ...]) -> None:
    """Each page gives its messages, in order."""
    found = page_of(case, dialects).segments
    assert tuple(Message(each.kind, each.context, each.message) for each in found) == case.expected


@WRITTEN
def test_result(case: Case, dialects: tuple[str, ...]) -> None:
    """Each page, translated, is written as expected, and no more is said of it than expected."""
    page = page_of(case, dialects)
    translations = dict(case.translations)
    assert set(translations) <= {segment.message for segment in page.segments}
    written = write(page, [translations.get(segment.message) for segment in page.segments])
    assert written.data.decode() == case.result
    assert tuple(Told(each.line, each.rule, each.message) for each in written.findings) == case.findings


@ALL
def test_identity(case: Case, dialects: tuple[str, ...]) -> None:
    """Translated by its own messages, each page comes back byte for byte, whatever its line ends."""
    lf = case.input.encode()
    messages = [segment.message for segment in page_of(case, dialects).segments]
    for data in (lf, lf.replace(b"\n", b"\r\n"), _BOM + lf, lf.removesuffix(b"\n")):
        page = page_of(case, dialects, data)
        found = [segment.message for segment in page.segments]
        if case.format == "md":
            assert found == messages
        assert write(page, found).data == data


@pytest.mark.parametrize("style", STYLES)
@ALL
def test_skeleton(case: Case, dialects: tuple[str, ...], style: Style) -> None:
    """Whatever its translations say, each page keeps its skeleton; plain letters are never held back."""
    page = page_of(case, dialects)
    written = write(page, pseudo(page, style))
    again = parse(written.data, page.options, page.path)
    if page.body is not None and again.body is not None:
        assert breach(page.body, again.body) is None
    if style == "accent":
        assert written.held == ()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("dialects", _JUDGES)
def test_rendering(dialects: tuple[str, ...], style: Style) -> None:
    """To the builder itself, each translated page has the source's tags and attributes."""
    pages = [
        (name, page_of(case, dialects))
        for name, case, spoken in _CASES
        if spoken == dialects
        and case.format == "md"
        and case.name not in _DIFFERS
        and case.setting("comments") is None  # code is code to a judge
    ]
    render = judge(_JUDGES[dialects])
    sources = render([body_of(page.data) for _, page in pages])
    written = render([body_of(write(page, pseudo(page, style)).data) for _, page in pages])
    wrong: dict[str, str | None] = {}
    for (name, page), source, result in zip(pages, sources, written, strict=True):
        assert not isinstance(source, RenderError), name
        assert not isinstance(result, RenderError), name
        wrong[name] = same_shape(source, result, explicit_ids(body_of(page.data)))
    assert {name: told for name, told in wrong.items() if told} == {}
