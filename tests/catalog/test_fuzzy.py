"""Finding the text that is most like another."""

from __future__ import annotations

import random

import pytest
from corpus import CORPUS, requires_corpus
from rapidfuzz import fuzz, process

from translator.catalog import po
from translator.catalog.fuzzy import Hit, Index


def test_the_most_alike_is_found() -> None:
    """By its position, with its likeness; none below the cutoff."""
    index = Index(["open the door", "close the window", "open the red window"])
    assert index.best("open the blue window", 60).position == 2  # type: ignore[union-attr]
    assert index.best("open the door", 60) == Hit(0, 100.0)
    assert index.best("something else entirely", 60) is None
    assert Index([]).best("open", 60) is None


def test_the_first_of_equals_is_found() -> None:
    """So that a result never depends on chance."""
    assert Index(["one two three", "one two three"]).best("one two four", 60) == Index(
        ["one two three"]
    ).best("one two four", 60)


def test_scripts_without_spaces_are_found_by_pairs_of_letters() -> None:
    """Chinese, Japanese, Thai."""
    index = Index(["我们每天都开门，周日除外。", "请在网上预约。", "ร้านเปิดทุกวัน", "予約はオンラインで。"])
    assert index.best("我们每天都营业，周日除外。", 60).position == 0  # type: ignore[union-attr]
    assert index.best("ร้านปิดทุกวัน", 60).position == 2  # type: ignore[union-attr]
    assert index.best("予約はオンラインのみ。", 60).position == 3  # type: ignore[union-attr]


def test_a_typing_error_in_one_word_is_found() -> None:
    """A heading of one word shares no whole word with its correction."""
    assert Index(["Contents", "Installtion"]).best("Installation", 60).position == 1  # type: ignore[union-attr]


def mutated(words: list[str], chance: random.Random) -> list[str]:
    """A tenth of the words, one at least, give way to others."""
    words = list(words)
    for at in chance.sample(range(len(words)), max(1, len(words) // 10)):
        words[at] = chance.choice(["alpha", "value", "other", "never", "的", "是"])
    return words


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_index_finds_what_a_full_search_finds(language: str) -> None:
    """For real messages with a tenth of their words changed: the same likeness in at least 97 of 100."""
    assert CORPUS is not None
    catalog = po.parse((CORPUS / "comprehensive-rust/po/zh-CN.po").read_bytes(), "zh-CN.po")
    if language == "en":
        parted = [entry.msgid.split(" ") for entry in catalog.entries if len(entry.msgid.split()) >= 4]
        glue = " "
    else:
        parted, glue = [list(entry.msgstr) for entry in catalog.entries if len(entry.msgstr) >= 8], ""
    texts = [glue.join(words) for words in parted]
    chance = random.Random(1)  # noqa: S311 (the same changes every time)
    index = Index(texts)
    same = 0
    sample = chance.sample(parted, 400)
    for words in sample:
        text = glue.join(mutated(words, chance))
        full = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=60)
        found = index.best(text, 60)
        same += (full[1] if full else None) == (found.score if found else None)
    print(f"{language}: {same} of {len(sample)}")
    assert same >= len(sample) * 0.97
