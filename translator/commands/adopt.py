"""``translate adopt``: pages that were translated before the tool came, into catalogs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator import files
from translator.bitext.lexicon import learn
from translator.commands.adopt_page import Job, look, take
from translator.commands.opened import open_site, select
from translator.commands.pool import spread
from translator.commands.strays import strays
from translator.model import AdoptResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from translator.bitext.lexicon import Lexicon
    from translator.commands.adopt_page import Looked
    from translator.commands.opened import Opened
    from translator.model import Pair

__all__ = ["AdoptCall", "adopt"]


@dataclass(frozen=True, slots=True)
class AdoptCall:
    """What the caller asked for."""

    pages: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    dry_run: bool = False
    write_hash: bool = False
    """Write the hash of the source revision into the localized page, too."""


def adopt(root: Path, call: AdoptCall, advance: Callable[[int, int], None] | None = None) -> AdoptResult:
    """Fill the catalogs of localized pages that have none yet.

    :param root: the site's root
    :param call: what the caller asked for
    :param advance: told (done, total) as pages are done, each of them twice
    :raises ConfigError: the configuration or the call is wrong; nothing was done
    """
    with files.lock(root):
        opened = open_site(root, call.locales)
        places = _places(opened, call.pages)
        jobs = [
            Job(str(root), pair, place, opened.rules(pair.tree, pair.locale), call.dry_run, call.write_hash)
            for pair, place in sorted(places.items(), key=lambda each: each[1])
        ]

        def half(done: int, total: int, before: int = 0) -> None:
            if advance is not None:
                advance(before + done, 2 * total)

        looked = list(spread(look, jobs, 0, half))
        lexicons = _lexicons(looked)
        ready = [replace(each, pairs=(), lexicon=lexicons[each.job.pair.locale]) for each in looked]
        pages = spread(take, ready, 0, lambda done, total: half(done, total, total))
        return AdoptResult(tuple(pages), opened.site.findings, call.dry_run)


def _places(opened: Opened, patterns: Sequence[str]) -> dict[Pair, str]:
    """Find where the localized pages that are meant stand: at their place, or elsewhere."""
    there = {
        pair: pair.localized for pair in opened.site.pairs if files.is_there(opened.root / pair.localized)
    }
    elsewhere = strays(opened, [pair for pair in opened.site.pairs if pair not in there])
    places = there | elsewhere
    return {pair: places[pair] for pair in select(opened.site.pairs, patterns, elsewhere) if pair in places}


def _lexicons(looked: Iterable[Looked]) -> dict[str, Lexicon | None]:
    """Learn each locale's words, from all of its pages."""
    pairs: dict[str, dict[tuple[str, str], None]] = {}
    for each in looked:
        pairs.setdefault(each.job.pair.locale, {}).update(dict.fromkeys(each.pairs))
    return {locale: learn(some) for locale, some in pairs.items()}
