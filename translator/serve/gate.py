"""Who may ask for what: every request passes here before anything else is looked at.

The server is bound to this machine, but any page that is open in a browser on it can send requests there:
by a form, by a picture's address, by a name of its own that it lets point to this machine. So each request
has to come to an address of ours (`Host`), with a secret that only the person who started the server has
seen; and what writes has to come from our own page (`Origin`, `Sec-Fetch-Site`), as JSON, with one more.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BODY", "Gate", "Refusal", "Request"]

BODY = 256 * 1024
"""Bytes that a request may bring: a message is a paragraph."""
_WELL_MEANT = ("same-origin", "none", "")


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of a request before its body is read."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in order."""

    def all(self, name: str) -> tuple[str, ...]:
        """Give all values of a header."""
        return tuple(value.strip() for key, value in self.headers if key == name)

    def get(self, name: str) -> str:
        """Give a header's value; empty where there is none, or more than one."""
        found = self.all(name)
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The secrets of one run, and the addresses that it answers at."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the address that is printed."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the cookie."""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In our own page."""

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies are shared by all ports of a host."""
        return f"translate-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What may stand in `Host`: a name that somebody else lets point here does not."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def refuse(self, request: Request) -> Refusal | None:
        """Tell why a request is not answered; None where it is."""
        hosts = request.all("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return Refusal(421, "this server answers at the address that it printed")
        if request.method not in ("GET", "POST"):
            return Refusal(405, "only GET and POST")
        if not self._is_known(request):
            return Refusal(403, "open the address that translate serve printed")
        if request.method == "POST":
            return self._refuse_writing(request, hosts[0].lower())
        if request.path != "/" and request.get("sec-fetch-site") not in _WELL_MEANT:
            return Refusal(403, "another site asked for it")
        if request.all("content-length") not in ((), ("0",)) or request.all("transfer-encoding"):
            return Refusal(400, "a GET has no body")
        return None

    def bears_token(self, request: Request) -> bool:
        """Whether a request is the one that a person makes by opening the printed address."""
        token = request.query.get("token", "")
        return request.method == "GET" and request.path == "/" and _same(token, self.token)

    def _is_known(self, request: Request) -> bool:
        return self.bears_token(request) or any(_same(each, self.session) for each in self._cookies(request))

    def _cookies(self, request: Request) -> list[str]:
        pairs = [part.strip().partition("=") for each in request.all("cookie") for part in each.split(";")]
        return [value for name, _, value in pairs if name == self.cookie]

    def _refuse_writing(self, request: Request, host: str) -> Refusal | None:
        if request.get("origin").lower() != f"http://{host}":
            return Refusal(403, "another site asked for it")
        if request.all("sec-fetch-site") and request.get("sec-fetch-site") != "same-origin":
            return Refusal(403, "another site asked for it")
        if not _same(request.get("x-translate-csrf"), self.csrf):
            return Refusal(403, "not from this run's page: load it again")
        if request.get("content-type").lower().replace(" ", "") not in (
            "application/json",
            "application/json;charset=utf-8",
        ):
            return Refusal(415, "only JSON")
        if request.all("transfer-encoding"):
            return Refusal(411, "the length has to be told")
        length = request.get("content-length")
        if not (length.isascii() and length.isdigit()):
            return Refusal(411, "the length has to be told")
        if len(length) > 9 or int(length) > BODY:
            return Refusal(413, f"larger than {BODY // 1024} kB")
        return None


def _same(given: str, secret: str) -> bool:
    """Compare without telling by the time it takes how much of it is right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
