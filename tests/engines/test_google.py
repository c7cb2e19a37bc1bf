"""Google, version 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from engines.laws import KEY, Laws
from engines.wire import Raw, Seen, Wire

from translator.engines.client import Verdict
from translator.engines.google import google_verdict

if TYPE_CHECKING:
    from translator.engines.contract import Engine


def refusal(code: int, message: str, reason: str = "", status: str = "") -> dict[str, Any]:
    """An error as Google writes it."""
    errors = [{"message": message, "domain": "global", "reason": reason}]
    return {"error": {"code": code, "message": message, "errors": errors, "status": status}}


class TestGoogle(Laws):
    name = "google"
    environment: ClassVar[dict[str, str]] = {"GOOGLE_API_KEY": KEY}
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "zh-HK": "zh-TW", "pt-BR": "pt",
        "pt-PT": "pt-PT", "nb": "no", "sr": "sr", "he": "he", "es-419": "es", "fil": "tl", "fr-CA": "fr-CA",
        "en-GB": "en",
    }  # fmt: skip
    wrong_key = Raw(400, refusal(400, f"API key not valid. Please pass a valid API key. {KEY}", "badRequest"))
    spent = Raw(403, refusal(403, "Daily Limit Exceeded", "dailyLimitExceeded"))
    fast = Raw(403, refusal(403, "Rate Limit Exceeded", "userRateLimitExceeded"), {"Retry-After": "0.15"})
    too_long = Raw(400, refusal(400, "The request payload is too large", "uploadTooLarge"))

    def texts(self, seen: Seen) -> list[str]:
        return list(seen.body["q"])

    def good(self, texts: list[str]) -> Any:
        return {"data": {"translations": [{"translatedText": text} for text in texts]}}

    def check(self, seen: Seen) -> None:
        assert (seen.method, seen.path, seen.query) == ("POST", "/language/translate/v2", {})
        assert seen.headers["x-goog-api-key"] == KEY
        assert seen.body["format"] == "html"
        assert (seen.body["source"], seen.body["target"]) == self.pair

    def other(self, seen: Seen) -> Any:
        if seen.method == "GET":
            assert seen.path == "/language/translate/v2/languages"
            return {"data": {"languages": [{"language": "en"}, {"language": "sr-Latn"}]}}
        return None

    def test_what_the_table_lacks_is_asked_for(self, engine: Engine, wire: Wire) -> None:
        assert engine.codes("en", "de")
        assert wire.requests == []
        assert engine.codes("en", "sr-Latn") == ("en", "sr-Latn")
        assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("status", "message", "verdict"),
    [
        (403, "User Rate Limit Exceeded", Verdict.RETRY),
        (403, "Rate Limit Exceeded", Verdict.RETRY),
        (403, "Daily Limit Exceeded", Verdict.QUOTA),
        (403, "Cloud Translation API has not been used in project 1 before or it is disabled", Verdict.AUTH),
        (403, "The request is missing a valid API key.", Verdict.AUTH),
        (403, "This API method requires billing to be enabled", Verdict.QUOTA),
        (429, "Quota exceeded for quota metric 'v2 and v3 model' and limit 'per minute'", Verdict.RETRY),
        (429, "Quota exceeded for quota metric 'x' and limit 'characters per day'", Verdict.QUOTA),
        (400, "API key not valid. Please pass a valid API key.", Verdict.AUTH),
        (400, "API key expired. Please renew the API key.", Verdict.AUTH),
        (400, "Bad language pair: en|tlh", Verdict.FATAL),
        (400, "Text too long", Verdict.REQUEST),
        (413, "Request Entity Too Large", Verdict.REQUEST),
        (503, "Backend Error", Verdict.RETRY),
    ],
)
def test_what_its_refusals_mean(status: int, message: str, verdict: Verdict) -> None:
    assert google_verdict(status, {}, refusal(status, message)) is verdict
