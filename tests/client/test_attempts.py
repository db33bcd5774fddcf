"""The life of a call, step by step, with nothing that waits: what is sent, what is sent again, and what never is."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from attrs import evolve

from okx_client import AlgoOrderId, NotSent, Rejected, Retries, Unknown, calls
from okx_client.attempts import Attempts, Reserve, SetClock, Sleep, Transmit
from okx_client.calls import Call
from okx_client.limits import Charge, Granted

from .world import (
    ACCEPTED,
    BATCH,
    BY_OKX,
    BY_US,
    LOST,
    NO_TURN,
    UNSENT,
    WINDOW,
    A,
    B,
    C,
    World,
    refused,
    said,
)


def pauses(world: World) -> list[float]:
    return [step.seconds for step in world.steps if isinstance(step, Sleep)]


@pytest.mark.parametrize("code", ["50004", "50026", "51054", "51149", "51412", "50113", "51402", "51000", "59999"])
def test_what_may_have_executed_or_was_refused_for_good_is_sent_once(code: str) -> None:
    world = World(refused(code))
    world.run(BY_OKX)
    assert world.kinds() == "!"


@pytest.mark.parametrize("reply", [LOST, said("<html>", 502), said("<html>", 403), said(ACCEPTED)])
def test_a_lost_an_unreadable_and_an_accepting_answer_end_the_call(reply: Any) -> None:
    world = World(reply)
    world.run(BY_OKX)
    assert world.kinds() == "!"


@pytest.mark.parametrize("reply", [UNSENT, refused("50011", 429), refused("50013", 429), said("busy", 429)])
@pytest.mark.parametrize("call", [BY_OKX, BY_US])
def test_what_provably_did_not_execute_is_sent_again(reply: Any, call: Call) -> None:
    world = World(reply, reply, said(ACCEPTED))
    attempts = world.run(call)
    assert world.kinds() == "!S!S!"
    assert type(attempts.verdicts[0]).__name__ == "Accepted"
    assert world.departures == 1


def test_busy_is_repeated_only_where_every_id_is_okxs_own() -> None:
    mixed = calls.algo_orders([A, AlgoOrderId("BTC-USDT", algo_cl_ord_id="mine")], "en")
    for call, kinds in ((BY_OKX, "!S!"), (BY_US, "!"), (mixed, "!")):
        world = World(refused("50001", 503), said({"code": "1", "data": []}))
        world.run(call)
        assert world.kinds() == kinds


def test_a_refused_timestamp_sets_the_clock_once() -> None:
    world = World(refused("50102", 401), refused("50102", 401))
    (verdict,) = world.run(BY_OKX).verdicts
    assert world.kinds() == "!SS!"
    assert world.steps[1] == SetClock(7, 30.0)
    assert isinstance(verdict, Rejected)
    world = World(refused("50102", 401), clock_can_be_set=False)
    world.run(BY_OKX)
    assert world.kinds() == "!S"


def test_of_a_batch_only_what_may_be_is_sent_again() -> None:
    items = [{"algoId": "A", "sCode": "0"}, {"algoId": "B", "sCode": "50011"}, {"algoId": "C", "sCode": "51400"}]
    world = World(said({"code": "2", "data": items}), said({"code": "0", "data": [{"algoId": "B", "sCode": "0"}]}))
    attempts = world.run(BATCH)
    sent = [step.call.orders for step in world.steps if isinstance(step, Transmit)]
    assert sent == [(A, B, C), (B,)]
    assert json.loads(world.steps[-1].call.content) == [{"instId": "BTC-USDT", "algoId": "B"}]  # type: ignore[union-attr]
    assert [type(verdict).__name__ for verdict in attempts.verdicts] == ["Accepted", "Accepted", "Rejected"]


def test_attempts_are_bounded() -> None:
    world = World(*[UNSENT] * 9)
    (verdict,) = world.run(BY_OKX).verdicts
    assert world.kinds() == "!S!S!S!"
    assert isinstance(verdict, NotSent)
    world = World(UNSENT)
    world.run(BY_OKX, retries=Retries(attempts=1))
    assert world.kinds() == "!"


def test_pauses_double_up_to_a_bound_with_half_of_each_left_to_chance() -> None:
    world = World(*[UNSENT] * 6)
    world.run(BY_OKX, retries=Retries(attempts=6, first_pause=0.2, longest_pause=1.0))
    assert pauses(world) == pytest.approx([0.15, 0.3, 0.6, 0.75, 0.75])
    for chance, pause in ((0.0, 0.1), (1.0, 0.2)):
        world = World(UNSENT, said(ACCEPTED))
        world.run(BY_OKX, random=lambda chance=chance: chance)
        assert pauses(world) == pytest.approx([pause])


def test_after_a_refused_rate_okxs_window_has_to_pass() -> None:
    world = World(refused("50011", 429), said(ACCEPTED))
    world.run(BY_OKX)
    assert pauses(world) == pytest.approx([WINDOW + 0.15])


def test_no_attempt_begins_after_the_deadline() -> None:
    world = World(*[refused("50011", 429)] * 9)
    attempts = world.run(BY_OKX, retries=Retries(attempts=9, deadline=2 * WINDOW + 2))
    assert world.kinds() == "!S!S!"
    assert isinstance(attempts.verdicts[0], Rejected)


def test_every_attempt_waits_for_its_turn_before_it_is_sent() -> None:
    world = World(UNSENT, said(ACCEPTED), turns=[Granted(0.0), Granted(1.5)])
    world.run(BY_OKX)
    assert world.kinds() == "r!SrS!"
    assert pauses(world)[1] == 1.5
    first, second = (step for step in world.steps if isinstance(step, Reserve))
    assert (first.charges, first.max_wait) == ((Charge("b", 1, 20, 2.0),), 5.0)
    assert second.max_wait == 5.0


def test_a_turn_is_never_waited_for_beyond_the_deadline() -> None:
    world = World(turns=[NO_TURN])
    world.run(BY_OKX, retries=Retries(deadline=3.0))
    assert world.steps == [Reserve((Charge("b", 1, 20, 2.0),), 2.0)], "a time-out's worth is left for the attempt"


def test_an_attempt_that_would_be_cut_short_is_not_made() -> None:
    """A turn that came late, a pause that is too long, a clock that took too long: an Unknown of our own making."""
    late = World(said(ACCEPTED), turns=[Granted(1.9)])
    late.delay = 0.5
    assert late.run(BY_OKX, retries=Retries(deadline=3.0)).verdicts == (
        NotSent(
            BY_OKX.orders[0],
            "Its turn came too late for the deadline of this call. Send it again, or allow a longer retries.deadline.",
        ),
    )
    slow = World(refused("50102", 401), said(ACCEPTED))
    slow.clock_takes = 2.5
    (verdict,) = slow.run(BY_OKX, retries=Retries(deadline=3.0)).verdicts
    assert slow.kinds() == "!S"
    assert isinstance(verdict, Rejected)


def test_a_limiter_that_takes_its_time_does_not_send_without_time_to_be_answered() -> None:
    """Redis may be slow to say that the turn is now; what is cut off at once would be Unknown."""
    slow = World(said(ACCEPTED), turns=[Granted(0.0)])
    slow.limiter_takes = 2.5
    (verdict,) = slow.run(BY_OKX, retries=Retries(deadline=3.0)).verdicts
    assert slow.kinds() == "r"
    assert isinstance(verdict, NotSent)


def test_a_program_that_stood_still_asks_for_another_turn() -> None:
    """What had waited would leave all at once, in what are now the turns of others."""
    world = World(said(ACCEPTED), turns=[Granted(1.0), Granted(0.5)])
    world.delays = [1.5, 0.0]
    world.run(BY_OKX)
    assert world.kinds() == "rSrS!"
    first, second = (step for step in world.steps if isinstance(step, Reserve))
    assert (first.max_wait, second.max_wait) == (5.0, 2.5), "the time that a call may wait is one for all its turns"


def test_without_a_turn_nothing_is_sent() -> None:
    world = World(turns=[NO_TURN])
    assert world.run(BY_OKX).verdicts == (NotSent(BY_OKX.orders[0], "No turn."),)
    assert world.departures == 0


def test_without_a_turn_for_a_repeat_the_last_verdict_stands() -> None:
    world = World(refused("50011", 429), turns=[Granted(0.0), NO_TURN])
    (verdict,) = world.run(BY_OKX).verdicts
    assert isinstance(verdict, Rejected)
    assert verdict.code == "50011"


def test_the_verdicts_are_true_at_every_moment() -> None:
    world = World(turns=[])
    attempts = Attempts(BATCH, world.rules)
    steps = attempts.steps()
    assert {type(verdict) for verdict in attempts.verdicts} == {NotSent}
    next(steps)
    assert {type(verdict) for verdict in attempts.verdicts} == {NotSent}, "waiting for its turn"
    assert steps.send(Granted(1.0)) == Sleep(1.0)
    assert {type(verdict) for verdict in attempts.verdicts} == {NotSent}
    assert isinstance(steps.send(None), Transmit)
    assert {type(verdict) for verdict in attempts.verdicts} == {Unknown}, "in flight"
    assert isinstance(steps.send(refused("50011", 429)), Sleep)
    assert {type(verdict) for verdict in attempts.verdicts} == {Rejected}, "pausing after a refusal"


def test_every_attempt_and_every_repeat_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "okx_client")
    World(refused("50011", 429), UNSENT, said(ACCEPTED)).run(BY_OKX)
    where = "POST /api/v5/sprd/cancel-order: "
    assert [record.getMessage() for record in caplog.records] == [
        f"{where}HTTP 429, codes 50011 ×1; attempt 1, 0.000 s, 1 order",
        f"{where}once more in {WINDOW + 0.15:.3f} s, 1 order",
        f"{where}No connection; attempt 2, 0.000 s, 1 order",
        f"{where}once more in 0.300 s, 1 order",
        f"{where}HTTP 200, codes 0 ×1; attempt 3, 0.000 s, 1 order",
    ]
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO", "WARNING", "INFO", "DEBUG"]


def test_a_wait_for_a_turn_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "okx_client")
    World(said(ACCEPTED), turns=[Granted(1.5)]).run(BATCH)
    assert caplog.records[0].getMessage() == "POST /api/v5/trade/cancel-algos: waits 1.500 s for its turn, 3 orders"


def test_the_clock_is_set_for_the_next_call_also_where_nothing_is_sent_again() -> None:
    world = World(refused("50102", 401))
    world.run(BY_OKX, retries=Retries(attempts=1))
    assert world.kinds() == "!S"


def test_what_okx_said_stands_when_a_repeat_does_not_reach_it() -> None:
    world = World(refused("50011", 429), UNSENT, UNSENT, UNSENT)
    (verdict,) = world.run(BY_OKX).verdicts
    assert isinstance(verdict, Rejected)
    assert verdict.code == "50011"
    world = World(refused("50011", 429), LOST)
    assert isinstance(world.run(BY_OKX).verdicts[0], Unknown), "it may have acted on the repeat"


def test_a_closed_client_is_not_tried_again() -> None:
    world = World(evolve(UNSENT, for_good=True))
    assert isinstance(world.run(BY_OKX).verdicts[0], NotSent)
    assert world.kinds() == "!"


def test_an_attempt_is_told_how_long_the_whole_may_still_take() -> None:
    world = World(UNSENT, said(ACCEPTED))
    world.run(BY_OKX, retries=Retries(deadline=10.0, first_pause=1.0))
    assert [step.seconds for step in world.steps if isinstance(step, Transmit)] == pytest.approx([10.0, 9.25])
