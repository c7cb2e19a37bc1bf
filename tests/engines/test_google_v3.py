"""Google, version 3."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws
from engines.test_google import refusal
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import ConfigError


class TestGoogleV3(Laws):
    name = "google-v3"
    environment: ClassVar[dict[str, str]] = {"GOOGLE_ACCESS_TOKEN": KEY}
    settings: ClassVar[dict[str, Any]] = {"project": "my-project"}
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "pt-BR": "pt", "pt-PT": "pt-PT", "nb": "no",
        "sr": "sr", "he": "he", "es-419": "es",
    }  # fmt: skip
    wrong_key = Raw(
        401, refusal(401, f"Request had invalid authentication credentials {KEY}", status="UNAUTHENTICATED")
    )
    spent = Raw(429, refusal(429, "Quota exceeded: limit 'characters per day'", status="RESOURCE_EXHAUSTED"))
    too_long = Raw(400, refusal(400, "Text is too long.", status="INVALID_ARGUMENT"))

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["contents"])

    def good(self, texts: list[str]) -> Any:
        return {"translations": [{"translatedText": text} for text in texts]}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == (
            "POST",
            "/v3/projects/my-project/locations/global:translateText",
        )
        assert seen.headers["authorization"] == f"Bearer {KEY}"
        assert "x-goog-user-project" not in seen.headers
        assert seen.body["mimeType"] == "text/html"
        assert (seen.body["sourceLanguageCode"], seen.body["targetLanguageCode"]) == self.pair

    def other(self, seen: Seen) -> Any:
        if seen.method == "GET":
            assert seen.path == "/v3/projects/my-project/locations/global/supportedLanguages"
            return {"languages": [{"languageCode": "en", "supportSource": True, "supportTarget": True}]}
        return None

    def test_a_glossary_is_named_in_its_location(self, wire: Wire) -> None:
        """Its translations stand apart from those without it."""

        def answer(seen: Seen) -> Any:
            place = "projects/my-project/locations/us-central1"
            assert seen.path == f"/v3/{place}:translateText"
            assert seen.body["glossaryConfig"] == {"glossary": f"{place}/glossaries/site"}
            assert seen.headers["x-goog-user-project"] == "payer"
            assert "glossary" not in seen.body
            return {**self.good(["PLAIN"]), "glossaryTranslations": [{"translatedText": "TERM"}]}

        wire.answer = answer
        options = {"glossary": "site", "user_project": "payer"}
        engine = self.made(wire, location="us-central1", options=options)
        assert engine.translate([Ask("Hello")], *self.pair).answers[0].text == "TERM"
        self.client(engine).close()

    def test_what_the_table_must_hold_is_said(self, wire: Wire) -> None:
        with pytest.raises(ConfigError, match="project"):
            self.made(wire, project="")
        with pytest.raises(ConfigError, match="global"):
            self.made(wire, options={"glossary": "site"})
