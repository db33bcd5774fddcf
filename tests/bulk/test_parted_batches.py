"""A batch whose parts have different turns: no order of it is lost, sent late or told wrongly, whatever happens."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from okx_client import Accepted, AlgoOrderId, NotSent, Rejected, operations
from okx_client.attempts import Response
from okx_client.calls import Call
from okx_client.limits import Charge, Denied, Granted, Turn
from okx_client.retries import Retries
from okx_client.text import Text

from .held import threads_ended
from .support import FakeEngine, accepted, algos, cancel_async, cancel_sync, charges, denied, progress, refused, said
from .test_reports import kinds

A = [AlgoOrderId("A-USDT", algo_id=number) for number in range(1, 11)]
B = [AlgoOrderId("B-USDT", algo_id=100)]
C = [AlgoOrderId("C-USDT", algo_id=200)]
WAIT = 20.0  # seconds, for what comes at once unless something is broken


def no_room(charges: tuple[Charge, ...]) -> Turn:
    return Denied(Text("Not together.", "不能同时。"))


def test_a_refused_key_while_the_parts_are_asked_for_leaves_no_order_without_a_verdict() -> None:
    asks_for_c, refusal_is_known = threading.Event(), threading.Event()

    def reply(call: Call) -> Response:
        assert asks_for_c.wait(WAIT)
        return refused("50113", 401)

    def turn(charges: tuple[Charge, ...]) -> Turn:
        if len(charges) > 1:
            return no_room(charges)
        if charges[0].bucket == "C-USDT":
            asks_for_c.set()
            assert refusal_is_known.wait(WAIT)
        return Granted(0.5 if charges[0].bucket == "C-USDT" else 0.0)

    bulk = progress([*A, *B, *C], FakeEngine(reply, turn), concurrency=2)
    seen = []
    for outcome in bulk:
        refusal_is_known.set()
        seen.append(outcome)
    assert kinds(seen) == {Rejected: len(A), NotSent: 2}
    assert kinds(bulk.report().outcomes) == kinds(seen)


def test_a_part_that_another_thread_has_sent_is_never_called_not_sent() -> None:
    """The thread that asked for both has not gone on yet when the other part is accepted."""
    narrowed, go_on, c_is_accepted = threading.Event(), threading.Event(), threading.Event()

    def charges_of(operation: operations.Operation, instruments: tuple[str, ...]) -> tuple[Charge, ...]:
        # Once it has the turns, the thread asks what the part that is left to it costs.
        if asked and instruments == tuple(order.instrument for order in B):
            narrowed.set()
            assert go_on.wait(WAIT)
        return charges(operation, instruments)

    asked: list[str] = []

    def turn(charges: tuple[Charge, ...]) -> Turn:
        if len(charges) > 1:
            return no_room(charges)
        if charges[0].bucket == "C-USDT":
            asked.append("C")
        return Granted(0.0 if charges[0].bucket == "B-USDT" else 0.02)

    def reply(call: Call) -> Any:
        if call.orders == tuple(C):
            c_is_accepted.set()
        return accepted(call)

    bulk = progress([*B, *C], FakeEngine(reply, turn), concurrency=2, charges=charges_of)
    caller = threading.Thread(target=lambda: list(bulk))
    caller.start()
    assert narrowed.wait(WAIT)
    assert c_is_accepted.wait(WAIT)
    while bulk._crew.progress.active > 1:
        pass
    assert kinds(bulk.report().outcomes) == {NotSent: 1, Accepted: 1}
    bulk.close()
    go_on.set()
    caller.join(WAIT)
    threads_ended(bulk)
    assert kinds(bulk.report().outcomes) == {NotSent: 1, Accepted: 1}


def turns_one_by_one(charges: tuple[Charge, ...]) -> Turn:
    """None for several instruments together, and one after the other for each."""
    return denied(charges) if len(charges) > 1 else Granted(0.02 * (1 + int(charges[0].bucket[4])))


def test_the_parts_of_the_last_batch_are_under_way_together() -> None:
    together = threading.Barrier(5)

    def reply(call: Call) -> Any:
        together.wait(WAIT)
        return accepted(call)

    report = cancel_sync(algos(5, instruments=5), FakeEngine(reply, turns_one_by_one), concurrency=5)
    assert kinds(report.outcomes) == {Accepted: 5}


def test_the_parts_of_the_last_batch_are_under_way_together_in_tasks() -> None:
    under_way = 0
    everybody = asyncio.Event()

    async def reply(call: Call) -> Any:
        nonlocal under_way
        under_way += 1
        if under_way == 5:
            everybody.set()
        await asyncio.wait_for(everybody.wait(), WAIT)
        return accepted(call)

    report = cancel_async(algos(5, instruments=5), FakeEngine(reply, turns_one_by_one), concurrency=5)
    assert kinds(report.outcomes) == {Accepted: 5}


def test_an_answer_that_is_known_stays_known_where_the_call_ends_before_the_repeat() -> None:
    """Half of a batch is to be repeated at once, without a pause or a turn; then a key is refused elsewhere."""
    both = threading.Barrier(2)

    def reply(call: Call) -> Response:
        both.wait(WAIT)
        if call.orders[0] == orders[0]:
            return refused("50113", 401)
        while not bulk._crew.progress.closed:
            pass
        return said(call, *["0"] * 5, *["50013"] * 5)

    orders = algos(20)
    bulk = progress(orders, FakeEngine(reply), concurrency=2, charges=None, retries=Retries(first_pause=0))
    assert kinds(bulk.run().outcomes) == {Rejected: 15, Accepted: 5}
