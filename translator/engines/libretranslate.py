"""LibreTranslate, its public server or one of your own: https://docs.libretranslate.com/api.

Facts from its own server's source, version 1.9.6.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply
from translator.engines.service import Service, field, matching
from translator.errors import EngineError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["LibreTranslate"]

_OLD = {"zh-hans": "zh", "zh-hant": "zt", "pt-br": "pb", "no": "nb"}
"""Codes of servers before 1.7, and of its models; used where the server lists them."""
_UNLIMITED = 10_000
"""Characters of one request to a server without a limit: more would take it longer than a time-out."""


class LibreTranslate(Service):
    """HTML whose every answer comes back unescaped. A batch counts as many requests as it has texts.

    Each server has languages and a limit of its own; `codes` asks for both.
    """

    name = "libretranslate"
    variables: tuple[str, ...] = ("LIBRETRANSLATE_API_KEY",)
    mode = Mode.UNESCAPED
    limits = Limits(items=16, characters=2_000, concurrency=2)
    base = "https://libretranslate.com"
    keyless = True

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self._key = {"api_key": self.key} if self.key else {}

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """The missing key is a 400; 403 is a wrong key, or an address that is banned; 429 leads there."""
        words = str(field(body, "error") or "").lower()
        if status in (400, 403) and "api key" in words:
            return Verdict.AUTH
        if status == 403:
            return Verdict.FATAL
        if status == 400 and ("not supported" in words or "not available" in words):
            return Verdict.FATAL
        if status == 429 and re.search(r"per \d+ (?:hour|day|month)", words):
            return Verdict.QUOTA  # waiting a minute would not help, and asking on gets the address banned
        return Verdict.SLOWER if status == 429 else by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Those that the server has models for."""
        pairs = self._pairs()
        had = self.supported(matching(source, pairs, _own(pairs)), source, pairs)
        targets = pairs[had]
        has = self.supported(matching(target, targets, _own(targets)), target, targets)
        with suppress(EngineError):  # a server without its page: the usual limit holds
            limit = field(self.ask("GET", "/frontend/settings"), "charLimit")
            if isinstance(limit, int):
                self.limits = replace(self.limits, characters=limit if limit > 0 else _UNLIMITED)
        return had, has

    def _pairs(self) -> dict[str, tuple[str, ...]]:
        found = self.ask("GET", "/languages")
        listed = [each for each in found if field(each, "code")] if isinstance(found, list) else []
        codes = tuple(str(field(each, "code")) for each in listed)
        return {
            str(field(each, "code")): tuple(map(str, targets))
            if isinstance(targets := field(each, "targets"), list)
            else codes
            for each in listed
        }

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /translate."""
        body = {
            "q": [ask.text for ask in asks],
            "source": source,
            "target": target,
            "format": "html",
            **self._key,
            **self.settings.options,
        }
        size = sum(len(ask.text) for ask in asks)
        answer = self.ask("POST", "/translate", json=body, size=size, requests=len(asks))
        return self.reply(field(answer, "translatedText"), asks)

    def languages(self) -> tuple[str, ...]:
        """GET /languages: what any of its languages can become."""
        return tuple(dict.fromkeys(code for targets in self._pairs().values() for code in targets))


def _own(codes: Sequence[str] | dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {tag: code for tag, code in _OLD.items() if code in codes and tag not in map(str.lower, codes)}
