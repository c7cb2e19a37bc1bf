"""Characters that nobody sees do not come into a page with a translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import PageOptions
from translator.page.controls import without_controls
from translator.page.parse import parse
from translator.page.write import write

RLO, RLE, PDF, RLI, PDI, RLM = "\u202e", "\u202b", "\u202c", "\u2067", "\u2069", "\u200f"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("a\x00b\x1bc\x7fd\x9fe", "abcde", id="control characters go"),
        pytest.param("a\x0bb\x0cc\x85d\u2028e\u2029f\rg", "a b c d e f g", id="separators are spaces"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tabs and line feeds stay"),
        pytest.param(f"a{RLO}b{PDF}c", "abc", id="an override, and what ended it"),
        pytest.param(f"a{RLE}b{PDF}c", f"a{RLE}b{PDF}c", id="an embedding that ends stays"),
        pytest.param(f"a{RLI}b{PDI}c", f"a{RLI}b{PDI}c", id="an isolate that ends stays"),
        pytest.param(f"a{RLI}b{PDF}c", "abc", id="one that another mark ends"),
        pytest.param(f"a{RLE}b", "ab", id="one that never ends"),
        pytest.param(
            f"a{RLM}b\u200dc\u00ad", f"a{RLM}b\u200dc\u00ad", id="marks, joiners, soft hyphens stay"
        ),
    ],
)
def test_what_stays(text: str, clean: str) -> None:
    """What no reader can see or wants is left out; what languages need is left in."""
    assert without_controls(text, "words") == clean


def test_what_the_source_has_its_translation_may_have() -> None:
    """An odd source is the author's affair."""
    assert without_controls("x\x07y\u2028z", "a\x07b\u2028c") == "x\x07y\u2028z"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """And clean text is left as it is."""
    once = without_controls(text, "")
    assert without_controls(once, "") == once


@pytest.mark.parametrize(
    "page",
    ["Words\n", "---\ntitle: Words\n---\n", "<p>Words</p>\n", '![x](a "Words")\n', '{{< f alt="Words" >}}\n'],
)
def test_none_reaches_a_page(page: str) -> None:
    """Wherever a message stands, in front matter, HTML, titles and parameters too."""
    parsed = parse(page.encode(), PageOptions(dialects=("hugo",), translate=("title",)), "page.md")
    texts = [f"a\x00b{RLO}c" if segment.message == "Words" else None for segment in parsed.segments]
    assert any(texts)
    written = write(parsed, texts).data.decode()
    assert "abc" in written
    assert "\x00" not in written
    assert RLO not in written
