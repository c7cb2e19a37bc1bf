"""Addresses: paths within a site, as a browser asks for them."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["NOWHERE", "UNKNOWN", "Address", "forms", "join", "normal"]


class Address(NamedTuple):
    """Where a builder puts a page."""

    url: str = ""
    """From the site's root, without the base: ``/docs/x/``; empty where none is made, or it is not known."""
    known: bool = True
    others: tuple[str, ...] = ()
    """Other addresses that lead there: aliases, redirects."""


UNKNOWN = Address(known=False)
NOWHERE = Address()
"""Of a file that no page is made of."""


def forms(url: str) -> tuple[str, ...]:
    """List what servers take for the same: ``/x/``, ``/x`` and ``/x/index.html``; ``/x.html`` and ``/x``."""
    if url.endswith("/"):
        return (url, url[:-1], f"{url}index.html") if url != "/" else ("/", "/index.html")
    if url.endswith("/index.html"):
        return forms(url.removesuffix("index.html"))
    if url.endswith(".html"):
        return url, url.removesuffix(".html")
    return (url,)


def normal(path: str) -> str | None:
    """Resolve the dots of an absolute path; None where they lead out of the root.

    >>> normal("/a/b/../c/")
    '/a/c/'
    """
    parts: list[str] = []
    pieces = path.split("/")
    for piece in pieces:
        if piece == "..":
            if not parts:
                return None
            parts.pop()
        elif piece not in ("", "."):
            parts.append(piece)
    end = "/" if parts and pieces[-1] in ("", ".", "..") else ""
    return f"/{'/'.join(parts)}{end}"


def join(url: str, path: str) -> str | None:
    """Follow a relative path from a page's address; None where it leads out of the site."""
    return normal(f"{url.rpartition('/')[0]}/{path}")
