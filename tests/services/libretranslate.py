"""LibreTranslate, as its server's source has it: github.com/LibreTranslate/LibreTranslate, ``app.py``.

Its checks are in that order: ban, key, limits, languages, format. Every answer goes through
``html.unescape``, whatever the format: ``&lt;b&gt;`` comes back as a tag.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from services.base import KEY, Refused, Service
from services.fields import Fields, codes, parsed, strings
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LANGUAGES", "LibreTranslate"]

LANGUAGES = codes(
    """
    ar az bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt lv ms nb nl pl pt
    pt-BR ro ru sk sl sq sr sv th tl tr uk ur vi zh-Hans zh-Hant
    """
)
_FORMATS = ("text", "html")


class LibreTranslate(Service):
    """A server; what its operator sets are attributes."""

    def __init__(self, *, key: str = KEY) -> None:
        super().__init__(key=key)
        self.key_required = True
        """False for a server that anyone may use; a wrong key is refused all the same."""
        self.char_limit = 2000
        """Of one request, -1 for none."""
        self.batch_limit = -1
        """Texts of one request."""
        self.pairs: dict[str, list[str]] = {code: sorted(LANGUAGES - {code}) for code in sorted(LANGUAGES)}
        self.ban_after: int | None = None
        """How many answers of 429 until everything is refused."""
        self._violations = 0

    def texts(self, request: Request) -> Sequence[str]:
        if request.path != "/translate":
            return ()
        body = request.body
        return strings(body.get("q")) if isinstance(body, dict) else ()

    def cost(self, request: Request) -> int:
        """A batch counts as many requests as it has texts; lists and settings are exempt."""
        return max(1, len(self.texts(request))) if request.path == "/translate" else 0

    def error(self, status: int, message: str) -> Reply:
        return json_reply(status, {"error": message})

    def quota(self) -> Reply:
        return self._slow("1000 per 1 day")

    def too_fast(self) -> Reply:
        return self._slow(f"{self.limit_requests_per_second or 1:g} per 1 second")

    def _slow(self, what: str) -> Reply:
        self._violations += 1
        return self.error(429, f"Slowdown: {what}")

    def route(self, request: Request) -> Reply:
        match request.method, request.path:
            case "GET", "/languages":
                return json_reply(
                    200,
                    [
                        {"code": code, "name": code, "targets": targets}
                        for code, targets in self.pairs.items()
                    ],
                )
            case "GET", "/frontend/settings":
                return json_reply(200, self._settings())
            case "POST", "/translate":
                return self._translate(request)
            case _, "/languages" | "/frontend/settings" | "/translate":
                raise self.refuse(405, "Method Not Allowed")
        raise self.refuse(404, "Not Found")

    def _settings(self) -> dict[str, Any]:
        return {
            "charLimit": self.char_limit,
            "frontendTimeout": 500,
            "apiKeys": True,
            "keyRequired": self.key_required,
            "suggestions": False,
            "filesTranslation": False,
            "supportedFilesFormat": [],
            "language": {
                "source": {"code": "auto", "name": "Auto Detect"},
                "target": {"code": "es", "name": "Spanish"},
            },
        }

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _translate(self, request: Request) -> Reply:
        if self.ban_after is not None and self._violations >= self.ban_after:
            raise self.refuse(403, "Too many request limits violations")
        fields = Fields(self._values(request), self._refuse)
        given = fields.any("api_key")
        if given and given != self.key:
            raise self.refuse(403, "Invalid API key")
        if self.key_required and not given:
            raise self._refuse("Visit https://portal.libretranslate.com to get an API key")
        asked = fields.any("q")
        source, target = fields.text("source", ""), fields.text("target", "")
        for name, value in (("q", asked), ("source", source), ("target", target)):
            if not value:
                raise self._refuse(f"Invalid request: missing {name} parameter")
        texts = [asked] if isinstance(asked, str) else asked
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            raise self._refuse("Invalid request: q is no text")
        self._limits(texts, batch=isinstance(asked, list))
        if source not in self.pairs:
            raise self._refuse(f"{source} is not supported")
        if target not in LANGUAGES:
            raise self._refuse(f"{target} is not supported")
        if target not in self.pairs[source]:
            raise self._refuse(f"{target} is not available as a target language from {source}")
        form = fields.text("format", "text")
        if form not in _FORMATS:
            raise self._refuse(f"{form} format is not supported")
        fields.any("alternatives")
        fields.any("secret")
        fields.end()
        answers = [each.text for each in self.answers(request, texts, target, finish=html.unescape)]
        if isinstance(asked, list):
            return json_reply(200, {"translatedText": answers})
        return json_reply(200, {"translatedText": answers[0]} if answers else {})

    def _limits(self, texts: Sequence[str], *, batch: bool) -> None:
        size = sum(map(len, texts))
        if batch and self.batch_limit != -1 and len(texts) > self.batch_limit:
            raise self._refuse(
                f"Invalid request: request ({len(texts)}) exceeds text limit ({self.batch_limit})"
            )
        if self.char_limit != -1 and size > self.char_limit:
            raise self._refuse(f"Invalid request: request ({size}) exceeds text limit ({self.char_limit})")

    def _values(self, request: Request) -> Any:
        if request.query:
            raise self._refuse(f"Unknown parameter: {request.query[0][0]}")
        if request.kind == "application/json":
            return parsed(request, self._refuse)
        if request.kind == "application/x-www-form-urlencoded":
            return request.body
        raise self._refuse("Invalid request: missing q parameter")
