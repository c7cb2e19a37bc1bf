"""Pages that parted ways: what has a partner is found beside all that has none."""

from __future__ import annotations

from random import Random

import pytest
from aligned import pairs

from translator.bitext.align import align
from translator.bitext.lexicon import Lexicon, learn
from translator.bitext.likeness import Likeness
from translator.bitext.units import units
from translator.model import PageOptions
from translator.page.parse import Page, parse

ROWS = [
    [each.split("/") for each in row.split(", ")]
    for row in (
        "gardener/садовник, neighbour/сосед, postman/почтальон, sister/сестра, doctor/врач, teacher/учитель",
        "paints/красит, closes/закрывает, cleans/моет, draws/рисует, moves/двигает, opens/открывает",
        "fence/забор, window/окно, kitchen/кухню, bicycle/велосипед, letter/письмо, wardrobe/шкаф",
        "happily/радостно, carefully/осторожно, silently/молча, quickly/быстро, badly/плохо, again/снова",
        "winter/зимой, tonight/вечером, morning/утром, holiday/праздник, tomorrow/завтра, summer/летом",
    )
]


def _sentences() -> list[tuple[str, str]]:
    choose = Random(11)  # noqa: S311 (no secret)
    found = []
    for _ in range(120):
        words = [choose.choice(row) for row in ROWS]
        found.append((" ".join(word[0] for word in words) + ".", " ".join(word[1] for word in words) + "."))
    return list(dict.fromkeys(found))


SENTENCES = _sentences()
STRANGE = "Здесь стояло нечто совсем иное, чего исходная страница давно уже не содержит ни единым словом."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = learn(SENTENCES)
    assert found is not None
    return found


def page(texts: list[str]) -> Page:
    return parse("\n\n".join(texts).encode() + b"\n", PageOptions(), "page.md")


def test_a_lexicon_knows_how_long_translations_are(lexicon: Lexicon) -> None:
    """Letters of all texts that it learned from."""
    letters = [sum(char.isalnum() for each in SENTENCES for char in each[side]) for side in (0, 1)]
    assert lexicon.ratio == pytest.approx(letters[1] / letters[0])


def test_a_page_that_says_more_is_not_wordier(lexicon: Lexicon) -> None:
    """Nine paragraphs in ten are gone from the source: the one that is left has a partner of its length."""
    one, other = SENTENCES[0]
    source, localized = page([one]), page([other, *([STRANGE] * 9)])
    likeness = Likeness(units(source), units(localized), lexicon)
    assert lexicon.ratio / 1.3 < likeness.ratio < lexicon.ratio * 1.3
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert {text for text, _ in found.values()} == {other}


def test_a_pair_outweighs_a_poor_joint(lexicon: Lexicon) -> None:
    """Two texts of the source in whose place the translation has another: their own are elsewhere."""
    (one, eins), (two, zwei), (last, letzt) = SENTENCES[0], SENTENCES[7], SENTENCES[14]
    source = page([one, two, last])
    localized = page([f"{STRANGE} {STRANGE}", letzt, zwei, eins])
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert {text: other for text, (other, _) in found.items()} == {one: eins, two: zwei, last: letzt}


def test_a_text_that_was_rewritten_is_fuzzy(lexicon: Lexicon) -> None:
    """It says six times as much as its source by now; its words tell whose it is."""
    (one, eins), (two, zwei), (last, letzt) = SENTENCES[0], SENTENCES[7], SENTENCES[14]
    source = page([one, two, last])
    longer = " ".join([zwei] * 6)
    localized = page([eins, longer, letzt])
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert found[two] == (longer, False)
    assert found[one] == (eins, True)


def test_short_texts_that_nothing_holds_are_doubtful(lexicon: Lexicon) -> None:
    """A heading in the place of another one, between texts that do not go together either."""
    source = page(["## Extension", SENTENCES[0][0], "## Learning", SENTENCES[7][0], "## Notes", "Some."])
    localized = page(["## Группы", STRANGE, "## Решения", STRANGE, "## Прочее", "Иное.", STRANGE])
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert not any(certain for _, certain in found.values())


def test_short_texts_beside_a_pair_are_certain(lexicon: Lexicon) -> None:
    """A heading that shares nothing, above a text that does."""
    source = page(["## Extension", SENTENCES[0][0], "One `more`."])
    localized = page(["## Группы", SENTENCES[0][1], STRANGE, "Ещё `more`."])
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert found["Extension"] == ("Группы", True)


def test_a_text_that_was_rewritten_and_moved_is_fuzzy(lexicon: Lexicon) -> None:
    """Once all others have their partners, the words that are known tell enough."""
    (one, eins), (last, letzt) = SENTENCES[0], SENTENCES[14]
    short = "Gardener paints fence quickly."
    longer = "Садовник красит забор быстро." + 9 * " Так и есть, увы."
    source = page([short, one, last])
    localized = page([eins, letzt, STRANGE, longer])
    found = pairs(source, localized, align(source, localized, lexicon=lexicon))
    assert found == {one: (eins, True), last: (letzt, True), short: (longer, False)}


def test_a_sentence_more_is_doubtful(lexicon: Lexicon) -> None:
    """Somebody took it out of the source, or put it into the translation: not all of it is the source's."""
    some = SENTENCES[::6]
    source = page([one for one, _ in some])
    (two, zwei), others = some[4], [other for _, other in some]
    for text, certain in (
        (f"{zwei} Сверх того есть и кое-что ещё, чего там вовсе нет.", False),
        (zwei.replace(" ", ". ", 1), True),
    ):
        localized = page([*others[:4], text, *others[5:]])
        found = pairs(source, localized, align(source, localized, lexicon=lexicon))
        assert found[two] == (text, certain)
        assert sum(sure for _, sure in found.values()) == len(some) - (not certain)
