"""The laws of pages, on pages that nobody wrote: any block inside any other, any translation anywhere.

A law that fails here fails on a page of a few lines, which belongs into a table of cases then.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translator.errors import PageError
from translator.model import PageOptions
from translator.page.dialects import masks
from translator.page.guard import breach
from translator.page.parse import Page, parse
from translator.page.write import splice, write

if TYPE_CHECKING:
    from translator.model import Written

DIALECTS: tuple[tuple[str, ...], ...] = ((), ("jekyll",), ("hugo",), ("mdx",))
BOM = b"\xef\xbb\xbf"

WORDS = st.sampled_from(
    [
        "Wash",
        "hands",
        "Größe",
        "水を",
        "שלום",
        "e\u0301te\u0301",
        "🩺",
        "a_b",
        "1.",
        "100 %",
        "&amp;",
        "don't",
        "x|y",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
MARKUP = st.sampled_from(
    [
        "*{}*", "_{}_", "**{}**", "~~{}~~", "`{}`", "``{} ` x``", "[{}](/a)", '[{}](<b c> "Title")', "[{}]",
        "[{}][]", "[{}][one]", "![{}](i.png)", "<b>{}</b>", '<abbr title="Long">{}</abbr>', "<code>{}</code>",
        "\\*{}\\*", "{}<br>", "{} https://example.org/x", "<https://example.org> {}", "{}[^1]",
        "{{{{ {} }}}}", "{{% tag {} %}}", '{{{{< fig title="{}" >}}}}', "{} \\\nbelow",
        "{}  \nbelow", "{}\nwrapped",
    ]
)  # fmt: skip


@st.composite
def inline(draw: st.DrawFn) -> str:
    """A few words, some of them in markup, some of that in other markup."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        piece = draw(TEXT)
        for frame in draw(st.lists(MARKUP, max_size=2)):
            piece = frame.format(piece)
        pieces.append(piece)
    return " ".join(pieces)


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ").replace("\n", " ")


LINE = inline().map(_one_line)
CELL = LINE.map(lambda text: text.replace("|", "\\|"))
LEAVES = st.one_of(
    inline(),
    LINE.map("# {}".format),
    LINE.map("### {} ###".format),
    LINE.map("{}\n===".format),
    LINE.map("    {}".format),
    LINE.map("```sh\n{}\n```".format),
    LINE.map("<div>\n<p>{}</p>\n</div>".format),
    LINE.map('<img alt="{}" src="x">'.format),
    LINE.map("<!-- {} -->".format),
    LINE.map("Term\n: {}".format),
    LINE.map("[^1]: {}".format),
    st.builds('[one]: /one "{}"'.format, TEXT),
    st.builds("| {} | {} |\n|---|:-:|\n| {} | {} |".format, CELL, CELL, CELL, CELL),
    st.sampled_from(["---", "***", "{: .note}", "{#id}", "{% raw %}", "<!-- translate:note: careful -->"]),
)


def _behind(first: str, text: str) -> str:
    """A block in a container: the first line behind its mark, the others behind its prefix."""
    rest = ">" if first.startswith(">") else " " * len(first)
    return first + text.replace("\n", "\n" + rest.ljust(len(first)))


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    joined = blocks.flatmap(lambda each: st.sampled_from(["\n\n", "\n"]).map(lambda part: part.join(each)))
    return st.one_of(
        joined.map(lambda text: _behind("> ", text)),
        st.builds(
            lambda mark, items: "\n".join(_behind(mark, item) for item in items),
            st.sampled_from(["- ", "* ", "+   ", "1. ", "7) ", "- [x] "]),
            blocks,
        ),
    )


BLOCKS = st.recursive(LEAVES, _containers, max_leaves=5)
FRONT_MATTER = st.sampled_from(
    [
        "",
        "",
        "---\ntitle: Hello there # said\nlang: en\n---\n",
        '---\ntitle: "Hello \\"there\\""\nimage: x.png\n---\n\n',
        "---\ntitle: >-\n  Hello\n  there\nmore: [1, 2]\n---\n",
        "---\n---\n",
        '+++\ntitle = "Hello there"\nlang = "en"\n+++\n',
        "+++\ntitle = 'Hello'\n[more]\nx = 1\n+++\n\n",
        '{\n  "title": "Hello \\u00e9",\n  "lang": "en"\n}\n',
    ]
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """A page's bytes, in either line ends, with or without a byte order mark and a last line end."""
    blocks = draw(st.lists(BLOCKS, min_size=1, max_size=5))
    text = draw(FRONT_MATTER)
    for block in blocks:
        text += block + draw(st.sampled_from(["\n\n", "\n\n", "\n", "\n \n\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (BOM if draw(st.booleans()) else b"") + text.encode()


SPECIALS = st.sampled_from(
    [
        "1.", "2)", "#", "-", "+", ">", "=", "===", "---", "*", "**", "_", "__", "~~", "~~~", "`", "``",
        "```", "[", "]", "](", "![", "<", "<b>", "</b>", "</p>", "<br", "<!--", "-->", "|", "\\", "{", "}",
        "{%", "%}", "{{", "}}", "{{<", ">}}", "{: .x}", "{#id}", "[a](javascript:x)", "<script>x</script>",
        "[^1]", "[x]: y", "[one]", ":", "$", "$$", "www.", "www.example.org", "://", "@", "&copy;", "'", '"',
    ]
)  # fmt: skip
CONTROLS = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", "  \n", "\\\n", "\t", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff"]
)
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
HOSTILE = st.lists(
    st.one_of(WORDS, MARKUP.map(lambda frame: frame.format("x")), SPECIALS, CONTROLS, CHARACTERS),
    min_size=1,
    max_size=6,
)


@st.composite
def hostile(draw: st.DrawFn, message: str) -> str | None:
    """A translation that does what it can to be something else."""
    pieces = draw(HOSTILE)
    if draw(st.booleans()):
        pieces.insert(draw(st.integers(0, len(pieces))), message)
    return draw(st.sampled_from(["", " "])).join(pieces)


def read(data: bytes, dialects: tuple[str, ...]) -> Page | None:
    """The page, or None where it is refused with a reason."""
    try:
        return parse(data, PageOptions(dialects=dialects, translate=("title",)), "page.md")
    except PageError:
        return None


LAW = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
dialects = st.sampled_from(DIALECTS)


@LAW
@given(pages(), dialects)
def test_segments_and_gaps_make_the_page(data: bytes, names: tuple[str, ...]) -> None:
    """Ranges are in order, apart and not empty; they and the gaps between them are the page's bytes."""
    page = read(data, names)
    assert page is not None
    ranges = [span for segment in page.segments for span in segment.ranges]
    assert all(0 <= start < end <= len(data) for start, end in ranges)
    assert all(one[1] <= two[0] for one, two in pairwise(ranges))
    edges = [0, *(edge for span in ranges for edge in span), len(data)]
    assert b"".join(data[start:end] for start, end in pairwise(edges)) == data
    assert splice(data, []) == data


@LAW
@given(pages(), dialects)
def test_identity(data: bytes, names: tuple[str, ...]) -> None:
    """Messages as translations, or none at all, give the page's bytes, and nothing is to be said."""
    page = read(data, names)
    assert page is not None
    for translations in ([s.message for s in page.segments], [None] * len(page.segments)):
        written = write(page, translations)
        assert (written.data, written.held, written.findings) == (data, (), ())


def attacked(page: Page, drawn: st.DataObject) -> tuple[Written, Page]:
    """The page written with hostile translations, and read again."""
    written = write(page, [drawn.draw(hostile(segment.message)) for segment in page.segments])
    again = read(written.data, page.options.dialects)
    assert again is not None
    return written, again


@LAW
@given(pages(), dialects, st.data())
def test_no_translation_changes_the_skeleton(
    data: bytes, names: tuple[str, ...], drawn: st.DataObject
) -> None:
    """What is written reads as the source's page but for its words; what was held back is named."""
    page = read(data, names)
    assert page is not None
    written, again = attacked(page, drawn)
    assert page.body is not None
    assert again.body is not None
    assert breach(page.body, again.body) is None
    told = [finding for finding in written.findings if finding.rule == "held-back"]
    assert len(told) == len(written.held)
    for number, finding in zip(written.held, told, strict=True):
        assert finding.line == page.segments[number].line
        assert page.segments[number].message[:57] in finding.message


@LAW
@given(pages(), dialects, st.data())
def test_no_translation_brings_a_template_tag(
    data: bytes, names: tuple[str, ...], drawn: st.DataObject
) -> None:
    """Into front matter, either, which has a builder's tags but no structure that could break."""
    page = read(data, names)
    assert page is not None
    _, again = attacked(page, drawn)
    values = "\n".join(scalar.value for scalar in again.scalars).encode()
    assert not [
        mask for mask in masks(names, values) if values[mask.start : mask.start + 2] in (b"{{", b"{%")
    ]
