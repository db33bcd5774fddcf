"""A canary: no text that a program may write down holds a secret. Here: a call that is cut off from outside.

What is raised then is the caller's own (Ctrl-C, a cancelled task), and it comes from the midst of the HTTP stack, whose
frames hold the signed headers.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from okx_client import OKX, AlgoOrderId, AsyncOKX, CancelReport, Timing
from okx_client.limits import Charge, Granted, Turn

from .leaks import PROXY_PASSWORD, PROXY_USER, frames_of, leaked, texts_of_error
from .support import KEYS, Script, answer

ORDERS = [AlgoOrderId("BTC-USDT", algo_id=number) for number in range(1, 24)]
SyncCall = Callable[[OKX], object]
AsyncCall = Callable[[AsyncOKX], Awaitable[object]]

pytestmark = pytest.mark.usefixtures("wire")

sync_calls: list[SyncCall] = [
    lambda okx: okx.spread.cancel_order(ord_id="1"),
    lambda okx: okx.algo.cancel_orders(ORDERS),
    lambda okx: list(okx.algo.iter_cancel_orders(ORDERS)),
]


async def each_outcome(okx: AsyncOKX) -> object:
    return [outcome async for outcome in okx.algo.iter_cancel_orders(ORDERS)]


async_calls: list[AsyncCall] = [
    lambda okx: okx.spread.cancel_order(ord_id="1"),
    lambda okx: okx.algo.cancel_orders(ORDERS),
    each_outcome,
]
NAMES = ["single", "bulk", "iterated"]
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one thread")
each_sync = pytest.mark.parametrize("call", sync_calls, ids=NAMES)
each_async = pytest.mark.parametrize("call", async_calls, ids=NAMES)


def assert_clean(error: BaseException) -> None:
    """No secret on the error, on what it was raised from, on its report, nor a frame that could hold one."""
    for thread in threading.enumerate():
        if thread.name.startswith("okx-client") and thread.is_alive():
            thread.join()  # nothing that is looked at here may still change
    report = CancelReport.of(error)
    assert report is not None
    assert len(report.outcomes) in (1, len(ORDERS))
    assert not report.accepted
    assert any("okx_client" in frame for frame in frames_of(error))
    stack = ("httpx", "httpcore", "anyio", "transport")
    assert not [frame for frame in frames_of(error) if any(name in frame for name in stack)]
    assert not leaked(*texts_of_error(error))


@contextmanager
def silent_server() -> Iterator[tuple[str, threading.Event]]:
    """A server on loopback that takes every request and answers none; the event is set when the first is there."""
    arrived, open_ones = threading.Event(), []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    open_ones.append(listener.accept()[0])
                except OSError:
                    return
                open_ones[-1].recv(65536)
                arrived.set()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", arrived
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    for connection in open_ones:
        connection.close()


@contextmanager
def cut_off_in_the_http_stack(kind: type[BaseException]) -> Iterator[str]:
    """Raise it where the bytes of a request are about to be written, with the headers in the frames around."""

    def send(*_: object, **__: object) -> None:
        raise kind("stop")

    async def send_async(*_: object, **__: object) -> None:
        raise kind("stop")

    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.MonkeyPatch.context() as patched:
        patched.setattr("httpcore._sync.http11.HTTP11Connection._send_event", send)
        patched.setattr("httpcore._async.http11.AsyncHTTP11Connection._send_event", send_async)
        patched.setattr("okx_client.transport.threads._Connection.exchange", send)
        patched.setattr("okx_client.transport.tasks._Connection.exchange", send_async)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def run(url: str, call: AsyncCall, *, debug: bool = False, **options: Any) -> object:
    async def running() -> object:
        async with AsyncOKX(**KEYS, demo=True, base_url=url, **{"limiter": None, **options}) as okx:
            return await call(okx)

    return asyncio.run(running(), debug=debug)


def press_ctrl_c(when: threading.Event, thread_id: int) -> None:
    when.wait(5)
    signal.pthread_kill(thread_id, signal.SIGINT)


class Stop(BaseException):
    """An interruption of the caller's own kind."""


@each_sync
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, Stop])
def test_no_secret_on_what_is_raised_amid_the_http_stack(kind: type[BaseException], call: SyncCall) -> None:
    with (
        cut_off_in_the_http_stack(kind) as url,
        OKX(**KEYS, demo=True, base_url=url, limiter=None) as okx,
        pytest.raises(kind) as caught,
    ):
        call(okx)
    assert_clean(caught.value)


@each_async
@pytest.mark.parametrize("kind", [asyncio.CancelledError, Stop])
def test_no_secret_on_what_is_raised_amid_the_async_http_stack(kind: type[BaseException], call: AsyncCall) -> None:
    with cut_off_in_the_http_stack(kind) as url, pytest.raises(kind) as caught:
        run(url, call)
    assert_clean(caught.value)


@each_async
def test_no_secret_on_a_task_that_is_cancelled_while_okx_is_silent(call: AsyncCall) -> None:
    with silent_server() as (url, arrived):

        async def cancelled(okx: AsyncOKX) -> BaseException:
            task = asyncio.ensure_future(call(okx))
            while not arrived.is_set():
                await asyncio.sleep(0.005)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert not leaked(repr(task))
            return caught.value

        error = run(url, cancelled, debug=True)
    assert isinstance(error, asyncio.CancelledError)
    assert_clean(error)


@each_async
def test_no_secret_on_a_time_out_of_the_callers(call: AsyncCall) -> None:
    with silent_server() as (url, _):

        async def timed_out(okx: AsyncOKX) -> BaseException:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.05):
                    await call(okx)
            return caught.value

        error = run(url, timed_out)
    assert isinstance(error, TimeoutError)
    assert_clean(error)


@on_posix
@each_sync
def test_no_secret_on_ctrl_c_while_okx_is_silent(call: SyncCall) -> None:
    with silent_server() as (url, arrived):
        thread = threading.Thread(target=press_ctrl_c, args=(arrived, threading.get_ident()))
        with OKX(**KEYS, demo=True, base_url=url, limiter=None, timeout=2.0) as okx:
            thread.start()
            with pytest.raises(KeyboardInterrupt) as caught:
                call(okx)
            thread.join()
    assert_clean(caught.value)


@on_posix
def test_no_password_of_a_proxy_on_ctrl_c_while_the_clock_is_asked() -> None:
    with silent_server() as (url, arrived):
        login = f"{PROXY_USER}:{PROXY_PASSWORD}@"
        thread = threading.Thread(target=press_ctrl_c, args=(arrived, threading.get_ident()))
        with OKX(**KEYS, demo=True, proxy=url.replace("//", f"//{login}"), timeout=2.0) as okx:
            thread.start()
            with pytest.raises(KeyboardInterrupt) as caught:
                okx.warm_up()
            thread.join()
    assert not leaked(*texts_of_error(caught.value))


class Later:
    """A limiter whose every turn is a moment away."""

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        return Granted(0.5)

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        return Granted(0.5)


def interrupting(_: float) -> None:
    raise Stop


async def interrupting_async(_: float) -> None:
    raise Stop


@each_sync
def test_no_secret_on_what_is_raised_while_a_turn_is_awaited(call: SyncCall) -> None:
    timing = Timing(sleep=interrupting)
    with OKX(**KEYS, demo=True, limiter=Later(), timing=timing) as okx, pytest.raises(Stop) as caught:
        call(okx)
    assert_clean(caught.value)


@each_async
def test_no_secret_on_what_is_raised_while_a_task_awaits_its_turn(call: AsyncCall) -> None:
    with pytest.raises(Stop) as caught:
        run("http://127.0.0.1:9", call, limiter=Later(), timing=Timing(sleep=interrupting_async))
    assert_clean(caught.value)


def test_no_secret_on_what_a_loop_over_outcomes_raises() -> None:
    script = Script(answer({"sCode": "0", "algoId": "1"}))

    def loop(okx: OKX) -> None:
        with okx.algo.iter_cancel_orders(ORDERS[:1]) as progress:
            for _ in progress:
                raise Stop

    with OKX(**KEYS, demo=True, transport=script.transport, limiter=None) as okx, pytest.raises(Stop) as caught:
        loop(okx)
    report = CancelReport.of(caught.value)
    assert report is not None
    assert len(report.accepted) == 1
    assert not leaked(*texts_of_error(caught.value))
