"""The best way through two rows of units, and how much worse the second best is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from translator.bitext.units import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.bitext.likeness import Likeness
    from translator.bitext.units import Unit

__all__ = ["Step", "best_path"]

_ALONE = -3.0
"""A text without a partner."""
_JOINED = -4.0
"""Two texts of one page that are one of the other."""
_WHOLE = 0.6
"""How much of two texts' length one that joins them must have."""
_WORST = -1e18
_BAND = 40
"""How far from the diagonal a pair may lie, besides a fifth of the page and the difference of the rows."""


class Step(NamedTuple):
    """Units that belong together: one and one, two and one, one and two, or one alone."""

    sources: tuple[int, ...]
    others: tuple[int, ...]
    score: float = 0.0
    margin: float = 0.0
    """By how much the best way is better than the best one without this step."""


_MOVES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


def best_path(likeness: Likeness) -> list[Step]:
    """Find the best way, in order of both rows (dynamic programming, as Gale and Church have it)."""
    sources, others = likeness.sources, likeness.others
    n, m = len(sources), len(others)
    band = _BAND + abs(n - m) + max(n, m) // 5
    slope = m / n if n else 1.0
    scores: list[dict[int, tuple[float, ...]]] = []
    for i in range(n + 1):
        middle = round(i * slope)
        low, high = max(0, middle - band), min(m, middle + band)
        scores.append({j: _scores(likeness, i, j) for j in range(low, high + 1)})
    forward: list[dict[int, float]] = [dict.fromkeys(row, _WORST) for row in scores]
    back: list[dict[int, int]] = [{} for _ in scores]
    forward[0][0] = 0.0
    for i in range(n + 1):
        for j, moves in scores[i].items():
            here = forward[i][j]
            if here <= _WORST:
                continue
            for number, (down, right) in enumerate(_MOVES):
                score = moves[number]
                if score <= _WORST:
                    continue
                row = forward[i + down]
                if j + right in row and here + score > row[j + right]:
                    row[j + right] = here + score
                    back[i + down][j + right] = number
    rest: list[dict[int, float]] = [dict.fromkeys(row, _WORST) for row in scores]
    rest[n][m] = 0.0
    for i in range(n, -1, -1):
        for j in sorted(scores[i], reverse=True):
            best = rest[i][j]
            for number, (down, right) in enumerate(_MOVES):
                score = scores[i][j][number]
                if score > _WORST and j + right in rest[i + down]:
                    best = max(best, score + rest[i + down][j + right])
            rest[i][j] = best
    return _steps(scores, forward, rest, back)


def _scores(likeness: Likeness, i: int, j: int) -> tuple[float, ...]:
    """Score each move from a place: what lies outside of the rows is out of reach."""
    sources, others = likeness.sources, likeness.others
    n, m = len(sources), len(others)
    one = likeness.pair(sources[i], others[j]) if i < n and j < m else _WORST
    if one < -1e6:
        one = _WORST
    two = three = _WORST
    if one > _WORST and sources[i].segment >= 0:
        # a text is no two if it is hardly longer than one of them should be
        length, ratio = others[j].length, likeness.ratio
        if (
            i + 1 < n
            and _joinable(sources[i], sources[i + 1])
            and length > _WHOLE * ratio * (sources[i].length + sources[i + 1].length)
        ):
            two = likeness.pair(joined(sources[i], sources[i + 1]), others[j]) + _JOINED
        if (
            j + 1 < m
            and _joinable(others[j], others[j + 1])
            and ratio * sources[i].length > _WHOLE * (length + others[j + 1].length)
        ):
            three = likeness.pair(sources[i], joined(others[j], others[j + 1])) + _JOINED
    return (one, _ALONE if i < n else _WORST, _ALONE if j < m else _WORST, two, three)


def _joinable(one: Unit, other: Unit) -> bool:
    return one.shape == other.shape and one.shape in ("paragraph", "list item")


def _steps(
    scores: Sequence[dict[int, tuple[float, ...]]],
    forward: Sequence[dict[int, float]],
    rest: Sequence[dict[int, float]],
    back: Sequence[dict[int, int]],
) -> list[Step]:
    i, j = len(scores) - 1, max(scores[-1])
    total = forward[i][j]
    columns = _columns(scores, forward, rest)
    rows = [_best_two(_through(scores, forward, rest, number)) for number in range(len(scores))]
    steps = []
    while i or j:
        number = back[i][j]
        down, right = _MOVES[number]
        i, j = i - down, j - right
        margin = 0.0
        if (down, right) == (1, 1):
            margin = total - max(_other(rows[i], (i, j)), _other(columns[j], (i, j)))
        steps.append(
            Step(tuple(range(i, i + down)), tuple(range(j, j + right)), scores[i][j][number], margin)
        )
    return steps[::-1]


def _through(
    scores: Sequence[dict[int, tuple[float, ...]]],
    forward: Sequence[dict[int, float]],
    rest: Sequence[dict[int, float]],
    i: int,
) -> list[tuple[float, tuple[int, int]]]:
    """The value of the best way that does one thing with a source unit, for each thing."""
    found = []
    for j, moves in scores[i].items():
        for number, (down, right) in enumerate(_MOVES):
            if not down or moves[number] <= _WORST or i + down >= len(scores):
                continue
            value = forward[i][j] + moves[number] + rest[i + down].get(j + right, _WORST)
            found.append((value, (i, j) if (down, right) == (1, 1) else (-1, number)))
    return found


def _columns(
    scores: Sequence[dict[int, tuple[float, ...]]],
    forward: Sequence[dict[int, float]],
    rest: Sequence[dict[int, float]],
) -> dict[int, list[tuple[float, tuple[int, int]]]]:
    """The same for each unit of the other row."""
    found: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for i, row in enumerate(scores):
        for j, moves in row.items():
            for number, (down, right) in enumerate(_MOVES):
                if not right or moves[number] <= _WORST or i + down >= len(scores):
                    continue
                value = forward[i][j] + moves[number] + rest[i + down].get(j + right, _WORST)
                found.setdefault(j, []).append((value, (i, j) if (down, right) == (1, 1) else (-1, number)))
    return {j: _best_two(values) for j, values in found.items()}


def _best_two(values: list[tuple[float, tuple[int, int]]]) -> list[tuple[float, tuple[int, int]]]:
    """Keep the best value, and the best of what does another thing than it."""
    if not values:
        return []
    best = max(values)
    other = max((each for each in values if each[1] != best[1]), default=(_WORST, (-1, -1)))
    return [best, other]


def _other(best: Sequence[tuple[float, tuple[int, int]]], step: tuple[int, int]) -> float:
    return max((value for value, place in best if place != step), default=_WORST)
