"""The HTTP client that all engines share: limits, retries, time-outs, and an end when it is told to end.

One client serves one engine. Its methods may be called from several threads at once.
"""

from __future__ import annotations

import email.utils
import random
import socket
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import httpx

from translator.engines.pace import Pace
from translator.errors import AuthError, EngineError, QuotaError, RateError, RequestError

__all__ = ["Client", "Judge", "Sign", "Verdict", "by_status"]

_ATTEMPTS = 7
_BASE, _CAP = 0.5, 60.0
"""Seconds: the n-th pause is anything up to ``_BASE * 2**n``, but no more than `_CAP` (full jitter)."""
_SLOW = 2.0
"""Seconds of the first pause that `Verdict.SLOWER` asks for; each one after is twice as long."""
_SILENT_ATTEMPTS, _SILENCE = 2, 8
"""How often a request is sent whose answer does not come in time; how many of these, one after another
and in all threads, tell of a service that says nothing. Each may have to be paid for."""
_PATIENCE = 180.0
"""Seconds: a service that asks to wait for longer than this has refused."""
_RETRYABLE = frozenset((408, 409, 425, 429))
"""Besides the server's own faults, 500 and more: all official clients ask again after any of them."""
_LARGEST = 32 * 1024 * 1024
"""Bytes: an answer beyond is none."""


class Verdict(StrEnum):
    """What an answer that is no success means."""

    RETRY = "retry"
    """Ask again later."""
    SLOWER = "slower"
    """The same, after a while that grows even where the service names none: it bans who comes at once."""
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
Sign = Callable[[str, str, Mapping[str, str], bytes], Mapping[str, str]]
"""(method, address, headers, body) → headers to add: signs each sending anew, for signatures grow old."""


def by_status(status: int, headers: Any, body: Any) -> Verdict:
    """What status codes mean where the service does not say otherwise."""
    del headers, body
    if status in _RETRYABLE or (status >= 500 and status != 501):
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
    silent: bool = False
    """There was none in time."""


class Client:
    """A connection pool with manners.

    :param name: the engine's, for messages
    :param pace: its limits a minute
    :param concurrency: connections at once
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
        """Nothing more is sent; what is on its way may still come: it is paid for."""
        self._closed = threading.Event()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._pace = pace or Pace()
        self._deadline = deadline
        self._secrets: set[str] = set()
        self._silent = 0
        self._lock = threading.Lock()
        self._concurrency = max(1, concurrency)
        self._timeout = httpx.Timeout(timeout, connect=min(timeout, 15.0), pool=None)
        self._http: httpx.Client | None = None

    def secret(self, value: str) -> str:
        """Note a value that must never be shown, and give it back."""
        if value:
            self._secrets |= {value, quote(value, safe="")}
        return value

    def scrub(self, text: str) -> str:
        """Take secrets out of a text that others wrote."""
        for value in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(value, "***")
        return text

    def close(self) -> None:
        """End everything: waiting requests are not sent, those on their way are cut."""
        self.stopped.set()
        self._closed.set()
        with self._lock:
            sockets, http = list(self._sockets), self._http
        for each in sockets:
            _shut(each)  # closing a socket wakes no thread that waits for it; shutting it down does
        if http is not None:
            with suppress(Exception):
                http.close()

    def ask(
        self,
        method: str,
        url: str,
        *,
        judge: Judge = by_status,
        size: int = 0,
        tokens: int = 0,
        requests: int = 1,
        sign: Sign | None = None,
        **request: Any,
    ) -> Any:
        """Send a request until it is answered, and give the JSON of the answer.

        :param judge: the service's own meaning of status codes
        :param size: characters, for the limits a minute
        :param tokens: the same in tokens
        :param requests: as how many the service counts it
        :param sign: makes the headers of each sending that depend on the time
        :param request: as httpx has it: ``json``, ``data``, ``content``, ``params``, ``headers``
        :raises AuthError, QuotaError, RateError, RequestError, EngineError: refused
        """
        last = ""
        for attempt in range(_ATTEMPTS):
            self.turn(size, tokens, requests)
            outcome = self._attempt(method, url, judge, sign, request)
            if not isinstance(outcome, Refusal):
                self._silent = 0
                return outcome
            last = outcome.words
            if outcome.silent:
                self._silent += 1
                if self._silent >= _SILENCE:
                    raise RateError(f"{self.name} says nothing: {last}")
                if attempt + 1 >= _SILENT_ATTEMPTS:
                    # a model that never comes to an end, perhaps: a smaller request may be answered
                    raise RequestError(f"{self.name}: {last}")
            else:
                self._silent = 0
            if outcome.verdict not in (Verdict.RETRY, Verdict.SLOWER):
                raise self._error(outcome)
            wait = outcome.wait
            if wait is None and outcome.verdict is Verdict.SLOWER:
                wait = min(_CAP, _SLOW * 2**attempt)
            if wait is not None and wait > _PATIENCE:
                raise RateError(f"{self.name} asks to wait for {wait:.0f} seconds: {last}")
            pause = random.uniform(0, min(_CAP, _BASE * 2**attempt))  # noqa: S311 (jitter, no secret)
            if wait is not None:
                # what one request was told holds for all of them
                self._pace.hold(wait)
                pause = wait + pause / 10
            if attempt + 1 < _ATTEMPTS:
                self._pause(pause)
        raise RateError(f"{self.name} did not answer, {_ATTEMPTS} times in a row: {last}")

    def turn(self, size: int = 0, tokens: int = 0, requests: int = 1) -> None:
        """Wait until the limits a minute allow to ask.

        :raises EngineError: it was told to stop
        :raises RateError: the time is over
        """
        while True:
            if self.stopped.is_set():
                raise EngineError(f"{self.name}: stopped")
            now = time.monotonic()
            if now >= self._deadline:
                raise self._late()
            wait = self._pace.turn(now, size, tokens, requests)
            if not wait:
                return
            self._pause(wait)

    def _pause(self, seconds: float) -> None:
        if time.monotonic() + seconds >= self._deadline:
            raise self._late()
        self.stopped.wait(seconds)

    def _late(self) -> RateError:
        return RateError(f"{self.name}: the time that the configuration allows is over")

    def _connection(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                # proxies and certificates: httpx reads HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR
                limits = httpx.Limits(
                    max_connections=self._concurrency, max_keepalive_connections=self._concurrency
                )
                try:
                    self._http = httpx.Client(timeout=self._timeout, limits=limits, follow_redirects=False)
                except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
                    raise EngineError(
                        f"{self.name}: no connection can be made: {self.scrub(str(error))}",
                        remedy="look at HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
                    ) from None
            return self._http

    def _attempt(
        self, method: str, url: str, judge: Judge, sign: Sign | None, request: Mapping[str, Any]
    ) -> Any:
        """Send it once; what may pass is a `Refusal`, what cannot is raised."""
        http = self._connection()
        sent = self._build(http, method, url, request)
        if sign is not None:
            sent.headers.update(sign(method, str(sent.url), dict(sent.headers), sent.content))
        try:
            return self._once(http, sent, judge)
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            raise EngineError(f"{self.name}: it cannot be asked: {self.scrub(str(error))}") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise EngineError(
                    f"{self.name}: {self._words(error)}",
                    remedy="SSL_CERT_FILE names the certificates of a proxy or of a server of your own",
                ) from None
            words = self._words(error)
            silent = isinstance(error, httpx.ReadTimeout)
        except RuntimeError:
            if not self._closed.is_set():
                raise
            words, silent = "closed", False
        if self._closed.is_set():
            raise EngineError(f"{self.name}: stopped")
        return Refusal(Verdict.RETRY, words, silent=silent)

    def _build(self, http: httpx.Client, method: str, url: str, request: Mapping[str, Any]) -> httpx.Request:
        try:
            return http.build_request(method, url, extensions={"trace": self._trace}, **request)
        except UnicodeEncodeError:
            raise RequestError(f"{self.name}: the text has half a character that cannot be sent") from None
        except (httpx.InvalidURL, UnicodeError) as error:
            raise EngineError(
                f"{self.name}: the address is wrong: {self.scrub(str(error))}", remedy="look at base_url"
            ) from None
        except (TypeError, ValueError) as error:
            raise EngineError(
                f"{self.name}: the request cannot be written: {self.scrub(str(error))}",
                remedy="look at options in [engine]",
            ) from None

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the sockets, so that `close` can shut them: httpcore tells of each connection it makes."""
        if not event.endswith(".complete"):
            return
        stream: Any = info.get("return_value")
        found = stream.get_extra_info("socket") if hasattr(stream, "get_extra_info") else None
        if isinstance(found, socket.socket):
            with self._lock:
                self._sockets.add(found)
            if self._closed.is_set():
                _shut(found)

    def _once(self, http: httpx.Client, request: httpx.Request, judge: Judge) -> Any:
        began = time.monotonic()
        response = http.send(request, stream=True)
        try:
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > _LARGEST:
                    raise RequestError(f"{self.name}: the answer has more than {_LARGEST >> 20} MB")
                if time.monotonic() - began > 10 * _PATIENCE:
                    raise httpx.ReadTimeout("the answer does not end")
        finally:
            response.close()
        body = _json(bytes(data))
        if response.is_success:
            if body is None:
                return Refusal(Verdict.RETRY, "the answer is no JSON")
            return body
        words = f"{response.status_code} {response.reason_phrase}".strip()
        if told := _message(body):
            words = f"{words}: {told}"
        verdict = judge(response.status_code, response.headers, body)
        # scrubbed first: half a key is told by no one
        return Refusal(verdict, self.scrub(words)[:400], _retry_after(response.headers))

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
                return " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return ""


def _shut(found: socket.socket) -> None:
    with suppress(OSError):
        # a TLS socket's own method would take its state away from under the thread that reads
        socket.socket.shutdown(found, socket.SHUT_RDWR)


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
