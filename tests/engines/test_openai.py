"""OpenAI's chat completions, and those that speak like them."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws, make
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.errors import AuthError, EngineError, RequestError


def refusal(message: str, code: str = "") -> dict[str, Any]:
    """An error as OpenAI writes it."""
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}


def completion(content: Any, reason: str = "stop", **message: Any) -> dict[str, Any]:
    """An answer as OpenAI writes it."""
    return {
        "object": "chat.completion",
        "choices": [{"index": 0, "finish_reason": reason, "message": {"content": content, **message}}],
        "usage": {"prompt_tokens": 50, "completion_tokens": 9},
    }


class TestOpenAI(Laws):
    name = "openai"
    environment: ClassVar[dict[str, str]] = {"OPENAI_API_KEY": KEY}
    settings: ClassVar[dict[str, Any]] = {"model": "some-model"}
    unknown = ""
    fewer = False
    wrong_key = Raw(401, refusal(f"Incorrect API key provided: {KEY}", "invalid_api_key"))
    spent = Raw(429, refusal("You exceeded your current quota", "insufficient_quota"))
    too_long = Raw(400, refusal("maximum context length is 8192 tokens", "context_length_exceeded"))

    def texts(self, seen: Seen) -> list[str]:
        data = json.loads(seen.body["messages"][1]["content"])
        return [each["text"] for each in data["messages"]]

    def good(self, texts: list[str]) -> Any:
        items = [{"id": number, "text": text} for number, text in enumerate(texts, 1)]
        return completion(json.dumps({"translations": items[::-1]}))

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path) == ("POST", "/chat/completions")
        assert seen.headers["authorization"] == f"Bearer {KEY}"
        assert seen.body["response_format"]["json_schema"]["strict"] is True
        assert "temperature" not in seen.body

    @pytest.mark.parametrize(
        "content",
        [
            '```json\n{"translations": [{"id": 1, "text": "EINS"}, {"id": 2, "text": "ZWEI"}]}\n```',
            'Here it is:\n{"translations": [{"id": "2", "text": "ZWEI"}, {"id": "1", "text": "EINS"}]}\nBye',
            '[{"id": 1, "text": "EINS"}, {"id": 2, "text": "ZWEI"}]',
            '{"1": "EINS", "2": "ZWEI", "translations": {"1": "EINS", "2": "ZWEI"}}',
            '{"result": [{"id": 1, "text": "EINS"}, {"id": 2, "text": "ZWEI"}]}',
            (
                '<think>\nIs {"id": 1, "text": "e"}?</think>\n{"translations": [{"id": 1, "text": "EINS"}, '
                '{"id": 2, "text": "ZWEI"}, {"id": 1, "text": "EINS"}]}'
            ),
            '{"translations": [{"id": 1, "text": "EINS"}, {"id": 2, "text": "ZWEI"}, {"id": 9, "text": ""}]}',
        ],
    )
    def test_answers_are_found_in_whatever_is_around_them(self, wire: Wire, content: str) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(200, completion(content)))
        assert self.asked(engine, "One", "Two") == ["EINS", "ZWEI"]
        self.client(engine).close()

    @pytest.mark.parametrize(
        ("content", "reason", "faults"),
        [
            ('{"translations": [{"id": 2, "text": "ZWEI"}]}', "stop", ["leaves it out", ""]),
            (
                '{"translations": [{"id": 1, "text": "A"}, {"id": 1, "text": "B"}, {"id": 2, "text": "C"}]}',
                "stop",
                ["twice", ""],
            ),
            ('{"translations": [{"id": 1, "text": "EINS"}, {"id": 2, "te', "length", ["", "cut off"]),
            ("I cannot do that.", "stop", ["leaves it out", "leaves it out"]),
            ("", "content_filter", ["refused", "refused"]),
            (None, "stop", ["said nothing", "said nothing"]),
            ('{"translations": [{"id": true, "text": "A"}, {"id": 2, "text": 7}]}', "stop", ["out", "out"]),
            (f'{{"translations": [{{"id": "{"9" * 5000}", "text": "A"}}]}}', "stop", ["out", "out"]),
        ],
    )
    def test_what_is_no_answer_is_told(
        self, wire: Wire, content: str | None, reason: str, faults: list[str]
    ) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(200, completion(content, reason)))
        found = engine.translate([Ask("One"), Ask("Two")], *self.pair).answers
        assert all(
            (fault in each.fault) if fault else each.text for fault, each in zip(faults, found, strict=True)
        )
        self.client(engine).close()

    def test_a_refusal_is_told(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(200, completion("", refusal="I won't")))
        assert "refused" in engine.translate([Ask("One")], *self.pair).answers[0].fault
        self.client(engine).close()

    def test_forms_are_tried_from_the_strictest_on(self, wire: Wire) -> None:
        def answer(seen: Seen) -> Any:
            form = seen.body.get("response_format", {}).get("type")
            if form == "json_schema":
                return Raw(400, refusal("This response_format type is unavailable now"))
            if form == "json_object":
                return Raw(400, refusal("'response_format.type' must be 'text'"))
            return self.good(["HALLO"])

        engine = self.made(wire)
        wire.answer = answer
        assert self.asked(engine) == ["HALLO"]
        assert self.asked(engine) == ["HALLO"]
        assert len(wire.requests) == 4
        self.client(engine).close()

    def test_a_text_that_is_refused_does_not_change_the_form(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.answer = lambda _seen: Raw(400, refusal("cannot make JSON of that"))
        with pytest.raises(RequestError):
            self.asked(engine)
        wire.answer = lambda seen: self.good([seen.body["response_format"]["type"]])
        assert self.asked(engine) == ["json_schema"]
        self.client(engine).close()

    def test_a_form_of_the_users_own_stays(self, wire: Wire) -> None:
        engine = self.made(wire, options={"response_format": {"type": "text"}, "temperature": 0})
        wire.script.append(Raw(200, self.good(["HALLO"])))
        assert self.asked(engine) == ["HALLO"]
        assert wire.requests[0].body["response_format"] == {"type": "text"}
        assert wire.requests[0].body["temperature"] == 0
        self.client(engine).close()

    def test_a_server_of_ones_own_wants_no_key(self, wire: Wire) -> None:
        engine = make("openai", wire.url, {}, model="m")
        wire.script.append(Raw(200, self.good(["HALLO"])))
        assert self.asked(engine) == ["HALLO"]
        assert "authorization" not in wire.requests[0].headers
        self.client(engine).close()
        with pytest.raises(AuthError, match="OPENAI_API_KEY"):
            make("openai", "", {}, model="m")

    def test_an_unknown_model_ends_it(self, wire: Wire) -> None:
        engine = self.made(wire)
        wire.script.append(Raw(404, refusal("The model does not exist", "model_not_found")))
        with pytest.raises(EngineError) as caught:
            self.asked(engine)
        assert type(caught.value) is EngineError
        self.client(engine).close()
