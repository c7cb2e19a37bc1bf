"""Inline markup of one leaf block, as tokens with byte ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Token", "apart", "bare_urls", "link_ranges", "whole_elements"]


class Token(NamedTuple):
    """One piece of inline markup, in byte offsets of the text it was found in."""

    kind: str
    """``em``, ``strong``, ``del``, ``link``, ``image``, ``code``, ``html``, ``footnote``, ``math``,
    ``url`` (a bare one), ``glued`` (one that some builders link and others do not, for what stands before
    it) or ``template``."""
    role: str
    """``open`` and ``close`` for markup around text, ``whole`` for what is kept to the letter."""
    start: int
    end: int
    key: str = ""
    """What must stay: a code span's text, a link's destination, a tag without its texts."""


# GitHub's extended autolinks, https://github.github.com/gfm/#autolinks-extension-; the scan for
# the end takes everything but white space and `<`, non-ASCII letters too: that is how a Chinese
# sentence behind a URL becomes a part of it.
_HINT = re.compile(rb"://|www\.|@")
_URL = re.compile(
    rb"(?:(?i:https?|ftp)://[^\s<]|www\.)[^\s<]*|[A-Za-z0-9._+/-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
)
_VERBATIM = re.compile(rb"<(code|samp|tt|pre|script|style|svg|math|textarea)\b(?![^>]*/>)", re.IGNORECASE)
_ENTITY_TAIL = re.compile(rb"&[A-Za-z0-9]+;\Z")


def bare_urls(text: bytes, start: int, end: int) -> list[Token]:
    """URLs and e-mail addresses that stand bare in `text[start:end]`, as GitHub would link them."""
    if not _HINT.search(text, start, end):
        return []
    found = []
    for match in _URL.finditer(text, start, end):
        first, last = match.span()
        before = text[first - 1] if first > start else 0x20
        if not _may_begin(text[first : first + 4], before):
            continue
        last = _trim(text, first, last)
        url = text[first:last].decode("utf-8", "replace")
        if not url.rstrip("/").endswith(":"):  # a scheme alone is no address; `www.` alone is one to GitHub
            kind = "url" if before in b" \t\r\n*_~(" else "glued"
            found.append(Token(kind, "whole", first, last, url))
    return found


def _may_begin(head: bytes, before: int) -> bool:
    """Whether some builder links an address behind this byte.

    In front of `://` cmark-gfm looks back over ASCII letters alone; goldmark links `www.` behind a quote
    that it made typographic.
    """
    char = chr(before)
    return not (char.isascii() and (char.isalnum() if head == b"www." else char.isalpha()))


def _trim(text: bytes, first: int, last: int) -> int:
    """Where the URL ends: trailing punctuation and unbalanced parentheses do not belong to it."""
    while last > first:
        tail = text[last - 1 : last]
        if tail in b"?!.,:*_~'\"|\\`[]{}" or (
            tail == b")" and text.count(b")", first, last) > text.count(b"(", first, last)
        ):
            last -= 1
        elif tail == b";" and (entity := _ENTITY_TAIL.search(text, first, last)):
            last = entity.start()
        elif tail == b";":
            last -= 1
        else:
            break
    return last


def whole_elements(text: bytes, tokens: Sequence[Token]) -> list[Token]:
    """`<code>…</code>` and its like are one token: what stands in them is no language."""
    if not any(token.kind == "html" for token in tokens):
        return list(tokens)
    whole: list[Token] = []
    unclosed: set[bytes] = set()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        match = _VERBATIM.match(text, token.start, token.end) if token.kind == "html" else None
        closing = b"</" + match[1].lower() if match else b""
        if closing and closing not in unclosed:
            last = index
            while last < len(tokens) and not text[tokens[last].start : tokens[last].end].lower().startswith(
                closing
            ):
                last += 1
            if last < len(tokens):
                whole.append(Token("html", "whole", token.start, tokens[last].end, ""))
                index = last + 1
                continue
            unclosed.add(closing)
        whole.append(token)
    return whole


def apart(text: bytes, urls: Sequence[Token], taken: list[tuple[int, int]]) -> list[Token]:
    """The URLs outside of some ranges; where one of these begins in a URL, the URL ends."""
    if not urls or not taken:
        return list(urls)
    free = []
    taken.sort()
    index, reach = 0, -1
    for url in urls:
        while index < len(taken) and taken[index][0] <= url.start:
            reach = max(reach, taken[index][1])
            index += 1
        if reach > url.start:
            continue
        end = url.end
        if index < len(taken) and taken[index][0] < end:
            end = _trim(text, url.start, taken[index][0])
        free.append(url._replace(end=end, key=text[url.start : end].decode("utf-8", "replace")))
    return free


def link_ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The ranges of links, in which GitHub links nothing else."""
    stack: list[int] = []
    found = []
    for token in tokens:
        if token.kind in ("link", "image"):
            if token.role == "open":
                stack.append(token.start)
            elif stack:
                found.append((stack.pop(), token.end))
    return found
