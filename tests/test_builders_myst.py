"""Which of MyST's extensions a site's own configuration has on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translator.builders.myst import extensions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extensions = ['myst_parser']\n", ()),
        ("myst_enable_extensions = ['deflist', 'tasklist']\n", ("deflist", "tasklist")),
        ("myst_enable_extensions = ['a']\nmyst_enable_extensions += ['b']\n", ("a", "b")),
        ("myst_enable_extensions = sorted(all_of_them)\n", None),
        ("import os; os.abort()\n", ()),
        ("def broken(\n", None),
    ],
)
def test_sphinx(tmp_path: Path, text: str, expected: tuple[str, ...] | None) -> None:
    """It is read and never run; what cannot be told may be all."""
    path = tmp_path / "conf.py"
    path.write_text(text, encoding="utf-8")
    assert extensions(path) == expected


def test_jupyter_book(tmp_path: Path) -> None:
    """Its own configuration lies beside its table of contents."""
    (tmp_path / "_config.yml").write_text("parse:\n  myst_enable_extensions: [amsmath]\n", encoding="utf-8")
    assert extensions(tmp_path / "_toc.yml") == ("amsmath",)
    assert extensions(tmp_path / "myst.yml") is None
