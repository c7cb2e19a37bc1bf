"""Text in HTML blocks."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pyromark
import pytest
from corpus import pages, requires_corpus
from golden import Case, Message, cases
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Form
from translator.page import html

if TYPE_CHECKING:
    from collections.abc import Iterator

Ranges = list[tuple[int, int]]

_CASES = cases(Path(__file__).parents[1] / "spec" / "html.md")
_TEMPLATE = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FRAGMENTS = (
    "< > </ /> <p> </p> <b> </b> <code> </code> </div> <script> </script> <!-- --> <? <![CDATA[ = ' \" "
    "<svg/> <textarea <li> word é &amp; {{ }} title= alt=' translate='no' <div <img"
)
_PIECES = st.sampled_from([*_FRAGMENTS.split(" "), " ", "\n", "\r\n"])
HTML = st.lists(_PIECES | st.text(max_size=3), max_size=30).map(lambda each: "".join(each).encode())


def blocks(data: bytes) -> Iterator[Ranges]:
    """The byte ranges of a page's HTML blocks."""
    found: Ranges | None = None
    for event, span in pyromark.events_with_range(data.decode()):
        if not isinstance(event, dict):
            continue
        if event.get("Start") == "HtmlBlock":
            found = []
        elif event.get("End") == "HtmlBlock" and found:
            yield found
            found = None
        elif "Html" in event and found is not None and span["end"] > span["start"]:
            found.append((span["start"], span["end"]))


def segments(data: bytes) -> list[html.HtmlSegment]:
    """All segments of a page's HTML blocks."""
    opaque = [match.span() for match in _TEMPLATE.finditer(data)]
    state = html.HtmlState()
    found = []
    for ranges in blocks(data):
        more, state = html.scan(data, ranges, state, opaque)
        found += more
    return found


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_golden(case: Case) -> None:
    """Each page of the golden file gives its messages, in order."""
    found = segments(case.input.encode())
    assert tuple(Message(each.kind, each.context, each.message) for each in found) == case.expected


def test_state_excludes_what_lies_between_blocks() -> None:
    """Between `<div translate="no">` and its end tag, Markdown is not to be translated either."""
    start, end = b'<div class="notranslate"><div>\n', b"</div></div>\n"
    _, state = html.scan(start, [(0, len(start))], html.HtmlState())
    assert state.excluded
    _, state = html.scan(end, [(0, len(end))], state)
    assert not state.excluded


def test_raw_element_goes_on_in_the_next_block() -> None:
    """In a script that a blank line cut in two, nothing is a tag until its end."""
    start, end = b"<div><script>\n", b"if (a<b) c('<p>no</p>')</script>text\n"
    _, state = html.scan(start, [(0, len(start))], html.HtmlState())
    assert state == html.HtmlState((b"script",))
    found, state = html.scan(end, [(0, len(end))], state)
    assert [each.message for each in found] == ["text"]
    assert not state.excluded


def test_a_range_a_line() -> None:
    """A segment's ranges leave out prefixes and line ends."""
    data = b"> <p>One\r\n> two</p>\r\n"
    (found,) = segments(data)
    assert [data[start:end] for start, end in found.ranges] == [b"One", b"two"]


def test_one_inline_tag() -> None:
    """Of an inline tag alone, its attributes are segments."""
    data = b'See <abbr title="World Health Organization">WHO</abbr>.'
    found, _ = html.scan(data, [(4, 44)], html.HtmlState())
    assert [(each.message, each.form) for each in found] == [("World Health Organization", Form.ATTRIBUTE)]


def assert_sound(data: bytes, ranges: Ranges, found: list[html.HtmlSegment]) -> None:
    """Segments lie inside the block, in order, without overlap, and read as their messages."""
    position = ranges[0][0] if ranges else 0
    for each in found:
        for start, end in each.ranges:
            assert position <= start < end
            assert any(first <= start and end <= last for first, last in ranges)
            position = end
        text = b" ".join(data[start:end] for start, end in each.ranges)
        assert b" ".join(text.split()).decode("utf-8", "replace") == each.message


@given(HTML)
def test_never_fails(block: bytes) -> None:
    """However broken the HTML is, segments are sound."""
    data = b""
    ranges = []
    for line in block.splitlines(keepends=True):
        data += b"> "
        ranges.append((len(data), len(data) + len(line)))
        data += line
    for state in (html.HtmlState(), html.HtmlState((b"div", b"script"))):
        found, _ = html.scan(data, ranges, state)
        assert_sound(data, ranges, found)


@given(HTML)
def test_template_tags_are_never_split(data: bytes) -> None:
    """A template tag is inside of a segment or outside, and alone it is none."""
    opaque = [match.span() for match in _TEMPLATE.finditer(data)]
    ranges = [(0, len(data))]
    found, _ = html.scan(data, ranges, html.HtmlState(), opaque)
    for each in found:
        first, last = each.ranges[0][0], each.ranges[-1][1]
        for start, end in opaque:
            assert last <= start or end <= first or (first <= start and end <= last)
            assert (first, last) != (start, end)


@given(HTML, HTML)
def test_state_is_all_that_is_handed_on(one: bytes, two: bytes) -> None:
    """A block is read the same wherever in the page it stands."""
    _, state = html.scan(one, [(0, len(one))], html.HtmlState())
    alone, after = html.scan(two, [(0, len(two))], state)
    behind, behind_after = html.scan(one + two, [(len(one), len(one + two))], state)
    assert [each.message for each in alone] == [each.message for each in behind]
    assert after == behind_after


class _Visible(HTMLParser):
    """The standard library's opinion of which texts are visible."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        no = ("translate", "no") in attrs or any(
            name == "class" and "notranslate" in (value or "").split() for name, value in attrs
        )
        void = tag in ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
        if (self.open or no or tag in _SILENT) and not void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A component without content holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif self.open and self.open[0] in ("code", "kbd", "samp", "var"):
            self.open.clear()

    def handle_data(self, data: str) -> None:
        if not self.open and any(map(str.isalpha, data)):
            self.texts.append(" ".join(data.split()))


_SILENT = ("code", "iframe", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "tt", "var")


@cache
def corpus_blocks() -> tuple[tuple[bytes, tuple[Ranges, ...]], ...]:
    found = []
    for path in pages():
        data = path.read_bytes()
        try:
            ranges = tuple(blocks(data))
        except UnicodeDecodeError:
            continue
        if ranges:
            found.append((data, ranges))
    return tuple(found)


@requires_corpus
@pytest.mark.corpus
def test_corpus_blocks_are_sound_and_covered() -> None:
    """On real pages segments are sound, and every visible text of a block is in one of them."""
    missed = []
    texts = 0
    for data, page in corpus_blocks():
        state = html.HtmlState()
        for ranges in page:
            before = state
            found, state = html.scan(data, ranges, state)
            assert_sound(data, ranges, found)
            block = b"".join(data[start:end] for start, end in ranges)
            if before.excluded or state.excluded:
                continue
            visible = _Visible()
            visible.feed(block.decode())
            visible.close()
            texts += len(visible.texts)
            messages = " ".join(each.message for each in found if each.form is Form.HTML)
            messages = " ".join(messages.split())
            messages = " ".join(messages.split())
            missed += [text for text in visible.texts if text not in messages]
    print(f"{texts} texts, {len(missed)} missed: {missed[:20]}")
    assert texts > 4_000
    assert not missed
