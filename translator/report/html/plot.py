"""Progress over time, as an SVG: a line a locale, and a table that says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.reportmodel import ProgressPoint

__all__ = ["plot"]

_WIDTH, _HEIGHT = 960, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 92, 14, 30
_TELLING = 8
"""Lines that have a colour and a dash of their own; with more locales, all but these are thin and grey."""
_APART = 15
"""Units between two labels …"""
_TICKS_APART = 120
"""… and between two dates."""


def plot(points: Sequence[ProgressPoint], locales: Sequence[str]) -> str:
    """Draw the shares of the locales.

    :param points: at least two, the oldest first
    :return: a figure with the drawing and the table
    """
    moments = [_moment(point.date) for point in points]
    lines = {locale: _line(locale, points, moments) for locale in locales}
    drawn = {locale: line for locale, line in lines.items() if line}
    last = {locale: line[-1] for locale, line in drawn.items()}
    # the least finished are the ones to look at
    told = sorted(drawn, key=lambda locale: -last[locale][1])[:_TELLING]
    first, final = escape(points[0].date[:10]), escape(points[-1].date[:10])
    svg = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="plot-title plot-desc">',
        '<title id="plot-title">Share of translated messages over time</title>',
        f'<desc id="plot-desc">From {first} to {final}, a line a locale; the table has the numbers.</desc>',
        *_grid(moments, points),
        *(_path(drawn[locale], "line rest") for locale in drawn if locale not in told),
        *(_path(drawn[locale], f"line l{told.index(locale)}") for locale in reversed(told)),
        *_labels(told, last),
        "</svg>",
    ]
    return f'<figure class="plot">{"".join(svg)}{_table(points, locales)}</figure>'


def _moment(date: str) -> float:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _line(
    locale: str, points: Sequence[ProgressPoint], moments: Sequence[float]
) -> list[tuple[float, float]]:
    """Where the line of a locale turns; y grows downwards."""
    return [
        (_x(moment, moments), _y(dict(point.shares)[locale]))
        for point, moment in zip(points, moments, strict=True)
        if locale in dict(point.shares)
    ]


def _x(moment: float, moments: Sequence[float]) -> float:
    span = (max(moments) - min(moments)) or 1
    return round(_LEFT + (moment - min(moments)) / span * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(share: int) -> float:
    return round(_TOP + (100 - share) / 100 * (_HEIGHT - _TOP - _BOTTOM), 1)


def _grid(moments: Sequence[float], points: Sequence[ProgressPoint]) -> Iterator[str]:
    for share in (0, 25, 50, 75, 100):
        y = _y(share)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{share} %</text>'
    at, final = float("-inf"), points[-1].date[:10]
    days = {final}
    for point, moment in zip(points, moments, strict=True):
        x, day = _x(moment, moments), point.date[:10]
        if x - at > _TICKS_APART and x < _WIDTH - _RIGHT - _TICKS_APART and day not in days:
            at = x
            days.add(day)
            yield _tick(day, x, "start" if x == _LEFT else "middle")
    yield _tick(final, _WIDTH - _RIGHT, "end")


def _tick(day: str, x: float, anchor: str) -> str:
    return f'<text class="tick" x="{x}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{escape(day)}</text>'


def _path(line: Sequence[tuple[float, float]], classes: str) -> str:
    steps = " ".join(f"{x},{y}" for x, y in line)
    if len(line) == 1:
        x, y = line[0]
        return f'<circle class="{classes}" cx="{x}" cy="{y}" r="3"/>'
    return f'<polyline class="{classes}" points="{steps}"/>'


def _labels(told: Sequence[str], last: dict[str, tuple[float, float]]) -> Iterator[str]:
    """Names at the lines' ends, moved apart where they would cover each other."""
    ordered = sorted(told, key=lambda locale: last[locale][1])
    places: list[float] = []
    for locale in ordered:
        y = last[locale][1] + 4
        places.append(max(y, places[-1] + _APART) if places else y)
    over = (places[-1] if places else 0) - (_HEIGHT - _BOTTOM + 4)
    for locale, place in zip(ordered, places, strict=True):
        y = max(_TOP + 4, place - max(0, over))
        share = round((1 - (last[locale][1] - _TOP) / (_HEIGHT - _TOP - _BOTTOM)) * 100)
        number = told.index(locale)
        yield (
            f'<text class="label t{number}" x="{_WIDTH - _RIGHT + 8}" y="{round(y, 1)}">'
            f"{escape(locale)} {share} %</text>"
        )


def _table(points: Sequence[ProgressPoint], locales: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{escape(locale)}</th>' for locale in locales)
    rows = []
    for point in reversed(points):
        shares = dict(point.shares)
        cells = "".join(
            f"<td>{shares[locale]} %</td>" if locale in shares else "<td>–</td>" for locale in locales
        )
        rows.append(f'<tr><th scope="row">{escape(point.date[:10])}</th>{cells}</tr>')
    return (
        '<details><summary>As a table</summary><div class="scroll" tabindex="0" role="region" '
        'aria-label="Progress as a table"><table class="plain"><thead><tr><th scope="col">Date</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )
