"""Bulk calls of the two clients, as callers make them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from okx_client import OKX, AlgoOrderId, AsyncOKX, CancelReport, ConfigurationError, Outcome, SpreadOrderId
from okx_client.bulk import AsyncCancelProgress
from okx_client.simulator import Exchange, mock_transport

from ..client.support import KEYS

Call = Callable[..., Any]


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(**KEYS, demo=True)


def with_threads(exchange: Exchange, family: str, orders: Iterable[Any]) -> tuple[CancelReport, list[Outcome]]:
    with OKX(**KEYS, demo=True, limiter=None, transport=mock_transport(exchange)) as okx:
        report = getattr(okx, family).cancel_orders(orders)
        with getattr(okx, family).iter_cancel_orders([outcome.order for outcome in report.outcomes]) as progress:
            return report, list(progress)


def with_tasks(exchange: Exchange, family: str, orders: Iterable[Any]) -> tuple[CancelReport, list[Outcome]]:
    async def main() -> tuple[CancelReport, list[Outcome]]:
        async with AsyncOKX(**KEYS, demo=True, limiter=None, transport=mock_transport(exchange)) as okx:
            report = await getattr(okx, family).cancel_orders(orders)
            again = [outcome.order for outcome in report.outcomes]
            async with getattr(okx, family).iter_cancel_orders(again) as progress:
                return report, [outcome async for outcome in progress]

    return asyncio.run(main())


both = pytest.mark.parametrize("cancel", [with_threads, with_tasks])


@both
def test_a_generator_is_read_to_its_end_before_anything_is_sent(exchange: Exchange, cancel: Call) -> None:
    placed = [exchange.add_algo_order(f"COIN{number % 3}-USDT") for number in range(9)]

    def orders() -> Iterator[AlgoOrderId]:
        for order in placed:
            assert {each.state for each in exchange.algo_orders()} == {"live"}
            yield AlgoOrderId(order.inst_id, algo_id=order.algo_id)

    report, again = cancel(exchange, "algo", orders())
    assert [outcome.order.algo_id for outcome in report.accepted] == [order.algo_id for order in placed]
    assert {order.state for order in exchange.algo_orders()} == {"canceled"}
    assert len(again) == len(placed)


@both
def test_spread_orders_by_either_id(exchange: Exchange, cancel: Call) -> None:
    first, second = exchange.add_spread_order(), exchange.add_spread_order(cl_ord_id="mine")
    orders = [SpreadOrderId(ord_id=first.ord_id), SpreadOrderId(cl_ord_id="mine")]
    report, _ = cancel(exchange, "spread", orders)
    assert [outcome.order for outcome in report.accepted] == orders
    assert exchange.spread_order(second.ord_id).state == "canceled"


@both
@pytest.mark.parametrize("family", ["algo", "spread"])
def test_no_orders_give_an_empty_report(exchange: Exchange, cancel: Call, family: str) -> None:
    report, again = cancel(exchange, family, [])
    assert report.outcomes == ()
    assert again == []


def test_its_text_says_how_far_it_is(exchange: Exchange) -> None:
    orders = [SpreadOrderId(ord_id=exchange.add_spread_order().ord_id) for _ in range(3)]
    with OKX(**KEYS, demo=True, limiter=None, concurrency=1, transport=mock_transport(exchange)) as okx:
        progress = okx.spread.iter_cancel_orders(orders)
        assert repr(progress) == "CancelProgress(0 of 3 orders settled)"
        list(progress)
        assert repr(progress) == "CancelProgress(3 of 3 orders settled)"


def test_it_goes_on_only_in_the_event_loop_that_it_began_in(exchange: Exchange) -> None:
    orders = [SpreadOrderId(ord_id=exchange.add_spread_order().ord_id) for _ in range(3)]

    async def begin() -> tuple[AsyncOKX, AsyncCancelProgress]:
        okx = AsyncOKX(**KEYS, demo=True, limiter=None, transport=mock_transport(exchange))
        return okx, okx.spread.iter_cancel_orders(orders)

    async def go_on(progress: AsyncCancelProgress) -> None:
        async for _ in progress:
            pass

    _, progress = asyncio.run(begin())
    with pytest.raises(ConfigurationError, match="another event loop"):
        asyncio.run(go_on(progress))
    assert {order.state for order in exchange.spread_orders()} == {"live"}


FORKING = """
import os, threading
from okx_client import ConfigurationError, OKX, SpreadOrderId
from okx_client.simulator import Exchange, mock_transport

KEYS = dict(api_key="k", secret_key="s", passphrase="p", demo=True)
exchange = Exchange(**KEYS)
orders = [SpreadOrderId(ord_id=exchange.add_spread_order().ord_id) for _ in range(60)]
progress = OKX(**KEYS, transport=mock_transport(exchange)).spread.iter_cancel_orders(orders)
next(progress)

taken, go_on = threading.Event(), threading.Event()

def hold():  # as a thread of the call does for moments
    with progress._crew.progress.lock:
        taken.set()
        go_on.wait(60)

threading.Thread(target=hold, daemon=True).start()
taken.wait(60)
child = os.fork()
if child:
    go_on.set()
    os.waitpid(child, 0)
    progress.close()
else:
    for call in [progress.__next__, progress.report]:
        try:
            call()
        except ConfigurationError as error:
            print(error, flush=True)
    with progress:
        pass
    del progress, call
    print("left", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
def test_a_child_process_does_not_send_what_its_parent_sends_and_leaves_it_at_once() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKING], capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.count("before a fork") == 2
    assert "left" in run.stdout
