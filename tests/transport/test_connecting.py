"""Connections of our own: how many, to which address, for how long, and what ends them."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from okx_client import NotDelivered, Unknown
from okx_client.addresses import Host
from okx_client.transport import pool, tasks, threads
from okx_client.transport.request import TimeLimits

from ..faults.fault_server import FaultServer
from ..faults.steps import Say, Serve, Wait, hold, whole
from ..faults.support import CLIENTS, SPREAD, ask, ask_async, ask_with, new_client

on_each_client = pytest.mark.parametrize("client", CLIENTS)


class BlackHole:
    """Sockets that connect to one address alone; the others swallow every packet."""

    def __init__(self, good: str) -> None:
        self.good, self.tried = good, dict[str, float]()
        self._timeout = 0.0

    def __call__(self, *_: Any) -> BlackHole:
        return self

    def settimeout(self, seconds: float) -> None:
        self._timeout = seconds

    def connect(self, address: tuple[str, int]) -> None:
        self.tried[address[0]] = self._timeout
        if address[0] != self.good:
            raise TimeoutError("black hole")

    def setsockopt(self, *_: Any) -> None:
        pass

    def close(self) -> None:
        pass


def resolve_to(*addresses: str) -> Any:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    return lambda *arguments, **named: found


def test_every_address_of_a_host_has_its_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolve_to("192.0.2.1", "192.0.2.2", "192.0.2.3"))
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    hole = BlackHole("192.0.2.3")
    monkeypatch.setattr(socket, "socket", hole)
    threads._connected(Host("https", "okx.test", 443), until=4.5)
    assert hole.tried == {"192.0.2.1": 1.5, "192.0.2.2": 2.25, "192.0.2.3": 4.5}
    threads._connected(Host("https", "okx.test", 443), until=90.0)
    assert hole.tried == {"192.0.2.1": 2.5, "192.0.2.2": 2.5, "192.0.2.3": 90.0}
    hole.good = ""
    with pytest.raises(TimeoutError):
        threads._connected(Host("https", "okx.test", 443), until=9.0)


@on_each_client
def test_the_next_address_is_tried_where_the_first_is_refused(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        # This system does not have the family of the first, and refuses the second.
        families = {"::1": 99, "127.0.0.2": socket.AF_INET, "127.0.0.1": socket.AF_INET}
        found = [(family, socket.SOCK_STREAM, 6, "", (name, server.port)) for name, family in families.items()]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        (result,) = ask(client, f"http://localhost:{server.port}", SPREAD)
        assert result.letters == "A"


@on_each_client
def test_a_name_that_cannot_be_resolved_is_no_connection(client: str) -> None:
    (result,) = ask(client, "https://nowhere.invalid", SPREAD, retries=None)
    assert isinstance(result.error, NotDelivered)
    assert "nowhere.invalid (ConnectError" in str(result.error)


@on_each_client
def test_a_call_beyond_the_most_connections_waits_for_one_and_then_gives_up_unsent(
    client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "MOST", 1)
    monkeypatch.setattr(tasks, "MOST", 1)
    monkeypatch.setattr(TimeLimits, "get", lambda limits, step, default=None: 0.1 if step == "pool" else 20.0)
    with FaultServer([whole, Wait(0.5), Say(SPREAD.good)]) as server:
        letters = sorted(result.letters for result in two_at_once(client, server.url, retries=None))
        assert letters == ["A", "N"]
        assert len(server.requests) == 1


@on_each_client
def test_a_call_beyond_the_most_connections_takes_the_first_that_is_free(
    client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "MOST", 1)
    monkeypatch.setattr(tasks, "MOST", 1)
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        assert [result.letters for result in two_at_once(client, server.url)] == ["A", "A"]
        assert (len(server.requests), len(server.peers)) == (2, 1)


def two_at_once(client: str, url: str, **options: Any) -> list[Any]:
    if client == "OKX":
        with new_client(client, url, **options) as okx, ThreadPoolExecutor(2) as executor:
            return list(executor.map(lambda _: ask_with(okx, SPREAD), range(2)))

    async def run() -> list[Any]:
        async with new_client(client, url, **options) as okx:
            return list(await asyncio.gather(ask_async(okx, SPREAD), ask_async(okx, SPREAD)))

    return asyncio.run(run())


@on_each_client
def test_closing_ends_a_call_that_waits_for_its_answer(client: str) -> None:
    """Its outcome is unknown, at once, and not when its time is up."""
    with FaultServer([whole, hold]) as server:
        okx = new_client(client, server.url, timeout=30.0, retries=None)

        def close_when_asked() -> None:
            while not server.requests:
                time.sleep(0.001)
            okx.close()

        if client == "OKX":
            closing = threading.Thread(target=close_when_asked)
            closing.start()
            result = ask_with(okx, SPREAD)
            closing.join()
        else:

            async def run() -> Any:
                asked = asyncio.ensure_future(ask_async(okx, SPREAD))
                while not server.requests:
                    await asyncio.sleep(0.001)
                await okx.close()
                return await asked

            result = asyncio.run(run())
        (verdict,) = result.verdicts
        assert isinstance(verdict, Unknown)
        assert "ReadTimeout" not in verdict.cause


class Kept:
    """A connection of the pool's."""

    def __init__(self) -> None:
        self.quiet, self.ended, self.was_cut = True, 0, 0

    def is_quiet(self) -> bool:
        return self.quiet

    def cut(self) -> None:
        self.was_cut += 1

    def end(self) -> None:
        self.ended += 1


def test_the_connection_that_was_used_last_is_used_next() -> None:
    connections: pool.Pool[Kept] = pool.Pool()
    older, newer = Kept(), Kept()
    for connection in (older, newer):
        connections.lend(connection)
        connections.give_back(connection, keep=True)
    assert connections.take() is newer
    assert connections.take() is older
    assert connections.take() is None


def test_a_connection_on_which_something_came_is_ended_and_not_used() -> None:
    connections: pool.Pool[Kept] = pool.Pool()
    noisy = Kept()
    connections.lend(noisy)
    connections.give_back(noisy, keep=True)
    noisy.quiet = False
    assert connections.take() is None
    assert noisy.ended == 1


def test_closing_cuts_what_is_in_use_and_ends_what_is_not_and_what_comes_back() -> None:
    connections: pool.Pool[Kept] = pool.Pool()
    idle, busy = Kept(), Kept()
    for connection in (idle, busy):
        connections.lend(connection)
    connections.give_back(idle, keep=True)
    assert connections.close() == [busy, idle]
    assert (idle.ended, busy.was_cut, busy.ended) == (1, 1, 0)
    connections.give_back(busy, keep=True)
    assert busy.ended == 1
