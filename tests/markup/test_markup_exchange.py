"""One message on its way to an engine and back."""

from __future__ import annotations

import html

import pytest
from corpus import SITES, pages, requires_corpus
from hypothesis import given
from hypothesis import strategies as st
from markup_strategies import LAW, MESSAGES, SETTINGS

from translator.errors import PageError
from translator.markup.exchange import Sent, pieces_of, prepare, receive, reunite
from translator.markup.modes import Mode
from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.inline import Setting
from translator.page.parse import parse

MODES = st.sampled_from(list(Mode))


def echo(sent: Sent) -> str:
    """What an engine answers that changes nothing."""
    return html.unescape(sent.text) if sent.mode is Mode.UNESCAPED else sent.text


def assert_unchanged(message: str, setting: Setting, mode: Mode) -> None:
    """The law: what comes back as it went is the message. Its only fault is that it is not translated."""
    sent = prepare(message, setting, mode)
    if not sent.text:
        return
    assert sent.text == sent.text.strip()
    text, fault = receive(sent, echo(sent), "")
    assert (text, fault) in ((message, ""), ("", "it is not translated"))
    parts = pieces_of(sent)
    pieces = {index: html.unescape(part) if mode is Mode.UNESCAPED else part for index, part in parts}
    text, fault = reunite(sent, pieces, "")
    assert (text, fault) in ((message, ""), ("", "it is not translated"))


@LAW
@given(MESSAGES, SETTINGS, MODES)
def test_what_comes_back_unchanged_is_the_message(message: str, setting: Setting, mode: Mode) -> None:
    """In every mode, as a whole and in pieces."""
    assert_unchanged(message, setting, mode)


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("site", sorted(SITES))
def test_real_messages_come_back(site: str) -> None:
    """Of every tenth page of every site, each message in another mode."""
    dialects = tuple(name for name in SITES[site].dialects if name in DIALECTS)
    modes = list(Mode)
    for path in pages(site)[::10]:
        try:
            page = parse(path.read_bytes(), PageOptions(dialects=dialects), path.name)
        except PageError:
            continue
        for number, segment in enumerate(page.segments):
            setting = Setting(segment.form, dialects=page.options.dialects)
            assert_unchanged(segment.message, setting, modes[number % len(modes)])


@LAW
@given(MESSAGES, SETTINGS, MODES, st.sampled_from(["", "ru", "ar", "ja"]), st.data())
def test_an_answer_is_a_translation_or_refused(
    message: str, setting: Setting, mode: Mode, tag: str, data: st.DataObject
) -> None:
    """Never both, never neither, never an exception."""
    sent = prepare(message, setting, mode)
    other = data.draw(st.one_of(MESSAGES, st.just(sent.text), st.text()))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(sent.text))] * 2)))
    for answer in (other, sent.text[:start] + other + sent.text[end:]):
        text, fault = receive(sent, answer, tag)
        assert bool(text) != bool(fault)
    text, fault = reunite(sent, {index: other for index, _ in pieces_of(sent)}, tag)
    assert bool(text) != bool(fault)


MESSAGE = "Read the **first** page of [the book](/book) and `run` it."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            "Прочтите <g1>первую</g1> страницу <g2>книги</g2> и выполните <x3/>.",
            "Прочтите **первую** страницу [книги](/book) и выполните `run`.",
        ),
        (
            "Выполните <x3/> из <g2>книги</g2>, <g1>первая</g1> страница.",
            "Выполните `run` из [книги](/book), **первая** страница.",
        ),
        (
            "Прочтите<g1> первую </g1>страницу<g2> книги</g2> и выполните<x3/> её.",
            "Прочтите **первую** страницу [книги](/book) и выполните `run` её.",
        ),
    ],
)
def test_answers_with_all_placeholders(answer: str, expected: str) -> None:
    """In another order, too; the spaces that engines lose beside them come back, those inside go out."""
    assert receive(prepare(MESSAGE, Setting(), Mode.XML), answer, "ru") == (expected, "")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("Прочтите первую страницу <g2>книги</g2> и <x3/>.", "it lacks the placeholder g1"),
        ("Прочтите <g1>первую</g1> страницу <g2>книги</g2>.", "it lacks the placeholder x3"),
        ("<g1>а</g1> <g2>б</g2> <x3/> и <x3/>", "it has the placeholder x3 2 times"),
        ("<g1>а</g1> <g1>а</g1> <g2>б</g2> <x3/>", "it has the placeholder g1 2 times"),
        ("<g1>а <g2>б</g2></g1> <x3/>", "it has the placeholder g2 inside of g1"),
        ("<g1>а</g1> <g2>б <x3/></g2>", "it has the placeholder x3 inside of g2"),
        ("а <g1></g1> <g2>б</g2> <x3/>", "its placeholder g1 has no text in it"),
        ("а <g1>—</g1> <g2>б</g2> <x3/>", "its placeholder g1 has no text in it"),
        ("<g1>а</g1> <g2>б <x3/>", "it leaves a placeholder open"),
        ("<g1>а</g1> <g2>б</g2> <x3/> <x4/>", "it has a placeholder x4 of its own"),
    ],
)
def test_placeholders_that_are_wrong(answer: str, fault: str) -> None:
    """Each stands once, inside of the same other one, with text where it had some."""
    assert receive(prepare(MESSAGE, Setting(), Mode.XML), answer, "ru") == ("", fault)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("<g1>а</g1> <g2>б</g2>", "it has a placeholder g1 of its own"),
        ("<g1>а <g2>б</g2>", "it leaves a placeholder open"),
        ("<g2>б</g2> <g1>а</g1> в", "it has a placeholder g1 of its own"),
        ("<g3>в</g3> <g2>б</g2>", "it has a placeholder g3 of its own"),
    ],
)
def test_placeholders_that_were_not_sent(answer: str, fault: str) -> None:
    """What is around all of a message is none of the engine's business, though the message has it."""
    assert receive(prepare("*a **b** c*", Setting(), Mode.XML), answer, "ru") == ("", fault)


def test_spaces_between_scripts_that_part_no_words_stay_lost() -> None:
    """Chinese and Japanese write none beside a link."""
    sent = prepare("See **this** page now.", Setting(), Mode.XML)
    assert receive(sent, "现在看<g1>这个</g1>页面。", "zh") == ("现在看**这个**页面。", "")
    assert receive(sent, "今この<g1>ページ</g1>を見る。", "ja") == ("今この**ページ**を見る。", "")


@pytest.mark.parametrize(
    ("message", "answer", "tag", "expected"),
    [
        ("**All of it**", "Всё это", "ru", "**Всё это**"),
        ("  words ", " слова", "ru", "  слова "),
        ("AT&amp;T sells `it`", "<x1/> продаёт AT&T", "ru", "`it` продаёт AT&amp;T"),
        ("2 \\* 3 is six", "2 * 3 = шесть", "ru", "2 \\* 3 = шесть"),
        ("Read [it](/a).", "اقرأ <g1>ذلك</g1>.", "ar", "اقرأ [ذلك](/a)."),
        ("Use `it` — ![now](i.png)", "<x1/> — <g2>jetzt</g2>", "de", "`it` — ![jetzt](i.png)"),
    ],
)
def test_what_was_not_sent_comes_back(message: str, answer: str, tag: str, expected: str) -> None:
    """Outer spaces, what is around all, escapes and entities."""
    assert receive(prepare(message, Setting(), Mode.TOKENS), answer, tag) == (expected, "")


def test_pieces() -> None:
    """For an engine that loses placeholders: what stands between them, and spaces as in the source."""
    sent = prepare(MESSAGE, Setting(), Mode.TEXT)
    pieces = pieces_of(sent)
    assert [text for _, text in pieces] == ["Read the", "first", "page of", "the book", "and", "it."]
    russian = ["Прочтите", " первую", "страницу ", "книги", "и выполните", "её."]
    answers = {index: text for (index, _), text in zip(pieces, russian, strict=True)}
    expected = "Прочтите **первую** страницу [книги](/book) и выполните `run` её."
    assert reunite(sent, answers, "ru") == (expected, "")
    assert reunite(sent, answers | {pieces[0][0]: "<x3/>"}, "ru") == (
        "",
        "it has a placeholder x3 of its own",
    )
    assert reunite(sent, answers | {pieces[0][0]: "<g9>"}, "ru")[1] == "it has a placeholder g9 of its own"


def test_nothing_is_sent_without_words() -> None:
    """Code and addresses alone cost nothing."""
    sent = prepare("`code` <https://example.org> 12", Setting(), Mode.XML)
    assert sent.text == ""
    assert pieces_of(sent) == []
