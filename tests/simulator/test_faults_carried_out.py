"""Faults as a client sees them, without a network and over HTTP, from a thread and from asyncio."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from okx_client.simulator import Exchange, Fault, mock_transport
from okx_client.simulator.server import running

from .support import SPREAD, TIME, new_exchange, signed_headers

Ask = Callable[..., httpx.Response]

IN_A_MOMENT = 5
"""Seconds: far more than any of this takes, far less than the late answers here."""


@pytest.fixture
def exchange() -> Exchange:
    return new_exchange(time.time)


@pytest.fixture(params=["mock", "mock async", "http", "http async"])
def ask(request: pytest.FixtureRequest, exchange: Exchange) -> Iterator[Ask]:
    """Send the same cancel in one of four ways, one connection at a time."""
    with ExitStack() as stack:
        is_mock = request.param.startswith("mock")
        url = "https://openapi.okx.com" if is_mock else stack.enter_context(running(exchange))

        def send(seconds: float = 10, body: bytes = b'{"ordId":"1"}') -> httpx.Response:
            transport = mock_transport(exchange) if is_mock else None
            headers = signed_headers("POST", SPREAD, body, time.time())

            async def send_async() -> httpx.Response:
                async with httpx.AsyncClient(transport=transport, timeout=seconds) as client:
                    return await client.post(url + SPREAD, content=body, headers=headers)

            if request.param.endswith("async"):
                return asyncio.run(send_async())
            with httpx.Client(transport=transport, timeout=seconds) as client:
                return client.post(url + SPREAD, content=body, headers=headers)

        yield send


def test_a_refusal(ask: Ask, exchange: Exchange) -> None:
    exchange.inject(Fault.refused("50013"))
    answer = ask()
    assert (answer.status_code, answer.json()["code"]) == (429, "50013")
    assert ask().json()["code"] == "1"


@pytest.mark.parametrize("status", [200, 302, 403, 404, 500, 502, 520, 599])
def test_any_answer(status: int, ask: Ask, exchange: Exchange) -> None:
    exchange.inject(Fault.answered(status, "<html>坏网关</html>", acts=False))
    answer = ask()
    assert (answer.status_code, answer.content.decode()) == (status, "<html>坏网关</html>")
    assert answer.headers["content-type"] == "text/html"
    assert ask().json()["code"] == "1"


@pytest.mark.parametrize("acts", [True, False])
def test_a_cut_is_a_connection_that_ends_without_a_byte(acts: bool, ask: Ask, exchange: Exchange) -> None:
    order = exchange.add_spread_order("1")
    exchange.inject(Fault.cut(acts=acts))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        ask()
    assert exchange.spread_order(order.ord_id).state == ("canceled" if acts else "live")
    assert ask().json()["data"][0]["sCode"] == ("51401" if acts else "0")


def test_a_late_answer_comes_when_it_was_told_to(ask: Ask, exchange: Exchange) -> None:
    exchange.inject(Fault.late(0.3))
    began = time.monotonic()
    assert ask().json()["code"] == "1"
    assert time.monotonic() - began >= 0.3


def test_a_client_that_is_less_patient_gets_no_answer(ask: Ask, exchange: Exchange) -> None:
    order = exchange.add_spread_order("1")
    exchange.inject(Fault.late(60))
    began = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        ask(seconds=0.2)
    assert 0.2 <= time.monotonic() - began < IN_A_MOMENT
    assert exchange.spread_order(order.ord_id).state == "canceled"
    assert ask().json()["data"][0]["sCode"] == "51401"


def test_a_client_without_a_time_out_waits_for_a_late_answer(exchange: Exchange) -> None:
    exchange.inject(Fault.late(0.05), path=TIME)
    with httpx.Client(transport=mock_transport(exchange), timeout=None) as client:
        assert client.get(f"https://openapi.okx.com{TIME}").json()["code"] == "0"


def test_one_late_answer_does_not_hold_up_the_others(exchange: Exchange) -> None:
    exchange.inject(Fault.late(60), path=TIME)
    with running(exchange) as url, late_question(url) as connection:
        until = time.monotonic() + IN_A_MOMENT
        while not exchange.requests and time.monotonic() < until:
            time.sleep(0.01)
        assert exchange.requests
        assert httpx.get(url + TIME, timeout=IN_A_MOMENT).json()["code"] == "0"
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(1)


def late_question(url: str) -> socket.socket:
    """Ask for the time, and leave the answer unread."""
    address = urlsplit(url)
    connection = socket.create_connection((address.hostname, address.port), timeout=IN_A_MOMENT)
    connection.sendall(f"GET {TIME} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


PROGRAM = """
import sys, time, threading, httpx
from okx_client.simulator import Exchange, Fault
from okx_client.simulator.server import running

exchange = Exchange(api_key="k", secret_key="s", passphrase="p", demo=True)
path = "/api/v5/public/time"

def ask(url, timeout):
    try:
        return httpx.get(url + path, timeout=timeout).status_code
    except httpx.HTTPError as error:
        return type(error).__name__

with running(exchange) as url:
    exchange.inject(Fault.cut(acts=True), path=path)
    exchange.inject(Fault.cut(acts=False), path=path)
    exchange.inject(Fault.answered(599, "x" * 100_000, acts=True), path=path)
    exchange.inject(Fault.late(60), times=3, path=path)
    print([ask(url, 10), ask(url, 10), ask(url, 10), ask(url, 0.1)])
    threads = [threading.Thread(target=ask, args=(url, 60)) for _ in range(2)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 10
    while len(exchange.requests) < 6 and time.monotonic() < until:
        time.sleep(0.01)
    began = time.monotonic()
for thread in threads:
    thread.join()
print(time.monotonic() - began)
"""


def test_the_server_ends_in_about_a_second_and_prints_nothing() -> None:
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", PROGRAM]
    run = subprocess.run(command, capture_output=True, text=True, timeout=50, check=False)
    assert run.stderr == ""
    answers, seconds = run.stdout.splitlines()
    assert answers == "['RemoteProtocolError', 'RemoteProtocolError', 599, 'ReadTimeout']"
    assert float(seconds) < 2


SERVED = """
import sys
from okx_client.simulator import Exchange, Fault
from okx_client.simulator.server import serve

exchange = Exchange(api_key="k", secret_key="s", passphrase="p", demo=True)
exchange.inject(Fault.late(60), path="/api/v5/public/time")
serve(exchange, 0, lambda url: print(url, flush=True))
"""


def test_a_signal_ends_a_server_that_owes_a_late_answer() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            with late_question(url) as connection:
                assert httpx.get(f"{url}/nothing").status_code == 404
                process.send_signal(signal.SIGTERM)
                assert connection.recv(1000) == b""
            assert process.communicate(timeout=IN_A_MOMENT) == ("", "")
            assert process.returncode == 0
        finally:
            process.kill()
