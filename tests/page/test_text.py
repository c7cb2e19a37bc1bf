"""What is text, and on which line a byte stands."""

from __future__ import annotations

import pytest

from translator.errors import PageError
from translator.page.text import LIMIT, check_text, line_ends, line_of


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf# x\r\n", id="byte order mark"),
        pytest.param(b"a\0b\x1b\x7f", id="control characters"),
        pytest.param("🩺 e\u0301 שלום\u2028".encode(), id="every plane"),
        pytest.param(b"x" * LIMIT, id="as large as can be"),
    ],
)
def test_text_passes(data: bytes) -> None:
    """Odd text is text."""
    check_text(data, "page.md")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(b"\xff\xfe#\0", 1, "UTF-16 (little endian)", id="UTF-16, little endian"),
        pytest.param(b"\xfe\xff\0#", 1, "UTF-16 (big endian)", id="UTF-16, big endian"),
        pytest.param(b"a\nb\nc\xe9d\n", 3, "byte 0xe9", id="Latin 1"),
        pytest.param(b"a\r\nb\xc3", 2, "byte 0xc3", id="a character cut in two"),
        pytest.param(b"a\rb\rc\xe9", 3, "byte 0xe9", id="lines that end in CR"),
        pytest.param(b"\xed\xa0\x80", 1, "byte 0xed", id="a surrogate"),
        pytest.param(b"x" * (LIMIT + 1), 0, "the limit is 10 MB", id="too large"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, line: int, message: str) -> None:
    """With the page, the line of the first bad byte, and a remedy."""
    with pytest.raises(PageError) as caught:
        check_text(data, "page.md")
    assert (caught.value.path, caught.value.line) == ("page.md", line)
    assert message in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(b"a", [], id="no line end"),
        pytest.param(b"\n", [1], id="a line end alone"),
        pytest.param(b"a\nb\n", [2, 4], id="LF"),
        pytest.param(b"a\r\nb", [3], id="CRLF"),
        pytest.param(b"a\rb\r", [2, 4], id="CR"),
        pytest.param(b"a\r\n\rb\n\nc", [3, 4, 6, 7], id="mixed"),
        pytest.param("a\u2028b\u0085c\x0bd\x0ce".encode(), [], id="what other readers break at"),
    ],
)
def test_line_ends(data: bytes, ends: list[int]) -> None:
    """LF, CRLF and a lone CR end a line, nothing else does."""
    assert line_ends(data) == ends


def test_line_of() -> None:
    """A line's end belongs to it; the first byte behind it to the next."""
    ends = line_ends(b"ab\ncd\r\n")
    assert [line_of(ends, place) for place in range(8)] == [1, 1, 1, 2, 2, 2, 2, 3]
