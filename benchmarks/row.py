"""A row of the table: what was measured, against what, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Row", "Skip", "at_least", "at_most"]


class Skip(Exception):  # noqa: N818 (it is no error)
    """Something that a benchmark needs is not there; the message says what."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement."""

    name: str
    ours: str
    other: str
    """A peer's figure, or the limit, measured in the same run where it is a time."""
    ratio: float
    """Ours to the other's."""
    wanted: str = ""
    """What the ratio has to be; empty where it is only told."""
    ok: bool = True


def at_least(limit: float, name: str, ours: str, other: str, ratio: float) -> Row:
    """Make a row that is in order from a ratio upwards."""
    return Row(name, ours, other, ratio, f"≥ {limit:g}", ratio >= limit)


def at_most(limit: float, name: str, ours: str, other: str, ratio: float) -> Row:
    """Make a row that is in order up to a ratio."""
    return Row(name, ours, other, ratio, f"≤ {limit:g}", ratio <= limit)
