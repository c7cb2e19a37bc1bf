"""Yandex Translate v2: https://yandex.cloud/en/docs/translate/api-ref/Translation/translate.

Its errors are gRPC's: a code, a message, details. A service account's key may leave the folder out, and
must not name another one; a person's token must name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused, Service
from services.fields import Fields, codes, parsed, strings
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FOLDER", "LANGUAGES", "Yandex"]

FOLDER = "b1gtestfolder"
LANGUAGES = codes(
    """
    af am ar az ba be bg bn bs ca cs cv cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it
    ja ka kk km kn ko ky la lo lt lv mk ml mn mr ms mt my ne nl no pa pl pt pt-BR ro ru sah si sk sl sq sr
    sr-Latn su sv sw ta te tg th tl tr tt udm uk ur uz uzbcyr vi xh yi zh zu
    """
)
_CHARACTERS, _PAIRS = 10_000, 50
_CODES = {400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 415: 3, 429: 8, 500: 13, 503: 14, 504: 4}
_PATHS = ("/translate/v2/translate", "/translate/v2/languages")


class Yandex(Service):
    """The service, as a folder of its has it."""

    def __init__(self, *, key: str = KEY, folder: str = FOLDER) -> None:
        super().__init__(key=key)
        self.folder = folder

    def texts(self, request: Request) -> Sequence[str]:
        body = request.body
        return strings(body.get("texts")) if isinstance(body, dict) else ()

    def error(self, status: int, message: str) -> Reply:
        return json_reply(status, {"code": _CODES.get(status, 2), "message": message, "details": []})

    def quota(self) -> Reply:
        return self.error(429, "ai.translate.charactersPerHour.rate quota limit exceed: allowed 1000000")

    def too_fast(self) -> Reply:
        return self.error(429, "ai.translate.requestsPerSecond.rate quota limit exceed: allowed 20 requests")

    def route(self, request: Request) -> Reply:
        if request.path not in _PATHS:
            raise self.refuse(404, "Not found")
        if request.method != "POST":
            raise self.refuse(405, "Method not allowed")
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind not in ("Api-Key", "Bearer") or given != self.key:
            raise self.refuse(401, "Unknown api key" if kind == "Api-Key" else "The token is invalid")
        if request.query or request.kind != "application/json":
            raise self._refuse("The request is no JSON")
        fields = self._fields(parsed(request, self._refuse))
        folder = fields.text("folderId", "")
        if folder not in ("", self.folder):
            raise self._refuse(
                f"Specified folder ID '{folder}' does not match with service account folder ID"
            )
        if kind == "Bearer" and not folder:
            raise self._refuse("folderId: field is required")
        if request.path == _PATHS[1]:
            fields.end()
            told = [{"code": code, "name": code} for code in sorted(LANGUAGES)]
            return json_reply(200, {"languages": told})
        return self._translate(request, fields)

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _fields(self, values: Any) -> Fields:
        return Fields(values, self._refuse, unknown="{}: unknown field", wrong="{}: invalid value")

    def _translate(self, request: Request, fields: Fields) -> Reply:
        source, target = fields.text("sourceLanguageCode", ""), fields.text("targetLanguageCode")
        texts = fields.texts("texts")
        fields.choice("format", ("FORMAT_UNSPECIFIED", "PLAIN_TEXT", "HTML"), "PLAIN_TEXT")
        fields.text("model", "")
        fields.flag("speller", default=False)
        terms = self._terms(fields.any("glossaryConfig"), source)
        fields.end()
        if target not in LANGUAGES:
            raise self._refuse(f"unsupported target_language_code: {target}")
        if source and source not in LANGUAGES:
            raise self._refuse(f"unsupported source_language_code: {source}")
        if not texts:
            raise self._refuse("texts: number of elements must be greater than 0")
        if sum(map(len, texts)) > _CHARACTERS:
            raise self._refuse(f"texts: total length must be less than or equal to {_CHARACTERS}")
        answers = self.answers(request, texts, target, terms=terms)
        detected = {} if source else {"detectedLanguageCode": "en"}
        return json_reply(200, {"translations": [{"text": each.text, **detected} for each in answers]})

    def _terms(self, config: Any, source: str) -> dict[str, str]:
        if config is None:
            return {}
        if not source:
            raise self._refuse("source_language_code: required for translating with glossary")
        fields = self._fields(config)
        data = fields.fields("glossaryData")
        pairs = data.any("glossaryPairs")
        fields.end()
        data.end()
        if not isinstance(pairs, list) or not 0 < len(pairs) <= _PAIRS:
            raise self._refuse(f"glossary_pairs: number of elements must be in the range 1-{_PAIRS}")
        terms = {}
        for pair in pairs:
            each = self._fields(pair)
            terms[each.text("sourceText")] = each.text("translatedText")
            each.flag("exact", default=False)
            each.end()
        if sum(map(len, terms)) > _CHARACTERS or not all(terms):
            raise self._refuse("glossary_pairs: the source texts are too long, or empty")
        return terms
