"""`OKX` and `AsyncOKX` against the simulated exchange, and against servers that misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    APIError,
    AsyncOKX,
    CancelRejected,
    ConfigurationError,
    InvalidRequestError,
    NotDelivered,
    OKXAuth,
    OutcomeUnknown,
    api,
    models,
    operations,
    wire,
)
from okx_client import Client as GeneratedClient
from okx_client.simulator import Exchange, mock_transport
from okx_client.simulator.server import running

from .support import KEYS, Script, answer, refusal

Run = Callable[[Callable[[Any], Any]], Any]


def methodcaller(method: str, *arguments: Any, of: str, **named: Any) -> Callable[[Any], Any]:
    return lambda okx: getattr(getattr(okx, of), method)(*arguments, **named)


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(**KEYS, demo=True)


@pytest.fixture(params=["OKX", "AsyncOKX"])
def on_each_client(request: pytest.FixtureRequest, exchange: Exchange) -> Run:
    """Run a call on a client of each kind; for the async one, what the call returns is awaited."""

    def sync(call: Callable[[Any], Any]) -> Any:
        with OKX(**KEYS, demo=True, transport=mock_transport(exchange)) as okx:
            return call(okx)

    def asynchronous(call: Callable[[Any], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            async with AsyncOKX(**KEYS, demo=True, transport=mock_transport(exchange)) as okx:
                return await call(okx)

        return asyncio.run(run())

    return sync if request.param == "OKX" else asynchronous


def test_a_spread_order_is_cancelled_by_either_id(exchange: Exchange, on_each_client: Run) -> None:
    first, second = exchange.add_spread_order(cl_ord_id="mine1"), exchange.add_spread_order(cl_ord_id="mine2")
    accepted = on_each_client(lambda okx: okx.spread.cancel_order(ord_id=int(first.ord_id)))
    assert accepted.order.ord_id == accepted.answer.ord_id == first.ord_id
    accepted = on_each_client(lambda okx: okx.spread.cancel_order(cl_ord_id="mine2"))
    assert (accepted.order.cl_ord_id, accepted.answer.ord_id) == ("mine2", second.ord_id)
    assert {order.state for order in exchange.spread_orders()} == {"canceled"}


def test_a_refused_spread_order_raises_with_okxs_code(exchange: Exchange, on_each_client: Run) -> None:
    filled = exchange.add_spread_order(state="filled")
    with pytest.raises(CancelRejected) as caught:
        on_each_client(lambda okx: okx.spread.cancel_order(ord_id=filled.ord_id))
    assert caught.value.code == "51402"
    assert exchange.spread_order(filled.ord_id).state == "filled"


def test_a_batch_reports_every_order_in_the_callers_order(exchange: Exchange, on_each_client: Run) -> None:
    option = exchange.add_algo_order("BTC-USD-261225-100000-C")
    named = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
    fired = exchange.add_algo_order("BTC-USDT", state="effective")
    batch = [
        AlgoOrderId("BTC-USDT", algo_id=fired.algo_id),
        AlgoOrderId("BTC-USD-261225-100000-C", algo_id=option.algo_id),
        AlgoOrderId("BTC-USDT", algo_cl_ord_id="stop7"),
        AlgoOrderId("ETH-USDT", algo_id="404"),
    ]
    report = on_each_client(lambda okx: okx.algo.cancel_orders(order for order in batch))
    assert [outcome.order for outcome in report.outcomes] == batch
    assert [accepted.order for accepted in report.accepted] == batch[1:3]
    assert [(rejected.order, rejected.code) for rejected in report.rejected] == [
        (batch[0], "51416"),
        (batch[3], "51400"),
    ]
    assert report.unknown == ()
    assert {exchange.algo_order(order.algo_id).state for order in (option, named)} == {"canceled"}


def test_a_wrong_batch_is_refused_before_anything_is_sent(on_each_client: Run) -> None:
    most = operations.CANCEL_ALGO_ORDERS.max_batch or 0
    order = AlgoOrderId("BTC-USDT", algo_id="1")
    for batch in ([], [order] * (most + 1), order, "text", 5, [("BTC-USDT", "1")], [None]):
        with pytest.raises(InvalidRequestError, match="Nothing was sent"):
            on_each_client(methodcaller("cancel_orders", batch, of="algo"))
    for ids in ({}, {"ord_id": "1", "cl_ord_id": "1"}, {"ord_id": ""}, {"cl_ord_id": "x" * 33}):
        with pytest.raises(InvalidRequestError, match="Nothing was sent"):
            on_each_client(methodcaller("cancel_order", of="spread", **ids))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"secret_key": "wrong"}, "50113"),
        ({"passphrase": "wrong"}, "50105"),
        ({"demo": False}, "50101"),
    ],
)
def test_a_refused_key_is_an_api_error_with_okxs_code(exchange: Exchange, wrong: dict[str, Any], code: str) -> None:
    order = exchange.add_spread_order()
    with OKX(**{**KEYS, "demo": True, **wrong}, transport=mock_transport(exchange)) as okx:
        with pytest.raises(APIError) as caught:
            okx.spread.cancel_order(ord_id=order.ord_id)
        assert caught.value.code == code
    assert exchange.spread_order(order.ord_id).state == "live"


@pytest.mark.parametrize("skew", [-3600, -31, 31, 3600])
def test_a_wrong_clock_of_ours_is_mended_without_the_caller(skew: float) -> None:
    exchange = Exchange(**KEYS, demo=True, clock=lambda: time.time() + skew)
    order = exchange.add_spread_order()
    with OKX(**KEYS, demo=True, transport=mock_transport(exchange)) as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)
    assert exchange.spread_order(order.ord_id).state == "canceled"


def test_one_client_serves_many_threads(exchange: Exchange) -> None:
    orders = [exchange.add_spread_order() for _ in range(operations.CANCEL_SPREAD_ORDER.rate_limits[0].count)]
    with (
        running(exchange) as url,
        OKX(**KEYS, demo=True, base_url=url) as okx,
        ThreadPoolExecutor(len(orders)) as pool,
    ):
        list(pool.map(lambda order: okx.spread.cancel_order(ord_id=order.ord_id), orders))
    assert {order.state for order in exchange.spread_orders()} == {"canceled"}


def test_a_closed_client_says_so(exchange: Exchange) -> None:
    okx = OKX(**KEYS, demo=True, transport=mock_transport(exchange))
    okx.close()
    okx.close()
    with pytest.raises(ConfigurationError, match="closed"):
        okx.spread.cancel_order(ord_id="1")
    with pytest.raises(ConfigurationError, match="closed"), okx:
        pass

    async def after_close() -> None:
        client = AsyncOKX(**KEYS, demo=True, transport=mock_transport(exchange))
        await client.close()
        with pytest.raises(ConfigurationError, match="closed"):
            await client.algo.cancel_orders([AlgoOrderId("A", algo_id="1")])
        with pytest.raises(ConfigurationError, match="closed"):
            async with client:
                pass

    asyncio.run(after_close())


def test_an_async_client_belongs_to_one_event_loop(exchange: Exchange) -> None:
    order = exchange.add_spread_order()
    client = AsyncOKX(**KEYS, demo=True, transport=mock_transport(exchange))

    async def cancel() -> None:
        await client.spread.cancel_order(ord_id=order.ord_id)

    asyncio.run(cancel())
    with pytest.raises(ConfigurationError, match="event loop"):
        asyncio.run(cancel())


FORKED = """
import os, sys
from okx_client import OKX, ConfigurationError
okx = OKX(api_key="k", secret_key="s", passphrase="p", demo=True)
child = os.fork()
if child == 0:
    try:
        okx.spread.cancel_order(ord_id="1")
    except ConfigurationError as error:
        print(error, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
def test_a_client_from_before_a_fork_says_so() -> None:
    run = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True)
    assert "before a fork" in run.stdout


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on loopback that accepts one connection at a time and does with it what it is told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                behave(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def answering(text: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(text)

    return behave


def say_nothing(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def cancel(url: str) -> None:
    with OKX(**KEYS, demo=True, base_url=url, timeout=1.0) as okx:
        okx.spread.cancel_order(ord_id="1")


def cancel_async(url: str) -> None:
    async def run() -> None:
        async with AsyncOKX(**KEYS, demo=True, base_url=url, timeout=1.0) as okx:
            await okx.spread.cancel_order(ord_id="1")

    asyncio.run(run())


each = pytest.mark.parametrize("call", [cancel, cancel_async])
Call = Callable[[str], None]


@each
@pytest.mark.parametrize(
    "behave",
    [
        say_nothing,
        answering(b""),
        answering(b"not http\r\n\r\n"),
        answering(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{"),
        answering(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 6\r\n\r\n<html>"),
        answering(b"HTTP/1.1 520 ?\r\ncontent-length: 0\r\n\r\n"),
        answering(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"),
        answering(b"HTTP/1.1 307 Moved\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
    ],
)
def test_whatever_fails_after_sending_is_unknown(call: Call, behave: Callable[[socket.socket], None]) -> None:
    with server(behave) as url, pytest.raises(OutcomeUnknown, match="may have acted"):
        call(url)


@each
def test_without_a_connection_nothing_was_sent(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(NotDelivered, match="not sent"):
        call(f"http://127.0.0.1:{port}")


def test_connections_are_verified_bounded_and_kept() -> None:
    url = httpx.URL("https://openapi.okx.com")
    options = wire.client_options(OKXAuth(**KEYS, demo=True), url, 7.5)
    assert options["verify"].verify_mode == ssl.CERT_REQUIRED
    assert options["verify"].check_hostname
    assert options["verify"] is wire.client_options(OKXAuth(**KEYS, demo=True), url, 1)["verify"], "one per process"
    assert options["trust_env"], "proxies of the environment are used for OKX's hosts"
    assert (options["limits"].max_connections, options["limits"].keepalive_expiry) == (100, 60)
    script = Script(answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, timeout=7.5, transport=script.transport) as okx:
        okx.spread.cancel_order(ord_id="1")
    assert set(script.requests[0].extensions["timeout"].values()) == {7.5}


@pytest.mark.parametrize("kind", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError])
def test_what_fails_before_sending_was_not_sent(kind: type[httpx.TransportError]) -> None:
    script = Script(kind("x"))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(NotDelivered, match="not sent"):
        okx.spread.cancel_order(ord_id="1")


def test_a_redirect_is_not_followed_with_the_credentials() -> None:
    script = Script(httpx.Response(307, headers={"location": "https://elsewhere.example/"}))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(OutcomeUnknown):
        okx.spread.cancel_order(ord_id="1")
    assert len(script.requests) == 1


def test_a_body_is_compact_json_in_utf_8_with_documented_fields_alone() -> None:
    script = Script(answer({"sCode": "0"}), answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx:
        okx.spread.cancel_order(cl_ord_id="价差1")
        okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=1)])
    assert [request.content for request in script.requests] == [
        '{"clOrdId":"价差1"}'.encode(),
        b'[{"instId":"BTC-USDT","algoId":"1"}]',
    ]


def test_a_stalled_question_for_the_time_leaves_the_order_untouched() -> None:
    script = Script(refusal("50102", 401), httpx.ConnectError("slow"))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(NotDelivered, match="timestamp"):
        okx.spread.cancel_order(ord_id="1")


def test_a_failure_of_the_second_attempt_is_unknown_again() -> None:
    okx_time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    script = Script(refusal("50102", 401), okx_time, httpx.ReadTimeout("slow"))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(OutcomeUnknown):
        okx.spread.cancel_order(ord_id="1")


def test_no_proxy_of_the_environment_sees_a_request_in_the_clear(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    order = exchange.add_spread_order()
    with running(exchange) as url, OKX(**KEYS, demo=True, base_url=url) as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)


@pytest.mark.parametrize("is_async", [False, True])
def test_every_generated_function_works_with_the_middleware(exchange: Exchange, is_async: bool) -> None:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    options = {"auth": OKXAuth(**KEYS, demo=True), "transport": mock_transport(exchange)}
    client = GeneratedClient(base_url="https://openapi.okx.com", httpx_args=options)
    spread_body = models.CancelSpreadOrderRequest(ord_id=spread.ord_id)
    algo_body = [models.CancelAlgoOrderItem(inst_id="BTC-USDT", algo_id=algo.algo_id)]
    if is_async:

        async def run() -> tuple[Any, Any]:
            async with client:
                return (
                    await api.cancel_spread_order.asyncio(client=client, body=spread_body),
                    await api.cancel_algo_orders.asyncio(client=client, body=algo_body),
                )

        answers = asyncio.run(run())
    else:
        with client:
            answers = (
                api.cancel_spread_order.sync(client=client, body=spread_body),
                api.cancel_algo_orders.sync(client=client, body=algo_body),
            )
    assert [answer.data[0].s_code for answer in answers] == ["0", "0"]
    assert exchange.spread_order(spread.ord_id).state == exchange.algo_order(algo.algo_id).state == "canceled"
