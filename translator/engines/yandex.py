"""Yandex Translate, API version 2: https://yandex.cloud/docs/translate/api-ref/Translation/translate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply
from translator.engines.service import Service, field
from translator.markup.modes import Mode
from translator.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["Yandex"]

_LANGUAGES = tuple(
    re.findall(
        r"\S+",
        """
        af am ar az ba be bg bn bs ca ceb cs cv cy da de el en eo es et eu fa fi fr ga gd gl gu he hi hr ht
        hu hy id is it ja jv ka kk kn km ko ky la lb lo lt lv mg mi mk ml mn mr ms mt my ne nl no pa pl pt
        pt-BR ro ru si sk sl sq sr sr-Latn su sv sw ta te tg th tl tr tt uk ur uz vi xh yi zh zu
        """,
    )
)
"""For a first look without a request; `codes` asks the service for what is not among them."""
_OWN = {"nb": "no", "fil": "tl", "zh-hans": "zh"}
"""Its Chinese is in simplified characters."""
_MOST_PAIRS = 50
"""Pairs of a glossary in one request."""
_ALWAYS = re.compile(r"language|folder|unsupported", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:long|large|length|size|exceed)", re.IGNORECASE)


class Yandex(Service):
    """HTML, and in each request those of the glossary's terms that its texts hold.

    The account of a service belongs to a folder; people's accounts name one, in ``project``.
    """

    name = "yandex"
    variables: tuple[str, ...] = ("YANDEX_API_KEY",)
    mode = Mode.HTML
    table = _LANGUAGES
    limits = Limits(items=100, characters=9_000, concurrency=4, requests_per_minute=1_000)
    base = "https://translate.api.cloud.yandex.net"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self._headers = {"Authorization": f"Api-Key {self.key}"}
        self._folder = {"folderId": setup.settings.project} if setup.settings.project else {}
        self._terms = Terms(tuple(setup.terms))

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """``code`` is gRPC's: 16 and 7 are about the key, 8 is too fast, 3 a wrong request.

        Of those, one that names a language or the folder would be met by every request.
        """
        code, words = field(body, "code"), str(field(body, "message") or "")
        if code in (16, 7):
            return Verdict.AUTH
        if code == 8 and re.search("per(?:hour|day|month)", words, re.IGNORECASE):
            return Verdict.QUOTA
        if code in (8, 13, 14):
            return Verdict.RETRY
        if status == 400:
            always = _ALWAYS.search(words) and not _SIZE.search(words)
            return Verdict.FATAL if always else Verdict.REQUEST
        return by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, _LANGUAGES, _OWN), self.known(target, _LANGUAGES, _OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /translate/v2/translate."""
        body: dict[str, Any] = {
            "sourceLanguageCode": source,
            "targetLanguageCode": target,
            "format": "HTML",
            "texts": [ask.text for ask in asks],
            **self._folder,
        }
        if self.settings.model:
            body["model"] = self.settings.model
        if pairs := self._pairs(asks):
            body["glossaryConfig"] = {"glossaryData": {"glossaryPairs": pairs}}
        body |= self.settings.options
        size = sum(len(ask.text) for ask in asks)
        answer = self.ask("POST", "/translate/v2/translate", json=body, headers=self._headers, size=size)
        found = field(answer, "translations")
        texts = [field(each, "text") for each in found] if isinstance(found, list) else None
        return self.reply(texts, asks)

    def _pairs(self, asks: Sequence[Ask]) -> list[dict[str, str]]:
        terms = {term.source: term for ask in asks for term in self._terms.occurring(ask.text)}
        return [
            {"sourceText": term.source, "translatedText": term.target}
            for term in list(terms.values())[:_MOST_PAIRS]
        ]

    def languages(self) -> tuple[str, ...]:
        """POST /translate/v2/languages."""
        found = self.ask("POST", "/translate/v2/languages", json=self._folder, headers=self._headers)
        return tuple(str(field(each, "code")) for each in field(found, "languages") or ())
