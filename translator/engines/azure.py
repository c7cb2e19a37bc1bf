"""Azure AI Translator, API version 3.0: https://learn.microsoft.com/azure/ai-services/translator/reference/v3-0-translate.

Its dictionary markup is not used for glossaries: it puts words as they are, in no case and no number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from translator.engines.client import Verdict, by_status
from translator.engines.contract import Limits, Reply
from translator.engines.service import Service, field
from translator.errors import ConfigError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup

__all__ = ["Azure"]

_LANGUAGES = tuple(
    re.findall(
        r"\S+",
        """
        af am ar as az ba be bg bho bn bo brx bs ca cs cy da de doi dsb dv el en es et eu fa fi fil fj fo fr
        fr-ca ga gl gom gu ha he hi hne hr hsb ht hu hy id ig ikt is it iu iu-Latn ja ka kk km kmr kn ko ks
        ku ky lb ln lo lt lug lv lzh mai mg mi mk ml mn-Cyrl mn-Mong mni mr ms mt mww my nb ne nl nso nya or
        otq pa pl prs ps pt pt-pt ro ru run rw sd si sk sl sm sn so sq sr-Cyrl sr-Latn st sv sw ta te th ti
        tk tlh-Latn tlh-Piqd tn to tr tt ty ug uk ur uz vi xh yo yua yue zh-Hans zh-Hant zu
        """,
    )
)
"""For a first look without a request; `codes` asks the service for what is not among them."""
_OWN = {"zh": "zh-Hans", "no": "nb", "tlh": "tlh-Latn", "ny": "nya", "lg": "lug", "rn": "run"}
_REGION = re.compile(r"[A-Za-z0-9-]+")


class Azure(Service):
    """HTML with ``class="notranslate"``. Languages are bound to the address, not to the body."""

    name = "azure"
    variables: tuple[str, ...] = ("AZURE_TRANSLATOR_KEY",)
    mode = Mode.HTML
    table = _LANGUAGES
    limits = Limits(items=200, characters=25_000, concurrency=4)
    base = "https://api.cognitive.microsofttranslator.com"

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup)
        self._headers = {"Ocp-Apim-Subscription-Key": self.key}
        region = setup.settings.region or setup.environment.get("AZURE_TRANSLATOR_REGION", "").strip()
        if region and not _REGION.fullmatch(region):
            raise ConfigError(
                f"azure: {region} is no region", remedy='for example region = "westeurope" in [engine]'
            )
        if region:
            self._headers["Ocp-Apim-Subscription-Region"] = region

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """403 is the free allowance's end; codes say which 400 every request would meet.

        403000 alone is about what the key may do. 400035 and 400036: an unknown language; 400023 and
        400074: an unknown category.
        """
        code = str(field(body, "error", "code") or "")
        if status == 403:
            return Verdict.AUTH if code == "403000" else Verdict.QUOTA
        if status == 400 and code in ("400018", "400019", "400021", "400023", "400035", "400036", "400074"):
            return Verdict.FATAL
        return by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Any language into any other."""
        return self.known(source, _LANGUAGES, _OWN), self.known(target, _LANGUAGES, _OWN)

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /translate."""
        params = {"api-version": "3.0", "from": source, "to": target, "textType": "html"}
        if self.settings.model:
            params["category"] = self.settings.model
        params |= {key: _param(value) for key, value in self.settings.options.items()}
        body = [{"Text": ask.text} for ask in asks]
        size = sum(len(ask.text) for ask in asks)
        found = self.ask("POST", "/translate", params=params, json=body, headers=self._headers, size=size)
        texts = None
        if isinstance(found, list):
            texts = [field(each, "translations", 0, "text") for each in found]
        return self.reply(texts, asks)

    def languages(self) -> tuple[str, ...]:
        """GET /languages, which wants no key."""
        found = self.ask("GET", "/languages", params={"api-version": "3.0", "scope": "translation"})
        languages = field(found, "translation")
        return tuple(languages) if isinstance(languages, dict) else ()


def _param(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
