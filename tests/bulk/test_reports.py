"""What a bulk call reports, with threads and with tasks: every order once for each time it was handed over."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from okx_client import Accepted, CancelReport, NotSent, Outcome, Rejected, Unknown
from okx_client.attempts import Attempts
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn
from okx_client.retries import Retries

from .support import (
    LIMIT,
    MAX_BATCH,
    NO_ANSWER,
    NO_CONNECTION,
    SHORT,
    FakeEngine,
    accepted,
    algos,
    cancel_async,
    cancel_sync,
    charges,
    denied,
    iterate_async,
    iterate_sync,
    refused,
    said,
)

Cancel = Callable[..., CancelReport]

both = pytest.mark.parametrize("cancel", [cancel_sync, cancel_async], ids=["threads", "tasks"])
both_ways_to_iterate = pytest.mark.parametrize("iterate", [iterate_sync, iterate_async], ids=["threads", "tasks"])


class InTurn:
    """Replies in the order in which requests come, the last one for all that follow."""

    def __init__(self, *replies: Any) -> None:
        self._replies = list(replies)
        self._lock = threading.Lock()

    def __call__(self, call: Call) -> Any:
        with self._lock:
            reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return reply(call) if callable(reply) else reply


def kinds(outcomes: Sequence[Outcome]) -> Counter[type]:
    return Counter(type(outcome) for outcome in outcomes)


@both
def test_no_orders_give_an_empty_report_and_no_request(cancel: Cancel) -> None:
    engine = FakeEngine()
    assert cancel([], engine).outcomes == ()
    assert engine.sent == []


@both
def test_the_report_is_in_the_order_handed_over_whatever_order_the_answers_come_in(cancel: Cancel) -> None:
    orders = algos(95, instruments=4)
    report = cancel(orders, FakeEngine(lambda call: said(call, "0", "51400", "51412")))
    assert [outcome.order for outcome in report.outcomes] == orders
    assert set(kinds(report.outcomes)) == {Accepted, Rejected, Unknown}


@both
def test_an_order_that_is_given_twice_is_sent_once_and_reported_twice(cancel: Cancel) -> None:
    one, other = algos(2)
    engine = FakeEngine(lambda call: said(call, "51400", "0"))
    report = cancel([one, other, algos(1)[0], one], engine)
    assert engine.orders_sent == [one, other]
    assert [outcome.order for outcome in report.outcomes] == [one, other, one, one]
    assert [type(outcome) for outcome in report.outcomes] == [Rejected, Accepted, Rejected, Rejected]


@both_ways_to_iterate
def test_iterating_gives_one_verdict_for_each_order_handed_over(iterate: Callable[..., list[Outcome]]) -> None:
    orders = [*algos(37, instruments=3), *algos(5)]
    outcomes = iterate(orders, FakeEngine())
    assert Counter(outcome.order for outcome in outcomes) == Counter(orders)


@both
def test_orders_go_in_batches_of_okx_size_by_instrument(cancel: Cancel) -> None:
    engine = FakeEngine()
    cancel(algos(60, instruments=3), engine)
    assert Counter(len(call.orders) for call in engine.sent) == {MAX_BATCH: 6}
    assert all(len(set(call.instruments)) == 1 for call in engine.sent)


@both
@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refused("50014", 400), Rejected),
        (lambda call: said(call, "51400"), Rejected),
        (NO_ANSWER, Unknown),
        (NO_CONNECTION, NotSent),
    ],
    ids=["refused whole", "each refused", "no answer", "no connection"],
)
def test_one_bad_batch_in_the_middle_leaves_the_others_alone(cancel: Cancel, reply: Any, kind: type) -> None:
    engine = FakeEngine(InTurn(accepted, reply, accepted))
    report = cancel(algos(5 * MAX_BATCH), engine, concurrency=1)
    assert kinds(report.outcomes) == {Accepted: 4 * MAX_BATCH, kind: MAX_BATCH}
    assert kinds(report.outcomes[MAX_BATCH : 2 * MAX_BATCH]) == {kind: MAX_BATCH}


def test_one_thread_at_a_time_asks_for_a_turn() -> None:
    asking, most = 0, 0

    def turn(charges: tuple[Charge, ...]) -> Turn:
        nonlocal asking, most
        asking += 1
        most = max(most, asking)
        time.sleep(0.002)
        asking -= 1
        return Granted(0)

    orders = algos(16 * MAX_BATCH, instruments=16)
    assert len(cancel_sync(orders, FakeEngine(turn=turn), concurrency=8).accepted) == len(orders)
    assert most == 1


@both
def test_a_batch_without_a_turn_is_not_sent_and_the_next_ones_still_ask_for_theirs(cancel: Cancel) -> None:
    asked: list[tuple[Charge, ...]] = []

    def turn(charges: tuple[Charge, ...]) -> Turn:
        asked.append(charges)
        return denied(charges) if len(asked) <= 2 else Granted(0)  # for all of it, and for some of it

    report = cancel(algos(3 * MAX_BATCH), FakeEngine(turn=turn))
    assert kinds(report.outcomes) == {NotSent: MAX_BATCH, Accepted: 2 * MAX_BATCH}
    assert report.not_sent[0].cause == "There is no turn."


@both
def test_what_okx_refuses_before_processing_is_repeated_as_in_a_single_call(cancel: Cancel) -> None:
    engine = FakeEngine(InTurn(refused("50013", 429), accepted))
    report = cancel(algos(3 * MAX_BATCH), engine, retries=Retries(first_pause=0))
    assert len(report.accepted) == 3 * MAX_BATCH
    assert len(engine.sent) == 4


@both
def test_pacing_can_be_off(cancel: Cancel) -> None:
    orders = algos(25, instruments=5)
    engine = FakeEngine(turn=denied)
    assert len(cancel(orders, engine, charges=None, concurrency=1).accepted) == 25
    assert engine.orders_sent == orders


@both
def test_a_refused_key_ends_the_call_and_the_rest_says_so(cancel: Cancel) -> None:
    engine = FakeEngine(InTurn(accepted, refused("50113", 401), accepted))
    report = cancel(algos(100 * MAX_BATCH), engine, concurrency=1)
    assert len(engine.sent) == 2
    assert kinds(report.outcomes) == {Accepted: MAX_BATCH, Rejected: MAX_BATCH, NotSent: 98 * MAX_BATCH}
    assert kinds(report.outcomes[2 * MAX_BATCH :]) == {NotSent: 98 * MAX_BATCH}
    (cause,) = {outcome.cause for outcome in report.not_sent}
    assert "50113" in cause
    assert "secret" in cause.lower(), "what to do about it"


@both
def test_a_refused_key_is_told_in_chinese_too(cancel: Cancel) -> None:
    report = cancel(algos(50), FakeEngine(lambda call: refused("50113", 401)), concurrency=1, language="zh")
    cause = report.outcomes[-1].cause  # type: ignore[union-attr]
    assert cause.startswith("OKX 拒绝了")
    assert "50113" in cause


@both
def test_a_permission_that_one_order_lacks_does_not_end_the_call(cancel: Cancel) -> None:
    engine = FakeEngine(lambda call: said(call, "0", "50120", "0"))
    report = cancel(algos(50), engine)
    assert kinds(report.outcomes) == {Accepted: 45, Rejected: 5}


@both
def test_a_permission_that_one_order_lacks_does_not_end_the_call_where_the_others_are_gone(cancel: Cancel) -> None:
    """OKX looked at them, so it takes the key."""
    report = cancel(algos(50), FakeEngine(lambda call: said(call, "51400", "50120", "50120")))
    assert kinds(report.outcomes) == {Rejected: 50}


@both
@pytest.mark.parametrize("paced", [True, False], ids=["paced", "not paced"])
def test_ten_thousand_orders_are_sent_once_each_and_reported_in_order(cancel: Cancel, paced: bool) -> None:
    orders = algos(10_000, instruments=37)
    engine = FakeEngine(lambda call: said(call, "0", "0", "51400"))
    report = cancel(orders, engine, concurrency=8, charges=charges if paced else None)
    assert [outcome.order for outcome in report.outcomes] == orders
    assert kinds(report.outcomes).keys() == {Accepted, Rejected}
    assert Counter(engine.orders_sent) == Counter(orders)


def test_as_many_requests_are_under_way_as_allowed_and_no_more() -> None:
    together = threading.Barrier(3)

    def reply(call: Call) -> Any:
        together.wait(timeout=30)
        return accepted(call)

    engine = FakeEngine(reply)
    assert len(cancel_sync(algos(9 * MAX_BATCH), engine, concurrency=3).accepted) == 9 * MAX_BATCH
    assert engine.most_at_once == 3


def test_as_many_tasks_have_a_request_under_way_as_allowed_and_no_more() -> None:
    async def reply(call: Call) -> Any:
        await asyncio.sleep(0.001)
        return accepted(call)

    engine = FakeEngine(reply)
    assert len(cancel_async(algos(9 * MAX_BATCH), engine, concurrency=3).accepted) == 9 * MAX_BATCH
    assert engine.most_at_once == 3


def test_a_bucket_asks_for_one_turn_at_a_time() -> None:
    waiting: Counter[str] = Counter()
    most: Counter[str] = Counter()

    def turn(charges: tuple[Charge, ...]) -> Turn:
        for charge in charges:
            waiting[charge.bucket] += 1
            most[charge.bucket] = max(most[charge.bucket], waiting[charge.bucket])
        return Granted(2 * SHORT)

    class Waiting(FakeEngine):
        def run(self, attempts: Attempts, sleep: Callable[[float], Any]) -> None:
            def counted(seconds: float) -> None:
                sleep(seconds)
                for charge in charges(attempts.call.operation, attempts.call.instruments):
                    waiting[charge.bucket] -= 1

            super().run(attempts, counted)

    orders = [*algos(12 * LIMIT, instruments=3), *algos(7, instruments=3)]
    assert len(cancel_sync(orders, Waiting(turn=turn), concurrency=8).accepted) == len(orders)
    assert most == {"COIN0-USDT": 1, "COIN1-USDT": 1, "COIN2-USDT": 1}
