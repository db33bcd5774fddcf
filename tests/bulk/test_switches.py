"""A bulk call of `OKX` whose threads are switched at the worst moments: it ends, with every verdict.

Where the system switches between threads is its own choice. Each test holds one thread at one place until another has
come to another place.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest

from okx_client import Accepted, AlgoOrderId, CancelReport
from okx_client.bulk import CancelProgress
from okx_client.bulk.plan import Batch
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from .support import MAX_BATCH, FakeEngine, accepted, algos, denied, progress
from .test_reports import kinds

WAIT = 20.0  # seconds, for what comes at once unless something is broken
ENOUGH = 0.2  # seconds, for another thread to come to its end if it is about to


def run(bulk: CancelProgress) -> CancelReport:
    """Run a bulk call in a thread of its own, so that one that never ends is seen."""
    reports: list[CancelReport] = []
    caller = threading.Thread(target=lambda: reports.append(bulk.run()), daemon=True)
    caller.start()
    caller.join(WAIT)
    assert not caller.is_alive(), f"it does not end: {bulk}"
    return reports[0]


def test_the_last_batch_is_taken_just_after_the_first_one_is_settled() -> None:
    bulk = progress(algos(2 * MAX_BATCH), FakeEngine(), concurrency=1, charges=None)
    call, settled, taking = bulk._crew.progress, threading.Event(), threading.Event()
    changed, make_call, start = call._changed, call._make_call, bulk._crew._start

    def note_that_it_is_settled() -> None:
        if call._settled and not taking.is_set():
            settled.set()
            assert taking.wait(WAIT)
        changed()

    def make(orders: Any) -> Call:
        if settled.is_set() and not taking.is_set():
            taking.set()
            time.sleep(ENOUGH)  # in the midst of taking the last batch
        return make_call(orders)

    def come_late(thread: threading.Thread) -> None:
        start(thread)
        assert settled.wait(WAIT)

    call._changed, call._make_call = note_that_it_is_settled, make
    bulk._crew._start = come_late  # type: ignore[method-assign]
    assert kinds(run(bulk).outcomes) == {Accepted: 2 * MAX_BATCH}


def test_the_last_batch_is_taken_by_one_thread_and_parted_while_another_one_settles() -> None:
    taking = threading.Event()
    parts = [AlgoOrderId("COIN2-USDT", algo_id=30), AlgoOrderId("COIN3-USDT", algo_id=31)]

    def turn(charges: tuple[Charge, ...]) -> Turn:
        if len(charges) > 1:
            return denied(charges)
        return Granted(0.3 if charges[0].bucket == "COIN3-USDT" else 0.0)

    def reply(call: Call) -> Any:
        if call.orders[0].instrument == "COIN0-USDT":
            assert taking.wait(WAIT)
        return accepted(call)

    bulk = progress([*algos(2 * MAX_BATCH, instruments=2), *parts], FakeEngine(reply, turn), concurrency=2)
    call = bulk._crew.progress
    changed, make_call = call._changed, call._make_call

    def make(orders: Any) -> Call:
        if len(orders) == len(parts) and not taking.is_set():
            taking.set()
            time.sleep(ENOUGH)
        return make_call(orders)

    def come_late() -> None:
        if call._settled and not taking.is_set():
            taking.wait(ENOUGH)
        changed()

    call._make_call, call._changed = make, come_late
    assert kinds(run(bulk).outcomes) == {Accepted: 2 * MAX_BATCH + 2}


def test_a_batch_is_parted_just_while_another_thread_looks_whether_anything_is_left() -> None:
    asked, looking, parting = threading.Event(), threading.Event(), threading.Event()

    def turn(charges: tuple[Charge, ...]) -> Turn:
        if len(charges) > 1:
            asked.set()
            assert looking.wait(WAIT)
            return denied(charges)
        return Granted(0.3 if charges[0].bucket == "COIN2-USDT" else 0.0)

    def reply(call: Call) -> Any:
        assert asked.wait(WAIT)
        return accepted(call)

    orders = [*algos(MAX_BATCH), *algos(3, instruments=3)[1:]]
    bulk = progress(orders, FakeEngine(reply, turn), concurrency=2)
    call = bulk._crew.progress
    take, replace = bulk._crew._take, call.schedule.replace

    def take_and_look_later() -> Any:
        taken = take()
        if taken is None and call._settled and not parting.is_set():
            looking.set()
            assert parting.wait(WAIT)
        return taken

    def part_slowly(batch: Batch, parts: Sequence[Batch]) -> None:
        if len(parts) > 1:
            parting.set()
            time.sleep(ENOUGH)  # nobody asks any more, and the parts are not there yet
        replace(batch, parts)

    bulk._crew._take, call.schedule.replace = take_and_look_later, part_slowly  # type: ignore[method-assign]
    assert kinds(run(bulk).outcomes) == {Accepted: len(orders)}


def test_who_iterates_gets_the_verdicts_that_are_just_being_settled() -> None:
    class Slow(dict[Any, Any]):
        def update(self, *given: Any) -> None:  # type: ignore[override]
            super().update(*given)
            time.sleep(ENOUGH)  # before anybody is told

    bulk = progress(algos(2 * MAX_BATCH), FakeEngine(), concurrency=1)
    bulk._crew.progress._settled = Slow()
    assert len(list(bulk)) == 2 * MAX_BATCH


def test_a_limiter_that_takes_its_time_ends_no_thread_that_the_parts_of_a_batch_need() -> None:
    together = threading.Barrier(5)

    def turn(charges: tuple[Charge, ...]) -> Turn:
        time.sleep(0.02)
        return denied(charges) if len(charges) > 1 else Granted(0.1 * int(charges[0].bucket[4]))

    def reply(call: Call) -> Any:
        together.wait(WAIT)
        return accepted(call)

    assert kinds(run(progress(algos(5, instruments=5), FakeEngine(reply, turn), concurrency=5)).outcomes) == {
        Accepted: 5
    }


@pytest.mark.parametrize("can_be_started", [1, 2])
@pytest.mark.parametrize("paced", [True, False], ids=["paced", "not paced"])
def test_where_no_further_thread_can_be_started_the_others_do_its_work(
    can_be_started: int, paced: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, named = FakeEngine(), {} if paced else {"charges": None}
    bulk = progress(algos(90, instruments=9), engine, concurrency=4, **named)
    fail_at(range(can_be_started, sys.maxsize), monkeypatch)
    assert kinds(run(bulk).outcomes) == {Accepted: 90}
    assert engine.most_at_once <= can_be_started


def test_as_soon_as_further_threads_can_be_started_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(3)

    def reply(call: Call) -> Any:
        if call.orders[0] != orders[0]:
            together.wait(WAIT)
        return accepted(call)

    orders = algos(4 * MAX_BATCH)
    bulk = progress(orders, FakeEngine(reply), concurrency=4, charges=None)
    fail_at(range(1, 4), monkeypatch)
    assert kinds(run(bulk).outcomes) == {Accepted: 4 * MAX_BATCH}


def fail_at(tries_that_fail: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system start no thread of a bulk call at some tries, counted from 0."""
    start, tries, counting = threading.Thread.start, count(), threading.Lock()

    def limited(thread: threading.Thread) -> None:
        if thread.name.startswith("okx-client bulk"):
            with counting:
                if next(tries) in tries_that_fail:
                    raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", limited)
