"""Requests are held back by when OKX has surely counted those before, however long each was on its way."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import httpx
import pytest

from okx_client import AsyncOKX, MemoryLimiter
from okx_client.bulk.pace import Pace
from okx_client.limits import Charge
from okx_client.simulator import mock_transport

from ..client.support import KEYS
from ..virtual_time import VirtualTimeLoop, run_virtual
from .watched import LIMIT, PERIOD, WatchedExchange

HALF = [Charge("A", 10, 20, 2.0)]
OTHER = [Charge("B", 20, 20, 2.0)]


def test_a_request_waits_until_those_before_it_have_been_answered_so_long_ago() -> None:
    pace = Pace()
    pace.leaves(HALF, 0.0, 0.0).answered = 0.3
    pace.leaves(HALF, 0.1, 0.1).answered = 0.2
    assert pace.hold(HALF, 2.05, 2.05) == pytest.approx(0.15)
    assert pace.hold(OTHER, 2.05, 2.05) == 0
    pace.leaves(HALF, 2.05, 2.2).answered = 2.21
    assert pace.hold(HALF, 2.15, 2.21) == pytest.approx(0.09), "of two that may be counted late, the later one"
    assert pace.hold(HALF, 2.15, 2.31) == 0


def test_a_request_that_is_under_way_counts_as_if_it_arrived_now() -> None:
    pace = Pace()
    pace.leaves(HALF, 0.0, 0.0).answered = 0.0
    pace.leaves(HALF, 0.5, 0.5).answered = 0.9
    pace.leaves(HALF, 2.5, 2.5)
    assert pace.hold(HALF, 2.6, 2.6) == pytest.approx(0.3)


def test_one_that_is_never_answered_stops_nobody_for_longer_than_a_second() -> None:
    pace = Pace()
    pace.leaves(HALF, 0.0, 0.0)
    pace.leaves(HALF, 0.0, 0.0)
    assert pace.hold(HALF, 2.05, 2.05) == pytest.approx(0.95)
    assert pace.hold(HALF, 2.05, 3.0) == 0


def test_a_limiter_that_lets_more_through_is_believed() -> None:
    pace = Pace()
    for _ in range(5):
        pace.leaves(HALF, 0.0, 0.0).answered = 0.1
        assert pace.hold(HALF, 0.1, 0.1) == 0


def test_a_limiter_whose_own_answers_come_late_is_not_taken_for_one_that_lets_more_through() -> None:
    """Such as one in Redis: that the first answers came late makes their turns look closer to the next ones."""
    pace = Pace()
    pace.leaves(HALF, 0.3, 0.3).answered = 0.4
    pace.leaves(HALF, 0.3, 0.3).answered = 0.4
    assert pace.hold(HALF, 2.06, 2.06) == pytest.approx(0.34)


@pytest.mark.parametrize(
    "delay",
    [
        lambda number, chance: 0.25 if number < 20 else 0.01,
        lambda number, chance: chance.uniform(0, 0.2),
    ],
    ids=["new connections", "a bad line"],
)
def test_okx_refuses_nothing_however_uneven_the_way_is(delay: Callable[[int, random.Random], float]) -> None:
    async def main(loop: VirtualTimeLoop) -> None:
        exchange = WatchedExchange.in_virtual_time(loop.time)
        chance = random.Random(3)
        inner = mock_transport(exchange)
        sent = 0

        class Slow(httpx.AsyncBaseTransport):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                nonlocal sent
                sent += 1
                there, back = delay(sent, chance), delay(sent, chance)
                await asyncio.sleep(there)
                response = await inner.handle_async_request(request)
                await asyncio.sleep(back)
                return response

        async with AsyncOKX(
            **KEYS,
            demo=True,
            transport=Slow(),
            limiter=MemoryLimiter(clock=loop.time),
            timing=exchange.timing(),
        ) as okx:
            orders = exchange.with_orders(3 * LIMIT, ["BTC-USDT", "ETH-USDT", "SOL-USDT", "XRP-USDT"])
            report = await okx.algo.cancel_orders(orders)
        assert len(report.accepted) == len(orders)
        assert set(exchange.codes) == {"0"}
        assert exchange.seconds < 2 * (PERIOD + 0.05 + 0.4) + 0.5

    run_virtual(main)
