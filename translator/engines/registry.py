"""The engines, by name. Each is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from translator.errors import ConfigError

if TYPE_CHECKING:
    from translator.engines.contract import Engine

__all__ = ["ENGINES", "GROUP", "find", "names"]

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


def names() -> dict[str, str]:
    """All engines: name → ``module:Class``; our own win over others of the same name."""
    others = {point.name: point.value for point in entry_points(group=GROUP)}
    return {**others, **ENGINES}


def find(name: str) -> type[Engine]:
    """Import an engine.

    :raises ConfigError: there is none of that name, or it cannot be imported
    """
    place = ENGINES.get(name) or names().get(name)
    if place is None:
        from difflib import get_close_matches  # noqa: PLC0415

        known = sorted(names())
        near = get_close_matches(name, known, 1)
        remedy = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        raise ConfigError(f"no engine {name}", remedy=remedy)
    module, _, attribute = place.partition(":")
    try:
        found: type[Engine] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"the engine {name} cannot be imported: {error}") from None
    return found
