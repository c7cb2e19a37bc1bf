"""DeepL."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws, make
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import About, Ask, Usage
from translator.errors import EngineError
from translator.terms import Term


class TestDeepL(Laws):
    name = "deepl"
    environment: ClassVar[dict[str, str]] = {"DEEPL_AUTH_KEY": KEY}
    pair = ("EN", "DE")
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT", "zh-TW": "ZH-HANT", "pt-BR": "PT-BR", "pt-PT": "PT-PT",
        "nb": "NB", "no": "NB", "he": "HE", "es-419": "ES-419", "en": "EN-US", "en-GB": "EN-GB",
    }  # fmt: skip
    wrong_key = Raw(403, {"message": f"Authorization failed for {KEY}"})
    spent = Raw(456, {"message": "Quota Exceeded"})
    too_long = Raw(413, {"message": "Request Entity Too Large"})

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["text"])

    def good(self, texts: list[str]) -> Any:
        return {
            "translations": [
                {"detected_source_language": "EN", "text": text, "billed_characters": 3} for text in texts
            ]
        }

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/v2/translate")
        assert seen.headers["authorization"] == f"DeepL-Auth-Key {KEY}"
        assert (seen.body["source_lang"], seen.body["target_lang"]) == self.pair
        assert seen.body["tag_handling"] == "xml"
        assert seen.body["tag_handling_version"] == "v2"

    def other(self, seen: Seen) -> Any:
        if seen.path == "/v2/languages":
            return [{"language": "EN", "name": "English"}, {"language": "SR", "name": "Serbian"}]
        if seen.path == "/v2/usage":
            return {"character_count": 5, "character_limit": 500_000}
        return None

    def test_sources_are_bare(self, wire: Wire) -> None:
        engine = self.made(wire)
        assert engine.codes("zh-Hant", "en-GB") == ("ZH", "EN-GB")
        assert engine.codes("pt-BR", "sr") == ("PT", "SR")
        with pytest.raises(EngineError, match="nn"):
            engine.codes("en", "nn")
        self.client(engine).close()

    def test_free_keys_have_an_address_of_their_own(self) -> None:
        engine: Any = make("deepl", "", {"DEEPL_AUTH_KEY": "abc:fx"})
        assert engine.address == "https://api-free.deepl.com"

    def test_what_it_billed_and_has_left_is_told(self, wire: Wire) -> None:
        engine = self.made(wire, formality="more")
        reply = engine.translate([Ask("A", About(page="Title")), Ask("B")], *self.pair)
        assert reply.characters == 6
        assert engine.usage() == Usage(5, 500_000)
        body = wire.requests[0].body
        assert (body["formality"], body["context"]) == ("prefer_more", "Title")
        self.client(engine).close()

    def test_a_glossary_is_made_once_and_found_again(self, wire: Wire) -> None:
        made: list[Any] = []

        def answer(seen: Seen) -> Any:
            if seen.path == "/v2/glossaries":
                if seen.method == "POST":
                    made.append({**seen.body, "glossary_id": "g1", "ready": True})
                    return Raw(201, made[-1])
                return {"glossaries": made}
            assert seen.body["glossary_id"] == "g1"
            return self.good(["OK"])

        wire.answer = answer
        terms = (Term("page", "Seite"), Term("a\tb", "c\nd"))
        for _ in range(2):
            engine = self.made(wire, terms)
            engine.translate([Ask("A")], *self.pair)
            engine.translate([Ask("A")], *self.pair)
            self.client(engine).close()
        assert len(made) == 1
        assert made[0]["entries"] == "a b\tc d\npage\tSeite"
        assert (made[0]["source_lang"], made[0]["target_lang"]) == ("en", "de")

    @pytest.mark.parametrize("status", [400, 456])
    def test_without_a_glossary_it_translates_all_the_same(self, wire: Wire, status: int) -> None:
        """Where it has none for the languages, or no room: the terms are checked in the answers anyway."""

        def answer(seen: Seen) -> Any:
            if seen.path == "/v2/glossaries":
                return Raw(status, {"message": "no"}) if seen.method == "POST" else {"glossaries": []}
            assert "glossary_id" not in seen.body
            return self.good(["OK"])

        wire.answer = answer
        engine = self.made(wire, (Term("page", "Seite"),))
        for _ in range(2):
            assert self.asked(engine) == ["OK"]
        assert [seen.path for seen in wire.requests].count("/v2/glossaries") == 2
        self.client(engine).close()
