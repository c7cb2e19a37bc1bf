"""Azure."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import AuthError, ConfigError, EngineError


def refusal(code: int, message: str = "no") -> dict[str, Any]:
    """An error as Azure writes it."""
    return {"error": {"code": code, "message": message}}


class TestAzure(Laws):
    name = "azure"
    environment: ClassVar[dict[str, str]] = {
        "AZURE_TRANSLATOR_KEY": KEY,
        "AZURE_TRANSLATOR_REGION": "westeurope",
    }
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "zh-TW": "zh-Hant", "zh": "zh-Hans", "pt-BR": "pt",
        "pt-PT": "pt-pt", "nb": "nb", "no": "nb", "sr": "sr-Cyrl", "sr-Latn": "sr-Latn", "he": "he",
        "es-419": "es", "fr-CA": "fr-ca", "tlh": "tlh-Latn",
    }  # fmt: skip
    unknown = "vot"
    wrong_key = Raw(401, refusal(401000, f"The request is not authorized: {KEY}"))
    spent = Raw(403, refusal(403001, "free quota"))
    too_long = Raw(400, refusal(400050, "The input text is too long."))

    def texts(self, seen: Seen) -> list[str]:
        return [each["Text"] for each in seen.body]

    def good(self, texts: list[str]) -> Any:
        return [{"translations": [{"text": text, "to": "de"}]} for text in texts]

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/translate")
        assert seen.query == {"api-version": "3.0", "from": "en", "to": "de", "textType": "html"}
        assert seen.headers["ocp-apim-subscription-key"] == KEY
        assert seen.headers["ocp-apim-subscription-region"] == "westeurope"
        assert seen.headers["content-type"].startswith("application/json")

    def other(self, seen: Seen) -> Any:
        if seen.method == "GET":
            assert seen.path == "/languages"
            assert "ocp-apim-subscription-key" not in seen.headers
            return {"translation": {"en": {}, "de": {}}}
        return None

    def test_a_byte_order_mark_is_no_fault(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(200, b"\xef\xbb\xbf" + json.dumps(self.good(["HALLO"])).encode()))
        assert self.asked(engine) == ["HALLO"]
        self.client(engine).close()

    def test_an_empty_refusal_is_one_too(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script += [Raw(401, b""), Raw(403, refusal(403000)), Raw(400, refusal(400036))]
        with pytest.raises(AuthError, match="401"):
            self.asked(engine)
        with pytest.raises(AuthError):
            self.asked(engine)
        with pytest.raises(EngineError) as caught:
            self.asked(engine)
        assert type(caught.value) is EngineError
        self.client(engine).close()

    def test_the_table_names_region_category_and_more(self, wire: Wire) -> None:
        def answer(seen: Seen) -> Any:
            assert seen.headers["ocp-apim-subscription-region"] == "northeurope"
            assert seen.query["category"] == "mine"
            assert seen.query["allowFallback"] == "false"
            return self.good(["OK"])

        wire.answer = answer
        engine = self.made(wire, region="northeurope", model="mine", options={"allowFallback": False})
        assert engine.translate([Ask("Hello")], *self.pair).answers[0].text == "OK"
        self.client(engine).close()
        with pytest.raises(ConfigError, match="region"):
            self.made(wire, region="north europe\r\n")
