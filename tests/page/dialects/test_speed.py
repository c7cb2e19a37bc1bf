"""Pages that were made to be slow: a dialect looks through each once, not once a piece."""

from __future__ import annotations

import time

import pytest

from translator.page.dialects import masks

_SIZE = 40_000
_GAP = " " * _SIZE


@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        ("jekyll", f"*[a]: x{_GAP}y{_GAP}"),
        ("jekyll", "{::comment}" * (_SIZE // 10)),
        ("jekyll", "{::comment}{:/}" * (_SIZE // 10) + "{:/comment}"),
        ("jekyll", "<div>\n{% x %}\n</div>\n\n" * (_SIZE // 10)),
        ("vitepress", f"::: tip x{_GAP}y{_GAP}{{"),
        ("vitepress", f"::: tip{_GAP}{{"),
        ("vitepress", f":::{_GAP}!"),
        ("vitepress", f"> [!tip] x{_GAP}y{_GAP}\f\r\r"),
        ("hugo", f"> [!tip] x{_GAP}y{_GAP}\f\r\r"),
        ("obsidian", f"> [!tip] x{_GAP}y{_GAP}\f\r\r"),
        ("mdx", f":::note x{_GAP}y{_GAP}{{"),
        ("pandoc", f"::: x{_GAP}y"),
        ("pandoc", f":::{_GAP}!"),
        ("pandoc", "\\begin{a}" * (_SIZE // 10)),
        ("pandoc", "@a-" * (_SIZE // 3)),
        ("pandoc", "[@a " * (_SIZE // 4)),
        ("pandoc", "<div>\n" * (_SIZE // 4)),
    ],
    ids=lambda value: value[:16].strip(),
)
def test_no_page_takes_long(dialect: str, body: str) -> None:
    """A hundredth of a second or two; were each piece looked for anew, it would be minutes."""
    data = f"{body}\n".encode()
    begun = time.perf_counter()
    masks((dialect,), data)
    assert time.perf_counter() - begun < 1
