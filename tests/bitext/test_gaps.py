"""A heading that is plain text in the translation stands where it stood."""

from __future__ import annotations

import pytest

from translator.bitext.align import align
from translator.model import PageOptions
from translator.page.parse import Page, parse


def page(text: str) -> Page:
    return parse(text.encode(), PageOptions(), "page.md")


SOURCE = """\
Our treatments are these, and each of them has its own page.

### Anti-Wrinkle Injection (Botulinum)

- Forehead lines
- Frown lines

Ask us for an appointment.
"""
LOCALIZED = """\
Nos traitements sont les suivants, et chacun a sa propre page.

### Injection antirides (toxine botulique)

- Rides du front
- Rides du lion

Demandez-nous un rendez-vous.
"""


@pytest.mark.parametrize(("mark", "shape"), [("", "paragraph"), ("- ", "list item"), ("> ", "quote")])
def test_a_heading_that_lost_its_mark(mark: str, shape: str) -> None:
    """Fuzzy, with a word on what it is there."""
    source, localized = page(SOURCE), page(LOCALIZED.replace("### ", mark))
    (match,) = [each for each in align(source, localized).matches if each.sources == (1,)]
    assert not match.certain
    assert localized.segments[match.others[0]].message.startswith("Injection antirides")
    assert match.why == f"a heading 3 of the source is a {shape} here"


@pytest.mark.parametrize(
    "localized",
    [
        LOCALIZED.replace("### ", "").replace("- Rides du front", "Une autre phrase.\n\n- Rides du front"),
        LOCALIZED.replace("### Injection antirides (toxine botulique)", "Voir `make` pour cela."),
        LOCALIZED.replace("### Injection antirides (toxine botulique)", "Oui, et même " + "beaucoup " * 30),
    ],
    ids=["two texts", "code", "long"],
)
def test_another_text_in_its_place_is_none(localized: str) -> None:
    """Two of them, one with code, one that is far too long."""
    found = align(page(SOURCE), page(localized))
    assert 1 in found.source_alone
