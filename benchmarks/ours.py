"""What ``md2po`` and ``po2md`` do, done by `translate`: file to file, nothing kept in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.catalog import assign, header, po, template
from translator.model import Catalog
from translator.page.parse import parse
from translator.page.write import write as write_page

if TYPE_CHECKING:
    from pathlib import Path

    from translator.model import PageOptions

__all__ = ["extract", "write"]


def extract(page: Path, catalog: Path, options: PageOptions) -> None:
    """Make a page's catalog."""
    parsed = parse(page.read_bytes(), options, page.name)
    entries = template.template(page.name, parsed.segments)
    catalog.write_bytes(po.serialize(Catalog(header.new_header("de"), entries)))


def write(page: Path, catalog: Path, localized: Path, options: PageOptions) -> None:
    """Make the localized page, through the guard."""
    parsed = parse(page.read_bytes(), options, page.name)
    known = po.parse(catalog.read_bytes(), catalog.name)
    localized.write_bytes(write_page(parsed, assign.assign(known, parsed.segments)).data)
