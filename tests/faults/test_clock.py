"""A refused timestamp: OKX's time is asked once, however many calls wait for it, and the call is sent once more."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from okx_client import AuthenticationError, SpreadOrderId

from .fault_server import FaultServer
from .scenarios import BOMB
from .steps import Drip, Peer, Request, Say, Script, Serve, Step, hold, whole
from .support import (
    ALGOS,
    CLIENTS,
    SPREAD,
    TIME_PATH,
    Asked,
    Result,
    ask,
    ask_async,
    ask_with,
    envelope,
    is_sync,
    item,
    new_client,
    reply,
)

AHEAD = 3600.0  # seconds by which OKX's clock differs from the client's
NOW = 1_700_000_000.0
EXPIRED = reply(b'{"code":"50102","msg":"Timestamp request expired"}', "401 Unauthorized")
TIME = reply(envelope({"ts": str(int((NOW + AHEAD) * 1000))}))

on_each_client = pytest.mark.parametrize("client", CLIENTS)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


class Exchange:
    """Refuses a timestamp that is too far from its own time; the first refusals wait for each other."""

    def __init__(self, together: int = 1, time: bytes = TIME) -> None:
        self._gate = threading.Barrier(together)
        self._time = time

    def __call__(self, request: Request) -> bytes:
        if request.path == TIME_PATH:
            return self._time
        if abs(_moment(request) - NOW - AHEAD) > 30:
            self._gate.wait(10)  # so that every call has been refused before any can ask the time
            return EXPIRED
        named = json.loads(request.body)
        asked = ALGOS if isinstance(named, list) else Asked((SpreadOrderId(ord_id=named["ordId"]),))
        return reply(envelope(*map(item, asked.orders)))


def _moment(request: Request) -> float:
    return datetime.fromisoformat(request.header("OK-ACCESS-TIMESTAMP")).timestamp()


CLOCKS: dict[str, Any] = {"clocks": {"wall": lambda: NOW}}


@on_each_client
@for_each_call
def test_a_refused_timestamp_is_corrected_once_and_for_all_later_calls(client: str, asked: Asked) -> None:
    with FaultServer([Serve(Exchange())]) as server:
        results = ask(client, server.url, asked, asked, **CLOCKS)
        assert [result.letters for result in results] == ["A", "A"]
        assert server.paths == [asked.path, TIME_PATH, asked.path, asked.path]
        question = server.requests[1]
        assert (question.header("OK-ACCESS-KEY"), question.header("OK-ACCESS-SIGN")) == ("", "")
        assert server.requests[0].header("OK-ACCESS-SIGN") != server.requests[2].header("OK-ACCESS-SIGN")


@on_each_client
@for_each_call
def test_a_timestamp_refused_twice_is_the_end(client: str, asked: Asked) -> None:
    with FaultServer([Serve(lambda request: TIME if request.path == TIME_PATH else EXPIRED)]) as server:
        (result,) = ask(client, server.url, asked, **CLOCKS)
        assert result.letters == "R"
        assert result.error is None or isinstance(result.error, AuthenticationError)
        assert server.paths == [asked.path, TIME_PATH, asked.path]


@on_each_client
def test_many_calls_at_once_ask_the_time_once(client: str) -> None:
    orders = [Asked((SpreadOrderId(ord_id=number),)) for number in range(1, 21)]
    with FaultServer([Serve(Exchange(together=20))]) as server:
        results = at_once(client, server.url, orders)
        assert [result.letters for result in results] == ["A"] * 20
        assert server.paths.count(TIME_PATH) == 1
        assert len(server.requests) == 41


NO_TIME = {
    "a page": reply(b"<html>", "502 Bad Gateway"),
    "a refusal": reply(b'{"code":"50011","msg":"Too Many Requests"}', "429 Too Many Requests"),
    "no data": reply(envelope()),
    "a text": reply(envelope({"ts": "soon"})),
    "a negative time": reply(envelope({"ts": "-1700000000000"})),
    "seconds": reply(envelope({"ts": "1700000000"})),
    "nothing": b"HTTP/1.1 204 No Content\r\n\r\n",
}


@on_each_client
@pytest.mark.parametrize("name", NO_TIME)
def test_without_okxs_time_the_refusal_stands(client: str, name: str) -> None:
    with FaultServer([Serve(Exchange(time=NO_TIME[name]))]) as server:
        (result,) = ask(client, server.url, SPREAD, **CLOCKS)
        assert isinstance(result.error, AuthenticationError)
        assert server.paths == [SPREAD.path, TIME_PATH]


def only_time(*steps: Step) -> Script:
    """Refuse the first request, and play these steps to the question for the time."""
    return [whole, Say(EXPIRED), whole, *steps]


HOLDING: dict[str, Script] = {
    "silence": only_time(hold),
    "a drip of headers": only_time(Say(b"HTTP/1.1 200 OK\r\n"), Drip(b"X-A: " + b"a" * 90), Say(b"\r\n" + TIME[17:])),
    "a drip of body": only_time(Say(reply(b" " * 90 + envelope())[: -len(envelope()) - 90]), Drip(b" " * 90)),
}


@on_each_client
def test_a_server_that_never_tells_the_time_cannot_hold_a_call_for_ever(client: str) -> None:
    def run(name: str) -> str:
        with FaultServer(HOLDING[name]) as server:
            (result,) = ask(client, server.url, SPREAD, timeout=0.3, **CLOCKS)
        return f"{name}: no bound" if server.peers[0].finished or result.letters != "R" else ""

    with ThreadPoolExecutor(len(HOLDING)) as pool:
        assert [fault for fault in pool.map(run, HOLDING) if fault] == []


@on_each_client
def test_calls_that_wait_for_a_time_that_does_not_come_do_not_queue_up_for_it(client: str) -> None:
    orders = [Asked((SpreadOrderId(ord_id=number),)) for number in range(1, 9)]
    gate = Exchange(together=len(orders))

    def play(peer: Peer) -> None:
        while (request := peer.request()) is not None and request.path != TIME_PATH:
            peer.connection.sendall(gate(request))

    with FaultServer([play]) as server:
        results = at_once(client, server.url, orders, timeout=0.3)
        assert {type(result.error) for result in results} == {AuthenticationError}
        assert server.paths.count(TIME_PATH) == 1


@on_each_client
def test_a_time_that_unpacks_to_megabytes_is_not_read(client: str, caplog: pytest.LogCaptureFixture) -> None:
    bomb = reply(BOMB, "200 OK", "Content-Encoding: gzip")
    with FaultServer([Serve(Exchange(time=bomb))]) as server:
        (result,) = ask(client, server.url, SPREAD, **CLOCKS)
        assert isinstance(result.error, AuthenticationError)
    assert "no answer" in caplog.text


@on_each_client
def test_a_repeat_after_the_clock_was_set_is_in_the_log(client: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "okx_client"), FaultServer([Serve(Exchange())]) as server:
        ask(client, server.url, SPREAD, **CLOCKS)
    lines = [record.getMessage() for record in caplog.records if record.name == "okx_client"]
    assert [line for line in lines if "once more" in line and SPREAD.path in line]


def at_once(client: str, url: str, orders: list[Asked], **options: Any) -> list[Result]:
    """Make calls from as many threads, or tasks, as there are orders."""
    if is_sync(client):
        with new_client(client, url, **options, **CLOCKS) as okx, ThreadPoolExecutor(len(orders)) as pool:
            return list(pool.map(lambda asked: ask_with(okx, asked), orders))

    async def tasks() -> list[Result]:
        async with new_client(client, url, **options, **CLOCKS) as okx:
            return list(await asyncio.gather(*(ask_async(okx, asked) for asked in orders)))

    return asyncio.run(tasks())
