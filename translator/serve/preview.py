"""A page as readers will see it, nearly: its Markdown as HTML that can do nothing.

What only the site's builder understands stands as it is written, or is left out where it stands on lines of
its own.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from translator.model import Form
from translator.page import dialects
from translator.page.dialects.base import MaskKind, alone
from translator.page.parse import parse
from translator.page.structure import parser
from translator.serve.sanitize import LEFT, RIGHT, sanitized

if TYPE_CHECKING:
    from collections.abc import Callable

    from translator.model import PageOptions
    from translator.page.dialects.base import Mask
    from translator.page.parse import Page

__all__ = ["preview"]


def preview(data: bytes, options: PageOptions, path: str, picture: Callable[[str], str]) -> str:
    """Render a page.

    :param data: the page's bytes
    :param path: its name, for messages
    :param picture: the `data:` address of a picture, by the address that the page has; empty for none
    :return: HTML to stand in a body
    :raises PageError: the page cannot be read
    """
    page = parse(data, options, path)
    return _matter(page) + (_body(page, picture) if page.body is not None else "")


def _matter(page: Page) -> str:
    """The texts of its front matter, which a site's templates put here and there."""
    rows = [
        f"<dt>{escape(each.context)}</dt><dd>{escape(each.message)}</dd>"
        for each in page.segments
        if each.form is Form.SCALAR
    ]
    return f'<dl class="matter">{"".join(rows)}</dl>' if rows else ""


def _body(page: Page, picture: Callable[[str], str]) -> str:
    import pyromark  # noqa: PLC0415 (3 MB of extension module)

    body = page.body
    assert body is not None  # noqa: S101 (for the type checker)
    raw = body.raw
    parts: list[str] = []
    words: list[str] = []
    end = 0
    for mask in body.masks:
        parts.append(_plain(raw[end : mask.start]))
        parts.append(_word(raw, mask, words))
        end = mask.end
    parts.append(_plain(raw[end:]))
    switches = dialects.switches(page.options.dialects) | {"heading_attributes"}
    return sanitized(pyromark.html("".join(parts), options=parser(switches)), picture, words)


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace(LEFT, "").replace(RIGHT, "")


def _word(raw: bytes, mask: Mask, words: list[str]) -> str:
    """What stands in a mask's place: a word for what is shown, so that the parser takes it for text."""
    text = raw[mask.start : mask.end]
    if mask.kind is MaskKind.JOIN:
        return " "
    if mask.kind is MaskKind.SHAPE:
        return mask.fill.decode()
    if mask.kind is MaskKind.TEXT:
        return _plain(text)
    if mask.kind is MaskKind.BLOCK or (mask.kind is MaskKind.OPAQUE and alone(raw, mask.start, mask.end)):
        return "\n" * text.count(b"\n")
    if mask.fill == b".":  # a span's attributes
        return ""
    words.append(_plain(text))
    return f"{LEFT}{len(words) - 1}{RIGHT}"
