"""URL schemes, as browsers read them."""

from __future__ import annotations

import pytest

from translator.page.html_urls import safe_scheme, schemes

_ALLOWED = frozenset(("http", "https", "mailto"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/x:y",
        "#a:b",
        "?a:b",
        "//example.org",
        "https://example.org",
        "HTTP://x",
        "mailto:a@b",
        "1a:b",
        "{{ x }}:y",
    ],
)
def test_safe(url: str) -> None:
    """Relative URLs and allowed schemes are safe."""
    assert safe_scheme(url, _ALLOWED)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        " \x01javascript:x",
        "java\nscript:x",
        "java&Tab;script&colon;x",
        "&#106avascript:x",
        "&#x6A;avascript&#58;x",
        "\tj\ra\nvascript:x",
        "&#1;javascript:x",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_unsafe(url: str) -> None:
    """Entities, control characters and white space don't hide a scheme."""
    assert not safe_scheme(url, _ALLOWED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a href='javascript:x'>", {"javascript"}),
        ("<a href=javascript:x>", {"javascript"}),
        ("<svg><use xlink:href='data:x'/></svg>", {"data"}),
        ("<form action='https://x'><button formaction='Vb&#115;cript:x'>", {"https", "vbscript"}),
        ("<img src='/x' srcset='/a.png 1x, data:image/png;base64,AA 2x' alt='b:c'>", {"data"}),
        ("<iframe src='javascript:x'></iframe>", {"javascript"}),
        ("a javascript:x <!-- <a href='javascript:x'> -->", set()),
    ],
)
def test_schemes(text: str, expected: set[str]) -> None:
    """Schemes count in the attributes that hold URLs, and only there."""
    assert schemes(text) == expected
    assert schemes(text.encode()) == expected
