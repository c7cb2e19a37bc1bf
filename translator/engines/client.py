"""The HTTP client that all engines share: limits, retries, time-outs, and an end when it is told to end.

One client serves one engine. Its methods may be called from several threads at once.
"""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

from translator.engines.pace import Pace
from translator.errors import AuthError, EngineError, QuotaError, RateError, RequestError

__all__ = ["Client", "Verdict", "by_status"]

_ATTEMPTS = 7
_BASE, _CAP = 0.5, 60.0
"""Seconds: the n-th pause is anything up to ``_BASE * 2**n``, but no more than `_CAP` (full jitter)."""
_PATIENCE = 180.0
"""Seconds: a service that asks to wait for longer than this has refused."""
_RETRYABLE = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529))
_LARGEST = 32 * 1024 * 1024
"""Bytes: an answer beyond is none."""


class Verdict(StrEnum):
    """What an answer that is no success means."""

    RETRY = "retry"
    """Ask again later."""
    AUTH = "auth"
    """The key is missing or wrong."""
    QUOTA = "quota"
    """The allowance is spent."""
    REQUEST = "request"
    """This request is wrong; another one may not be."""
    FATAL = "fatal"
    """Every request would meet this."""


Judge = Callable[[int, Any, Any], Verdict]
"""(status, headers, the body's JSON or None) → verdict."""


def by_status(status: int, headers: Any, body: Any) -> Verdict:
    """What status codes mean where the service does not say otherwise."""
    del headers, body
    if status in _RETRYABLE:
        return Verdict.RETRY
    if status in (401, 403, 407):
        return Verdict.AUTH
    if status == 402:
        return Verdict.QUOTA
    return Verdict.REQUEST if status in (400, 413, 414, 422) else Verdict.FATAL


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was no success."""

    verdict: Verdict
    words: str
    wait: float | None = None


class Client:
    """A connection pool with manners.

    :param base: the service's address
    :param headers: sent with every request; secrets belong here
    :param secrets: what must never be shown
    :param timeout: seconds to wait for a connection, for an answer's next byte
    :param deadline: a time of `time.monotonic` after which nothing is asked any more
    """

    def __init__(
        self,
        name: str,
        pace: Pace | None = None,
        *,
        concurrency: int = 4,
        timeout: float = 60.0,
        deadline: float = float("inf"),
    ) -> None:
        self.name = name
        self.stopped = threading.Event()
        self._pace = pace or Pace()
        self._deadline = deadline
        self._secrets: set[str] = set()
        self._lock = threading.Lock()
        self._concurrency = max(1, concurrency)
        self._timeout = httpx.Timeout(timeout, connect=min(timeout, 15.0), pool=None)
        self._http: httpx.Client | None = None

    def secret(self, value: str) -> str:
        """Note a value that must never be shown, and give it back."""
        if value:
            self._secrets.add(value)
        return value

    def scrub(self, text: str) -> str:
        """Take secrets out of a text that others wrote."""
        for value in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(value, "***")
        return text

    def close(self) -> None:
        """End everything: waiting requests are not sent, those on their way are cut."""
        self.stopped.set()
        with self._lock:
            if self._http is not None:
                with suppress(Exception):
                    self._http.close()

    def ask(
        self,
        method: str,
        url: str,
        *,
        judge: Judge = by_status,
        size: int = 0,
        tokens: int = 0,
        **request: Any,
    ) -> Any:
        """Send a request until it is answered, and give the JSON of the answer.

        :param judge: the service's own meaning of status codes
        :param size: characters, for the limits a minute
        :param tokens: the same in tokens
        :param request: as httpx has it: ``json``, ``data``, ``content``, ``params``, ``headers``
        :raises AuthError, QuotaError, RateError, RequestError, EngineError: refused
        """
        last = ""
        for attempt in range(_ATTEMPTS):
            self._wait_turn(size, tokens)
            try:
                outcome = self._once(method, url, judge, request)
            except httpx.TransportError as error:
                last = self._words(error)
                outcome = Refusal(Verdict.RETRY, last)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ValueError) as error:
                raise EngineError(
                    f"{self.name}: the address is wrong: {self.scrub(str(error))}", remedy="look at base_url"
                ) from None
            if not isinstance(outcome, Refusal):
                return outcome
            last = outcome.words
            if outcome.verdict is not Verdict.RETRY:
                raise self._error(outcome)
            if outcome.wait is not None and outcome.wait > _PATIENCE:
                raise RateError(f"{self.name} asks to wait for {outcome.wait:.0f} seconds: {last}")
            pause = random.uniform(0, min(_CAP, _BASE * 2**attempt))  # noqa: S311 (jitter, no secret)
            if outcome.wait is not None:
                # what one request was told holds for all of them
                self._pace.hold(outcome.wait)
                pause = outcome.wait + pause / 10
            if attempt + 1 < _ATTEMPTS:
                self._pause(pause)
        raise RateError(f"{self.name} did not answer, {_ATTEMPTS} times in a row: {last}")

    def _wait_turn(self, size: int, tokens: int) -> None:
        while True:
            if self.stopped.is_set():
                raise EngineError(f"{self.name}: stopped")
            now = time.monotonic()
            if now >= self._deadline:
                raise RateError(f"{self.name}: the time that the configuration allows is over")
            wait = self._pace.turn(now, size, tokens)
            if not wait:
                return
            self._pause(wait)

    def _pause(self, seconds: float) -> None:
        self.stopped.wait(max(0.0, min(seconds, self._deadline - time.monotonic())))

    def _connection(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                # proxies and certificates: httpx reads HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR
                limits = httpx.Limits(
                    max_connections=self._concurrency, max_keepalive_connections=self._concurrency
                )
                self._http = httpx.Client(timeout=self._timeout, limits=limits, follow_redirects=False)
            return self._http

    def _once(self, method: str, url: str, judge: Judge, request: dict[str, Any]) -> Any:
        began = time.monotonic()
        with self._connection().stream(method, url, **request) as response:
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > _LARGEST:
                    raise RequestError(f"{self.name}: the answer has more than {_LARGEST >> 20} MB")
                if time.monotonic() - began > 10 * _PATIENCE or self.stopped.is_set():
                    raise httpx.ReadTimeout("the answer does not end")
        body = _json(bytes(data))
        if response.is_success:
            if body is None:
                return Refusal(Verdict.RETRY, "the answer is no JSON")
            return body
        words = f"{response.status_code} {response.reason_phrase}".strip()
        told = self.scrub(_message(body))
        if told:
            words = f"{words}: {told}"
        verdict = judge(response.status_code, response.headers, body)
        return Refusal(verdict, words, _retry_after(response.headers))

    def _error(self, refusal: Refusal) -> EngineError:
        words = f"{self.name}: {refusal.words}"
        if refusal.verdict is Verdict.AUTH:
            return AuthError(words, remedy="look at the key, and at what it is allowed to do")
        if refusal.verdict is Verdict.QUOTA:
            return QuotaError(words, remedy="the rest is translated when there is an allowance again")
        return (RequestError if refusal.verdict is Verdict.REQUEST else EngineError)(words)

    def _words(self, error: Exception) -> str:
        kind = {
            "ConnectError": "no connection",
            "ConnectTimeout": "no connection in time",
            "ReadTimeout": "no answer in time",
            "RemoteProtocolError": "the connection broke",
            "ReadError": "the connection broke",
        }.get(type(error).__name__, type(error).__name__)
        return self.scrub(f"{kind} ({error})" if str(error) else kind)


def _json(data: bytes) -> Any:
    """The body as JSON; a byte order mark may stand before it (Azure sends one). None if it is none."""
    import json  # noqa: PLC0415

    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _message(body: Any) -> str:
    """What a service says of an error, wherever it says it; one line of it."""
    for key in ("error", "message", "Message", "detail", "responseDetails", "explanation"):
        if isinstance(body, dict) and key in body:
            found = body[key]
            text = _message(found) if isinstance(found, dict) else found if isinstance(found, str) else ""
            if text:
                return " ".join(text.split())[:300]
    return ""


def _retry_after(headers: Any) -> float | None:
    """Seconds to wait, from ``retry-after-ms`` or ``Retry-After``: a number or a date (RFC 9110, 10.2.3)."""
    with suppress(ValueError, TypeError):
        return max(0.0, float(headers.get("retry-after-ms", "")) / 1000)
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    with suppress(ValueError):
        seconds = float(text)
        return seconds if 0 <= seconds < float("inf") else None
    with suppress(ValueError, TypeError, OverflowError):
        when = email.utils.parsedate_to_datetime(text).timestamp()
        return max(0.0, when - time.time())
    return None
