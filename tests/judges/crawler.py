"""A crawler over a built site: which of its links a browser could not follow."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Dead", "crawl"]

_HOST = "https://crawled.example"


class Dead(NamedTuple):
    """A link that leads nowhere."""

    page: str
    """The built file that it stands in."""
    link: str
    """As written."""
    why: str
    """``page`` or ``fragment``."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value)
            elif name == "src" or (name == "href" and tag in ("a", "area", "link")):
                self.links.append(value)


def crawl(built: Path) -> list[Dead]:
    """Follow every internal link of every page of a built site, as a plain file server answers.

    :param built: the folder that the builder wrote
    """
    pages: dict[str, _Reader] = {}
    for path in sorted(built.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        pages["/" + path.relative_to(built).as_posix()] = reader
    dead = []
    for page, reader in pages.items():
        for link in reader.links:
            parts = urlsplit(urljoin(_HOST + page, link.strip()))
            if f"{parts.scheme}://{parts.netloc}" != _HOST:
                continue
            found = _answer(built, unquote(parts.path))
            if not found:
                dead.append(Dead(page, link, "page"))
            elif parts.fragment and found in pages and unquote(parts.fragment) not in pages[found].ids:
                dead.append(Dead(page, link, "fragment"))
    return dead


def _answer(built: Path, path: str) -> str:
    """The file that is served at a path; empty for none."""
    path = posixpath.normpath(path)
    for each in (path, f"{path}/index.html"):
        if (built / each.lstrip("/")).is_file():
            return each.replace("//", "/")
    return ""
