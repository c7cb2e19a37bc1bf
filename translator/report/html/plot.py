"""Progress over time, as an SVG: a line a locale, and a table that says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.reportmodel import ProgressPoint

__all__ = ["plot"]


class _Canvas(NamedTuple):
    """How large the drawing is, in its own units, and what it leaves free for words."""

    name: str
    width: int
    height: int
    left: int = 44
    right: int = 92
    top: int = 14
    bottom: int = 30


_CANVASES = (_Canvas("wide", 960, 300), _Canvas("narrow", 340, 240))
"""One is shown, by the screen's width: the letters of the first would be too small on a telephone."""
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
    drawings = "".join(_drawing(points, locales, canvas) for canvas in _CANVASES)
    return f'<figure class="plot">{drawings}{_table(points, locales)}</figure>'


def _drawing(points: Sequence[ProgressPoint], locales: Sequence[str], canvas: _Canvas) -> str:
    moments = [_moment(point.date) for point in points]
    lines = {locale: _line(locale, points, moments, canvas) for locale in locales}
    drawn = {locale: line for locale, line in lines.items() if line}
    last = {locale: line[-1] for locale, line in drawn.items()}
    # the least finished are the ones to look at
    told = sorted(drawn, key=lambda locale: -last[locale][1])[:_TELLING]
    first, final = escape(points[0].date[:10]), escape(points[-1].date[:10])
    title, told_more = f"plot-{canvas.name}-title", f"plot-{canvas.name}-desc"
    box = f'class="{canvas.name}" viewBox="0 0 {canvas.width} {canvas.height}"'
    svg = [
        f'<svg {box} role="img" aria-labelledby="{title} {told_more}">',
        f'<title id="{title}">Share of translated messages over time</title>',
        f'<desc id="{told_more}">From {first} to {final}, a line a locale; the table has the numbers.</desc>',
        *_grid(moments, points, canvas),
        *(_path(drawn[locale], "line rest") for locale in drawn if locale not in told),
        *(_path(drawn[locale], f"line l{told.index(locale)}") for locale in reversed(told)),
        *_labels(told, last, canvas),
        "</svg>",
    ]
    return "".join(svg)


def _moment(date: str) -> float:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _line(
    locale: str, points: Sequence[ProgressPoint], moments: Sequence[float], canvas: _Canvas
) -> list[tuple[float, float]]:
    """Where the line of a locale turns; y grows downwards."""
    return [
        (_x(moment, moments, canvas), _y(dict(point.shares)[locale], canvas))
        for point, moment in zip(points, moments, strict=True)
        if locale in dict(point.shares)
    ]


def _x(moment: float, moments: Sequence[float], canvas: _Canvas) -> float:
    span = (max(moments) - min(moments)) or 1
    return round(
        canvas.left + (moment - min(moments)) / span * (canvas.width - canvas.left - canvas.right), 1
    )


def _y(share: int, canvas: _Canvas) -> float:
    return round(canvas.top + (100 - share) / 100 * (canvas.height - canvas.top - canvas.bottom), 1)


def _grid(moments: Sequence[float], points: Sequence[ProgressPoint], canvas: _Canvas) -> Iterator[str]:
    for share in (0, 25, 50, 75, 100):
        y = _y(share, canvas)
        yield f'<line class="grid" x1="{canvas.left}" x2="{canvas.width - canvas.right}" y1="{y}" y2="{y}"/>'
        yield f'<text class="tick" x="{canvas.left - 8}" y="{y + 4}" text-anchor="end">{share} %</text>'
    at, final = float("-inf"), points[-1].date[:10]
    days = {final}
    for point, moment in zip(points, moments, strict=True):
        x, day = _x(moment, moments, canvas), point.date[:10]
        if x - at > _TICKS_APART and x < canvas.width - canvas.right - _TICKS_APART and day not in days:
            at = x
            days.add(day)
            yield _tick(day, x, "start" if x == canvas.left else "middle", canvas)
    yield _tick(final, canvas.width - canvas.right, "end", canvas)


def _tick(day: str, x: float, anchor: str, canvas: _Canvas) -> str:
    return f'<text class="tick" x="{x}" y="{canvas.height - 8}" text-anchor="{anchor}">{escape(day)}</text>'


def _path(line: Sequence[tuple[float, float]], classes: str) -> str:
    steps = " ".join(f"{x},{y}" for x, y in line)
    if len(line) == 1:
        x, y = line[0]
        return f'<circle class="{classes}" cx="{x}" cy="{y}" r="3"/>'
    return f'<polyline class="{classes}" points="{steps}"/>'


def _labels(told: Sequence[str], last: dict[str, tuple[float, float]], canvas: _Canvas) -> Iterator[str]:
    """Names at the lines' ends, moved apart where they would cover each other."""
    ordered = sorted(told, key=lambda locale: last[locale][1])
    places: list[float] = []
    for locale in ordered:
        y = last[locale][1] + 4
        places.append(max(y, places[-1] + _APART) if places else y)
    over = (places[-1] if places else 0) - (canvas.height - canvas.bottom + 4)
    for locale, place in zip(ordered, places, strict=True):
        y = max(canvas.top + 4, place - max(0, over))
        share = round(
            (1 - (last[locale][1] - canvas.top) / (canvas.height - canvas.top - canvas.bottom)) * 100
        )
        number = told.index(locale)
        yield (
            f'<text class="label t{number}" x="{canvas.width - canvas.right + 8}" y="{round(y, 1)}">'
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
