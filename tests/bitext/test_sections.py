"""Headings and what stands below them: ids tell which belong together, and so do their sections."""

from __future__ import annotations

import pytest

from translator.bitext.align import Alignment, align
from translator.bitext.ids import pinned_in, slug
from translator.bitext.units import units
from translator.model import PageOptions
from translator.page.parse import Page, parse


def page(text: str, dialect: str = "hugo") -> Page:
    return parse(text.encode(), PageOptions((dialect,)), "page.md")


def pairs(source: Page, localized: Page, found: Alignment) -> dict[str, tuple[str, bool]]:
    """Source text → its partner, and whether that is certain."""
    return {
        source.segments[match.sources[0]].message: (
            localized.segments[match.others[0]].message,
            match.certain,
        )
        for match in found.matches
    }


SOURCE = """\
## Feature state {#features}

What is ready so far, and what is not.

## Limitations {#limitations}

Only one node can be used here.

## Troubleshooting {#troubleshooting}

If anything is wrong, look here first.
"""


@pytest.mark.parametrize("dialect", ["hugo", "html"])
def test_a_heading_goes_by_its_id(dialect: str) -> None:
    """A section of the source that the translation does not have shifts none, whoever knows of the ids."""
    source = page(SOURCE, dialect if dialect == "hugo" else "myst")
    localized = page(
        "## Fonctionnalités {#features}\n\nCe qui est prêt à ce jour.\n\n"
        "## Diagnostic {#troubleshooting}\n\nUn seul nœud est utilisable.\n",
        dialect if dialect == "hugo" else "myst",
    )
    found = {
        one.split(" {")[0]: other.split(" {")[0]
        for one, (other, _) in pairs(source, localized, align(source, localized)).items()
    }
    assert found["Troubleshooting"] == "Diagnostic"
    assert "Limitations" not in found


def test_an_id_that_only_the_translation_pins() -> None:
    """It is the one that the builder makes of the source's heading."""
    source = page("## Install it\n\nOne.\n\n## Run: the first time\n\nTwo.\n")
    localized = page("## Lancement {#run-the-first-time}\n\nDeux.\n")
    found = pairs(source, localized, align(source, localized))
    assert found["Run: the first time"][0] == "Lancement"
    assert "Install it" not in found


def test_a_section_that_moved_is_taken_along() -> None:
    """Nothing but the id of its heading tells where its text went; it is fuzzy."""
    source = page(
        "## One {#one}\n\nSome first words stand here, which are rather long, and then some more of them.\n\n"
        "## Two {#two}\n\nShort ones.\n\n## Three {#three}\n\nThe `omega` and 42.\n\n"
        "Others follow, as many as those of the first, or maybe one or two less than that.\n"
    )
    localized = page(
        "## Deux {#two}\n\nCourts.\n\n## Trois {#three}\n\nLe `omega` et 42.\n\n"
        "D’autres suivent, autant que les premiers, ou peut-être un ou deux de moins que cela.\n\n"
        "## Un {#one}\n\nQuelques premiers mots sont ici, plutôt longs, et puis encore quelques-uns.\n"
    )
    found = pairs(source, localized, align(source, localized))
    assert {one: other for one, (other, _) in found.items() if len(one) < 20} == {
        "One": "Un",
        "Two": "Deux",
        "Short ones.": "Courts.",
        "Three": "Trois",
        "The `omega` and 42.": "Le `omega` et 42.",
    }
    first = next(other for one, other in found.items() if one.startswith("Some first"))
    assert first[0].startswith("Quelques premiers")
    assert not first[1]


def test_headings_whose_sections_have_nothing_in_common() -> None:
    """They stand in the same place, and below them stands something else: no certain pair."""
    source = page(
        "## Overview\n\nRead `first` of all.\n\n### Opaque things\n\nThe `Opaque` kind is the default.\n\n"
        "See [all kinds](kinds.md), too.\n\n## Notes\n\nEnd of `it`.\n"
    )
    localized = page(
        "## Présentation\n\nLisez `first`.\n\n### Créez vos choses\n\nLancez `make secret` pour cela.\n\n"
        "```sh\nmake\n```\n\nPuis [regardez](look.md) bien.\n\n## Remarques\n\nFin de `it`.\n"
    )
    found = align(source, localized)
    assert pairs(source, localized, found)["Opaque things"] == ("Créez vos choses", False)
    assert pairs(source, localized, found)["Overview"] == ("Présentation", True)
    assert pairs(source, localized, found)["Notes"] == ("Remarques", True)
    assert "what stands below it has other partners" in {match.why for match in found.matches}


def test_ids() -> None:
    """As the dialect knows them, as they stand in a text that does not, and as builders make them."""
    found = [(unit.name, unit.pinned) for unit in units(page("## A, b c\n\n## D {#e-f}\n\ntext\n"))]
    assert found == [("a-b-c", False), ("e-f", True), ("", False)]
    assert pinned_in("Heading {#its-id}") == "its-id"
    assert pinned_in("Heading {: #its-id .class }") == "its-id"
    assert not pinned_in("Heading {its} id")
    assert slug("What's `new` in 1.2?") == "whats-new-in-12"
