"""Which text of a localized page translates which of its source's, page by page."""

from __future__ import annotations

import pytest
from aligned import pairs
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.bitext.align import align
from translator.bitext.copies import is_copy, mostly_copies
from translator.bitext.fit import fit, marks
from translator.model import PageOptions
from translator.page.parse import Page, parse

OPTIONS = PageOptions((), ("title", "tags[*]"))


def page(text: str) -> Page:
    return parse(text.encode(), OPTIONS, "page.md")


SOURCE = """\
# The valve

Open the valve slowly, and wait until the needle of the gauge stands still.

1. Call `start()` with the number 42.
2. Read [the manual](https://example.org/manual) before you go on.

## Maintenance

Clean the filter every 6 months. The cover is held by four screws.

Ask Ada Lovelace if anything is unclear.
"""
RUSSIAN = """\
# Клапан

Медленно откройте клапан и подождите, пока стрелка манометра не остановится.

1. Вызовите `start()` с числом 42.
2. Прочитайте [руководство](https://example.org/manual), прежде чем продолжать.

## Обслуживание

Чистите фильтр каждые 6 месяцев. Крышка держится на четырёх винтах.

Если что-то неясно, спросите Ada Lovelace.
"""


def test_the_same_blocks_are_paired_in_order() -> None:
    """Where both pages have the same structure, it says all; every pair is certain."""
    source, localized = page(SOURCE), page(RUSSIAN)
    found = align(source, localized)
    assert found.same_blocks
    assert [(match.sources, match.others) for match in found.matches] == [((n,), (n,)) for n in range(7)]
    assert all(match.certain for match in found.matches)
    assert (found.source_alone, found.localized_alone) == ((), ())


def test_a_paragraph_that_only_the_source_has() -> None:
    """The source went on: what was translated keeps its partners, the new text has none."""
    source = page(
        SOURCE.replace("## Maintenance", "Never open it under pressure: it may burst.\n\n## Maintenance")
    )
    localized = page(RUSSIAN)
    found = align(source, localized)
    assert not found.same_blocks
    alone = [source.segments[n].message for n in found.source_alone]
    assert alone == ["Never open it under pressure: it may burst."]
    assert pairs(source, localized, found)["Call `start()` with the number 42."] == (
        "Вызовите `start()` с числом 42.",
        True,
    )


def test_a_paragraph_that_only_the_translation_has() -> None:
    """A translator's note has no partner, and takes nobody else's."""
    source = page(SOURCE)
    localized = page(
        RUSSIAN.replace("## Обслуживание", "Примечание: в России вентиль другой.\n\n## Обслуживание")
    )
    found = align(source, localized)
    alone = [localized.segments[n].message for n in found.localized_alone]
    assert alone == ["Примечание: в России вентиль другой."]
    assert len(found.matches) == len(source.segments)


def test_merged_paragraphs_are_not_certain() -> None:
    """Two paragraphs that a translator made one belong together, as a suggestion."""
    source = page(SOURCE)
    localized = page(RUSSIAN.replace("винтах.\n\nЕсли", "винтах. Если"))
    found = align(source, localized)
    merged = [match for match in found.matches if len(match.sources) == 2]
    assert [match.certain for match in merged] == [False]
    assert merged[0].why == "2 texts of the source are 1 here"


def test_sections_that_change_places() -> None:
    """What moved is found again by what it shares, as a suggestion."""
    source = page(
        "# One\n\nSet `alpha` to 7 with [this](https://a.example).\n\n# Two\n\nSome words in between, "
        "which are rather long.\n\nMore of them follow here.\n\n# Three\n\nThe end of `omega`, 99 of 100.\n"
    )
    localized = page(
        "# Три\n\nКонец `omega`, 99 из 100.\n\n# Два\n\nКакие-то слова между ними, довольно длинные.\n\n"
        "Здесь следуют ещё.\n\n# Один\n\nЗадайте `alpha` значение 7 [так](https://a.example).\n"
    )
    found = pairs(source, localized, align(source, localized))
    assert found["The end of `omega`, 99 of 100."][0] == "Конец `omega`, 99 из 100."
    assert found["Set `alpha` to 7 with [this](https://a.example)."][0].startswith("Задайте `alpha`")


def test_what_differs_in_its_markup_is_not_certain() -> None:
    """A link or a code span that only one side has: the translation may be of an older text."""
    source = page(SOURCE.replace("slowly", "slowly with `open --slow`"))
    found = align(source, page(RUSSIAN))
    match = next(
        match for match in found.matches if "valve slowly" in source.segments[match.sources[0]].message
    )
    assert not match.certain
    assert match.why == "its code, links or tags differ"


def test_other_numbers_are_not_certain() -> None:
    """A date or an amount that changed since; how a number is written does not count."""
    source = page("Made on 12 June 2026.\n\nIt costs 1,000 crowns.\n\nWait two days.\n")
    localized = page("Сделано 14 января 2026.\n\nЭто стоит 1 000 крон.\n\nПодождите 2 дня.\n")
    found = align(source, localized).matches
    assert [match.why == "its numbers differ" for match in found] == [True, False, False]


def test_links_into_the_locale_are_the_same() -> None:
    """`/ru/docs/x` is where `/docs/x` leads a Russian reader."""
    source = page(SOURCE.replace("https://example.org/manual", "/docs/manual/"))
    localized = page(RUSSIAN.replace("https://example.org/manual", "/ru/docs/manual"))
    assert all(match.certain for match in align(source, localized).matches)


def test_front_matter_is_paired_by_its_keys() -> None:
    """A list of another length is not certain: an index says little then."""
    source = page("---\ntitle: The valve\ntags: [open, close]\n---\n\nText.\n")
    localized = page("---\ntags: [открыть, закрыть, чистить]\ntitle: Клапан\n---\n\nТекст.\n")
    found = pairs(source, localized, align(source, localized))
    assert found["The valve"] == ("Клапан", True)
    assert found["open"] == ("открыть", False)


def test_chinese_is_shorter() -> None:
    """Lengths are compared by what the page's own texts are like."""
    source = page("\n\n".join(f"{'A sentence of some words stands here. ' * n}" for n in (1, 4, 2, 7, 3)))
    localized = page("\n\n".join("这里有一个句子。" * n for n in (1, 4, 2, 7, 3)) + "\n")
    assert [match.certain for match in align(source, localized).matches] == [True] * 5


def test_the_known_revision_needs_no_doubt() -> None:
    """Made from this very revision, and of the same structure: a lost link was the translator's choice."""
    source, localized = (
        page(SOURCE),
        page(RUSSIAN.replace("[руководство](https://example.org/manual)", "книгу")),
    )
    assert not all(match.certain for match in align(source, localized).matches)
    assert all(match.certain for match in align(source, localized, exact=True).matches)


def test_a_code_block_shows_the_way() -> None:
    """Between equal code blocks, a text can only pair with what stands there."""
    code = "```sh\nmake install\n```\n\n"
    source = page(f"First words here.\n\nSecond words here.\n\n{code}Third words here.\n")
    localized = page(f"Вторые слова.\n\n{code}Третьи слова.\n")
    found = pairs(source, localized, align(source, localized))
    assert found["Third words here."] == ("Третьи слова.", True)


@pytest.mark.parametrize(
    ("source", "localized", "copy"),
    [
        ("Open the valve slowly and wait.", "Open the valve slowly and wait.", True),
        ("Open the valve slowly and wait for it.", "Open the valve slowly and then wait for it.", True),
        ("Open the valve slowly and wait.", "Ouvrez la valve lentement et attendez.", False),
        ("Installation", "Installation", False),
        ("Kubernetes Pod Security Policy", "Kubernetes Pod Security Policy", False),
        ("`make` and `install`", "`make` and `install`", False),
        ("See [kubernetes-sigs](https://a.b) for all of it", "См. [kubernetes-sigs](https://a.b)", False),
    ],
)
def test_copies(source: str, localized: str, copy: bool) -> None:
    """The source's own prose, or an older form of it, is no translation; names may be the same."""
    assert is_copy(source, localized) is copy


def test_a_page_of_copies() -> None:
    """Most of a page's prose decides; a page of names alone is none."""
    same = ("Some words that nobody has translated.", "Some words that nobody has translated.")
    other = ("Some words that somebody has translated.", "Слова, которые кто-то перевёл на русский.")
    assert mostly_copies([same] * 9 + [other])
    assert not mostly_copies([same] * 5 + [other] * 5)
    assert not mostly_copies([("Go", "Go"), ("Rust", "Rust")])


def test_the_revision_that_a_page_was_made_from_fits_best() -> None:
    """Structure, code, targets and numbers tell revisions apart."""
    old = page(SOURCE)
    new = page(
        SOURCE.replace("## Maintenance", "### Filter\n\nNew words.\n\n## Maintenance").replace("42", "43")
    )
    assert fit(marks(old), marks(page(RUSSIAN))) == 1.0
    assert fit(marks(new), marks(page(RUSSIAN))) < 1.0


BLOCKS = st.lists(
    st.sampled_from(
        [
            "# A heading", "Some words.", "More words with `code` and 12.", "- an item\n- another `x`",
            "| a | b |\n|---|---|\n| c | d |", "```\ncode\n```", "> quoted words", "![alt words](a.png)",
            "[text](https://example.org)", "Слова.", "一些词。", "<p>words in a tag</p>", "***",
        ]
    ),
    max_size=12,
).map(lambda blocks: page("\n\n".join(blocks) + "\n"))  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(BLOCKS, BLOCKS)
def test_every_text_is_paired_once_or_alone(source: Page, localized: Page) -> None:
    """Nothing is lost, and nothing is taken twice."""
    found = align(source, localized)
    ours = sorted([n for match in found.matches for n in match.sources] + list(found.source_alone))
    theirs = sorted([n for match in found.matches for n in match.others] + list(found.localized_alone))
    assert ours == list(range(len(source.segments)))
    assert theirs == list(range(len(localized.segments)))
    assert all(0 <= match.score <= 100 for match in found.matches)
    assert all(match.certain is not bool(match.why) for match in found.matches)


@settings(deadline=None, max_examples=50)
@given(BLOCKS)
def test_a_page_is_paired_with_itself(source: Page) -> None:
    """Each text with the same one, in order."""
    found = align(source, source)
    assert [(match.sources, match.others) for match in found.matches] == [
        ((n,), (n,)) for n in range(len(source.segments))
    ]
