"""Docusaurus: ``slug`` and ``id``, number prefixes, locales under a prefix of their own.

Its configuration is a program. What can be read of it are plain settings; where one of those that
move pages is anything but a plain text, the builder is not `certain`.
Source: https://docusaurus.io/docs/create-doc#doc-urls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, Address
from translator.links.builders.base import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Docusaurus", "read"]

_NUMBER = re.compile(r"^\d+\s*[-_.]+\s*(?=\S)")
_SETTING = re.compile(
    r"""^\s*(baseUrl|routeBasePath|trailingSlash|path)\s*:\s*(?:(["'])([^"']*)\2|(\w+))""", re.MULTILINE
)
_TRANSLATED = re.compile(r"i18n/[^/]+/docusaurus-plugin-content-[^/]+/(.+)")
_PATH = re.compile(r"""\bpath\s*:\s*(?:(["'])(?:\./)?([^"']*)\1|)""")
_LOCALES = re.compile(r"\blocales\s*:\s*\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Docusaurus:
    """What can be read of a ``docusaurus.config.js``."""

    base: str = ""
    route: str = "docs"
    """What the pages of ``docs/`` stand under."""
    languages: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = ()
    """Folders that plugins take pages from, as far as the configuration names them; None where it reckons."""
    slugs: str = "github"
    certain: bool = True
    name: str = "docusaurus"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Every locale has all pages, translated or not."""
        return self.languages

    @property
    def generated(self) -> frozenset[str]:
        """Blogs, tags and categories are made of more than pages."""
        return frozenset(("blog", "tags", "category", "api", "page", "search"))

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        if not file.endswith((".md", ".mdx")):
            return NOWHERE
        localized = re.match(r"i18n/([^/]+)/docusaurus-plugin-content-docs/current/(.*)", file)
        if localized:
            prefix, path = f"/{localized[1]}", localized[2]
        elif file.startswith("docs/"):
            prefix, path = "", file.removeprefix("docs/")
        else:
            return Address(known=False)
        parts = path.rpartition(".")[0].split("/")
        if any(part.startswith("_") for part in parts):
            return NOWHERE
        matter = matter or {}
        if (
            str(matter.get("draft", "")).lower() == "true"
            or str(matter.get("unlisted", "")).lower() == "true"
        ):
            return Address(known=False)
        plain = [_NUMBER.sub("", part) for part in parts]
        root = f"{prefix}/{self.route}".rstrip("/")
        folder = "/".join((root, *plain[:-1]))
        slug = str(matter.get("slug") or "")
        if slug:
            url = f"{root}{slug}" if slug.startswith("/") else f"{folder}/{slug}"
            return Address(url)
        name = plain[-1]
        if name.lower() in ("index", "readme") or (len(plain) > 1 and name.lower() == plain[-2].lower()):
            return Address(f"{folder}/")
        return Address(f"{folder}/{matter.get('id') or name}")

    def static(self, file: str) -> str:
        """``static/x.png`` is ``/x.png``."""
        return file.removeprefix("static") if file.startswith("static/") else ""

    def content(self, path: str) -> tuple[str, ...]:
        """A link to a file may be relative to the root of the site, or of the pages."""
        path = path.removeprefix("@site/").lstrip("/")
        return (path, f"docs/{path}") if path.endswith((".md", ".mdx")) else ()

    def fallbacks(self, file: str) -> tuple[str, ...] | None:
        """Docusaurus serves the source page where a locale lacks one: of docs, a version, a blog."""
        localized = _TRANSLATED.match(file)
        if localized is None:
            return ()
        if self.paths is None:
            return None
        folders = ("docs", "blog", "src/pages", *self.paths)
        path = localized[1]
        inner = path.removeprefix("current/")
        places = [path, inner] if inner != path else [path]
        return (*(f"{each}/{place}" for each in folders for place in places), f"versioned_docs/{path}")


def read(text: str) -> Docusaurus:
    """Make a builder of its configuration's text; it is no data, so this reads what is plain in it."""
    text = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)
    base, routes, certain = "", [], True
    for name, quote, value, word in _SETTING.findall(text):
        if name == "baseUrl":
            base, certain = (path_of(value), certain) if quote else (base, False)
        elif name == "routeBasePath":
            routes.append(value.strip("/") if quote else None)
        elif name == "path" and quote and value.startswith("docs") and value != "docs":
            certain = False
        del word
    listed, paths = _LOCALES.search(text), _PATH.findall(text)
    certain = certain and "plugin-content-docs" not in text and len(routes) <= 1 and None not in routes
    return Docusaurus(
        base,
        (routes[0] or "") if routes and routes[0] is not None else "docs",
        tuple(re.findall(r"[\w-]+", listed[1])) if listed else (),
        None if any(not quote for quote, _ in paths) else tuple(path.strip("/") for _, path in paths),
        certain=certain,
    )
