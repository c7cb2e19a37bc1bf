"""The shape of HTML: what stays the same when nothing but the words of a page change."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

from judges.liquid import TRANSLATABLE

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["explicit_ids", "heading_ids", "same_shape", "shape", "texts"]

_VERBATIM = frozenset(("code", "pre", "script", "style"))
"""Elements whose content is no words; inline code is the only one whose line breaks don't count."""

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORDS = frozenset(("alt", "aria-label", "data-title", "placeholder", "text", "title")) | {
    f"data-p-{name}" for name in TRANSLATABLE
}
_URLS = frozenset(("action", "cite", "data", "href", "poster", "src"))
_BREAK = re.compile(r"\s*\n\s*")
_EXPLICIT_ID = re.compile(rb"\{:?[^{}\n]*?#([^\s{}]+)[^{}\n]*\}")
_CONTEXT = 160  # characters of HTML shown before a difference


class _Reader(HTMLParser):
    """Takes HTML apart into its shape and its texts, in one pass."""

    def __init__(self, ids: Container[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.places: list[tuple[int, int]] = []
        """For each item of the shape: line and column in the HTML."""
        self.texts: list[str] = []
        self.heading_ids: list[str] = []
        self._ids = ids
        self._open: list[str] = []
        """Verbatim elements that are open; mostly none, or ``pre`` and ``code``."""
        self._untranslated: list[str] = []
        """Elements that are open since, and including, one with ``translate="no"``."""
        self._verbatim: list[str] = []

    def add(self, item: str) -> None:
        if self._verbatim:
            # The parser may hand over one run of text in pieces: join before comparing.
            content = "".join(self._verbatim).replace("\r\n", "\n")
            self._verbatim.clear()
            if self._open[0] == "code":  # inline: a line break is a space there
                content = _BREAK.sub(" ", content)
            self.add(content)
        self.shape.append(item)
        self.places.append(self.getpos())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag in _VERBATIM:
            self._open.append(tag)
        if tag not in _VOID and (self._untranslated or ("translate", "no") in attrs):
            self._untranslated.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.heading_ids += [value for name, value in attrs if name == "id" and value]
        self.add(f"<{tag}{self._attributes(tag, attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        self.add(f"</{tag}>")
        for names in (self._open, self._untranslated):
            if tag in names:
                del names[_last(names, tag) :]

    def handle_data(self, data: str) -> None:
        if self._open:
            self._verbatim.append(data)
        elif not self._untranslated and (text := " ".join(data.split())):
            self.texts.append(text)

    def handle_comment(self, data: str) -> None:
        self.add(f"<!--{_BREAK.sub(' ', data)}-->")

    def handle_decl(self, decl: str) -> None:
        self.add(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.add(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.add(f"<![{data}]>")

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        values = {name: " ".join((value or "").split()) for name, value in attrs}
        contents = tag == "a" and values.get("id", "").startswith("markdown-toc-")
        for name, value in list(values.items()):
            if name in _WORDS:
                values[name] = "…" if value else ""
            elif name == "id" and tag in _HEADINGS and value not in self._ids:
                del values[name]  # made from the heading's words, and missing where they have no letter
            elif name == "id" and contents:
                values[name] = "…"
            elif name == "href" and contents:
                values[name] = "#…"
            elif name in _URLS:
                values[name] = unquote(value, errors="surrogateescape")
        return "".join(f' {name}="{value}"' for name, value in sorted(values.items()))


def _last(items: list[str], item: str) -> int:
    return len(items) - 1 - items[::-1].index(item)


def _read(html: str, ids: Container[str] = ()) -> _Reader:
    reader = _Reader(ids)
    reader.feed(html)
    reader.close()
    if reader.rawdata:  # after an unclosed script or style the parser keeps the rest for itself
        reader.add(reader.rawdata)
    reader.add("(end)")
    return reader


def shape(html: str, ids: Container[str] = ()) -> tuple[str, ...]:
    """Take the words out of HTML: what is left is its tags, attributes, comments and code, in order.

    Blanked are the values of `alt`, `title`, `placeholder`, `aria-label`, of shortcodes' parameters
    that readers see, and the ids of headings, which renderers make from the heading's words. URLs
    are compared percent-decoded; code, `<pre>`, scripts and styles to the letter.

    :param ids: heading ids to keep: those that the author chose (see `explicit_ids`), or all of the
        source's (see `heading_ids`) where the localized page is to have the same
    """
    return tuple(_read(html, ids).shape)


def texts(html: str) -> list[str]:
    """List the visible texts between tags, white space folded, without code, scripts and styles.

    What stands under ``translate="no"`` is left out too.
    """
    return _read(html).texts


def heading_ids(html: str) -> frozenset[str]:
    """Collect the ids of all headings."""
    return frozenset(_read(html).heading_ids)


def explicit_ids(body: bytes) -> frozenset[str]:
    """Collect the ids that a page's author gave, as ``{#id}`` (Hugo) or ``{: #id}`` (kramdown)."""
    return frozenset(match.decode("utf-8", "replace") for match in _EXPLICIT_ID.findall(body))


def same_shape(one: str, other: str, ids: Container[str] = ()) -> str | None:
    """Compare the shapes of two pieces of HTML.

    :param one: the source page's, by convention
    :param other: the localized page's
    :param ids: as for `shape`
    :return: the first difference, readable, with what comes before it in both; None if there is none
    """
    first, second = _read(one, ids), _read(other, ids)
    if first.shape == second.shape:
        return None
    pairs = zip(first.shape, second.shape, strict=False)
    number = next(
        (n for n, (a, b) in enumerate(pairs) if a != b), min(len(first.shape), len(second.shape)) - 1
    )
    return (
        f"item {number} of {len(first.shape)} and {len(second.shape)}: "
        f"{first.shape[number]!r} became {second.shape[number]!r}\n"
        f"  in   {_excerpt(one, first.places[number])}\n"
        f"  from {_excerpt(other, second.places[number])}"
    )


def _excerpt(html: str, place: tuple[int, int]) -> str:
    line, column = place
    offset = sum(len(each) + 1 for each in html.split("\n")[: line - 1]) + column
    before, after = html[max(0, offset - _CONTEXT) : offset], html[offset : offset + _CONTEXT]
    return f"{before}⟨here⟩{after}".replace("\n", "⏎")
