"""What a translation may not be: each fault, and the nearest translation without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup_strategies import LAW, MESSAGES, SETTINGS

from translator.markup.faults import fault
from translator.markup.hidden import hide
from translator.model import Form
from translator.page.inline import Setting

LONG = "The quick brown fox jumps over the lazy dog, and the dog does not care about it at all today."


def told(message: str, answer: str, tag: str = "", setting: Setting | None = None) -> str:
    setting = setting or Setting()
    return fault(hide(message, setting), answer, setting, tag)


@pytest.mark.parametrize(
    ("message", "bad", "good", "tag", "reason"),
    [
        # nothing
        ("Hello", "", "Привет", "ru", "it is empty"),
        ("Hello", " \n\t", "你好", "zh", "it is empty"),
        # characters
        ("Hello there", "Привет\0 вам", "Привет вам", "ru", "it has the control character U+0000"),
        ("Hello there", "Привет\x1b[0m", "Привет!", "ru", "it has the control character U+001B"),
        ("Hello there", "Привет\u202eмав", "Привет", "ru", "it has the control character U+202E"),
        ("Hello there", "Привет\u200f", "Привет", "ru", "it has the control character U+200F"),
        ("Hello there", "مرحبا\u202e", "\u200fمرحبا\u200e", "ar", "it has the control character U+202E"),
        ("Hello there", "\ufeffHallo", "Hallo\u00ad", "de", "it has the control character U+FEFF"),
        ("Hello there", "Hallo\ndu", "Hallo du", "de", "it has a line break that its source lacks"),
        ("One  \ntwo", "Un\n\ndeux", "Un  \ndeux", "fr", "it has a line break that its source lacks"),
        ("Hello there", "\ud83dHallo", "\U0001f600Hallo", "de", "it is no Unicode text"),
        # talk
        ("Hello there", "```Привет", "«Привет»", "ru", "it is wrapped in a code fence"),
        ("Hello there", "Sure! Привет", "Конечно! Привет", "ru", "it talks about the translation: “Sure!”"),
        (
            "Hello there",
            "Here is the translation: Hallo",
            "Hier ist es: Hallo",
            "de",
            "it talks about the translation: “Here is the translation:”",
        ),
        (
            "Hello there",
            "As an AI language model, no",
            "Bonjour, IA",
            "fr",
            "it talks about the translation: “As an AI language model”",
        ),
        (
            "Hello there",
            '{"translation": "你好"}',
            "“你好”",
            "zh",
            'it talks about the translation: “{"translation":”',
        ),
        (
            "Hello there",
            "こんにちは<|im_end|>",
            "こんにちは|",
            "ja",
            "it talks about the translation: “<|im_end|>”",
        ),
        # length
        ("Hello", "Привет " * 20, "Привет всем вам", "ru", "it has 140 characters where its source has 5"),
        (LONG, "Die Kurze.", "Der Fuchs springt.", "de", "it has only 10 characters where its source has 93"),
        (LONG, "狐跳过懒狗。", "棕色狐狸跳过懒狗，狗不在意。", "zh", "it has only 6 characters"),
        ("你好世界", "Hallo " * 50, "Hallo, du schöne weite Welt", "de", "it has 300 characters"),
        # what it brings
        ("Say hello", "Скажи <b>привет</b>", "Скажи привет", "ru", "it brings “<b>”"),
        ("Say hello", "Sag <script src=x", "Sag 1 < 2 Hallo", "de", "it brings “<script src=x”"),
        ("Say hello", "Dis <!-- x --> salut", "Dis -- salut", "fr", "it brings “<!--”"),
        ("Say *hello*", "说 [你好](javascript:a)", "说 *你好*", "zh", "it brings “](javascript:a)”"),
        ("Say hello", "javascript:alert(1) 言う", "javascript: 言う", "ja", "it brings “javascript:a”"),
        ("Say hello", "قل https://evil.example", "قل: مرحبا", "ar", "it brings “https://evil.example”"),
        ("See [it](/a)", "Смотри [это](/b)", "Смотри [это](/a)", "ru", "it brings “](/b)”"),
        ("Say hello", "Sag {{ hallo }}", "Sag { hallo }", "de", "it brings “{{ hallo }}”"),
        ("Say hello", "Dis {{ salut", "Dis { salut", "fr", "it brings “{{”"),
        ("Say hello", "Dis {% salut", "Dis 5 % salut", "fr", "it brings “{%”"),
        ("Say hello", "说 &lt;b&gt; 你好", "说 & 你好", "zh", "it brings “&lt;”"),
        ("A {{ b }} here", "{{ b }}と{{ b }}", "ここに{{ b }}", "ja", "it brings “{{ b }}”"),
        # numbers
        ("In 2024 we won", "В 2023 мы победили", "Мы победили в 2024", "ru", "it brings the number 2023"),
        ("It has 15 parts", "Es hat 51 Teile", "Es hat 15 Teile", "de", "it lacks the number 15"),
        ("It has 3 parts", "Il a 4 parties", "Il a trois parties", "fr", "it has the number 4 where"),
        ("It has many parts", "它有 20240 个部分", "它有 3 个部分", "zh", "it brings the number 20240"),
        ("For 10,000 people", "2万人のために", "1万人のために", "ja", "it lacks the number 10"),
        ("For 2 million people", "300万人のために", "200万人のために", "ja", "it has the number 300 where"),
        ("It costs 25 euro", "يكلف ٢٤ يورو", "يكلف ٢٥ يورو", "ar", "it lacks the number 25"),
        ("At 4:30 pm sharp", "Um 17:30 Uhr", "Um 16:30 Uhr", "de", "it has the number 17 where"),
        # language
        (LONG, LONG, LONG.replace("dog", "Hund"), "de", "it is not translated"),
        ("Please read all of it", "Please, read all of it", "Прочтите всё", "ru", "it is not translated"),
        ("Please read all of it", "Lies bitte alles", "Пожалуйста, read", "ru", "it has no letter of the"),
        ("Please read all of it", "Прочтите это всё", "请阅读全部", "zh", "it has no letter of the"),
        ("Please read all of it", "Lies bitte alles", "全部読んでください", "ja", "it has no letter of the"),
        ("Please read all of it", "请阅读全部", "اقرأ كل شيء", "ar", "it has no letter of the"),
        ("Please read all of it", "прочтите всё", "Lisez tout", "fr", "it has no letter of the"),
        # markup
        ("Use `a` now", "Используйте `b`", "Используйте `a`", "ru", "it brings what the source lacks"),
        ("Use **it** now", "Nutze **es", "Nutze **es** jetzt", "de", "it lacks strong emphasis"),
        ("<b>Use</b> it", "</b>Nutze<b> es", "<b>Nutze</b> es", "de", "its HTML tags do not nest"),
    ],
)  # fmt: skip
def test_faults(message: str, bad: str, good: str, tag: str, reason: str) -> None:
    """A translation that has the fault is refused with its reason; the nearest good one is not."""
    assert told(message, bad, tag).startswith(reason)
    assert told(message, good, tag) == ""


@pytest.mark.parametrize(
    ("message", "answer", "tag"),
    [
        ("Kubernetes", "Kubernetes", "ru"),
        ("The Linux Foundation", "The Linux Foundation", "zh"),
        ("content/ru/hours.md and the_other_file", "content/ru/hours.md и the_other_file", "ru"),
        ("_hello_rust/src/main.rs_:", "_hello_rust/src/main.rs_:", "zh-CN"),
        ("npm run build", "npm run build", "ja"),
        ("Released 2025-05-01", "2025年5月1日发布", "zh"),
        ("Open 9:00 am to 4:00 pm", "Ouvert de 9 heures à 16 heures", "fr"),
        ("Open from 09:00", "Открыто с 9:00", "ru"),
        ("1,000.50 euro", "1 000,50 Euro", "de"),
        ("1,000 euro", "1.000 Euro", "de"),
        ("1.5 million euro", "150万ユーロ", "ja"),
        ("10k stars", "1万颗星", "zh"),
        ("About 1 million people", "करीब 10 लाख लोग", "hi"),
        ("Chapter 5", "Пятая глава", "ru"),
        ("five parts", "5 частей", "ru"),
        ("See <https://example.org/a>.", "Siehe <https://example.org/a>.", "de"),
        ("Read **the** [book](/a) of `x`", "`x` の [本](/a) を**読む**", "ja"),
        ("Hello", "مرحبا\u200f!", "ar"),
        ("Data: many", "Daten: viele", "de"),
        ("Translation: how it works", "Translation: wie sie geht", "de"),
        ("你好，我们一起来翻译这个网站吧", "Hallo, lasst uns diese Website gemeinsam übersetzen!", "de"),
    ],
)  # fmt: skip
def test_good_translations(message: str, answer: str, tag: str) -> None:
    """Names and paths stay, numbers are written as the language does, small ones in words."""
    assert told(message, answer, tag) == ""


@pytest.mark.parametrize(
    ("message", "answer", "dialect", "reason"),
    [
        ("Say hello", "Sag {: .x} hallo", "jekyll", "it brings “{: .x}”"),
        ("Say hello", 'Sag {{< x "y" >}} hallo', "hugo", "it brings “{{< x"),
        ("Say hello", "Sag {hallo}", "mdx", "it brings “{hallo}”"),
        ("Say {hello}", "Sag {hello}", "mdx", ""),
        ("Say {hello}", "Sag {hallo}", "", ""),
        ("Say {% a %} hello", "Sag hallo", "jekyll", "it lacks a template tag of the source"),
    ],
)
def test_a_builders_own_syntax(message: str, answer: str, dialect: str, reason: str) -> None:
    """What a builder would run must come from the source."""
    setting = Setting(dialects=(dialect,) if dialect else ())
    found = told(message, answer, "de", setting)
    assert found.startswith(reason) if reason else not found


def test_text_that_is_no_markdown_has_no_markup_to_lose() -> None:
    """In an attribute, a star is a star."""
    assert told("2 *or* 3", "2 *oder 3", "de", Setting(Form.ATTRIBUTE)) == ""
    assert told("2 *or* 3", "2 *oder 3", "de") != ""


@LAW
@given(MESSAGES, SETTINGS, st.one_of(MESSAGES, st.text()), st.sampled_from(["", "ru", "ja", "ar", "tlh"]))
def test_any_translation_is_judged(message: str, setting: Setting, answer: str, tag: str) -> None:
    """A sentence or nothing, never an exception; what was judged good is so a second time."""
    hidden = hide(message, setting)
    assert fault(hidden, answer, setting, tag) == fault(hidden, answer, setting, tag)
    assert fault(hidden, "", setting, tag) == "it is empty"
