"""A Redis that is slow, full, demoted or forbidden: what the call gets, and that it heals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import redis

from okx_client.limits import Charge, Denied, Granted, RedisLimiter, Turn
from okx_client.limits.fallback import Fallback
from okx_client.limits.memory import MemoryLimiter
from okx_client.limits.redis_asking import Asking

from ..redis_server import RedisServer
from .fakes import Forwarder
from .support import Clock

CHARGES = [Charge("a", 1, 100, 2.0)]


def command(server: RedisServer, *words: str) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.execute_command(*words)


@pytest.mark.parametrize(
    ("words", "reason"),
    [(("CONFIG", "SET", "maxmemory", "1"), "O(OM|utOfMemory)"), (("REPLICAOF", "127.0.0.1", "9"), "READ-?ONLY")],
)
def test_what_a_real_redis_refuses_is_named(own_redis: RedisServer, words: tuple[str, ...], reason: str) -> None:
    command(own_redis, *words)
    with RedisLimiter(own_redis.url, timeout=30) as limiter:
        turn = limiter.reserve(CHARGES, max_wait=0)
    assert isinstance(turn, Denied)
    with pytest.raises(AssertionError, match=f"(?i){reason}"):
        raise AssertionError(turn.cause.en)


def test_a_user_without_the_permission_is_told_so(own_redis: RedisServer) -> None:
    command(own_redis, "ACL", "SETUSER", "bot", "on", ">word", "~{okx-client}|*", "+evalsha", "+script", "+time")
    url = own_redis.url.replace("://", "://bot:word@")
    with RedisLimiter(url, timeout=30) as limiter:
        turn = limiter.reserve(CHARGES, max_wait=0)
    assert isinstance(turn, Denied)
    assert "permission" in turn.cause.en


def test_the_permissions_that_the_docstring_names_are_enough(own_redis: RedisServer) -> None:
    commands = "evalsha script|load time lrange lindex lpop rpush pexpire"
    assert RedisLimiter.__doc__
    assert all(word.split("|")[-1].upper() in RedisLimiter.__doc__ for word in commands.split())
    allowed = [f"+{word}" for word in commands.split()]
    command(own_redis, "ACL", "SETUSER", "bot", "on", ">word", "~{okx-client}|*", *allowed)
    with RedisLimiter(own_redis.url.replace("://", "://bot:word@"), timeout=30) as limiter:
        turns = [limiter.reserve([Charge("a", 100, 100, 0.01)], max_wait=9) for _ in range(3)]
    assert all(isinstance(turn, Granted) for turn in turns)


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_after_a_failover_the_new_master_is_asked(own_redis: RedisServer, shared_redis: RedisServer, kind: str) -> None:
    with Forwarder(own_redis.port) as address:

        async def main() -> list[type[Turn]]:
            async with RedisLimiter(address.url, timeout=30) as limiter:

                async def ask() -> type[Turn]:
                    if kind == "asyncio":
                        return type(await limiter.reserve_async(CHARGES, max_wait=0))
                    return type(limiter.reserve(CHARGES, max_wait=0))

                before = await ask()
                command(own_redis, "REPLICAOF", "127.0.0.1", str(shared_redis.port))
                address.to = shared_redis.port
                turns = [before, await ask()]
                while turns[-1] is Denied and len(turns) < 1000:
                    await asyncio.sleep(0.01)
                    turns.append(await ask())
                return turns

        turns = asyncio.run(main())
        assert (turns[0], turns[1], turns[-1]) == (Granted, Denied, Granted)


def test_the_time_in_the_queue_is_part_of_the_wait(shared_redis: RedisServer, prefix: str) -> None:
    with Forwarder(shared_redis.port) as slow:

        async def main() -> list[Turn]:
            async with RedisLimiter(slow.url, timeout=0.5, prefix=prefix) as limiter:
                first = await limiter.reserve_async(CHARGES, max_wait=0)
                assert first == Granted(0.0)
                slow.delay = 0.2
                asks = (limiter.reserve_async(CHARGES, max_wait=0.1) for _ in range(50))
                return await asyncio.gather(*asks)

        turns = asyncio.run(main())
    late = [turn for turn in turns if isinstance(turn, Denied)]
    assert late
    assert len(late) < len(turns)
    assert {turn.cause.en.split(",")[0] for turn in late} == {
        f"The Redis at {slow.url} had other calls to answer for 0.5 s"
    }


def asking(clock: Clock, fallback: Fallback) -> Asking:
    return Asking(CHARGES, 30.0, fallback, "somewhere", 0.5, clock)


@pytest.fixture
def fallback_at() -> Callable[[Clock], Fallback]:
    return lambda clock: Fallback("refuse", "somewhere", MemoryLimiter(clock=clock), clock)


def test_a_failure_after_a_long_time_in_the_queue_does_not_silence_a_healthy_redis(
    fallback_at: Callable[[Clock], Fallback],
) -> None:
    clock = Clock()
    fallback = fallback_at(clock)
    one = asking(clock, fallback)
    clock.now += 20.0
    assert one.turn_after_queue() is None
    clock.now += 0.25
    assert isinstance(one.turn_after(TimeoutError()), Denied)
    assert isinstance(asking(clock, fallback).turn_without(), Denied)
    clock.now += 0.25
    assert asking(clock, fallback).turn_without() is None, "refused for as long as the question took, not the queue"


def test_what_is_left_of_the_wait_goes_to_redis(fallback_at: Callable[[Clock], Fallback]) -> None:
    clock = Clock()
    one = asking(clock, fallback_at(clock))
    clock.now += 20.0
    one.turn_after_queue()
    longest, shortest, *_ = one.question("p", 0.05, smooth=False)["args"]
    assert (longest, shortest) == (10_000_000, 0)
