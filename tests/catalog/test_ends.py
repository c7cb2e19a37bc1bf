"""How a translation ends: as its message, for `msgfmt --check` asks for it."""

from __future__ import annotations

import pytest

from translator.catalog.ends import ended_as


@pytest.mark.parametrize(
    ("message", "text", "ended"),
    [
        ("a\n", "b", "b\n"),
        ("a", "b\n", "b"),
        ("a\n\n", "b\n", "b\n\n"),
        ("a", "b", "b"),
        ("a\nc", "b\nd", "b\nd"),
        ("a\n", "", ""),
        ("a", "\n", "\n"),
    ],
)
def test_ends(message: str, text: str, ended: str) -> None:
    assert ended_as(message, text) == ended
    assert ended_as(message, ended) == ended
