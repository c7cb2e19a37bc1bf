"""mdpo, the peer that is measured in the same process: ``md2po`` and ``po2md``."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from benchmarks.row import Skip

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["extract", "update", "write"]


def extract(page: Path, catalog: Path) -> None:
    """Make a page's PO file.

    :raises Skip: mdpo is not installed
    """
    if find_spec("mdpo") is None:
        raise Skip("mdpo is not installed: pip install -e '.[bench]'")
    from mdpo.md2po import markdown_to_pofile  # noqa: PLC0415 (optional)

    markdown_to_pofile(_text(page), wrapwidth=0).save(str(catalog))


def update(page: Path, catalog: Path) -> None:
    """Bring a page's PO file up to date."""
    from mdpo.md2po import markdown_to_pofile  # noqa: PLC0415 (optional)

    markdown_to_pofile(_text(page), po_filepath=str(catalog), save=True, wrapwidth=0)


def write(page: Path, catalog: Path, localized: Path) -> None:
    """Make the localized page."""
    from mdpo.po2md import pofile_to_markdown  # noqa: PLC0415 (optional)

    text = pofile_to_markdown(_text(page), str(catalog), wrapwidth=0)
    localized.write_text(text, encoding="utf-8", newline="")


def _text(page: Path) -> str:
    with page.open(encoding="utf-8", newline="") as file:
        return file.read()
