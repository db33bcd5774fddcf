"""The bad days of a program that uses the fixture: what each fault becomes for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from okx_client import (
    AlgoOrderId,
    CancelPending,
    NotDelivered,
    OKXError,
    OrderGone,
    OutcomeUnknown,
    RateLimited,
    SpreadOrderId,
    Unavailable,
    operations,
)
from okx_client.testing import Fault, SimulatedOKX, SpreadOrder

Cancel = Callable[..., object]
TOO_FAR = operations.CLOCK.tolerance_seconds + 15


@pytest.fixture
def order(okx_exchange: SimulatedOKX) -> SpreadOrder:
    return okx_exchange.add_spread_order(cl_ord_id="mine")


@pytest.fixture(params=["sync", "async"])
def cancel(request: pytest.FixtureRequest, okx_exchange: SimulatedOKX, order: SpreadOrder) -> Cancel:
    """Cancel the order, with a client of either kind that has these options."""

    def with_okx(**options: Any) -> object:
        with okx_exchange.client(**options) as okx:
            return okx.spread.cancel_order(ord_id=order.ord_id)

    async def with_async_okx(**options: Any) -> object:
        async with okx_exchange.async_client(**options) as okx:
            return await okx.spread.cancel_order(ord_id=order.ord_id)

    return with_okx if request.param == "sync" else lambda **options: asyncio.run(with_async_okx(**options))


def state(exchange: SimulatedOKX) -> str:
    (order,) = exchange.spread_orders()
    return order.state


def test_the_exchange_is_busy_and_the_call_is_repeated(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.inject(Fault.refused("50013"), times=2)
    cancel()
    assert len(okx_exchange.cancel_requests) == 3
    okx_exchange.inject(Fault.refused("50013"))
    with pytest.raises(Unavailable, match="50013"):
        cancel(retries=None)


def test_a_refused_rate(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.inject(Fault.refused("50011"))
    with pytest.raises(RateLimited):
        cancel(retries=None)
    assert state(okx_exchange) == "live"


@pytest.mark.parametrize("acts", [True, False])
@pytest.mark.parametrize(
    "fault",
    [
        lambda acts: Fault.cut(acts=acts),
        lambda acts: Fault.answered(502, "<html>Bad Gateway</html>", acts=acts),
        lambda acts: Fault.answered(200, b"", acts=acts),
        lambda acts: Fault.refused("50004", acts=acts),
    ],
    ids=["cut", "page", "nothing", "50004"],
)
def test_nobody_can_say_what_happened_but_the_orders_state(
    fault: Callable[[bool], Fault], acts: bool, okx_exchange: SimulatedOKX, order: SpreadOrder, cancel: Cancel
) -> None:
    okx_exchange.inject(fault(acts))
    with pytest.raises(OutcomeUnknown) as unknown:
        cancel()
    assert len(okx_exchange.cancel_requests) == 1, "it is not repeated"
    question = f"{operations.CANCEL_SPREAD_ORDER.order_state_path}?ordId={order.ord_id}"
    assert f"GET {question}" in str(unknown.value)
    with okx_exchange.client() as okx:
        (found,) = okx.raw.get_httpx_client().get(question).json()["data"]
    assert found["state"] == state(okx_exchange) == ("canceled" if acts else "live")


def test_an_answer_comes_too_late(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.inject(Fault.late(60))
    began = time.monotonic()
    with pytest.raises(OutcomeUnknown, match="ReadTimeout"):
        cancel(timeout=0.3)
    assert time.monotonic() - began < 5
    assert state(okx_exchange) == "canceled"


@pytest.mark.parametrize("seconds", [TOO_FAR, -TOO_FAR, 86400])
def test_a_wrong_clock_is_noticed_and_put_right(seconds: float, okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.skew_clock(seconds)
    cancel()
    assert [request.method for request in okx_exchange.requests] == ["POST", "GET", "POST"]
    assert state(okx_exchange) == "canceled"


def test_a_clock_that_cannot_be_asked_leaves_the_order_alone(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.skew_clock(TOO_FAR)
    okx_exchange.inject(Fault.cut(acts=False), times=9, path=operations.CLOCK.path)
    with pytest.raises(OKXError, match="50102"):
        cancel()
    assert state(okx_exchange) == "live"


def test_an_order_that_is_being_cancelled_already(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.inject(Fault.orders_refused("51410"))
    with pytest.raises(CancelPending):
        cancel()


def test_an_order_that_is_accepted_and_not_gone_yet(okx_exchange: SimulatedOKX, cancel: Cancel) -> None:
    okx_exchange.cancel_later(0.2)
    cancel()
    with pytest.raises(CancelPending):
        cancel()
    assert state(okx_exchange) == "live"
    until = time.monotonic() + 10
    while state(okx_exchange) == "live" and time.monotonic() < until:
        time.sleep(0.01)
    assert state(okx_exchange) == "canceled"


def test_okx_cannot_be_reached_for_a_while(okx_exchange: SimulatedOKX, order: SpreadOrder) -> None:
    with okx_exchange.client(retries=None) as okx:
        okx.warm_up()
        url, before = okx_exchange.url, len(okx_exchange.requests)
        with okx_exchange.unreachable():
            with pytest.raises(NotDelivered, match="ConnectError"):
                okx.spread.cancel_order(ord_id=order.ord_id)
            with okx_exchange.client() as another, pytest.raises(NotDelivered):
                another.spread.cancel_order(ord_id=order.ord_id)
            with pytest.raises(RuntimeError, match="unreachable already"), okx_exchange.unreachable():
                pass
        assert (okx_exchange.url, len(okx_exchange.requests), state(okx_exchange)) == (url, before, "live")
        okx.spread.cancel_order(ord_id=order.ord_id)
    assert state(okx_exchange) == "canceled"


def test_okx_can_be_reached_again_after_a_test_that_failed_meanwhile(okx_exchange: SimulatedOKX) -> None:
    with pytest.raises(ZeroDivisionError), okx_exchange.unreachable():
        _ = 1 / 0
    assert httpx.get(okx_exchange.url).status_code == 404


def test_an_async_client_cannot_reach_okx_either(okx_exchange: SimulatedOKX, order: SpreadOrder) -> None:
    async def cancel() -> None:
        async with okx_exchange.async_client(retries=None) as okx:
            await okx.warm_up()
            with okx_exchange.unreachable(), pytest.raises(NotDelivered):
                await okx.spread.cancel_order(ord_id=order.ord_id)
            await okx.spread.cancel_order(ord_id=order.ord_id)

    asyncio.run(cancel())
    assert state(okx_exchange) == "canceled"


def test_a_part_of_a_bulk_call_is_refused(okx_exchange: SimulatedOKX) -> None:
    orders = [okx_exchange.add_algo_order("BTC-USDT", algo_cl_ord_id=f"stop{number}") for number in range(4)]
    okx_exchange.inject(Fault.orders_refused("51410", only=[orders[1].algo_id, "stop3"]))
    with okx_exchange.client() as okx:
        report = okx.algo.cancel_orders(AlgoOrderId("BTC-USDT", algo_id=order.algo_id) for order in orders)
    assert len(report.accepted) == 2
    assert [order.state for order in okx_exchange.algo_orders()] == ["canceled", "live", "canceled", "live"]


def test_an_order_that_was_filled_meanwhile(okx_exchange: SimulatedOKX, order: SpreadOrder, cancel: Cancel) -> None:
    okx_exchange.set_spread_state(order.ord_id, "filled")
    with pytest.raises(OrderGone) as gone:
        cancel()
    assert gone.value.reason == "filled"


def test_a_bulk_call_loses_one_answer(okx_exchange: SimulatedOKX) -> None:
    size = operations.CANCEL_ALGO_ORDERS.max_batch
    assert size
    orders = [okx_exchange.add_algo_order("BTC-USDT") for _ in range(2 * size)]
    okx_exchange.inject(Fault.cut(acts=True))
    with okx_exchange.client() as okx:
        report = okx.algo.cancel_orders(AlgoOrderId("BTC-USDT", algo_id=order.algo_id) for order in orders)
    assert (len(report.accepted), len(report.unknown)) == (size, size)
    assert {order.state for order in okx_exchange.algo_orders()} == {"canceled"}


def test_a_bulk_call_over_the_limit_waits_and_is_never_refused(okx_exchange: SimulatedOKX) -> None:
    orders = [okx_exchange.add_spread_order().ord_id for _ in range(25)]
    with okx_exchange.client() as okx:
        report = okx.spread.cancel_orders(SpreadOrderId(ord_id=ord_id) for ord_id in orders)
        assert len(report.accepted) == len(okx_exchange.cancel_requests) == 25
