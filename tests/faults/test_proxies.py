"""A tunnel that a proxy opens: calls go through it as they go without, with the same guards, and it can read none."""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import field, frozen

from okx_client import Rejected, connections

from .fault_server import FaultServer
from .steps import GIVE_UP_SECONDS, Drip, Peer, Say, SayTogether, Script, Serve, Step, fin, head, rst, whole
from .support import ALGOS, CLIENTS, SPREAD, SPREAD_2, Asked, Result, ask, chunked, reply
from .test_tls import CERTIFICATE, of_server

URL = "https://okx.test"  # no name server knows it: only through the tunnel is there a way
OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
ARRIVES = 0.03  # seconds between two calls, in which what the server sent or closed arrives
SILENCE = 0.3  # seconds that a client waits; a drip lasts some ten times as long

on_each_client = pytest.mark.parametrize("client", CLIENTS)


@frozen
class PassTo:
    """Pass bytes on to a port of this machine and back, until one side closes."""

    port: int

    def __call__(self, peer: Peer) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), GIVE_UP_SECONDS) as onward:
            onward.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            other = {peer.connection: onward, onward: peer.connection}
            while readable := select.select(other, [], [], GIVE_UP_SECONDS)[0]:
                for side in readable:
                    if not (data := side.recv(65536)):
                        return False
                    other[side].sendall(data)
                    peer.received += data if side is peer.connection else b""
        return False


@contextmanager
def proxy_to(*scripts: Script) -> Iterator[tuple[FaultServer, FaultServer]]:
    """A server that speaks TLS, and a proxy whose every tunnel leads to it."""
    with (
        FaultServer(*scripts, tls=of_server()) as server,
        FaultServer([head, Say(OPENED), PassTo(server.port)]) as proxy,
    ):
        yield server, proxy


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate, by whatever name the server is called: it stands for OKX, and has no name of its own."""
    context = ssl.create_default_context(cafile=CERTIFICATE)
    context.check_hostname = False
    monkeypatch.setattr(connections, "_ssl_context", lambda: context)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


Naming = Callable[[FaultServer], dict[str, Any]]


@pytest.fixture(params=["argument", "HTTPS_PROXY"])
def naming(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Naming:
    """Name a proxy to the clients that are made from now on: by an option, which is returned, or by the environment."""

    def name(proxy: FaultServer) -> dict[str, Any]:
        address = proxy.url.replace("://", "://user:word@")
        if request.param == "argument":
            return {"proxy": address}
        monkeypatch.setenv(request.param, address)
        monkeypatch.setenv("NO_PROXY", "elsewhere.test")
        return {}

    return name


def letters(results: list[Result]) -> list[str]:
    return [result.letters for result in results]


@on_each_client
def test_one_tunnel_carries_all_calls_and_shows_none(client: str, naming: Naming) -> None:
    accepting = Serve(lambda request: (ALGOS if request.path == ALGOS.path else SPREAD).good)
    with proxy_to([accepting]) as (server, proxy):
        assert letters(ask(client, URL, SPREAD, ALGOS, SPREAD, pause=ARRIVES, **naming(proxy))) == ["A"] * 3
        assert server.paths == [SPREAD.path, ALGOS.path, SPREAD.path]
        assert (len(server.peers), len(proxy.peers)) == (1, 1)
        assert proxy.received.startswith(b"CONNECT okx.test:443 HTTP/1.1\r\n")
        assert proxy.received.lower().count(b"proxy-authorization: basic ") == 1
        for secret in (b"OK-ACCESS", b"POST", SPREAD.path.encode()):
            assert secret not in proxy.received
        assert b"proxy-authorization" not in server.received.lower()


LONG = b"a" * 90
DRIPS: dict[str, Script] = {
    "of interim answers": [whole, Drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 4), Say(SPREAD.good)],
    "of headers": [whole, Say(b"HTTP/1.1 200 OK\r\n"), Drip(b"X-A: " + LONG), Say(b"\r\n" + SPREAD.good[17:])],
    "inside a chunk's size": [
        whole,
        Say(chunked(end=b"1;")),
        Drip(LONG),
        Say(b"\r\n " + chunked(SPREAD.said()).partition(b"\r\n\r\n")[2]),
    ],
}


@on_each_client
def test_no_drip_inside_a_tunnel_can_hold_a_call_for_ever(client: str, naming: Naming) -> None:
    with proxy_to(*DRIPS.values()) as (server, proxy), ThreadPoolExecutor(len(DRIPS)) as pool:
        options: dict[str, Any] = {**naming(proxy), "timeout": SILENCE}
        runs = [pool.submit(ask, client, URL, SPREAD, **options) for _ in DRIPS]
        assert [letters(run.result()) for run in runs] == [["U"]] * len(DRIPS)
        assert [peer.finished for peer in server.peers] == [False] * len(DRIPS)
        assert len(server.requests) == len(DRIPS)


STRAY = reply(b'{"code": "50113", "msg": "Invalid Sign"}', "401 Unauthorized")
STRAYS: dict[str, tuple[Step, ...]] = {
    "in the same piece": (Say(SPREAD.good + STRAY),),
    "in a TLS record of its own": (SayTogether((SPREAD.good, STRAY)),),
}


@on_each_client
@pytest.mark.parametrize("stray", STRAYS)
def test_inside_a_tunnel_an_answer_that_nobody_asked_for_is_no_verdict_on_the_next_order(
    client: str, naming: Naming, stray: str
) -> None:
    refused = reply(SPREAD_2.said("51402", top="1"))
    scripts: list[Script] = [[whole, *STRAYS[stray], whole, Say(refused)], [whole, Say(refused)]]
    with proxy_to(*scripts) as (server, proxy):
        first, second = ask(client, URL, SPREAD, SPREAD_2, pause=ARRIVES, **naming(proxy))
        assert first.letters == "A"
        assert {verdict.code for verdict in second.verdicts if isinstance(verdict, Rejected)} <= {"51402"}
        assert "A" not in second.letters
        assert len(server.requests) == 2


@frozen
class AfterTheClose(Asked):
    """A call that is made when the proxy has closed its first tunnel."""

    proxy: FaultServer = field(kw_only=True)

    def of(self, okx: Any) -> Any:
        while self.proxy.peers[0].connection.fileno() != -1:
            time.sleep(0.001)
        return super().of(okx)


@on_each_client
def test_a_tunnel_that_was_closed_meanwhile_is_opened_anew(client: str, naming: Naming) -> None:
    with proxy_to([whole, Say(SPREAD.good), fin], [whole, Say(SPREAD_2.good)]) as (server, proxy):
        later = AfterTheClose(SPREAD_2.orders, proxy=proxy)
        results = ask(client, URL, SPREAD, later, pause=ARRIVES, **naming(proxy))
        assert letters(results) == ["A", "A"]
        assert (len(server.requests), len(proxy.peers)) == (2, 2)


@on_each_client
@pytest.mark.parametrize("ending", [fin, rst])
def test_a_request_that_went_into_a_tunnel_without_an_answer_is_unknown_and_not_repeated(
    client: str, naming: Naming, ending: Step
) -> None:
    with proxy_to([whole, ending]) as (server, proxy):
        assert letters(ask(client, URL, SPREAD, **naming(proxy))) == ["U"]
        assert (len(server.requests), len(proxy.peers)) == (1, 1)


@on_each_client
def test_a_server_that_is_not_trusted_gets_nothing_through_a_tunnel(
    client: str, naming: Naming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_ssl_context", ssl.create_default_context)
    with proxy_to([whole, Say(SPREAD.good)]) as (server, proxy):
        assert letters(ask(client, URL, SPREAD, **naming(proxy))) == ["N"]
        assert server.received == b""
        assert b"OK-ACCESS" not in proxy.received
