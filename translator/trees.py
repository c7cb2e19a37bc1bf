"""A ``[[pages]]`` table at work: its patterns compiled, its source pages found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.layout import Pattern, compile_pattern
from translator.model import Pair
from translator.pairing import Keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.config import Config
    from translator.configmodel import Tree

__all__ = ["ActiveTree"]


@dataclass(slots=True)
class ActiveTree:
    """One tree, and what was found of it."""

    number: int
    tree: Tree
    source: Pattern
    localized: Pattern
    catalogs: dict[str, Pattern]
    """By locale."""
    tags: dict[str, str]
    """By locale."""
    pages: dict[str, str] = field(default_factory=dict)
    """Source page → what ``{path}`` stands for; sorted."""
    keyed: Keyed = field(default_factory=Keyed)
    """What the pages' front matter says, with ``pair_by``."""

    @classmethod
    def of(cls, config: Config, number: int, locales: Sequence[str]) -> ActiveTree:
        """Compile a tree of the configuration."""
        tree = config.pages[number]
        settings = {locale: config.for_locale(locale) for locale in locales}
        return cls(
            number,
            tree,
            compile_pattern(tree.source),
            compile_pattern(tree.localized),
            {locale: each.catalog_pattern(tree).for_locale(locale) for locale, each in settings.items()},
            {locale: each.tag for locale, each in settings.items()},
        )

    def pair(self, path: str, locale: str, localized: str = "") -> Pair:
        """Make the pair of a page and a locale.

        :param path: what ``{path}`` stands for
        :param localized: where the localized page is, if not where the pattern says
        """
        return Pair(
            self.source.fill(path),
            localized or self.localized.fill(path, locale),
            self.catalogs[locale].fill(path),
            locale,
            self.tags[locale],
            self.number,
            path,
        )
