"""Google Cloud Translation, Basic (v2): https://cloud.google.com/translate/docs/reference/rest/v2/translate.

Quotas answer 403 (https://cloud.google.com/translate/quotas): "User Rate Limit Exceeded" passes in a minute,
"Daily Limit Exceeded" does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.base import Refused, Service
from services.fields import Fields, parsed, strings
from services.google import LANGUAGES, escaped, google_error
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GoogleV2"]

_PATH = "/language/translate/v2"
_ITEMS, _BYTES = 128, 100 * 1024
_STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 503: "UNAVAILABLE"}
_REASONS = {400: "invalid", 403: "forbidden", 404: "notFound", 503: "backendError"}


class GoogleV2(Service):
    """The service. The key travels in the query or in a header."""

    def texts(self, request: Request) -> Sequence[str]:
        if request.path != _PATH:
            return ()
        body = request.body
        return strings(body.get("q")) if isinstance(body, dict) else ()

    def error(self, status: int, message: str) -> Reply:
        return google_error(
            status, message, _STATUS.get(status, "UNKNOWN"), _REASONS.get(status, "internalError")
        )

    def quota(self) -> Reply:
        return google_error(
            403, "Daily Limit Exceeded", "PERMISSION_DENIED", "dailyLimitExceeded", "usageLimits"
        )

    def too_fast(self) -> Reply:
        return google_error(
            403, "User Rate Limit Exceeded", "PERMISSION_DENIED", "userRateLimitExceeded", "usageLimits"
        )

    def route(self, request: Request) -> Reply:
        query = dict(request.query)
        given = query.pop("key", request.headers.get("x-goog-api-key"))
        if not given:
            raise self.refuse(403, "The request is missing a valid API key.")
        if given != self.key:
            raise self._refuse("API key not valid. Please pass a valid API key.")
        match request.method, request.path:
            case "POST", path if path == _PATH:
                return self._translate(request, query)
            case "GET", path if path == f"{_PATH}/languages":
                return self._languages(query)
            case _, path if path in (_PATH, f"{_PATH}/languages"):
                raise self.refuse(405, "Method Not Allowed")
        raise self.refuse(404, "Not Found")

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _translate(self, request: Request, query: dict[str, str]) -> Reply:
        if query:
            raise self._refuse(f'Invalid JSON payload received. Unknown name "{next(iter(query))}"')
        if len(request.raw) > _BYTES:
            raise self._refuse(f"Request payload size exceeds the limit: {_BYTES} bytes.")
        fields = Fields(
            self._values(request),
            self._refuse,
            unknown='Invalid JSON payload received. Unknown name "{}": Cannot find field.',
            wrong="Invalid Value: {}",
        )
        asked = fields.any("q")
        texts = [asked] if isinstance(asked, str) else asked
        if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
            raise self._refuse("Required Text")
        if len(texts) > _ITEMS:
            raise self._refuse("Too many text segments")
        source, target = fields.text("source", ""), fields.text("target")
        # it detects the source where there is none; "auto" is no language
        if target not in LANGUAGES or (source and source not in LANGUAGES):
            raise self._refuse("Invalid Value")
        form = fields.choice("format", ("html", "text"), "html")
        fields.choice("model", ("nmt", "base"), "nmt")
        fields.end()
        answers = self.answers(request, texts, target, finish=escaped(form))
        detected = {} if source else {"detectedSourceLanguage": "en"}
        translations = [{"translatedText": each.text, **detected} for each in answers]
        return json_reply(200, {"data": {"translations": translations}})

    def _values(self, request: Request) -> Any:
        if request.kind == "application/json":
            return parsed(request, self._refuse)
        if request.kind == "application/x-www-form-urlencoded":
            return request.body
        raise self._refuse("Invalid JSON payload received.")

    def _languages(self, query: dict[str, str]) -> Reply:
        named = query.pop("target", None)
        if query.keys() - {"model"} or named not in (None, *LANGUAGES):
            raise self._refuse("Invalid Value")
        told = [{"language": code, **({"name": code} if named else {})} for code in sorted(LANGUAGES)]
        return json_reply(200, {"data": {"languages": told}})
