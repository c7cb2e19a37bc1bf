"""DeepL API v2, with v3's glossaries: https://developers.deepl.com/docs, github.com/DeepLcom/openapi.

The words of its errors are those of its own mock server (github.com/DeepLcom/deepl-mock).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from services import deepl_glossaries as glossaries
from services.base import KEY, Refused, Service
from services.fields import Fields, codes, parsed, strings
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.deepl_glossaries import Glossary

__all__ = ["SOURCES", "TARGETS", "DeepL"]

SOURCES = codes(
    """
    AR BG CS DA DE EL EN ES ET FI FR HE HU ID IT JA KO LT LV NB NL PL PT RO RU SK SL SV TH TR UK VI ZH
    """
)
TARGETS = SOURCES | codes("EN-GB EN-US ES-419 PT-BR PT-PT ZH-HANS ZH-HANT")
"""Bare ``EN``, ``PT`` and ``ZH`` are there for older clients."""
_FORMAL = codes("DE ES ES-419 FR IT JA NL PL PT-BR PT-PT RU")
_ITEMS, _BYTES, _GLOSSARY_BYTES, _GLOSSARIES = 50, 128 * 1024, 10 * 1024 * 1024, 1000
_MODELS = ("quality_optimized", "prefer_quality_optimized", "latency_optimized")
_FLAGS = ("preserve_formatting", "outline_detection", "show_billed_characters")
_TAGS = ("ignore_tags", "non_splitting_tags", "splitting_tags")


class DeepL(Service):
    """The service; `limit` is what the account may translate, after which it answers 456."""

    def __init__(self, *, key: str = KEY, limit: int = 500_000) -> None:
        super().__init__(key=key)
        self.limit = limit
        self.glossaries: dict[str, Glossary] = {}
        self._used = 0

    def texts(self, request: Request) -> Sequence[str]:
        if request.path != "/v2/translate":
            return ()
        body = request.body
        return strings(body.get("text")) if isinstance(body, dict) else ()

    def error(self, status: int, message: str) -> Reply:
        return json_reply(status, {"message": message}, {"X-Trace-ID": f"{len(self.requests):032x}"})

    def quota(self) -> Reply:
        return self.error(456, "Quota for this billing period has been exceeded.")

    def route(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"DeepL-Auth-Key {self.key}":
            raise self.refuse(403, "Forbidden")
        if not request.headers.get("user-agent"):
            raise self.refuse(400, "User-Agent header missing.")
        match request.method, request.path.strip("/").split("/"):
            case "POST", ["v2", "translate"]:
                return self._translate(request)
            case "GET" | "POST", ["v2", "usage"]:
                return json_reply(200, {"character_count": self._used, "character_limit": self.limit})
            case "GET", ["v2", "languages"]:
                return self._languages(request)
            case method, ["v2" | "v3" as version, "glossaries", *rest] if len(rest) < 3:
                return self._glossary(request, method, version, rest)
            case _, ["v2", "translate" | "usage" | "languages"]:
                raise self.refuse(405, "Method Not Allowed")
        raise self.refuse(404, "Not found")

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _fields(self, request: Request) -> Fields:
        if request.query:
            raise self._refuse(f"Unknown parameter: {request.query[0][0]}")
        if request.kind == "application/json":
            values = parsed(request, self._refuse)
        elif request.kind == "application/x-www-form-urlencoded":
            values = _of_form(request)
        else:
            raise self.refuse(415, "Unsupported media type")
        return Fields(values, self._refuse, wrong="Value for '{}' not supported.")

    def _translate(self, request: Request) -> Reply:
        if len(request.raw) > _BYTES:
            raise self.refuse(413, "Request Entity Too Large")
        fields = self._fields(request)
        texts = fields.texts("text")
        target = fields.text("target_lang").upper()
        source = fields.text("source_lang", "").upper()
        if target not in TARGETS:
            raise self._refuse("Value for 'target_lang' not supported.")
        if source and source not in SOURCES:
            raise self._refuse("Value for 'source_lang' not supported.")
        if not texts:
            raise self._refuse("Parameter 'text' not specified.")
        if len(texts) > _ITEMS:
            raise self._refuse("Too many texts to translate.")
        self._options(fields, target)
        flags = {name: fields.flag(name, default=False) for name in _FLAGS}
        model = fields.choice("model_type", _MODELS, "")
        self._markup(fields, texts)
        terms = self._terms(fields.text("glossary_id", ""), source, target)
        fields.end()
        size = sum(map(len, texts))
        with self._lock:
            if self._used + size > self.limit:
                raise Refused(self.quota())
            self._used += size
        answers = self.answers(request, texts, target, terms=terms)
        return json_reply(
            200,
            {
                "translations": [
                    {
                        "detected_source_language": source or "EN",
                        "text": answer.text,
                        **(
                            {"billed_characters": len(texts[min(answer.id, len(texts) - 1)])}
                            if flags["show_billed_characters"]
                            else {}
                        ),
                        **({"model_type_used": model.removeprefix("prefer_")} if model else {}),
                    }
                    for answer in answers
                ]
            },
            {"X-Trace-ID": f"{len(self.requests):032x}"},
        )

    def _options(self, fields: Fields, target: str) -> None:
        formality = fields.choice(
            "formality", ("default", "more", "less", "prefer_more", "prefer_less"), "default"
        )
        if formality in ("more", "less") and target not in _FORMAL:
            raise self._refuse("'formality' is not supported for given 'target_lang'.")
        fields.choice("split_sentences", ("0", "1", "nonewlines"), "1")
        fields.text("context", "")
        told = fields.texts("custom_instructions", [])
        if len(told) > 10 or any(len(each) > 300 for each in told):
            raise self._refuse("Value for 'custom_instructions' not supported.")

    def _markup(self, fields: Fields, texts: Sequence[str]) -> None:
        """Version 2 refuses XML that is not well formed; the default depends on the account's age."""
        kind, version = fields.any("tag_handling"), fields.any("tag_handling_version")
        for name in _TAGS:
            if fields.texts(name, []) and kind is None:
                raise self._refuse(f"'{name}' needs 'tag_handling'.")
        if kind not in (None, "xml", "html"):
            raise self._refuse("Value for 'tag_handling' not supported.")
        if version not in (None, "v1", "v2") or (version and not kind):
            raise self._refuse("Value for 'tag_handling_version' not supported.")
        if kind and not version:
            raise self._refuse("'tag_handling_version' has two defaults: pin it.")
        if (kind, version) == ("xml", "v2") and not all(map(_well_formed, texts)):
            raise self._refuse("Tag handling parsing failed, please check input.")

    def _terms(self, name: str, source: str, target: str) -> dict[str, str] | None:
        if not name:
            return None
        if not source:
            raise self._refuse("Use of a glossary requires the source_lang parameter to be specified")
        if name not in self.glossaries:
            raise self.refuse(404, "Glossary not found")
        terms = self.glossaries[name].terms(source.lower(), target.partition("-")[0].lower())
        if terms is None:
            raise self._refuse("The glossary does not have the languages of the request")
        return terms

    def _languages(self, request: Request) -> Reply:
        query = dict(request.query)
        kind = query.pop("type", "source")
        if query or kind not in ("source", "target"):
            raise self._refuse("Parameter 'type' is invalid. 'source' and 'target' are valid values.")
        if kind == "source":
            return json_reply(200, [{"language": code, "name": code} for code in sorted(SOURCES)])
        return json_reply(
            200,
            [
                {"language": code, "name": code, "supports_formality": code in _FORMAL}
                for code in sorted(TARGETS - {"EN", "PT"})
            ],
        )

    # glossaries

    def _glossary(self, request: Request, method: str, version: str, rest: Sequence[str]) -> Reply:
        told: Any = glossaries.told_v2 if version == "v2" else glossaries.told_v3
        # v2 does not show what only v3 can have
        shown = {
            name: each
            for name, each in self.glossaries.items()
            if version == "v3" or len(each.dictionaries) == 1
        }
        if not rest and method == "POST":
            made = self._make(request, version)
            with self._lock:
                self.glossaries[made.id] = made
            return json_reply(201, told(made))
        if not rest and method == "GET":
            return json_reply(200, {"glossaries": [told(each) for each in shown.values()]})
        if rest and rest[0] not in shown:
            raise self.refuse(404, "not found")
        if len(rest) == 1 and method == "GET":
            return json_reply(200, told(shown[rest[0]]))
        if len(rest) == 1 and method == "DELETE":
            with self._lock:
                del self.glossaries[rest[0]]
            return Reply(204)
        if rest[1:] == ["entries"] and method == "GET" and version == "v2":
            terms = shown[rest[0]].dictionaries[0].terms
            lines = "\n".join("\t".join(pair) for pair in terms.items())
            return Reply(200, lines.encode(), kind="text/tab-separated-values; charset=UTF-8")
        raise self.refuse(405, "Method Not Allowed")

    def _make(self, request: Request, version: str) -> Glossary:
        if len(request.raw) > _GLOSSARY_BYTES:
            raise self.refuse(413, "Request Entity Too Large")
        if len(self.glossaries) >= _GLOSSARIES:
            raise self.refuse(456, "Too many glossaries")
        fields = self._fields(request)
        name = fields.text("name")
        if not 0 < len(name.encode()) <= 1024:
            raise self._refuse("Missing or invalid argument: name")
        if version == "v2":
            made = [self._dictionary(fields)]
        else:
            listed = fields.any("dictionaries")
            parts = [Fields(part, self._refuse) for part in listed] if isinstance(listed, list) else []
            made = [self._dictionary(part) for part in parts]
            for part in parts:
                part.end()
            if len({(each.source, each.target) for each in made}) != len(made) or not made:
                raise self._refuse("Missing or invalid argument: dictionaries")
        fields.end()
        return glossaries.Glossary(name, tuple(made))

    def _dictionary(self, fields: Fields) -> glossaries.Dictionary:
        source, target = fields.text("source_lang").lower(), fields.text("target_lang").lower()
        if source == target or not glossaries.LANGUAGES.issuperset((source, target)):
            raise self._refuse("Unsupported glossary source and target language pair")
        form = fields.choice("entries_format", ("csv", "tsv"))
        terms = glossaries.entries(fields.text("entries"), form, self._refuse)
        return glossaries.Dictionary(source, target, terms)


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<_>{text}</_>", True)
    except expat.ExpatError:
        return False
    return True


def _of_form(request: Request) -> dict[str, Any]:
    """A form's values, with the types that JSON would have: lists with commas, flags as 0 and 1."""
    values: dict[str, Any] = {}
    for name, value in request.form:
        if name in ("text", "custom_instructions"):
            values.setdefault(name, []).append(value)
        elif name in _TAGS:
            values[name] = value.split(",")
        elif name in _FLAGS and value in ("0", "1", "true", "false"):
            values[name] = value in ("1", "true")
        else:
            values[name] = value
    return values
