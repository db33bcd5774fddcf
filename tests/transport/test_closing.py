"""Closing while a call connects, waits or gives its connection back; and what a failure leaves behind."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import ssl
import sys
from typing import Any

import pytest

from okx_client.transport import pool, tasks, threads
from okx_client.transport.request import TransportError

from ..client.leaks import frames_of
from ..faults.fault_server import FaultServer
from ..faults.steps import Say, Serve, hold, whole
from ..faults.support import CLIENTS, SPREAD, ask, ask_async, ask_with, new_client
from .test_connecting import Kept

on_each_client = pytest.mark.parametrize("client", CLIENTS)


@pytest.mark.parametrize("error", [TimeoutError("slow"), BrokenPipeError(), ssl.SSLError("x")])
def test_what_breaks_while_it_is_written_may_have_arrived(error: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise error

    with FaultServer([hold]) as server:
        monkeypatch.setattr(socket.socket, "sendall", fail)
        (result,) = ask("OKX", server.url, SPREAD)
        assert result.letters == "U"


@on_each_client
def test_failures_leave_room_for_further_calls(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST", 1)
    monkeypatch.setattr(tasks, "MOST", 1)
    with FaultServer([whole, Say(b"\0" * 9 + b"\n\n")], [whole, Say(SPREAD.good)]) as server:
        results = ask(client, server.url, SPREAD, SPREAD, retries=None, timeout=1.0)
        assert [result.letters for result in results] == ["U", "A"]


def test_a_client_that_is_closed_while_it_connects_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        okx = new_client("OKX", server.url)
        connected = threads._connected

        def closing(*arguments: Any) -> socket.socket:
            found = connected(*arguments)
            okx.close()
            return found

        monkeypatch.setattr(threads, "_connected", closing)
        assert ask_with(okx, SPREAD).letters == "N"
        assert server.received == b""


def test_a_task_whose_client_is_closed_while_it_connects_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = tasks._connected

    async def run() -> None:
        okx = new_client("AsyncOKX", server.url)

        async def closing(*arguments: Any) -> socket.socket:
            found = await connect(*arguments)
            await okx.close()
            return found

        monkeypatch.setattr(tasks, "_connected", closing)
        assert (await ask_async(okx, SPREAD)).letters == "N"

    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        asyncio.run(run())
        assert server.received == b""


def test_a_connection_is_not_lost_between_closing_and_giving_back(monkeypatch: pytest.MonkeyPatch) -> None:
    connections_: pool.Pool[Kept] = pool.Pool()
    kept = Kept()
    connections_.lend(kept)

    class Clock:
        @staticmethod
        def monotonic() -> float:
            connections_.close()  # another thread does so now
            return 0.0

    monkeypatch.setattr(pool, "time", Clock)
    connections_.give_back(kept, keep=True)
    assert kept.ended


def test_a_closed_pool_lends_nothing() -> None:
    closed: pool.Pool[Kept] = pool.Pool()
    closed.close()
    with pytest.raises(TransportError, match="closed"):
        closed.lend(Kept())


def test_a_task_that_is_cancelled_as_its_connection_breaks_leaves_no_error_behind() -> None:
    said: list[Any] = []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context))
        with FaultServer([whole, hold]) as server:
            okx = new_client("AsyncOKX", server.url)
            asked = asyncio.ensure_future(ask_async(okx, SPREAD))
            while not server.requests:
                await asyncio.sleep(0.001)
            (connection,) = okx._engine._connections._pool._busy
            connection._fail("ReadError", "broken")
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            del connection
            await okx.close()

    asyncio.run(run())
    gc.collect()
    assert said == []


def test_no_frames_on_a_question_for_the_time_that_is_cancelled() -> None:
    async def run() -> BaseException:
        with FaultServer([whole, hold]) as server:
            async with new_client("AsyncOKX", server.url) as okx:
                asked = asyncio.ensure_future(okx.warm_up())
                while not server.requests:
                    await asyncio.sleep(0.001)
                asked.cancel()
                with pytest.raises(asyncio.CancelledError) as caught:
                    await asked
                return caught.value

    assert not [frame for frame in frames_of(asyncio.run(run())) if "transport" in frame]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_process_that_closes_its_copy_cuts_off_none_of_the_calls_of_the_first() -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server, new_client("OKX", server.url) as okx:
        assert ask_with(okx, SPREAD).letters == "A"
        child = os.fork()
        if not child:
            okx.close()
            os._exit(0)
        os.waitpid(child, 0)
        assert ask_with(okx, SPREAD).letters == "A"
        assert len(server.peers) == 1


@on_each_client
def test_a_failure_needs_no_file_and_no_import(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that can open no file has to learn of its time-outs all the same."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(24, "Too many open files")

    for name in [name for name in sys.modules if name.partition(".")[0] in ("h11", "httpx")]:
        monkeypatch.delitem(sys.modules, name)
    with FaultServer([whole, hold]) as server:
        monkeypatch.setattr("importlib._bootstrap_external.FileLoader.get_data", refuse)
        (result,) = ask(client, server.url, SPREAD, timeout=0.2, retries=None)
        monkeypatch.undo()
        assert result.letters == "U"
