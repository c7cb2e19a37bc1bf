"""HTML that can do nothing: only tags and attributes of a list, and no address but of pictures at hand.

It is one of three walls. The document that it goes into may load and run nothing (`Content-Security-Policy`),
and stands in a frame without rights (`sandbox`).
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LEFT", "RIGHT", "sanitized"]

LEFT, RIGHT = "\ue000", "\ue001"
"""Between them stands the number of a word that the HTML has no form for."""
_WORD = re.compile(f"{LEFT}([0-9]+){RIGHT}")

_VOID = frozenset(("br", "hr", "img", "input", "wbr", "col"))
_TAGS = re.compile(
    "a|abbr|address|article|aside|b|bdi|bdo|blockquote|caption|center|cite|code|"
    "colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|footer|h1|h2|h3|h4|"
    "h5|h6|header|i|ins|kbd|li|main|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|"
    "small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|"
    "tt|u|ul|var"
)
_GONE = re.compile(
    "script|style|template|noscript|iframe|object|embed|applet|svg|math|title|head|"
    "textarea|select|option|button|audio|video|canvas|map|form|frameset|noembed|noframes|"
    "plaintext|xmp"
)
"""Tags that go with all that is in them."""
_ATTRIBUTES = frozenset(
    ("alt", "title", "lang", "dir", "colspan", "rowspan", "align", "start", "open", "datetime")
)


def sanitized(html: str, picture: Callable[[str], str], words: Sequence[str] = ()) -> str:
    """Keep what is harmless of some HTML.

    :param html: may hold numbers of words, between `LEFT` and `RIGHT`
    :param picture: the `data:` address of a picture, by the address that the page has; empty for none
    :param words: shown as they are
    """
    parser = _Sanitizer(picture, words)
    parser.feed(html)
    parser.close()
    return parser.whole()


def _is_kept(tag: str) -> bool:
    return tag in _VOID or _TAGS.fullmatch(tag) is not None


class _Sanitizer(HTMLParser):
    """Builds the harmless HTML as it reads; every tag that it opens is closed."""

    def __init__(self, picture: Callable[[str], str], words: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._picture = picture
        self._words = words
        self._out: list[str] = []
        self._open: list[str] = []
        self._gone: list[str] = []

    def whole(self) -> str:
        return "".join((*self._out, *(f"</{tag}>" for tag in reversed(self._open))))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if _GONE.fullmatch(tag):
            self._gone.append(tag)
            # what is in there is text to a browser as well, or ends with it
        elif not self._gone and _is_kept(tag):
            self._start(tag, dict(reversed(attrs)))  # of an attribute given twice, the first counts

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if not self._gone and _is_kept(tag):
            self._start(tag, dict(reversed(attrs)))
            if tag not in _VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._gone:
            if tag in self._gone:
                del self._gone[self._gone.index(tag) :]
        elif tag in self._open:
            while self._open:
                last = self._open.pop()
                self._out.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._gone:
            for number, text in enumerate(_WORD.split(data)):
                word = f'<span class="tag">{escape(self._word(text))}</span>' if number % 2 else ""
                self._out.append(word or escape(text, quote=False))

    def _plain(self, text: str) -> str:
        for mark in (LEFT, RIGHT):
            text = text.replace(quote(mark), mark)  # in an address
        return _WORD.sub(lambda found: self._word(found[1]), text)

    def _word(self, number: str) -> str:
        return self._words[int(number)] if int(number) < len(self._words) else ""

    def _start(self, tag: str, attributes: dict[str, str | None]) -> None:
        kept = {name: value or "" for name, value in attributes.items() if name in _ATTRIBUTES}
        if tag == "a" and attributes.get("href") and "title" not in kept:
            kept["title"] = attributes["href"] or ""  # it leads nowhere, but tells where to
        if tag == "img":
            source = self._picture(attributes.get("src") or "")
            if not source:
                self._out.append(
                    f'<span class="picture">{escape(self._plain(kept.get("alt", "")) or "…")}</span>'
                )
                return
            kept["src"] = source
        if tag == "input":
            if attributes.get("type") != "checkbox":
                return
            kept = {
                "type": "checkbox",
                "disabled": "",
                **({"checked": ""} if "checked" in attributes else {}),
            }
        told = "".join(f' {name}="{escape(self._plain(value))}"' for name, value in kept.items())
        self._out.append(f"<{tag}{told}>")
        if tag not in _VOID:
            self._open.append(tag)
