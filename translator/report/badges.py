"""Badges: a small picture a locale, and one for the site, to stand in a README."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.reportmodel import ReportResult

__all__ = ["badges"]

_HEIGHT = 20
_NAME = re.compile(r"[^\w@.-]")


def badges(result: ReportResult) -> dict[str, str]:
    """Draw them.

    :return: file name → SVG: ``translations.svg`` for all locales, ``ru.svg`` for one
    """
    messages = sum(each.messages for each in result.locales)
    translated = sum(each.translated for each in result.locales)
    share = translated * 100 // messages if messages else None
    found = {"translations.svg": _badge("translations", share)}
    for each in result.locales:
        name = f"{_NAME.sub('-', each.locale)}.svg"
        found[name] = _badge(each.locale, each.share if each.messages else None)
    return found


def _badge(label: str, share: int | None) -> str:
    value = "–" if share is None else f"{share} %"
    left, right = _width(label), _width(value)
    name, width = escape(label), left + right
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" role="img" '
        f'aria-label="{name}: {value}"><title>{name}: {value}</title>'
        f'<clipPath id="r"><rect width="{width}" height="{_HEIGHT}" rx="4"/></clipPath>'
        '<g clip-path="url(#r)">'
        f'<rect width="{left}" height="{_HEIGHT}" fill="#3f474b"/>'
        f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{_colour(share)}"/></g>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{left / 2}" y="14">{name}</text>'
        f'<text x="{left + right / 2}" y="14">{value}</text></g></svg>\n'
    )


def _width(text: str) -> int:
    """Some 7 units a letter, twice as much in scripts that are set wider."""
    return 12 + sum(13 if char > "\u2e7f" else 7 for char in text)


def _colour(share: int | None) -> str:
    """White text has a contrast of 4.5 on each: https://www.w3.org/TR/WCAG22/#contrast-minimum."""
    if share is None:
        return "#6b7478"
    return "#8a4b08" if share < 50 else "#7a6200" if share < 80 else "#0b5c74" if share < 100 else "#1d6b46"
