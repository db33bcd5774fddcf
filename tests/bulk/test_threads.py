"""A bulk call of `OKX`: what arrives when, and what an interruption finds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import pytest

from okx_client import Accepted, CancelReport, NotSent, Rejected, Unknown
from okx_client.bulk import CancelProgress
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from .held import Held, forever, threads_ended
from .support import MAX_BATCH, FakeEngine, accepted, algos, denied, progress, refused
from .test_reports import kinds


@contextmanager
def interrupted_by_ctrl_c(bulk: CancelProgress, when: Callable[[], None]) -> Iterator[pytest.ExceptionInfo[Any]]:
    """Ctrl-C reaches the caller's thread while it waits, as soon as `when` returns."""

    class Interrupted:
        def __init__(self, queue: SimpleQueue[Any]) -> None:
            self._queue = queue

        def __getattr__(self, name: str) -> Any:
            return getattr(self._queue, name)

        def get(self, timeout: float) -> Any:
            when()
            raise KeyboardInterrupt

    bulk._crew.arrived = Interrupted(bulk._crew.arrived)  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt) as caught:
        yield caught
    assert CancelReport.of(caught.value) is not None


def test_nothing_is_sent_before_the_first_verdict_is_asked_for() -> None:
    engine = FakeEngine()
    bulk = progress(algos(30), engine)
    assert len(bulk) == 30
    bulk.close()
    assert list(bulk) == []
    assert engine.sent == []
    assert kinds(bulk.report().outcomes) == {NotSent: 30}


def test_verdicts_arrive_while_others_are_still_under_way() -> None:
    held = Held(free=1)
    with progress(algos(2 * MAX_BATCH), FakeEngine(held)) as bulk:
        first = [next(bulk) for _ in range(MAX_BATCH)]
        assert {type(outcome) for outcome in first} == {Accepted}
        assert held.arrived.wait(60)
        assert kinds(bulk.report().outcomes) == {Accepted: MAX_BATCH, Unknown: MAX_BATCH}
        held.go.set()
        assert len(list(bulk)) == MAX_BATCH
        assert kinds(bulk.report().outcomes) == {Accepted: 2 * MAX_BATCH}


def test_no_more_threads_are_started_than_there_are_batches() -> None:
    bulk = progress(algos(3 * MAX_BATCH), FakeEngine(), concurrency=50, charges=None)
    assert len(list(bulk)) == 3 * MAX_BATCH
    assert len(bulk._crew._threads) <= 3
    threads_ended(bulk)


def test_no_more_threads_are_started_than_batches_can_wait_or_be_under_way() -> None:
    held = Held()
    bulk = progress(algos(400, instruments=4), FakeEngine(held, forever_after_the_first()), concurrency=50)
    caller = threading.Thread(target=bulk.run, daemon=True)
    caller.start()
    assert held.arrived.wait(60)
    while bulk._crew.progress.ready or bulk._crew.progress.active < 5:
        time.sleep(0.001)
    assert len(bulk._crew._threads) == 5, "one request under way, and one batch of each instrument that waits"
    bulk.close()
    held.go.set()
    caller.join(60)
    threads_ended(bulk)


def forever_after_the_first() -> Callable[[tuple[Charge, ...]], Turn]:
    turns = iter([Granted(0.0)])
    return lambda charges: next(turns, Granted(1_000_000))


@pytest.mark.parametrize("orders_each", [MAX_BATCH, MAX_BATCH // 2], ids=["a batch each", "a batch in parts"])
def test_nobody_waits_for_the_turns_of_others(orders_each: int) -> None:
    def turn(charges: tuple[Charge, ...]) -> Turn:
        if len(charges) == 2:
            return denied(charges)  # no room for both instruments at once
        return {"COIN0-USDT": Granted(1_000_000), "COIN1-USDT": Granted(2_000_000)}.get(charges[0].bucket, Granted(0))

    arrived = threading.Event()

    def reply(call: Call) -> Any:
        arrived.set()
        return accepted(call)

    bulk = progress(algos(3 * orders_each, instruments=3), FakeEngine(reply, turn), concurrency=3)
    caller = threading.Thread(target=bulk.run, daemon=True)
    caller.start()
    assert arrived.wait(30), "the third instrument has nothing to wait for"
    bulk.close()
    caller.join(60)


def test_ctrl_c_before_anything_has_left() -> None:
    engine = FakeEngine(turn=forever)
    bulk = progress(algos(400, instruments=2), engine)
    with interrupted_by_ctrl_c(bulk, lambda: None) as caught:
        bulk.run()
    assert kinds(caught.value.report.outcomes) == {NotSent: 400}
    threads_ended(bulk)
    assert engine.sent == []


def test_ctrl_c_while_requests_are_under_way() -> None:
    held = Held(free=2)
    engine = FakeEngine(held)
    bulk = progress(algos(10 * MAX_BATCH), engine, concurrency=1)
    with interrupted_by_ctrl_c(bulk, lambda: ensure(held.arrived.wait(60))) as caught:
        bulk.run()
    report = caught.value.report
    assert kinds(report.outcomes) == {Accepted: 2 * MAX_BATCH, Unknown: MAX_BATCH, NotSent: 7 * MAX_BATCH}
    assert [outcome.order for outcome in report.outcomes] == algos(10 * MAX_BATCH)
    held.go.set()
    threads_ended(bulk)
    assert len(engine.sent) == 3
    assert kinds(report.outcomes)[Unknown] == MAX_BATCH, "a report does not change any more"
    assert len(bulk.report().accepted) == 3 * MAX_BATCH, "but a later one knows what has arrived since"
    assert list(bulk) == []


def ensure(condition: bool) -> None:
    assert condition


def test_ctrl_c_wakes_threads_that_wait_for_a_turn() -> None:
    waits = threading.Event()

    def turn(charges: tuple[Charge, ...]) -> Turn:
        waits.set()
        return Granted(1_000_000)

    engine = FakeEngine(turn=turn)
    bulk = progress(algos(100), engine)
    with interrupted_by_ctrl_c(bulk, lambda: ensure(waits.wait(60))) as caught:
        next(bulk)
    assert kinds(caught.value.report.outcomes) == {NotSent: 100}
    threads_ended(bulk)
    assert engine.sent == []


def test_ctrl_c_in_the_callers_own_code_carries_the_report_out_of_the_with_block() -> None:
    held = Held(free=1)

    def go_through() -> None:
        with progress(algos(300), FakeEngine(held), concurrency=1) as bulk:
            for _ in bulk:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        go_through()
    held.go.set()
    report = CancelReport.of(caught.value)
    assert report is not None
    assert len(report.accepted) == MAX_BATCH
    assert len(report.not_sent) >= 300 - 2 * MAX_BATCH


def test_the_report_of_an_inner_call_stays_on_its_exception() -> None:
    inner = CancelReport(())
    error = KeyboardInterrupt()
    error.report = inner  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt) as caught, progress(algos(1), FakeEngine()):
        raise error
    assert CancelReport.of(caught.value) is inner


def test_after_a_refused_key_nobody_goes_on_waiting_for_a_turn() -> None:
    others_wait = threading.Event()

    def turn(charges: tuple[Charge, ...]) -> Turn:
        if charges[0].bucket == "COIN0-USDT":
            return Granted(0)
        if charges[0].bucket == "COIN3-USDT":
            others_wait.set()
        return Granted(1_000_000)

    def reply(call: Call) -> Any:
        assert others_wait.wait(60)
        return refused("50113", 401)

    report = progress(algos(400, instruments=4), FakeEngine(reply, turn), concurrency=5).run()
    assert kinds(report.outcomes)[NotSent] + kinds(report.outcomes)[Rejected] == 400
    assert {"50113" in outcome.cause for outcome in report.not_sent} == {True}
