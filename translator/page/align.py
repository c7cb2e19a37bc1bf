"""Find the source's markup again in a translation that has it, and perhaps more that looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from translator.page.inline import Inline
    from translator.page.tokens import Token

__all__ = ["Match", "align"]

_LIMIT = 400
"""Occurrences looked at for one token: a translation full of `*` must not cost minutes."""


class Match(NamedTuple):
    """A token of the source, and where it stands in the translation (bytes)."""

    token: Token
    start: int
    end: int


class _Place(NamedTuple):
    start: int
    end: int
    score: int


def align(source: Inline, translation: bytes, *, own: bool = False) -> list[Match] | None:
    """Find each of the source's tokens in the translation, in the source's order.

    Of several places, those that could open or close what the token does are preferred, then the
    first: `*a* *b` keeps the first two.

    :param own: whether emphasis has to have the source's own marks, and not a star for an underscore
    :return: a match a token, in order, none overlapping; None where one is missing or the order differs
    """
    tokens = [token for token, _ in source.outer()]
    chosen: list[list[_Place]] = []
    reach: list[tuple[int, int, int]] = [(0, 0, -1)]  # (end, score, index of the place before)
    history: list[list[tuple[int, int, int]]] = [reach]
    latest = False
    for token in tokens:
        literal = source.text[token.start : token.end]
        step: list[tuple[int, int, int]] = []
        kept: list[_Place] = []
        # both run from left to right: what lies before a place lies before the next one, too
        ended = sorted((end, number, score) for number, (end, score, _) in enumerate(reach))
        best: tuple[int, int] | None = None
        passed = 0
        beside = (source.text[token.start - 1 : token.start], source.text[token.end : token.end + 1])
        for place in _places(translation, literal, token, beside, own=own):
            while passed < len(ended) and ended[passed][0] <= place.start:
                _, number, score = ended[passed]
                if best is None or score > best[0] or (latest and score == best[0]):
                    best = (score, number)
                passed += 1
            if best is not None:
                step.append((place.end, best[0] + place.score, best[1]))
                kept.append(place)
        if not step:
            return None
        # text begins at the nearest mark that could open it: `[^1] see [here](x)`, `a_b _c_`
        latest = token.role == "open"
        reach = step
        history.append(step)
        chosen.append(kept)
    matches: list[Match] = []
    if not tokens:
        return matches
    index = max(range(len(reach)), key=lambda number: (reach[number][1], -number))
    for level in range(len(tokens) - 1, -1, -1):
        place = chosen[level][index]
        matches.append(Match(tokens[level], place.start, place.end))
        index = history[level + 1][index][2]
    return matches[::-1]


def _places(
    text: bytes, literal: bytes, token: Token, beside: tuple[bytes, bytes], *, own: bool
) -> list[_Place]:
    literals = [literal]
    if token.kind in ("em", "strong") and not own:
        # `_x_` and `*x*` are the same; beside Chinese letters only the star works
        literals = [mark * len(literal) for mark in (b"*", b"_")]
    elif token.role == "close" and token.kind in ("link", "image") and token.key.startswith("ref:"):
        label = token.key.removeprefix("ref:").encode()
        literals = [b"][" + label + b"]", literal]
    found: dict[int, _Place] = {}
    for each in literals:
        position = text.find(each)
        while position >= 0 and len(found) < _LIMIT:
            if position not in found:
                score = _score(text, position, each, token, beside)
                found[position] = _Place(position, position + len(each), score)
            position = text.find(each, position + 1)
    return [found[start] for start in sorted(found)]


def _escaped(text: bytes, position: int) -> bool:
    slashes = position
    while slashes and text[slashes - 1] == 0x5C:
        slashes -= 1
    return (position - slashes) % 2 == 1


def _paired(text: bytes, end: int) -> bool:
    """Whether brackets that end there have others right before or behind them."""
    start = text.rfind(b"[", 0, end)
    return text[end + 1 : end + 2] == b"[" or text[max(start - 1, 0) : max(start, 0)] == b"]"


def _score(text: bytes, start: int, literal: bytes, token: Token, beside: tuple[bytes, bytes]) -> int:
    """How well the place could do what the token does, which has these bytes beside it in the source."""
    if _escaped(text, start):
        # a backslash at the end of the words before, rather than an escape: possible, but the last guess
        return -8
    if token.kind == "link" and token.role == "open" and text[start - 1 : start] == b"!":
        return -6  # it would open an image
    if token.kind == "link" and token.role == "open" and text[start + 1 : start + 2] == b"^":
        return -6  # a footnote to most builders
    if literal == b"]" and beside[1] != b"[" and _paired(text, start):
        return -4  # of `[a][b]`, which the source's is not
    if token.role == "whole" or token.kind in ("link", "image"):
        return 0
    before, after = text[start - 1 : start], text[start + len(literal) : start + len(literal) + 1]
    inner, outer = (after, before) if token.role == "open" else (before, after)
    score = -4 if not inner or inner.isspace() else 2
    if outer.isascii() and not outer.isalnum():
        score += 1
    elif literal[:1] == b"_":
        score -= 2  # in a word an underscore is one
    # a run is one mark: `***` is two of them only where the source has two
    for here, there in zip((before, after), beside, strict=True):
        if (here == literal[:1]) != (there in (b"*", b"_")):
            score -= 3
    return score
