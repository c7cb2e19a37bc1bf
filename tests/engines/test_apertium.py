"""Apertium APY."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from engines.laws import Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import EngineError

PAIRS = [
    ("eng", "deu"), ("eng", "spa"), ("eng", "cat"), ("eng", "cat_valencia"), ("eng", "por_BR"),
    ("eng", "por_PT"), ("eng", "nob"), ("eng", "hbs_HR"), ("eng", "hbs_SR"), ("spa", "eng"),
]  # fmt: skip


class TestApertium(Laws):
    name = "apertium"
    environment: ClassVar[dict[str, str]] = {}
    pair = ("eng", "deu")
    batch = 1
    table: ClassVar[dict[str, str]] = {
        "es": "spa", "es-419": "spa", "ca": "cat", "ca-valencia": "cat_valencia", "pt-BR": "por_BR",
        "pt-PT": "por_PT", "nb": "nob", "no": "nob", "hr": "hbs_HR", "sr-Latn": "hbs_SR",
    }  # fmt: skip
    wrong_key = None
    fewer = False
    too_long = Raw(413, {"status": "error", "code": 413, "message": "Request Entity Too Large"})

    def texts(self, seen: Seen) -> list[str]:
        return [seen.body["q"]]

    def good(self, texts: list[str]) -> Any:
        data = {"translatedText": texts[0]}
        return {"responseData": data, "responseDetails": None, "responseStatus": 200}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/translate")
        assert seen.body["langpair"] == "eng|deu"
        assert (seen.body["format"], seen.body["markUnknown"]) == ("html", "no")

    def other(self, seen: Seen) -> Any:
        if seen.path == "/listPairs":
            data = [{"sourceLanguage": had, "targetLanguage": has} for had, has in PAIRS]
            return {"responseData": data, "responseDetails": None, "responseStatus": 200}
        return None

    def test_the_pair_must_be_there(self, wire: Wire) -> None:
        engine = self.made(wire)
        assert engine.codes("es", "en") == ("spa", "eng")
        for source, target in (("es", "de"), ("de", "en"), ("en", "sr"), ("en", "bs")):
            with pytest.raises(EngineError, match="does not translate"):
                engine.codes(source, target)
        self.client(engine).close()

    def test_an_empty_answer_is_an_error(self, wire: Wire) -> None:
        """A broken pair says that all is well, and nothing else."""
        engine = self.made(wire)
        wire.script.append(Raw(200, self.good([" "])))
        assert engine.translate([Ask("Hello")], *self.pair).answers[0].fault
        self.client(engine).close()

    def test_the_status_in_the_body_counts(self, wire: Wire) -> None:
        engine = self.made(wire)
        body = {"responseData": {"translatedText": "x"}, "responseDetails": "bad", "responseStatus": 451}
        wire.script += [Raw(200, body), Raw(400, {"status": "error", "explanation": "That pair is invalid"})]
        with pytest.raises(EngineError, match="451: bad"):
            self.asked(engine)
        with pytest.raises(EngineError, match="That pair is invalid"):
            self.asked(engine)
        self.client(engine).close()
