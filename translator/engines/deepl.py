"""DeepL, API version 2: https://developers.deepl.com/docs."""

from __future__ import annotations

import hashlib
import re
import threading
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply, Usage
from translator.engines.service import Service, field, matching
from translator.errors import EngineError, QuotaError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["DeepL"]

_FORMALITY = {"more": "prefer_more", "less": "prefer_less"}
"""``prefer_…`` is never an error where a language knows no such difference."""
_TARGETS = {
    "en": "EN-US", "en-us": "EN-US", "en-gb": "EN-GB", "en-au": "EN-GB", "en-nz": "EN-GB", "en-ie": "EN-GB",
    "pt": "PT-PT", "pt-br": "PT-BR", "pt-pt": "PT-PT", "zh-hans": "ZH-HANS", "zh-hant": "ZH-HANT",
    "no": "NB", "es-419": "ES-419",
}  # fmt: skip
_LANGUAGES = tuple(
    re.findall(
        r"[A-Z0-9-]+",
        """
        AR BG CS DA DE EL EN EN-GB EN-US ES ES-419 ET FI FR HE HU ID IT JA KO LT LV NB NL PL PT PT-BR PT-PT
        RO RU SK SL SV TH TR UK VI ZH ZH-HANS ZH-HANT
        """,
    )
)
"""For a first look without a request; `codes` asks the service where the tag is not among them."""


class DeepL(Service):
    """Sends XML with its own numbered tags; the handling's version is pinned, for its default changes."""

    name = "deepl"
    variables: tuple[str, ...] = ("DEEPL_AUTH_KEY",)
    mode = Mode.XML
    table = _LANGUAGES
    limits = Limits(items=50, bytes=120 * 1024, concurrency=4)
    base = "https://api.deepl.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        if not setup.settings.base_url and self.key.endswith(":fx"):
            self.address = "https://api-free.deepl.com"
        self._headers = {"Authorization": f"DeepL-Auth-Key {self.key}"}
        self._glossaries: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """456: the allowance is spent; 429 and 529: too fast."""
        return Verdict.QUOTA if status == 456 else by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Sources are bare (``EN``, ``ZH``), targets have variants (``PT-BR``, ``ZH-HANT``)."""
        bare = [code for code in _LANGUAGES if "-" not in code]
        had = self.supported(matching(source.split("-", maxsplit=1)[0], bare, {"no": "NB"}), source, bare)
        has = self.known(target, _LANGUAGES, _TARGETS)
        return had, has

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /v2/translate."""
        body: dict[str, Any] = {
            "text": [ask.text for ask in asks],
            "source_lang": source,
            "target_lang": target,
            "tag_handling": "xml",
            "tag_handling_version": "v2",
            "outline_detection": False,
            "split_sentences": "nonewlines",
            "preserve_formatting": True,
            "show_billed_characters": True,
        }
        if formality := self.settings.formality:
            body["formality"] = _FORMALITY.get(formality, formality)
        if self.settings.model:
            body["model_type"] = self.settings.model
        if glossary := self._glossary(source, target):
            body["glossary_id"] = glossary
        if page := next((ask.about.page for ask in asks if ask.about.page), ""):
            body["context"] = page  # not billed
        body |= self.settings.options
        size = sum(len(ask.text) for ask in asks)
        answer = self.ask("POST", "/v2/translate", json=body, headers=self._headers, size=size)
        found = field(answer, "translations")
        texts = [field(each, "text") for each in found] if isinstance(found, list) else None
        billed = [field(each, "billed_characters") for each in found or ()] if texts else []
        told = sum(billed) if billed and all(isinstance(each, int) for each in billed) else None
        return self.reply(texts, asks, told)

    def languages(self) -> tuple[str, ...]:
        """GET /v2/languages."""
        found = self.ask("GET", "/v2/languages", params={"type": "target"}, headers=self._headers)
        return tuple(str(field(each, "language")) for each in found) if isinstance(found, list) else ()

    def usage(self) -> Usage | None:
        """GET /v2/usage."""
        found = self.ask("GET", "/v2/usage", headers=self._headers)
        used, limit = field(found, "character_count"), field(found, "character_limit")
        return Usage(used, limit) if isinstance(used, int) and isinstance(limit, int) else None

    def _glossary(self, source: str, target: str) -> str:
        """The id of a glossary with the site's terms: one made before, by its name, or a new one."""
        terms = [(_cell(term.source), _cell(term.target)) for term in self.setup.terms]
        pairs = dict(pair for pair in terms if all(pair))
        if not pairs:
            return ""
        wanted = source.lower(), target.split("-", maxsplit=1)[0].lower()
        with self._lock:
            if wanted not in self._glossaries:
                entries = "\n".join("\t".join(pair) for pair in sorted(pairs.items()))
                digest = hashlib.sha256(entries.encode()).hexdigest()[:12]
                name = f"translate {wanted[0]}-{wanted[1]} {digest}"
                try:
                    self._glossaries[wanted] = self._find(name) or self._make(name, wanted, entries)
                except (RequestError, QuotaError):
                    # no glossaries for these languages, or no room for one more: its terms are checked
                    # in the answers anyway
                    self._glossaries[wanted] = ""
            return self._glossaries[wanted]

    def _find(self, name: str) -> str:
        found = field(self.ask("GET", "/v2/glossaries", headers=self._headers), "glossaries")
        for each in found if isinstance(found, list) else ():
            if field(each, "name") == name and field(each, "ready") is not False:
                return str(field(each, "glossary_id"))
        return ""

    def _make(self, name: str, pair: tuple[str, str], entries: str) -> str:
        body = {
            "name": name,
            "source_lang": pair[0],
            "target_lang": pair[1],
            "entries": entries,
            "entries_format": "tsv",
        }
        made = field(self.ask("POST", "/v2/glossaries", json=body, headers=self._headers), "glossary_id")
        if not isinstance(made, str):
            raise EngineError("deepl made no glossary")
        return made


def _cell(text: str) -> str:
    """A term as a glossary takes it: one line, no tab."""
    return " ".join(text.split())
