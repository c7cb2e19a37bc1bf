"""A site's pictures, for the preview: read from within the site alone, and put into the page itself."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["pictures"]

_TYPES = {
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
    "svg": "svg+xml",
}
"""By extension. An SVG in an `img` runs no script and loads nothing."""
_ROOTS = ("", "static/", "public/", "assets/", "docs/", "src/")
"""Where addresses that begin with a slash may lead to."""
_SIZE = 2 * 2**20
"""Bytes of one picture."""
_ALL = 12 * 2**20
"""Bytes of all pictures of a page."""


def pictures(root: Path, page: str) -> Callable[[str], str]:
    """Make what finds the pictures of a page.

    :param root: the site's root
    :param page: the page's path, relative to it
    :return: gives the `data:` address of a picture by the address that the page has, empty for none
    """
    left = _ALL
    real = os.path.realpath(root)

    def picture(address: str) -> str:
        nonlocal left
        found = _find(real, page, address)
        if found is None:
            return ""
        path, kind = found
        try:
            with path.open("rb") as file:
                data = file.read(_SIZE + 1)
        except OSError:
            return ""
        if len(data) > min(_SIZE, left):
            return ""
        left -= len(data)
        return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"

    return picture


def _find(root: str, page: str, address: str) -> tuple[Path, str] | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    name = unquote(parts.path)
    kind = _TYPES.get(name.rpartition(".")[2].lower())
    if parts.scheme or parts.netloc or kind is None or "\0" in name or "\\" in name:
        return None
    if name.startswith("/"):
        places = [folder + name.lstrip("/") for folder in _ROOTS]
    else:
        places = [f"{page.rpartition('/')[0]}/{name}".lstrip("/")]
    for place in places:
        path = os.path.realpath(os.path.join(root, place))  # noqa: PTH118 (`..` and links are followed to the end)
        if not path.startswith(os.path.join(root, "")) or not os.path.isfile(path):  # noqa: PTH113, PTH118
            continue
        if any(part.startswith(".") for part in Path(path).relative_to(root).parts):
            continue
        if path.rpartition(".")[2].lower() in _TYPES:  # a link may have led to a file of another kind
            return Path(path), kind
    return None
