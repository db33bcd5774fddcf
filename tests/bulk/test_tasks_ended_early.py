"""A bulk call of `AsyncOKX` that ends early: what had not left is not sent, and no task is left behind."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from okx_client import Accepted, NotSent, Rejected, Unknown
from okx_client.bulk import AsyncCancelProgress, tasks
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from ..virtual_time import run_virtual
from .held import AsyncHeld, FrozenError, forever, report_of, run
from .support import MAX_BATCH, FakeEngine, accepted, algos, progress_async, refused
from .test_reports import kinds


@pytest.mark.parametrize("how", ["aclose", "async with", "forgotten", "collected"])
def test_leaving_the_loop_early_sends_nothing_more(how: str) -> None:
    async def main() -> None:
        engine = FakeEngine(AsyncHeld(free=1), turn=lambda charges: Granted(5))
        bulk = progress_async(algos(50 * MAX_BATCH), engine, concurrency=2)
        async for _ in bulk:
            break
        await asyncio.sleep(6)
        if how == "aclose":
            await bulk.aclose()
        elif how == "async with":
            async with bulk:
                pass
        elif how == "collected":
            bulk.itself = bulk  # type: ignore[attr-defined]
        del bulk
        gc.collect()
        await asyncio.sleep(1000)
        assert len(engine.sent) == 2

    run(main)


def test_an_iterator_that_is_forgotten_after_its_loop_has_closed_does_no_harm() -> None:
    left = []

    async def main(loop: object) -> None:
        bulk = progress_async(algos(50), FakeEngine(turn=forever))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(anext(bulk))), 1)
        left.append(bulk)

    run_virtual(main)
    assert kinds(left[0].report().outcomes) == {NotSent: 50}
    left.clear()
    gc.collect()


@pytest.mark.parametrize("error", [ValueError("a bug"), MemoryError(), FrozenError("of a caller's")])
def test_an_unexpected_error_reaches_the_caller_with_the_report(error: BaseException) -> None:
    async def main() -> None:
        async def reply(call: Call) -> Any:
            if len(engine.sent) == 3:
                raise error
            return accepted(call)

        engine = FakeEngine(reply)
        bulk = progress_async(algos(6 * MAX_BATCH), engine, concurrency=1)
        with pytest.raises(type(error)) as caught:
            await bulk.run()
        assert caught.value is error
        report = report_of(error)
        assert kinds(report.outcomes) == {Accepted: 2 * MAX_BATCH, Unknown: MAX_BATCH, NotSent: 3 * MAX_BATCH}
        assert len(engine.sent) == 3
        assert [outcome async for outcome in bulk] == []

    run(main)


def test_an_unexpected_error_of_a_limiter_reaches_the_caller_with_the_report() -> None:
    async def main() -> None:
        def turn(charges: tuple[Charge, ...]) -> Turn:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError) as caught:
            await progress_async(algos(30), FakeEngine(turn=turn)).run()
        assert kinds(report_of(caught.value).outcomes) == {NotSent: 30}

    run(main)


def test_an_error_that_means_the_end_of_an_iterator_does_not_look_like_one() -> None:
    async def main() -> None:
        async def reply(call: Call) -> Any:
            raise StopAsyncIteration

        with pytest.raises(RuntimeError, match="StopAsyncIteration") as caught:
            await progress_async(algos(30), FakeEngine(reply), concurrency=1).run()
        assert len(report_of(caught.value).unknown) == MAX_BATCH

    run(main)


def test_tasks_that_somebody_else_cancels_do_not_leave_the_caller_waiting() -> None:
    async def main() -> None:
        held = AsyncHeld()
        bulk = asyncio.create_task(progress_async(algos(60), FakeEngine(held), concurrency=1).run())
        await held.arrived.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task(), bulk}:
            task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await bulk
        assert kinds(report_of(caught.value).outcomes) == {Unknown: MAX_BATCH, NotSent: 50}

    run(main)


def test_a_task_that_somebody_else_cancels_before_it_begins_does_not_leave_the_caller_waiting() -> None:
    async def main() -> None:
        bulk = asyncio.create_task(progress_async(algos(30), FakeEngine()).run())
        while not (others := asyncio.all_tasks() - {asyncio.current_task(), bulk}):
            await asyncio.sleep(0)
        for task in others:
            task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await asyncio.wait_for(bulk, 60)
        assert kinds(report_of(caught.value).outcomes) == {NotSent: 30}

    run(main)


def test_an_exception_in_the_callers_own_code_carries_the_report_out_of_the_async_with_block() -> None:
    async def main() -> None:
        async def go_through() -> None:
            async with progress_async(algos(50), FakeEngine(AsyncHeld(free=1)), concurrency=1) as bulk:
                async for _ in bulk:
                    raise LookupError

        with pytest.raises(LookupError) as caught:
            await go_through()
        assert len(report_of(caught.value).accepted) == MAX_BATCH

    run(main)


def test_a_coroutine_that_is_thrown_away_ends_quietly() -> None:
    async def main() -> None:
        bulk = progress_async(algos(50), FakeEngine(turn=forever))
        waiting = bulk.run()
        waiting.send(None)
        waiting.close()
        assert kinds(bulk.report().outcomes) == {NotSent: 50}

    run(main)


def test_closing_in_another_event_loop_after_the_own_one_has_ended_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tasks, "_GRACE_SECONDS", 3600.0)  # nobody waits for what can never end

    async def begin() -> tuple[AsyncCancelProgress, object]:
        bulk = progress_async(algos(50), FakeEngine(turn=forever))
        task = asyncio.ensure_future(anext(bulk))
        for _ in range(5):
            await asyncio.sleep(0)
        return bulk, task

    loop = asyncio.new_event_loop()
    bulk, _ = loop.run_until_complete(begin())
    loop.close()
    asyncio.run(bulk.aclose())
    assert kinds(bulk.report().outcomes) == {NotSent: 50}
    gc.collect()


def test_what_is_in_flight_when_a_key_is_refused_gets_the_verdict_that_okx_gives() -> None:
    async def reply(call: Call) -> Any:
        first = call.orders[0] == orders[0]
        await asyncio.sleep(1 if first else 2)
        return refused("50113", 401) if first else accepted(call)

    async def main() -> None:
        engine = FakeEngine(reply)
        report = await progress_async(orders, engine, concurrency=2, charges=None).run()
        assert kinds(report.outcomes) == {Rejected: MAX_BATCH, Accepted: MAX_BATCH, NotSent: MAX_BATCH}

    orders = algos(3 * MAX_BATCH)
    run(main)


def test_a_task_that_cannot_be_made_does_not_leave_the_caller_waiting() -> None:
    async def main() -> None:
        made = 0

        def factory(loop: asyncio.AbstractEventLoop, task: Any, **named: Any) -> asyncio.Task[Any]:
            nonlocal made
            made += task.__qualname__ == "_Crew._run"
            if made == 2:
                raise RuntimeError("no task")
            return asyncio.Task(task, loop=loop, **named)

        loop = asyncio.get_running_loop()
        loop.set_task_factory(factory)
        try:
            bulk = progress_async(algos(3 * MAX_BATCH), FakeEngine(), concurrency=1, charges=None)
            with pytest.raises(RuntimeError, match="no task") as caught:
                await asyncio.wait_for(bulk.run(), 60)
        finally:
            loop.set_task_factory(None)
        assert kinds(report_of(caught.value).outcomes) == {Accepted: MAX_BATCH, NotSent: 2 * MAX_BATCH}

    run(main)


def test_an_interruption_of_what_goes_on_after_the_end_reaches_whoever_is_there() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        bulk = progress_async(algos(30), FakeEngine())
        await anext(bulk)
        await bulk.aclose()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bulk._crew.progress, "take", interrupted)
            with pytest.raises(KeyboardInterrupt):
                bulk._crew._go_on()

    run(main)
