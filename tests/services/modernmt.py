"""ModernMT: https://www.modernmt.com/api; fields and answers as in its Python client 1.5.2.

Translating is a GET by its nature. Its clients send a POST with ``X-HTTP-Method-Override: GET``, since
addresses are too short for texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused, Service
from services.fields import Fields, codes, parsed, strings
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "ModernMT"]

LANGUAGES = codes(
    """
    ar bg ca cs da de el en en-GB en-US es es-419 es-ES et fi fr fr-CA fr-FR gl he hi hr hu id is it ja ko lt
    lv mk ms nb nl pes pl pt pt-BR pt-PT ro ru sk sl sq sr-Cyrl sr-Latn sv sw ta te th tl tr uk ur vi zh-CN
    zh-TW
    """
)
_ITEMS = 128
_FORMATS = ("text/plain", "text/html", "text/xml", "application/xliff+xml")
_KINDS = {401: "AuthenticationException", 404: "NotFoundException", 429: "TooManyRequestsException"}
_OTHER = codes(
    """
    alt_translations context_vector ignore_glossary_case mask_profanities multiline priority project_id
    session timeout
    """
)
"""Known, and of no consequence here."""


class ModernMT(Service):
    """The service; `glossaries` are an account's, by their numbers."""

    def __init__(self, *, key: str = KEY) -> None:
        super().__init__(key=key)
        self.glossaries: dict[str, dict[str, str]] = {}

    def texts(self, request: Request) -> Sequence[str]:
        body = request.body
        there = request.path == "/translate" and isinstance(body, dict)
        return strings(body.get("q")) if there else ()

    def error(self, status: int, message: str) -> Reply:
        kind = _KINDS.get(status, "ServerException" if status >= 500 else "ApiException")
        return json_reply(status, {"status": status, "error": {"type": kind, "message": message}})

    def quota(self) -> Reply:
        told = {"type": "QuotaExceededException", "message": "The plan's quota of characters is exceeded"}
        return json_reply(403, {"status": 403, "error": told})

    def route(self, request: Request) -> Reply:
        if request.headers.get("mmt-apikey") != self.key:
            raise self.refuse(401, "The API key is invalid")
        if request.path not in ("/translate", "/translate/languages"):
            raise self.refuse(404, "Resource not found")
        # both are GETs; a POST to them that does not say so would make something
        if request.method != "POST" or request.headers.get("x-http-method-override", "").upper() != "GET":
            raise self.refuse(405, "Method not allowed")
        if request.path == "/translate/languages":
            return json_reply(200, {"status": 200, "data": sorted(LANGUAGES)})
        return self._translate(request)

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _translate(self, request: Request) -> Reply:
        if request.query or request.kind != "application/json":
            raise self._refuse("The request is no JSON")
        fields = Fields(
            parsed(request, self._refuse),
            self._refuse,
            unknown="Unknown parameter '{}'",
            wrong="Invalid value for parameter '{}'",
        )
        asked = fields.any("q")
        texts = [asked] if isinstance(asked, str) else asked
        if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
            raise self._refuse("Invalid value for parameter 'q'")
        if len(texts) > _ITEMS:
            raise self._refuse(f"Parameter 'q' has more than {_ITEMS} elements")
        source, target = fields.text("source", ""), fields.text("target")
        if target not in LANGUAGES or (source and source not in LANGUAGES):
            raise self._refuse(f"Language pair not supported: {source} > {target}")
        fields.choice("format", _FORMATS, "text/plain")
        terms = self._terms(fields.any("glossaries", ""))
        hints = fields.text("hints", "")
        if hints and not all(each.isdecimal() for each in hints.split(",")):
            raise self._refuse("Invalid value for parameter 'hints'")
        for name in _OTHER:
            fields.any(name)
        fields.end()
        made = self.answers(request, texts, target, terms=terms)
        told: list[dict[str, Any]] = []
        for answer in made:
            size = len(texts[min(answer.id, len(texts) - 1)])
            detected = {} if source else {"detectedLanguage": "en"}
            each = {"translation": answer.text, "characters": size, "billedCharacters": size}
            told.append({**each, **detected})
        if isinstance(asked, str):
            return json_reply(200, {"status": 200, "data": told[0] if told else {}})
        return json_reply(200, {"status": 200, "data": told})

    def _terms(self, value: Any) -> dict[str, str]:
        names = value.split(",") if isinstance(value, str) else value
        if not isinstance(names, list):
            raise self._refuse("Invalid value for parameter 'glossaries'")
        terms: dict[str, str] = {}
        for name in (str(each) for each in names if each != ""):
            if name not in self.glossaries:
                raise self.refuse(404, "Glossary not found")
            terms |= self.glossaries[name]
        return terms
