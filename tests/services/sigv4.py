"""AWS Signature Version 4, the receiving side, from AWS's description of it and from nothing else.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from services.wire import Request

__all__ = ["Account", "fault"]

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/ ,]+)/(\d{8})/([^/ ,]+)/([^/ ,]+)/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)
_SKEW = 5 * 60
"""Seconds that the clocks may lie apart."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign, and for what."""

    id: str
    secret: str
    region: str
    service: str
    token: str
    """Of a key that is lent; empty for one that is owned."""


def fault(request: Request, account: Account, now: float) -> tuple[str, str] | None:
    """Check a request's signature.

    :param now: seconds since the epoch
    :return: the error's name and its message, None where the signature is right
    """
    headers = request.headers
    if "authorization" not in headers:
        return "MissingAuthenticationTokenException", "Missing Authentication Token"
    match = _AUTHORIZATION.fullmatch(headers["authorization"])
    if match is None:
        return "IncompleteSignatureException", "Authorization header is not well formed."
    name, day, region, service, listed, signature = match.groups()
    stamp = headers.get("x-amz-date", "")
    when = _seconds(stamp)
    if when is None:
        return "IncompleteSignatureException", "Authorization header requires existence of 'X-Amz-Date'."
    if name != account.id or headers.get("x-amz-security-token", "") != account.token:
        return "UnrecognizedClientException", "The security token included in the request is invalid."
    if (day, region, service) != (stamp[:8], account.region, account.service):
        return (
            "InvalidSignatureException",
            f"Credential should be scoped to a valid region, service and date: {region}/{service}/{day}",
        )
    if abs(now - when) > _SKEW:
        return "InvalidSignatureException", f"Signature expired: {stamp} is too far from the present."
    signed = listed.split(";")
    wanted = {"host", "x-amz-date"} | {each for each in headers if each.startswith("x-amz-")}
    wanted |= {"content-type"} & headers.keys()
    if signed != sorted(signed) or not wanted <= set(signed) <= headers.keys():
        return "InvalidSignatureException", "SignedHeaders are not complete, or not in order."
    made = _signature(request, signed, listed, f"{day}/{region}/{service}/aws4_request", account.secret)
    if not hmac.compare_digest(made, signature):
        return (
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided.",
        )
    return None


def _seconds(stamp: str) -> float | None:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _signature(request: Request, signed: list[str], listed: str, scope: str, secret: str) -> str:
    """Task 1: a canonical request; 2: a string to sign; 3: a key made of the scope; 4: the signature."""
    parts = urlsplit(request.target)
    lines = [
        request.method,
        # every service but S3 encodes the path twice: once as it is sent, once more here
        quote(parts.path or "/", safe="/-_.~"),
        _query(parts.query),
    ]
    lines += [f"{name}:{re.sub(' +', ' ', request.headers[name].strip())}" for name in signed]
    lines += ["", listed, hashlib.sha256(request.raw).hexdigest()]
    canonical = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    to_sign = f"AWS4-HMAC-SHA256\n{request.headers['x-amz-date']}\n{scope}\n{canonical}"
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def _query(query: str) -> str:
    pairs = []
    for part in query.split("&") if query else []:
        name, _, value = part.partition("=")
        pairs.append((quote(unquote(name), safe="-_.~"), quote(unquote(value), safe="-_.~")))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))
