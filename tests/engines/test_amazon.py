"""Amazon Translate, and its signatures held against those that Amazon publishes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from engines.laws import KEY, Laws, make
from engines.wire import Raw, Seen, Wire

from translator.engines.contract import Ask
from translator.engines.sigv4 import Key, sign
from translator.errors import AuthError, ConfigError, EngineError, RequestError

EXAMPLE = Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service")
NOW = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
URL = "https://example.amazonaws.com/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("method", "url", "headers", "body", "key", "signature"),
    [
        # the test suite: get-vanilla, post-vanilla, post-x-www-form-urlencoded,
        # get-vanilla-query-order-key-case, get-vanilla-utf8-query
        ("GET", URL, {}, b"", EXAMPLE, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", URL, {}, b"", EXAMPLE, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            "POST", URL, FORM, b"Param1=value1", EXAMPLE,
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
        (
            "GET", URL + "?Param2=value2&Param1=value1", {}, b"", EXAMPLE,
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "GET", URL + "?%E1%88%B4=bar", {}, b"", EXAMPLE,
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        ),
        # the example of the documentation
        (
            "GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
            {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, b"",
            EXAMPLE._replace(service="iam"),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        ),
        # the official client (botocore 1.43), with a token
        (
            "POST", URL + "?a=b&A=c%20d",
            {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "T.X", "User-Agent": "any"}, b"{}",
            EXAMPLE._replace(token="TOK"),  # noqa: S106 (an example)
            "f66e766006a451a51cea6f42ed4df3031bc29295c5e47b7eac9c9c443b9320ea",
        ),
    ],
)  # fmt: skip
def test_signatures_are_those_that_amazon_publishes(
    method: str, url: str, headers: dict[str, str], body: bytes, key: Key, signature: str
) -> None:
    added = sign(method, url, headers, body, key, NOW)
    assert added["authorization"].endswith(f"Signature={signature}")
    assert added["x-amz-date"] == "20150830T123600Z"
    assert key.secret not in str(added)


class TestAmazon(Laws):
    name = "amazon"
    environment: ClassVar[dict[str, str]] = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": KEY}
    settings: ClassVar[dict[str, Any]] = {"region": "eu-west-1"}
    batch = 1
    fewer = False
    table: ClassVar[dict[str, str]] = {
        "zh-Hans": "zh", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "pt-BR": "pt", "pt-PT": "pt-PT", "nb": "no",
        "sr": "sr", "he": "he", "es-419": "es-MX", "fr-CA": "fr-CA", "fil": "tl", "es": "es",
    }  # fmt: skip
    wrong_key = Raw(
        400,
        {"__type": "com.amazon.coral.service#UnrecognizedClientException", "message": f"The token {KEY}"},
    )
    spent = Raw(400, {"__type": "LimitExceededException", "message": "no more"})
    fast = Raw(
        400, {"__type": "TooManyRequestsException", "Message": "Rate exceeded"}, {"Retry-After": "0.15"}
    )
    too_long = Raw(
        400, {"__type": "TextSizeLimitExceededException", "message": "Input text size exceeds limit"}
    )

    def texts(self, seen: Seen) -> list[str]:
        return [seen.body["Text"]]

    def good(self, texts: list[str]) -> Any:
        return {"TranslatedText": texts[0], "SourceLanguageCode": "en", "TargetLanguageCode": "de"}

    def check(self, seen: Seen) -> None:
        """The signature is made again from what came over the wire."""
        assert (seen.method, seen.path) == ("POST", "/")
        assert seen.headers["x-amz-target"].startswith("AWSShineFrontendService_20170701.")
        assert seen.headers["content-type"] == "application/x-amz-json-1.1"
        when = datetime.strptime(seen.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        assert abs((datetime.now(UTC) - when).total_seconds()) < 5
        key = Key("AKIDEXAMPLE", KEY, "eu-west-1", "translate", seen.headers.get("x-amz-security-token", ""))
        headers = {name: seen.headers[name] for name in ("host", "content-type", "x-amz-target")}
        added = sign("POST", f"http://{seen.headers['host']}/", headers, seen.raw, key, when)
        assert added["authorization"] == seen.headers["authorization"]
        assert KEY not in str(seen.headers)

    def other(self, seen: Seen) -> Any:
        if seen.headers["x-amz-target"].endswith(".ListLanguages"):
            self.check(seen)
            if "NextToken" in seen.body:
                return {"Languages": [{"LanguageCode": "qu"}]}
            return {"Languages": [{"LanguageCode": "auto"}, {"LanguageCode": "en"}], "NextToken": "n"}
        return None

    def test_each_sending_is_signed_anew(self, wire: Wire) -> None:
        """A signature grows old while a request waits for its turn."""
        engine = self.made(wire)
        wire.script.append(Raw(503, {"__type": "ServiceUnavailableException"}, {"Retry-After": "1.1"}))
        assert self.asked(engine) == ["HELLO"]
        first, second = (seen.headers["x-amz-date"] for seen in wire.requests)
        assert first != second
        self.client(engine).close()

    def test_languages_come_in_pages(self, wire: Wire) -> None:
        engine = self.made(wire)
        assert engine.languages() == ("en", "qu")
        self.client(engine).close()

    def test_settings_and_a_terminology(self, wire: Wire) -> None:
        wire.script += [Raw(200, self.good(["OK"]))] * 2
        options = {"terminology": "site", "Brevity": "ON"}
        environment = {**self.environment, "AWS_SESSION_TOKEN": "TOKEN", "AWS_REGION": "eu-west-1"}
        engine = make(self.name, wire.url, environment, formality="more", options=options)
        engine.translate([Ask("Hello")], *self.pair)
        assert wire.requests[0].body["TerminologyNames"] == ["site"]
        assert wire.requests[0].body["Settings"] == {"Formality": "FORMAL", "Brevity": "ON"}
        assert wire.requests[0].headers["x-amz-security-token"] == "TOKEN"
        assert re.search(
            "SignedHeaders=[a-z;-]*x-amz-security-token", wire.requests[0].headers["authorization"]
        )
        self.client(engine).close()

    @pytest.mark.parametrize(
        ("named", "kind"),
        [
            ("ExpiredTokenException", AuthError),
            ("AccessDeniedException", AuthError),
            ("InvalidSignatureException", AuthError),
            ("UnsupportedLanguagePairException", EngineError),
            ("ResourceNotFoundException", EngineError),
            ("InvalidRequestException", RequestError),
        ],
    )
    def test_errors_go_by_their_names(self, wire: Wire, named: str, kind: type[EngineError]) -> None:
        engine = self.made(wire)
        wire.script += [
            Raw(400, {"__type": named, "message": "no"}),
            Raw(400, {"message": "no"}, {"x-amzn-ErrorType": f"{named}:http://x/"}),
        ]
        for _ in range(2):
            with pytest.raises(EngineError) as caught:
                self.asked(engine)
            assert type(caught.value) is kind
        self.client(engine).close()

    def test_the_region_is_needed_and_makes_the_address(self) -> None:
        with pytest.raises(ConfigError, match="region"):
            make(self.name, "", self.environment)
        with pytest.raises(ConfigError, match="region"):
            make(self.name, "", self.environment, region="evil.example/")
        for region, host in (
            ("eu-west-1", "translate.eu-west-1.amazonaws.com"),
            ("cn-north-1", "translate.cn-north-1.amazonaws.com.cn"),
        ):
            engine: Any = make(self.name, "", self.environment, region=region)
            assert engine.address == f"https://{host}"
