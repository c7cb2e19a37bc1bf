"""Amazon Translate, JSON 1.1: https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html.

Shapes, limits and the errors' names are those of botocore's service description (1.44).
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from services import sigv4
from services.base import KEY, Refused, Service
from services.fields import Fields, codes, parsed, whole
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["KEY_ID", "LANGUAGES", "Amazon"]

KEY_ID = "AKIDEXAMPLE"
LANGUAGES = codes(
    """
    af am ar az bg bn bs ca cs cy da de el en es es-MX et fa fa-AF fi fr fr-CA ga gu ha he hi hr ht hu hy id
    is it ja ka kk kn ko lt lv mk ml mn mr ms mt nl no pa pl ps pt pt-PT ro ru si sk sl so sq sr sv sw ta te
    th tl tr uk ur uz vi zh zh-TW
    """
)
_PREFIX = "AWSShineFrontendService_20170701."
_BYTES = 10_000
_NAME = re.compile(r"([A-Za-z0-9-]_?)+")
_ERRORS = {
    400: "InvalidRequestException",
    403: "AccessDeniedException",
    404: "UnknownOperationException",
    429: "TooManyRequestsException",
    500: "InternalServerException",
    503: "ServiceUnavailableException",
}
_MODELLED = {
    "InternalServerException",
    "InvalidRequestException",
    "LimitExceededException",
    "ResourceNotFoundException",
    "ServiceUnavailableException",
    "TextSizeLimitExceededException",
    "TooManyRequestsException",
    "UnsupportedLanguagePairException",
}
"""Errors of the service's own say ``Message``, those of all services ``message``."""


class Amazon(Service):
    """The service in one region; `key` is the secret one, which never travels."""

    def __init__(self, *, key: str = KEY, key_id: str = KEY_ID, region: str = "eu-west-1") -> None:
        super().__init__(key=key)
        self.key_id = key_id
        self.region = region
        self.token = ""
        """What ``X-Amz-Security-Token`` must be; a key that is owned has none."""
        self.clock: Callable[[], float] = time.time
        self.terminologies: dict[str, dict[str, str]] = {}

    def texts(self, request: Request) -> Sequence[str]:
        body = request.body
        if not request.headers.get("x-amz-target", "").endswith(".TranslateText") or not isinstance(
            body, dict
        ):
            return ()
        return [body["Text"]] if isinstance(body.get("Text"), str) else ()

    def error(self, status: int, message: str) -> Reply:
        return self._error(_ERRORS.get(status, "InternalFailure"), message, status)

    def _error(self, name: str, message: str, status: int = 400) -> Reply:
        word = "Message" if name in _MODELLED else "message"
        headers = {"x-amzn-RequestId": f"{len(self.requests):032x}"}
        reply = json_reply(status, {"__type": name, word: message}, headers)
        return Reply(status, reply.body, headers, "application/x-amz-json-1.1")

    def quota(self) -> Reply:
        return self._error("LimitExceededException", "The specified limit has been exceeded.")

    def too_fast(self) -> Reply:
        return self.error(429, "Rate exceeded")

    def route(self, request: Request) -> Reply:
        if request.target != "/":
            raise self._no("UnknownOperationException", "There is nothing here", 404)
        if request.method != "POST":
            raise self._no("UnknownOperationException", "POST is all there is", 405)
        account = sigv4.Account(self.key_id, self.key, self.region, "translate", self.token)
        wrong = sigv4.fault(request, account, self.clock())
        if wrong is not None:
            raise self._no(*wrong)
        if request.kind != "application/x-amz-json-1.1":
            raise self._no(
                "UnknownOperationException", "The content's type is not application/x-amz-json-1.1"
            )
        match request.headers.get("x-amz-target", "").removeprefix(_PREFIX):
            case "TranslateText":
                return self._translate(request)
            case "ListLanguages":
                return self._languages(request)
        raise self._no("UnknownOperationException", "No such operation")

    def _no(self, name: str, message: str, status: int = 400) -> Refused:
        return Refused(self._error(name, message, status))

    def _fields(self, request: Request) -> Fields:
        def refuse(message: str) -> Refused:
            return self._no("SerializationException", message)

        return Fields(parsed(request, refuse), refuse)

    def _translate(self, request: Request) -> Reply:
        fields = self._fields(request)
        text = fields.text("Text")
        source, target = fields.text("SourceLanguageCode"), fields.text("TargetLanguageCode")
        names = fields.texts("TerminologyNames", [])
        self._settings(fields.fields("Settings"))
        fields.end()
        if not text:
            raise self._no(
                "ValidationException",
                "1 validation error detected: Value '' at 'text' failed to satisfy constraint: Member must"
                " have length greater than or equal to 1",
            )
        size = len(text.encode())
        if size > _BYTES:
            raise self._no(
                "TextSizeLimitExceededException",
                f"Input text size exceeds limit. Max length of request text allowed is {_BYTES} bytes while"
                f" in this request the text size is {size} bytes",
            )
        if target not in LANGUAGES or source not in {"auto", *LANGUAGES}:
            told = f"Unsupported language pair: {source} to {target}."
            raise self._no("UnsupportedLanguagePairException", told)
        terms = self._terms(names)
        answers = self.answers(request, [text], target, terms=terms)
        told_back: dict[str, Any] = {"SourceLanguageCode": source, "TargetLanguageCode": target}
        if answers:
            told_back["TranslatedText"] = answers[0].text
        if names:
            used = [{"SourceText": had, "TargetText": has} for had, has in terms.items() if had in text]
            told_back["AppliedTerminologies"] = [{"Name": names[0], "Terms": used}]
        return self._told(told_back)

    def _settings(self, fields: Fields) -> None:
        """They are ignored where the target knows no difference."""
        fields.choice("Formality", ("FORMAL", "INFORMAL"), "FORMAL")
        fields.choice("Profanity", ("MASK",), "MASK")
        fields.choice("Brevity", ("ON",), "ON")
        fields.end()

    def _terms(self, names: Sequence[str]) -> dict[str, str]:
        if len(names) > 1:
            raise self._no("InvalidRequestException", "More than one terminology is not allowed.")
        for name in names:
            if not _NAME.fullmatch(name):
                raise self._no("ValidationException", "1 validation error detected at 'terminologyNames'")
            if name not in self.terminologies:
                raise self._no("ResourceNotFoundException", "No such terminology")
        return self.terminologies[names[0]] if names else {}

    def _languages(self, request: Request) -> Reply:
        fields = self._fields(request)
        most, start = fields.any("MaxResults", 500), fields.text("NextToken", "0")
        fields.text("DisplayLanguageCode", "en")
        fields.end()
        if not whole(most) or not 1 <= most <= 500 or not start.isdecimal():
            raise self._no("ValidationException", "1 validation error detected at 'maxResults'")
        listed = ["auto", *sorted(LANGUAGES)]
        page = listed[int(start) : int(start) + most]
        told: dict[str, Any] = {
            "Languages": [{"LanguageCode": code, "LanguageName": code} for code in page],
            "DisplayLanguageCode": "en",
        }
        if int(start) + most < len(listed):
            told["NextToken"] = str(int(start) + most)
        return self._told(told)

    def _told(self, value: dict[str, Any]) -> Reply:
        return Reply(200, json_reply(200, value).body, {}, "application/x-amz-json-1.1")
