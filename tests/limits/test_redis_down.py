"""Redis is down, slow, or talks nonsense: what the caller chose happens, and the text says so."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import redis.asyncio

from okx_client.limits import Charge, Denied, Granted, RedisLimiter, Turn
from okx_client.limits.fallback import WhenDown

from ..redis_server import RedisServer, free_port
from . import fakes
from .support import Clock

LONG = 1000.0
SOME = [Charge("a", 3, 4, LONG)]
SHORT = 0.05

Ask = Callable[[RedisLimiter], Turn]


async def awaited(limiter: RedisLimiter) -> Turn:
    async with limiter:
        return await limiter.reserve_async(SOME, max_wait=1.0)


@pytest.fixture(params=["threads", "asyncio"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Ask a limiter once, in either way."""

    def from_a_thread(limiter: RedisLimiter) -> Turn:
        with limiter:
            return limiter.reserve(SOME, max_wait=1.0)

    return from_a_thread if request.param == "threads" else lambda limiter: asyncio.run(awaited(limiter))


def refusal(turn: Turn, *facts: str) -> None:
    assert isinstance(turn, Denied)
    for text in (turn.cause.en, turn.cause.zh):
        assert all(fact in text for fact in (*facts, 'when_down="local"', '"send"'))


def test_without_redis_nothing_is_sent_and_the_text_says_what_to_do(ask: Ask) -> None:
    port = free_port()
    refusal(ask(RedisLimiter(f"redis://127.0.0.1:{port}")), f"redis://127.0.0.1:{port}", "Connect")


def test_a_redis_that_says_nothing_is_given_up_after_the_time_out(ask: Ask) -> None:
    with fakes.silent() as silent:
        turn = ask(RedisLimiter(f"redis://127.0.0.1:{silent.getsockname()[1]}", timeout=SHORT))
    refusal(turn, "0.05")


def test_the_time_out_is_for_connecting_and_for_each_answer() -> None:
    async def of_the_loop(limiter: RedisLimiter) -> redis.asyncio.Redis:
        return limiter._of_this_loop().client

    with RedisLimiter("redis://localhost", timeout=SHORT) as limiter:
        for client in (limiter._client, asyncio.run(of_the_loop(limiter))):
            connection: Any = client.connection_pool.make_connection()
            assert connection.socket_timeout == connection.socket_connect_timeout == SHORT


def test_a_host_that_has_no_address_is_a_redis_that_is_down(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    refusal(ask(RedisLimiter("redis://no-such-host.invalid")), "no-such-host.invalid", "not known")


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        (b"-OOM command not allowed when used memory > 'maxmemory'.\r\n", "OutOfMemory"),
        (b"-READONLY You can't write against a read only replica.\r\n", "ReadOnly"),
        (b"-NOPERM this user has no permissions\r\n", ""),
        (b"-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", "WRONGTYPE"),
        (b"-NOSCRIPT No matching script\r\n", "NoScript"),
        (b"-MOVED 3999 127.0.0.1:6381\r\n", ""),
        (b"-LOADING Redis is loading the dataset in memory\r\n", ""),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ""),
        (b"+OK\r\n", ""),
        (b":0\r\n", ""),
        (b"$-1\r\n", ""),
        (b"*0\r\n", ""),
        (b"*3\r\n:1\r\n:-5\r\n:1\r\n", ""),
        (b"*3\r\n:0\r\n:5\r\n:2\r\n", ""),
        (b"*3\r\n:2\r\n:5\r\n:1\r\n", ""),
        (b"*3\r\n:1\r\n$1\r\n0\r\n:1\r\n", ""),
    ],
)
def test_an_answer_that_is_no_turn_grants_none(ask: Ask, answer: bytes, fact: str) -> None:
    with fakes.answering({b"EVALSHA": answer}) as port:
        refusal(ask(RedisLimiter(f"redis://127.0.0.1:{port}", timeout=2)), fact)


def test_an_answer_that_is_lost_grants_no_turn(ask: Ask) -> None:
    with fakes.answering({b"EVALSHA": b""}) as port:
        refusal(ask(RedisLimiter(f"redis://127.0.0.1:{port}", timeout=SHORT)), "0.05")


def test_a_wrong_password_is_a_redis_that_is_down(ask: Ask, shared_redis: RedisServer) -> None:
    refusal(ask(RedisLimiter(f"redis://:wrong@127.0.0.1:{shared_redis.port}")), f"127.0.0.1:{shared_redis.port}")


def test_who_chose_to_send_sends(ask: Ask) -> None:
    assert ask(RedisLimiter(f"redis://127.0.0.1:{free_port()}", when_down="send")) == Granted(0)


def test_who_chose_to_pace_alone_is_paced_alone() -> None:
    with RedisLimiter(f"redis://127.0.0.1:{free_port()}", when_down="local", slack_seconds=0) as limiter:
        assert limiter.reserve(SOME, max_wait=0) == Granted(0)
        assert "is taken" in str(limiter.reserve(SOME, max_wait=0))


@pytest.mark.parametrize("when_down", ["refuse", "local", "send"])
def test_a_redis_that_was_killed_is_missed_and_one_that_is_back_is_asked_again(
    own_redis: RedisServer, when_down: WhenDown, caplog: pytest.LogCaptureFixture
) -> None:
    clock, free = Clock(), [Charge("b", 1, 100, LONG)]

    async def story() -> list[Turn]:
        async with RedisLimiter(own_redis.url, when_down=when_down, timeout=30, clock=clock) as limiter:
            turns = [limiter.reserve(free, max_wait=0), await limiter.reserve_async(free, max_wait=0)]
            assert not caplog.records
            own_redis.kill()
            turns += [limiter.reserve(free, max_wait=0), await limiter.reserve_async(free, max_wait=0)]
            assert own_redis.start()
            clock.now += 1.5
            return [*turns, limiter.reserve(free, max_wait=0), await limiter.reserve_async(free, max_wait=0)]

    turns = asyncio.run(story())
    before, missed, after = turns[:2], turns[2:4], turns[4:]
    assert [type(turn) for turn in (*before, *after)] == [Granted] * 4
    assert [type(turn) for turn in missed] == [Denied if when_down == "refuse" else Granted] * 2
    warnings = [record.getMessage() for record in caplog.records if record.name == "okx_client"]
    assert len(warnings) == 2
    assert f"when_down={when_down}" in warnings[0]
    assert "answers again" in warnings[1]


def test_a_redis_that_was_restarted_while_nobody_asked_is_not_missed(own_redis: RedisServer) -> None:
    async def story() -> list[Turn]:
        async with RedisLimiter(own_redis.url, timeout=30) as limiter:
            turns = [limiter.reserve(SOME, max_wait=0), await limiter.reserve_async([Charge("b", 1, 4, 1)], max_wait=0)]
            own_redis.kill()
            assert own_redis.start()
            return [*turns, limiter.reserve(SOME, max_wait=0), await limiter.reserve_async(SOME, max_wait=1e9)]

    assert [type(turn) for turn in asyncio.run(story())] == [Granted] * 4


def test_who_would_pace_alone_still_shares_while_redis_is_up(shared_redis: RedisServer, prefix: str) -> None:
    with (
        RedisLimiter(shared_redis.url, timeout=30, prefix=prefix) as other,
        RedisLimiter(shared_redis.url, timeout=30, prefix=prefix, when_down="local") as limiter,
    ):
        assert other.reserve(SOME, max_wait=0) == Granted(0)
        turn = limiter.reserve(SOME, max_wait=1e9)
    assert isinstance(turn, Granted)
    assert LONG / 2 < turn.seconds < LONG * 2


def test_what_was_spent_through_redis_is_not_spent_again_alone(own_redis: RedisServer) -> None:
    with RedisLimiter(own_redis.url, timeout=30, when_down="local", clock=Clock(), slack_seconds=0) as limiter:
        assert limiter.reserve(SOME, max_wait=0) == Granted(0)
        own_redis.kill()
        assert limiter.reserve(SOME, max_wait=1e9) == Granted(LONG)


def test_what_was_spent_alone_is_kept_to_when_redis_is_back(own_redis: RedisServer) -> None:
    clock = Clock()
    with RedisLimiter(own_redis.url, timeout=30, when_down="local", clock=clock, slack_seconds=0) as limiter:
        own_redis.kill()
        assert limiter.reserve(SOME, max_wait=0) == Granted(0)
        assert own_redis.start()
        clock.now += 2
        assert limiter.reserve(SOME, max_wait=1e9) == Granted(LONG - 2)


@pytest.mark.parametrize("when_down", ["local", "send"])
def test_a_redis_that_hangs_costs_its_time_out_once_a_second(when_down: WhenDown) -> None:
    clock = Clock()
    with fakes.silent() as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        with RedisLimiter(url, when_down=when_down, timeout=SHORT, clock=clock) as limiter:
            for expected in (1, 0, 0, 1):
                clock.now += 0.4
                limiter.reserve(SOME, max_wait=1e9)
                assert connections(silent) == expected


def test_who_refuses_waits_for_a_hanging_redis_once_and_not_for_every_order() -> None:
    with fakes.silent() as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        with RedisLimiter(url, timeout=SHORT) as limiter:
            refusal(limiter.reserve(SOME, max_wait=1e9), f"{SHORT:g}")
            assert connections(silent) == 1
            for _ in range(50):
                refusal(limiter.reserve(SOME, max_wait=1e9), f"{SHORT:g}")
            assert connections(silent) == 0


def test_a_thousand_tasks_find_out_together_that_redis_hangs() -> None:
    async def ask_at_once(limiter: RedisLimiter) -> list[Turn]:
        async with limiter:
            return await asyncio.gather(*(limiter.reserve_async(SOME, max_wait=1.0) for _ in range(1000)))

    with fakes.silent() as silent:
        limiter = RedisLimiter(f"redis://127.0.0.1:{silent.getsockname()[1]}", timeout=0.5)
        turns = asyncio.run(ask_at_once(limiter))
        asked = connections(silent)
    assert asked <= 8
    assert len(turns) == 1000
    for turn in turns:
        refusal(turn, "0.5")


def connections(listener: socket.socket) -> int:
    """How many wait to be accepted; they are closed."""
    listener.setblocking(False)
    for number in range(10_000):
        try:
            listener.accept()[0].close()
        except BlockingIOError:
            return number
    raise AssertionError("too many")


def test_a_limiter_that_is_closed_gives_no_turn(ask: Ask, shared_redis: RedisServer) -> None:
    limiter = RedisLimiter(shared_redis.url, timeout=30, when_down="send")
    limiter.close()
    turn = ask(limiter)
    assert isinstance(turn, Denied)
    assert "closed" in turn.cause.en
    assert "关闭" in turn.cause.zh


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
def test_a_fork_while_every_connection_is_taken_does_not_lock_the_child() -> None:
    code = """
import os, sys
from okx_client.limits import Charge, RedisLimiter, redis
limiter = RedisLimiter("redis://127.0.0.1:1", timeout=0.2)
for _ in range(redis._CONNECTIONS):
    limiter._queue.acquire()
child = os.fork()
if not child:
    print(limiter.reserve([Charge("a", 1, 4, 2.0)], max_wait=0).cause.en, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert "cannot be reached" in run.stdout
