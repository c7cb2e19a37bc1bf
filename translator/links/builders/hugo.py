"""Hugo: sections, ``slug``, ``url`` and ``aliases``, languages by folder or by the file's name.

Source: https://gohugo.io/content-management/urls/ and https://gohugo.io/content-management/multilingual/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, Address
from translator.links.builders.base import mapping, path_of, words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Hugo", "read"]

_PLAIN = re.compile(r"[\w./~+ -]+")
_PAGES = (".md", ".markdown", ".html", ".htm", ".adoc", ".org", ".rst", ".pandoc")


@dataclass(frozen=True, slots=True)
class Hugo:
    """What a ``hugo.toml`` says."""

    base: str = ""
    folders: tuple[tuple[str, str], ...] = (("content", ""),)
    """(content folder, language), the deepest first; a language of nothing is told by the file's name."""
    languages: tuple[str, ...] = ()
    default_locale: str = "en"
    in_subfolder: bool = False
    ugly: bool = False
    lower: bool = True
    permalinks: frozenset[str] = frozenset()
    """Sections whose pages have a pattern of their own."""
    taxonomies: frozenset[str] = frozenset(("tags", "categories"))
    statics: tuple[str, ...] = ("static",)
    slugs: str = "goldmark"
    certain: bool = True
    name: str = "hugo"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """A page that a language lacks is nowhere under its prefix."""
        return ()

    @property
    def generated(self) -> frozenset[str]:
        """Taxonomies have pages of their own."""
        return self.taxonomies | {"page"}

    def place(self, file: str) -> tuple[str, str] | None:
        """(path within its content folder without language and extension, language) of a content file."""
        for folder, language in self.folders:
            if file.startswith(f"{folder}/"):
                stem, _, _ = file.removeprefix(f"{folder}/").rpartition(".")
                if not language or len(self.folders) == 1:
                    head, dot, code = stem.rpartition(".")
                    if dot and code in self.languages:
                        return head, code
                return stem, language or self.default_locale
        return None

    def prefix(self, language: str) -> str:
        """Give the path that a language's pages stand under."""
        if not self.languages or (language == self.default_locale and not self.in_subfolder):
            return ""
        return f"/{language.lower()}"

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        placed = self.place(file)
        if placed is None or not file.endswith(_PAGES):
            return NOWHERE
        stem, language = placed
        matter = {str(key).lower(): value for key, value in (matter or {}).items()}
        prefix = self.prefix(language)
        folder, _, name = stem.rpartition("/")
        own = self._own(folder, name, prefix, matter)
        others = tuple(self._alias(each, own.url, prefix) for each in words(matter.get("aliases")))
        return Address(own.url, own.known, others)

    def _own(self, folder: str, name: str, prefix: str, matter: Mapping[str, Any]) -> Address:
        stem = f"{folder}/{name}" if folder else name
        hidden = mapping(matter.get("build") or matter.get("_build"))
        unbuilt = str(matter.get("draft", "")).lower() == "true" or "headless" in matter
        if hidden or unbuilt or "publishdate" in matter or "expirydate" in matter:
            return Address(known=False)
        if url := str(matter.get("url") or ""):
            if "://" in url or ":" in url:
                return Address(known=False)
            return Address(url if url.startswith("/") else f"{prefix}/{url}")
        section = stem.partition("/")[0]
        if section in self.permalinks or not _PLAIN.fullmatch(stem):
            return Address(known=False)
        if name == "_index":
            return Address(f"{prefix}/{self._tidy(folder)}/".replace("//", "/"))
        if name == "index":
            folder, _, name = folder.rpartition("/")
        name = str(matter.get("slug") or name)
        if not name:
            return Address(f"{prefix}/")
        if not _PLAIN.fullmatch(name) or "/" in name:
            return Address(known=False)
        url = f"{prefix}/{self._tidy(folder)}/{self._tidy(name)}".replace("//", "/")
        return Address(f"{url}.html" if self.ugly else f"{url}/")

    def _tidy(self, path: str) -> str:
        path = re.sub(r" +", "-", path)
        return path.lower() if self.lower else path

    def _alias(self, alias: str, url: str, prefix: str) -> str:
        if alias.startswith("/"):
            return f"{prefix}{alias}"
        return f"{url.rstrip('/').rpartition('/')[0] or prefix}/{alias}"

    def static(self, file: str) -> str:
        """``static/x.png`` is ``/x.png``; a page's resources stand beside it."""
        for folder in self.statics:
            if file.startswith(f"{folder}/"):
                return file.removeprefix(folder)
        for folder, language in self.folders:
            if file.startswith(f"{folder}/") and not file.endswith(_PAGES):
                return self.prefix(language or self.default_locale) + self._tidy(file.removeprefix(folder))
        return ""

    def content(self, path: str) -> tuple[str, ...]:
        """``/docs/x``, with and without an extension, from the root of any language's content."""
        path = path.strip("/")
        ends = ("",) if path.endswith(_PAGES) else (".md", "/index.md", "/_index.md", ".html")
        found = [f"{folder}/{path}{end}".replace("//", "/") for folder, _ in self.folders for end in ends]
        if not path.endswith(_PAGES):
            found += [f"{folder}/{path}.{code}.md" for folder, _ in self.folders for code in self.languages]
        return tuple(found)

    def fallbacks(self, file: str) -> tuple[str, ...]:
        """A page that a language lacks is nowhere."""
        del file
        return ()


def read(config: Mapping[str, Any]) -> Hugo:
    """Make a builder of a configuration's values."""
    config = {str(key).lower(): value for key, value in config.items()}
    languages = {str(code): mapping(each) for code, each in mapping(config.get("languages")).items()}
    content = str(config.get("contentdir") or "content").strip("/")
    default = str(config.get("defaultcontentlanguage") or "en")
    folders: dict[str, str] = {}
    own_host = False
    for code, each in languages.items():
        values = {str(key).lower(): value for key, value in each.items()}
        if values.get("contentdir"):
            folders[str(values["contentdir"]).strip("/")] = code
        own_host = own_host or "baseurl" in values
    folders.setdefault(content, "")
    module = {str(key).lower(): value for key, value in mapping(config.get("module")).items()}
    goldmark = mapping(mapping(mapping(config.get("markup")).get("goldmark")).get("parser"))
    values = {str(key).lower(): value for key, value in goldmark.items()}
    kind = str(values.get("autoheadingidtype") or "github").lower()
    plain = str(values.get("autoheadingid", "true")).lower() != "false" and kind == "github"
    permalinks = mapping(config.get("permalinks"))
    nested = [name for each in permalinks.values() if isinstance(each, dict) for name in each]
    names = mapping(config.get("taxonomies")).values()
    return Hugo(
        path_of(config.get("baseurl")),
        tuple(sorted(folders.items(), key=lambda each: -len(each[0]))),
        tuple(languages),
        default,
        str(config.get("defaultcontentlanguageinsubdir", "")).lower() == "true",
        str(config.get("uglyurls", "")).lower() == "true",
        str(config.get("disablepathtolower", "")).lower() != "true",
        frozenset((*permalinks, *nested)),
        frozenset(map(str, names)) or frozenset(("tags", "categories")),
        words(config.get("staticdir")) or ("static",),
        "goldmark" if plain else "",
        not (module.get("mounts") or own_host),
    )
