"""MkDocs: ``use_directory_urls``, and the translations of mkdocs-static-i18n.

Source: https://www.mkdocs.org/user-guide/configuration/#use_directory_urls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, UNKNOWN, Address
from translator.links.builders.base import in_other_languages, mapping, path_of, words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Mkdocs", "read"]


@dataclass(frozen=True, slots=True)
class Mkdocs:
    """What an ``mkdocs.yml`` says."""

    base: str = ""
    folder: str = "docs"
    directory_urls: bool = True
    languages: tuple[str, ...] = ()
    """The locales of mkdocs-static-i18n; empty without it."""
    default_locale: str = ""
    by_folder: bool = False
    slugs: str = "toc"
    attributes: bool = False
    """Whether headings may bear ids: the extension attr_list."""
    certain: bool = True
    name: str = "mkdocs"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The plugin serves every page under every locale, translated or not."""
        return tuple(code for code in self.languages if code != self.default_locale)

    @property
    def generated(self) -> frozenset[str]:
        """Plugins for tags and blogs make pages."""
        return frozenset(("tags", "blog", "page"))

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        del matter
        if not file.startswith(f"{self.folder}/"):
            return NOWHERE
        if not file.endswith((".md", ".markdown")):
            return UNKNOWN
        stem = file.removeprefix(f"{self.folder}/").rpartition(".")[0]
        prefix = ""
        if self.languages:
            stem, prefix = self._localized(stem)
        folder, _, name = stem.rpartition("/")
        folder = f"{prefix}/{folder}" if folder else prefix
        if name in ("index", "README"):
            return Address(f"{folder}/")
        return Address(f"{folder}/{name}/" if self.directory_urls else f"{folder}/{name}.html")

    def _localized(self, stem: str) -> tuple[str, str]:
        if self.by_folder:
            code, slash, rest = stem.partition("/")
        else:
            rest, slash, code = stem.rpartition(".")
        if not slash or code not in self.languages:
            return stem, ""
        return rest, "" if code == self.default_locale else f"/{code}"

    def static(self, file: str) -> str:
        """Everything beside the pages is copied."""
        return file.removeprefix(self.folder) if file.startswith(f"{self.folder}/") else ""

    def content(self, path: str) -> tuple[str, ...]:
        """Links are relative to the file; a site path is none of MkDocs's."""
        del path
        return ()

    def fallbacks(self, file: str) -> tuple[str, ...]:
        """The plugin serves the default language's page where a locale lacks it."""
        return in_other_languages(file, self.languages)


def read(config: Mapping[str, Any]) -> Mkdocs:
    """Make a builder of a configuration's values."""
    extensions: dict[str, Any] = {}
    for each in config.get("markdown_extensions") or ():
        extensions.update(each if isinstance(each, dict) else {str(each): None})
    plugins: dict[str, Any] = {}
    listed = config.get("plugins") or ()
    for each in listed.items() if isinstance(listed, dict) else listed:
        plugins.update(
            dict([each]) if isinstance(each, tuple) else each if isinstance(each, dict) else {str(each): None}
        )
    i18n = mapping(plugins.get("i18n"))
    toc = mapping(extensions.get("toc"))
    codes = [each for each in i18n.get("languages") or () if isinstance(each, dict)]
    default = next(
        (str(each.get("locale")) for each in codes if str(each.get("default")).lower() == "true"), ""
    )
    known = set(plugins) <= {
        "search",
        "i18n",
        "offline",
        "minify",
        "social",
        "privacy",
        "meta",
        "mkdocs_pymdownx",
    }
    return Mkdocs(
        path_of(config.get("site_url")),
        (words(config.get("docs_dir")) or ("docs",))[0].strip("./"),
        str(config.get("use_directory_urls", "true")).lower() != "false",
        tuple(str(each.get("locale")) for each in codes),
        default,
        str(i18n.get("docs_structure")) == "folder",
        "" if {"slugify", "separator"} & set(toc) else "toc",
        any(name in extensions for name in ("attr_list", "extra", "markdown.extensions.attr_list")),
        known,
    )
