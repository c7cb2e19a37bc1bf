"""What a configuration may name: dialects, their extensions, engines. Loads none of them."""

from __future__ import annotations

__all__ = ["DIALECTS", "ENGINES", "EXTENSIONS", "GROUP", "engines"]

DIALECTS = (
    "jekyll",
    "hugo",
    "mdx",
    "asides",
    "mkdocs",
    "myst",
    "vitepress",
    "github",
    "obsidian",
    "pandoc",
    "zola",
)
"""The dialects. A literal: the registry imports the parser."""

EXTENSIONS: dict[str, frozenset[str]] = {
    "mkdocs": frozenset(
        (
            "abbr",
            "admonition",
            "arithmatex",
            "attr_list",
            "blocks",
            "critic",
            "def_list",
            "details",
            "emoji",
            "keys",
            "magiclink",
            "magiclink_shorthand",
            "md_in_html",
            "snippets",
            "tabbed",
        )
    ),
    "myst": frozenset(
        (
            "amsmath",
            "attrs_block",
            "attrs_inline",
            "colon_fence",
            "deflist",
            "dollarmath",
            "fieldlist",
            "linkify",
            "substitution",
        )
    ),
}
"""By dialect, the builder's own extensions that make a difference to it; none for the others."""

GROUP = "translate.engines"
"""The entry points' group, for engines of other packages."""

ENGINES = {
    "deepl": "translator.engines.deepl:DeepL",
    "google": "translator.engines.google:Google",
    "google-v3": "translator.engines.google_v3:GoogleV3",
    "azure": "translator.engines.azure:Azure",
    "libretranslate": "translator.engines.libretranslate:LibreTranslate",
    "openai": "translator.engines.openai:OpenAI",
    "anthropic": "translator.engines.anthropic:Anthropic",
    "amazon": "translator.engines.amazon:Amazon",
    "yandex": "translator.engines.yandex:Yandex",
    "modernmt": "translator.engines.modernmt:ModernMT",
    "apertium": "translator.engines.apertium:Apertium",
    "memory": "translator.engines.only_memory:OnlyMemory",
    "command": "translator.engines.command:Command",
    "pseudo": "translator.engines.pseudo:Pseudo",
}


def engines() -> dict[str, str]:
    """All engines: name → ``module:Class``; our own win over others of the same name."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (20 ms, for another package's engine)

    others = {point.name: point.value for point in entry_points(group=GROUP)}
    return {**others, **ENGINES}
