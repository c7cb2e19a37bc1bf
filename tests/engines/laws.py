"""What holds for every engine that asks a service; each service's own file says how its wire looks."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from engines.wire import Raw, Seen, Wire

from translator.configmodel import Engine as Settings
from translator.engines import client as client_module
from translator.engines.client import Client
from translator.engines.contract import Ask, Setup
from translator.engines.registry import find
from translator.errors import AuthError, EngineError, QuotaError, RequestError
from translator.markup.exchange import prepare, receive
from translator.model import Form
from translator.page.inline import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.engines.contract import Engine
    from translator.terms import Term

__all__ = ["KEY", "Laws", "make", "shouted"]

KEY = "k3y-Sécret/+".replace("é", "e") + "0123456789"
_TAG = re.compile(r"(<[^<>]*>|&\w+;)")
_MESSAGES = (
    "Hello, world",
    "Press **Save** & run `make -j` now",
    "See [the guide](https://x.org/a_b) for `<code>` and 2 < 3",
)


def shouted(text: str) -> str:
    """The text in capitals, its tags as they are, in the order they came: a translation for tests."""
    out, kept = [], False
    for part in _TAG.split(text):
        if _TAG.fullmatch(part):
            kept = "notranslate" in part or (kept and part != "</span>")
            out.append(part)
        else:
            out.append(part if kept else part.upper())
    return "".join(out)


def make(
    name: str, url: str, environment: dict[str, str], terms: Sequence[Term] = (), **settings: Any
) -> Engine:
    """An engine as a run makes it, on a local address."""
    table = Settings(name=name, base_url=url, timeout=settings.pop("timeout", 5.0), **settings)
    return find(name)(Setup(table, environment, Client(name, timeout=table.timeout), "", tuple(terms)))


class Laws:
    """Subclasses describe a service; its tests come with the class."""

    name: ClassVar[str]
    environment: ClassVar[dict[str, str]]
    settings: ClassVar[dict[str, Any]] = {}
    pair: ClassVar[tuple[str, str]] = ("en", "de")
    """Codes of the service's own."""
    batch: ClassVar[int] = 3
    table: ClassVar[dict[str, str]] = {}
    """BCP 47 tags and the target codes they become."""
    unknown: ClassVar[str] = "tlh"
    wrong_key: ClassVar[Raw | None] = Raw(401, {"error": {"message": f"bad key {KEY}"}})
    spent: ClassVar[Raw | None] = None
    fast: ClassVar[Raw] = Raw(429, {"error": {"message": "slow down"}}, {"Retry-After": "0.15"})
    too_long: ClassVar[Raw] = Raw(413, {"error": {"message": "too long"}})
    fewer: ClassVar[bool] = True
    """Whether an answer that lacks one text is refused as a whole."""

    def texts(self, seen: Seen) -> list[str]:
        """The texts of a request for translation."""
        raise NotImplementedError

    def good(self, texts: list[str]) -> Any:
        """The body of the answer with these translations."""
        raise NotImplementedError

    def check(self, seen: Seen) -> None:
        """Assert what the specification wants of a request for translation."""

    def other(self, seen: Seen) -> Any:
        """Answer what is no request for translation; None where it is one."""
        del seen

    # -- fixtures ---------------------------------------------------------------------------------------

    @pytest.fixture
    def wire(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
        monkeypatch.setattr(client_module, "_BASE", 0.01)
        monkeypatch.setattr(client_module, "_SLOW", 0.02)

        def answer(seen: Seen) -> Any:
            found = self.other(seen)
            if found is not None:
                return found
            self.check(seen)
            return self.good([shouted(text) for text in self.texts(seen)])

        with Wire(answer) as wire:
            yield wire
        assert wire.faults == []

    @pytest.fixture
    def engine(self, wire: Wire) -> Iterator[Engine]:
        engine = self.made(wire)
        yield engine
        self.client(engine).close()

    def made(self, wire: Wire, terms: Sequence[Term] = (), **settings: Any) -> Engine:
        return make(self.name, wire.url, self.environment, terms, **{**self.settings, **settings})

    @staticmethod
    def client(engine: Engine) -> Client:
        found = engine.client  # type: ignore[attr-defined]
        assert isinstance(found, Client)
        return found

    def asked(self, engine: Engine, *texts: str) -> list[str]:
        asks = [Ask(text) for text in texts or ("Hello",)]
        return [answer.text for answer in engine.translate(asks, *self.pair).answers]

    # -- laws -------------------------------------------------------------------------------------------

    def test_a_batch_with_placeholders_comes_back_whole(self, engine: Engine, wire: Wire) -> None:
        """What is marked up stays so, what is kept stays to the letter, the rest is translated."""
        sent = [prepare(message, Setting(Form.PARAGRAPH), engine.mode) for message in _MESSAGES]
        answers: list[str] = []
        for start in range(0, len(sent), self.batch):
            answers += self.asked(engine, *(each.text for each in sent[start : start + self.batch]))
        found = [receive(each, answer, "de") for each, answer in zip(sent, answers, strict=True)]
        assert [text for text, _ in found] == [
            "HELLO, WORLD",
            "PRESS **SAVE** & RUN `make -j` NOW",
            "SEE [THE GUIDE](https://x.org/a_b) FOR `<code>` AND 2 < 3",
        ]
        assert not any(KEY in f"{seen.path}{seen.query}" for seen in wire.requests)

    def test_tags_become_the_services_codes(self, engine: Engine) -> None:
        assert {tag: engine.codes("en", tag)[1] for tag in self.table} == self.table

    def test_an_unknown_language_is_told_before_anything_is_spent(self, engine: Engine, wire: Wire) -> None:
        if not self.unknown:
            return
        with pytest.raises(EngineError, match=self.unknown) as caught:
            engine.codes("en", self.unknown)
        assert "it knows" in str(caught.value)
        assert not [seen for seen in wire.requests if self.other(seen) is None]

    def test_a_wrong_key_is_told_and_not_shown(self, engine: Engine, wire: Wire) -> None:
        if self.wrong_key is None:
            return
        wire.script.append(self.wrong_key)
        with pytest.raises(AuthError) as caught:
            self.asked(engine)
        assert KEY not in f"{caught.value}{caught.value!r}{caught.value.__dict__}"
        assert KEY not in repr(caught.value.__cause__) + repr(caught.value.__context__)
        assert len(wire.requests) == 1

    def test_a_spent_allowance_is_told(self, engine: Engine, wire: Wire) -> None:
        if self.spent is None:
            return
        wire.script.append(self.spent)
        with pytest.raises(QuotaError):
            self.asked(engine)
        assert len(wire.requests) == 1

    def test_it_waits_as_long_as_it_is_told(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(self.fast)
        assert self.asked(engine) == ["HELLO"]
        first, second = wire.requests
        assert second.at - first.at >= float(self.fast.headers["Retry-After"])

    def test_a_storm_passes(self, engine: Engine, wire: Wire) -> None:
        wire.script += [Raw(503, b"<html>down</html>")] * 3
        assert self.asked(engine) == ["HELLO"]
        assert len(wire.requests) == 4

    def test_a_cut_connection_is_asked_again(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(Raw(200, self.good(["HALF"]), cut=True))
        assert self.asked(engine) == ["HELLO"]

    def test_a_slow_answer_is_waited_for(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(Raw(200, self.good(["SLOW"]), slow=0.2))
        assert self.asked(engine) == ["SLOW"]

    def test_no_json_is_asked_again(self, engine: Engine, wire: Wire) -> None:
        wire.script += [Raw(200, b'{"a": '), Raw(200, b"")]
        assert self.asked(engine) == ["HELLO"]

    def test_another_number_of_answers_is_no_answer(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(Raw(200, self.good(["A"] * (self.batch + 1))))
        if not self.fewer:
            return
        with pytest.raises(RequestError):
            self.asked(engine, *["Hello"] * self.batch)

    def test_an_answer_of_another_shape_is_no_answer(self, engine: Engine, wire: Wire) -> None:
        bodies: list[Any] = [{}, [], {"data": 1}, [[]], {"translations": {"a": 1}}, "text", 7]
        for body in bodies:
            wire.script.append(Raw(200, body))
            try:
                reply = engine.translate([Ask("Hello")], *self.pair)
            except EngineError:
                continue
            assert reply.answers[0].fault

    def test_half_a_character_is_no_text(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(Raw(200, self.good(["half \ud83d"])))
        with suppress(RequestError):
            assert engine.translate([Ask("Hello")], *self.pair).answers[0].fault

    def test_what_is_too_long_is_refused_politely(self, engine: Engine, wire: Wire) -> None:
        wire.script.append(self.too_long)
        with pytest.raises(RequestError):
            self.asked(engine, "word " * 100)

    def test_half_a_character_is_not_sent(self, engine: Engine) -> None:
        """A lone surrogate, as a page with broken bytes may have."""
        with suppress(RequestError):
            engine.translate([Ask("a\udc80b")], *self.pair)

    def test_limits_leave_room(self, engine: Engine) -> None:
        limits = engine.limits
        assert limits.items >= 1
        assert 1 <= limits.concurrency <= 16
        assert engine.identity.startswith(self.name)

    def test_a_stopped_client_asks_nothing(self, engine: Engine, wire: Wire) -> None:
        self.client(engine).stopped.set()
        began = time.monotonic()
        with pytest.raises(EngineError, match="stopped"):
            self.asked(engine)
        assert time.monotonic() - began < 0.3
        assert wire.requests == []

    def test_a_missing_key_is_told(self, wire: Wire) -> None:
        kind = find(self.name)
        for variable in kind.variables:
            if getattr(kind, "keyless", False):
                continue
            environment = {name: value for name, value in self.environment.items() if name != variable}
            with pytest.raises(AuthError, match=variable):
                make(self.name, "" if self.name == "openai" else wire.url, environment, **self.settings)
