"""The configuration's tables, as values. Their keys are the keys of ``translate.toml``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from translator.layout import DATA_FORMATS, Pattern, compile_pattern

__all__ = [
    "Catalogs",
    "Check",
    "Document",
    "Engine",
    "FrontMatter",
    "Glossary",
    "Links",
    "Locale",
    "Mdx",
    "Memory",
    "Prices",
    "Settings",
    "Tree",
]

Percent = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1, le=256)]
Amount = Annotated[float, Meta(ge=0)]
Seconds = Annotated[float, Meta(gt=0)]

Anchors = Literal["pin", "rewrite", "leave"]
Level = Literal["error", "warning", "info", "off"]

_TRANSLATE = (
    "title",
    "subtitle",
    "linkTitle",
    "sidebar_label",
    "sidebar.label",
    "pagination_label",
    "description",
    "summary",
    "excerpt",
    "tagline",
    "alt",
    "caption",
    "caption.title",
    "caption.subtitle",
    "hero.title",
    "hero.text",
    "hero.tagline",
    "hero.image.alt",
    "hero.actions[*].text",
    "heroText",
    "actionText",
    "features[*].title",
    "features[*].details",
    "features[*].linkText",
    "banner.content",
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


class Prices(Struct, frozen=True, forbid_unknown_fields=True):
    """``[engine] prices``: what a million costs, in a currency of the user's choice."""

    characters: Amount = 0
    input_tokens: Amount = 0
    output_tokens: Amount = 0
    currency: str = ""


class Engine(Struct, frozen=True, forbid_unknown_fields=True):
    """``[engine]``: the translation service; secrets come from the environment."""

    name: str
    review: bool = False
    """Machine output waits, fuzzy, until a person approves it."""
    budget: Count | None = None
    """Characters that one run may spend; None for no limit."""
    base_url: str = ""
    """The service's address, where it is not the usual one."""
    model: str = ""
    formality: str = ""
    """``more`` or ``less``; a language model takes any words."""
    style_guide: str = ""
    """A file with instructions to a language model."""
    region: str = ""
    """Azure's and Amazon's."""
    project: str = ""
    """Google's; Yandex calls it a folder."""
    location: str = "global"
    """Google's."""
    command: tuple[str, ...] = ()
    """The program and its arguments, for the engine ``command``."""
    concurrency: Positive | None = None
    """Requests at once; None for what suits the service."""
    requests_per_minute: Amount = 0
    characters_per_minute: Amount = 0
    tokens_per_minute: Amount = 0
    timeout: Seconds = 60
    """Seconds to wait for an answer."""
    deadline: Amount = 0
    """Seconds after which a run asks no more; 0 for no end."""
    prices: Prices = Prices()
    options: dict[str, Any] = field(default_factory=dict)
    """What else the service takes, handed on as it is."""


class Glossary(Struct, frozen=True, forbid_unknown_fields=True):
    """``[glossary]``: the terms that must be translated so, or left alone."""

    file: str


class Mdx(Struct, frozen=True, forbid_unknown_fields=True):
    """``[mdx]``: the components of a site that speaks MDX."""

    opaque: tuple[str, ...] = ()
    """Components that are left alone with all that is in them: ``Trans``."""
    props: tuple[str, ...] = ()
    """Props that hold text, beside the usual ones."""

    @property
    def dialect(self) -> str:
        """The dialect's name, with what it has to know: ``mdx+opaque:Trans+prop:heading``."""
        parts = (*(f"opaque:{name}" for name in self.opaque), *(f"prop:{name}" for name in self.props))
        return "+".join(("mdx", *parts))


class Myst(Struct, frozen=True, forbid_unknown_fields=True):
    """``[myst]``: the directives of a site that speaks MyST."""

    directives: tuple[str, ...] = ()
    """Those whose content is Markdown, beside those of docutils, Sphinx and its usual extensions."""
    titled: tuple[str, ...] = ()
    """Those whose argument is text."""

    def named(self, dialect: str) -> str:
        """The dialect's name with what it has to know: ``myst+colon_fence+directive:weather``.

        :param dialect: its name with the extensions that are on
        """
        parts = (
            *(f"directive:{name}" for name in self.directives),
            *(f"titled:{name}" for name in self.titled),
        )
        return "+".join((dialect, *parts))


class Memory(Struct, frozen=True, forbid_unknown_fields=True):
    """``[memory]``: the translation memory."""

    path: str = ""
    """Where it is, relative to the site's root; in the user's cache folder if left out."""


class Links(Struct, frozen=True, forbid_unknown_fields=True):
    """``[links]``: the links of localized pages."""

    localize: bool | None = None
    """Turn internal links to localized pages; where it is certain if left out."""
    anchors: Anchors | None = None
    """What becomes of heading ids; pinned where the builder can if left out."""


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """``[check]``: what `translate check` looks at."""

    severity: dict[str, Level] = field(default_factory=dict)
    """By rule; see `translator.checkrules`."""
    max_length: dict[str, Annotated[int, Meta(ge=1)]] = field(default_factory=dict)
    """Front matter keys, as glob paths, and how many characters their values may have."""


class Locale(Struct, frozen=True, forbid_unknown_fields=True):
    """``[locale.<code>]``: a locale's tag, and what it sets otherwise than the site."""

    tag: str = ""
    front_matter: dict[str, Any] = field(default_factory=dict)
    catalogs: dict[str, Any] = field(default_factory=dict)
    engine: dict[str, Any] = field(default_factory=dict)
    glossary: dict[str, Any] = field(default_factory=dict)
    check: dict[str, Any] = field(default_factory=dict)


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, as it is written."""

    source_locale: str
    locales: tuple[str, ...]
    pages: tuple[Tree, ...]
    dialects: tuple[str, ...] | None = None
    extensions: tuple[str, ...] | None = None
    """The builder's extensions that are on; those of its own configuration if left out."""
    translate_code_comments: bool = False
    """Whether comments in code blocks are segments."""
    front_matter: FrontMatter = FrontMatter()
    catalogs: Catalogs = Catalogs()
    engine: Engine | None = None
    glossary: Glossary | None = None
    memory: Memory | None = None
    links: Links = Links()
    mdx: Mdx = Mdx()
    myst: Myst = Myst()
    check: Check = Check()
    locale: dict[str, Locale] = field(default_factory=dict)


class Settings(Struct, frozen=True):
    """What holds for one locale: the site's tables with the locale's own laid over them."""

    tag: str
    front_matter: FrontMatter
    catalogs: Catalogs
    engine: Engine | None
    glossary: Glossary | None
    check: Check = Check()

    def catalog_pattern(self, tree: Tree) -> Pattern:
        """Give the pattern of a tree's catalogs; holds ``{locale}``."""
        return compile_pattern(tree.catalogs or self.catalogs.path)
