"""The servers that stand in for translation services: each answers and refuses as it is specified."""

from __future__ import annotations

import email.utils
import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from services import faults
from services.amazon import Amazon
from services.anthropic import Anthropic
from services.apertium import Apertium
from services.azure import Azure
from services.base import KEY, Answer
from services.calls import CALLS, SCHEMA, Call, signed
from services.deepl import DeepL
from services.google_v2 import GoogleV2
from services.google_v3 import GoogleV3
from services.libretranslate import LibreTranslate
from services.models import items
from services.openai import OpenAI
from services.pseudo import pseudo, with_terms
from services.yandex import Yandex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.base import Service
    from services.faults import Fault

TEXTS = ["Hello <b>you</b> &amp; 5", "Good bye"]
SHOWN = ["Ĥéĺĺó <b>ýóú</b> &amp; 5", "Ğóóď býé"]
BATCHES = [name for name, call in CALLS.items() if call.most > 1]
KEYED = [name for name, call in CALLS.items() if call.unauthorized[0]]
MODELS = ["anthropic", "openai"]


class Asker:
    """A server, a client of it, and its right call."""

    def __init__(self, call: Call, service: Service, client: httpx.Client) -> None:
        self.call, self.service, self.client = call, service, client
        self.texts = TEXTS[: min(call.most, 2)]
        self.shown = [text.replace("&amp;", "&") for text in SHOWN] if self.unescapes else SHOWN
        self.shown = self.shown[: len(self.texts)]

    @property
    def unescapes(self) -> bool:
        return isinstance(self.service, LibreTranslate)

    def ask(self, texts: Sequence[str] | None = None, /, **changes: Any) -> httpx.Response:
        return self.call.send(self.client, self.texts if texts is None else texts, **changes)

    def with_fault(self, *fault: Fault) -> httpx.Response:
        self.service.faults.extend(fault)
        return self.ask()

    def told(self, *fault: Fault) -> list[str]:
        answer = self.with_fault(*fault)
        assert answer.status_code == 200
        return self.call.read(answer.json())


@pytest.fixture
def asker(request: pytest.FixtureRequest) -> Iterator[Asker]:
    call = CALLS[request.param]
    with call.make() as service, httpx.Client(base_url=service.url, timeout=5) as client:
        yield Asker(call, service, client)


def each(names: Sequence[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("asker", names, indirect=True)


def one(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("asker", [name], indirect=True, ids=[""])


# what holds for all of them


@each(list(CALLS))
def test_a_right_call_is_answered_in_order(asker: Asker) -> None:
    """The texts are translated, their markup stays, and it is noted who asked for what."""
    answer = asker.ask()
    # Azure's replies begin with a byte order mark, which JSON has not
    assert asker.call.read(json.loads(answer.content.decode("utf-8-sig"))) == asker.shown
    (seen,) = asker.service.requests
    assert list(seen.texts) == asker.texts
    assert seen.method == "POST"
    assert asker.service.asked == dict.fromkeys(asker.texts, 1)
    assert asker.service.characters == sum(map(len, asker.texts))


@each(list(CALLS))
def test_its_translation_can_be_replaced(asker: Asker) -> None:
    """A test may say what a text becomes, from the text and the target."""
    asker.service.translate = lambda text, target: f"{target[:2].lower()}:{text[:5]}"
    found = asker.told()
    assert all(text.endswith(asked[:5]) for text, asked in zip(found, asker.texts, strict=True))
    assert {text[:2] for text in found} == {"sp" if isinstance(asker.service, Apertium) else "de"}


@each(KEYED)
def test_a_wrong_key_is_refused_and_never_told(asker: Asker) -> None:
    """The service's own status and body; the right key is not in it, nor the wrong one."""
    status, words = asker.call.unauthorized
    match asker.service:
        case GoogleV2():
            asker.client.params = httpx.QueryParams()
            answer = asker.client.post("/language/translate/v2?key=wrong", json=asker.call.body(TEXTS))
        case LibreTranslate():
            answer = asker.ask(api_key="wrong")
        case _:
            answer = asker.ask(headers=asker.call.wrong)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert KEY not in answer.text
    assert "wrong" not in answer.text
    assert not asker.service.asked


@each([name for name in CALLS if name != "azure"])
def test_an_unknown_field_is_refused(asker: Asker) -> None:
    """Misspelt options are silently without effect elsewhere; here they are found."""
    answer = asker.ask(colour="red")
    assert answer.status_code == 400
    assert answer.json()


@each(list(CALLS))
def test_what_is_no_json_is_refused(asker: Asker) -> None:
    """Whatever the body and its type are, the answer is an error of the service's own, or its type's."""
    for kind, content in (
        ("application/json", "{"),
        ("text/plain", "{}"),
        ("application/json", '{"q": NaN}'),
    ):
        headers = {**asker.call.headers, "Content-Type": kind}
        if isinstance(asker.service, Amazon):
            headers = signed(content, {**asker.call.headers, "Content-Type": "application/x-amz-json-1.1"})
        answer = asker.client.post(asker.call.path, content=content, headers=headers)
        assert answer.status_code in (400, 415)


@each([name for name in CALLS if name != "azure"])
def test_a_value_of_another_type_is_refused(asker: Asker) -> None:
    """Whatever stands in a field, the answer is an answer: refused, or taken where that is nothing."""
    odd: list[Any] = [None, 0, 1.5, True, "", "odd", [], {}, [1], [None], [[]], {"a": 1}, [{"a": []}], "\x00"]
    for name in asker.call.body(TEXTS):
        statuses = {asker.ask(**{name: value}).status_code for value in odd}
        assert statuses <= {200, 400, 403, 404}
        assert 400 in statuses or name in ("model", "system", "format", "markUnknown", "q")


@each(["azure"])
def test_an_odd_element_is_refused(asker: Asker) -> None:
    """The same, where the body is a list."""
    odd: list[Any] = [None, 1, "a", [], {}, {"Text": None}, {"Text": ["a"]}, {"text": "a", "Text": "a"}]
    headers = {**asker.call.headers, "Content-Type": "application/json"}
    for value in odd:
        for body in ([value], value):
            answer = asker.client.post(asker.call.path, content=json.dumps(body), headers=headers)
            assert answer.status_code == 400


@each(list(CALLS))
def test_other_paths_and_methods_are_refused(asker: Asker) -> None:
    """404 and 405, as errors of the service's own."""
    headers = asker.call.headers
    path, _, query = asker.call.path.partition("?")
    nowhere = asker.client.post(f"/nowhere?{query}", json={}, headers=headers)
    assert nowhere.status_code == 404
    assert asker.client.delete(f"{path}?{query}", headers=headers).status_code in (404, 405)


@each(list(CALLS))
def test_faults_answer_in_its_place_one_request_each(asker: Asker) -> None:
    """A status, a time to wait, a page of a portal: then the service answers again."""
    assert asker.with_fault(faults.status(500)).status_code == 500
    assert asker.with_fault(faults.status(400, {"odd": 1})).json() == {"odd": 1}
    assert [asker.with_fault(*faults.storm(2)).status_code, asker.ask().status_code] == [503, 503]
    waiting = asker.with_fault(faults.retry_after(7))
    assert (waiting.status_code, waiting.headers["retry-after"]) == (429, "7")
    until = asker.with_fault(faults.retry_after_date(60, status=503))
    date = email.utils.parsedate_to_datetime(until.headers["retry-after"]).timestamp()
    assert (until.status_code, 50 < date - time.time() <= 60) == (503, True)
    assert "Sign in" in asker.with_fault(faults.not_json()).text
    assert not asker.service.asked
    assert asker.told() == asker.shown


@each(list(CALLS))
def test_its_own_words_for_too_much(asker: Asker) -> None:
    """The allowance's end and too many requests are not the same, and each service has its own words."""
    status, words = asker.call.quota
    spent = asker.with_fault(faults.quota())
    assert (spent.status_code, words in spent.text) == (status, True)
    fast = asker.with_fault(faults.too_fast())
    assert fast.status_code == asker.call.fast
    assert fast.text != spent.text


@each(list(CALLS))
def test_connections_break(asker: Asker) -> None:
    """Before an answer, and in the middle of one; neither counts as answered."""
    for fault in (faults.cut(), faults.cut_midway()):
        with pytest.raises(httpx.RemoteProtocolError):
            asker.with_fault(fault)
    assert not asker.service.asked
    assert asker.told() == asker.shown


@each(list(CALLS))
def test_a_slow_answer_is_whole_in_the_end(asker: Asker) -> None:
    """It comes byte by byte."""
    answer = asker.with_fault(faults.slow(0.01, 0.00001))
    assert asker.call.read(json.loads(answer.content.decode("utf-8-sig"))) == asker.shown


@each(BATCHES)
def test_answers_are_too_few_too_many_turned_or_doubled(asker: Asker) -> None:
    """What is wrong with the list of answers, in each service's form."""
    first, second = asker.shown
    assert asker.told(faults.wrong_count(-1)) == [first]
    assert asker.service.asked == {asker.texts[0]: 1}
    assert asker.told(faults.wrong_count(+1)) == [first, second, second]
    assert asker.told(faults.reordered()) == [second, first]
    assert asker.told(faults.duplicated()) == [first, first]


@each(MODELS)
def test_a_models_answers_keep_their_ids(asker: Asker) -> None:
    """Turned round they can be told apart; what is added has an id that nobody asked for."""
    for fault, ids in (
        (faults.reordered(), [2, 1]),
        (faults.duplicated(), [1, 1]),
        (faults.wrong_count(1), [1, 2, 3]),
    ):
        answer = asker.with_fault(fault).json()
        content = answer["content"][0]["text"] if "content" in answer else ""
        content = content or answer["choices"][0]["message"]["content"]
        assert [item["id"] for item in json.loads(content)["translations"]] == ids


@each([name for name in CALLS if name not in BATCHES])
def test_a_lone_answer_can_be_missing(asker: Asker) -> None:
    """Where a request has one text, its answer is not there."""
    assert asker.told(faults.wrong_count(-1)) == []
    assert asker.told(faults.wrong_count(+1)) == asker.shown
    assert asker.told(faults.duplicated()) == asker.shown


@each(list(CALLS))
def test_answers_are_empty_or_rewritten(asker: Asker) -> None:
    """A function of the test's own changes each translation: loses a tag, or invents one."""
    assert asker.told(faults.empty()) == [""] * len(asker.texts)
    found = asker.told(faults.rewrite(lambda text: f"<x/>{text.replace('<b>', '')}"))
    assert found == [f"<x/>{text.replace('<b>', '')}" for text in asker.shown]


@each([name for name in CALLS if name not in MODELS])
def test_a_machine_is_cut_off_silently(asker: Asker) -> None:
    """Half of the last text is lost, and nothing says so."""
    *rest, last = asker.shown
    assert asker.told(faults.truncated()) == [*rest, last[: len(last) // 2]]


@each(list(CALLS))
def test_faults_of_answers_wait_for_a_translation(asker: Asker) -> None:
    """A list of languages has no answers to change; with `only_translations` it has no faults at all."""
    service = asker.service
    service.faults += [faults.empty()]
    asker.client.get("/languages")
    assert asker.told() == [""] * len(asker.texts)
    service.only_translations = True
    service.faults += [faults.status(500)]
    assert asker.client.get("/nowhere").status_code != 500
    assert asker.ask().status_code == 500


@each(list(CALLS))
def test_too_many_requests_a_second_are_refused(asker: Asker) -> None:
    """The limit is the test's; LibreTranslate counts a batch as so many requests as it has texts."""
    asker.service.limit_requests_per_second = 2 * len(asker.texts) if asker.unescapes else 2
    statuses = [asker.ask().status_code for _ in range(3)]
    assert statuses == [200, 200, asker.call.fast]


def test_a_server_ends_with_its_connections() -> None:
    """An open one, and an answer that would come in an hour, do not hold it up: the client is cut off."""
    call = CALLS["deepl"]
    body, headers = call.body(TEXTS), dict(call.headers)
    with httpx.Client() as client, httpx.Client() as other:
        with DeepL() as service:
            assert client.get(f"{service.url}/v2/usage", headers=headers).status_code == 200
            service.faults += [faults.slow(3600)]
            request = other.build_request("POST", f"{service.url}/v2/translate", json=body, headers=headers)
            answer = other.send(request, stream=True)
            assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()


def test_a_server_tells_its_own_mistakes() -> None:
    """What a test gave it to run fails: the block raises it."""
    call = CALLS["deepl"]

    def broken(text: str, target: str) -> str:
        raise LookupError(text + target)

    service = DeepL()
    service.__enter__()
    service.translate = broken
    with httpx.Client(base_url=service.url) as client, pytest.raises(httpx.RemoteProtocolError):
        call.send(client, ["Good bye"])
    with pytest.raises(LookupError, match="Good byeDE"):
        service.__exit__(None, None, None)


# limits, and codes that are not there


@pytest.mark.parametrize(
    ("asker", "texts", "status", "words"),
    [
        ("amazon", ["é" * 5001], 400, "TextSizeLimitExceededException"),
        ("azure", ["a"] * 1001, 400, "400072"),
        ("azure", ["a" * 50_001], 400, "400077"),
        ("deepl", ["a"] * 51, 400, "Too many texts"),
        ("deepl", ["a" * 131_072], 413, "Too Large"),
        ("google-v2", ["a"] * 129, 400, "Too many text segments"),
        ("google-v2", ["a" * 102_400], 400, "exceeds the limit"),
        ("google-v3", ["a"] * 1025, 400, "INVALID_ARGUMENT"),
        ("google-v3", ["é" * 30_001], 400, "Text is too long"),
        ("libretranslate", ["a" * 1001, "b" * 1000], 400, "request (2001) exceeds text limit (2000)"),
        ("modernmt", ["a"] * 129, 400, "128"),
        ("yandex", ["é" * 5000, "a" * 5001], 400, '"code": 3'),
    ],
    indirect=["asker"],
)
def test_limits_are_those_of_the_documentation(
    asker: Asker, texts: list[str], status: int, words: str
) -> None:
    """One beyond is refused in the service's own words; the limit itself is not."""
    answer = asker.ask(texts)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert asker.ask(texts[:-1] or [texts[0][: len(texts[0]) // 2]]).status_code == 200


@pytest.mark.parametrize(
    ("asker", "changes", "words"),
    [
        ("amazon", {"TargetLanguageCode": "nb"}, "UnsupportedLanguagePairException"),
        ("amazon", {"SourceLanguageCode": "en-US"}, "UnsupportedLanguagePairException"),
        ("apertium", {"langpair": "eng|deu"}, "not installed"),
        ("apertium", {"langpair": "eng-spa"}, "invalid"),
        ("deepl", {"target_lang": "NO"}, "'target_lang'"),
        ("deepl", {"source_lang": "EN-US"}, "'source_lang'"),
        ("google-v2", {"target": "zh-Hans"}, "Invalid Value"),
        ("google-v3", {"targetLanguageCode": "tlh"}, "Target language"),
        ("libretranslate", {"target": "zh-CN"}, "zh-CN is not supported"),
        ("libretranslate", {"target": "en"}, "not available"),
        ("modernmt", {"target": "zh-Hans"}, "not supported"),
        ("yandex", {"targetLanguageCode": "nb"}, "target_language_code"),
    ],
    indirect=["asker"],
)
def test_unsupported_codes_are_refused(asker: Asker, changes: dict[str, str], words: str) -> None:
    """Each service has codes of its own."""
    answer = asker.ask(**changes)
    assert (answer.status_code, words in answer.text) == (400, True)


# DeepL


@one("deepl")
def test_deepl_counts_what_it_translates(asker: Asker) -> None:
    """Usage grows by characters, 456 answers what would go beyond; a cut answer is paid for all the same."""
    assert isinstance(asker.service, DeepL)
    asker.service.limit = 100
    headers = dict(asker.call.headers)
    asker.ask(["a" * 60])
    asker.service.faults += [faults.cut_midway()]
    with pytest.raises(httpx.RemoteProtocolError):
        asker.ask(["b" * 30])
    assert asker.ask(["c" * 11]).status_code == 456
    usage = asker.client.get("/v2/usage", headers=headers).json()
    assert usage == {"character_count": 90, "character_limit": 100}
    assert asker.service.characters == 60


@one("deepl")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tag_handling_version": None}, "tag_handling_version"),
        ({"text": ["<b>open"]}, "Tag handling parsing failed"),
        ({"text": ["no&nbsp;entity"]}, "Tag handling parsing failed"),
        ({"formality": "more", "target_lang": "TR"}, "'formality'"),
        ({"split_sentences": 1}, "split_sentences"),
        ({"glossary_id": "g", "source_lang": ""}, "source_lang"),
        ({"custom_instructions": ["a"] * 11}, "custom_instructions"),
    ],
)
def test_deepl_refuses(asker: Asker, changes: dict[str, Any], words: str) -> None:
    """Malformed XML (version 2 of its handling), an open version, options that the target does not have."""
    answer = asker.ask(**changes)
    assert (answer.status_code, words in answer.json()["message"]) == (400, True)


@one("deepl")
def test_deepl_takes_forms_and_tells_more_when_asked(asker: Asker) -> None:
    """Lists with commas, flags as digits; billed characters and the model only where they are asked for."""
    form = {"text": TEXTS, "target_lang": "PT-BR", "show_billed_characters": "1", "ignore_tags": "x,y"}
    form |= {"tag_handling": "xml", "tag_handling_version": "v2", "model_type": "prefer_quality_optimized"}
    found = asker.client.post("/v2/translate", data=form, headers=dict(asker.call.headers)).json()
    assert [part["billed_characters"] for part in found["translations"]] == [24, 8]
    assert found["translations"][0]["model_type_used"] == "quality_optimized"
    assert found["translations"][0]["detected_source_language"] == "EN"


@one("deepl")
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_deepl_keeps_glossaries(asker: Asker, version: str) -> None:
    """Made, listed, used for their pair of bare languages, deleted; then they are gone."""
    pair = {"source_lang": "en", "target_lang": "pt"}
    part = {**pair, "entries": "you,v\u00f3s\n", "entries_format": "csv"}
    body = {"name": "n", **part} if version == "v2" else {"name": "n", "dictionaries": [part]}
    headers, path = dict(asker.call.headers), f"/{version}/glossaries"
    made = asker.client.post(path, json=body, headers=headers)
    assert made.status_code == 201
    name = made.json()["glossary_id"]
    listed = asker.client.get(path, headers=headers).json()["glossaries"]
    assert [part["glossary_id"] for part in listed] == [name]
    found = asker.ask(glossary_id=name, target_lang="PT-BR").json()["translations"]
    assert found[0]["text"] == "Ĥéĺĺó <b>vós</b> &amp; 5"
    assert asker.ask(glossary_id=name).status_code == 400  # another target
    assert asker.client.delete(f"{path}/{name}", headers=headers).status_code == 204
    assert asker.ask(glossary_id=name, target_lang="PT-BR").status_code == 404


@one("deepl")
@pytest.mark.parametrize(
    ("entries", "form"), [("a\tb\na\tc", "tsv"), ("a", "tsv"), ("", "tsv"), ("a,", "csv"), ("a\tb", "xls")]
)
def test_deepl_refuses_wrong_glossaries(asker: Asker, entries: str, form: str) -> None:
    """A source twice, a line without a target, no entries, a form it does not know."""
    body = {"name": "n", "source_lang": "en", "target_lang": "de", "entries": entries, "entries_format": form}
    answer = asker.client.post("/v2/glossaries", json=body, headers=dict(asker.call.headers))
    assert answer.status_code == 400


@one("deepl")
def test_deepl_lists_its_languages(asker: Asker) -> None:
    """Sources are bare, targets have variants."""
    headers = dict(asker.call.headers)
    sources, targets = (
        {part["language"] for part in asker.client.get("/v2/languages", params=kind, headers=headers).json()}
        for kind in ({"type": "source"}, {"type": "target"})
    )
    assert "EN" in sources - targets
    assert {"EN-GB", "PT-BR", "ZH-HANT"} <= targets - sources


# the classic ones


@one("google-v2")
def test_google_v2_escapes_quotes_in_html(asker: Asker) -> None:
    """Quotes come back as entities, but not those of a tag; text is left alone."""
    text = """Say "it's" <a href="x'y">"""
    assert asker.call.read(asker.ask([text]).json()) == ["""Šáý &quot;íť&#39;š&quot; <a href="x'y">"""]
    assert asker.call.read(asker.ask([text], format="text").json()) == ["""Šáý "íť'š" <a href="x'y">"""]


@one("google-v2")
def test_google_v2_takes_forms_and_lists_languages(asker: Asker) -> None:
    """The key may be in a header; no source means that it is detected."""
    headers = {"X-Goog-Api-Key": KEY}
    form = {"q": ["Hello", "You"], "target": "de"}
    found = asker.client.post("/language/translate/v2", data=form, headers=headers).json()
    assert [part["detectedSourceLanguage"] for part in found["data"]["translations"]] == ["en", "en"]
    listed = asker.client.get("/language/translate/v2/languages", headers=headers).json()
    assert {"language": "zh-TW"} in listed["data"]["languages"]
    assert asker.client.post("/language/translate/v2", json={}).status_code == 403


@one("google-v3")
def test_google_v3_answers_with_a_glossary_beside(asker: Asker) -> None:
    """The glossary's translations stand apart; it must exist, in the request's location."""
    assert isinstance(asker.service, GoogleV3)
    name = "projects/test-project/locations/us-central1/glossaries/g"
    config = {"glossary": name}
    assert asker.ask(glossaryConfig=config).status_code == 404
    asker.service.glossaries[name] = {"you": "Sie"}
    found = asker.ask(glossaryConfig=config).json()
    assert [part["translatedText"] for part in found["translations"]] == SHOWN
    assert found["glossaryTranslations"][0]["translatedText"] == "Ĥéĺĺó <b>Sie</b> &amp; 5"
    elsewhere = {"glossary": name.replace("us-central1", "global")}
    assert asker.ask(glossaryConfig=elsewhere).status_code == 400
    listed = asker.client.get(
        "/v3/projects/test-project/locations/global/supportedLanguages", headers=dict(asker.call.headers)
    )
    assert {"languageCode": "tl", "supportSource": True, "supportTarget": True} in listed.json()["languages"]


@one("azure")
def test_azure_wants_the_region_of_a_regional_key(asker: Asker) -> None:
    """Without it: 401, with nothing in the body."""
    assert isinstance(asker.service, Azure)
    asker.service.region = "westeurope"
    refused = asker.ask()
    assert (refused.status_code, refused.content) == (401, b"")
    assert asker.ask(headers={"Ocp-Apim-Subscription-Region": "westeurope"}).status_code == 200


@one("azure")
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=en&to=de", 400021),
        ("api-version=3.0&from=en", 400036),
        ("api-version=3.0&from=en&to=zh", 400036),
        ("api-version=3.0&from=no&to=de", 400035),
        ("api-version=3.0&to=de&textType=xml", 400071),
        ("api-version=3.0&to=de&colour=red", 400000),
    ],
)
def test_azure_refuses_wrong_addresses(asker: Asker, query: str, code: int) -> None:
    """Its codes say which parameter is wrong."""
    answer = asker.client.post(
        f"/translate?{query}", json=[{"Text": "Hello"}], headers=dict(asker.call.headers)
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


@one("azure")
def test_azure_answers_with_a_mark_and_lists_languages_to_anyone(asker: Asker) -> None:
    """A byte order mark before the JSON; several targets in one request; languages want no key."""
    assert asker.ask().content.startswith(b"\xef\xbb\xbf")
    answer = asker.client.post(
        "/translate?api-version=3.0&to=de&to=pt-pt", json=[{"Text": "a"}], headers=dict(asker.call.headers)
    )
    (found,) = json.loads(answer.content.decode("utf-8-sig"))
    assert [part["to"] for part in found["translations"]] == ["de", "pt-pt"]
    assert answer.headers["x-metered-usage"] == "2"
    listed = asker.client.get("/languages?api-version=3.0&scope=translation").json()
    assert {"pt-pt", "zh-Hans", "sr-Cyrl"} <= listed["translation"].keys()
    assert asker.client.post(asker.call.path, json=[{"Text": "a", "x": 1}]).status_code == 401
    odd = asker.client.post(asker.call.path, json=[{"Text": "a", "x": 1}], headers=dict(asker.call.headers))
    assert odd.json()["error"]["code"] == 400020


@one("libretranslate")
def test_libretranslate_unescapes_every_answer(asker: Asker) -> None:
    """What was escaped comes back as a tag, in either format; a text for a text, a list for a list."""
    for form in ("html", "text"):
        assert asker.call.read(asker.ask(["&lt;b&gt; &amp;#48;"], format=form).json()) == ["<b> &#48;"]
    assert asker.ask(q="Hello").json() == {"translatedText": "Ĥéĺĺó"}


@one("libretranslate")
def test_libretranslate_tells_its_limits_and_bans(asker: Asker) -> None:
    """Settings and languages are free to all; a key may be optional; who does not slow down is banned."""
    assert isinstance(asker.service, LibreTranslate)
    service = asker.service
    service.char_limit, service.batch_limit, service.ban_after = 30, 3, 2
    assert asker.client.get("/frontend/settings").json()["charLimit"] == 30
    assert asker.client.get("/languages").json()[0]["targets"]
    assert asker.ask(["a"] * 4).status_code == 400
    no_key = {"api_key": ""}
    assert "to get an API key" in asker.ask(["a"], **no_key).json()["error"]
    service.key_required = False
    assert asker.ask(["a"], **no_key).status_code == 200
    service.limit_requests_per_second = 1
    assert [asker.ask(["a", "b"]).status_code for _ in range(2)] == [429, 429]
    service.limit_requests_per_second = None
    banned = asker.ask(["a"])
    assert (banned.status_code, "violations" in banned.text) == (403, True)


@one("modernmt")
def test_modernmt_is_asked_with_a_post_that_is_a_get(asker: Asker) -> None:
    """Without the override it is refused; a lone text has a lone answer; characters are billed."""
    headers = dict(asker.call.headers)
    plain = {"MMT-ApiKey": KEY}
    assert asker.client.post("/translate", json=asker.call.body(TEXTS), headers=plain).status_code == 405
    alone = asker.ask(q="Hello").json()
    assert alone["data"] == {"translation": "Ĥéĺĺó", "characters": 5, "billedCharacters": 5}
    assert "pes" in asker.client.post("/translate/languages", headers=headers).json()["data"]
    assert asker.ask(glossaries="7").json()["error"]["type"] == "NotFoundException"


@one("yandex")
def test_yandex_takes_glossaries_and_folders(asker: Asker) -> None:
    """A glossary wants the source language; a folder must be the key's own, and a person's token needs it."""
    assert isinstance(asker.service, Yandex)
    pairs = {"glossaryData": {"glossaryPairs": [{"sourceText": "you", "translatedText": "Sie"}]}}
    assert asker.call.read(asker.ask(glossaryConfig=pairs).json())[0] == "Ĥéĺĺó <b>Sie</b> &amp; 5"
    assert asker.ask(glossaryConfig=pairs, sourceLanguageCode="").status_code == 400
    assert asker.ask(folderId="other").status_code == 400
    person = {"Authorization": f"Bearer {KEY}"}
    assert asker.ask(headers=person).status_code == 400
    assert asker.ask(headers=person, folderId=asker.service.folder).status_code == 200
    listed = asker.client.post("/translate/v2/languages", json={}, headers=dict(asker.call.headers)).json()
    assert {"code": "no", "name": "no"} in listed["languages"]


@one("apertium")
def test_apertium_marks_words_unless_told_not_to(asker: Asker) -> None:
    """By default unknown words have a star; a GET does as well; codes of two letters too."""
    starred = asker.ask(["Hi <b>you</b>"], markUnknown="yes")
    assert asker.call.read(starred.json()) == ["*Ĥí <b>*ýóú</b>"]
    params = {"langpair": "en|es", "q": "Hi", "markUnknown": "no"}
    found = asker.client.get("/translate", params=params).json()
    assert found == {"responseData": {"translatedText": "Ĥí"}, "responseDetails": None, "responseStatus": 200}
    pairs = asker.client.get("/listPairs").json()["responseData"]
    assert {"sourceLanguage": "eng", "targetLanguage": "spa"} in pairs


# Amazon's signatures

_SLOW = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 400))


@one("amazon")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, ""),
        ({"secret": "other"}, "InvalidSignatureException"),
        ({"region": "us-east-1"}, "InvalidSignatureException"),
        ({"stamp": _SLOW}, "InvalidSignatureException"),
        ({"stamp": "today"}, "IncompleteSignatureException"),
    ],
)
def test_amazon_checks_signatures(asker: Asker, changes: dict[str, str], name: str) -> None:
    """Another secret, another region, a clock that is 400 seconds slow, no date."""
    content = json.dumps(asker.call.body(TEXTS))
    headers = signed(content, asker.call.headers, **changes)
    answer = asker.client.post("/", content=content, headers=headers)
    assert answer.json().get("__type", "") == name


@one("amazon")
def test_amazon_checks_what_is_signed(asker: Asker) -> None:
    """A changed body, a header that was added afterwards, no signature at all."""
    content = json.dumps(asker.call.body(TEXTS))
    headers = signed(content, asker.call.headers)
    other = content.replace("Hello", "Hullo")
    added = {**headers, "x-amz-later": "1"}
    unsigned = {key: value for key, value in headers.items() if key != "authorization"}
    for body, given, name in (
        (other, headers, "InvalidSignatureException"),
        (content, added, "InvalidSignatureException"),
        (content, unsigned, "MissingAuthenticationTokenException"),
        (content, {**headers, "authorization": "AWS4"}, "IncompleteSignatureException"),
    ):
        assert asker.client.post("/", content=body, headers=given).json()["__type"] == name


@one("amazon")
def test_amazon_has_settings_and_terminologies(asker: Asker) -> None:
    """One terminology at most, which exists; formality is a word of its own."""
    assert isinstance(asker.service, Amazon)
    asker.service.terminologies["site"] = {"you": "Sie"}
    found = asker.ask(TerminologyNames=["site"], Settings={"Formality": "FORMAL"}).json()
    assert found["TranslatedText"] == "Ĥéĺĺó <b>Sie</b> &amp; 5"
    for changes, name in (
        ({"TerminologyNames": ["site", "site"]}, "InvalidRequestException"),
        ({"TerminologyNames": ["other"]}, "ResourceNotFoundException"),
        ({"Settings": {"Formality": "more"}}, "SerializationException"),
        ({"Text": ""}, "ValidationException"),
    ):
        assert asker.ask(**changes).json()["__type"] == name


# language models


@each(MODELS)
def test_a_model_is_cut_off_and_says_so(asker: Asker) -> None:
    """The JSON ends in the middle; only the texts that are whole in it count as answered."""
    answer = asker.with_fault(faults.truncated()).json()
    if isinstance(asker.service, OpenAI):
        ending, content = answer["choices"][0]["finish_reason"], answer["choices"][0]["message"]["content"]
        assert ending == "length"
    else:
        ending, content = answer["stop_reason"], answer["content"][0]["text"]
        assert ending == "max_tokens"
    with pytest.raises(ValueError, match=r"."):
        json.loads(content)
    assert asker.service.asked == {TEXTS[0]: 1}


@each(MODELS)
def test_a_model_keeps_to_the_length_it_is_given(asker: Asker) -> None:
    """``max_tokens`` ends an answer that is longer."""
    answer = asker.ask(max_tokens=5).json()
    ending = answer["choices"][0]["finish_reason"] if "choices" in answer else answer["stop_reason"]
    assert ending in ("length", "max_tokens")
    assert not asker.service.asked


@each(MODELS)
def test_a_model_refuses(asker: Asker) -> None:
    """It says so in the form that the service has for it, and nothing is translated."""
    answer = asker.with_fault(faults.refused()).json()
    if isinstance(asker.service, OpenAI):
        message = answer["choices"][0]["message"]
        assert (message["content"], "help" in message["refusal"]) == (None, True)
    else:
        assert (answer["stop_reason"], answer["content"]) == ("refusal", [])
    assert not asker.service.asked


@each(MODELS)
def test_a_model_wraps_its_answer(asker: Asker) -> None:
    """Fences and explanations are the model's own; the server counts tokens."""
    assert isinstance(asker.service, OpenAI | Anthropic)
    asker.service.wrap = lambda text: f"Sure!\n```json\n{text}\n```"
    answer = asker.ask().json()
    assert "```json" in json.dumps(answer)
    used = answer["usage"]
    assert min(used.get("total_tokens", 1), used.get("input_tokens", 1), used.get("output_tokens", 1)) > 0
    assert asker.ask(model="other").status_code == 404
    listed = asker.client.get("/v1/models", headers=dict(asker.call.headers)).json()
    assert [part["id"] for part in listed["data"]] == ["test-model"]


@one("openai")
def test_openai_servers_know_more_or_less(asker: Asker) -> None:
    """Some know no schema, some no JSON either, some models no temperature: the error names it."""
    assert isinstance(asker.service, OpenAI)
    schema = {"type": "json_schema", "json_schema": {"name": "a", "strict": True, "schema": SCHEMA}}
    plain = {"type": "json_object"}
    asker.service.json_schema = False
    assert "response_format" in asker.ask(response_format=schema).json()["error"]["message"]
    assert asker.ask(response_format=plain).status_code == 200
    asker.service.json_object = False
    assert asker.ask(response_format=plain).status_code == 400
    assert asker.ask(response_format=None).status_code == 200
    assert asker.ask(response_format=None, temperature=0).status_code == 200
    asker.service.temperature_refused = True
    refused = asker.ask(response_format=None, temperature=0).json()["error"]
    assert refused["param"] == "temperature"


@one("openai")
def test_openai_is_strict_with_schemas(asker: Asker) -> None:
    """A name of 64 letters at most, every property required, none besides; JSON must be spoken of."""
    loose = {**SCHEMA, "additionalProperties": True}
    optional = {**SCHEMA, "required": []}
    for name, schema in (("a" * 65, SCHEMA), ("a b", SCHEMA), ("a", loose), ("a", optional)):
        form = {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
        assert asker.ask(response_format=form).status_code == 400
    silent = [{"role": "user", "content": '[{"id": 1, "text": "Hello"}]'}]
    assert asker.ask(messages=silent, response_format={"type": "json_object"}).status_code == 400


@one("anthropic")
def test_anthropic_wants_its_headers_and_a_length(asker: Asker) -> None:
    """A version, a key in either header, ``max_tokens``; instructions are no message; 529 is an overload."""
    body = asker.call.body(TEXTS)
    for headers, status in (
        ({"x-api-key": KEY}, 400),
        ({"anthropic-version": "2023-06-01"}, 401),
        ({"authorization": f"Bearer {KEY}", "anthropic-version": "2026-10-21"}, 200),
    ):
        assert asker.client.post("/v1/messages", json=body, headers=headers).status_code == status
    assert asker.ask(max_tokens=None).status_code == 400
    system = [{"role": "system", "content": "x"}, *body["messages"]]
    assert asker.ask(messages=system).status_code == 400
    busy = asker.with_fault(faults.status(529))
    assert (busy.status_code, busy.json()["error"]["type"]) == (529, "overloaded_error")


@one("anthropic")
def test_anthropic_has_versions_and_models_that_know_less(asker: Asker) -> None:
    """The newer version refuses a temperature; older models know no structured output."""
    assert isinstance(asker.service, Anthropic)
    newer = {"anthropic-version": "2026-10-21"}
    assert asker.ask(temperature=1.0).status_code == 200
    assert "temperature" in asker.ask(temperature=1.0, headers=newer).json()["error"]["message"]
    loose = {"format": {"type": "json_schema", "schema": {"type": "object", "properties": {}}}}
    assert "additionalProperties" in asker.ask(output_config=loose).json()["error"]["message"]
    asker.service.structured = False
    assert "output_config" in asker.ask().json()["error"]["message"]


def test_items_are_the_last_ones_of_a_message() -> None:
    """Words, brackets and other JSON around them do not matter."""
    wanted = [{"id": "a", "text": "Hello [1] {x}"}]
    for message in (
        json.dumps(wanted),
        f"See [1] and {{x}}.\n{json.dumps({'glossary': {'a': 'b'}, 'messages': wanted})}\nThanks [2]",
        json.dumps([{"id": 1, "text": "old"}]) + json.dumps({"data": {"items": wanted}}),
        json.dumps(wanted[0]),
    ):
        assert items(message) == wanted
    assert items("Hello") == []


# their translation


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello 42", "Ĥéĺĺó 42"),
        ('<a href="a>b">a</a> &lt;a&gt;', '<a href="a>b">á</a> &lt;á&gt;'),
        ("a < b > c", "á < b > č"),
        ("<!-- a > a --> a ⟦a⟧ {{ a }}", "<!-- a > a --> á ⟦a⟧ {{ a }}"),
        ("", ""),
    ],
)
def test_the_translation_leaves_what_is_not_text(text: str, shown: str) -> None:
    """Letters get accents; tags, entities, numbers and placeholders stay."""
    assert pseudo(text, "de") == shown


def test_terms_are_whole_words_outside_of_tags() -> None:
    """The longest wins, and its translation stays as the glossary has it."""
    terms = {"cat": "Katze", "cat food": "Katzenfutter"}
    assert with_terms(pseudo, '<a cat="cat">cat food, cat, cats', "de", terms) == (
        '<a cat="cat">Katzenfutter, Katze, čáťš'
    )


def test_faults_tell_what_they_are() -> None:
    """Each has a name, for tests that are named after it; a storm is so many of one."""
    made = [faults.cut(), faults.empty(), faults.wrong_count(1), *faults.storm(3, 502)]
    assert [fault.name for fault in made] == ["cut", "empty", "wrong count +1", *["status 502"] * 3]
    change = faults.duplicated().change
    assert change is not None
    assert change([Answer(0, "a")]) == [Answer(0, "a")] * 2
