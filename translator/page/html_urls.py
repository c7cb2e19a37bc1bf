"""URL schemes in HTML, read as browsers read them: ``jav&#x09;ascript:`` is ``javascript``."""

from __future__ import annotations

import re
from html import unescape

from translator.page.html_elements import URL_LISTS, URLS
from translator.page.html_tags import attributes, tokens

__all__ = ["safe_scheme", "schemes"]

# https://url.spec.whatwg.org/#url-parsing: control characters and spaces at the beginning, and
# tabs and line ends anywhere, don't count.
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def _scheme(url: str) -> str:
    match = _SCHEME.match(_DROPPED.sub("", unescape(url)))
    return match[1].lower() if match else ""


def safe_scheme(url: str, allowed: frozenset[str]) -> bool:
    """Whether a URL, as written in an attribute, is relative or has one of the allowed schemes.

    :param allowed: in lower case, without the colon
    """
    scheme = _scheme(url)
    return not scheme or scheme in allowed


def schemes(text: bytes | str) -> frozenset[str]:
    """Collect the schemes of all URLs in the attributes of a text's tags, in lower case."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    found: set[str] = set()
    for tag in tokens(data):
        for attribute in attributes(data, tag) if tag.kind in ("open", "raw") else ():
            if attribute.name in URLS:
                value = data[attribute.start : attribute.end].decode("utf-8", "replace")
                urls = re.split(r"[\s,]+", unescape(value)) if attribute.name in URL_LISTS else [value]
                found.update(map(_scheme, urls))
    return frozenset(found - {""})
