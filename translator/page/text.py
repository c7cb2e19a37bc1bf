"""What is text, and where its lines are."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from translator.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BOM", "LIMIT", "check_text", "line_ends", "line_of"]

BOM = b"\xef\xbb\xbf"
LIMIT = 10 * 1024 * 1024
"""Bytes: a page beyond is no page that people translate, and would take gigabytes to parse."""

_WIDE = {b"\xff\xfe": "UTF-16 (little endian)", b"\xfe\xff": "UTF-16 (big endian)"}


def check_text(data: bytes, path: str) -> None:
    """Refuse what cannot be read as UTF-8 text of a sensible size.

    :raises PageError: with the line of the first bad byte
    """
    if len(data) > LIMIT:
        raise PageError(
            f"the page has {len(data) / 1e6:.0f} MB; the limit is {LIMIT // 2**20} MB",
            path=path,
            remedy="split it, or exclude it in translate.toml",
        )
    if data[:2] in _WIDE:
        raise PageError(
            f"the page is {_WIDE[data[:2]]}, not UTF-8", path=path, line=1, remedy="save it as UTF-8"
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = line_of(line_ends(data), error.start)
        raise PageError(
            f"byte 0x{data[error.start]:02x} is no UTF-8",
            path=path,
            line=line,
            remedy="save the page as UTF-8",
        ) from None


def line_ends(data: bytes) -> list[int]:
    """Where each line of the page ends: LF, CRLF or a lone CR."""
    ends = list(accumulate(map(len, data.splitlines(keepends=True))))
    if ends and not data.endswith((b"\n", b"\r")):
        ends.pop()
    return ends


def line_of(ends: Sequence[int], position: int) -> int:
    """The 1-based line of a byte offset."""
    return bisect_right(ends, position) + 1
