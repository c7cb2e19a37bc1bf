"""The ids that a site's templates bring to its pages, as far as the templates are there."""

from __future__ import annotations

import os
import re

from translator import files

__all__ = ["layout_ids"]

_TEMPLATES = ("_layouts", "_includes", "layouts", "themes", "src", "overrides", "theme")
_ENDINGS = (".html", ".htm", ".js", ".jsx", ".ts", ".tsx", ".vue", ".astro")
_ID = re.compile(rb"""\b(?:id|name)\s*=\s*\{?\s*["']?([^\s"'<>{}]+)""")


def layout_ids(folder: str) -> frozenset[str]:
    """Collect them.

    :param folder: the one that the builder's configuration stands in
    """
    found: set[str] = set()
    for name in _TEMPLATES:
        for place, _, names in os.walk(f"{folder}/{name}"):
            for each in names:
                if each.endswith(_ENDINGS):
                    found |= _ids_in(f"{place}/{each}")
    return frozenset(found)


def _ids_in(path: str) -> set[str]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return {each.decode("utf-8", "replace") for each in _ID.findall(file.read(files.LIMIT))}
    except OSError:
        return set()
