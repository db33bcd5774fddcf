"""Many algo orders over ten instruments on real sockets, by the real clock: as fast as OKX allows, and no refusal."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from okx_client import OKX, AlgoOrderId, AsyncOKX, CancelReport, MemoryLimiter
from okx_client.simulator.server import running

from .. import redis_server
from ..bulk.test_pace import EACH, INSTRUMENTS, WINDOWS, in_parts, latest
from ..bulk.watched import PERIOD, WatchedExchange
from ..client.support import KEYS

# The first full garbage collection of a fresh program stops it for longer than the limiter's slack; here it is over
# before the clock runs, as in a program that has traded for a while.
_PROGRAM = f"""
import gc, json, sys
from okx_client import OKX, AlgoOrderId, RedisLimiter

url, redis_url, orders = json.loads(sys.stdin.readline())
with OKX(**{dict(KEYS)!r}, demo=True, base_url=url, limiter=RedisLimiter(redis_url)) as okx:
    okx.warm_up()
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    sys.stdin.readline()
    report = okx.algo.cancel_orders([AlgoOrderId(name, algo_id=algo_id) for name, algo_id in orders])
print(len(report.accepted), flush=True)
"""


def with_threads(url: str, orders: list[AlgoOrderId]) -> CancelReport:
    with OKX(**KEYS, demo=True, base_url=url, limiter=MemoryLimiter()) as okx:
        okx.warm_up()
        return okx.algo.cancel_orders(orders)


def with_tasks(url: str, orders: list[AlgoOrderId]) -> CancelReport:
    async def main() -> CancelReport:
        async with AsyncOKX(**KEYS, demo=True, base_url=url, limiter=MemoryLimiter()) as okx:
            await okx.warm_up()
            return await okx.algo.cancel_orders(orders)

    return asyncio.run(main())


@pytest.mark.parametrize("cancel", [with_threads, with_tasks])
def test_one_process_is_as_fast_as_okx_allows(cancel: Callable[..., CancelReport]) -> None:
    exchange = WatchedExchange()
    orders = exchange.with_orders(EACH, INSTRUMENTS)
    with running(exchange) as url:
        report = cancel(url, orders)
    assert [outcome.order for outcome in report.outcomes] == orders
    assert len(report.accepted) == len(orders)
    as_fast_as_okx_allows(exchange)


def test_four_processes_that_share_one_redis_are_as_fast_together() -> None:
    exchange = WatchedExchange()
    parts = in_parts(exchange.with_orders(EACH, INSTRUMENTS))
    with redis_server.running() as redis, running(exchange) as url:
        programs = [program() for _ in parts]
        try:
            for each, part in zip(programs, parts, strict=True):
                say(each, [url, redis.url, [(order.inst_id, order.algo_id) for order in part]])
            assert [hear(each) for each in programs] == ["ready\n"] * len(parts)
            for each in programs:
                say(each, "go")
            accepted = [int(each.communicate(timeout=120)[0]) for each in programs]
        finally:
            for each in programs:
                each.kill()
                each.communicate()
    assert accepted == [len(part) for part in parts]
    as_fast_as_okx_allows(exchange)


def as_fast_as_okx_allows(exchange: WatchedExchange) -> None:
    print(f"{exchange.seconds:.3f} s, {len(exchange.arrivals)} requests")
    assert set(exchange.codes) == {"0"}, "no refusal"
    assert PERIOD * (WINDOWS - 1) <= exchange.seconds <= latest()


def program() -> subprocess.Popen[Any]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )


def hear(from_: subprocess.Popen[Any]) -> str:
    assert from_.stdout is not None
    line: str = from_.stdout.readline()
    return line


def say(to: subprocess.Popen[Any], what: object) -> None:
    assert to.stdin is not None
    to.stdin.write(json.dumps(what) + "\n")
    to.stdin.flush()
