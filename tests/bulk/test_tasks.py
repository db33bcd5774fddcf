"""A bulk call of `AsyncOKX`: what arrives when, and what a cancellation finds."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import pytest

from okx_client import Accepted, NotSent, Rejected, Unknown
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from .held import AsyncHeld, report_of, run
from .support import MAX_BATCH, FakeEngine, accepted, algos, progress_async, refused
from .test_reports import kinds


def test_nothing_is_sent_before_the_first_verdict_is_asked_for() -> None:
    async def main() -> None:
        engine = FakeEngine()
        bulk = progress_async(algos(30), engine)
        assert len(bulk) == 30
        await asyncio.sleep(1)
        await bulk.aclose()
        assert [outcome async for outcome in bulk] == []
        assert engine.sent == []
        assert kinds(bulk.report().outcomes) == {NotSent: 30}

    run(main)


def test_verdicts_arrive_while_others_are_still_under_way() -> None:
    async def main() -> None:
        held = AsyncHeld(free=1)
        async with progress_async(algos(3 * MAX_BATCH), FakeEngine(held)) as bulk:
            first = [await anext(bulk) for _ in range(MAX_BATCH)]
            assert {type(outcome) for outcome in first} == {Accepted}
            await held.arrived.wait()
            assert kinds(bulk.report().outcomes)[Accepted] == MAX_BATCH
            assert kinds(bulk.report().outcomes)[Unknown] >= MAX_BATCH

    run(main)


@pytest.mark.parametrize("concurrency", [2, 50])
def test_no_more_tasks_are_started_than_batches_can_be_under_way(concurrency: int) -> None:
    async def main() -> None:
        held = AsyncHeld()
        bulk = asyncio.create_task(
            progress_async(algos(3 * MAX_BATCH), FakeEngine(held), concurrency=concurrency).run()
        )
        await asyncio.sleep(1)
        assert len(asyncio.all_tasks() - {asyncio.current_task(), bulk}) == min(concurrency, 3)
        bulk.cancel()
        with suppress(asyncio.CancelledError):
            await bulk

    run(main)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python has eager tasks since 3.12")
def test_eager_tasks_are_no_deeper_in_each_other_than_others() -> None:
    async def main() -> None:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
        depths: list[int] = []

        async def reply(call: Call) -> Any:
            depths.append(len(inspect.stack(0)))
            await asyncio.sleep(1)
            return accepted(call)

        bulk = progress_async(algos(40 * MAX_BATCH), FakeEngine(reply), concurrency=40, charges=None)
        assert len((await bulk.run()).accepted) == 40 * MAX_BATCH
        assert len(set(depths)) == 1

    run(main)


def test_a_cancelled_task_carries_the_report() -> None:
    async def main() -> None:
        held = AsyncHeld(free=2)
        engine = FakeEngine(held)
        task = asyncio.create_task(progress_async(algos(10 * MAX_BATCH), engine, concurrency=1).run())
        await held.arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        report = report_of(caught.value)
        assert kinds(report.outcomes) == {Accepted: 2 * MAX_BATCH, Unknown: MAX_BATCH, NotSent: 7 * MAX_BATCH}
        assert [outcome.order for outcome in report.outcomes] == algos(10 * MAX_BATCH)
        assert held.cut_off == 1
        assert len(engine.sent) == 3

    run(main)


async def by_timeout(bulk: Coroutine[Any, Any, Any], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        await bulk


async def by_wait_for(bulk: Coroutine[Any, Any, Any], seconds: float) -> None:
    await asyncio.wait_for(bulk, seconds)


async def by_wait_for_on_a_task(bulk: Coroutine[Any, Any, Any], seconds: float) -> None:
    await asyncio.wait_for(asyncio.create_task(bulk), seconds)


@pytest.mark.parametrize("limit", [by_timeout, by_wait_for, by_wait_for_on_a_task])
@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_time_out_of_the_callers_carries_the_report(limit: Any, concurrency: int) -> None:
    async def main() -> None:
        engine = FakeEngine(turn=lambda charges: Granted(10))
        orders = algos(6 * MAX_BATCH, instruments=2)
        with pytest.raises(TimeoutError) as caught:
            await limit(progress_async(orders, engine, concurrency=concurrency).run(), 25)
        assert report_of(caught.value).outcomes == tuple(
            {outcome.order: outcome for outcome in report_of(caught.value).outcomes}[order] for order in orders
        )
        accepted = 2 * MAX_BATCH if concurrency == 1 else 4 * MAX_BATCH
        assert kinds(report_of(caught.value).outcomes) == {Accepted: accepted, NotSent: 6 * MAX_BATCH - accepted}

    run(main)


def test_a_second_cancellation_during_the_first_one_does_not_lose_the_report() -> None:
    async def main() -> None:
        async def stubborn(call: Call) -> Any:
            held.set()
            try:
                await asyncio.sleep(1000)
            except asyncio.CancelledError:
                await asyncio.sleep(0.5)  # as when a connection is closed politely
                raise

        held = asyncio.Event()
        task = asyncio.create_task(progress_async(algos(MAX_BATCH), FakeEngine(stubborn)).run())
        await held.wait()
        task.cancel()
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert kinds(report_of(caught.value).outcomes) == {Unknown: MAX_BATCH}
        await asyncio.sleep(10)

    run(main)


def test_a_transport_that_ignores_its_cancellation_does_not_hold_up_the_caller_and_sends_no_more() -> None:
    async def main() -> None:
        async def deaf(call: Call) -> Any:
            under_way.set()
            until = asyncio.get_running_loop().time() + 100
            while (left := until - asyncio.get_running_loop().time()) > 0:
                with suppress(asyncio.CancelledError):
                    await asyncio.sleep(left)
            return accepted(call)

        under_way = asyncio.Event()
        engine = FakeEngine(deaf)
        started = asyncio.get_running_loop().time()
        task = asyncio.create_task(progress_async(algos(60), engine, concurrency=1).run())
        await under_way.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert asyncio.get_running_loop().time() - started < 5
        assert kinds(report_of(caught.value).outcomes) == {Unknown: MAX_BATCH, NotSent: 50}
        await asyncio.sleep(1000)
        assert len(engine.sent) == 1

    run(main)


def test_after_a_refused_key_nobody_goes_on_waiting_for_a_turn() -> None:
    async def main() -> None:
        async def reply(call: Call) -> Any:
            await asyncio.sleep(5)
            return refused("50113", 401)

        def turn(charges: tuple[Charge, ...]) -> Turn:
            return Granted(0 if charges[0].bucket == "COIN0-USDT" else 1_000_000)

        report = await progress_async(algos(400, instruments=4), FakeEngine(reply, turn), concurrency=5).run()
        assert asyncio.get_running_loop().time() < 60
        assert kinds(report.outcomes)[NotSent] + kinds(report.outcomes)[Rejected] == 400
        assert {"50113" in outcome.cause for outcome in report.not_sent} == {True}

    run(main)
