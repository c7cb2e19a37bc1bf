"""Anthropic's messages: https://docs.anthropic.com/en/api/messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.engines.chat import answers, estimate
from translator.engines.client import Verdict, by_status
from translator.engines.contract import Answer, Limits, Reply
from translator.engines.prompt import SCHEMA, system, user
from translator.engines.service import Service, field
from translator.errors import ConfigError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["Anthropic"]

_VERSION = "2023-06-01"
_LONGEST = 8192
"""Tokens of an answer, which the service wants to be told; enough for `Anthropic.limits` in any script."""
_REFUSING = ("output_config", "output_format", "structured output", "json_schema", "extra inputs")
"""Words of a server or a model that knows no structured output."""
_CUT = ("max_tokens", "model_context_window_exceeded")


class Anthropic(Service):
    """One request, one JSON object with ids."""

    name = "anthropic"
    variables: tuple[str, ...] = ("ANTHROPIC_API_KEY",)
    mode = Mode.TOKENS
    limits = Limits(items=20, characters=6_000, concurrency=4)
    contextual = True
    base = "https://api.anthropic.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        if not setup.settings.model:
            raise ConfigError("anthropic needs model, the name of one", remedy='model = "…" in [engine]')
        self._headers = {"x-api-key": self.key, "anthropic-version": _VERSION}
        self._structured = True

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """What ``x-should-retry`` says is obeyed, as its own client does; 529 is an overload.

        An account without money is a 400; its own spending limit one too.
        """
        words = str(field(body, "error", "message") or "").lower()
        if status in (400, 402, 403, 429) and ("credit balance" in words or "usage limits" in words):
            return Verdict.QUOTA
        told = headers.get("x-should-retry", "")
        if told == "true":
            return Verdict.RETRY
        verdict = by_status(status, headers, body)
        if told == "false" and verdict is Verdict.RETRY:
            return Verdict.QUOTA if status == 429 else Verdict.FATAL
        return verdict

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /v1/messages."""
        settings = self.settings
        told = system(source, target, settings.formality, self.setup.style_guide)
        data = user(asks)
        body: dict[str, Any] = {
            "model": settings.model,
            "max_tokens": _LONGEST,
            "system": told,
            "messages": [{"role": "user", "content": data}],
            **settings.options,
        }
        size = sum(len(ask.text) for ask in asks)
        answer = self._formatted(body, size, estimate(told) + 2 * estimate(data))
        usage = field(answer, "usage")
        read = sum(
            _count(usage, key)
            for key in ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
        )
        return Reply(self._read(answer, len(asks)), None, read, _count(usage, "output_tokens"))

    def _formatted(self, body: dict[str, Any], size: int, tokens: int) -> Any:
        """Ask for structured output, where the server and the model know it."""
        if self._structured:
            form = {"format": {"type": "json_schema", "schema": SCHEMA}}
            asked = {**body, "output_config": {**form, **body.get("output_config", {})}}
            try:
                return self._send(asked, size, tokens)
            except RequestError as error:
                if not any(word in error.message.lower() for word in _REFUSING):
                    raise
            answer = self._send(body, size, tokens)
            self._structured = False  # only now: the fault was the form's
            return answer
        return self._send(body, size, tokens)

    def _send(self, body: dict[str, Any], size: int, tokens: int) -> Any:
        return self.ask("POST", "/v1/messages", json=body, headers=self._headers, size=size, tokens=tokens)

    def _read(self, answer: Any, count: int) -> tuple[Answer, ...]:
        reason, blocks = field(answer, "stop_reason"), field(answer, "content")
        if reason == "refusal":
            return (Answer(fault="the model refused to translate it"),) * count
        texts = [
            field(block, "text")
            for block in (blocks if isinstance(blocks, list) else ())
            if field(block, "type") == "text"
        ]
        content = "".join(text for text in texts if isinstance(text, str))
        if not content:
            return (Answer(fault="the model said nothing"),) * count
        return answers(content, count, cut=reason in _CUT)

    def languages(self) -> tuple[str, ...]:
        """Any; that the server is there is asked with its models."""
        self.ask("GET", "/v1/models", headers=self._headers)
        return ()


def _count(usage: Any, key: str) -> int:
    found = field(usage, key)
    return found if isinstance(found, int) and found >= 0 else 0
