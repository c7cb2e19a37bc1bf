"""A right call of each service, for tests of the servers themselves: written out, with no client of ours."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from services.amazon import Amazon
from services.anthropic import Anthropic
from services.apertium import Apertium
from services.azure import Azure
from services.deepl import DeepL
from services.google_v2 import GoogleV2
from services.google_v3 import GoogleV3
from services.libretranslate import LibreTranslate
from services.modernmt import ModernMT
from services.openai import OpenAI
from services.yandex import Yandex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import httpx
    from services.base import Service

__all__ = ["CALLS", "SCHEMA", "Call", "signed"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["id", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["translations"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Call:
    """How a service is asked, and what it says to mistakes."""

    make: Callable[[], Service]
    path: str
    body: Callable[[Sequence[str]], Any]
    """JSON, or a dict that travels as a form where `form` says so."""
    read: Callable[[Any], list[str]]
    """The translations of an answer."""
    headers: Mapping[str, str]
    wrong: Mapping[str, str]
    """Headers with a wrong key, or fields where the key is in the body."""
    unauthorized: tuple[int, str]
    """The status for it, and words of the body."""
    quota: tuple[int, str]
    fast: int = 429
    form: bool = False
    most: int = 1
    """Texts that a request may have."""

    def send(self, client: httpx.Client, texts: Sequence[str], /, **changes: Any) -> httpx.Response:
        """Ask; changes are fields of the body, or ``headers``."""
        headers = {**self.headers, **changes.pop("headers", {})}
        body = self.body(texts)
        if isinstance(body, dict):
            body |= changes
        if self.form:
            return client.post(self.path, data=body, headers=headers)
        content = json.dumps(body)
        headers = {"Content-Type": "application/json", **headers}
        if self.make is Amazon:
            headers = signed(content, headers)
        return client.post(self.path, content=content, headers=headers)


def signed(content: str, headers: Mapping[str, str], **changes: str) -> dict[str, str]:
    """Sign a request to Amazon: plainly, for this one address and these headers.

    :param changes: ``host``, ``stamp``, ``region`` and ``secret``, where they are not the right ones
    """
    given = {name.lower(): value for name, value in headers.items()}
    secret = changes.get("secret", given.pop("secret", "secret-key-0123456789"))
    stamp = changes.get("stamp", datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    region = changes.get("region", "eu-west-1")
    given |= {"host": changes.get("host", given.get("host", "")), "x-amz-date": stamp}
    names = sorted(given)
    canonical = "\n".join(
        [
            *("POST", "/", ""),
            *(f"{name}:{given[name]}" for name in names),
            *("", ";".join(names), hashlib.sha256(content.encode()).hexdigest()),
        ]
    )
    scope = f"{stamp[:8]}/{region}/translate/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in [*scope.split("/"), f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    given["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders={';'.join(names)},"
        f" Signature={key.hex()}"
    )
    return given


def _message(texts: Sequence[str]) -> str:
    items = [{"id": number, "text": text} for number, text in enumerate(texts, 1)]
    return f"Translate, as JSON: {json.dumps({'messages': items})}"


def _said(content: str) -> list[str]:
    return [item["text"] for item in json.loads(content)["translations"]]


_KEY = "secret-key-0123456789"
_PAIR = {"source": "en", "target": "de"}
CALLS: dict[str, Call] = {
    "amazon": Call(
        Amazon,
        "/",
        lambda texts: {"Text": texts[0], "SourceLanguageCode": "en", "TargetLanguageCode": "de"},
        lambda body: [body["TranslatedText"]] if "TranslatedText" in body else [],
        {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AWSShineFrontendService_20170701.TranslateText",
            "Host": "translate.eu-west-1.amazonaws.com",
        },
        {"secret": "wrong"},
        (400, "InvalidSignatureException"),
        (400, "LimitExceededException"),
    ),
    "anthropic": Call(
        Anthropic,
        "/v1/messages",
        lambda texts: {
            "model": "test-model",
            "max_tokens": 1000,
            "system": "Translate into German (de).",
            "messages": [{"role": "user", "content": _message(texts)}],
            "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
        },
        lambda body: _said(body["content"][0]["text"]) if body["content"] else [],
        {"x-api-key": _KEY, "anthropic-version": "2023-06-01"},
        {"x-api-key": "wrong"},
        (401, "authentication_error"),
        (400, "credit balance"),
        most=1000,
    ),
    "apertium": Call(
        Apertium,
        "/translate",
        lambda texts: {"langpair": "eng|spa", "q": texts[0], "format": "html", "markUnknown": "no"},
        lambda body: list(body["responseData"].values()),
        {},
        {},
        (0, ""),
        (429, "Too many requests today"),
        form=True,
    ),
    "azure": Call(
        Azure,
        "/translate?api-version=3.0&from=en&to=de&textType=html",
        lambda texts: [{"Text": text} for text in texts],
        lambda body: [each["translations"][0]["text"] for each in body],
        {"Ocp-Apim-Subscription-Key": _KEY},
        {"Ocp-Apim-Subscription-Key": "wrong"},
        (401, ""),
        (403, "403001"),
        most=1000,
    ),
    "deepl": Call(
        DeepL,
        "/v2/translate",
        lambda texts: {
            "text": list(texts),
            "source_lang": "EN",
            "target_lang": "DE",
            "tag_handling": "xml",
            "tag_handling_version": "v2",
        },
        lambda body: [each["text"] for each in body["translations"]],
        {"Authorization": f"DeepL-Auth-Key {_KEY}"},
        {"Authorization": "DeepL-Auth-Key wrong"},
        (403, "Forbidden"),
        (456, "Quota"),
        most=50,
    ),
    "google-v2": Call(
        GoogleV2,
        f"/language/translate/v2?key={_KEY}",
        lambda texts: {"q": list(texts), "format": "html", **_PAIR},
        lambda body: [each["translatedText"] for each in body["data"]["translations"]],
        {},
        {},
        (400, "API key not valid"),
        (403, "Daily Limit Exceeded"),
        fast=403,
        most=128,
    ),
    "google-v3": Call(
        GoogleV3,
        "/v3/projects/test-project/locations/us-central1:translateText",
        lambda texts: {
            "contents": list(texts),
            "mimeType": "text/html",
            "sourceLanguageCode": "en",
            "targetLanguageCode": "de",
        },
        lambda body: [each["translatedText"] for each in body["translations"]],
        {"Authorization": f"Bearer {_KEY}"},
        {"Authorization": "Bearer wrong"},
        (401, "UNAUTHENTICATED"),
        (403, "Daily Limit Exceeded"),
        most=1024,
    ),
    "libretranslate": Call(
        LibreTranslate,
        "/translate",
        lambda texts: {"q": list(texts), "format": "html", "api_key": _KEY, **_PAIR},
        lambda body: list(body["translatedText"]),
        {},
        {},
        (403, "Invalid API key"),
        (429, "per 1 day"),
        most=1_000_000,
    ),
    "modernmt": Call(
        ModernMT,
        "/translate",
        lambda texts: {"q": list(texts), "format": "text/html", **_PAIR},
        lambda body: [each["translation"] for each in body["data"]],
        {"MMT-ApiKey": _KEY, "X-HTTP-Method-Override": "GET"},
        {"MMT-ApiKey": "wrong"},
        (401, "API key"),
        (403, "quota"),
        most=128,
    ),
    "openai": Call(
        OpenAI,
        "/v1/chat/completions",
        lambda texts: {
            "model": "test-model",
            "messages": [
                {"role": "system", "content": "Translate into German (de)."},
                {"role": "user", "content": _message(texts)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "translations", "strict": True, "schema": SCHEMA},
            },
        },
        lambda body: _said(body["choices"][0]["message"]["content"] or '{"translations": []}'),
        {"Authorization": f"Bearer {_KEY}"},
        {"Authorization": "Bearer wrong"},
        (401, "invalid_api_key"),
        (429, "insufficient_quota"),
        most=1000,
    ),
    "yandex": Call(
        Yandex,
        "/translate/v2/translate",
        lambda texts: {
            "texts": list(texts),
            "format": "HTML",
            "sourceLanguageCode": "en",
            "targetLanguageCode": "de",
        },
        lambda body: [each["text"] for each in body["translations"]],
        {"Authorization": f"Api-Key {_KEY}"},
        {"Authorization": "Api-Key wrong"},
        (401, "Unknown api key"),
        (429, "quota"),
        most=1_000_000,
    ),
}
