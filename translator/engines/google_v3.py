"""Google Cloud Translation, API version 3 ("Advanced"): https://cloud.google.com/translate/docs/reference/rest/v3.

Its token is an OAuth access token, good for an hour: ``gcloud auth print-access-token``, or what a
workflow's login step gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from translator.engines.contract import Limits, Reply
from translator.engines.google import LANGUAGES, OWN, google_verdict
from translator.engines.service import Service, field
from translator.errors import ConfigError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.client import Verdict
    from translator.engines.contract import Ask, Setup

__all__ = ["GoogleV3"]


class GoogleV3(Service):
    """As version 2, with a project, a location, and glossaries that the project has.

    ``options = {glossary = "name"}`` names one of the location's; ``user_project`` is who pays, which the
    tokens of people need and those of service accounts mostly may not say.
    """

    name = "google-v3"
    variables: tuple[str, ...] = ("GOOGLE_ACCESS_TOKEN",)
    mode = Mode.HTML
    limits = Limits(items=200, characters=20_000, concurrency=4)
    base = "https://translation.googleapis.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        settings = setup.settings
        if not settings.project:
            raise ConfigError(
                "google-v3 needs project, the id or number of one", remedy='project = "…" in [engine]'
            )
        options = dict(settings.options)
        place = (quote(part, safe="") for part in (settings.project, settings.location or "global"))
        self._parent = "projects/{}/locations/{}".format(*place)
        self._headers = {"Authorization": f"Bearer {self.key}"}
        if payer := options.pop("user_project", ""):
            self._headers["x-goog-user-project"] = str(payer)
        self._glossary = str(options.pop("glossary", ""))
        if self._glossary and settings.location in ("", "global"):
            raise ConfigError(
                "google-v3 has glossaries in locations only, not in global",
                remedy='location = "us-central1" in [engine], where the glossary is',
            )
        self._options = options

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """As version 2."""
        return google_verdict(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, LANGUAGES, OWN), self.known(target, LANGUAGES, OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /v3/projects/…/locations/…:translateText."""
        body: dict[str, Any] = {
            "contents": [ask.text for ask in asks],
            "mimeType": "text/html",
            "sourceLanguageCode": source,
            "targetLanguageCode": target,
        }
        if model := self.settings.model:
            body["model"] = model if "/" in model else f"{self._parent}/models/{model}"
        if name := self._glossary:
            full = name if "/" in name else f"{self._parent}/glossaries/{name}"
            body["glossaryConfig"] = {"glossary": full}
        body |= self._options
        size = sum(len(ask.text) for ask in asks)
        answer = self.ask(
            "POST", f"/v3/{self._parent}:translateText", json=body, headers=self._headers, size=size
        )
        kind = "glossaryTranslations" if self._glossary else "translations"
        found = field(answer, kind)
        texts = [field(each, "translatedText") for each in found] if isinstance(found, list) else None
        return self.reply(texts, asks)

    def languages(self) -> tuple[str, ...]:
        """GET /v3/projects/…/locations/…/supportedLanguages, those that can be a target."""
        found = self.ask("GET", f"/v3/{self._parent}/supportedLanguages", headers=self._headers)
        return tuple(
            str(field(each, "languageCode"))
            for each in field(found, "languages") or ()
            if field(each, "supportTarget") is not False
        )
