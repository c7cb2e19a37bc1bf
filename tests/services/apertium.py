"""Apertium's web service, APY, as its own handlers have it: github.com/apertium/apertium-apy.

It wants no key. Unknown words get a ``*`` before them unless ``markUnknown=no`` says otherwise, which is
its default.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.base import Refused, Service
from services.pseudo import KEPT
from services.wire import Reply, Request, json_reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Apertium"]

_PARAMETERS = {"langpair", "q", "format", "deformat", "reformat", "markUnknown", "key", "callback"}
_FORMATS = {"html", "html-noent", "txt", "rtf"}
_LETTERS = {"en": "eng", "es": "spa", "ca": "cat", "fr": "fra", "nb": "nob", "nn": "nno", "pt": "por"}
"""ISO 639-1, which it turns into three letters by itself."""
_PHRASES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}


class Apertium(Service):
    """A server of one's own, with the pairs that are installed."""

    def __init__(self) -> None:
        super().__init__(key="")
        self.pairs = [("eng", "spa"), ("spa", "eng"), ("eng", "cat"), ("nob", "nno"), ("spa", "por_BR")]

    def texts(self, request: Request) -> Sequence[str]:
        values = self._values(request)
        return [values["q"]] if request.path == "/translate" and values and "q" in values else ()

    def error(self, status: int, message: str) -> Reply:
        told = {
            "status": "error",
            "code": status,
            "message": _PHRASES.get(status, "Unknown"),
            "explanation": message,
        }
        return json_reply(status, told)

    def quota(self) -> Reply:
        """It has none of its own; a proxy before it may."""
        return self.error(429, "Too many requests today")

    def route(self, request: Request) -> Reply:
        if request.path not in ("/translate", "/listPairs"):
            raise self.refuse(404, "Resource requested does not exist. URL may have been mistyped")
        if request.method not in ("GET", "POST"):
            raise self.refuse(405, "Method Not Allowed")
        values = self._values(request)
        if values is None:
            raise self._refuse("Missing argument langpair")
        if request.path == "/translate":
            return self._translate(request, values)
        if values.keys() - {"q", "src", "include_deprecated_codes"} or values.get("q", "pairs") != "pairs":
            raise self._refuse("Expecting q argument to be one of analysers, generators, or pairs")
        return self._told(
            [{"sourceLanguage": source, "targetLanguage": target} for source, target in self.pairs]
        )

    def _refuse(self, message: str) -> Refused:
        return self.refuse(400, message)

    def _values(self, request: Request) -> Mapping[str, str] | None:
        """The arguments of the address and the form; None where the body is none, which APY ignores."""
        if not request.raw:
            return dict(request.query)
        if request.kind != "application/x-www-form-urlencoded":
            return None
        try:
            return dict(request.query) | dict(request.form)
        except UnicodeDecodeError:
            return None

    def _translate(self, request: Request, values: Mapping[str, str]) -> Reply:
        for name in ("langpair", "q"):
            if name not in values:
                raise self._refuse(f"Missing argument {name}")
        for name in values.keys() - _PARAMETERS:
            raise self._refuse(f"Unknown argument {name}")
        halves = values["langpair"].split("|")
        if len(halves) != 2:
            raise self._refuse("That pair is invalid, use e.g. eng|spa")
        source, target = (_LETTERS.get(half, half) for half in halves)
        if (source, target) not in self.pairs:
            raise self._refuse("That pair is not installed")
        for name in ("format", "deformat", "reformat"):
            if values.get(name, "html") not in _FORMATS:
                raise self._refuse("That format is not there")
        marked = values.get("markUnknown", "yes") in ("yes", "true", "1")
        # Tornado strips what surrounds an argument
        answers = self.answers(request, [values["q"].strip()], target, finish=_mark if marked else str)
        request.answered = [values["q"]] if request.answered else []
        return self._told({"translatedText": answers[0].text} if answers else {})

    def _told(self, value: object) -> Reply:
        return json_reply(200, {"responseData": value, "responseDetails": None, "responseStatus": 200})


def _mark(text: str) -> str:
    """Put ``*`` before the words, as if the dictionaries lacked them all."""

    def mark(match: re.Match[str]) -> str:
        return match[0] if match[1] is None else f"*{match[1]}"

    return re.sub(rf"{KEPT.pattern}|([^\W\d_]+)", mark, text, flags=KEPT.flags)
