"""Yandex."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import EngineError
from translator.terms import Term


class TestYandex(Laws):
    name = "yandex"
    environment: ClassVar[dict[str, str]] = {"YANDEX_API_KEY": KEY}
    settings: ClassVar[dict[str, Any]] = {"project": "b1gfolder"}
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh", "pt-BR": "pt-BR", "pt-PT": "pt", "nb": "no", "sr": "sr", "sr-Latn": "sr-Latn",
        "he": "he", "es-419": "es",
    }  # fmt: skip
    wrong_key = Raw(401, {"code": 16, "message": f"Unknown api key {KEY}", "details": []})
    fast = Raw(429, {"code": 8, "message": "limit on requests was exceeded"}, {"Retry-After": "0.15"})
    too_long = Raw(400, {"code": 3, "message": "text length must be not greater than 10000 in any language"})

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["texts"])

    def good(self, texts: list[str]) -> Any:
        return {"translations": [{"text": text} for text in texts]}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/translate/v2/translate")
        assert seen.headers["authorization"] == f"Api-Key {KEY}"
        assert seen.body["folderId"] == "b1gfolder"
        assert seen.body["format"] == "HTML"
        assert (seen.body["sourceLanguageCode"], seen.body["targetLanguageCode"]) == self.pair

    def other(self, seen: Seen) -> Any:
        if seen.path == "/translate/v2/languages":
            assert seen.method == "POST"
            return {"languages": [{"code": "en", "name": "English"}]}
        return None

    def test_traditional_characters_are_not_simplified_ones(self, wire: Wire) -> None:
        engine = self.made(wire)
        for tag in ("zh-Hant", "zh-TW"):
            with pytest.raises(EngineError, match=tag):
                engine.codes("en", tag)
        self.client(engine).close()

    def test_only_terms_that_occur_are_sent(self, wire: Wire) -> None:
        wire.script += [Raw(200, self.good(["OK"]))] * 2
        terms = (Term("catalog", "Katalog"), Term("page", "Seite"), Term("Lucifit", "Lucifit"))
        engine = self.made(wire, terms)
        engine.translate([Ask('Two catalogs of <span id="g1">Lucifit</span>')], *self.pair)
        engine.translate([Ask("Nothing of it")], *self.pair)
        pairs = [
            {"sourceText": "catalog", "translatedText": "Katalog"},
            {"sourceText": "Lucifit", "translatedText": "Lucifit"},
        ]
        got = wire.requests[0].body["glossaryConfig"]["glossaryData"]["glossaryPairs"]
        assert sorted(got, key=str) == sorted(pairs, key=str)
        assert "glossaryConfig" not in wire.requests[1].body
        self.client(engine).close()

    def test_a_wrong_folder_ends_it(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(
            Raw(400, {"code": 3, "message": "Specified folder ID 'x' does not match with account's"})
        )
        with pytest.raises(EngineError) as caught:
            self.asked(engine)
        assert type(caught.value) is EngineError
        self.client(engine).close()
