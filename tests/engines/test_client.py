"""The shared client: retries, limits, an end when it is told to end, and no secrets in what it says."""

from __future__ import annotations

import email.utils
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from engines.wire import Raw, Wire

from translator.engines import client as client_module
from translator.engines.client import Client, Verdict, by_status
from translator.engines.pace import Pace
from translator.errors import AuthError, EngineError, QuotaError, RateError, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(client_module, "_BASE", 0.01)
    with Wire(lambda _seen: {"ok": True}) as wire:
        yield wire


@pytest.fixture
def client() -> Iterator[Client]:
    client = Client("service", timeout=5)
    yield client
    client.close()


def in_thread(call: Callable[[], Any]) -> tuple[threading.Thread, list[BaseException | Any]]:
    """Call it in a thread; what it gave or raised comes in the list."""
    found: list[BaseException | Any] = []

    def run() -> None:
        try:
            found.append(call())
        except BaseException as error:  # noqa: BLE001 (looked at by the test)
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, found


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


# -- retries ---------------------------------------------------------------------------------------------


def test_pauses_have_full_jitter_and_a_bound(monkeypatch: pytest.MonkeyPatch, wire: Wire) -> None:
    """The n-th is anything up to half a second times 2 to the n, and never more than a minute."""
    monkeypatch.setattr(client_module, "_BASE", 20.0)
    bounds: list[float] = []
    pauses: list[float] = []

    def uniform(low: float, high: float) -> float:
        assert low == 0
        bounds.append(high)
        return high

    monkeypatch.setattr("random.uniform", uniform)
    client = Client("service")
    monkeypatch.setattr(client, "_pause", pauses.append)
    wire.answer = lambda _seen: Raw(500)
    with pytest.raises(RateError, match="7 times in a row: 500"):
        client.ask("GET", wire.url)
    assert bounds == [20, 40, 60, 60, 60, 60, 60]
    assert pauses == bounds[:-1]
    assert len(wire.requests) == 7
    client.close()


def test_a_time_to_wait_is_waited_for(wire: Wire, client: Client) -> None:
    wire.script.append(Raw(429, None, {"Retry-After": "1"}))
    began = time.monotonic()
    assert client.ask("GET", wire.url) == {"ok": True}
    assert 1 <= time.monotonic() - began < 1.5


def test_a_date_to_wait_for_is_waited_for(wire: Wire, client: Client) -> None:
    when = (datetime.now(UTC) + timedelta(seconds=2)).replace(microsecond=0)
    wire.script.append(Raw(503, None, {"Retry-After": email.utils.format_datetime(when, usegmt=True)}))
    assert client.ask("GET", wire.url) == {"ok": True}
    assert datetime.now(UTC) >= when
    assert len(wire.requests) == 2


def test_milliseconds_win_over_seconds(wire: Wire, client: Client) -> None:
    wire.script.append(Raw(429, None, {"retry-after-ms": "50", "Retry-After": "100"}))
    began = time.monotonic()
    client.ask("GET", wire.url)
    assert 0.05 <= time.monotonic() - began < 1


@pytest.mark.parametrize("value", ["Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5", "nan", ""])
def test_a_time_that_is_none_or_over_is_not_waited_for(wire: Wire, client: Client, value: str) -> None:
    wire.script.append(Raw(429, None, {"Retry-After": value}))
    began = time.monotonic()
    client.ask("GET", wire.url)
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("value", ["181", "1e300"])
def test_more_than_three_minutes_is_a_refusal(wire: Wire, client: Client, value: str) -> None:
    wire.script.append(Raw(429, None, {"Retry-After": value}))
    with pytest.raises(RateError, match="asks to wait for"):
        client.ask("GET", wire.url)
    assert len(wire.requests) == 1


def test_what_one_request_is_told_holds_for_all(wire: Wire, client: Client) -> None:
    wire.script.append(Raw(429, None, {"Retry-After": "0.4"}))
    first, _ = in_thread(lambda: client.ask("GET", wire.url))
    until(lambda: client._pace.turn(time.monotonic(), 0, 0) > 0)
    client.ask("GET", wire.url)
    first.join(5)
    times = [seen.at for seen in wire.requests]
    assert len(times) == 3
    assert all(at - times[0] >= 0.39 for at in times[1:])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, AuthError), (403, AuthError), (402, QuotaError), (400, RequestError), (413, RequestError),
        (422, RequestError), (404, EngineError), (301, EngineError), (501, EngineError),
    ],
)  # fmt: skip
def test_what_statuses_mean(wire: Wire, client: Client, status: int, kind: type[EngineError]) -> None:
    wire.script.append(Raw(status, {"message": "the\nreason \x1b[31m"}, {"Location": "http://example.org/"}))
    with pytest.raises(EngineError) as caught:
        client.ask("GET", wire.url)
    assert type(caught.value) is kind
    assert "the reason [31m" in caught.value.message
    assert len(wire.requests) == 1


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 529])
def test_what_passes(status: int) -> None:
    assert by_status(status, {}, None) is Verdict.RETRY


def test_no_connection_is_told(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(client_module, "_BASE", 0.001)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening
        with pytest.raises(RateError, match="no connection"):
            client.ask("GET", f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_no_answer_in_time_is_told(wire: Wire) -> None:
    """A request is sent twice, then it counts as the one that is wrong: a smaller one may be answered."""
    wire.answer = lambda _seen: Raw(200, {}, before=0.4)
    client = Client("service", timeout=0.1)
    with pytest.raises(RequestError, match="no answer in time"):
        client.ask("GET", wire.url)
    assert len(wire.requests) == 2
    client.close()


def test_a_service_that_says_nothing_is_given_up(wire: Wire) -> None:
    """After eight requests without an answer, whoever sent them."""
    wire.answer = lambda _seen: Raw(200, {}, before=0.3)
    client = Client("service", timeout=0.05)
    for _ in range(3):
        with pytest.raises(RequestError):
            client.ask("GET", wire.url)
    with pytest.raises(RateError, match="says nothing"):
        client.ask("GET", wire.url)
    client.close()


@pytest.mark.parametrize("url", ["nonsense://x/", "http://", "http://x:port/", "/path"])
def test_a_wrong_address_is_told_at_once(client: Client, url: str) -> None:
    began = time.monotonic()
    with pytest.raises(EngineError):
        client.ask("GET", url)
    assert time.monotonic() - began < 0.4


def test_what_is_no_json_cannot_be_asked(client: Client) -> None:
    """A date in the table ``options`` is TOML's, not JSON's."""
    with pytest.raises(EngineError, match="cannot be written") as caught:
        client.ask("POST", "http://127.0.0.1/", json={"since": datetime.now(UTC)})
    assert "options" in str(caught.value)


def test_too_much_is_no_answer(monkeypatch: pytest.MonkeyPatch, wire: Wire, client: Client) -> None:
    monkeypatch.setattr(client_module, "_LARGEST", 1000)
    wire.answer = lambda _seen: {"a": "b" * 2000}
    with pytest.raises(RequestError, match="MB"):
        client.ask("GET", wire.url)


def test_a_broken_encoding_is_asked_again(wire: Wire, client: Client) -> None:
    wire.script.append(Raw(200, b"no gzip", {"Content-Encoding": "gzip"}))
    assert client.ask("GET", wire.url) == {"ok": True}


def test_each_sending_is_signed(wire: Wire, client: Client) -> None:
    signed: list[tuple[str, str, bytes]] = []

    def sign(method: str, url: str, headers: Any, body: bytes) -> dict[str, str]:
        assert headers["x-a"] == "b"
        signed.append((method, url, body))
        return {"X-Signature": str(len(signed))}

    wire.script.append(Raw(503))
    client.ask("POST", f"{wire.url}/p", params={"q": "1"}, content=b"x", headers={"X-A": "b"}, sign=sign)
    assert [seen.headers["x-signature"] for seen in wire.requests] == ["1", "2"]
    assert signed == [("POST", f"{wire.url}/p?q=1", b"x")] * 2


# -- ends ------------------------------------------------------------------------------------------------


def test_nothing_is_asked_past_the_deadline(wire: Wire) -> None:
    client = Client("service", deadline=time.monotonic() + 0.2)
    client.ask("GET", wire.url)
    wire.script.append(Raw(429, None, {"Retry-After": "100"}))
    began = time.monotonic()
    with pytest.raises(RateError, match="the time that the configuration allows"):
        client.ask("GET", wire.url)  # at once: the wait would end behind it
    assert time.monotonic() - began < 0.15
    time.sleep(0.2)
    with pytest.raises(RateError, match="the time that the configuration allows"):
        client.ask("GET", wire.url)
    assert len(wire.requests) == 2
    client.close()


def test_the_stop_event_ends_a_request_that_waits_for_its_turn(wire: Wire, client: Client) -> None:
    wire.script.append(Raw(429, None, {"Retry-After": "100"}))
    thread, found = in_thread(lambda: client.ask("GET", wire.url))
    until(lambda: client._pace.turn(time.monotonic(), 0, 0) > 0)
    began = time.monotonic()
    client.stopped.set()
    thread.join(2)
    assert time.monotonic() - began < 0.3
    assert isinstance(found[0], EngineError)
    assert "stopped" in found[0].message


def test_an_answer_on_its_way_still_comes_after_the_stop_event(wire: Wire, client: Client) -> None:
    """It is paid for."""
    wire.script.append(Raw(200, {"paid": True}, slow=0.4))
    thread, found = in_thread(lambda: client.ask("GET", wire.url))
    until(lambda: bool(wire.requests))
    client.stopped.set()
    thread.join(2)
    assert found == [{"paid": True}]


@pytest.mark.parametrize("raw", [Raw(200, {}, before=20), Raw(200, {}, slow=20)])
def test_closing_ends_a_request_on_its_way(wire: Wire, client: Client, raw: Raw) -> None:
    wire.script.append(raw)
    thread, found = in_thread(lambda: client.ask("GET", wire.url))
    until(lambda: bool(wire.requests))
    time.sleep(0.05)  # the answer's first half comes, or nothing
    began = time.monotonic()
    client.close()
    thread.join(2)
    assert time.monotonic() - began < 0.3
    assert isinstance(found[0], EngineError)
    assert "stopped" in found[0].message


def test_closing_twice_or_early_is_no_fault(client: Client) -> None:
    client.close()
    client.close()
    with pytest.raises(EngineError, match="stopped"):
        client.ask("GET", "http://127.0.0.1/")


# -- secrets ---------------------------------------------------------------------------------------------


def test_secrets_are_shown_by_no_one(wire: Wire, client: Client) -> None:
    key = client.secret("abc/+key")
    longer = client.secret("abc/+key-longer")
    assert client.scrub(f"{key} {longer} abc%2F%2Bkey") == "*** *** ***"
    # where the message is cut, half a key must not stay
    wire.script.append(Raw(400, {"message": "x" * 375 + longer}))
    with pytest.raises(RequestError) as caught:
        client.ask("GET", wire.url)
    assert "abc" not in str(caught.value)
    assert len(caught.value.message) < 450


def test_an_empty_secret_hides_nothing(client: Client) -> None:
    assert client.secret("") == ""
    assert client.scrub("text") == "text"


# -- connections -----------------------------------------------------------------------------------------


def test_proxies_are_read_from_the_environment(wire: Wire, client: Client) -> None:
    """HTTPS_PROXY, NO_PROXY and certificates are httpx's own, as long as it may look."""
    client.ask("GET", wire.url)
    assert client._http is not None
    assert client._http.trust_env is True


def test_a_proxy_is_used(monkeypatch: pytest.MonkeyPatch, wire: Wire, client: Client) -> None:
    monkeypatch.setenv("HTTP_PROXY", wire.url)
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    assert client.ask("GET", "http://service.invalid/x") == {"ok": True}
    assert wire.requests[0].headers["host"] == "service.invalid"


def test_a_broken_proxy_is_told(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setenv("HTTP_PROXY", "nonsense://x")
    monkeypatch.setenv("http_proxy", "nonsense://x")
    with pytest.raises(EngineError, match="no connection can be made") as caught:
        client.ask("GET", "http://127.0.0.1/")
    assert "HTTPS_PROXY" in str(caught.value)


def test_redirects_are_not_followed(wire: Wire, client: Client) -> None:
    """A key would go with them."""
    wire.script.append(Raw(307, None, {"Location": f"{wire.url}/elsewhere"}))
    with pytest.raises(EngineError, match="307"):
        client.ask("POST", wire.url, headers={"X-Key": "k"}, json={})
    assert len(wire.requests) == 1


def test_no_more_connections_than_allowed(wire: Wire) -> None:
    client = Client("service", concurrency=2)
    wire.answer = lambda _seen: Raw(200, {}, before=0.1)
    began = time.monotonic()
    threads = [in_thread(lambda: client.ask("GET", wire.url))[0] for _ in range(6)]
    for thread in threads:
        thread.join(5)
    assert time.monotonic() - began >= 0.3
    client.close()


def test_certificates_of_strangers_end_it_at_once(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    monkeypatch.setattr(client, "_once", refuse)
    with pytest.raises(EngineError) as caught:
        client.ask("GET", "https://127.0.0.1/")
    assert "SSL_CERT_FILE" in str(caught.value)


# -- pace ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pace", "cost"),
    [
        (Pace(requests=600), {}),
        (Pace(characters=6_000), {"size": 10}),
        (Pace(tokens=6_000), {"tokens": 10}),
        (Pace(requests=6_000), {"requests": 10}),
    ],
)
def test_limits_a_minute_hold_over_threads(pace: Pace, cost: dict[str, int]) -> None:
    """Ten a second, and what two seconds allow at once."""
    client = Client("service", pace)
    taken: list[float] = []

    def take() -> None:
        for _ in range(6):
            client.turn(**cost)
            taken.append(time.monotonic())

    began = time.monotonic()
    threads = [in_thread(take)[0] for _ in range(4)]
    for thread in threads:
        thread.join(5)
    passed = max(taken) - began
    assert len(taken) == 24
    # 20 are there from the start, 4 come at 10 a second
    assert 0.35 <= passed < 1.5
    for at in taken:
        assert sum(other <= at for other in taken) <= 20 + (at - began) * 10 + 1


def test_what_is_more_than_a_bucket_waits_for_a_full_one_and_leaves_it_in_debt() -> None:
    pace = Pace(characters=600)
    now = time.monotonic()
    assert pace.turn(now, 100, 0) == 0
    assert pace.turn(now, 1, 0) == pytest.approx(8.1, abs=0.2)
    assert pace.turn(now + 8.3, 1, 0) == 0


def test_a_hold_is_for_everyone() -> None:
    pace = Pace()
    pace.hold(1.0)
    assert 0.5 < pace.turn(time.monotonic(), 0, 0) <= 1.0
    assert pace.turn(time.monotonic() + 1.1, 0, 0) == 0
