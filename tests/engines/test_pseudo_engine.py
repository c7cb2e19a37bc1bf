"""Pseudo-translations as an engine."""

from __future__ import annotations

import pytest

from translator.configmodel import Engine as Settings
from translator.engines.client import Client
from translator.engines.contract import Ask, Setup
from translator.engines.pseudo import Pseudo
from translator.errors import ConfigError
from translator.markup.exchange import prepare, receive
from translator.model import Form
from translator.page.inline import Setting


def made(**options: str) -> Pseudo:
    return Pseudo(Setup(Settings(name="pseudo", options=options), {}, Client("pseudo")))


def test_letters_get_marks_and_placeholders_stay() -> None:
    reply = made().translate([Ask("Press <g1>Save</g1>, gx1 <x2/>")], "en", "de")
    assert reply.answers[0].text == "Přéšš <g1>Šávé</g1>, ğx1 <x2/>"
    assert reply.characters == 0


@pytest.mark.parametrize("style", ["accent", "cjk"])
def test_a_message_comes_back_whole(style: str) -> None:
    message = "See [the **guide**](https://x.org/a) & `code` for {{ site.name }} < 3"
    engine = made(style=style)
    sent = prepare(message, Setting(Form.PARAGRAPH), engine.mode)
    text, fault = receive(sent, engine.translate([Ask(sent.text)], "en", "zh").answers[0].text, "zh")
    assert fault == ""
    assert text != message
    assert "](https://x.org/a)" in text
    assert "`code`" in text
    assert "{{ site.name }}" in text


def test_it_is_the_same_each_time() -> None:
    asks = [Ask("One thing"), Ask("One thing")]
    assert len({answer.text for answer in made(style="cjk").translate(asks, "en", "zh").answers}) == 1


def test_other_styles_are_none() -> None:
    with pytest.raises(ConfigError, match="hostile"):
        made(style="hostile")
