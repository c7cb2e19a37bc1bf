"""LibreTranslate, as its server's source has it (1.9.6)."""

from __future__ import annotations

import html
import itertools
from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws, make
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import AuthError, EngineError

CODES = ["en", "de", "zh-Hans", "zh-Hant", "pt-BR", "pt", "nb", "sr", "he", "es"]


class TestLibreTranslate(Laws):
    name = "libretranslate"
    environment: ClassVar[dict[str, str]] = {"LIBRETRANSLATE_API_KEY": KEY}
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "zh-TW": "zh-Hant", "pt-BR": "pt-BR", "pt-PT": "pt",
        "nb": "nb", "no": "nb", "sr": "sr", "he": "he", "es-419": "es",
    }  # fmt: skip
    wrong_key = Raw(403, {"error": f"Invalid API key {KEY}"})
    fast = Raw(429, {"error": "Slowdown: 1 per 1 minute"}, {"Retry-After": "0.15"})
    too_long = Raw(400, {"error": "Invalid request: request (500) exceeds text limit (100)"})

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["q"])

    def good(self, texts: list[str]) -> Any:
        # the server unescapes whatever it answers
        return {"translatedText": [html.unescape(text) for text in texts]}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path, seen.query) == ("POST", "/translate", {})
        assert seen.body["api_key"] == KEY
        assert seen.body["format"] == "html"
        assert (seen.body["source"], seen.body["target"]) == self.pair

    def other(self, seen: Seen) -> Any:
        if seen.path == "/languages":
            return [{"code": code, "name": code, "targets": CODES} for code in CODES]
        if seen.path == "/frontend/settings":
            return {"charLimit": 777, "apiKeys": True, "keyRequired": False}
        return None

    def test_the_servers_limit_holds(self, wire: Wire) -> None:
        engine = self.made(wire)
        engine.codes("en", "de")
        assert engine.limits.characters == 777
        assert type(engine).limits.characters == 2_000
        self.client(engine).close()

    def test_old_codes_serve_where_they_are_all_there_is(self, wire: Wire) -> None:
        wire.answer = lambda seen: (
            [{"code": code, "name": "", "targets": ["zh", "zt", "pb"]} for code in ("en", "zt")]
            if seen.path == "/languages"
            else Raw(404, {"error": "none"})
        )
        engine = self.made(wire)
        found = [engine.codes("en", tag)[1] for tag in ("zh-Hans", "zh-Hant", "pt-BR")]
        assert found == ["zh", "zt", "pb"]
        with pytest.raises(EngineError, match="he"):
            engine.codes("en", "he")
        self.client(engine).close()

    def test_a_server_may_want_no_key(self, wire: Wire) -> None:
        wire.answer = lambda seen: ("api_key" in seen.body and Raw(500)) or self.good(["HALLO"])
        engine = make("libretranslate", wire.url, {})
        assert self.asked(engine) == ["HALLO"]
        self.client(engine).close()

    def test_what_its_refusals_mean(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script += [
            Raw(400, {"error": "Visit https://portal.libretranslate.com to get an API key"}),
            Raw(403, {"error": "Too many request limits violations"}),
            Raw(400, {"error": "xx is not supported"}),
        ]
        for kind in (AuthError, EngineError, EngineError):
            with pytest.raises(EngineError) as caught:
                engine.translate([Ask("Hello")], *self.pair)
            assert type(caught.value) is kind
        self.client(engine).close()

    def test_it_slows_down_without_being_told_how_long(self, wire: Wire) -> None:
        """Who comes back at once is banned."""
        engine = self.made(wire)
        wire.script += [Raw(429, {"error": "Slowdown"})] * 3
        assert self.asked(engine) == ["HELLO"]
        times = [seen.at for seen in wire.requests]
        pauses = [after - before for before, after in itertools.pairwise(times)]
        assert all(pause >= least for pause, least in zip(pauses, (0.02, 0.04, 0.08), strict=True))
        self.client(engine).close()
