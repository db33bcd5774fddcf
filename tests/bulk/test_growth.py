"""What a bulk call works and keeps, counted: so much for each order or request, however many there are."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from okx_client import CancelReport
from okx_client.bulk import progress as bulk_progress
from okx_client.bulk.batch_attempts import BatchAttempts
from okx_client.bulk.pace import Pace
from okx_client.bulk.plan import Batch, plan
from okx_client.bulk.schedule import Schedule
from okx_client.limits import Charge, Granted, window

from ..docs.growth import assert_linear
from ..virtual_time import run_virtual
from .support import LIMIT, MAX_BATCH, PERIOD, FakeEngine, algos, cancel_async, cancel_sync, charges, progress_async

Cancel = Callable[..., CancelReport]

both = pytest.mark.parametrize("cancel", [cancel_sync, cancel_async], ids=["threads", "tasks"])


@both
@pytest.mark.parametrize("paced", [True, False], ids=["paced", "not paced"])
@pytest.mark.parametrize("instruments", [1, None], ids=["one instrument", "as many instruments as batches"])
def test_a_call_takes_time_in_proportion_to_the_orders(cancel: Cancel, paced: bool, instruments: int | None) -> None:
    def work(size: int) -> None:
        orders = algos(size, instruments or size // MAX_BATCH)
        assert len(cancel(orders, FakeEngine(), charges=charges if paced else None).accepted) == size

    assert_linear(work, 1_000)


@pytest.mark.parametrize("limit", [LIMIT, 10 * LIMIT])
def test_a_request_is_compared_with_no_more_others_than_its_limit_allows(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a limiter lets any number through, all of them are in the same period."""
    compared: list[int] = []
    earliest = window.earliest

    def counted(log: Sequence[window.Reserved], **named: Any) -> float:
        compared.append(len(log))
        return earliest(log, **named)

    monkeypatch.setattr(window, "earliest", counted)
    pace, cost = Pace(), [Charge("A", 1, limit, PERIOD)]
    for _ in range(3 * limit):
        assert pace.hold(cost, 0.0, 0.0) == 0
        pace.leaves(cost, 0.0, 0.0).answered = 0.0
    assert max(compared) <= limit


def test_requests_that_count_no_more_are_forgotten() -> None:
    pace, cost = Pace(), [Charge("A", 1, LIMIT, PERIOD)]
    ways = []
    for number in range(10 * LIMIT):
        now = number * PERIOD / LIMIT
        way = pace.leaves(cost, now, now)
        way.answered = now
        ways.append(weakref.ref(way))
    del way
    in_a_period = LIMIT * (1 + 1 / PERIOD)  # and in the second that an answer may take
    assert sum(way() is not None for way in ways) <= 2 * in_a_period + 1


def test_however_many_wait_nobody_asks_in_vain_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred tasks that each change woke, all but one found nothing."""
    asked = 0
    take = bulk_progress.Progress.take

    def counted(self: bulk_progress.Progress) -> BatchAttempts | None:
        nonlocal asked
        asked += 1
        return take(self)

    monkeypatch.setattr(bulk_progress.Progress, "take", counted)
    batches = 40

    async def main(loop: object) -> None:
        engine = FakeEngine(turn=lambda charges: Granted(1.0))
        bulk = progress_async(algos(batches * MAX_BATCH, instruments=4), engine, concurrency=100)
        assert len((await bulk.run()).accepted) == batches * MAX_BATCH

    run_virtual(main)
    assert asked <= 5 * batches


@both
def test_what_came_of_a_batch_is_let_go_without_the_garbage_collector(cancel: Cancel) -> None:
    class Watching(FakeEngine):
        def run(self, attempts: Any, sleep: Callable[[float], Any]) -> None:
            seen.append(weakref.ref(attempts))
            super().run(attempts, sleep)

        async def run_async(self, attempts: Any) -> None:
            seen.append(weakref.ref(attempts))
            await super().run_async(attempts)

    seen: list[weakref.ref[Any]] = []
    gc.disable()
    try:
        cancel(algos(20 * MAX_BATCH, instruments=5), Watching())
        assert len(seen) == 20
        assert sum(attempts() is not None for attempts in seen) <= 4, "those of the threads that are just ending"
    finally:
        gc.enable()


def test_the_schedule_lets_go_of_what_has_departed() -> None:
    batches: list[Batch | None] = [*plan(algos(30, instruments=3), MAX_BATCH, lambda instrument: [one(instrument)])]
    schedule = Schedule([batch for batch in batches if batch])
    watched = [weakref.ref(batch) for batch in batches if batch]
    batches.clear()
    while (taken := schedule.take()) is not None:
        parts = [Batch(taken.portions, 1.0)]
        watched.append(weakref.ref(parts[0]))
        schedule.replace(taken, parts)
        schedule.departed(parts[0])
        del taken, parts
    assert [batch for batch in watched if batch() is not None] == []


def one(instrument: str) -> Charge:
    return Charge(instrument, 1, LIMIT, PERIOD)


def test_the_text_of_a_report_is_short_for_asyncio_makes_it_of_every_result() -> None:
    report = cancel_async(algos(1_000), FakeEngine())
    assert repr(report) == "CancelReport(1000 of 1000 orders accepted)"

    async def main() -> CancelReport:
        return report

    assert asyncio.run(main()) is report
