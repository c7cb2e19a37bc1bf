"""Language tags, and the codes that sites use for them."""

from __future__ import annotations

import pytest

from translator.tags import canonical, is_tag, looks_like_locale, meant


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "pt-br", "zh_Hans", "sr-Latn-RS", "es-419", "fil", "x-mine", "und"]
)
def test_tags(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize("text", ["", "gr", "jp", "english", "pt-XX-YY", "é", "e n"])
def test_no_tags(text: str) -> None:
    assert not is_tag(text)


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("x-MINE", "x-mine"),
        ("de-x-us", "de-x-us"),
    ],
)
def test_the_usual_case(tag: str, usual: str) -> None:
    assert canonical(tag) == usual


def test_names_of_folders() -> None:
    """Short words are no locales unless a language, or a country used for one, has the code."""
    for name in ("ru", "pt-BR", "zh-hans", "zh_CN", "gr", "jp", "fil", "es-419"):
        assert looks_like_locale(name)
    for name in ("api", "doc", "new", "v1", "src", "js", "img", "2024", "i18n", "en-docs", "me"):
        assert not looks_like_locale(name)


@pytest.mark.parametrize(
    ("code", "text", "tag"),
    [
        ("gr", "", "el"),
        ("GR", "", "el"),
        ("cn", "", "zh-CN"),
        ("jp", "", "ja"),
        ("ua", "", "uk"),
        ("cz", "", "cs"),
        ("dk", "", "da"),
        ("kr", "안녕하세요", "ko"),
        ("kr", "Kanuri is a language of its own", None),
        ("se", "Välkommen hem till öarna", "sv"),
        ("se", "Bures boahtin", None),
        ("br", "As informações são do município", "pt-BR"),
        ("br", "Degemer mat", None),
        ("ru", "Привет", None),
    ],
)
def test_what_a_code_means(code: str, text: str, tag: str | None) -> None:
    """A code that is a language of its own is taken at its word unless the letters prove otherwise."""
    assert meant(code, text) == tag
