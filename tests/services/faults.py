"""What goes wrong between a client and a service, a fault a request: ``faults += [cut(), slow(1)]``."""

from __future__ import annotations

import email.utils
import http
import json
import time
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from services.base import Answer, Service
from services.wire import Cut, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Ending",
    "Fault",
    "cut",
    "cut_midway",
    "duplicated",
    "empty",
    "not_json",
    "quota",
    "refused",
    "reordered",
    "retry_after",
    "retry_after_date",
    "rewrite",
    "slow",
    "status",
    "storm",
    "too_fast",
    "truncated",
    "wrong_count",
]


class Ending(Enum):
    """How a language model's answer ends, when it does not end well."""

    LENGTH = "length"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault: one of its fields says what it does."""

    name: str
    instead: Callable[[Service], Reply] | None = None
    """What is answered in the service's place: it never sees the request."""
    change: Callable[[list[Answer]], list[Answer]] | None = None
    """What becomes of the translations; it waits for a request that translates."""
    spoil: Callable[[Reply], Reply] | None = None
    """What becomes of the finished reply."""
    ending: Ending | None = None


def retry_after(seconds: float, status: int = 429) -> Fault:
    """Tell to come again, with ``Retry-After`` in seconds (RFC 9110 wants whole ones)."""
    return _coming_again(f"{seconds:g}", status)


def retry_after_date(seconds: float, status: int = 429) -> Fault:
    """Tell to come again, with ``Retry-After`` as a date, which is cut to whole seconds."""
    return _coming_again("", status, seconds)


def _coming_again(value: str, status: int, seconds: float = 0) -> Fault:
    def reply(service: Service) -> Reply:
        told = service.too_fast() if status == 429 else service.error(status, _phrase(status))
        when = value or email.utils.formatdate(time.time() + seconds, usegmt=True)
        return replace(told, status=status, headers={**told.headers, "Retry-After": when})

    return Fault(name=f"{status}, retry after {value or 'a date'}", instead=reply)


def status(code: int, body: Any = None) -> Fault:
    """Answer with a status; the body is the service's own, or JSON, or text as a proxy sends it."""

    def reply(service: Service) -> Reply:
        if body is None:
            return service.error(code, _phrase(code))
        if isinstance(body, str | bytes):
            return Reply(code, body.encode() if isinstance(body, str) else body, kind="text/html")
        return Reply(code, json.dumps(body).encode())

    return Fault(name=f"status {code}", instead=reply)


def storm(n: int, code: int = 503) -> list[Fault]:
    """Answer so many requests with a status."""
    return [status(code) for _ in range(n)]


def too_fast() -> Fault:
    """Say in the service's own words that there were too many requests, without ``Retry-After``."""
    return Fault(name="too fast", instead=lambda service: service.too_fast())


def quota() -> Fault:
    """Say in the service's own words that the allowance is spent."""
    return Fault(name="quota", instead=lambda service: service.quota())


def cut() -> Fault:
    """Close the connection once the request is read."""
    return Fault(name="cut", instead=lambda _: Reply(cut=Cut.BEFORE))


def cut_midway() -> Fault:
    """Close the connection when half of the body is sent: the service has worked, the client has nothing."""
    return Fault(name="cut midway", spoil=lambda reply: replace(reply, cut=Cut.MIDWAY))


def slow(seconds: float, between_bytes: float = 0) -> Fault:
    """Send the headers at once, the body later, and its bytes one by one."""
    return Fault(name="slow", spoil=lambda reply: replace(reply, first=seconds, between=between_bytes))


def not_json() -> Fault:
    """Answer 200 with a page: a portal between the client and the service."""
    page = b"<!doctype html><title>Sign in</title><p>Sign in to use this network.</p>"
    return Fault(name="not JSON", instead=lambda _: Reply(200, page, kind="text/html; charset=utf-8"))


def wrong_count(difference: int) -> Fault:
    """Answer with one translation too few (-1: the last is missing) or too many (+1)."""

    def change(answers: list[Answer]) -> list[Answer]:
        if difference < 0:
            return answers[:difference]
        return [*answers, *(Answer(_other(answers, n), answers[-1].text) for n in range(difference))]

    return Fault(name=f"wrong count {difference:+}", change=change)


def _other(answers: list[Answer], number: int) -> Any:
    """An id that none has, of the same type."""
    last = answers[-1].id
    return last + 1 + number if isinstance(last, int) else f"{last}-{number + 1}"


def reordered() -> Fault:
    """Turn the answers round; a model's keep their ids."""
    return Fault(name="reordered", change=lambda answers: answers[::-1])


def duplicated() -> Fault:
    """Give the first translation in the second one's place too, id and all; a lone one comes twice."""
    return Fault(name="duplicated", change=lambda answers: [answers[0], answers[0], *answers[2:]])


def empty() -> Fault:
    """Answer with empty translations."""
    return replace(rewrite(lambda _: ""), name="empty")


def rewrite(change: Callable[[str], str]) -> Fault:
    """Change each translation: lose placeholders, move or invent them, add words."""
    return Fault(
        name="rewrite", change=lambda answers: [Answer(each.id, change(each.text)) for each in answers]
    )


def truncated() -> Fault:
    """Stop a model in the middle of its JSON; other services lose half of their last text, silently."""

    def change(answers: list[Answer]) -> list[Answer]:
        last = answers[-1]
        return [*answers[:-1], Answer(last.id, last.text[: len(last.text) // 2])]

    return Fault(name="truncated", change=change, ending=Ending.LENGTH)


def refused() -> Fault:
    """Let a model refuse to translate; other services have no words for that and answer with nothing."""
    return Fault(name="refused", change=lambda _: [], ending=Ending.REFUSAL)


def _phrase(code: int) -> str:
    try:
        return http.HTTPStatus(code).phrase
    except ValueError:
        return {456: "Quota exceeded", 529: "Overloaded"}.get(code, "Error")
