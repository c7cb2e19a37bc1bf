"""Hashes of pages: one is written, several are read as fresh."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["algorithms", "digest", "is_fresh", "lf_digest", "source_digests"]


def digest(data: bytes, algorithm: str = "md5") -> str:
    """Make the canonical hash of a page: lower-case hexadecimal, of its raw bytes, as ``md5sum`` prints it.

    :param algorithm: one of `algorithms`
    """
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def lf_digest(data: bytes) -> str:
    """Make the MD5 of a text with LF as its line end, the same in every checkout."""
    return digest(data.replace(b"\r\n", b"\n") if b"\r" in data else data)


def source_digests(data: bytes, algorithm: str) -> tuple[str, str]:
    """Hash a source page for what localized pages record (`digest`), and for catalogs (`lf_digest`)."""
    raw = digest(data, algorithm)
    return raw, raw if algorithm == "md5" and b"\r" not in data else lf_digest(data)


def algorithms() -> list[str]:
    """List the algorithms to choose from: hashlib's, but for those whose length would have to be told."""
    return sorted(name for name in hashlib.algorithms_available if not name.startswith("shake"))


def is_fresh(recorded: str, data: bytes, body_start: int | None, algorithm: str = "md5") -> bool:
    """Whether a recorded hash names this version of a page.

    Accepted is the hash of the raw bytes and also that of their LF and CRLF form, stripped or not, with the
    front matter or without it: a checkout on another system, or a site hashed by an older script, is
    not stale all at once.

    :param recorded: what stands in the localized page; case, quotes and white space around do not count
    :param data: the source page's raw bytes
    :param body_start: where its body begins, None if it has none or none is to be tried
    :param algorithm: the name of hashlib's
    """
    wanted = recorded.strip().strip("\"'").strip().lower()
    if not wanted:
        return False
    return any(digest(form, algorithm) == wanted for form in _forms(data, body_start))


def _forms(data: bytes, body_start: int | None) -> Iterator[bytes]:
    """Yield the raw bytes first: nearly always these are the ones."""
    yield data
    wholes = [data] if body_start is None else [data, data[body_start:]]
    for whole in wholes:
        unix = whole.replace(b"\r\n", b"\n")
        windows = unix.replace(b"\n", b"\r\n")
        for form in dict.fromkeys((whole, unix, windows)):
            yield form
            yield form.strip()
