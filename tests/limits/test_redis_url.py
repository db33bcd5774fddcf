"""What a RedisLimiter is made with: a URL that may hold a password, and a package that may be missing."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import pprint
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import redis.asyncio.connection
import redis.connection

from okx_client import ConfigurationError
from okx_client.limits import Charge, Denied, Granted, RedisLimiter

from .. import redis_server
from ..redis_server import free_port
from . import fakes

USER, PASSWORD = "Canary.User7", "Canary/Passw@rd#7"
LOGIN = f"{USER}:{quote(PASSWORD, safe='')}"
SOME = [Charge("a", 1, 4, 1000.0)]


def leaked(*texts: object) -> list[str]:
    return [secret for secret in (PASSWORD, quote(PASSWORD, safe=""), USER) for text in texts if secret in str(text)]


def shown(error: BaseException) -> str:
    """A traceback with the values of local variables; this test's own frames have just named the password."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    trace.stack[:] = [frame for frame in trace.stack if "tests" not in frame.filename]
    return "".join(trace.format())


def test_the_password_opens_redis() -> None:
    with redis_server.running(PASSWORD) as server:
        for login in (f":{quote(PASSWORD, safe='')}", f"default:{quote(PASSWORD, safe='')}"):
            with RedisLimiter(f"redis://{login}@127.0.0.1:{server.port}", timeout=30) as limiter:
                assert limiter.reserve(SOME, max_wait=0) == Granted(0)
        url = f"redis://127.0.0.1:{server.port}?password={quote(PASSWORD, safe='')}"
        with RedisLimiter(url, timeout=30) as limiter:
            assert limiter.reserve(SOME, max_wait=0) == Granted(0)
        with RedisLimiter(f"redis://127.0.0.1:{server.port}", timeout=30) as limiter:
            assert isinstance(limiter.reserve(SOME, max_wait=0), Denied)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (f"redis://{LOGIN}@cache.example:7000/3", "redis://cache.example:7000/3"),
        (f"redis://:{quote(PASSWORD, safe='')}@[::1]?db=2", "redis://[::1]:6379"),
        (f"rediss://cache.example?username={USER}&password={quote(PASSWORD, safe='')}", "rediss://cache.example:6379"),
        (f"unix://{LOGIN}@/run/redis.sock", "unix:///run/redis.sock"),
        ("redis://", "redis://localhost:6379"),
    ],
)
def test_its_text_names_the_redis_and_never_the_login(url: str, place: str) -> None:
    with RedisLimiter(url) as limiter:
        assert repr(place) in repr(limiter)
        assert not leaked(*texts_of(limiter))


def texts_of(limiter: RedisLimiter) -> list[str]:
    client = limiter._client
    holders = [limiter, client, client.connection_pool, limiter._address, limiter._address.login, limiter._fallback]
    return [
        show(vars(each) if hasattr(each, "__dict__") else each) for each in holders for show in (repr, pprint.pformat)
    ]


def test_it_is_not_pickled_or_copied() -> None:
    with RedisLimiter(f"redis://{LOGIN}@localhost") as limiter:
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="not pickled or copied"):
                attempt(limiter)


@pytest.mark.parametrize(
    "url",
    [
        f"localhost:6379/{PASSWORD}",
        f"http://{LOGIN}@localhost",
        f"redis://:{PASSWORD}@localhost",
        "redis://:Canary.User7/x@localhost",
        "redis://:7/Canary.User7@localhost",
        "redis://:7?Canary.User7@localhost",
        "redis://:7#Canary.User7@localhost",
        f"redis://{LOGIN}@localhost:port",
        f"redis://{LOGIN}@[::1",
        f"redis://{LOGIN}@localhost/zero",
        f"redis://{LOGIN}@localhost?colour=red",
        f"redis://{LOGIN}@localhost?socket_timeout=9",
        f"redis://{LOGIN}@localhost?max_connections=2",
        f"redis://{LOGIN}@localhost?protocol=",
        f"redis://{LOGIN}@localhost?db=zero",
        f"rediss://{LOGIN}@localhost?ssl_password={PASSWORD}",
        f"unix://{LOGIN}@/run/redis.sock?colour=red",
        7,
        None,
    ],
)
def test_a_url_that_cannot_be_used_is_refused_and_not_shown(url: Any) -> None:
    with pytest.raises(ConfigurationError, match="the URL of the RedisLimiter") as caught:
        RedisLimiter(url)
    assert not leaked(shown(caught.value), caught.value, caught.value.text.zh)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "arguments",
    [
        {"when_down": "panic"},
        {"timeout": 0},
        {"timeout": float("inf")},
        {"slack_seconds": -1},
        {"prefix": ""},
        {"prefix": "{a}"},
        {"prefix": "\ud800"},
        {"timeout": 1e12},
        {"smooth": "no"},
        {"clock": 5},
    ],
)
def test_arguments_that_cannot_be_used_are_refused(arguments: dict[str, Any]) -> None:
    (name,) = arguments
    with pytest.raises(ConfigurationError, match=name):
        RedisLimiter("redis://localhost", **arguments)


def test_no_failure_shows_the_login(caplog: pytest.LogCaptureFixture) -> None:
    echo = f"-ERR unknown command `AUTH`, with args beginning with: `{USER}`, `{PASSWORD}`,\r\n".encode()
    caplog.set_level(logging.DEBUG)
    with (
        redis_server.running("another") as server,
        fakes.silent() as silent,
        fakes.answering({b"AUTH": echo, b"EVALSHA": echo}) as echoing,
        fakes.answering({b"EVALSHA": echo}) as late,
    ):
        for port in (server.port, silent.getsockname()[1], echoing, late, free_port()):
            limiter = RedisLimiter(f"redis://{LOGIN}@127.0.0.1:{port}", timeout=0.1)
            for turn in asyncio.run(both_ways(limiter)):
                assert isinstance(turn, Denied)
                assert not leaked(turn, turn.cause.zh, *texts_of(limiter))
    assert not leaked(caplog.text)


async def both_ways(limiter: RedisLimiter) -> list[object]:
    async with limiter:
        return [limiter.reserve(SOME, max_wait=0), await limiter.reserve_async(SOME, max_wait=0)]


def test_an_interruption_while_redis_is_asked_does_not_show_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for module in (redis.connection, redis.asyncio.connection):
        monkeypatch.setattr(module.AbstractConnection, "read_response", interrupt, raising=False)
    monkeypatch.setattr(redis.connection.Connection, "read_response", interrupt)

    async def awaited() -> None:
        async with RedisLimiter(f"redis://{LOGIN}@127.0.0.1:{port}") as limiter:
            await limiter.reserve_async(SOME, max_wait=0)

    def threaded() -> None:
        with RedisLimiter(f"redis://{LOGIN}@127.0.0.1:{port}") as limiter:
            limiter.reserve(SOME, max_wait=0)

    calls: list[Callable[[], None]] = [threaded, lambda: asyncio.run(awaited())]
    for call in calls:
        with fakes.silent() as silent:
            port = silent.getsockname()[1]
            with pytest.raises(KeyboardInterrupt) as caught:
                call()
        assert "limits/redis.py" in shown(caught.value)
        assert not leaked(shown(caught.value))


@pytest.mark.parametrize(
    ("url", "looks"),
    [("rediss://localhost", True), ("rediss://localhost?ssl_check_hostname=False", False), ("redis://localhost", None)],
)
def test_over_tls_the_name_in_the_certificate_counts(url: str, looks: bool | None) -> None:
    """Also with a redis-py that leaves it to its caller."""
    options = RedisLimiter(url)._client.connection_pool.connection_kwargs
    assert options.get("ssl_check_hostname") is looks


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError) as caught:
        RedisLimiter(f"redis://{LOGIN}@localhost")
    for text in (caught.value.text.en, caught.value.text.zh):
        assert "pip install 'okx-client[redis]'" in text
    assert not leaked(shown(caught.value))


def test_who_does_not_use_redis_does_not_import_it() -> None:
    code = "import okx_client, okx_client.limits, sys; sys.exit('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
