"""A PO file of another tool, for a whole site or book: its translations, by the pages that they refer to.

Read only: our own catalogs are PO files already. What mdbook-i18n-helpers, po4a or sphinx-intl wrote
comes in this way. A message that stands on several pages is a row of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.catalog import po
from translator.errors import CatalogError, ConfigError
from translator.exchange.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.exchange.rows import Languages
    from translator.model import Entry

__all__ = ["parse", "serialize"]


def serialize(rows: Sequence[Row], languages: Languages) -> bytes:
    """Refuse: the catalogs themselves are what a PO editor opens.

    :raises ConfigError: always
    """
    del rows, languages
    raise ConfigError("the catalogs are PO files", remedy="send them as they are")


def parse(data: bytes, path: str) -> tuple[Row, ...]:
    """Read a file.

    :param path: for messages
    :raises ConfigError: it is damaged
    """
    try:
        catalog = po.parse(data, path)
    except CatalogError as error:
        raise ConfigError(error.message, path=path, line=error.line, remedy=error.remedy) from None
    locale = catalog.get("Language").replace("_", "-")
    rows: list[Row] = []
    for entry in catalog.entries:
        pages = dict.fromkeys(page for page, _ in entry.references)
        rows += [_row(entry, page, locale) for page in pages or ("",)]
    return tuple(rows)


def _row(entry: Entry, page: str, locale: str) -> Row:
    text = entry.msgstr or next(iter(entry.msgstr_plural), "")
    state = "untranslated" if not text else "fuzzy" if entry.fuzzy else "translated"
    return Row(
        page, locale, entry.msgid, text, entry.msgctxt, state, entry.previous_msgid, entry.previous_msgctxt
    )
