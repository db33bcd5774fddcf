"""As fast as OKX's limits allow and no faster, on clocks that jump."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    AsyncOKX,
    CancelReport,
    MemoryLimiter,
    Retries,
    SpreadOrderId,
    calls,
    operations,
)
from okx_client.bulk import CancelProgress
from okx_client.limits import Charge, Granted, Turn
from okx_client.simulator import exchange as simulated
from okx_client.simulator import mock_transport

from ..client.support import KEYS
from ..virtual_time import VirtualClock, VirtualTimeLoop, run_virtual
from .support import ALGOS
from .watched import LIMIT, PERIOD, WatchedExchange

Result = tuple[CancelReport, WatchedExchange]
Fill = Callable[[WatchedExchange], Sequence[AlgoOrderId]]

INSTRUMENTS = [f"COIN{number}-USDT" for number in range(10)]
WINDOWS = 5
EACH = WINDOWS * LIMIT
SLACK = 0.05  # seconds of each window, the limiter's
LARGEST = min(operations.CANCEL_ALGO_ORDERS.max_batch or 1, LIMIT)  # batch
CONNECTIONS = 100  # the most that a client has


def latest(windows: int = WINDOWS, period: float = PERIOD) -> float:
    """When the last request of so many windows has come, in seconds: with the slack, and as much again for the rest."""
    return (windows - 1) * (period + 2 * SLACK)


def with_threads(fill: Fill, concurrency: int = 20, share: float = 1.0) -> Result:
    def sleepers() -> int | None:
        progress = running[0]._crew.progress
        with progress.lock:
            return None if progress.ready else progress.active

    running: list[CancelProgress] = []
    clock = VirtualClock(sleepers)
    exchange = WatchedExchange.in_virtual_time(clock)
    with OKX(
        **KEYS,
        demo=True,
        transport=mock_transport(exchange),
        limiter=MemoryLimiter(clock=clock),
        limit_share=share,
        concurrency=concurrency,
        timing=exchange.timing(sleep=clock.sleep),
    ) as okx:
        running.append(okx.algo.iter_cancel_orders(fill(exchange)))
        return running[0].run(), exchange


def with_tasks(fill: Fill, concurrency: int = 20, share: float = 1.0) -> Result:
    async def main(loop: VirtualTimeLoop) -> Result:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=mock_transport(exchange),
            limiter=MemoryLimiter(clock=loop.time),
            limit_share=share,
            concurrency=concurrency,
            timing=exchange.timing(),
        ) as okx:
            return await okx.algo.cancel_orders(fill(exchange)), exchange

    return run_virtual(main)


both = pytest.mark.parametrize("cancel", [with_threads, with_tasks])


@both
def test_many_orders_over_ten_instruments_take_as_long_as_okx_demands(cancel: Callable[..., Result]) -> None:
    report, exchange = cancel(lambda exchange: exchange.with_orders(EACH, INSTRUMENTS))
    in_a_window = -(-len(INSTRUMENTS) * LIMIT // LARGEST)
    assert exchange.codes == {"0": WINDOWS * in_a_window}, "full batches, and no refusal"
    assert len(report.accepted) == len(INSTRUMENTS) * EACH
    assert PERIOD * (WINDOWS - 1) <= exchange.seconds <= latest()
    assert set(exchange.orders_by_window(PERIOD + SLACK).values()) == {LIMIT}, "no bucket idles, and none overflows"


@both
@pytest.mark.parametrize("concurrency", [1, 3])
def test_few_connections_are_enough_where_answers_come_soon(cancel: Callable[..., Result], concurrency: int) -> None:
    report, exchange = cancel(lambda exchange: exchange.with_orders(EACH, INSTRUMENTS), concurrency=concurrency)
    assert len(report.accepted) == len(INSTRUMENTS) * EACH
    assert exchange.seconds <= latest()


@both
@pytest.mark.parametrize("share", [1.0, 0.75, 0.3])
def test_uneven_orders_in_any_order_take_as_long_as_the_largest_bucket(
    cancel: Callable[..., Result], share: float
) -> None:
    numbers = {
        "BTC-USDT": 5 * LIMIT - 3,
        "ETH-USDT": 2 * LIMIT + 3,
        "BTC-USD-261225-100000-C": LIMIT + LIMIT // 2 + 1,
        "BTC-USD-261225-90000-P": LIMIT + LIMIT // 2 + 5,
        "SOL-USDT": 3,
    }

    def fill(exchange: WatchedExchange) -> list[AlgoOrderId]:
        orders = [order for name, number in numbers.items() for order in exchange.with_orders(number, [name])]
        random.Random(7).shuffle(orders)
        return orders

    report, exchange = cancel(fill, share=share)
    assert len(report.accepted) == sum(numbers.values())
    assert set(exchange.codes) == {"0"}
    windows = -(-numbers["BTC-USDT"] // int(LIMIT * share))
    assert exchange.seconds <= latest(windows)


def test_spread_orders_go_one_by_one_and_share_one_limit() -> None:
    (limit,) = operations.CANCEL_SPREAD_ORDER.rate_limits

    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        orders = [SpreadOrderId(ord_id=exchange.add_spread_order().ord_id) for _ in range(WINDOWS * limit.count)]
        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=mock_transport(exchange),
            limiter=MemoryLimiter(clock=loop.time),
            timing=exchange.timing(),
        ) as okx:
            report = await okx.spread.cancel_orders(orders)
        assert [outcome.order for outcome in report.accepted] == orders
        assert exchange.codes == {"0": len(orders)}
        assert exchange.seconds <= latest(period=limit.period_seconds)
        assert set(exchange.orders_by_window(limit.period_seconds + SLACK).values()) == {limit.count}

    run_virtual(main)


def test_a_batch_may_wait_longer_than_a_single_call_would() -> None:
    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=mock_transport(exchange),
            limiter=MemoryLimiter(clock=loop.time),
            max_wait=0.1,
            retries=Retries(deadline=1.0),  # for the attempts, once the turn has come
            timing=exchange.timing(),
        ) as okx:
            report = await okx.algo.cancel_orders(exchange.with_orders(3 * LIMIT, INSTRUMENTS[:2]))
        assert len(report.accepted) == 6 * LIMIT

    run_virtual(main)


def test_what_the_limits_allow_at_once_leaves_at_once_however_far_okx_is() -> None:
    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        inner = mock_transport(exchange)

        class Far(httpx.AsyncBaseTransport):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                await asyncio.sleep(0.3)
                return await inner.handle_async_request(request)

        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=Far(),
            limiter=MemoryLimiter(clock=loop.time),
            concurrency=CONNECTIONS,
            timing=exchange.timing(),
        ) as okx:
            instruments = CONNECTIONS // -(-LIMIT // LARGEST)  # each request has a connection
            orders = exchange.with_orders(LIMIT, [f"COIN{number}-USDT" for number in range(instruments)])
            report = await okx.algo.cancel_orders(orders)
        assert len(report.accepted) == len(orders)
        assert exchange.seconds == 0, "between the first request and the last"

    run_virtual(main)


def in_turns(orders: list[AlgoOrderId]) -> list[list[AlgoOrderId]]:
    return [orders[number::4] for number in range(4)]


def in_parts(orders: list[AlgoOrderId]) -> list[list[AlgoOrderId]]:
    quarter = -(-len(orders) // 4)
    return [orders[number * quarter :][:quarter] for number in range(4)]


def at_random(orders: list[AlgoOrderId]) -> list[list[AlgoOrderId]]:
    return in_turns(random.Random(11).sample(orders, len(orders)))


@pytest.mark.parametrize("deal", [in_turns, in_parts, at_random])
def test_four_clients_that_share_a_limiter_are_as_fast_together_as_one(
    deal: Callable[[list[AlgoOrderId]], list[list[AlgoOrderId]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where full batches make up the limit, as here; else what each client has left over may take a window more."""
    monkeypatch.setattr(calls, "CANCEL_ALGO_ORDERS", ALGOS)
    monkeypatch.setitem(simulated._OPERATIONS, ALGOS.path, ALGOS)
    (limit,) = ALGOS.rate_limits

    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        limiter = MemoryLimiter(clock=loop.time)

        async def cancel(part: list[AlgoOrderId]) -> CancelReport:
            async with AsyncOKX(
                **KEYS, demo=True, transport=mock_transport(exchange), limiter=limiter, timing=exchange.timing()
            ) as okx:
                return await okx.algo.cancel_orders(part)

        orders = exchange.with_orders(WINDOWS * limit.count, INSTRUMENTS)
        reports = await asyncio.gather(*map(cancel, deal(orders)))
        assert sum(len(report.accepted) for report in reports) == len(orders)
        assert set(exchange.codes) == {"0"}
        assert exchange.seconds <= latest(period=limit.period_seconds)
        by_window = exchange.orders_by_window(limit.period_seconds + SLACK)
        assert set(by_window.values()) == {limit.count}, "no bucket idles, and none overflows"

    run_virtual(main)


@pytest.mark.parametrize("seconds", [0.25 * PERIOD, 1.5 * PERIOD])
def test_an_interrupted_call_leaves_at_most_one_turn_of_a_bucket_unused(seconds: float) -> None:
    class Counting(MemoryLimiter):
        def reserve(self, charges: Sequence[Charge], **named: Any) -> Turn:
            turn = super().reserve(charges, **named)
            if isinstance(turn, Granted):
                reserved.update({charge.bucket.rpartition("=")[2]: charge.units for charge in charges})
            return turn

    reserved: Counter[str] = Counter()

    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=mock_transport(exchange),
            limiter=Counting(clock=loop.time),
            timing=exchange.timing(),
        ) as okx:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(okx.algo.cancel_orders(exchange.with_orders(EACH, INSTRUMENTS)), seconds)
        for _, orders, _ in exchange.arrivals:
            reserved.subtract(orders)

    run_virtual(main)
    assert {0 <= units <= LARGEST for units in reserved.values()} == {True}
