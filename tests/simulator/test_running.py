"""The server in a thread: how it starts and ends, what it says, and that no frozen clock of a test holds it up."""

import logging
import socket
import subprocess
import sys
import time
from threading import Event
from urllib.parse import urlsplit

import httpx
import pytest

from okx_client.simulator import Exchange, server
from okx_client.simulator.server import running
from okx_client.transport import pool

from .support import SPREAD, TIME, Clock, new_exchange

FROZEN = """
import sys, threading, time
from okx_client.testing import Fault, SimulatedOKX

real, frozen = time.monotonic, 1_767_225_600.0

def cancel(exchange):
    with exchange.client() as okx:
        okx.spread.cancel_order(ord_id=exchange.add_spread_order().ord_id)

def freeze(is_frozen):
    time.monotonic = (lambda: frozen) if is_frozen else real

def meet(frozen_before, frozen_within, frozen_after):
    freeze(frozen_before)
    with SimulatedOKX() as exchange:
        freeze(frozen_within)
        cancel(exchange)
        exchange.inject(Fault.late(0.05))
        cancel(exchange)
        with exchange.unreachable():
            pass
        cancel(exchange)
        freeze(frozen_after)
    freeze(False)

for when in ((False, True, False), (True, True, True), (True, False, False)):
    meet(*when)
    print("ended", flush=True)
"""


def test_a_clock_that_a_test_freezes_holds_nothing_up() -> None:
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", FROZEN]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout.split(), run.stderr) == (["ended"] * 3, "")


def test_the_limits_pass_with_real_time_where_a_test_has_frozen_the_time_of_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = 0.0
    monkeypatch.setattr("okx_client.simulator.exchange.real_seconds", lambda: seconds)
    monkeypatch.setattr("okx_client.simulator.exchange.wall_seconds", lambda: 1_767_225_600.0)
    exchange = Exchange(api_key="k", secret_key="s", passphrase="p", demo=True)
    assert exchange._clock() == 1_767_225_600.0
    assert exchange._limit_clock() == 0.0
    seconds = 2.0
    assert exchange._limit_clock() == 2.0


def test_a_given_clock_governs_the_limits_too(clock: Clock) -> None:
    assert new_exchange(clock)._limit_clock is clock


def test_a_start_that_fails_says_so(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    async def no_server(*arguments: object, **options: object) -> None:
        raise OSError("no more files")

    monkeypatch.setattr(server._Loop, "create_server", no_server)
    with pytest.raises(RuntimeError, match=r"did not start: OSError\('no more files'\)"), running(new_exchange(clock)):
        pytest.fail("it did start")


def test_an_end_that_does_not_come_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, go_on = Event(), Event()

    def clock_that_stops() -> float:
        asked.set()
        go_on.wait(60)
        return 0.0

    block = running(new_exchange(clock_that_stops))
    url = block.__enter__()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(url + TIME, timeout=0.2)
    assert asked.wait(10)
    monkeypatch.setattr(server, "_PATIENCE_SECONDS", 0.2)
    with pytest.raises(RuntimeError, match="does not end"):
        block.__exit__(None, None, None)
    go_on.set()


def connected(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=10)


def test_nonsense_and_half_a_request_are_nobodys_error(
    clock: Clock, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with running(new_exchange(clock)) as url:
        nonsense, half = connected(url), connected(url)
        nonsense.sendall(b"\0nonsense\r\n\r\n")
        assert nonsense.recv(100).startswith(b"HTTP/1.1 400 ")
        half.sendall(f"POST {SPREAD} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
        with httpx.Client() as client:
            assert client.get(url + TIME).status_code == 200
    with nonsense, half:
        assert half.recv(100) == b""
    assert [record for record in caplog.records if "okx" in record.name or "uvicorn" in record.name] == []
    assert capfd.readouterr() == ("", "")


def test_an_error_of_the_exchanges_own_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> float:
        raise ArithmeticError

    with running(new_exchange(broken)) as url:
        assert httpx.get(url + TIME).status_code == 500
    assert "ArithmeticError" in caplog.text


def test_other_servers_of_the_process_keep_their_log(clock: Clock) -> None:
    access, handler = logging.getLogger("uvicorn.access"), logging.NullHandler()
    access.addHandler(handler)
    try:
        with running(new_exchange(clock)):
            assert access.handlers == [handler]
            assert access.propagate
    finally:
        access.removeHandler(handler)


def test_the_end_is_not_waited_for(clock: Clock) -> None:
    began = time.monotonic()
    for _ in range(10):
        with running(new_exchange(clock)) as url, httpx.Client() as client:
            assert client.get(url + TIME).status_code == 200
    assert time.monotonic() - began < 1.5  # a tenth of it, without other load


def test_small_answers_are_not_held_back() -> None:
    with server._listener(0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_it_is_never_this_side_that_closes_an_idle_connection_first() -> None:
    assert server._KEEP_ALIVE_SECONDS > pool.KEPT_SECONDS
