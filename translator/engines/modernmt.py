"""ModernMT: https://www.modernmt.com/api."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply
from translator.engines.service import Service, field
from translator.errors import RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["ModernMT"]

_LANGUAGES = tuple(
    re.findall(
        r"\S+",
        """
        ar bg ca cs da de el en es et fi fr fr-CA gl he hi hr hu id it ja ko lt lv mk ms nb nl pes pl pt
        pt-PT ro ru sk sl sr-Cyrl sv sw th tr uk vi zh-CN zh-TW
        """,
    )
)
"""For a first look without a request; `codes` asks the service for what is not among them."""
_OWN = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW", "fa": "pes", "no": "nb"}
_ALWAYS = re.compile(r"language|\bpair\b|glossar|memor", re.IGNORECASE)


class ModernMT(Service):
    """HTML. Its memories (``hints``) and glossaries are named by their numbers in ``options``.

    What is a GET by its nature is sent as a POST that says so, as the service's own clients do it:
    addresses are too short for texts.
    """

    name = "modernmt"
    variables: tuple[str, ...] = ("MODERNMT_API_KEY",)
    mode = Mode.HTML
    table = _LANGUAGES
    limits = Limits(items=100, characters=10_000, concurrency=4)
    base = "https://api.modernmt.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self._headers = {"MMT-ApiKey": self.key, "X-HTTP-Method-Override": "GET"}
        # a list of memories is written with commas, as the official client does
        self._options = {
            key: ",".join(map(str, value)) if key == "hints" and isinstance(value, list) else value
            for key, value in setup.settings.options.items()
        }

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """Statuses mean what they say; of wrong requests, some would be wrong with any text."""
        told = f"{field(body, 'error', 'type')} {field(body, 'error', 'message')}"
        if status in (402, 403) and re.search(r"quota|payment|billing|limit", told, re.IGNORECASE):
            return Verdict.QUOTA
        if status == 400 and _ALWAYS.search(told):
            return Verdict.FATAL
        return by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, _LANGUAGES, _OWN), self.known(target, _LANGUAGES, _OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """GET /translate."""
        body = {
            "source": source,
            "target": target,
            "q": [ask.text for ask in asks],
            "format": "text/html",
            **self._options,
        }
        size = sum(len(ask.text) for ask in asks)
        found = self._get("/translate", body, size)
        if not isinstance(found, list):
            return self.reply(None, asks)
        billed = [field(each, "billedCharacters") for each in found]
        told = sum(billed) if all(isinstance(each, int) for each in billed) else None
        return self.reply([field(each, "translation") for each in found], asks, told)

    def languages(self) -> tuple[str, ...]:
        """GET /translate/languages."""
        found = self._get("/translate/languages", {})
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def _get(self, path: str, body: dict[str, Any], size: int = 0) -> Any:
        answer = self.ask("POST", path, json=body, headers=self._headers, size=size)
        status = field(answer, "status")
        if isinstance(status, int) and status != 200:
            # some gateways answer 200 to everything; the body knows better
            words = self.client.scrub(str(field(answer, "error", "message") or "no reason given"))
            raise RequestError(f"modernmt: {status}: {words[:300]}")
        return field(answer, "data")
