"""What holds for all engines, services or not; and how a service's code for a language is found."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from translator.engines.contract import Engine, Limits
from translator.engines.registry import ENGINES, find
from translator.engines.service import matching
from translator.errors import ConfigError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from translator.engines.amazon import Amazon
    from translator.engines.anthropic import Anthropic
    from translator.engines.apertium import Apertium
    from translator.engines.azure import Azure
    from translator.engines.command import Command
    from translator.engines.deepl import DeepL
    from translator.engines.google import Google
    from translator.engines.google_v3 import GoogleV3
    from translator.engines.libretranslate import LibreTranslate
    from translator.engines.modernmt import ModernMT
    from translator.engines.openai import OpenAI
    from translator.engines.pseudo import Pseudo
    from translator.engines.yandex import Yandex

    # the type checker holds each against the contract
    _KINDS: tuple[type[Engine], ...] = (
        Amazon, Anthropic, Apertium, Azure, Command, DeepL, Google, GoogleV3, LibreTranslate, ModernMT,
        OpenAI, Pseudo, Yandex,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_an_engine_fits_the_contract(name: str) -> None:
    kind = find(name)
    assert kind.name == name
    assert isinstance(kind.mode, Mode)
    assert isinstance(kind.limits, Limits)
    assert isinstance(kind.contextual, bool)
    assert all(variable.isupper() for variable in kind.variables)
    for method in ("codes", "translate", "languages", "usage"):
        ours, theirs = (inspect.signature(getattr(cls, method)) for cls in (kind, Engine))
        assert list(ours.parameters) == list(theirs.parameters)


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_an_engine_says_what_it_is(name: str) -> None:
    """Docstrings tell where a rule comes from; a file is small."""
    module = inspect.getmodule(find(name))
    assert module is not None
    assert module.__doc__
    assert len(inspect.getsource(module).splitlines()) < 260


def test_a_near_name_is_offered() -> None:
    with pytest.raises(ConfigError, match="google"):
        find("gogle")


@pytest.mark.parametrize(
    ("tag", "known", "own", "code"),
    [
        ("de", "de en", {}, "de"),
        ("de-AT", "de en", {}, "de"),
        ("zh-TW", "zh zh-Hant", {}, "zh-Hant"),
        ("zh-TW", "zh", {}, None),
        ("zh-Hant", "zh-CN zh-TW", {"zh-hant": "zh-TW"}, "zh-TW"),
        ("zh-HK", "zh-CN zh-TW", {"zh-Hant": "zh-TW"}, "zh-TW"),
        ("sr-Latn", "sr", {}, None),
        ("sr", "sr-Cyrl sr-Latn", {}, "sr-Cyrl"),
        ("pt-BR", "pt pt-PT", {}, "pt"),
        ("pt-PT", "PT_BR pt_pt", {}, "pt_pt"),
        ("es-419", "es", {}, "es"),
        ("tlh", "de en", {}, None),
    ],
)
def test_codes_for_tags(tag: str, known: str, own: dict[str, str], code: str | None) -> None:
    assert matching(tag, known.split(), own) == code
