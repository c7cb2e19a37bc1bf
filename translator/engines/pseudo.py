"""Translations that no one can read, without any service: to see a site in another language's clothes.

What is left plain was never extracted; what breaks would break in a real language too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.engines.contract import Answer, Limits, Reply
from translator.errors import ConfigError
from translator.markup.modes import Mode
from translator.page.pseudo import accent, cjk  # the characters of `translate sync --pseudo`

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup, Usage

__all__ = ["Pseudo"]

_PLACEHOLDER = re.compile(r"(</?[gx]\d{1,4}/?>)")


class Pseudo:
    """``options = {style = "accent"}`` puts marks on letters, ``"cjk"`` writes Chinese characters."""

    name = "pseudo"
    variables: tuple[str, ...] = ()
    mode = Mode.TOKENS
    limits = Limits(items=100, concurrency=1)
    contextual = False

    def __init__(self, setup: Setup) -> None:
        style = setup.settings.options.get("style", "accent")
        if style not in ("accent", "cjk"):
            raise ConfigError(f"pseudo: no style {style}", remedy='one of "accent", "cjk"')
        self.identity = f"pseudo {style}"
        self._change = cjk if style == "cjk" else accent

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any."""
        return source, target

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """Change what stands between the placeholders."""
        del source, target
        return Reply(tuple(Answer(self._changed(ask.text)) for ask in asks), 0)

    def _changed(self, text: str) -> str:
        parts = _PLACEHOLDER.split(text)
        return "".join(part if place % 2 else self._change(part) for place, part in enumerate(parts))

    def languages(self) -> tuple[str, ...]:
        """Any."""
        return ()

    def usage(self) -> Usage | None:
        """It costs nothing."""
        return None
