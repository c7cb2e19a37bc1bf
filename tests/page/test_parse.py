"""Pages, parsed: front matter first, then the body; or refused with a reason."""

from __future__ import annotations

import pytest

from translator.errors import PageError
from translator.model import Form, PageOptions, Segment
from translator.page.parse import Page, dialects_of, parse, read_body

OPTIONS = PageOptions(translate=("title", "features[*].text"))
BOM = "\ufeff"


def read(text: str, options: PageOptions = OPTIONS, path: str = "page.md") -> Page:
    return parse(text.encode(), options, path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("One", ["One"], id="no line end"),
        pytest.param(BOM, [], id="a byte order mark alone"),
        pytest.param(BOM + "# One\n", ["One"], id="a byte order mark"),
        pytest.param("---\ntitle: One\n---\n# Two\n", ["One", "Two"], id="YAML"),
        pytest.param(BOM + "---\r\ntitle: One\r\n---\r\n# Two\r\n", ["One", "Two"], id="with BOM and CRLF"),
        pytest.param('+++\ntitle = "One"\n+++\nTwo\n', ["One", "Two"], id="TOML"),
        pytest.param('{\n  "title": "One"\n}\n\nTwo\n', ["One", "Two"], id="JSON"),
        pytest.param("---\n---\nOne\n", ["One"], id="an empty block"),
        pytest.param("---\ntitle: One\n---", ["One"], id="no body"),
        pytest.param(
            "One\n\n---\n\ntitle: Two\n\n---\n", ["One", "title: Two"], id="rules are no front matter"
        ),
        pytest.param("---\ntitle: 1\nlang: en\nother: x\n---\n", [], id="nothing to translate"),
        pytest.param("---\ntitle: /a/b\n---\n", [], id="a path"),
        pytest.param("---\ntitle: |\n  One\n  two\n---\n", ["One\ntwo\n"], id="a block scalar"),
        pytest.param(
            "---\nfeatures:\n- text: One\n  icon: x\n- text: Two\n---\n",
            ["One", "Two"],
            id="values in a list",
        ),
    ],
)
def test_messages(text: str, expected: list[str]) -> None:
    """Front matter's by their keys, then the body's."""
    page = read(text)
    assert [segment.message for segment in page.segments] == expected
    assert len(page.scalars) + len(page.slots) == len(page.segments)


def test_segments_of_front_matter() -> None:
    """Their key path is their context, without indexes."""
    page = read("---\n# said\nfeatures:\n- text: 'One'\n---\n\nTwo\n")
    assert page.segments == (
        Segment("One", ((29, 34),), Form.SCALAR, "front matter", "features[*].text", (), 4),
        Segment("Two", ((40, 43),), Form.PARAGRAPH, "paragraph", "", (), 7),
    )
    assert [(each.kind, each.line) for each in page.segments] == [("front matter", 4), ("paragraph", 7)]
    assert page.offset == 39


def test_the_keys_that_are_ours_are_never_translated() -> None:
    """Whatever patterns say."""
    options = PageOptions(translate=("**",), locale_key="lang", hash_key="source_hash")
    page = read("---\nlang: english\nsource_hash: some words\ntitle: One\n---\n", options)
    assert [segment.context for segment in page.segments] == ["title"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yaml", "a: One\nb:\n- snake_case\n- Two\n"),
        ("json", '{"a": "One", "b": ["snake_case", "Two"]}'),
        ("toml", 'a = "One"\nb = ["snake_case", "Two"]\n'),
    ],
)
def test_data_files_are_all_front_matter(form: str, text: str) -> None:
    """They have no body, and names in code's spelling are no text."""
    page = read(text, PageOptions(translate=("**",), data_format=form), "a." + form)
    assert [(each.message, each.kind) for each in page.segments] == [("One", "data"), ("Two", "data")]
    assert page.body is None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(b"a\nb\xff\n", 2, id="not UTF-8"),
        pytest.param(b"\xff\xfea\0", 1, id="UTF-16"),
        pytest.param(b"---\ntitle: [\n---\n", 3, id="invalid YAML"),
        pytest.param(b"---\ntitle: a\ntitle: b\n---\n", 3, id="a key twice"),
        pytest.param(b"---\ntitle: a\n\nbody\n", 1, id="never closed"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, line: int) -> None:
    """With the path, the line, and what to do."""
    with pytest.raises(PageError) as caught:
        parse(data, OPTIONS, "page.md")
    assert (caught.value.path, caught.value.line) == ("page.md", line)
    assert caught.value.remedy


def test_an_mdx_page_speaks_mdx() -> None:
    """Whatever its site says; once is enough."""
    options = PageOptions(dialects=("hugo",), translate=("a",), keep=("b",), locale_key="c", hash_key="d")
    spoken = dialects_of("x.mdx", options)
    assert spoken == PageOptions(("hugo", "mdx"), ("a",), ("b",), "c", "d")
    named = PageOptions(mdx="mdx+opaque:Trans")
    assert dialects_of("x.mdx", named).dialects == ("mdx+opaque:Trans",)
    assert dialects_of("x.mdx", spoken) is spoken
    assert dialects_of("x.md", options) is options


def test_a_body_is_read_with_its_masks() -> None:
    """What a dialect knows is hidden from the parser, not from the page."""
    raw = b"{% a %}\n# One\n"
    body = read_body(raw, PageOptions(dialects=("jekyll",)))
    assert body.raw == raw
    assert [(mask.start, mask.end) for mask in body.masks] == [(0, 7)]
    assert body.structure.blocks == ("H1", "TEXT")
