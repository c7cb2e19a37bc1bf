"""Texts that are left when all others have their partners: in order, by the words that go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.bitext.likeness import Likeness
from translator.bitext.path import best_path
from translator.bitext.units import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.bitext.units import Unit

__all__ = ["leftovers"]


def leftovers(
    likeness: Likeness, ours: Sequence[Unit], theirs: Sequence[Unit]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pair what is alone on both pages; now that the rest is out of the way, their orders may agree.

    Length tells little here: what was rewritten is longer or shorter than it was.

    :param likeness: of both pages
    :param ours: the source's texts that are alone
    :param theirs: the localized page's
    :return: the numbers of their segments
    """
    if not ours or not theirs or likeness.lexicon is None:
        return
    part = Likeness(ours, theirs, likeness.lexicon)
    for step in best_path(part):
        if not step.sources or not step.others:
            continue
        one = whole(ours, step.sources)
        other = whole(theirs, step.others)
        if likeness.familiar(one, other) or (
            step.score > 0 and likeness.related(one, other) and not likeness.accidental(one, other)
        ):
            yield (
                tuple(ours[number].segment for number in step.sources),
                tuple(theirs[number].segment for number in step.others),
            )
