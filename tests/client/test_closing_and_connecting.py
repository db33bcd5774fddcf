"""A closed client wakes its calls and spends nothing, a limiter may answer nonsense, an address may be a black hole."""

from __future__ import annotations

import logging
import socket
import threading
import time
from typing import Any

import httpcore
import httpx
import pytest

from okx_client import OKX, ConfigurationError, Granted, NotDelivered, NotSent, OKXError
from okx_client.transport import guards

from .support import KEYS, Script, answer


class Turns:
    """A limiter that gives what it is told to, and counts how often it is asked."""

    def __init__(self, turn: Any) -> None:
        self.turn, self.asked = turn, 0

    def reserve(self, charges: Any, *, max_wait: float) -> Any:
        self.asked += 1
        return self.turn

    reserve_async = reserve


def test_closing_wakes_a_call_that_waits_for_its_turn() -> None:
    okx = OKX(**KEYS, demo=True, transport=Script().transport, limiter=Turns(Granted(3600.0)))
    errors: list[OKXError] = []

    def cancel() -> None:
        try:
            okx.spread.cancel_order(ord_id="1")
        except OKXError as error:
            errors.append(error)

    thread = threading.Thread(target=cancel, daemon=True)
    thread.start()
    while okx._engine.settings.limiter.asked == 0:  # type: ignore[union-attr]
        time.sleep(0.001)
    okx.close()
    thread.join(timeout=5)
    assert isinstance(errors[0], NotDelivered)
    assert isinstance(errors[0].outcome, NotSent)


def test_a_closed_client_spends_no_turns() -> None:
    turns = Turns(Granted(0.0))
    okx = OKX(**KEYS, demo=True, transport=Script().transport, limiter=turns)
    okx.close()
    with pytest.raises(ConfigurationError):
        okx.spread.cancel_order(ord_id="1")
    assert not isinstance(okx._engine._reserve((), 1.0), Granted)
    assert turns.asked == 0


@pytest.mark.parametrize("nonsense", [None, 0.0, True, "now"])
def test_a_limiter_that_answers_nonsense_sends_nothing(nonsense: Any) -> None:
    script = Script(answer({"sCode": "0"}))
    okx = OKX(**KEYS, demo=True, transport=script.transport, limiter=Turns(nonsense))
    with pytest.raises(NotDelivered, match="limiter failed"):
        okx.spread.cancel_order(ord_id="1")
    assert script.requests == []


def test_an_error_without_a_connection_names_the_host() -> None:
    okx = OKX(**KEYS, demo=True, transport=Script(httpx.ConnectError("refused")).transport, retries=None)
    with pytest.raises(NotDelivered, match=r"no connection to openapi\.okx\.com \(ConnectError: refused\)"):
        okx.spread.cancel_order(ord_id="1")


class Backend(httpcore.NetworkBackend):
    """Connects to the last of the addresses that it knows, and keeps how long it was given for each."""

    def __init__(self, good: str | None) -> None:
        self.good, self.tried = good, dict[str, float | None]()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> Any:
        self.tried[host] = timeout
        if host != self.good:
            raise httpcore.ConnectTimeout("black hole")
        return httpcore.MockStream([])


def resolve_to(*addresses: str) -> Any:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    return lambda *arguments, **named: found


def test_every_address_of_a_host_has_its_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolve_to("192.0.2.1", "192.0.2.2", "192.0.2.3"))
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    backend = Backend("192.0.2.3")
    guards._Backend(backend).connect_tcp("openapi.okx.com", 443, timeout=9.0)
    assert backend.tried == {"192.0.2.1": 3.0, "192.0.2.2": 4.5, "192.0.2.3": 9.0}
    with pytest.raises(httpcore.ConnectTimeout):
        guards._Backend(Backend(None)).connect_tcp("openapi.okx.com", 443, timeout=9.0)


def test_a_name_that_cannot_be_resolved_is_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any, **named: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(httpcore.ConnectError, match="Name or service not known"):
        guards._Backend(Backend(None)).connect_tcp("nowhere.example", 443)


def test_an_unknown_httpcore_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with httpx.Client() as client:
        client._transport._pool = object()  # type: ignore[attr-defined]
        with caplog.at_level(logging.WARNING, "okx_client"):
            guards.guard(client)
        client._transport = Script().transport
    assert "not guarded" in caplog.text
