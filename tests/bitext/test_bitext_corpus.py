"""Real pages and their translations, made by people over years: how much of them is found again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from corpus import CORPUS, requires_corpus

from translator.bitext.align import align
from translator.bitext.copies import is_prose, mostly_copies
from translator.bitext.lexicon import learn
from translator.errors import PageError
from translator.model import PageOptions
from translator.page.parse import Page, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [requires_corpus, pytest.mark.corpus]

KEYS = ("title", "linkTitle", "description", "summary", "subtitle", "sidebar_label")
HELM = "i18n/{}/docusaurus-plugin-content-docs/version-3/"
SITES = {
    "opensource.guide": ("_articles/", "_articles/{}/", "jekyll"),
    "kubernetes": ("content/en/", "content/{}/", "hugo"),
    "helm": ("versioned_docs/version-3/", HELM, "mdx"),
    "cncf-glossary": ("content/en/", "content/{}/", "hugo"),
}
LEAST = {  # percent of the localized pages' text: certain or untranslated, and uncertain besides
    ("opensource.guide", "ru"): (86, 99),
    ("opensource.guide", "fr"): (92, 99),
    ("kubernetes", "ru"): (66, 88),
    ("kubernetes", "fr"): (50, 86),  # years behind: sections that today's source does not have
    ("helm", "ru"): (94, 99),
    ("helm", "fr"): (91, 99),
    ("cncf-glossary", "ru"): (73, 97),
    ("cncf-glossary", "fr"): (85, 98),
}


def pairs(site: str, locale: str) -> Iterator[tuple[Page, Page]]:
    assert CORPUS is not None
    source, localized, dialect = SITES[site]
    options = PageOptions((dialect,), KEYS)
    home = CORPUS / site / localized.format(locale)
    for path in sorted(home.rglob("*.md*")):
        other = CORPUS / site / source / path.relative_to(home)
        if other.is_file():
            try:
                yield (
                    parse(other.read_bytes(), options, str(other)),
                    parse(path.read_bytes(), options, str(path)),
                )
            except PageError:
                continue


@pytest.mark.parametrize(("site", "locale"), LEAST, ids="-".join)
def test_most_of_the_text_is_found(site: str, locale: str) -> None:
    """Against today's source alone, without any history: the least favourable case."""
    found: Counter[str] = Counter()
    for source, localized in pairs(site, locale):
        aligned = align(source, localized)
        for match in aligned.matches:
            kind = "certain" if match.certain else "uncertain"
            found[kind] += sum(len(localized.segments[n].message) for n in match.others)
        found["alone"] += sum(len(localized.segments[n].message) for n in aligned.localized_alone)
    every = sum(found.values())
    certain, both = LEAST[site, locale]
    assert 100 * found["certain"] / every >= certain
    assert 100 * (found["certain"] + found["uncertain"]) / every >= both


def test_all_sites_together() -> None:
    """At least 90 % of the text has a partner."""
    found: Counter[bool] = Counter()
    for site, locale in LEAST:
        for source, localized in pairs(site, locale):
            alone = align(source, localized).localized_alone
            lost = sum(len(localized.segments[n].message) for n in alone)
            found[False] += lost
            found[True] += sum(len(segment.message) for segment in localized.segments) - lost
    assert found[True] >= 0.9 * sum(found.values())


def test_a_certain_pair_is_in_its_language() -> None:
    """A Russian page's certain pairs are Russian, but for names, code and what nobody translated."""
    strange = every = 0
    for site, locale in LEAST:
        if locale != "ru":
            continue
        for source, localized in pairs(site, locale):
            for match in align(source, localized).matches:
                text = localized.segments[match.others[0]].message
                if match.certain and not match.copy and is_prose(source.segments[match.sources[0]].message):
                    every += 1
                    strange += not any("а" <= char.lower() <= "я" for char in text)
    assert every > 3000
    assert strange <= 0.002 * every


def test_untranslated_pages_are_seen() -> None:
    """opensource.guide's French page on security is its English one."""
    copies = [
        source.path.rpartition("/")[2]
        for source, localized in pairs("opensource.guide", "fr")
        if mostly_copies(
            (source.segments[m.sources[0]].message, localized.segments[m.others[0]].message)
            for m in align(source, localized).matches
        )
    ]
    assert copies == ["security-best-practices-for-your-project.md"]


@pytest.mark.parametrize(("locale", "certain", "both"), [("ru", 67, 90), ("fr", 54, 88)])
def test_words_that_are_known_find_more(locale: str, certain: int, both: int) -> None:
    """kubernetes, whose translations are years behind: with the words of the pairs that are certain anyway.

    Hardly any of what is left has a counterpart in today's source: whole pages were taken apart since.
    """
    pages = [*pairs("kubernetes", locale)]
    learned = {
        (source.segments[match.sources[0]].message, localized.segments[match.others[0]].message): None
        for source, localized in pages
        for match in align(source, localized).matches
        if match.certain and not match.copy
    }
    lexicon = learn(learned)
    assert lexicon is not None
    found: Counter[str] = Counter()
    for source, localized in pages:
        aligned = align(source, localized, lexicon=lexicon)
        for match in aligned.matches:
            kind = "certain" if match.certain else "uncertain"
            found[kind] += sum(len(localized.segments[n].message) for n in match.others)
        found["alone"] += sum(len(localized.segments[n].message) for n in aligned.localized_alone)
    every = sum(found.values())
    assert 100 * found["certain"] / every >= certain
    assert 100 * (found["certain"] + found["uncertain"]) / every >= both
