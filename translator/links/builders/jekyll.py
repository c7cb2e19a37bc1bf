"""Jekyll: ``permalink`` in the front matter and the configuration, collections, Polyglot's prefixes.

Source: https://jekyllrb.com/docs/permalinks/ and Jekyll's own ``Page#template``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, UNKNOWN, Address
from translator.links.builders.base import in_other_languages, mapping, path_of, words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Jekyll", "read"]

_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown")
_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)")
_PLACEHOLDER = re.compile(r":[a-z_]+")


@dataclass(frozen=True, slots=True)
class Jekyll:
    """What a ``_config.yml`` says."""

    base: str = ""
    permalink: str = "date"
    collections: Mapping[str, Any] | None = None
    collections_folder: str = ""
    defaults: tuple[Mapping[str, Any], ...] = ()
    polyglot: bool = False
    languages: tuple[str, ...] = ()
    default_locale: str = "en"
    slugs: str = "kramdown-gfm"
    certain: bool = True
    name: str = "jekyll"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Polyglot serves every page under every language, in its own words or in the default's."""
        return tuple(code for code in self.languages if code != self.default_locale) if self.polyglot else ()

    @property
    def generated(self) -> frozenset[str]:
        """Archives and pagination are made by plugins."""
        return frozenset(("tag", "tags", "category", "categories", "page", "author", "authors", "archive"))

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        if matter is None:
            return NOWHERE if any(part.startswith("_") for part in file.split("/")) else UNKNOWN
        if str(matter.get("published", "")).lower() == "false":
            return NOWHERE
        found = self._address(file, matter)
        locale = str(matter.get("lang") or self.default_locale)
        if self.polyglot and found.url and locale in self.prefixes:
            return Address(f"/{locale}{found.url}", True, found.others)
        return found

    def _address(self, file: str, matter: Mapping[str, Any]) -> Address:
        others = tuple(each for each in words(matter.get("redirect_from")) if each.startswith("/"))
        stem, _, ending = file.rpartition(".")
        folder, _, name = stem.rpartition("/")
        ending = ".html" if f".{ending}" in _MARKDOWN else f".{ending}"
        top = self._inside(file)
        kind = "pages"
        template = ""
        if "_posts" in file.split("/"):
            kind = "posts"
        elif top.startswith("_"):
            kind = top.partition("/")[0][1:]
            settings = mapping(mapping(self.collections).get(kind))
            if kind not in mapping(self.collections) or str(settings.get("output", "")).lower() != "true":
                return NOWHERE
            stem = top.partition("/")[2].rpartition(".")[0]
            folder, _, name = stem.rpartition("/")
            template = str(settings.get("permalink") or f"/:collection/:path{self._ending()}")
        elif any(part.startswith("_") for part in file.split("/")):
            return NOWHERE
        wanted = matter.get("permalink") or self._default(file, kind)
        if wanted:
            template = str(wanted)
        if kind == "posts":
            above = file.partition("_posts/")[0].strip("/")
            return self._post(above, name, template or self.permalink, others, matter)
        if not template:
            template = self._page_template(name, ending)
        values = {
            ":path": stem if kind != "pages" or wanted else folder,
            ":basename": name,
            ":name": _slug(name),
            ":title": str(matter.get("slug") or name),
            ":collection": kind,
            ":output_ext": ending,
        }
        if kind == "pages" and wanted:
            values[":path"] = folder
        return _filled(template, values, others)

    def _page_template(self, name: str, ending: str) -> str:
        if ending != ".html":
            return "/:path/:basename:output_ext"
        if name == "index":
            return "/:path/"
        return f"/:path/:basename{self._ending()}"

    def _ending(self) -> str:
        """What a permalink's style ends addresses in: Jekyll's ``add_permalink_suffix``."""
        style = self.permalink
        if style in ("date", "ordinal", "none", "weekdate") or style.endswith(":output_ext"):
            return ":output_ext"
        return "/" if style == "pretty" or style.endswith("/") else ""

    def _inside(self, file: str) -> str:
        folder = f"{self.collections_folder}/" if self.collections_folder else ""
        return file.removeprefix(folder)

    def _default(self, file: str, kind: str) -> str:
        """The permalink that ``defaults`` give to a file: the longest scope wins, the last of equals."""
        best, length = "", -1
        for each in self.defaults:
            scope = mapping(each.get("scope"))
            path, wanted = str(scope.get("path") or "").strip("/"), scope.get("type")
            value = mapping(each.get("values")).get("permalink")
            inside = not path or file == path or file.startswith(f"{path}/")
            if value and inside and wanted in (None, "", kind) and len(path) >= length:
                best, length = str(value), len(path)
        return best

    def _post(
        self, above: str, name: str, style: str, others: tuple[str, ...], matter: Mapping[str, Any]
    ) -> Address:
        """Tell where a post goes; the folders above ``_posts`` are its categories."""
        match = _DATED.fullmatch(name)
        styles = {
            "date": "/:categories/:year/:month/:day/:title:output_ext",
            "pretty": "/:categories/:year/:month/:day/:title/",
            "none": "/:categories/:title:output_ext",
        }
        template = styles.get(style, style)
        mixed = ":categories" in template and any(key in matter for key in ("category", "categories"))
        if match is None or mixed or "date" in matter:
            return Address("", False, others)
        values = {
            ":categories": above.lower(),
            ":year": match[1],
            ":month": f"{int(match[2]):02}",
            ":day": f"{int(match[3]):02}",
            ":title": str(matter.get("slug") or match[4]),
            ":slug": _slug(str(matter.get("slug") or match[4])),
            ":output_ext": ".html",
        }
        return _filled(template, values, others)

    def static(self, file: str) -> str:
        """Whatever has no front matter and no underscore is copied."""
        return "" if any(part.startswith(("_", ".")) for part in file.split("/")) else f"/{file}"

    def content(self, path: str) -> tuple[str, ...]:
        """``{% link %}`` names a file."""
        return (path.lstrip("/"),)

    def fallbacks(self, file: str) -> tuple[str, ...]:
        """Polyglot serves the default language's page."""
        return in_other_languages(file, self.languages) if self.polyglot else ()


def _slug(name: str) -> str:
    return re.sub(r"[^\w.~!$&'()+,;=@]+", "-", name.lower()).strip("-")


def _filled(template: str, values: Mapping[str, str], others: tuple[str, ...]) -> Address:
    text = template if template.startswith("/") else f"/{template}"
    url = _PLACEHOLDER.sub(lambda match: values.get(match[0], match[0]), text)
    if _PLACEHOLDER.search(url) or "{" in url:
        return Address("", False, others)
    url = re.sub(r"/{2,}", "/", url)
    return Address(url, True, others)


def read(config: Mapping[str, Any]) -> Jekyll:
    """Make a builder of a configuration's values."""
    plugins = {*words(config.get("plugins")), *words(config.get("gems"))}
    kramdown = mapping(config.get("kramdown"))
    markdown = str(config.get("markdown") or "kramdown").lower()
    gfm = str(kramdown.get("input") or "GFM").lower() == "gfm"
    known = markdown == "kramdown" and str(kramdown.get("auto_ids", "true")).lower() != "false"
    prefixed = bool(kramdown.get("auto_id_prefix")) or str(kramdown.get("parse_block_html")) == "true"
    slugs = ("kramdown-gfm" if gfm else "kramdown") if known and not prefixed else ""
    listed = config.get("collections")
    names = {name: {} for name in words(listed)} if isinstance(listed, list) else mapping(listed)
    return Jekyll(
        path_of(config.get("baseurl")),
        str(config.get("permalink") or "date"),
        names,
        str(config.get("collections_dir") or "").strip("/"),
        tuple(each for each in config.get("defaults") or () if isinstance(each, dict)),
        any("polyglot" in each for each in plugins),
        words(config.get("languages")),
        str(config.get("default_lang") or "en"),
        slugs,
        str(config.get("source") or ".").strip("./") == "",
    )
