"""Words that go together, learned from pairs of texts; and what they do for texts that share nothing else."""

from __future__ import annotations

import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.bitext.align import align
from translator.bitext.lexicon import Lexicon, learn, words
from translator.model import PageOptions
from translator.page.parse import Page, parse

PARTS = """
The gardener/Садовник, A neighbour/Сосед, The postman/Почтальон, My sister/Сестра,
Grandpa/Дедушка, The doctor/Врач, A student/Студент, The teacher/Учитель

paints/красит, closes/закрывает, cleans/моет, buys/покупает,
draws/рисует, sells/продаёт, moves/двигает, opens/открывает

the fence/забор, a window/окно, the kitchen/кухню, a bicycle/велосипед,
the table/стол, a letter/письмо, the wardrobe/шкаф, a picture/картину

happily/радостно, carefully/осторожно, silently/молча, quickly/быстро,
together/вместе, again/снова, badly/плохо, perfectly/отлично

on Monday/понедельник, in winter/зимой, tonight/вечером, in the morning/утром,
after lunch/обедом, on holidays/праздник, tomorrow/завтра, in summer/летом
"""
CHOICES = [
    [each.strip().split("/") for each in part.replace("\n", " ").split(",") if each.strip()]
    for part in PARTS.strip().split("\n\n")
]


def _texts() -> list[tuple[str, str]]:
    """A hundred sentences of a made-up grammar."""
    choose = Random(7)  # noqa: S311 (no secret)
    rows = [[choose.choice(part) for part in CHOICES] for _ in range(100)]
    return [
        (f"{' '.join(each[0] for each in row)}.", f"{' '.join(each[1] for each in row)}.") for row in rows
    ]


TEXTS = _texts()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = learn(TEXTS)
    assert found is not None
    return found


def test_words_that_keep_standing_in_each_others_texts(lexicon: Lexicon) -> None:
    """Inflected, too: their beginnings tell."""
    assert max(lexicon.sources.links["fence"], key=lexicon.sources.links["fence"].__getitem__) == "забор"
    shared = lexicon.shared("Fences and windows were painted", "Забором и окном, красиво")
    assert shared.known >= 2
    assert shared.share > 0.6


def test_a_translation_shares_more_than_another_text(lexicon: Lexicon) -> None:
    """Of a hundred texts on like things, each is most like its own."""
    for source, localized in TEXTS[::7]:
        share = lexicon.shared(source, localized).share
        assert all(lexicon.shared(source, other).share < share for _, other in TEXTS if other != localized)


def test_nothing_is_known_of_other_words(lexicon: Lexicon) -> None:
    assert lexicon.shared("Nobody reads manuals", "Никто не читает инструкций") == (0, 0.0)
    assert lexicon.shared("", "") == (0, 0.0)


def test_a_few_pairs_teach_nothing() -> None:
    assert learn(TEXTS[:30]) is None


def test_what_is_no_word() -> None:
    """Code, targets, tags, template tags and addresses are the same in all languages."""
    assert words("See [the page](/docs/words) `code here` <b class='x'>bold</b> {{ x }} https://a.org/b") == {
        "see", "the", "page", "bold",
    }  # fmt: skip
    assert words("部署 Pod 和服务") == {"部署", "pod", "和服", "服务"}


def test_it_goes_to_other_processes(lexicon: Lexicon) -> None:
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon  # noqa: S301 (our own)


TEXT = st.text(alphabet="абвгдеabcdef部署服 `<>[]().{}%", max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=40, max_size=60), TEXT, TEXT)
def test_any_texts(pairs: list[tuple[str, str]], source: str, localized: str) -> None:
    """A share is a share; both sides may be turned round."""
    found, turned = learn(pairs), learn([(two, one) for one, two in pairs])
    assert found is not None
    assert turned is not None
    known, share = found.shared(source, localized)
    assert known >= 0
    assert 0 <= share <= 1 + 1e-9
    assert turned.shared(localized, source).share == pytest.approx(share)


def page(texts: list[str], path: str) -> Page:
    return parse("\n\n".join(texts).encode() + b"\n", PageOptions(), path)


def test_texts_that_changed_places(lexicon: Lexicon) -> None:
    """No code, no link, no number, all of a length: only the words tell that the order is another."""
    some = TEXTS[::6]
    source = page([one for one, _ in some], "en.md")
    localized = page([other for _, other in (*some[7:], *some[:7])], "ru.md")
    wanted = {(one, other) for one, other in some}

    def right(known: Lexicon | None) -> list[bool]:
        return [
            (source.segments[match.sources[0]].message, localized.segments[match.others[0]].message) in wanted
            for match in align(source, localized, lexicon=known).matches
        ]

    assert sum(right(None)) < len(some) // 2
    assert right(lexicon) == [True] * len(some)


def test_words_that_are_others_make_a_pair_doubtful(lexicon: Lexicon) -> None:
    """A text was replaced by one of the same length: what stood there is no translation of it."""
    some = TEXTS[::6]
    source = page([one for one, _ in some], "en.md")
    texts = [other for _, other in some]
    texts[4] = next(other for one, other in TEXTS if not set(words(other)) & set(words(texts[4])))
    found = align(source, page(texts, "ru.md"), lexicon=lexicon).matches
    doubtful = [match.sources for match in found if not match.certain]
    assert doubtful == [(4,)]
    assert [match.why for match in found if match.sources == (4,)] == ["its words are others"]


def test_values_of_other_words_are_doubtful(lexicon: Lexicon) -> None:
    """A description that says something else, as long as its source's."""
    source, right = TEXTS[0]
    other = next(each for one, each in TEXTS if not set(words(each)) & set(words(right)))
    options = PageOptions((), ("description",))
    for text, why in ((right, ""), (other, "its words are others")):
        one, two = (
            parse(f"---\ndescription: {each}\n---\n".encode(), options, "a.md") for each in (source, text)
        )
        assert align(one, two, lexicon=lexicon).matches[0].why == why
