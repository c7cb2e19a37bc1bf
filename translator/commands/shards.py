"""A part of a large site, for jobs that run side by side: ``--shard 2/8``."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from translator.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translator.model import Pair

__all__ = ["WHOLE", "Shard", "parse_shard"]

_SHARD = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


class Shard(NamedTuple):
    """One of several parts, which together are the site."""

    number: int
    """From 1."""
    parts: int

    def holds(self, source: str) -> bool:
        """Whether a source page, with all its localized pages, is in this part.

        Told from its path alone: the same on every machine, whatever other pages there are.
        """
        digest = blake2b(source.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.parts == self.number - 1

    def of(self, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        """The pairs whose source page is in this part."""
        return tuple(pair for pair in pairs if self.parts == 1 or self.holds(pair.source))


WHOLE = Shard(1, 1)


def parse_shard(text: str) -> Shard:
    """Read ``2/8``.

    :raises ConfigError: it is none
    """
    match = _SHARD.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise ConfigError(f"--shard {text}", remedy="write the part and how many there are: 1/8, 2/8 … 8/8")
    return Shard(int(match[1]), int(match[2]))
