"""Apertium's web service, APY: https://wiki.apertium.org/wiki/Apertium-apy.

Rules and dictionaries for close languages; free, and mostly a server of one's own: ``apertium-apy``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.engines.chat import sound
from translator.engines.client import Verdict, by_status
from translator.engines.contract import Answer, Limits, Reply
from translator.engines.service import Service, field, matching
from translator.errors import EngineError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.engines.contract import Ask

__all__ = ["Apertium"]

_SOUTH_SLAVIC = {"bs": "hbs_BS", "hr": "hbs_HR", "sr-Latn": "hbs_SR"}
"""Apertium has them as one language, ``hbs``, with three norms, all in Latin letters."""


class Apertium(Service):
    """One text a request. It translates what is in ``<code>``, so that what is kept travels as nothing.

    Unknown words come back as they are: with `markUnknown` they would have a ``*`` before them.
    """

    name = "apertium"
    mode = Mode.EMPTY
    limits = Limits(items=1, characters=20_000, concurrency=4)
    base = "http://127.0.0.1:2737"

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """400 is an unknown pair: every request would meet it."""
        return Verdict.FATAL if status == 400 else by_status(status, headers, body)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Codes of three letters, of a pair that the server has."""
        pairs = self._pairs()
        sources = _tags(pairs)
        had = self.supported(_code(source, sources), source, sources.values())
        targets = _tags(pairs[had])
        has = self.supported(_code(target, targets), target, (f"{had}|{code}" for code in targets.values()))
        return had, has

    def _pairs(self) -> dict[str, list[str]]:
        answer = self._data("GET", "/listPairs")
        pairs: dict[str, list[str]] = {}
        for each in answer if isinstance(answer, list) else ():
            had, has = field(each, "sourceLanguage"), field(each, "targetLanguage")
            if isinstance(had, str) and isinstance(has, str):
                pairs.setdefault(had, []).append(has)
        return pairs

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """POST /translate."""
        if len(asks) != 1:
            raise RequestError(f"apertium takes one text a request, not {len(asks)}")
        form = {
            "langpair": f"{source}|{target}",
            "format": "html",
            "markUnknown": "no",
            "q": asks[0].text,
            **{key: str(value) for key, value in self.settings.options.items()},
        }
        text = field(self._data("POST", "/translate", len(asks[0].text), data=form), "translatedText")
        if not sound(text):
            raise RequestError("apertium answered with no translation")
        if not text.strip():
            # a pair that is broken prints nothing, and says that all is well
            return Reply((Answer(fault="the answer is empty"),))
        return Reply((Answer(text),))

    def languages(self) -> tuple[str, ...]:
        """GET /listPairs: what any of its languages can become."""
        return tuple(dict.fromkeys(code for targets in self._pairs().values() for code in targets))

    def _data(self, method: str, path: str, size: int = 0, **request: Any) -> Any:
        answer = self.ask(method, path, size=size, **request)
        status = field(answer, "responseStatus")
        if status != 200:
            words = str(field(answer, "responseDetails") or "no reason given")[:300]
            kind = RequestError if status in (413, 414) else EngineError
            raise kind(f"apertium: {status}: {self.client.scrub(words)}")
        return field(answer, "responseData")


def _tags(codes: Iterable[str]) -> dict[str, str]:
    """BCP 47 tags of Apertium's codes: ``{"pt-BR": "por_BR"}``; what has none is left out."""
    from langcodes import standardize_tag  # noqa: PLC0415 (30 ms)
    from langcodes.tag_parser import LanguageTagError  # noqa: PLC0415

    tags = {}
    for code in codes:
        try:
            tags[standardize_tag(code.replace("_", "-"))] = code
        except LanguageTagError:
            continue
    return tags | {tag: code for tag, code in _SOUTH_SLAVIC.items() if code in codes}


def _code(tag: str, tags: dict[str, str]) -> str | None:
    """The code for a tag; where only variants of its language are there, none is taken for it."""
    found = matching(tag, tags, {"no": "nb"} if "nb" in tags else None)
    return tags[found] if found else None
