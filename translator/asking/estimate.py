"""What a run would cost, and what it did cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.asking.batch import checked, refusals
from translator.asking.desk import item_of, parts_of
from translator.engines.chat import estimate as tokens_of
from translator.model import EngineUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from translator.asking.ledger import Tally
    from translator.asking.line import Line
    from translator.needs import Need

__all__ = ["estimate", "used"]

_PROMPT = 700
"""Tokens of the instructions that go with each request to a language model, about."""
_ABOUT = 60
"""Tokens that tell of one message, about."""


def used(lines: Iterable[Line], *, estimated: bool = False) -> tuple[EngineUse, ...]:
    """Tell what the lines' tallies come to."""
    return tuple(_use(line, line.tally, estimated=estimated) for line in lines)


def _use(line: Line, tally: Tally, *, estimated: bool) -> EngineUse:
    prices = line.prices
    priced = prices.characters or prices.input_tokens or prices.output_tokens
    cost = (
        tally.characters * prices.characters
        + tally.input_tokens * prices.input_tokens
        + tally.output_tokens * prices.output_tokens
    ) / 1e6
    return EngineUse(
        line.locale, line.engine.identity, tally.messages, tally.characters, tally.input_tokens,
        tally.output_tokens, tally.requests, tally.remembered, tally.saved, tally.refused,
        cost if priced else None, prices.currency, estimated,
    )  # fmt: skip


def estimate(wanted: Iterable[tuple[str, Sequence[Need]]], lines: dict[str, Line]) -> tuple[EngineUse, ...]:
    """Tell what would be asked for, without asking.

    A message that stands on several pages is asked for once. Engines that answer texts with words count
    as long as their source; what is asked twice because an answer is refused is not foreseen.

    :param wanted: locales and what their pages need
    """
    seen: set[tuple[str, str]] = set()
    for locale, needs in wanted:
        line = lines[locale]
        every = [each for need in needs for each in (need, *parts_of(need))]
        new = list({need.message: need for need in every if (locale, need.message) not in seen}.values())
        seen.update((locale, need.message) for need in new)
        again = len(every) - len(new)
        line.count(remembered=again)
        messages = [need.message for need in new]
        known = line.memory.exact(line.source, line.tag, messages, line.engine.identity)
        refused = line.memory.refused(line.source, line.tag, messages, refusals(line))
        asks = []
        for need in new:
            item = item_of(line, need)
            found = known.get(need.message)
            if found is not None and not checked(line, item, found.text):
                line.count(remembered=1, saved=len(need.message))
            elif need.message in refused:
                line.count(refused=1)
            elif item.sent.text:
                asks.append(item.sent.text)
        answered = line.memory.answers(line.source, line.tag, line.engine.identity, asks)
        for text in asks:
            if text in answered:
                line.count(remembered=1, saved=len(text))
                continue
            line.count(messages=1, characters=len(text))
            if line.engine.contextual:
                own = tokens_of(text)
                share = _PROMPT // max(1, line.engine.limits.items)
                line.count(input_tokens=own + _ABOUT + share, output_tokens=own + own // 3 + 12)
    return used(lines.values(), estimated=True)
