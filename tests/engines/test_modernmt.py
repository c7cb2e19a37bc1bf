"""ModernMT."""

from __future__ import annotations

from typing import Any, ClassVar

from engines.laws import KEY, Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask


def refusal(status: int, kind: str, message: str) -> dict[str, Any]:
    """An error as ModernMT writes it."""
    return {"status": status, "error": {"type": kind, "message": message}}


class TestModernMT(Laws):
    name = "modernmt"
    environment: ClassVar[dict[str, str]] = {"MODERNMT_API_KEY": KEY}
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "pt-BR": "pt", "pt-PT": "pt-PT", "nb": "nb",
        "fa": "pes", "he": "he", "es-419": "es", "sr": "sr-Cyrl",
    }  # fmt: skip
    wrong_key = Raw(401, refusal(401, "AuthException", f"Invalid API key {KEY}"))
    spent = Raw(403, refusal(403, "QuotaExceededException", "quota exceeded"))
    too_long = Raw(413, refusal(413, "RequestEntityTooLarge", "too many characters"))

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["q"])

    def good(self, texts: list[str]) -> Any:
        data = [{"translation": text, "characters": 5, "billedCharacters": 7} for text in texts]
        return {"status": 200, "data": data}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/translate")
        assert seen.headers["mmt-apikey"] == KEY
        assert seen.headers["x-http-method-override"] == "GET"
        assert seen.body["format"] == "text/html"
        assert (seen.body["source"], seen.body["target"]) == self.pair

    def other(self, seen: Seen) -> Any:
        if seen.path == "/translate/languages":
            return {"status": 200, "data": ["en", "de"]}
        return None

    def test_what_it_billed_is_told(self, wire: Wire) -> None:
        engine = self.made(wire)
        assert engine.translate([Ask("Hello"), Ask("You")], *self.pair).characters == 14
        self.client(engine).close()

    def test_memories_and_glossaries_are_named_by_number(self, wire: Wire) -> None:
        wire.script += [Raw(200, self.good(["OK"]))] * 2
        engine = self.made(wire, options={"hints": [1, 2], "glossaries": [3]})
        engine.translate([Ask("Hello")], *self.pair)
        assert (wire.requests[0].body["hints"], wire.requests[0].body["glossaries"]) == ("1,2", [3])
        self.client(engine).close()
