"""Front matter values have one key, and still may be each page's own."""

from __future__ import annotations

import pytest

from translator.bitext.align import Match, align
from translator.model import PageOptions
from translator.page.parse import parse

BODY = "\n\n".join(f"{'A sentence of some words stands here. ' * n}" for n in (1, 4, 2))
CORPS = "\n\n".join(f"{'Une phrase de quelques mots est ici. ' * n}" for n in (1, 4, 2))


def matched(source: str, localized: str, *, exact: bool = False) -> Match:
    one, other = (
        parse(f"---\ntitle: {value}\n---\n\n{body}\n".encode(), PageOptions((), ("title",)), "page.md")
        for value, body in ((source, BODY), (localized, CORPS))
    )
    return align(one, other, exact=exact).matches[0]


LONG = (
    "Kubernetes is a portable, extensible, open-source platform for managing containerized workloads and "
    "services, that facilitates both declarative configuration and automation."
)
FRENCH = (
    "Kubernetes est une plateforme portable, extensible et open source pour gérer des services et charges "
    "de travail en conteneurs, qui facilite la configuration déclarative et l’automatisation."
)


def test_a_value_of_an_unlikely_length_is_not_certain() -> None:
    """The page has words of its own there; where it was made from this very revision, they were chosen."""
    found = matched(LONG, "Description de Kubernetes")
    assert (found.certain, found.why) == (False, "its length is unlikely")
    assert matched(LONG, "Description de Kubernetes", exact=True).certain


@pytest.mark.parametrize(
    ("source", "localized"),
    [
        ("Go", "Le langage Go"),
        ("Home", "Page d’accueil"),
        ("The architectural concepts behind Kubernetes.", "Architecture Kubernetes"),
        (LONG, FRENCH),
    ],
)
def test_other_values_are_certain(source: str, localized: str) -> None:
    """A title may be said in other words."""
    assert matched(source, localized).certain


def test_a_data_file_tells_its_own_lengths() -> None:
    """It has no body: Chinese values are all as short."""
    options = PageOptions((), ("*",), data_format="yaml")
    texts = ("Some words of a long sentence that goes on and on. " * n for n in (20, 2, 5))
    shorts = ("一个很长的句子，一直说下去。" * n for n in (20, 2, 5))
    source, localized = (
        parse("".join(f"k{n}: {text}\n" for n, text in enumerate(some)).encode(), options, "en.yml")
        for some in (texts, shorts)
    )
    assert [match.certain for match in align(source, localized).matches] == [True] * 3
