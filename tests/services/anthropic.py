"""Anthropic's messages: https://platform.claude.com/docs/en/api/messages; fields as in its client 2.12.

Of its versions (https://platform.claude.com/docs/en/api/versioning), 2026-10-21 refuses ``temperature``,
``top_p`` and ``top_k``, even with their defaults; 2023-06-01 takes them. The documentation puts the key in
``x-api-key`` with both, the client in ``Authorization: Bearer``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from services.faults import Ending
from services.fields import Fields, codes, parsed
from services.models import Model, fault_of_schema, items
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.base import Refused

__all__ = ["Anthropic"]

_OLD, _NEW = "2023-06-01", "2026-10-21"
_BYTES = 32 * 1024 * 1024
_OTHER = codes(
    """
    cache_control container inference_geo metadata service_tier stop_sequences thinking tool_choice tools
    """
)
"""Known, and of no consequence here."""
_KINDS = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_ENDS = {None: "end_turn", Ending.LENGTH: "max_tokens", Ending.REFUSAL: "refusal"}


class Anthropic(Model):
    """The service. `structured` is False for a model that knows no ``output_config.format``."""

    structured = True

    def texts(self, request: Request) -> Sequence[str]:
        if request.path != "/v1/messages":
            return ()
        body = request.body
        messages = body.get("messages") if isinstance(body, dict) else None
        try:
            return [item["text"] for item in items(_contents(messages)[-1])]
        except (ValueError, IndexError):
            return ()

    def error(self, status: int, message: str) -> Reply:
        kind = _KINDS.get(status, "api_error" if status >= 500 else "invalid_request_error")
        name = f"req_{len(self.requests):024d}"
        told = {"type": "error", "error": {"type": kind, "message": message}, "request_id": name}
        return json_reply(status, told, {"request-id": name})

    def quota(self) -> Reply:
        message = (
            "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to"
            " upgrade or purchase credits."
        )
        return self.error(400, message)

    def too_fast(self) -> Reply:
        return self.error(429, "This request would exceed your organization's rate limit.")

    def route(self, request: Request) -> Reply:
        given = request.headers.get("x-api-key") or _bearer(request)
        if not given:
            raise self.refuse(401, "x-api-key header is required")
        if given != self.key:
            raise self.refuse(401, "invalid x-api-key")
        if request.headers.get("anthropic-version") not in (_OLD, _NEW):
            raise self._refuse("anthropic-version: header is required")
        match request.method, request.path:
            case "POST", "/v1/messages":
                return self._message(request)
            case "GET", "/v1/models":
                told = [
                    {"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01T00:00:00Z"}
                    for name in self.models
                ]
                ends = {"first_id": self.models[0], "last_id": self.models[-1]} if self.models else {}
                return json_reply(200, {"data": told, "has_more": False, **ends})
            case _, "/v1/messages" | "/v1/models":
                raise self.refuse(405, "Method Not Allowed")
        raise self.refuse(404, "Not Found")

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _message(self, request: Request) -> Reply:
        if len(request.raw) > _BYTES:
            raise self.refuse(413, "Request exceeds the maximum size")
        if request.kind != "application/json":
            raise self._refuse("content-type: must be application/json")
        fields = Fields(
            parsed(request, self._refuse),
            self._refuse,
            unknown="{}: Extra inputs are not permitted",
            wrong="{}: Field required, or of another type",
        )
        model = fields.text("model")
        if model not in self.models:
            raise self.refuse(404, f"model: {model}")
        longest = fields.number("max_tokens")
        if longest < 1 or longest != int(longest):
            raise self._refuse("max_tokens: Input should be greater than or equal to 1")
        try:
            messages = _contents(fields.any("messages"))
        except ValueError as error:
            raise self._refuse(f"messages: {error}") from None
        told = _said(fields.any("system", ""))
        if told is None:
            raise self._refuse("system: Input should be a valid string")
        self._output(fields.any("output_config"))
        if request.headers["anthropic-version"] == _OLD:
            if not 0 <= fields.number("temperature", 1) <= 1:
                raise self._refuse("temperature: range: 0..1")
            fields.number("top_p", 1)
            fields.number("top_k", 0)
        if fields.flag("stream", default=False):
            raise self._refuse("stream: not what these tests are about")
        for name in _OTHER:
            fields.any(name)
        fields.end()
        said = self.say(request, [told, *messages], longest)
        # a refusal that comes before any word has no content
        content = [] if said.ending is Ending.REFUSAL else [{"type": "text", "text": said.content}]
        return json_reply(
            200,
            {
                "id": f"msg_{len(self.requests)}",
                "type": "message",
                "role": "assistant",
                "model": model,
                "content": content,
                "stop_reason": _ENDS[said.ending],
                "stop_sequence": None,
                "usage": {
                    "input_tokens": said.read,
                    "cache_creation_input_tokens": 0,
                    "cache_read_input_tokens": 0,
                    "output_tokens": said.written,
                },
            },
            {"request-id": f"req_{len(self.requests):024d}"},
        )

    def _output(self, value: Any) -> None:
        if value is None:
            return
        fields = Fields(value, self._refuse, unknown="output_config.{}: Extra inputs are not permitted")
        fields.choice("effort", ("low", "medium", "high", "xhigh", "max"), "high")
        form = fields.any("format")
        fields.end()
        if form is None:
            return
        if not self.structured:
            raise self._refuse("output_config.format: Extra inputs are not permitted")
        inner = Fields(form, self._refuse, unknown="output_config.format.{}: Extra inputs are not permitted")
        inner.choice("type", ("json_schema",))
        schema = inner.any("schema")
        inner.end()
        if fault := fault_of_schema(schema, all_required=False):
            raise self._refuse(f"output_config.format.{fault}")


def _bearer(request: Request) -> str:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return given if kind == "Bearer" else ""


def _said(content: Any) -> str | None:
    """Join a content's parts; None where it is neither text nor parts of text."""
    if isinstance(content, list):
        if not all(isinstance(part, dict) and part.get("type") == "text" for part in content):
            return None
        return "".join(str(part.get("text")) for part in content)
    return content if isinstance(content, str) else None


def _contents(messages: Any) -> list[str]:
    """What the messages say, the last user's at the end.

    :raise ValueError: they are no messages; instructions are no message here, but ``system``
    """
    if not isinstance(messages, list) or not messages:
        raise ValueError("at least one message is required")
    users: list[str] = []
    others: list[str] = []
    for number, message in enumerate(messages):
        if not isinstance(message, dict) or message.keys() != {"role", "content"}:
            raise ValueError(f"{number}: Extra inputs are not permitted")
        if message["role"] not in ("user", "assistant"):
            raise ValueError(f'{number}: Unexpected role "{_word(message["role"])}"')
        said = _said(message["content"])
        if not said:
            raise ValueError(f"{number}: all messages must have non-empty content")
        (users if message["role"] == "user" else others).append(said)
    if not users:
        raise ValueError("first message must use the user role")
    return [*others, *users]


def _word(value: Any) -> str:
    return re.sub(r"\W", "", str(value))[:20]
