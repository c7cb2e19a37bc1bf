"""A paragraph that still says the same keeps the lines that people broke it into."""

from __future__ import annotations

import pytest
from corpus import SITES, pages, requires_corpus

from translator.errors import PageError
from translator.model import Form, PageOptions
from translator.page.lines import Lines, broken_lines
from translator.page.parse import Page, parse
from translator.page.pseudo import pseudo
from translator.page.write import write

GERMAN = "Wir öffnen um acht. Sonntags erst um neun."


def page(text: str) -> Page:
    return parse(text.encode("utf-8"), PageOptions())


def written(source: str, localized: str, *translations: str) -> str:
    """The page with these translations, where the localized page has been as it is."""
    return write(page(source), translations, lines=broken_lines(page(localized))).data.decode("utf-8")


@pytest.mark.parametrize(
    ("source", "localized"),
    [
        ("We open\nat eight.\n", "Wir öffnen um acht.\nSonntags erst um neun.\n"),
        ("We open at eight.\n", "Wir öffnen um acht.\nSonntags erst um neun.\n"),
        ("- We open at eight.\n", "- Wir öffnen um acht.\n  Sonntags erst um neun.\n"),
        ("10. We open\n    at eight.\n", "10. Wir öffnen\n    um acht. Sonntags\n    erst um neun.\n"),
        ("> - We open at eight.\n", "> - Wir öffnen um acht.\n>   Sonntags erst um neun.\n"),
        ("We open at eight.\r\n", "Wir öffnen um acht.\r\nSonntags erst um neun.\r\n"),
        (
            "---\nid: 1\n---\nWe open at eight.",
            "---\nid: 1\n---\nWir öffnen um acht.\nSonntags erst um neun.",
        ),
    ],
)
def test_lines_stay(source: str, localized: str) -> None:
    """In paragraphs, items and quotes, whatever the line ends, with the source's prefixes."""
    assert written(source, localized, GERMAN) == localized


def test_lines_of_a_paragraph_with_broken_code() -> None:
    """People's lines last, also where the source breaks code that pandoc shows with its indentation."""
    options = PageOptions(dialects=("pandoc",))
    source = parse(b"- Say\n  `a\n    b` to me.\n", options)
    localized = parse(b"- Sag\n  mir `a b`.\n", options)
    made = write(source, ["Sag mir `a b`."], lines=broken_lines(localized))
    assert made.data == b"- Sag\n  mir `a b`.\n"
    assert write(source, ["Sag mir `a b`."]).data == b"- Sag mir `a\n    b`.\n"


def test_another_text_stands_on_one_line() -> None:
    """The lines were those of what is not there any more."""
    assert (
        written("We open.\n\nWe close.\n", "Wir\nöffnen.\n\nWir\nschließen.\n", "Wir öffnen.", "Schluss.")
        == "Wir\nöffnen.\n\nSchluss.\n"
    )


@pytest.mark.parametrize(
    "localized",
    [
        "Acht Uhr und\n\\- Sonntags neun.\n",
        "Acht Uhr  \nSonntags.\n",
        "Acht Uhr\\\nSonntags.\n",
    ],
)
def test_hard_breaks_and_marks_are_no_wraps(localized: str) -> None:
    """What could be a block at a line's beginning stands within a line; hard breaks are text."""
    text = page(localized).segments[0].message
    assert written("Eight.\n", localized, text) == write(page("Eight.\n"), [text]).data.decode("utf-8")


def test_the_same_text_in_other_lines() -> None:
    """Each paragraph has its own, also where two say the same."""
    localized = "Wir\nöffnen.\n\nWir öffnen.\n\nWir öffnen.\n"
    assert written("Open.\n\nOpen.\n\nOpen.\n", localized, *["Wir öffnen."] * 3) == localized


def test_not_where_the_page_would_be_another() -> None:
    """Two lines would be a table, a title, or a definition, in what the source has there."""
    lines: Lines = {"Acht | neun zehn | elf": [("Acht | neun", "zehn | elf")], "a b": [("a", "b")]}
    source = page("# Eight\n\n| Eight |\n| --- |\n| Nine |\n")
    made = write(source, ["a b", "Acht", "a b"], lines=lines)
    assert made.data.decode("utf-8") == "# a b\n\n| Acht |\n| --- |\n| a b |\n"


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize(
    "site", ["opensource.guide", "kubernetes", "mkdocs-material", "astro-docs", "lucifit"]
)
def test_lines_are_nothing_to_the_text(site: str) -> None:
    """Every paragraph of real pages, translated and broken at every third space: no message is another."""
    broken = 0
    for path in pages(site)[::5]:
        options = PageOptions(SITES[site].dialects, ("title", "description"))
        try:
            source = parse(path.read_bytes(), options, path.name)
        except PageError:
            continue
        translations = pseudo(source, "accent")
        plain = parse(write(source, translations).data, options, path.name)
        lines: Lines = {}
        for segment in plain.segments:
            words = segment.message.split(" ")
            if segment.form is Form.PARAGRAPH and "\n" not in segment.message and all(words):
                parts = tuple(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))
                lines.setdefault(segment.message, []).append(parts)
        again = parse(write(source, translations, lines=lines).data, options, path.name)
        assert [s.message for s in again.segments] == [s.message for s in plain.segments], path
        broken += again.data != plain.data
    assert broken > 5
