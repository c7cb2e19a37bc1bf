"""The configuration's tables, as values. Their keys are the keys of ``translate.toml``."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from translator.layout import DATA_FORMATS, Pattern, compile_pattern

__all__ = [
    "Catalogs",
    "Document",
    "Engine",
    "FrontMatter",
    "Glossary",
    "Locale",
    "Settings",
    "Tree",
]

Percent = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0)]

_TRANSLATE = (
    "title",
    "subtitle",
    "linkTitle",
    "sidebar_label",
    "description",
    "summary",
    "excerpt",
    "tagline",
    "alt",
    "caption",
    "caption.title",
    "caption.subtitle",
)
"""Keys that the usual builders and themes show to readers."""


class Tree(Struct, frozen=True, forbid_unknown_fields=True):
    """``[[pages]]``: one tree of pages."""

    source: str
    localized: str
    exclude: tuple[str, ...] = ()
    """Globs of source pages to leave alone, matched against ``{path}`` with its extension."""
    pair_by: str = ""
    """The front matter key that a source page and its localized pages share."""
    translate: tuple[str, ...] | None = None
    """Instead of the front matter's ``translate``, for this tree."""
    keep: tuple[str, ...] | None = None
    catalogs: str | None = None
    """Instead of the catalogs' ``path``, for this tree."""

    @property
    def data_format(self) -> str:
        """``yaml``, ``json`` or ``toml`` for a tree of data files, else empty."""
        return DATA_FORMATS.get(compile_pattern(self.source).ending, "")


class FrontMatter(Struct, frozen=True, forbid_unknown_fields=True):
    """``[front_matter]``: the block at the top of a page."""

    translate: tuple[str, ...] = _TRANSLATE
    keep: tuple[str, ...] = ()
    locale_key: str = "lang"
    hash_key: str = "source_hash"
    hash_algorithm: str = "md5"
    """Any of hashlib's."""
    add_front_matter: bool = False
    """Give a page without front matter a block for its hash."""
    add_locale_key: bool = False
    """Give a localized page the locale key although its source page has none."""


class Catalogs(Struct, frozen=True, forbid_unknown_fields=True):
    """``[catalogs]``: the PO files."""

    path: str = "locales/{locale}/{path}.po"
    min_translated: Percent = 80
    publish_fuzzy: bool = False
    templates: bool = False


class Engine(Struct, frozen=True, forbid_unknown_fields=True):
    """``[engine]``: the translation service; secrets come from the environment."""

    name: str
    review: bool = False
    budget: Count | None = None
    """Characters that one run may spend; None for no limit."""
    base_url: str = ""
    model: str = ""
    formality: str = ""
    style_guide: str = ""
    """A file with instructions to a language model."""
    prices: dict[str, float] = field(default_factory=dict)
    """What a unit costs, by the service's name for it, in the user's currency."""


class Glossary(Struct, frozen=True, forbid_unknown_fields=True):
    """``[glossary]``: the terms that must be translated so, or left alone."""

    file: str


class Locale(Struct, frozen=True, forbid_unknown_fields=True):
    """``[locale.<code>]``: a locale's tag, and what it sets otherwise than the site."""

    tag: str = ""
    front_matter: dict[str, Any] = field(default_factory=dict)
    catalogs: dict[str, Any] = field(default_factory=dict)
    engine: dict[str, Any] = field(default_factory=dict)
    glossary: dict[str, Any] = field(default_factory=dict)


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, as it is written."""

    source_locale: str
    locales: tuple[str, ...]
    pages: tuple[Tree, ...]
    dialects: tuple[str, ...] | None = None
    front_matter: FrontMatter = FrontMatter()
    catalogs: Catalogs = Catalogs()
    engine: Engine | None = None
    glossary: Glossary | None = None
    locale: dict[str, Locale] = field(default_factory=dict)


class Settings(Struct, frozen=True):
    """What holds for one locale: the site's tables with the locale's own laid over them."""

    tag: str
    front_matter: FrontMatter
    catalogs: Catalogs
    engine: Engine | None
    glossary: Glossary | None

    def catalog_pattern(self, tree: Tree) -> Pattern:
        """Give the pattern of a tree's catalogs; holds ``{locale}``."""
        return compile_pattern(tree.catalogs or self.catalogs.path)
