"""Google Cloud Translation, API version 2 ("Basic"): https://cloud.google.com/translate/docs/reference/rest/v2.

Its key travels in a header: addresses end up in logs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply
from translator.engines.service import Service, field
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["LANGUAGES", "OWN", "Google", "google_verdict"]

LANGUAGES = tuple(
    re.findall(
        r"\S+",
        """
        af ak am ar as ay az be bg bho bm bn bs ca ceb ckb co cs cy da de doi dv ee el en eo es et eu fa fi
        fil fr fr-CA fr-FR fy ga gd gl gn gom gu ha haw he hi hmn hr ht hu hy id ig ilo is it iw ja jv ka kk
        km kn ko kri ku ky la lb lg ln lo lt lus lv mai mg mi mk ml mn mni-Mtei mr ms mt my ne nl no nso ny
        om or pa pl ps pt pt-BR pt-PT qu ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk
        tl tr ts tt ug uk ur uz vi xh yi yo yue zh zh-CN zh-TW zu
        """,
    )
)
"""For a first look without a request; `codes` asks the service for what is not among them."""
OWN = {
    "zh-hans": "zh-CN", "zh-hant": "zh-TW", "zh": "zh-CN", "nb": "no", "fil": "tl",
    "pt-br": "pt",
}  # fmt: skip
"""Its words where they are not BCP 47's; Norwegian is Bokmål, ``pt`` is Brazil's."""
_SPENT = re.compile(r"daily ?limit|per ?day\b|perday|billing", re.IGNORECASE)
_FAST = re.compile(r"rate ?limit|per ?minute|per ?100 ?seconds|quota", re.IGNORECASE)
_KEY = re.compile(r"api key|api_key|credential|authenticat", re.IGNORECASE)
_ALWAYS = re.compile(r"language pair|target language|source language|invalid value", re.IGNORECASE)


def google_verdict(status: int, headers: Any, body: Any) -> Verdict:
    """Tell Google's two kinds of 403 apart, and a wrong key from a wrong text: both are a 400.

    "User Rate Limit Exceeded" passes, "Daily Limit Exceeded" does not; what says neither is about the key
    (https://cloud.google.com/translate/docs/reference/rest/v2/translate, troubleshooting).
    """
    words = str(field(body, "error"))
    if status in (403, 429):
        if _SPENT.search(words):
            return Verdict.QUOTA
        return Verdict.RETRY if status == 429 or _FAST.search(words) else Verdict.AUTH
    if status == 400 and _KEY.search(words):
        return Verdict.AUTH
    if status == 400 and _ALWAYS.search(words):
        return Verdict.FATAL
    return by_status(status, headers, body)


class Google(Service):
    """HTML, which it always is told: without ``format`` and with ``text`` it drops ``translate="no"``."""

    name = "google"
    variables: tuple[str, ...] = ("GOOGLE_API_KEY",)
    mode = Mode.HTML
    limits = Limits(items=100, characters=9_000, bytes=90_000, concurrency=4)
    base = "https://translation.googleapis.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self._headers = {"X-goog-api-key": self.key}

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """As `google_verdict`."""
        return google_verdict(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, LANGUAGES, OWN), self.known(target, LANGUAGES, OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /language/translate/v2."""
        body: dict[str, Any] = {
            "q": [ask.text for ask in asks],
            "source": source,
            "target": target,
            "format": "html",
        }
        if self.settings.model:
            body["model"] = self.settings.model
        body |= self.settings.options
        size = sum(len(ask.text) for ask in asks)
        answer = self.ask("POST", "/language/translate/v2", json=body, headers=self._headers, size=size)
        found = field(answer, "data", "translations")
        texts = [field(each, "translatedText") for each in found] if isinstance(found, list) else None
        return self.reply(texts, asks)

    def languages(self) -> tuple[str, ...]:
        """GET /language/translate/v2/languages."""
        found = self.ask("GET", "/language/translate/v2/languages", headers=self._headers)
        languages = field(found, "data", "languages")
        return tuple(str(field(each, "language")) for each in languages or ())
