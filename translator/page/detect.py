"""Where a page's front matter stands, as the sites' builders find it.

- Jekyll: ``---`` on the first line, closed by the first line that is ``---`` or ``...``, spaces after.
- Hugo: the same, ``+++`` for TOML, ``{`` for JSON; blank lines and white space may stand before.

A closing fence is one wherever its line begins with it, be it inside a quoted value: all builders cut there.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Literal

from translator.errors import PageError
from translator.page import scalars_json, scalars_toml, scalars_yaml
from translator.page.matter import BrokenError, FrontMatter, Node
from translator.page.text import BOM

__all__ = ["content_of", "data_file", "parse_content", "split", "tree"]

_PARSERS = {"yaml": scalars_yaml.parse, "toml": scalars_toml.parse, "json": scalars_json.parse}

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(---|\+\+\+)[ \t]*(?:\r\n|\r|\n|\Z)")
_CLOSING = {
    b"---": re.compile(rb"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)"),
    b"+++": re.compile(rb"(?:(?<=\n)|(?<=\r))\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)"),
}
_LOOSE_CLOSING = {
    b"---": re.compile(rb"(?:(?<=\n)|(?<=\r))---(?:\r\n|\r|\n)?"),
    b"+++": re.compile(rb"(?:(?<=\n)|(?<=\r))\+\+\+(?:\r\n|\r|\n)?"),
}
# `{"title": …}` but not `{/* MDX */}`, `{{< hugo >}}`, `{% liquid %}`
_OPENING_JSON = re.compile(
    rb'(?:\xef\xbb\xbf)?[ \t\r\n]*(?=\{[ \t\r\n]*(?:"(?:[^"\\\r\n]|\\.)*"[ \t\r\n]*:|\}))'
)
_AFTER_JSON = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*")
_KEY = re.compile(rb"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s#:"'\-*>|`][^\r\n:]*?):(?:[ \t\r\n]|\Z)""")
_PLAIN_KEY = re.compile(rb"[A-Za-z_][\w-]*:(?:[ \t\r\n]|\Z)")
_TWO_KEYS = re.compile(rb"[A-Za-z_][\w-]*:[^\r\n]*(?:\r\n|\r|\n)[A-Za-z_][\w-]*:")
_SMALL_LETTER = re.compile(rb"[a-z]")
_TOML_KEY = re.compile(rb"""[A-Za-z0-9_."'-]+[ \t]*=|\[""")


def split(data: bytes, *, path: str = "") -> FrontMatter | None:
    """Find a page's front matter.

    :param data: the page's raw bytes
    :param path: its name, for messages
    :return: None for a page without; text between two thematic breaks is none
    :raises PageError: it is opened and never closed, or it cannot be read; with line and remedy
    """
    opening = _OPENING.match(data)
    if opening is None:
        return _split_json(data, path)
    fence = opening[1]
    closing = _CLOSING[fence].search(data, opening.end())
    try:
        found = _between(data, opening, closing) if closing else _loosely_closed(data, opening)
    except BrokenError as error:
        found = _loosely_closed(data, opening)
        key = _KEY if fence == b"---" else _TOML_KEY
        if found is None and closing and _opens_with(key, data, opening.end()):
            block = FrontMatter("yaml", opening.start(1), opening.end(), closing.start(), closing.end())
            raise _page_error(error, data, block, path) from None
    if found is None and closing is None and _unclosed(data, opening):
        raise PageError(
            "the front matter is opened and never closed",
            path=path,
            line=_line(data, opening.start(1)),
            remedy=f"close the front matter with {fence.decode()}",
        )
    return found


def _between(data: bytes, opening: re.Match[bytes], closing: re.Match[bytes]) -> FrontMatter | None:
    """Take the block between two fences; None where it holds no keys.

    :raises BrokenError: it cannot be read
    """
    form: Literal["yaml", "toml"] = "yaml" if opening[1] == b"---" else "toml"
    found = FrontMatter(form, opening.start(1), opening.end(), closing.start(), closing.end())
    return found if _parse(data, found).kind in ("map", "null") else None


def _loosely_closed(data: bytes, opening: re.Match[bytes]) -> FrontMatter | None:
    """Take the block before the first line that begins with a fence: Hugo closes at ``---1``."""
    closing = _LOOSE_CLOSING[opening[1]].search(data, opening.end())
    try:
        return _between(data, opening, closing) if closing else None
    except BrokenError:
        return None


def _unclosed(data: bytes, opening: re.Match[bytes]) -> bool:
    """Whether keys follow an opening fence, rather than prose a thematic break.

    A first word with a colon may be prose ("Note: …"); a small letter, or a second key, is front matter.
    """
    if opening[1] == b"+++":
        return _opens_with(_TOML_KEY, data, opening.end())
    if not _opens_with(_PLAIN_KEY, data, opening.end()):
        return False
    return _opens_with(_TWO_KEYS, data, opening.end()) or _opens_with(_SMALL_LETTER, data, opening.end())


def _opens_with(pattern: re.Pattern[bytes], data: bytes, start: int) -> bool:
    """Whether a pattern matches behind blank lines and comments."""
    first = _COMMENT.match(data, start)
    return pattern.match(data, first.end() if first else start) is not None


def _split_json(data: bytes, path: str) -> FrontMatter | None:
    opening = _OPENING_JSON.match(data)
    if opening is None:
        return None
    start = opening.end()
    text = data[start:].decode("utf-8", "surrogateescape")
    found = FrontMatter("json", start, start, len(data), len(data))
    try:
        _, length = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        position = len(text[: error.pos].encode("utf-8", "surrogateescape"))
        broken = BrokenError(f"invalid JSON: {error.msg}", position, "mend the JSON")
        raise _page_error(broken, data, found, path) from None
    except RecursionError:
        broken = BrokenError("the JSON is nested too deeply", 0, "flatten it")
        raise _page_error(broken, data, found, path) from None
    after = _AFTER_JSON.match(text, length)
    if after is None:
        return None
    end = start + len(text[:length].encode("utf-8", "surrogateescape"))
    found = FrontMatter("json", start, start, end, end + after.end() - length)
    tree(data, found, path)
    return found


def data_file(data: bytes, form: str, path: str = "") -> FrontMatter:
    """Take a whole file for one block.

    :param form: ``yaml``, ``toml`` or ``json``
    :raises PageError: it cannot be read, or is neither keys nor a list; with line and remedy
    """
    start = len(BOM) if data.startswith(BOM) else 0
    if form == "yaml":
        found = FrontMatter("yaml", start, start, len(data), len(data))
    elif form == "toml":
        found = FrontMatter("toml", start, start, len(data), len(data))
    elif form == "json":
        found = FrontMatter("json", start, start, len(data), len(data))
    else:
        raise PageError(f"no data file format “{form}”", path=path, remedy="name it .yml, .json or .toml")
    if tree(data, found, path).kind not in ("map", "list", "null"):
        raise PageError("the data file holds neither keys nor a list", path=path, line=1, remedy="exclude it")
    return found


def content_of(data: bytes, block: FrontMatter) -> bytes:
    """Cut out what stands between the fences."""
    return data[block.content_start : block.content_end]


def tree(data: bytes, block: FrontMatter, path: str = "") -> Node:
    """Read a block's nodes, in offsets of its content.

    :raises PageError: it cannot be read; with line and remedy
    """
    try:
        return _parse(data, block)
    except BrokenError as error:
        raise _page_error(error, data, block, path) from None


def parse_content(form: str, content: bytes) -> Node:
    """Read a block's content into nodes.

    :param form: ``yaml``, ``toml`` or ``json``
    :raises BrokenError: it cannot be read
    """
    return _PARSERS[form](content)


_remembered = lru_cache(maxsize=8)(parse_content)  # finding, reading and editing a block all ask


def _parse(data: bytes, block: FrontMatter) -> Node:
    try:
        return _remembered(block.format, content_of(data, block))
    except UnicodeDecodeError as error:
        raise BrokenError("a byte is no UTF-8", error.start, "save the page as UTF-8") from None


def _page_error(error: BrokenError, data: bytes, block: FrontMatter, path: str) -> PageError:
    line = _line(data, min(block.content_start + error.position, len(data)))
    return PageError(error.message, path=path, line=line, remedy=error.remedy)


def _line(data: bytes, position: int) -> int:
    before = data[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
