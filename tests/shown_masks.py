"""Masks in a form that a test can spell out."""

from __future__ import annotations

from translator.page.dialects import masks

__all__ = ["Shown", "masked", "shown"]

Shown = tuple[str, str, tuple[str, ...]]
"""A mask's kind, the text that it stands for, and its parameters' values."""


def shown(dialect: str, text: str) -> list[Shown]:
    """The masks that a dialect lays over a body, the outer of overlapping ones."""
    body = text.encode()

    def cut(start: int, end: int) -> str:
        return body[start:end].decode()

    return [
        (mask.kind.value, cut(mask.start, mask.end), tuple(cut(p.start, p.end) for p in mask.params))
        for mask in masks((dialect,), body)
    ]


def masked(dialect: str, text: str) -> list[str]:
    """Only the texts that are masked."""
    return [each[1] for each in shown(dialect, text)]
