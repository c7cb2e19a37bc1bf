"""OpenAI's chat completions, and the servers that speak like it but know less.

https://platform.openai.com/docs/api-reference/chat; fields as in its Python client 3.54.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused
from services.faults import Ending
from services.fields import Fields, codes, parsed, whole
from services.models import REFUSAL, Model, fault_of_schema, items
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OpenAI"]

_OTHER = codes(
    """
    audio frequency_penalty logit_bias logprobs metadata modalities n parallel_tool_calls prediction
    presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort safety_identifier seed
    service_tier stop store tool_choice tools top_logprobs user verbosity web_search_options
    """
)
"""Known, and of no consequence here."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ENDS = {None: "stop", Ending.LENGTH: "length", Ending.REFUSAL: "stop"}


class OpenAI(Model):
    """The service. `url` is without ``/v1``."""

    def __init__(self, *, key: str = KEY) -> None:
        super().__init__(key=key)
        self.json_schema = True
        """False for a server that knows no ``response_format: {type: json_schema}``."""
        self.json_object = True
        """False for one that does not know ``json_object`` either."""
        self.temperature_refused = False
        """True for reasoning models, which take the default only."""

    def texts(self, request: Request) -> Sequence[str]:
        if request.path != "/v1/chat/completions":
            return ()
        body = request.body
        messages = body.get("messages") if isinstance(body, dict) else None
        try:
            return [item["text"] for item in items(_contents(messages)[-1])]
        except (ValueError, IndexError):
            return ()

    def error(self, status: int, message: str) -> Reply:
        kinds = {401: "invalid_request_error", 429: "requests", 500: "server_error", 503: "server_error"}
        code = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}.get(status)
        return self._error(status, message, kinds.get(status, "invalid_request_error"), code)

    def _error(
        self, status: int, message: str, kind: str, code: str | None, param: str | None = None
    ) -> Reply:
        told = {"message": message, "type": kind, "param": param, "code": code}
        return json_reply(status, {"error": told}, {"x-request-id": f"req_{len(self.requests):032x}"})

    def quota(self) -> Reply:
        message = "You exceeded your current quota, please check your plan and billing details."
        return self._error(429, message, "insufficient_quota", "insufficient_quota")

    def too_fast(self) -> Reply:
        return self.error(429, "Rate limit reached for requests")

    def route(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            raise self.refuse(401, "Incorrect API key provided.")
        match request.method, request.path:
            case "POST", "/v1/chat/completions":
                return self._complete(request)
            case "GET", "/v1/models":
                told = [
                    {"id": name, "object": "model", "created": 0, "owned_by": "test"} for name in self.models
                ]
                return json_reply(200, {"object": "list", "data": told})
            case _, "/v1/chat/completions" | "/v1/models":
                raise Refused(
                    self._error(405, "Not allowed to use this method", "invalid_request_error", None)
                )
        raise Refused(self._error(404, f"Invalid URL ({request.path})", "invalid_request_error", None))

    def _refuse(self, message: str) -> Refused:
        named = re.search(r"'([^']+)'", message)
        code = "unknown_parameter" if message.startswith("Unknown") else "invalid_value"
        return Refused(self._error(400, message, "invalid_request_error", code, named[1] if named else None))

    def _complete(self, request: Request) -> Reply:
        if request.kind != "application/json":
            raise self._refuse("You must provide a JSON body with Content-Type: application/json.")
        fields = Fields(
            parsed(request, self._refuse),
            self._refuse,
            unknown="Unknown parameter: '{}'.",
            wrong="Invalid value for '{}'.",
        )
        model = fields.text("model")
        if model not in self.models:
            raise self.refuse(404, f"The model '{model}' does not exist or you do not have access to it.")
        try:
            messages = _contents(fields.any("messages"))
        except ValueError as error:
            raise self._refuse(f"Invalid value for 'messages': {error}") from None
        self._format(fields.any("response_format"), messages)
        self._sampling(fields)
        longest = fields.any("max_completion_tokens", fields.any("max_tokens"))
        if longest is not None and not (whole(longest) and longest > 0):
            raise self._refuse("Invalid value for 'max_completion_tokens'.")
        if fields.flag("stream", default=False):
            raise self._refuse("'stream' is not what these tests are about.")
        for name in _OTHER:
            fields.any(name)
        fields.end()
        said = self.say(request, messages, longest)
        refused = said.ending is Ending.REFUSAL
        message: dict[str, Any] = {
            "role": "assistant",
            "content": None if refused else said.content,
            "refusal": REFUSAL if refused else None,
            "annotations": [],
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _ENDS[said.ending]}
        usage = {
            "prompt_tokens": said.read,
            "completion_tokens": said.written,
            "total_tokens": said.read + said.written,
        }
        return json_reply(
            200,
            {
                "id": f"chatcmpl-{len(self.requests)}",
                "object": "chat.completion",
                "created": 1_700_000_000,
                "model": model,
                "choices": [choice],
                "usage": usage,
            },
        )

    def _sampling(self, fields: Fields) -> None:
        temperature, top = fields.number("temperature", 1), fields.number("top_p", 1)
        if self.temperature_refused and (temperature, top) != (1, 1):
            raise self._refuse(
                "Unsupported value: 'temperature' does not support this value with this model."
                " Only the default (1) value is supported."
            )
        if not 0 <= temperature <= 2:
            raise self._refuse("Invalid value for 'temperature'.")
        if not 0 <= top <= 1:
            raise self._refuse("Invalid value for 'top_p'.")

    def _format(self, value: Any, messages: Sequence[str]) -> None:
        if value is None:
            return
        fields = Fields(value, self._refuse, unknown="Unknown parameter: 'response_format.{}'.")
        kind = fields.choice("type", ("text", "json_object", "json_schema"))
        known = {"text": True, "json_object": self.json_object, "json_schema": self.json_schema}
        if not known[kind]:
            raise self._refuse(
                f"Invalid parameter: 'response_format' of type '{kind}' is not supported with this model."
            )
        if kind == "json_object" and "json" not in "\n".join(messages).lower():
            raise self._refuse(
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                " 'json_object'."
            )
        if kind == "json_schema":
            inner = fields.fields("json_schema")
            if not _NAME.fullmatch(inner.text("name")):
                raise self._refuse(
                    "Invalid 'response_format.json_schema.name': string does not match pattern."
                )
            inner.text("description", "")
            strict, schema = inner.flag("strict", default=False), inner.any("schema")
            if strict and (fault := fault_of_schema(schema, all_required=True)):
                raise self._refuse(f"Invalid schema for 'response_format': {fault}")
            inner.end()
        fields.end()


def _contents(messages: Any) -> list[str]:
    """What the messages say, the last user's at the end.

    :raise ValueError: they are no messages
    """
    if not (isinstance(messages, list) and messages):
        raise ValueError("expected an array of messages")
    contents = []
    for message in messages:
        if not isinstance(message, dict) or not {"role", "content"} <= message.keys() <= _PARTS:
            raise ValueError(f"unexpected fields in {json.dumps(message)[:60]}")
        if message["role"] not in ("system", "developer", "user", "assistant"):
            raise ValueError("unexpected role")
        content = message["content"]
        if isinstance(content, list):
            if not all(isinstance(part, dict) and part.get("type") == "text" for part in content):
                raise ValueError("unexpected part")
            content = "".join(str(part.get("text")) for part in content)
        if not isinstance(content, str):
            raise ValueError("content is no string")  # noqa: TRY004 (what a client sends is a value)
        contents.append((message["role"], content))
    users = [content for role, content in contents if role == "user"]
    if not users:
        raise ValueError("nobody asks")
    return [*(content for role, content in contents if role != "user"), *users]


_PARTS = {"role", "content", "name", "refusal"}
