"""A canary: no text that a program may write down holds a secret. Here: what runs beside a call, logs above all."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from okx_client import OKX, AlgoOrderId, AsyncOKX, OKXError, Retries, SpreadOrderId, Timing
from okx_client.simulator import Exchange
from okx_client.simulator.server import running

from .leaks import PROXY_PASSWORD, PROXY_USER, leaked, texts_of, texts_of_error
from .support import KEYS, Script, answer, refusal, server

BODY_WORD = "bodyword77"
SPREADS = [SpreadOrderId(cl_ord_id=f"{BODY_WORD}{number}") for number in range(3)]
ALGOS = [AlgoOrderId("BTC-USDT", algo_cl_ord_id=f"{BODY_WORD}{number}") for number in range(12)]
HEADER_WORDS = ("ok-access", "x-simulated-trading", "application/json", "user-agent")


@pytest.fixture
def exchange() -> Exchange:
    exchange = Exchange(**KEYS, demo=True)
    exchange.add_spread_order(cl_ord_id=f"{BODY_WORD}0")
    exchange.add_algo_order("BTC-USDT", algo_cl_ord_id=f"{BODY_WORD}1")
    return exchange


def shown(record: logging.LogRecord) -> str:
    """A record as a handler may write it: formatted, and with every attribute, as JSON handlers do."""
    return logging.Formatter().format(record) + repr(vars(record))


def assert_clean(records: Sequence[logging.LogRecord], *expected: str) -> None:
    assert {record.name.partition(".")[0] for record in records} >= set(expected)
    assert not leaked(*(shown(record) for record in records))
    ours = "".join(shown(record).lower() for record in records if record.name.startswith("okx_client"))
    for word in (BODY_WORD, *HEADER_WORDS):
        assert word not in ours


LOGGED = {"own": ("okx_client",), "httpx": ("okx_client", "httpx", "httpcore")}


def test_no_secret_in_the_logs_of_threads(exchange: Exchange, wire: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with running(exchange) as url, OKX(**KEYS, demo=True, base_url=url, limiter=None) as okx:
        okx.warm_up()
        assert len(okx.spread.cancel_orders(SPREADS).accepted) == 1
        assert len(okx.algo.cancel_orders(ALGOS).accepted) == 1
    assert_clean(caplog.records, *LOGGED[wire])


def test_no_secret_in_the_logs_of_tasks_in_asyncios_debug_mode(
    exchange: Exchange, wire: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def run(url: str) -> None:
        asyncio.get_running_loop().slow_callback_duration = 0.0  # every step is logged, with what it was called with
        async with AsyncOKX(**KEYS, demo=True, base_url=url, limiter=None) as okx:
            await okx.warm_up()
            assert len((await okx.spread.cancel_orders(SPREADS)).accepted) == 1
            assert len((await okx.algo.cancel_orders(ALGOS)).accepted) == 1

    with running(exchange) as url:
        asyncio.run(run(url), debug=True)
    assert_clean(caplog.records, *LOGGED[wire], "asyncio")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_secret_header_or_body_in_the_logs_of_failures_and_repeats(
    lang: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    timing = Timing(sleep=lambda seconds: None)
    for answers in (
        [refusal("50102", 401), time, refusal("50011", 429), refusal("50113", 401)],
        [refusal("50102", 401), httpx.ConnectError("refused")],
        [httpx.ConnectError("refused"), refusal("50013", 429), httpx.ReadTimeout("slow")],
        [httpx.Response(502, text=f"<html>{BODY_WORD}")],
        [answer({"sCode": "51400", "sMsg": BODY_WORD}, code="1", msg=BODY_WORD)],
        [httpx.Response(400, json={"code": "51000", "msg": f"Parameter {BODY_WORD} error"})],
    ):
        transport = Script(*answers).transport
        with (
            OKX(
                **KEYS, demo=True, transport=transport, limiter=None, lang=lang, timing=timing, retries=Retries()
            ) as okx,
            pytest.raises(OKXError),
        ):
            okx.spread.cancel_order(cl_ord_id=f"{BODY_WORD}0")
    assert_clean(caplog.records, "okx_client", "httpx")


@contextmanager
def proxy(reply: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy on loopback that gives one reply to whoever connects; its URL holds a password."""
    seen: list[bytes] = []

    def behave(connection: socket.socket) -> None:
        seen.append(connection.recv(65536))
        connection.sendall(reply)

    with server(behave) as url:
        yield url.replace("://", f"://{PROXY_USER}:{PROXY_PASSWORD}@"), seen


@pytest.mark.parametrize("by", ["argument", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize(
    "reply", [b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", b"", b"nonsense\r\n\r\n"]
)
def test_no_password_of_a_proxy_that_fails(
    by: str, reply: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with proxy(reply) as (url, seen):
        if by != "argument":
            monkeypatch.setenv(by, url)

        def call() -> None:
            given = url if by == "argument" else None
            with OKX(**KEYS, demo=True, proxy=given, limiter=None, retries=None) as okx:
                assert not leaked(*texts_of(okx))
                okx.spread.cancel_order(ord_id="1")

        with pytest.raises(OKXError) as caught:
            call()
    assert seen[0].startswith(b"CONNECT openapi.okx.com:443")
    assert b"Proxy-Authorization: Basic" in seen[0]
    assert b"OK-ACCESS" not in seen[0], "nothing of the request is shown to the proxy"
    assert not leaked(*texts_of_error(caught.value))
    assert_clean(caplog.records, "okx_client", "httpcore")


def test_no_secret_in_the_names_of_threads_and_tasks() -> None:
    named: list[str] = []

    def answering(request: httpx.Request) -> httpx.Response:
        named.extend(repr(thread) for thread in threading.enumerate())
        return refusal("50113", 401)

    async def answering_async(request: httpx.Request) -> httpx.Response:
        named.extend(repr(task) + task.get_name() for task in asyncio.all_tasks())
        return refusal("50113", 401)

    async def run() -> None:
        transport = httpx.MockTransport(answering_async)
        async with AsyncOKX(**KEYS, demo=True, transport=transport, limiter=None) as okx:
            await okx.algo.cancel_orders(ALGOS)

    with OKX(**KEYS, demo=True, transport=httpx.MockTransport(answering), limiter=None) as okx:
        okx.algo.cancel_orders(ALGOS)
    asyncio.run(run())
    assert any("okx-client bulk" in name for name in named), "the promise is about our own"
    assert not leaked(*named)
    assert BODY_WORD not in "".join(named)


LEFT_OPEN = """
import asyncio, logging, os
from okx_client import OKX, AsyncOKX, SpreadOrderId
logging.basicConfig(level=logging.DEBUG)

async def leave_open():
    okx = AsyncOKX.from_env(base_url=os.environ["URL"])
    await okx.spread.cancel_orders([SpreadOrderId(ord_id="1")])

OKX.from_env(base_url=os.environ["URL"]).spread.cancel_orders([SpreadOrderId(ord_id="1")])
asyncio.run(leave_open())
"""


def test_no_secret_in_what_pythons_development_mode_says_of_clients_that_were_left_open(exchange: Exchange) -> None:
    keys = {f"OKX_{name.upper()}": str(value) for name, value in KEYS.items()}
    with running(exchange) as url:
        run = subprocess.run(
            [sys.executable, "-X", "dev", "-c", LEFT_OPEN],
            env={**os.environ, **keys, "OKX_DEMO": "1", "URL": url},
            capture_output=True,
            text=True,
            check=True,
        )
    assert "ResourceWarning" in run.stderr
    assert ":okx_client:" in run.stderr
    assert not leaked(run.stdout, run.stderr)
