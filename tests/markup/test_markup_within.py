"""Texts within markup: found, and put back where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup_strategies import LAW, MESSAGES, SETTINGS

from translator.markup.hidden import hide
from translator.markup.within import replaced, within
from translator.model import Form
from translator.page.inline import Setting


def texts(message: str, setting: Setting | None = None) -> list[str]:
    return [each.text for each in within(hide(message, setting or Setting()))]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('[a](/b "The title")', ["The title"]),
        ("[a](/b 'The title')", ["The title"]),
        ('![a](b.png "The title")', ["The title"]),
        ('[![a](b.png "Inner")](/c "Outer")', ["Inner", "Outer"]),
        ('[a](<b c> "Title")', []),
        ('[a](/b "Say \\"yes\\" &amp; go")', ['Say "yes" & go']),
        ('<img alt="A cat" title=\'Cats &quot;R&quot; us\' src="a.png">', ["A cat", 'Cats "R" us']),
        ('<abbr title="Long form">LF</abbr>', ["Long form"]),
        ('<input PLACEHOLDER = "Your name" aria-label="Name">', ["Your name", "Name"]),
        ('<img data-alt="no" src="title=\'no\'">', []),
        ('<img alt="" title="12">', []),
        ('<img alt="https://example.org/a.png">', []),
        ('<img alt="a.png">', []),
        ('<img alt="{{ page.title }}">', []),
        ('<img alt="A cat {{ x }}">', []),
        ('`<img alt="A cat">`', []),
        ('[a](/b "One") [c](/b "One") [d](/b "Two")', ["One", "Two"]),
        ("no markup", []),
        ('![猫](a.png "可愛い猫")', ["可愛い猫"]),
        ('<img alt="قطة">', ["قطة"]),
    ],
)  # fmt: skip
def test_texts_are_found(message: str, expected: list[str]) -> None:
    """Titles and alternative texts, as they read; no addresses, nothing that a builder puts in."""
    assert texts(message) == expected


def test_texts_in_html_are_found() -> None:
    """There, Markdown's titles are text."""
    message = '<img alt="A cat"> [a](/b "Title")'
    assert texts(message, Setting(Form.HTML)) == ["A cat"]


@pytest.mark.parametrize(
    ("message", "translation", "answers", "expected"),
    [
        (
            '[a](/b "The title") and "The title"',
            '[а](/b "The title") и "The title"',
            {"The title": "Заголовок"},
            '[а](/b "Заголовок") и "The title"',
        ),
        ('[a](/b "Title")', '[а](/b "Title")', {"Title": 'Мой "дом"\\'}, '[а](/b "Мой \\"дом\\"\\\\")'),
        ("[a](/b 'Title')", "[а](/b 'Title')", {"Title": "l'eau"}, "[а](/b 'l\\'eau')"),
        ('[a](/b "Title")', '[а](/b "Title")', {"Title": "zwei\n\nZeilen "}, '[а](/b "zwei Zeilen")'),
        ('[a](/b "Title")', '[а](/b "Title")', {}, '[а](/b "Title")'),
        (
            '<img alt="A cat" title="Cats">',
            '<img alt="A cat" title="Cats">',
            {"Cats": "Katzen"},
            '<img alt="A cat" title="Katzen">',
        ),
        (
            '<img alt="A cat" title="Cats">',
            '<img alt="A cat" title="Cats">',
            {"A cat": 'Eine "Katze" <b> & x', "Cats": "Katzen"},
            '<img alt="Eine &quot;Katze&quot; &lt;b&gt; &amp; x" title="Katzen">',
        ),
        ("<img alt='A cat'>", "<img alt='A cat'>", {"A cat": "l'eau"}, "<img alt='l&#39;eau'>"),
        (
            '[a](/b "One") [c](/d "One")',
            '[б](/d "One") [а](/b "One")',
            {"One": "Один"},
            '[б](/d "Один") [а](/b "Один")',
        ),
        ('![a](b.png "A cat")', '![猫](b.png "A cat")', {"A cat": "一只猫"}, '![猫](b.png "一只猫")'),
        ('![a](b.png "A cat")', '![قطة](b.png "A cat")', {"A cat": "قطة"}, '![قطة](b.png "قطة")'),
    ],
)
def test_texts_are_replaced(message: str, translation: str, answers: dict[str, str], expected: str) -> None:
    """Between their own quotes, escaped as those need it; all else stays."""
    assert replaced(translation, within(hide(message, Setting())), answers) == expected


@LAW
@given(MESSAGES, SETTINGS)
def test_nothing_is_replaced_without_answers(message: str, setting: Setting) -> None:
    """And each text stands where it is said to stand."""
    hidden = hide(message, setting)
    found = within(hidden)
    assert replaced(message, found, {}) == message
    for each in found:
        assert each.literal in {mark.literal for mark in hidden.marks}
        assert each.literal[each.start - 1] == each.literal[each.end] in "\"'"


@LAW
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1), st.sampled_from("\"'"))
def test_an_answer_reads_as_it_was_given(answer: str, quote: str) -> None:
    """Whatever its characters; white space is one space."""
    plain = " ".join(answer.split())
    message = f"<img title={quote}A title{quote}>"
    written = replaced(message, within(hide(message, Setting())), {"A title": answer})
    again = within(hide(written, Setting()))
    assert [each.text for each in again] in ([plain], [])
    if plain.isalpha():
        assert again
