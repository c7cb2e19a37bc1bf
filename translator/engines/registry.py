"""The engines, by name. Each is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from translator.errors import ConfigError
from translator.names import ENGINES, engines

if TYPE_CHECKING:
    from translator.engines.contract import Engine

__all__ = ["ENGINES", "find"]


def find(name: str) -> type[Engine]:
    """Import an engine.

    :raises ConfigError: there is none of that name, or it cannot be imported
    """
    place = ENGINES.get(name) or engines().get(name)
    if place is None:
        from difflib import get_close_matches  # noqa: PLC0415

        known = sorted(engines())
        near = get_close_matches(name, known, 1)
        remedy = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        raise ConfigError(f"no engine {name}", remedy=remedy)
    module, _, attribute = place.partition(":")
    try:
        found: type[Engine] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"the engine {name} cannot be imported: {error}") from None
    return found
