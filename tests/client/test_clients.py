"""`OKX` and `AsyncOKX` against the simulated exchange."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    APIError,
    AsyncOKX,
    CancelRejected,
    ConfigurationError,
    InvalidRequestError,
    SpreadOrderId,
    operations,
)
from okx_client.simulator import Exchange, mock_transport
from okx_client.simulator.server import running

from .support import KEYS, TOO_LONG, Script, answer

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
    order, spread = AlgoOrderId("BTC-USDT", algo_id="1"), SpreadOrderId(ord_id="1")
    for batch in (order, "text", 5, [("BTC-USDT", "1")], [None], [order, spread]):
        with pytest.raises(InvalidRequestError, match="Nothing was sent"):
            on_each_client(methodcaller("cancel_orders", batch, of="algo"))
        with pytest.raises(InvalidRequestError, match="Nothing was sent"):
            on_each_client(methodcaller("cancel_orders", batch, of="spread"))
    for ids in ({}, {"ord_id": "1", "cl_ord_id": "1"}, {"ord_id": ""}, {"cl_ord_id": TOO_LONG}):
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


JUST_TOO_FAR = operations.CLOCK.tolerance_seconds + 1


@pytest.mark.parametrize("skew", [-3600, -JUST_TOO_FAR, JUST_TOO_FAR, 3600])
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


def test_a_body_is_compact_json_in_utf_8_with_documented_fields_alone() -> None:
    script = Script(answer({"sCode": "0"}), answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx:
        okx.spread.cancel_order(cl_ord_id="价差1")
        okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=1)])
    assert [request.content for request in script.requests] == [
        '{"clOrdId":"价差1"}'.encode(),
        b'[{"instId":"BTC-USDT","algoId":"1"}]',
    ]


def test_a_program_that_sets_up_no_logging_sees_none() -> None:
    code = """
from okx_client import OKX, OrderGone
from okx_client.simulator import Exchange, mock_transport
KEYS = dict(api_key="k", secret_key="s", passphrase="p", demo=True)
try:
    OKX(**KEYS, transport=mock_transport(Exchange(**KEYS))).spread.cancel_order(ord_id="1")
except OrderGone:
    print("gone")
"""
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("gone\n", "")
