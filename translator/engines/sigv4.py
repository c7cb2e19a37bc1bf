"""Amazon's signatures, version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.

A pure function of a request, a key and a date; a signature is good for five minutes.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["Key", "sign"]

_ALGORITHM = "AWS4-HMAC-SHA256"
_PLAIN = "-_.~"
"""Besides letters and digits, what RFC 3986 calls unreserved."""


class Key(NamedTuple):
    """What a signature is made with, and for."""

    id: str
    secret: str
    region: str
    service: str
    token: str = ""
    """Of a key that is lent for some hours."""


def sign(
    method: str, url: str, headers: Mapping[str, str], body: bytes, key: Key, now: datetime
) -> dict[str, str]:
    """Sign a request.

    Signed are the host, the content's type and Amazon's own headers: a proxy may change others.

    :param url: with its query, as it is sent
    :param now: in UTC
    :return: the headers to add: ``x-amz-date``, ``authorization``, and the token's where there is one
    """
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    added = {"x-amz-date": stamp, **({"x-amz-security-token": key.token} if key.token else {})}
    parts = urlsplit(url)
    given = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    given = {"host": parts.netloc.rpartition("@")[2]} | given | added
    names = sorted(name for name in given if name in ("host", "content-type") or name.startswith("x-amz-"))
    signed = ";".join(names)
    canonical = "\n".join(
        (
            method.upper(),
            quote(parts.path or "/", safe="/" + _PLAIN),
            _query(parts.query),
            *(f"{name}:{given[name]}" for name in names),
            "",
            signed,
            hashlib.sha256(body).hexdigest(),
        )
    )
    scope = f"{stamp[:8]}/{key.region}/{key.service}/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    secret = f"AWS4{key.secret}".encode()
    for part in (*scope.split("/"), f"{_ALGORITHM}\n{stamp}\n{scope}\n{digest}"):
        secret = hmac.digest(secret, part.encode(), "sha256")
    added["authorization"] = (
        f"{_ALGORITHM} Credential={key.id}/{scope}, SignedHeaders={signed}, Signature={secret.hex()}"
    )
    return added


def _query(query: str) -> str:
    pairs = [
        (quote(name, safe=_PLAIN), quote(value, safe=_PLAIN))
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return "&".join("=".join(pair) for pair in sorted(pairs))
