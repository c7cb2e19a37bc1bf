"""The golden cases in `spec/`, which are the reference for what is extracted and how it is written.

A file's name says which dialect its pages are in. The laws are held to each of its pages as well.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import Case, Message, Told, cases

from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.guard import breach
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import write

_BOM = b"\xef\xbb\xbf"
_FILES = sorted(Path(__file__).with_name("spec").glob("*.md"))
_ALSO = {"kramdown": ("jekyll",)}
"""Files about a part of a dialect."""


def _dialects(path: Path) -> tuple[str, ...]:
    return _ALSO.get(path.stem, (path.stem,) if path.stem in DIALECTS else ())


_ALL = [
    pytest.param(case, _dialects(path), id=f"{path.stem}: {case}") for path in _FILES for case in cases(path)
]
_EXTRACTED = [each for each in _ALL if isinstance(case := each.values[0], Case) and case.expected is not None]
_WRITTEN = [each for each in _ALL if isinstance(case := each.values[0], Case) and case.result is not None]


def page_of(case: Case, dialects: tuple[str, ...], data: bytes | None = None) -> Page:
    """The case's page, parsed as its file and its own settings say."""
    wanted = case.setting("translate")
    named = case.setting("dialects")
    data_format = "" if case.format == "md" else case.format
    options = PageOptions(
        dialects=dialects if named is None else named,
        translate=wanted if wanted is not None else (("**",) if data_format else ("title", "description")),
        data_format=data_format,
    )
    return parse(case.input.encode() if data is None else data, options, "page.md")


@pytest.mark.parametrize(("case", "dialects"), _EXTRACTED)
def test_messages(case: Case, dialects: tuple[str, ...]) -> None:
    """Each page gives its messages, in order."""
    found = page_of(case, dialects).segments
    assert tuple(Message(each.kind, each.context, each.message) for each in found) == case.expected


@pytest.mark.parametrize(("case", "dialects"), _WRITTEN)
def test_result(case: Case, dialects: tuple[str, ...]) -> None:
    """Each page, translated, is written as expected, and no more is said of it than expected."""
    page = page_of(case, dialects)
    translations = dict(case.translations)
    assert set(translations) <= {segment.message for segment in page.segments}
    written = write(page, [translations.get(segment.message) for segment in page.segments])
    assert written.data.decode() == case.result
    assert tuple(Told(each.line, each.rule, each.message) for each in written.findings) == case.findings


@pytest.mark.parametrize(("case", "dialects"), _ALL)
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
@pytest.mark.parametrize(("case", "dialects"), _ALL)
def test_skeleton(case: Case, dialects: tuple[str, ...], style: Style) -> None:
    """Whatever its translations say, each page keeps its skeleton; plain letters are never held back."""
    page = page_of(case, dialects)
    written = write(page, pseudo(page, style))
    again = parse(written.data, page.options, page.path)
    if page.body is not None and again.body is not None:
        assert breach(page.body, again.body) is None
    if style == "accent":
        assert written.held == ()
