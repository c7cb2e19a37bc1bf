"""Google Cloud Translation, Advanced (v3): https://cloud.google.com/translate/docs/reference/rest/v3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused, Service
from services.fields import Fields, parsed, strings
from services.google import LANGUAGES, escaped, google_error
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GoogleV3"]

_ITEMS, _CODE_POINTS = 1024, 30_000
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
_PAIR = ("sourceLanguageCode", "targetLanguageCode")


class GoogleV3(Service):
    """The service; `key` is an OAuth access token, `glossaries` are terms by their full names."""

    def __init__(self, *, key: str = KEY, project: str = "test-project") -> None:
        super().__init__(key=key)
        self.project = project
        self.locations = ["global", "us-central1", "europe-west1"]
        self.glossaries: dict[str, dict[str, str]] = {}
        """``projects/P/locations/L/glossaries/NAME``, never in global."""

    def texts(self, request: Request) -> Sequence[str]:
        if not request.path.endswith(":translateText"):
            return ()
        body = request.body
        return strings(body.get("contents")) if isinstance(body, dict) else ()

    def error(self, status: int, message: str) -> Reply:
        return google_error(status, message, _STATUS.get(status, "UNKNOWN"))

    def quota(self) -> Reply:
        return self.error(403, "Daily Limit Exceeded")

    def too_fast(self) -> Reply:
        return self.error(429, "Quota exceeded for quota metric 'v3 requests' and limit 'per minute'.")

    def route(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            raise self.refuse(
                401,
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie"
                " or other valid authentication credential.",
            )
        match request.path.strip("/").split("/"):
            case ["v3", "projects", project, "locations", place, "supportedLanguages"]:
                self._place(project, place)
                if request.method != "GET":
                    raise self.refuse(405, "Method Not Allowed")
                return self._languages(request)
            case ["v3", "projects", project, "locations", last] if last.endswith(":translateText"):
                place = last.removesuffix(":translateText")
                self._place(project, place)
                if request.method != "POST":
                    raise self.refuse(405, "Method Not Allowed")
                return self._translate(request, f"projects/{project}/locations/{place}")
        raise self.refuse(404, "Not Found")

    def _place(self, project: str, place: str) -> None:
        if project != self.project:
            raise self.refuse(403, "Cloud Translation API has not been used in this project.")
        if place not in self.locations:
            raise self._refuse(f"Unsupported location '{place}'.")

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _translate(self, request: Request, parent: str) -> Reply:
        if request.query:
            raise self._refuse(f'Invalid JSON payload received. Unknown name "{request.query[0][0]}"')
        if request.kind != "application/json":
            raise self._refuse("Invalid JSON payload received.")
        fields = self._fields(parsed(request, self._refuse))
        texts = fields.texts("contents")
        if not texts:
            raise self._refuse("Contents are empty.")
        if len(texts) > _ITEMS:
            raise self._refuse("The number of contents exceeds the limit of 1024.")
        if sum(map(len, texts)) > _CODE_POINTS:
            raise self._refuse("Text is too long.")
        source, target = (fields.text(name, "") for name in _PAIR)
        if target not in LANGUAGES:
            raise self._refuse("Target language is invalid.")
        if source and source not in LANGUAGES:
            raise self._refuse("Source language is invalid.")
        # what is sent as text without saying so is read as HTML
        kind = fields.choice("mimeType", ("text/html", "text/plain"), "text/html")
        model = fields.text("model", "")
        if model and not model.startswith(f"{parent}/models/"):
            raise self._refuse("Invalid 'model'.")
        fields.any("labels")
        config = fields.any("glossaryConfig")
        fields.end()
        terms = None if config is None else self._terms(config, parent, source)
        finish = escaped("html" if kind == "text/html" else "text")
        answers = self.answers(request, texts, target, terms=terms, finish=finish)
        detected = {} if source else {"detectedLanguageCode": "en"}
        told = [{"translatedText": each.text, **detected} for each in answers]
        if config is None:
            return json_reply(200, {"translations": told})
        # the translations proper are without the glossary
        plain = [{"translatedText": finish(self.translate(text, target)), **detected} for text in texts]
        named = [{**each, "glossaryConfig": config} for each in told]
        return json_reply(200, {"translations": plain, "glossaryTranslations": named})

    def _terms(self, config: Any, parent: str, source: str) -> dict[str, str]:
        fields = self._fields(config)
        name = fields.text("glossary")
        fields.flag("ignoreCase", default=False)
        fields.flag("contextualTranslationEnabled", default=False)
        fields.end()
        if not source:
            raise self._refuse("Source language is required with a glossary.")
        if parent.endswith("/global") or not name.startswith(f"{parent}/glossaries/"):
            raise self._refuse(
                "Invalid 'glossary': it must be in the request's location, which is not global."
            )
        if name not in self.glossaries:
            raise self.refuse(404, "Glossary not found.")
        return self.glossaries[name]

    def _fields(self, values: Any) -> Fields:
        return Fields(
            values,
            self._refuse,
            unknown='Invalid JSON payload received. Unknown name "{}": Cannot find field.',
            wrong="Invalid value at '{}'",
        )

    def _languages(self, request: Request) -> Reply:
        if dict(request.query).keys() - {"displayLanguageCode", "model"}:
            raise self._refuse("Invalid JSON payload received.")
        told = [
            {"languageCode": code, "supportSource": True, "supportTarget": True} for code in sorted(LANGUAGES)
        ]
        return json_reply(200, {"languages": told})
