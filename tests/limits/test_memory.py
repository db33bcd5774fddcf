"""The limiter of one process, on a clock that the tests set."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from hypothesis import given

from okx_client import ConfigurationError
from okx_client.limits import Charge, Denied, Granted, MemoryLimiter, Turn

from .support import LIMITS, PERIOD, SLACK, Ask, Clock, Ledger, asks


def new_limiter(clock: Clock, *, smooth: bool = False) -> MemoryLimiter:
    return MemoryLimiter(clock=clock, slack_seconds=SLACK, smooth=smooth)


def turns_of(script: list[Ask], *, smooth: bool = False) -> tuple[list[Turn], Ledger]:
    clock, ledger, turns = Clock(), Ledger(), []
    limiter = new_limiter(clock, smooth=smooth)
    for ask in script:
        clock.now += ask.pause
        turn = limiter.reserve(ask.charges, max_wait=ask.max_wait)
        ledger.note(ask.charges, turn, clock.now)
        turns.append(turn)
    return turns, ledger


@given(asks())
def test_no_period_ever_holds_more_than_the_limit(script: list[Ask]) -> None:
    _, ledger = turns_of(script)
    for bucket, limit in LIMITS.items():
        assert ledger.most_in_a_period(bucket, PERIOD + SLACK) <= limit


@given(asks())
def test_in_each_bucket_the_first_to_ask_is_the_first_to_go(script: list[Ask]) -> None:
    _, ledger = turns_of(script)
    for spent in ledger.times.values():
        assert spent == sorted(spent, key=lambda each: each[0])


@given(asks())
def test_nobody_waits_longer_than_he_is_ready_to(script: list[Ask]) -> None:
    turns, _ = turns_of(script)
    for ask, turn in zip(script, turns, strict=True):
        assert isinstance(turn, Denied) or 0 <= turn.seconds <= ask.max_wait


@given(asks())
def test_who_is_denied_leaves_no_trace(script: list[Ask]) -> None:
    turns, ledger = turns_of(script)
    pause, without_denied = 0.0, []
    for ask, turn in zip(script, turns, strict=True):
        pause += ask.pause
        if isinstance(turn, Granted):
            without_denied.append(Ask(pause, ask.units, ask.max_wait))
            pause = 0.0
    assert turns_of(without_denied)[1] == ledger


@given(asks())
def test_nobody_waits_longer_than_the_limit_demands(script: list[Ask]) -> None:
    """Each turn is the first of all times at which every bucket of the request has room, and nobody is overtaken."""
    clock, ledger = Clock(), Ledger()
    limiter = new_limiter(clock)
    for ask in script:
        clock.now += ask.pause
        before = {bucket: list(ledger.times[bucket]) for bucket in ask.units}
        turn = limiter.reserve(ask.charges, max_wait=1e9)
        ledger.note(ask.charges, turn, clock.now)
        candidates = {clock.now} | {
            at + later for spent in before.values() for at, _ in spent for later in (0, PERIOD + SLACK)
        }
        possible = (at for at in sorted(candidates) if at >= clock.now and has_room(before, ask, at))
        assert turn == Granted(next(possible) - clock.now)


def has_room(before: dict[str, list[tuple[float, int]]], ask: Ask, at: float) -> bool:
    return all(
        all(earlier <= at for earlier, _ in spent)
        and sum(units for earlier, units in spent if earlier > at - PERIOD - SLACK) + ask.units[bucket]
        <= LIMITS[bucket]
        for bucket, spent in before.items()
    )


@given(asks())
def test_smooth_turns_are_spread_evenly(script: list[Ask]) -> None:
    _, ledger = turns_of(script, smooth=True)
    for bucket, spent in ledger.times.items():
        for (first, units), (second, _) in pairwise(spent):
            assert second - first >= units * (PERIOD + SLACK) / LIMITS[bucket]
        assert ledger.most_in_a_period(bucket, PERIOD + SLACK) <= LIMITS[bucket]


def test_smooth_turns_use_the_whole_limit() -> None:
    limiter = new_limiter(Clock(), smooth=True)
    granted = [limiter.reserve([Charge("a", 1, 4, PERIOD)], max_wait=99) for _ in range(9)]
    assert granted == [Granted(place * (PERIOD + SLACK) / 4) for place in range(9)]


def test_a_mixed_request_takes_from_all_its_buckets_or_from_none() -> None:
    limiter = new_limiter(Clock())
    full, half, empty = Charge("full", 4, 4, PERIOD), Charge("half", 2, 4, PERIOD), Charge("empty", 4, 4, PERIOD)
    for charge in (full, half):
        assert limiter.reserve([charge], max_wait=0) == Granted(0)
    assert isinstance(limiter.reserve([empty, full, half], max_wait=1), Denied)
    assert limiter.reserve([empty, half], max_wait=0) == Granted(0)
    assert limiter.reserve([empty, full, half], max_wait=9) == Granted(PERIOD + SLACK)


def test_the_refusal_names_the_limit_and_both_waits_in_both_languages() -> None:
    limiter = new_limiter(Clock())
    charge = Charge("main|cancelAlgoOrders", 4, 4, PERIOD)
    limiter.reserve([charge], max_wait=0)
    denied = limiter.reserve([Charge("free", 1, 4, PERIOD), charge], max_wait=1.5)
    assert isinstance(denied, Denied)
    for text, limit in ((denied.cause.en, "4 / 2 s"), (denied.cause.zh, "每 2 秒 4 个")):
        assert "main" not in text, "the names of buckets are our own business"
        assert all(fact in text for fact in (limit, "2.25", "1.5", "max_wait", "retries"))


def test_a_request_larger_than_a_whole_limit_is_refused_at_once() -> None:
    limiter = new_limiter(Clock())
    denied = limiter.reserve([Charge("b", 1, 4, PERIOD), Charge("a", 5, 4, PERIOD)], max_wait=1e9)
    assert isinstance(denied, Denied)
    assert "costs 5" in denied.cause.en
    assert limiter.reserve([Charge("b", 4, 4, PERIOD)], max_wait=0) == Granted(0)


def test_a_free_turn_is_granted_even_where_no_time_is_left_to_wait() -> None:
    assert new_limiter(Clock()).reserve([Charge("a", 1, 4, PERIOD)], max_wait=-1) == Granted(0)


def test_what_costs_nothing_goes_at_once() -> None:
    assert new_limiter(Clock()).reserve([], max_wait=0) == Granted(0)


def test_awaiting_gives_the_same_turns() -> None:
    limiter = new_limiter(Clock())
    charges = [Charge("a", 3, 4, PERIOD)]
    turns = [asyncio.run(limiter.reserve_async(charges, max_wait=9)) for _ in range(2)]
    assert turns == [Granted(0), Granted(PERIOD + SLACK)]


def test_clients_with_different_shares_see_each_others_requests() -> None:
    limiter = new_limiter(Clock())
    assert limiter.reserve([Charge("a", 15, 20, PERIOD)], max_wait=0) == Granted(0)
    assert limiter.reserve([Charge("a", 1, 10, PERIOD)], max_wait=9) == Granted(PERIOD + SLACK)


def test_threads_reserve_one_after_the_other() -> None:
    meeting, met = Barrier(2), []

    def clock_that_waits_for_company() -> float:
        with suppress(BrokenBarrierError):
            met.append(meeting.wait(timeout=0.2))
        return 1000.0

    limiter = MemoryLimiter(clock=clock_that_waits_for_company, slack_seconds=SLACK)
    with ThreadPoolExecutor(2) as threads:
        turns = list(threads.map(lambda _: limiter.reserve([Charge("a", 4, 4, PERIOD)], max_wait=9), range(2)))
    assert met == []
    assert Counter(turns) == {Granted(0): 1, Granted(PERIOD + SLACK): 1}


def test_memory_does_not_grow_with_the_instruments_ever_used() -> None:
    clock = Clock()
    limiter = new_limiter(clock)
    for number in range(5_000):
        clock.now += 1
        limiter.reserve([Charge(f"instrument {number}", 1, 4, PERIOD)], max_wait=0)
    assert len(limiter._buckets) <= 64


def test_memory_does_not_grow_with_the_requests_ever_made() -> None:
    clock = Clock()
    limiter = new_limiter(clock)
    for _ in range(5_000):
        clock.now += 1
        limiter.reserve([Charge("a", 1, 4, PERIOD)], max_wait=0)
    assert len(limiter._buckets["a"].log) <= 4


def test_buckets_in_use_are_not_forgotten() -> None:
    limiter = new_limiter(Clock())
    for _ in range(2):
        turns = {limiter.reserve([Charge(f"{number}", 4, 4, PERIOD)], max_wait=9) for number in range(500)}
    assert turns == {Granted(PERIOD + SLACK)}


def test_a_fork_in_the_middle_of_a_reservation_does_not_lock_the_child() -> None:
    code = """
import os, signal, sys, threading
from okx_client.limits import Charge, Granted, MemoryLimiter
limiter = MemoryLimiter()
limiter._lock.acquire()
child = os.fork()
if not child:
    signal.alarm(20)
    os._exit(limiter.reserve([Charge("a", 1, 4, 2.0)], max_wait=0) != Granted(0))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("slack", [-0.1, float("nan"), float("inf"), "much", True])
def test_a_slack_that_is_no_time_is_refused(slack: float) -> None:
    with pytest.raises(ConfigurationError, match="slack_seconds"):
        MemoryLimiter(slack_seconds=slack)


def test_its_text_says_how_it_is_set() -> None:
    assert repr(MemoryLimiter(smooth=True)) == "MemoryLimiter(smooth=True, slack_seconds=0.05)"


@pytest.mark.parametrize(
    "argument", [{"smooth": "no"}, {"smooth": None}, {"clock": 5}], ids=["a word", "nothing", "no clock"]
)
def test_what_would_fail_at_each_call_is_refused_at_once(argument: Any) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(argument))):
        MemoryLimiter(**argument)


@given(asks())
def test_noting_what_another_limiter_gave_is_as_good_as_reserving(script: list[Ask]) -> None:
    """In whichever order it comes to be known."""
    clock = Clock()
    reserving, noting = new_limiter(clock), new_limiter(clock)
    known: list[tuple[tuple[Charge, ...], float]] = []
    for ask in script:
        turn = reserving.reserve(ask.charges, max_wait=100.0)
        assert isinstance(turn, Granted)
        known.append((ask.charges, clock.now + turn.seconds))
    for charges, at in reversed(known):
        noting.note(charges, at)
    for bucket, limit in LIMITS.items():
        asked = [Charge(bucket, 1, limit, PERIOD)]
        assert noting.wait(asked) == reserving.wait(asked)
        assert noting.wait(asked) == waited(reserving.reserve(asked, max_wait=1e9))


def test_a_bucket_is_kept_as_long_as_its_latest_turn_counts() -> None:
    """Also where that was noted before an earlier one, and many other buckets come."""
    clock = Clock()
    limiter = new_limiter(clock)
    used = [Charge("used", 4, 4, PERIOD)]
    limiter.note(used, clock.now + 100.0)
    limiter.note(used, clock.now)
    clock.now += 50.0
    for number in range(200):
        limiter.reserve([Charge(f"other {number}", 1, 4, PERIOD)], max_wait=0)
    assert limiter.wait(used) == 50.0 + PERIOD + SLACK


def waited(turn: Turn) -> float:
    assert isinstance(turn, Granted)
    return turn.seconds
