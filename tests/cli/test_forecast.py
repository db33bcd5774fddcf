"""The forecast is what a real bulk call does: the same requests, at the same times, on a clock that jumps."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

import httpx
import pytest

from okx_client import AlgoOrderId, AsyncOKX, MemoryLimiter, SpreadOrderId, Timing, operations
from okx_client.bulk.forecast import Limit, forecast
from okx_client.simulator import Exchange, mock_transport

from ..client.support import KEYS
from ..virtual_time import VirtualTimeLoop, run_virtual
from .support import ALGO_LIMIT, SPREAD_LIMIT

SPREAD, ALGO = operations.CANCEL_SPREAD_ORDER, operations.CANCEL_ALGO_ORDERS
TOGETHER = 0.01  # seconds; what leaves as close as this leaves at one moment

Request = tuple[float, Counter[str]]

NUMBERS = [
    {"BTC-USDT": 1},
    {"BTC-USDT": 25},
    {"BTC-USDT": 300},
    {f"COIN{number}-USDT": 100 for number in range(10)},
    {"BTC-USDT": 97, "ETH-USDT": 43, "BTC-USD-261225-100000-C": 31, "BTC-USD-261225-90000-P": 35, "SOL-USDT": 3},
    {f"COIN{number}-USDT": 1 + number % 3 for number in range(60)},
]


class Recorded(httpx.AsyncBaseTransport):
    """The exchange, in the time of an event loop, with a record of when each request came."""

    def __init__(self, loop: VirtualTimeLoop, orders: Sequence[Any]) -> None:
        self.requests: list[Request] = []
        self.now = loop.time
        exchange = Exchange(**KEYS, demo=True, clock=self.wall)
        for order in orders:
            if isinstance(order, SpreadOrderId):
                exchange.add_spread_order(order.id)
            else:
                exchange.add_algo_order(order.instrument, order.id)
        self._exchange = mock_transport(exchange)

    def wall(self) -> float:
        return 1_700_000_000.0 + self.now()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = json.loads(request.content)
        items = content if isinstance(content, list) else [content]
        self.requests.append((self.now(), Counter(item.get("instId", "") for item in items)))
        return await self._exchange.handle_async_request(request)


def real(orders: Sequence[Any], share: float) -> list[Request]:
    async def main(loop: VirtualTimeLoop) -> list[Request]:
        transport = Recorded(loop, orders)
        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=transport,
            limiter=MemoryLimiter(clock=loop.time),
            limit_share=share,
            timing=Timing(wall=transport.wall, monotonic=loop.time),
        ) as okx:
            cancel: Any = okx.spread if isinstance(orders[0], SpreadOrderId) else okx.algo
            report = await cancel.cancel_orders(orders)
            assert len(report.accepted) == len(orders)
        return transport.requests

    return run_virtual(main)


def foretold(orders: Sequence[Any], share: float) -> list[Request]:
    operation = SPREAD if isinstance(orders[0], SpreadOrderId) else ALGO
    told = forecast(orders, operation, share=share)
    return [(each.at, Counter(order.instrument for order in each.orders)) for each in told.departures]


def same(told: list[Request], done: list[Request]) -> None:
    assert len(told) == len(done)
    times = [at for at, _ in told]
    assert times == pytest.approx([at for at, _ in done], abs=TOGETHER)
    moments = list(accumulate((after - at > 2 * TOGETHER for at, after in pairwise(times)), initial=0))
    assert by_moment(moments, told) == by_moment(moments, done)


def by_moment(moments: Iterable[int], requests: list[Request]) -> Counter[tuple[int, str, int]]:
    """What left at the first moment, at the second and so on; at the same moment in any order."""
    return Counter(
        (moment, name, units)
        for moment, (_, named) in zip(moments, requests, strict=True)
        for name, units in named.items()
    )


@pytest.mark.parametrize("share", [1.0, 0.3])
@pytest.mark.parametrize("numbers", NUMBERS, ids=lambda numbers: f"{sum(numbers.values())} of {len(numbers)}")
def test_algo_orders_leave_as_foretold(numbers: dict[str, int], share: float) -> None:
    names = [name for name, number in numbers.items() for _ in range(number)]
    random.Random(5).shuffle(names)
    orders = [AlgoOrderId(name, algo_id=1_000_000 + number) for number, name in enumerate(names)]
    same(foretold(orders, share), real(orders, share))


@pytest.mark.parametrize("number", [1, SPREAD_LIMIT.count, SPREAD_LIMIT.count + 1, 15 * SPREAD_LIMIT.count])
def test_spread_orders_leave_as_foretold(number: int) -> None:
    orders = [SpreadOrderId(ord_id=1_000_000 + order) for order in range(number)]
    same(foretold(orders, 1.0), real(orders, 1.0))


def test_each_order_is_foretold_once() -> None:
    orders = [AlgoOrderId("BTC-USDT", algo_id=number) for number in range(1, 50)]
    told = forecast([*orders, *orders[:7]], ALGO)
    assert sorted(order.id for each in told.departures for order in each.orders) == sorted(order.id for order in orders)


def test_no_order_needs_no_request() -> None:
    told = forecast([], ALGO)
    assert told.departures == ()
    assert (told.seconds, told.left(0)) == (0.0, 0.0)


def test_the_limit_that_a_request_waits_for_is_named() -> None:
    crowded = [AlgoOrderId("BTC-USDT", algo_id=number) for number in range(1, ALGO_LIMIT.count + 2)]
    told = forecast([AlgoOrderId("ETH-USDT", algo_id=999), *crowded], ALGO)
    assert [each.held_by for each in told.departures if each.at == 0 and each.held_by] == []
    late = [each for each in told.departures if each.at > 0]
    assert [len(each.orders) for each in late] == [1]
    assert late[0].held_by == (Limit(ALGO_LIMIT.count, ALGO_LIMIT.period_seconds, "order", "instrument=BTC-USDT"),)


def test_the_time_left_falls_to_nothing_as_orders_are_settled() -> None:
    number = 3 * SPREAD_LIMIT.count
    told = forecast([SpreadOrderId(ord_id=order) for order in range(1, number + 1)], SPREAD)
    left = [told.left(settled) for settled in range(number + 1)]
    assert left[0] == told.seconds >= 2 * SPREAD_LIMIT.period_seconds
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
