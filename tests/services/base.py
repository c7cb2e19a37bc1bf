"""What the servers have in common: a translation service on loopback, as strict as its specification.

A test starts one with ``with DeepL() as service:``, points a client to `Service.url`, and reads what was
asked. What goes wrong is told by `Service.faults`, one for each request, in order.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from services.pseudo import pseudo, with_terms
from services.wire import Cut, Reply, Request, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from services.faults import Fault

__all__ = ["KEY", "Answer", "Refused", "Seen", "Service"]

KEY = "secret-key-0123456789"


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in, whatever became of it."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Any
    """JSON, or a form's values; None where it is neither."""
    texts: tuple[str, ...]
    """What it asks to translate."""
    at: float
    """Of `time.monotonic`."""
    query: Mapping[str, str]


class Answer(NamedTuple):
    """A translation on its way out, in no service's form: what faults change."""

    id: Any
    """What a model was told to name it by; elsewhere its position."""
    text: str


class Refused(Exception):  # noqa: N818 (no error of the server's)
    """A request that is answered with an error."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


class Service(ABC):
    """A translation service. A mistake of its own, not of a client's, is raised where the block ends."""

    ends = False
    """Whether its answers say how they end, as a language model's do."""

    def __init__(self, *, key: str = KEY) -> None:
        self.key = key
        """The right one."""
        self.latency: float = 0
        """Seconds before each answer."""
        self.faults: deque[Fault] = deque()
        self.only_translations = False
        """Keep faults for requests that translate; else lists of languages and the like have them too."""
        self.limit_requests_per_second: float | None = None
        self.translate: Callable[[str, str], str] = pseudo
        """Text and the service's code of the target."""
        self.requests: list[Seen] = []
        self.asked: Counter[str] = Counter()
        """Texts whose translation was sent, whole and with 200: what asking again would pay twice."""
        self.characters = 0
        """Of these texts."""
        self.url = ""
        self._recent: deque[float] = deque()
        self._lock = threading.Lock()
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self._server = Server(self._serve)
        self.url = self._server.url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop()
            if server.failures and error is None:
                raise server.failures[0]

    # what a service says of itself

    @abstractmethod
    def route(self, request: Request) -> Reply:
        """Answer a request as the specification has it."""

    @abstractmethod
    def texts(self, request: Request) -> Sequence[str]:
        """Find what a request asks to translate, be it well formed or not."""

    @abstractmethod
    def error(self, status: int, message: str) -> Reply:
        """Write an error in the service's own words."""

    @abstractmethod
    def quota(self) -> Reply:
        """Say that the allowance is spent."""

    def too_fast(self) -> Reply:
        """Say that there were too many requests."""
        return self.error(429, "Too many requests")

    def cost(self, request: Request) -> int:
        """How many requests it counts as for the rate limit."""
        del request
        return 1

    # what services are written with

    def refuse(self, status: int, message: str) -> Refused:
        """Make an exception of `error`, to be raised."""
        return Refused(self.error(status, message))

    def answers(
        self,
        request: Request,
        texts: Sequence[str],
        target: str,
        *,
        ids: Sequence[Any] | None = None,
        terms: Mapping[str, str] | None = None,
        finish: Callable[[str], str] = str,
    ) -> list[Answer]:
        """Translate, and let the request's fault change the answers.

        :param ids: what the texts are called; by default their positions
        :param terms: a glossary
        :param finish: what the service does to each answer before it is sent
        """
        names = range(len(texts)) if ids is None else ids
        made = [
            Answer(name, finish(with_terms(self.translate, text, target, terms or {})))
            for name, text in zip(names, texts, strict=True)
        ]
        fault = request.fault
        if fault is not None and fault.change is not None and not (self.ends and fault.ending):
            made = fault.change(made)
        there = {answer.id for answer in made}
        request.answered = [text for name, text in zip(names, texts, strict=True) if name in there]
        return made

    # the wire's side

    def _serve(self, request: Request) -> Reply:
        texts = tuple(self.texts(request))
        path, body = request.path, request.body
        seen = Seen(request.method, path, request.headers, body, texts, request.at, dict(request.query))
        with self._lock:
            self.requests.append(seen)
            if self.faults and (texts or not (self.only_translations or self.faults[0].change)):
                request.fault = self.faults.popleft()
            fast = self._exceeded(request)
        if self._server is not None:
            self._server.sleep(self.latency)
        reply = self._reply(request, fast=fast)
        if reply.status >= 400 and self.key and self.key.encode() in reply.body:
            raise AssertionError(f"{type(self).__name__} told its key")
        if reply.status == 200 and reply.cut is Cut.NOWHERE:
            with self._lock:
                self.asked.update(request.answered)
                self.characters += sum(map(len, request.answered))
        return reply

    def _reply(self, request: Request, *, fast: bool) -> Reply:
        fault = request.fault
        if fault is not None and fault.instead is not None:
            return fault.instead(self)
        if fast:
            return self.too_fast()
        try:
            reply = self.route(request)
        except Refused as refused:
            reply = refused.reply
        return fault.spoil(reply) if fault is not None and fault.spoil is not None else reply

    def _exceeded(self, request: Request) -> bool:
        limit, cost = self.limit_requests_per_second, self.cost(request)
        if limit is None or not cost:
            return False
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) + cost > limit:
            return True
        self._recent += [now] * cost
        return False
