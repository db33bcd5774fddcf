"""What a call costs: one connection for all calls, one request for each, and no question that nobody needs."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from attrs import field, frozen

from okx_client import OKXAuth, RateLimited, SpreadOrderId, connections
from okx_client._generated.error_codes import ERROR_CODES

from ..client.support import KEYS
from .fault_server import FaultServer
from .steps import Request, Say, Script, Serve, Step, Wait, fin, hold, rst, whole
from .support import (
    ALGOS,
    ON_EACH_WIRE,
    SPREAD,
    TIME_PATH,
    Asked,
    Sleeper,
    ask,
    chunked,
    envelope,
    is_sync,
    item,
    reply,
)
from .test_tls import CERTIFICATE, of_server

ARRIVES = 0.01  # seconds between two calls, in which what the server sends after its answer arrives
EXPIRED = reply(b'{"code":"50102","msg":"Timestamp request expired"}', "401 Unauthorized")
FORMS: dict[str, Callable[[bytes], bytes]] = {"by length": reply, "in chunks": lambda body: chunked(body[:9], body[9:])}
VERSIONS = {"http": None, "TLS 1.2": ssl.TLSVersion.TLSv1_2, "TLS 1.3": ssl.TLSVersion.TLSv1_3}

on_each_client = pytest.mark.parametrize("client", ON_EACH_WIRE)
on_each_wire = pytest.mark.parametrize("wire", VERSIONS)


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a client's own transport trust the certificate."""
    monkeypatch.setattr(connections, "_ssl_context", lambda: ssl.create_default_context(cafile=CERTIFICATE))


def serving(wire: str, handler: Callable[[Request], bytes | None]) -> FaultServer:
    version = VERSIONS[wire]
    tls = of_server(minimum_version=version, maximum_version=version) if version else None
    return FaultServer([Serve(handler)], tls=tls)


def time_now() -> bytes:
    return envelope({"ts": str(int(time.time() * 1000))})


@on_each_client
@on_each_wire
@pytest.mark.parametrize("form", FORMS)
def test_one_connection_carries_all_calls_and_the_question_for_the_time(client: str, wire: str, form: str) -> None:
    bodies = (time_now(), SPREAD.said(), ALGOS.said(), SPREAD.said("51400"), SPREAD.said())
    answers = iter([EXPIRED, *map(FORMS[form], bodies)])
    with serving(wire, lambda request: next(answers, None)) as server:
        results = ask(client, server.url, SPREAD, ALGOS, SPREAD, SPREAD, pause=ARRIVES)
        assert [result.letters for result in results] == ["A", "A", "R", "A"]
        assert server.paths[:3] == [SPREAD.path, TIME_PATH, SPREAD.path]
        assert (len(server.requests), len(server.peers)) == (6, 1)


class Many(Asked):
    """A cancel of many spread orders: a request for each."""

    def of(self, okx: Any) -> Any:
        return okx.spread.cancel_orders(self.orders)


@on_each_client
@on_each_wire
def test_many_cancels_take_no_more_connections_than_may_run_at_once(client: str, wire: str) -> None:
    def accept(request: Request) -> bytes:
        return reply(envelope(item(SpreadOrderId(ord_id=json.loads(request.body)["ordId"]))))

    many = Many(tuple(SpreadOrderId(ord_id=number) for number in range(1, 25)))
    with serving(wire, accept) as server:
        (result,) = ask(client, server.url, many, concurrency=3)
        assert (result.letters, len(result.verdicts)) == ("A", 24)
        assert len(server.requests) == 24
        assert len(server.peers) <= 3


@frozen
class AfterIdling(Asked):
    """A call before which the pool's clock is put forward."""

    idle: Callable[[], None] = field(kw_only=True)

    def of(self, okx: Any) -> Any:
        self.idle()
        return super().of(okx)


@on_each_client
@pytest.mark.parametrize("wire", ["http", "TLS 1.3"])
@pytest.mark.parametrize(("seconds", "connections_made"), [(115.0, 1), (125.0, 3)])
def test_a_connection_is_kept_for_two_minutes_of_idling(
    client: str, wire: str, seconds: float, connections_made: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = [0.0]
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + sum(ahead))
    for kind in ("_sync", "_async"):
        monkeypatch.setattr(f"httpcore.{kind}.http11.time", clock)
    monkeypatch.setattr("okx_client.transport.pool.time", clock)
    later = AfterIdling(SPREAD.orders, idle=lambda: ahead.append(seconds))
    with serving(wire, lambda request: SPREAD.good) as server:
        results = ask(client, server.url, SPREAD, later, later, pause=ARRIVES)
        assert [result.letters for result in results] == ["A", "A", "A"]
        assert (len(server.requests), len(server.peers)) == (3, connections_made)


@on_each_client
def test_every_request_asks_for_an_answer_that_is_not_packed(client: str) -> None:
    answers = iter([EXPIRED, reply(time_now()), SPREAD.good, ALGOS.good])
    with serving("http", lambda request: next(answers, None)) as server:
        assert [result.letters for result in ask(client, server.url, SPREAD, ALGOS)] == ["A", "A"]
        assert server.paths == [SPREAD.path, TIME_PATH, SPREAD.path, ALGOS.path]
        assert [request.header("Accept-Encoding") for request in server.requests] == ["identity"] * 4
        assert {request.text.lower().count("accept-encoding") for request in server.requests} == {1}


TOO_MANY = "429 Too Many Requests"
CUT = reply(b'{"code":"50011","msg":"Too Ma', TOO_MANY, length=60)
PACKED = reply(b'{"code":"50011","msg":""}', TOO_MANY, "Content-Encoding: gzip")
REFUSED_RATES: dict[str, tuple[Step, ...]] = {
    "cut by fin": (Say(CUT), fin),
    "cut by rst": (Say(CUT), Wait(ARRIVES), rst),
    "cut before its body": (Say(CUT[: CUT.index(b"{")]), fin),
    "cut inside a chunk": (Say(chunked(b" " * 40).replace(b"200 OK", TOO_MANY.encode())[:-20]), fin),
    "never ended": (Say(CUT), hold),
    "packed": (Say(PACKED), fin),
}


@on_each_client
@pytest.mark.parametrize("name", REFUSED_RATES)
def test_a_refused_rate_is_a_refusal_though_its_body_is_not_readable(client: str, name: str) -> None:
    timeout = 0.2 if name == "never ended" else 5.0
    for asked in (SPREAD, ALGOS):
        with FaultServer([whole, *REFUSED_RATES[name]]) as server:
            (result,) = ask(client, server.url, asked, retries=None, timeout=timeout)
            assert result.letters == "R"
            assert isinstance(result.error, RateLimited) is asked.spread
            assert len(server.requests) == 1


@on_each_client
@pytest.mark.parametrize("name", ["cut by fin", "cut by rst"])
def test_a_refused_rate_is_asked_again_after_a_wait_though_its_body_was_cut(client: str, name: str) -> None:
    scripts: list[Script] = [[whole, *REFUSED_RATES[name]], [whole, Say(SPREAD.good)]]
    sleeper = Sleeper()
    with FaultServer(*scripts) as server:
        (result,) = ask(client, server.url, SPREAD, sleeper=sleeper)
        assert (result.letters, len(server.requests), len(sleeper.slept)) == ("A", 2, 1)


# Of `OKXAuth` on an httpx client of the caller's own: what it is answered, by status and body.
OTHERS = [
    *((status, envelope(code=code)) for code, one in ERROR_CODES.items() for status in one.http_statuses),
    (200, SPREAD.said()),
    (200, SPREAD.said("51400", top="1")),
    (401, b'{"code":"50113","msg":"not 50102"}'),
    (401, b'{"code":"","error_code":"50102","msg":"50102"}'),
    (401, b""),
    (401, b"50102"),
    (502, b"<html>50102</html>"),
]


def send(which: str, url: str, times: int) -> list[httpx.Response]:
    """Send so many requests through an httpx client that signs by `OKXAuth`."""
    auth = OKXAuth(**KEYS, demo=True)
    if is_sync(which):
        with httpx.Client(auth=auth, base_url=url) as http:
            return [http.post(SPREAD.path, content=b"{}") for _ in range(times)]

    async def run() -> list[httpx.Response]:
        async with httpx.AsyncClient(auth=auth, base_url=url) as http:
            return [await http.post(SPREAD.path, content=b"{}") for _ in range(times)]

    return asyncio.run(run())


@on_each_client
def test_the_signing_alone_asks_the_time_on_code_50102_and_on_nothing_else(client: str) -> None:
    others = [(status, body) for status, body in OTHERS if json_code(body) != "50102"]
    answers = iter([reply(body, f"{status} X") for status, body in others])
    with serving("http", lambda request: next(answers, None)) as server:
        found = send(client, server.url, len(others))
        assert [(response.status_code, response.content) for response in found] == others
        assert server.paths == [SPREAD.path] * len(others)

    answers = iter([EXPIRED, reply(time_now()), SPREAD.good])
    with serving("http", lambda request: next(answers, None)) as server:
        (response,) = send(client, server.url, 1)
        assert response.content == SPREAD.said()
        assert server.paths == [SPREAD.path, TIME_PATH, SPREAD.path]


def json_code(body: bytes) -> Any:
    try:
        return json.loads(body)["code"]
    except (ValueError, TypeError):
        return None


def test_the_signing_does_not_ask_the_time_that_another_request_has_asked_meanwhile() -> None:
    now = 1_700_000_000.0
    auth = OKXAuth(**KEYS, demo=True, clock=lambda: now)
    first, second = (httpx.Request("POST", "https://okx.test/api/v5/sprd/cancel-order") for _ in range(2))
    expired = httpx.Response(401, json={"code": "50102", "msg": ""})
    one, other = auth.auth_flow(first), auth.auth_flow(second)
    assert next(one) is first
    assert next(other) is second
    assert one.send(expired).url.path == TIME_PATH
    assert one.send(httpx.Response(200, json={"code": "0", "data": [{"ts": "1700000060000"}]})) is first
    assert other.send(expired) is second
    assert second.headers["OK-ACCESS-TIMESTAMP"] == first.headers["OK-ACCESS-TIMESTAMP"] == "2023-11-14T22:14:20.000Z"
    with pytest.raises(StopIteration):
        other.send(expired)
