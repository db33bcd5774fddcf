"""What a batch notes of the way of its request, for the pace of the batches after it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest

from okx_client import MemoryLimiter
from okx_client.attempts import Reserve, Sleep, Transmit
from okx_client.bulk.batch_attempts import BatchAttempts
from okx_client.bulk.pace import Pace
from okx_client.bulk.plan import Batch, plan
from okx_client.calls import Call
from okx_client.limits import Charge, Granted
from okx_client.retries import Retries

from ..virtual_time import run_virtual
from .support import (
    LIMIT,
    MAX_BATCH,
    NO_CONNECTION,
    PERIOD,
    FakeEngine,
    accepted,
    algos,
    charges,
    make_call,
    progress_async,
    refused,
    rules,
)


class Owner:
    """A bulk call of one batch."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.closed = False
        self.pace = Pace()

    def departed(self, batch: Batch) -> None:
        pass

    def replace(self, attempts: BatchAttempts, parts: Sequence[Batch]) -> None:
        attempts.narrow(parts[0])


def test_a_repeat_that_never_left_does_not_change_when_the_first_request_was_counted() -> None:
    time, owner = 0.0, Owner()
    orders = algos(MAX_BATCH)
    (batch,) = plan(orders, MAX_BATCH, lambda instrument: [Charge(instrument, 1, LIMIT, PERIOD)])
    limits = rules(charges=charges, retries=Retries(attempts=2, first_pause=0.1), now=lambda: time)
    steps = BatchAttempts(batch, make_call(orders), limits, owner).steps()
    replies: list[Any] = [refused("50013", 429), NO_CONNECTION]
    answer: Any = None
    with suppress(StopIteration):
        while True:
            step = steps.send(answer)
            answer = Granted(0.0) if isinstance(step, Reserve) else None
            if isinstance(step, Sleep):
                time += step.seconds
            elif isinstance(step, Transmit):
                time, answer = time + 0.6, replies.pop(0)
    assert replies == []
    (first, _), (repeat, _) = owner.pace._by_bucket[orders[0].instrument]
    assert (first.left, first.answered) == (0.0, 0.6)
    assert repeat.answered == repeat.left > 0.6


@pytest.mark.parametrize("concurrency", [1, 100])
@pytest.mark.parametrize("orders", [MAX_BATCH, 15, 3 * MAX_BATCH, 10 * MAX_BATCH])
@pytest.mark.parametrize("slow", [0.3, 0.9])
@pytest.mark.parametrize("first", [NO_CONNECTION, refused("50013", 429)], ids=["no connection", "busy"])
def test_a_repeat_that_is_long_on_its_way_is_counted_where_it_arrives(
    first: Any, slow: float, orders: int, concurrency: int
) -> None:
    arrivals: list[tuple[float, int]] = []

    async def main(loop: asyncio.AbstractEventLoop) -> None:
        async def reply(call: Call) -> Any:
            if not engine.sent[1:]:
                return first
            await asyncio.sleep(slow if call.orders[0] == given[0] else 0.03)
            arrivals.append((loop.time(), len(call.orders)))
            return accepted(call)

        limiter = MemoryLimiter(clock=loop.time)
        engine = FakeEngine(reply, lambda charges: limiter.reserve(charges, max_wait=100))
        given = algos(orders)
        bulk = progress_async(given, engine, concurrency=concurrency, retries=Retries(), now=loop.time)
        assert len((await bulk.run()).accepted) == orders

    run_virtual(main)
    for end, _ in arrivals:
        assert sum(units for at, units in arrivals if end - PERIOD < at <= end) <= LIMIT
