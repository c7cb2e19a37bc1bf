"""Azure AI Translator v3.0: https://learn.microsoft.com/azure/ai-services/translator/reference/v3-0-reference.

Codes are those of its page "status and response codes".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused, Service
from services.fields import codes, parsed
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "Azure"]

LANGUAGES = codes(
    """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr fr-ca ga gl gu he hi hr hu hy id is it
    ja ka kk km kn ko lo lt lv mk ml mr ms mt my nb nl pa pl prs ps pt pt-pt ro ru si sk sl so sq sr-Cyrl
    sr-Latn sv sw ta te th tr uk ur uz vi zh-Hans zh-Hant zu
    """
)
_ITEMS, _CHARACTERS = 1000, 50_000
_BOM = b"\xef\xbb\xbf"
_PARAMETERS = codes(
    """
    api-version from to textType category profanityAction profanityMarker includeAlignment
    includeSentenceLength suggestedFrom fromScript toScript allowFallback
    """
)
_CODES = {
    401: 401000,
    403: 403000,
    404: 404000,
    405: 405000,
    415: 415000,
    429: 429000,
    500: 500000,
    503: 503000,
}


class Azure(Service):
    """The service; with `region` set, the key is a regional one and wants the region told."""

    def __init__(self, *, key: str = KEY, region: str = "") -> None:
        super().__init__(key=key)
        self.region = region

    def texts(self, request: Request) -> Sequence[str]:
        body = request.body
        if request.path != "/translate" or not isinstance(body, list):
            return ()
        return [text for text in map(_text, body) if text is not None]

    def error(self, status: int, message: str) -> Reply:
        if status == 401:
            return Reply(401)
        return self._error(_CODES.get(status, status * 1000), message)

    def _error(self, code: int, message: str) -> Reply:
        told = {"error": {"code": code, "message": message}}
        return json_reply(code // 1000, told, {"X-RequestId": f"{len(self.requests):032x}"})

    def quota(self) -> Reply:
        return self._error(
            403001, "The operation isn't allowed because the subscription has exceeded its free quota."
        )

    def too_fast(self) -> Reply:
        return self._error(
            429001, "The server rejected the request because the client has exceeded request limits."
        )

    def route(self, request: Request) -> Reply:
        match request.method, request.path:
            case "GET", "/languages":
                return self._languages(request)
            case "POST", "/translate":
                return self._translate(request)
            case _, "/translate" | "/languages":
                raise self.refuse(405, "The request method is not supported for the requested resource.")
        raise self.refuse(404, "The requested resource is not found.")

    def _no(self, code: int, message: str) -> Refused:
        return Refused(self._error(code, message))

    def _version(self, request: Request) -> None:
        if dict(request.query).get("api-version") != "3.0":
            raise self._no(400021, "The API version parameter is missing or invalid.")

    def _translate(self, request: Request) -> Reply:
        headers = request.headers
        if headers.get("ocp-apim-subscription-key") != self.key:
            raise self.refuse(401, "")
        if self.region and headers.get("ocp-apim-subscription-region") != self.region:
            raise self.refuse(401, "")
        self._version(request)
        for name, _ in request.query:
            if name not in _PARAMETERS:
                raise self._no(400000, "One of the request inputs is not valid.")
        query = dict(request.query)
        source = query.get("from", "")
        targets = [value for name, value in request.query if name == "to"]
        if source and source not in LANGUAGES:
            raise self._no(400035, "The source language is not valid.")
        if not targets or not LANGUAGES.issuperset(targets):
            raise self._no(400036, "The target language is not valid.")
        if query.get("textType", "plain") not in ("plain", "html"):
            raise self._no(400071, "The value isn't valid for TextType.")
        if request.kind != "application/json":
            raise self.refuse(415, "The Content-Type header is missing or invalid.")
        texts = self._elements(request, len(targets))
        made = [self.answers(request, texts, target) for target in targets]
        told: list[dict[str, Any]] = []
        for row in zip(*made, strict=True):
            pairs = zip(row, targets, strict=True)
            each: dict[str, Any] = {
                "translations": [{"text": answer.text, "to": target} for answer, target in pairs]
            }
            told.append(each if source else {"detectedLanguage": {"language": "en", "score": 1.0}, **each})
        metered = {"X-Metered-Usage": str(sum(map(len, texts)) * len(targets))}
        reply = json_reply(200, told, metered)
        # some of its replies begin so, and JSON does not
        return Reply(200, _BOM + reply.body, metered, "application/json; charset=utf-8")

    def _elements(self, request: Request, targets: int) -> list[str]:
        body = parsed(request, lambda _: self._no(400074, "The body of the request is not valid JSON."))
        if not isinstance(body, list) or not body:
            raise self._no(400074, "The body of the request is not valid JSON.")
        texts = []
        for element in body:
            text = _text(element)
            if text is None or len(element) > 1:
                raise self._no(400020, "One of the elements in the array of input text is not valid.")
            texts.append(text)
        if len(texts) > _ITEMS:
            raise self._no(400072, "The array of input text has too many elements.")
        if sum(map(len, texts)) * targets > _CHARACTERS:
            raise self._no(400077, "The maximum request size has been exceeded.")
        return texts

    def _languages(self, request: Request) -> Reply:
        self._version(request)
        query = dict(request.query)
        if query.keys() - {"api-version", "scope"}:
            raise self._no(400000, "One of the request inputs is not valid.")
        if query.get("scope", "translation") != "translation":
            raise self._no(400001, "The scope parameter is invalid.")
        told = {code: {"name": code, "nativeName": code, "dir": "ltr"} for code in sorted(LANGUAGES)}
        return json_reply(200, {"translation": told})


def _text(element: Any) -> str | None:
    """The text of an element, which is called ``Text`` or ``text``."""
    if not isinstance(element, dict):
        return None
    found = element.get("Text", element.get("text"))
    return found if isinstance(found, str) else None
