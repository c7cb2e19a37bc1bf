"""Amazon Translate: https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply, Setup
from translator.engines.service import Service, field
from translator.engines.sigv4 import Key, sign
from translator.errors import ConfigError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.engines.contract import Ask

__all__ = ["Amazon"]

_LANGUAGES = tuple(
    re.findall(
        r"\S+",
        """
        af am ar az bg bn bs ca cs cy da de el en es es-MX et fa fa-AF fi fr fr-CA ga gu ha he hi hr ht hu hy
        id is it ja ka kk kn ko lt lv mk ml mn mr ms mt nl no pa pl ps pt pt-PT ro ru si sk sl so sq sr sv sw
        ta te th tl tr uk ur uz vi zh zh-TW
        """,
    )
)
"""For a first look without a request; `codes` asks the service for what is not among them."""
_OWN = {"zh-hans": "zh", "zh-hant": "zh-TW", "nb": "no", "fil": "tl", "es-419": "es-MX", "prs": "fa-AF"}
_FORMALITY = {"more": "FORMAL", "less": "INFORMAL"}
_TARGET = "AWSShineFrontendService_20170701."
_TYPE = "application/x-amz-json-1.1"
_REGION = re.compile(r"[a-z0-9-]+")
_MEANING = {
    Verdict.RETRY: "TooManyRequests Throttling ThrottledException RequestLimitExceeded ServiceUnavailable "
    "InternalServer InternalFailure RequestTimeout",
    Verdict.AUTH: "UnrecognizedClient InvalidSignature AccessDenied ExpiredToken MissingAuthenticationToken "
    "IncompleteSignature InvalidClientTokenId OptInRequired SubscriptionRequired NotAuthorized "
    "InvalidAccessKeyId SignatureDoesNotMatch RequestExpired",
    Verdict.QUOTA: "LimitExceededException",
    Verdict.REQUEST: "TextSizeLimitExceeded InvalidRequest SerializationException",
    Verdict.FATAL: "UnsupportedLanguagePair ResourceNotFound InvalidParameterValue ValidationException "
    "DetectedLanguageLowConfidence UnknownOperation",
}


class Amazon(Service):
    """One text a request, HTML with ``translate="no"``; each sending is signed by itself.

    ``options = {terminology = "name"}`` names one of the account's lists. What else is there is a
    setting of the service's: ``Profanity``, ``Brevity``.
    """

    name = "amazon"
    variables: tuple[str, ...] = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    mode = Mode.HTML
    table = _LANGUAGES
    limits = Limits(items=1, bytes=9_500, concurrency=8)

    def __init__(self, setup: Setup) -> None:
        environment = setup.environment
        region = setup.settings.region or environment.get("AWS_REGION", "").strip()
        region = region or environment.get("AWS_DEFAULT_REGION", "").strip()
        if not _REGION.fullmatch(region):
            raise ConfigError(
                f"amazon: {region} is no region" if region else "amazon needs region",
                remedy='region = "eu-west-1" in [engine], or AWS_REGION',
            )
        domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
        self.base = f"https://translate.{region}.{domain}"
        super().__init__(setup)
        secret = self.variable("AWS_SECRET_ACCESS_KEY")
        token = self.variable("AWS_SESSION_TOKEN", needed=False)
        self._signer = Key(self.key, secret, region, "translate", token)
        options = dict(setup.settings.options)
        self._terminology = str(options.pop("terminology", ""))
        formality = setup.settings.formality
        if formality:
            options = {"Formality": _FORMALITY.get(formality, formality.upper()), **options}
        self._options = options

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """By the error's name: most are a 400. It stands in the body, behind a ``#``, or in a header."""
        named = str(field(body, "__type") or headers.get("x-amzn-errortype", ""))
        name = named.rpartition("#")[2].partition(":")[0]
        for verdict, names in _MEANING.items():
            if name and any(name.startswith(each) for each in names.split()):
                return verdict
        return by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, _LANGUAGES, _OWN), self.known(target, _LANGUAGES, _OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """TranslateText."""
        if len(asks) != 1:
            raise RequestError(f"amazon takes one text a request, not {len(asks)}")
        text = asks[0].text
        body: dict[str, Any] = {"Text": text, "SourceLanguageCode": source, "TargetLanguageCode": target}
        if self._terminology:
            body["TerminologyNames"] = [self._terminology]
        if self._options:
            body["Settings"] = self._options
        answer = self._call("TranslateText", body, len(text))
        found = field(answer, "TranslatedText")
        return self.reply([found] if found is not None else None, asks)

    def languages(self) -> tuple[str, ...]:
        """ListLanguages, all of its pages."""
        codes: list[str] = []
        body: dict[str, Any] = {"MaxResults": 500}
        for _ in range(10):
            answer = self._call("ListLanguages", body)
            codes += [str(field(each, "LanguageCode")) for each in field(answer, "Languages") or ()]
            token = field(answer, "NextToken")
            if not token:
                break
            body = {**body, "NextToken": token}
        return tuple(code for code in codes if code != "auto")

    def _call(self, operation: str, body: dict[str, Any], size: int = 0) -> Any:
        headers = {"Content-Type": _TYPE, "X-Amz-Target": _TARGET + operation}
        content = json.dumps(body, ensure_ascii=True).encode()
        return self.ask("POST", "/", content=content, headers=headers, size=size, sign=self._sign)

    def _sign(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        return sign(method, url, headers, body, self._signer, datetime.now(UTC))
