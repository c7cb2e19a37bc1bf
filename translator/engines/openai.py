"""OpenAI's chat completions, and everything that speaks like them: Ollama, vLLM, llama.cpp, LM Studio,
Mistral, DeepSeek and others by `base_url`. https://platform.openai.com/docs/api-reference/chat.
"""  # noqa: D205

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

__all__ = ["OpenAI"]

_FORMATS: tuple[dict[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "translations", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""From the strictest on; a server that does not know one is asked with the next."""
_REFUSING = ("response_format", "json", "schema", "structured", "grammar")
"""Words of a server that does not."""


class OpenAI(Service):
    """One request, one JSON object with ids."""

    name = "openai"
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    mode = Mode.TOKENS
    limits = Limits(items=20, characters=6_000, concurrency=4)
    contextual = True
    keyless_elsewhere = True
    base = "https://api.openai.com/v1"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        if not setup.settings.model:
            raise ConfigError("openai needs model, the name of one", remedy='model = "…" in [engine]')
        self._headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        self._format = 0

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """429 is too fast, or with ``insufficient_quota`` the end."""
        words = {field(body, "error", "code"), field(body, "error", "type")}
        if status == 429 and "insufficient_quota" in words:
            return Verdict.QUOTA
        if status == 500 and "response_format" in str(body)[:2000]:
            return Verdict.REQUEST  # llama-cpp-python's word for a form that it does not know
        return by_status(status, headers, body)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /chat/completions."""
        settings = self.settings
        told = system(source, target, settings.formality, self.setup.style_guide)
        data = user(asks)
        body: dict[str, Any] = {
            "model": settings.model,
            "messages": [{"role": "system", "content": told}, {"role": "user", "content": data}],
            **settings.options,
        }
        size = sum(len(ask.text) for ask in asks)
        answer = self._formatted(body, size, estimate(told) + 2 * estimate(data))
        spent = field(answer, "usage", "prompt_tokens"), field(answer, "usage", "completion_tokens")
        tokens = [count if isinstance(count, int) and count >= 0 else 0 for count in spent]
        return Reply(self._read(answer, len(asks)), None, *tokens)

    def _formatted(self, body: dict[str, Any], size: int, tokens: int) -> Any:
        """Ask in the strictest form that the server knows; a form of the user's own is left alone."""
        forms = (None,) if "response_format" in body else _FORMATS[self._format :]
        for form in forms:
            request = body if form is None else {**body, "response_format": form}
            try:
                answer = self.ask(
                    "POST", "/chat/completions", json=request, headers=self._headers, size=size, tokens=tokens
                )
            except RequestError as error:
                if form is forms[-1] or not any(word in error.message.lower() for word in _REFUSING):
                    raise
                continue
            # only now: what was refused was the form
            if "response_format" not in body:
                self._format = max(self._format, _FORMATS.index(form))
            return answer
        raise RequestError("openai knows no form of answer")  # never: the last one raises by itself

    def _read(self, answer: Any, count: int) -> tuple[Answer, ...]:
        choice = field(answer, "choices", 0)
        reason, content = field(choice, "finish_reason"), field(choice, "message", "content")
        refusal = field(choice, "message", "refusal")
        if refusal or reason == "content_filter":
            return (Answer(fault="the model refused to translate it"),) * count
        if isinstance(content, list):  # parts, as some servers have it
            content = "".join(str(field(part, "text") or "") for part in content)
        if not isinstance(content, str):
            return (Answer(fault="the model said nothing"),) * count
        return answers(content, count, cut=reason == "length")

    def languages(self) -> tuple[str, ...]:
        """Any; that the server is there is asked with its models."""
        self.ask("GET", "/models", headers=self._headers)
        return ()
