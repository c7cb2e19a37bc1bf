"""A front matter block for a page that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.model import Splice

if TYPE_CHECKING:
    from translator.model import PageOptions
    from translator.page.parse import Page

__all__ = ["new_block"]


def new_block(source: Page, options: PageOptions, locale: str, source_hash: str) -> tuple[Splice, ...]:
    """Write the locale and the hash above a page, where the configuration wants it."""
    end = "\r\n" if b"\r\n" in source.data else "\n"
    rows = ["---", f"{options.locale_key}: {locale}", f"{options.hash_key}: {source_hash}", "---", ""]
    return (Splice(source.offset, source.offset, end.join(rows).encode()),)
