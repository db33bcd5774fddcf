"""The limiter that processes share, on a real Redis."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import redis
from hypothesis import given, settings
from redis.crc import key_slot

from okx_client.limits import Charge, Denied, Granted, MemoryLimiter, RedisLimiter, Turn
from okx_client.limits.fallback import WhenDown
from okx_client.limits.redis import _LUA

from ..redis_server import RedisServer
from .support import SLACK, Ask, Clock, asks

# Longer than any test takes, so that no window ends in between.
LONG = 1000.0


def patient(server: RedisServer, **options: Any) -> RedisLimiter:
    """A limiter that does not mind a busy machine."""
    return RedisLimiter(server.url, timeout=30, **options)


def waits(turns: list[Turn]) -> list[float]:
    assert all(isinstance(turn, Granted) for turn in turns)
    return [turn.seconds for turn in turns if isinstance(turn, Granted)]


def contents(server: RedisServer, prefix: str) -> dict[bytes, list[bytes]]:
    with redis.Redis.from_url(server.url) as client:
        return {key: client.lrange(key, 0, -1) for key in client.keys(f"*{prefix}*")}


class SetClock:
    """Has a limiter's script take the time from a key, in place of the server's."""

    def __init__(self, limiter: RedisLimiter, client: redis.Redis, prefix: str) -> None:
        self._client = client
        self._key = f"now {prefix}"
        lua = _LUA.replace("redis.call('TIME')", f"{{0, redis.call('GET', '{self._key}')}}")
        assert lua != _LUA
        limiter._script = client.register_script(lua)

    def set(self, seconds: float) -> None:
        self._client.set(self._key, round(seconds * 1e6))


@settings(max_examples=50, deadline=None)
@given(script=asks(1.0, 0.5))
@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("when_down", ["refuse", "local"])
def test_the_script_gives_the_turns_that_memory_gives(
    shared_redis: RedisServer, script: list[Ask], smooth: bool, when_down: WhenDown
) -> None:
    clock, prefix = Clock(), uuid4().hex
    memory = MemoryLimiter(smooth=smooth, slack_seconds=SLACK, clock=clock)
    with (
        patient(
            shared_redis, smooth=smooth, slack_seconds=SLACK, prefix=prefix, when_down=when_down, clock=clock
        ) as limiter,
        redis.Redis.from_url(shared_redis.url) as client,
    ):
        set_clock = SetClock(limiter, client, prefix)
        for ask in script:
            clock.now += ask.pause
            set_clock.set(clock.now)
            turns = [each.reserve(ask.charges, max_wait=ask.max_wait) for each in (limiter, memory)]
            assert turns[0] == turns[1]


def test_the_first_turns_are_free_and_the_next_wait_for_the_window(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter:
        turns = [limiter.reserve([Charge("a", 2, 4, LONG)], max_wait=1e9) for _ in range(6)]
    assert waits(turns) == pytest.approx([0, 0, LONG, LONG, 2 * LONG, 2 * LONG], abs=LONG / 2)


def test_the_clock_is_the_servers(shared_redis: RedisServer, prefix: str) -> None:
    with redis.Redis.from_url(shared_redis.url) as client:
        before = client.time()
        with patient(shared_redis, prefix=prefix) as limiter:
            assert limiter.reserve([Charge("a", 3, 4, LONG)], max_wait=0) == Granted(0)
        after = client.time()
    ((entry,),) = contents(shared_redis, prefix).values()
    at, units = map(int, entry.split())
    assert before[0] * 10**6 + before[1] <= at <= after[0] * 10**6 + after[1]
    assert units == 3


def test_awaiting_gives_the_same_turns(shared_redis: RedisServer, prefix: str) -> None:
    async def ask() -> list[Turn]:
        async with patient(shared_redis, prefix=prefix) as limiter:
            charges = [Charge("a", 1, 4, LONG), Charge("b", 1, 8, LONG)]
            return [await limiter.reserve_async(charges, max_wait=LONG * 1.5) for _ in range(10)]

    turns = asyncio.run(ask())
    assert waits(turns[:8]) == pytest.approx([0.0] * 4 + [LONG] * 4, abs=LONG / 2)
    assert [type(turn) for turn in turns[8:]] == [Denied, Denied]


def test_a_mixed_request_takes_from_all_its_buckets_or_from_none(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter:
        limiter.reserve([Charge("full", 4, 4, LONG)], max_wait=0)
        before = contents(shared_redis, prefix)
        denied = limiter.reserve([Charge("empty", 1, 9, LONG), Charge("full", 1, 4, LONG)], max_wait=1)
        assert contents(shared_redis, prefix) == before
    assert isinstance(denied, Denied)
    assert "limit of 4 /" in denied.cause.en
    assert "每 1000 秒 4 个" in denied.cause.zh


def test_what_cannot_be_granted_or_costs_nothing_is_not_asked(prefix: str) -> None:
    with RedisLimiter("redis://127.0.0.1:1", prefix=prefix) as limiter:
        too_large = limiter.reserve([Charge("a", 5, 4, LONG)], max_wait=1e9)
        assert limiter.reserve([], max_wait=0) == Granted(0)
    assert isinstance(too_large, Denied)
    assert "costs 5" in too_large.cause.en


def test_a_free_turn_is_granted_even_where_no_time_is_left_to_wait(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter:
        assert limiter.reserve([Charge("a", 1, 4, LONG)], max_wait=-1) == Granted(0)


def test_who_can_wait_for_ever_gets_a_turn(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter:
        turns = [limiter.reserve([Charge("a", 4, 4, LONG)], max_wait=float("inf")) for _ in range(3)]
    assert waits(turns) == pytest.approx([0, LONG, 2 * LONG], abs=LONG / 2)


def test_limiters_with_another_prefix_share_nothing(shared_redis: RedisServer, prefix: str) -> None:
    charges = [Charge("a", 4, 4, LONG)]
    for each in (prefix, f"{prefix}2"):
        with patient(shared_redis, prefix=each) as limiter:
            assert limiter.reserve(charges, max_wait=0) == Granted(0)


def test_all_keys_of_a_call_are_in_one_slot_of_a_cluster(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter:
        limiter.reserve([Charge(bucket, 1, 4, LONG) for bucket in ("a|b", "c", "订单")], max_wait=0)
    keys = list(contents(shared_redis, prefix))
    assert len(keys) == 3
    assert len({key_slot(key) for key in keys}) == 1


def test_redis_forgets_each_bucket_when_its_last_window_is_over(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter, redis.Redis.from_url(shared_redis.url) as client:
        limiter.reserve([Charge("once", 4, 4, LONG)], max_wait=0)
        for _ in range(2):
            limiter.reserve([Charge("twice", 4, 4, LONG)], max_wait=1e9)
        once, twice = (client.pttl(f"{{{prefix}}}|{bucket}") / 1000 for bucket in ("once", "twice"))
    assert LONG / 2 < once <= LONG + 0.051
    assert LONG * 1.5 < twice <= 2 * (LONG + 0.051)


def test_a_bucket_that_is_never_idle_does_not_grow(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter, redis.Redis.from_url(shared_redis.url) as client:
        clock = SetClock(limiter, client, prefix)
        for number in range(100):
            clock.set(number * LONG / 2)
            assert limiter.reserve([Charge("a", 1, 4, LONG)], max_wait=0) == Granted(0)
        assert client.llen(f"{{{prefix}}}|a") <= 4


def test_a_flushed_script_cache_heals(shared_redis: RedisServer, prefix: str) -> None:
    async def ask_twice() -> list[Turn]:
        async with patient(shared_redis, prefix=prefix) as limiter:
            turns = [await limiter.reserve_async([Charge("b", 4, 4, LONG)], max_wait=0)]
            client.script_flush()
            return [*turns, await limiter.reserve_async([Charge("b", 4, 4, LONG)], max_wait=0)]

    with patient(shared_redis, prefix=prefix) as limiter, redis.Redis.from_url(shared_redis.url) as client:
        assert limiter.reserve([Charge("a", 4, 4, LONG)], max_wait=0) == Granted(0)
        client.script_flush()
        assert "is taken" in str(limiter.reserve([Charge("a", 4, 4, LONG)], max_wait=0))
        first, second = asyncio.run(ask_twice())
    assert first == Granted(0)
    assert "is taken" in str(second)


def test_threads_and_event_loops_share_one_limiter(shared_redis: RedisServer, prefix: str) -> None:
    limiter = patient(shared_redis, prefix=prefix)
    charges = [Charge("a", 1, 10, LONG)]

    async def ask_at_once() -> list[Turn]:
        turns = await asyncio.gather(*(limiter.reserve_async(charges, max_wait=1e9) for _ in range(100)))
        await limiter._loops.pop(asyncio.get_running_loop()).client.aclose()
        return turns

    with ThreadPoolExecutor(8) as threads, limiter:
        loops = [threads.submit(asyncio.run, ask_at_once()) for _ in range(2)]
        turns = list(threads.map(lambda _: limiter.reserve(charges, max_wait=1e9), range(100)))
        turns += [turn for loop in loops for turn in loop.result()]
    assert in_windows(turns) == dict.fromkeys(range(30), 10)


def test_who_would_pace_alone_and_who_would_not_share_the_limit(shared_redis: RedisServer, prefix: str) -> None:
    """What "local" notes here for the day that Redis fails does not move what Redis has granted."""

    def times(limiter: RedisLimiter) -> float:
        turn = limiter.reserve([Charge("a", 1, 20, LONG)], max_wait=1e9)
        assert isinstance(turn, Granted)
        return time.monotonic() + turn.seconds

    with (
        patient(shared_redis, prefix=prefix, when_down="local") as alone,
        patient(shared_redis, prefix=prefix) as together,
        ThreadPoolExecutor(16) as pool,
    ):
        turns = list(pool.map(times, [alone, together] * 100))
    assert set(Counter(round((turn - min(turns)) / LONG) for turn in turns).values()) == {20}


def test_what_an_event_loop_left_open_is_forgotten_with_it(shared_redis: RedisServer, prefix: str) -> None:
    with patient(shared_redis, prefix=prefix) as limiter, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # of redis-py: nobody called aclose()
        for _ in range(3):
            asyncio.run(limiter.reserve_async([Charge("a", 1, 4, LONG)], max_wait=LONG))
        assert len(limiter._loops) == 1
        limiter._loops.clear()
        gc.collect()


def test_four_processes_together_keep_the_limit(shared_redis: RedisServer, prefix: str) -> None:
    code = f"""
from okx_client.limits import Charge, RedisLimiter
with RedisLimiter({shared_redis.url!r}, prefix={prefix!r}, timeout=30) as limiter:
    input()
    for _ in range(25):
        print(limiter.reserve([Charge("a", 1, 5, {LONG}), Charge("b", 1, 20, {LONG})], max_wait=1e9).seconds)
"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, "-c", code], **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    turns: list[Turn] = [Granted(float(line)) for process in processes for line in process.communicate()[0].split()]
    assert in_windows(turns) == dict.fromkeys(range(20), 5)


def in_windows(turns: list[Turn]) -> dict[int, int]:
    """How many were granted in each window of LONG, asked for at about the same time."""
    return dict(sorted(Counter(round(wait / LONG) for wait in waits(turns)).items()))
