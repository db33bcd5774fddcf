"""A bulk call of `OKX` that ends early: what had not left is not sent, and nothing is left running."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import pytest

from okx_client import Accepted, CancelReport, NotSent, Rejected, Unknown
from okx_client.attempts import Attempts
from okx_client.calls import Call
from okx_client.limits import Charge, Turn

from .held import FrozenError, Held, report_of, threads_ended
from .support import MAX_BATCH, FakeEngine, accepted, algos, progress, refused
from .test_reports import kinds


@pytest.mark.parametrize("how", ["close", "with", "forgotten", "collected"])
def test_leaving_the_loop_early_sends_nothing_more(how: str) -> None:
    held = Held(free=1)
    engine = FakeEngine(held)
    bulk = progress(algos(50 * MAX_BATCH), engine, concurrency=1)
    crew = bulk._crew
    next(bulk)
    assert held.arrived.wait(60)
    if how == "close":
        bulk.close()
    elif how == "with":
        with bulk:
            pass
    elif how == "collected":
        bulk.itself = bulk  # type: ignore[attr-defined]
    del bulk
    gc.collect()
    held.go.set()
    for thread in crew._threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(engine.sent) == 2


@pytest.mark.parametrize(
    "error", [ValueError("a bug"), MemoryError(), SystemExit(3), KeyboardInterrupt(), FrozenError("of a caller's")]
)
def test_an_unexpected_error_reaches_the_caller_with_the_report(error: BaseException) -> None:
    def reply(call: Call) -> Any:
        if len(engine.sent) == 3:
            raise error
        return accepted(call)

    engine = FakeEngine(reply)
    bulk = progress(algos(6 * MAX_BATCH), engine, concurrency=1)
    with pytest.raises(type(error)) as caught:
        bulk.run()
    assert caught.value is error
    report = CancelReport.of(error)
    assert report is not None
    assert kinds(report.outcomes) == {Accepted: 2 * MAX_BATCH, Unknown: MAX_BATCH, NotSent: 3 * MAX_BATCH}
    assert len(engine.sent) == 3
    assert list(bulk) == []


def test_an_unexpected_error_of_a_limiter_reaches_the_caller_with_the_report() -> None:
    def turn(charges: tuple[Charge, ...]) -> Turn:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        progress(algos(30), FakeEngine(turn=turn)).run()
    report = CancelReport.of(caught.value)
    assert report is not None
    assert kinds(report.outcomes) == {NotSent: 30}


def test_an_error_that_means_the_end_of_an_iterator_does_not_look_like_one() -> None:
    def reply(call: Call) -> Any:
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration") as caught:
        list(progress(algos(30), FakeEngine(reply), concurrency=1))
    report = CancelReport.of(caught.value)
    assert report is not None
    assert len(report.unknown) == MAX_BATCH


def test_where_no_thread_can_be_started_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    engine = FakeEngine()
    bulk = progress(algos(90, instruments=9), engine, concurrency=4)
    monkeypatch.setattr(threading.Thread, "start", fail)
    with pytest.raises(RuntimeError, match="thread") as caught:
        bulk.run()
    report = CancelReport.of(caught.value)
    assert report is not None
    assert kinds(report.outcomes) == {NotSent: 90}
    assert engine.sent == []


def test_the_first_failure_is_the_one_that_the_caller_sees() -> None:
    bulk = progress(algos(30), FakeEngine())
    for failure in (ValueError("the first"), OSError("a later one")):
        bulk._crew.progress.fail(failure)
    bulk.close()
    with pytest.raises(ValueError, match="the first"):
        next(bulk)


def test_an_interruption_while_a_with_block_is_left_closes_the_call_and_carries_the_report() -> None:
    held = Held(free=1)
    engine = FakeEngine(held)
    bulk = progress(algos(5 * MAX_BATCH), engine, concurrency=1)
    stop, ends = bulk._crew.progress.stop, 0

    def interrupted() -> None:
        nonlocal ends
        ends += 1
        if ends == 1:
            raise KeyboardInterrupt
        stop()

    bulk._crew.progress.stop = interrupted  # type: ignore[method-assign,assignment]
    next(bulk)
    assert held.arrived.wait(60)
    with pytest.raises(KeyboardInterrupt) as caught:
        bulk.__exit__(None, None, None)
    held.go.set()
    threads_ended(bulk)
    assert len(engine.sent) == 2
    assert kinds(report_of(caught.value).outcomes) == {Accepted: MAX_BATCH, Unknown: MAX_BATCH, NotSent: 3 * MAX_BATCH}


def test_a_batch_that_is_handed_over_while_the_call_ends_is_not_forgotten() -> None:
    second_is_taken = threading.Event()
    begun: list[Attempts] = []

    class Slow:
        """Hands over after everybody else has had time to find that the call has ended."""

        def __init__(self, queue: SimpleQueue[Any]) -> None:
            self._queue = queue
            self._handed_over = 0
            self.get = queue.get

        def put(self, attempts: Any) -> None:
            self._handed_over += attempts is not None
            if attempts is not None and self._handed_over == 2:
                second_is_taken.set()
                time.sleep(0.2)
            self._queue.put(attempts)

    class Waiting(FakeEngine):
        def run(self, attempts: Attempts, sleep: Callable[[float], Any]) -> None:
            begun.append(attempts)
            assert second_is_taken.wait(60)
            while attempts is not begun[0] and not bulk._crew.progress.closed:
                time.sleep(0.001)  # the first one's refusal is to end the call
            super().run(attempts, sleep)

    engine = Waiting(lambda call: refused("50113", 401))
    bulk = progress(algos(2 * MAX_BATCH), engine, concurrency=2, charges=None)
    bulk._crew._work = Slow(bulk._crew._work)  # type: ignore[assignment]
    caller = threading.Thread(target=bulk.run, daemon=True)
    caller.start()
    caller.join(20)
    assert not caller.is_alive(), "each order has its verdict"
    assert kinds(bulk.report().outcomes) == {Rejected: MAX_BATCH, NotSent: MAX_BATCH}
