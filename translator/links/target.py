"""What a destination means, before anything is known of the site: its kind and its parts."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

__all__ = ["Target", "target"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(?:#(.*))?", re.DOTALL)
_BASE = re.compile(r"(?:\{\{-?\s*site\.(?:url|baseurl|github\.url)\s*-?\}\})+")
_FILTERED = re.compile(
    r"""(\{\{-?\s*(["']))([^"'{}]*)(\2\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\})(?:\#([^{}\#]*))?"""
)
_LIQUID = re.compile(
    rf"({_BASE.pattern})?" + r"(\{%-?\s*(link|post_url)\s+)([^\s{}]+)(\s*-?%\})(?:\#([^{}#]*))?"
)
_REF = re.compile(r"""(\{\{([<%])\s*(?:rel)?ref\s+(?:path=)?(["']?))([^\s"'{}]*)(\3\s*[>%]\}\})""")


class Target(NamedTuple):
    """A destination's parts; joined in order they are the destination."""

    kind: str
    """``relative`` or ``site`` (a path), ``fragment`` (of the page itself), ``link``, ``post`` or ``ref`` (a
    template tag that names a page), ``external``, or ``unknown``."""
    before: str = ""
    """What of a template tag stands in front of the path."""
    path: str = ""
    """As written."""
    query: str = ""
    """With its question mark."""
    fragment: str | None = None
    """As written, without ``#``; None where there is no ``#``."""
    behind: str = ""
    inside: bool = False
    """Whether the fragment stands inside of the tag, in front of `behind`."""

    @property
    def wanted(self) -> str:
        """The path, percent escapes and character references read."""
        return unquote(unescape(self.path))

    @property
    def name(self) -> str:
        """The fragment, percent escapes and character references read; empty where there is none."""
        return unquote(unescape(self.fragment or ""))

    def text(self) -> str:
        """Join the parts."""
        tail = "" if self.fragment is None else f"#{self.fragment}"
        if self.inside:
            return f"{self.before}{self.path}{self.query}{tail}{self.behind}"
        return f"{self.before}{self.path}{self.query}{self.behind}{tail}"


def target(text: str) -> Target:
    """Take a destination apart.

    >>> target("../x.md#y").path
    '../x.md'

    :param text: as `find` gives it
    """
    if "{" in text:
        return _template(text)
    if _SCHEME.match(text) or text.startswith(("//", "\\")):
        return Target("external", path=text)
    return _plain(text)


def _plain(text: str, before: str = "", behind: str = "", *, inside: bool = False) -> Target:
    match = _PARTS.fullmatch(text)
    if match is None or "{" in text:
        return Target("unknown", path=text)
    path, query, fragment = match[1], match[2] or "", match[3]
    if not path:
        kind = "fragment" if not query and fragment is not None and not before else "unknown"
    else:
        kind = "site" if path.startswith("/") else "relative"
    return Target(kind, before, path, query, fragment, behind, inside)


def _template(text: str) -> Target:
    if match := _FILTERED.fullmatch(text):
        made = _plain(match[3], match[1], match[4], inside=True)
        if made.kind == "relative":  # the filters put the base in front of anything
            made = made._replace(kind="unknown")
        if match[5] is None:
            return made
        return (
            Target("unknown", path=text)
            if "#" in match[3]
            else made._replace(fragment=match[5], inside=False)
        )
    if match := _LIQUID.fullmatch(text):
        kind = "link" if match[3] == "link" else "post"
        return Target(kind, (match[1] or "") + match[2], match[4], "", match[6], match[5])
    if match := _REF.fullmatch(text):
        path, found, fragment = match[4].partition("#")
        if not path:
            return Target("unknown", path=text)
        return Target("ref", match[1], path, "", fragment if found else None, match[5], inside=True)
    if (match := _BASE.match(text)) and "{" not in text[match.end() :]:
        made = _plain(text[match.end() :], match[0])
        return made if made.kind == "site" else Target("unknown", path=text)
    return Target("unknown", path=text)
