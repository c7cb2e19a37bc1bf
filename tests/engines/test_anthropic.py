"""Anthropic's messages."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import About, Ask
from translator.errors import AuthError, ConfigError, EngineError, QuotaError, RequestError
from translator.terms import Term


def refusal(kind: str, message: str) -> dict[str, Any]:
    """An error as Anthropic writes it."""
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}


def message(content: str, stop: str = "end_turn") -> dict[str, Any]:
    """An answer as Anthropic writes it."""
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": content}],
        "stop_reason": stop,
        "usage": {"input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 7},
    }


class TestAnthropic(Laws):
    name = "anthropic"
    environment: ClassVar[dict[str, str]] = {"ANTHROPIC_API_KEY": KEY}
    settings: ClassVar[dict[str, Any]] = {"model": "some-model"}
    unknown = ""
    fewer = False
    wrong_key = Raw(401, refusal("authentication_error", f"invalid x-api-key {KEY}"))
    spent = Raw(400, refusal("invalid_request_error", "Your credit balance is too low to access the API"))
    fast = Raw(
        529,
        refusal("overloaded_error", "Overloaded"),
        {"retry-after-ms": "150", "Retry-After": "0.15", "x-should-retry": "true"},
    )
    too_long = Raw(413, refusal("request_too_large", "Request exceeds the maximum size"))

    def texts(self, seen: Seen) -> list[str]:
        data = json.loads(seen.body["messages"][0]["content"])
        return [each["text"] for each in data["messages"]]

    def good(self, texts: list[str]) -> Any:
        items = [{"id": number, "text": text} for number, text in enumerate(texts, 1)]
        return message(json.dumps({"translations": items[::-1]}))

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/v1/messages")
        assert seen.headers["x-api-key"] == KEY
        assert seen.headers["anthropic-version"] == "2023-06-01"
        assert seen.body["model"] == "some-model"
        assert seen.body["max_tokens"] > 0
        assert "temperature" not in seen.body
        assert "English" in seen.body["system"]
        form = seen.body["output_config"]["format"]
        assert form["type"] == "json_schema"
        assert form["schema"]["additionalProperties"] is False

    def test_without_structured_output_it_asks_plainly(self, wire: Wire) -> None:
        """A server that refuses ``output_config`` is asked without, from then on."""
        engine = self.made(wire)
        wire.script.append(
            Raw(400, refusal("invalid_request_error", "output_config: Extra inputs are not permitted"))
        )
        wire.answer = lambda seen: self.good(["HALLO"] if "output_config" not in seen.body else ["STRICT"])
        assert self.asked(engine) == ["HALLO"]
        assert self.asked(engine) == ["HALLO"]
        assert len(wire.requests) == 3
        self.client(engine).close()

    def test_a_text_that_is_refused_does_not_end_structured_output(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script += [
            Raw(400, refusal("invalid_request_error", "output_config: compiled grammar is too large")),
            Raw(400, refusal("invalid_request_error", "prompt is too long")),
        ]
        with pytest.raises(RequestError, match="too long"):
            self.asked(engine)
        assert self.asked(engine) == ["HELLO"]
        self.client(engine).close()

    def test_what_was_cut_off_is_told(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(
            Raw(
                200,
                message('{"translations": [{"id": 1, "text": "EINS"}, {"id": 2, "text": "ZW', "max_tokens"),
            )
        )
        one, two = engine.translate([Ask("One"), Ask("Two")], *self.pair).answers
        assert (one.text, one.fault) == ("EINS", "")
        assert "cut off" in two.fault
        self.client(engine).close()

    def test_a_refusal_is_told(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(200, {**message("no"), "stop_reason": "refusal", "content": []}))
        assert "refused" in engine.translate([Ask("One")], *self.pair).answers[0].fault
        self.client(engine).close()

    def test_tokens_are_counted_with_those_from_the_cache(self, wire: Wire) -> None:
        engine = self.made(wire)
        reply = engine.translate([Ask("One")], *self.pair)
        assert (reply.input_tokens, reply.output_tokens, reply.characters) == (100, 7, None)
        self.client(engine).close()

    @pytest.mark.parametrize(
        ("status", "told", "kind"),
        [
            (429, "false", QuotaError),
            (500, "false", EngineError),
            (403, "", AuthError),
            (404, "", EngineError),
        ],
    )
    def test_it_is_told_whether_to_retry(
        self, wire: Wire, status: int, told: str, kind: type[EngineError]
    ) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(status, refusal("x", "no"), {"x-should-retry": told} if told else {}))
        with pytest.raises(EngineError) as caught:
            self.asked(engine)
        assert type(caught.value) is kind
        assert len(wire.requests) == 1
        self.client(engine).close()

    def test_options_are_handed_on(self, wire: Wire) -> None:
        options = {"max_tokens": 99, "temperature": 0.2, "output_config": {"effort": "low"}}
        engine = self.made(wire, options=options)
        wire.script.append(Raw(200, self.good(["OK"])))
        terms = (Term("page", "Seite"),)
        engine.translate([Ask("A page", About(kind="heading 2", terms=terms))], *self.pair)
        body = wire.requests[0].body
        assert (body["max_tokens"], body["temperature"]) == (99, 0.2)
        assert set(body["output_config"]) == {"effort", "format"}
        told = json.loads(body["messages"][0]["content"])["messages"][0]
        assert told == {"id": 1, "text": "A page", "kind": "heading 2", "glossary": {"page": "Seite"}}
        self.client(engine).close()

    def test_a_model_is_needed(self, wire: Wire) -> None:
        with pytest.raises(ConfigError, match="model"):
            self.made(wire, model="")
