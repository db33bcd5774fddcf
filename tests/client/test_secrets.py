"""A canary: no text that a program may write down holds a secret. Here: objects and errors."""

from __future__ import annotations

import asyncio
import copy
import pickle
import socket
import threading
import traceback
from collections.abc import Iterator
from typing import Any, Unpack

import httpx
import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    AsyncOKX,
    CancelReport,
    ConfigurationError,
    InvalidRequestError,
    MemoryLimiter,
    NotAllAccepted,
    NotDelivered,
    NotSent,
    OKXAuth,
    OKXError,
    RedisLimiter,
    Retries,
    SpreadOrderId,
    Timing,
    UnexpectedStatus,
    api,
    models,
)
from okx_client.credentials import Credentials
from okx_client.settings import Options, Settings

from .leaks import CANARIES, PROXY_PASSWORD, PROXY_USER, REDIS_PASSWORD, frames_of, leaked, texts_of, texts_of_error
from .support import KEYS, Script, answer, refusal

ORDERS = [AlgoOrderId("BTC-USDT", algo_id=number) for number in (1, 2)]
PROXY = f"http://{PROXY_USER}:{PROXY_PASSWORD}@127.0.0.1:9"
UNPACED = Options(limiter=None, retries=None)
ENDINGS: list[httpx.Response | Exception] = [
    *(httpx.ConnectError("refused"), httpx.ProxyError("407"), httpx.PoolTimeout("full")),
    *(httpx.WriteError("broken pipe"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("cut")),
    *(refusal("50113", 401), refusal("50011", 429), refusal("50013", 429), refusal("51000", 400)),
    *(httpx.Response(502, text="<html>"), httpx.Response(429, text="Too Many Requests")),
    *(answer({"sCode": code, "sMsg": ""}, code="1") for code in ("51400", "51402", "51403", "51410", "51412")),
]


def redis_limiter() -> RedisLimiter:
    """A limiter whose URL holds a password; it connects when it is used."""
    pytest.importorskip("redis")
    return RedisLimiter(f"redis://someone:{REDIS_PASSWORD}@127.0.0.1:9/0")


@pytest.mark.parametrize("secret", CANARIES)
def test_the_canary_itself_sings(secret: str) -> None:
    script = Script(answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, transport=script.transport, **UNPACED) as okx:
        okx.spread.cancel_order(ord_id="1")
    signature = script.requests[0].headers["OK-ACCESS-SIGN"]
    assert leaked(f"key: {secret}") == [secret]
    assert leaked(f"{{'sign': '{signature}'}}") == [signature]

    def raising(word: str) -> None:
        raise ValueError("x")

    with pytest.raises(ValueError) as caught:
        raising(secret)
    assert secret in leaked(*texts_of_error(caught.value, tests_too=True))
    assert secret in leaked(*texts_of(CancelReport((NotSent(SpreadOrderId(ord_id="1"), secret),))))


@pytest.fixture
def clients() -> Iterator[tuple[OKX, AsyncOKX]]:
    okx = OKX(**KEYS, demo=True, proxy=PROXY)
    async_okx = AsyncOKX(**KEYS, demo=False, proxy=PROXY)
    yield okx, async_okx
    okx.close()
    asyncio.run(async_okx.close())


def parts(okx: Any) -> list[object]:
    """A client and everything that it is made of."""
    engine = okx._engine
    parts = [engine.settings, engine.rules, engine.signer, engine.signer.clock, engine._connections]
    return [okx, okx.spread, okx.algo, okx.raw, engine, *parts]


def test_no_secret_in_what_any_object_prints(clients: tuple[OKX, AsyncOKX]) -> None:
    for holder in (
        *(part for okx in clients for part in parts(okx)),
        *(OKXAuth(**KEYS, demo=True), Credentials.of(**KEYS), Credentials.of(**KEYS).secret_key),
        *(Settings(proxy=PROXY), MemoryLimiter(), Retries(), Timing()),
    ):
        assert not leaked(*texts_of(holder)), type(holder)


def test_no_password_of_redis_in_what_any_object_prints_or_says() -> None:
    limiter = redis_limiter()
    with OKX(**KEYS, demo=True, limiter=limiter) as okx:
        assert not leaked(*texts_of(limiter), *(text for part in parts(okx) for text in texts_of(part)))
        with pytest.raises(NotDelivered) as caught:
            okx.spread.cancel_order(ord_id="1")
    assert not leaked(*texts_of_error(caught.value))
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="pickled"):
            attempt(limiter)


def test_no_secret_in_a_bulk_call_at_any_moment() -> None:
    async def run() -> None:
        script = Script(refusal("50113", 401))
        async with AsyncOKX(**KEYS, demo=True, transport=script.transport, **UNPACED) as okx:
            progress = okx.algo.iter_cancel_orders(ORDERS)
            assert not leaked(*texts_of(progress))
            async for outcome in progress:
                assert not leaked(*texts_of(progress), *texts_of(outcome))
            assert not leaked(*texts_of(progress.report()))

    asyncio.run(run())
    script = Script(refusal("50113", 401))
    with OKX(**KEYS, demo=True, transport=script.transport, **UNPACED) as okx:
        progress = okx.algo.iter_cancel_orders(ORDERS)
        assert not leaked(*texts_of(progress))
        for outcome in progress:
            assert not leaked(*texts_of(progress), *texts_of(outcome))
        assert not leaked(*texts_of(progress.report()))


def test_nothing_that_holds_a_secret_is_pickled_or_copied(clients: tuple[OKX, AsyncOKX]) -> None:
    for okx in clients:
        signer = okx._engine.signer
        whole: list[object] = [okx, okx._engine, signer, signer._credentials.secret_key]
        made_of_them: list[object] = [Credentials.of(**KEYS), okx.raw, okx.spread, okx.algo]
        if isinstance(okx, OKX):
            made_of_them.append(okx.algo.iter_cancel_orders(ORDERS))
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            for holder in whole if attempt is copy.copy else whole + made_of_them:
                with pytest.raises(TypeError, match=r"pickled|cannot pickle"):
                    attempt(holder)


def test_no_password_of_a_proxy_in_a_pickle() -> None:
    try:
        pickled = pickle.dumps(Settings(proxy=PROXY, limiter=None))
    except TypeError:
        return
    assert not leaked(pickled)


def ending(given: httpx.Response | Exception, *, is_async: bool, **options: Unpack[Options]) -> OKXError:
    """The error of a single cancel that ends so."""
    script = Script(given if isinstance(given, Exception) else httpx.Response(given.status_code, content=given.content))
    chosen: Options = {**UNPACED, **options}

    async def run() -> None:
        async with AsyncOKX(**KEYS, demo=True, transport=script.transport, **chosen) as okx:
            await okx.spread.cancel_order(ord_id="1")

    def run_sync() -> None:
        with OKX(**KEYS, demo=True, transport=script.transport, **chosen) as okx:
            okx.spread.cancel_order(ord_id="1")

    with pytest.raises(OKXError) as caught:
        asyncio.run(run()) if is_async else run_sync()
    return caught.value


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("given", ENDINGS, ids=lambda given: getattr(given, "text", type(given).__name__)[:40])
def test_no_secret_in_an_error_and_no_frame_of_the_http_stack(
    given: httpx.Response | Exception, is_async: bool
) -> None:
    error = ending(given, is_async=is_async)
    assert error.__cause__ is None
    assert error.__context__ is None
    assert not leaked(*texts_of_error(error))
    assert any("okx_client" in frame for frame in frames_of(error))
    assert not [frame for frame in frames_of(error) if "httpx" in frame or "httpcore" in frame]


@pytest.mark.parametrize("given", ENDINGS, ids=lambda given: getattr(given, "text", type(given).__name__)[:40])
def test_an_error_crosses_whole_to_another_process(given: httpx.Response | Exception) -> None:
    error = ending(given, is_async=False)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.outcome) == (type(error), str(error), error.outcome)
    for name in ("code", "message", "http_status", "operation", "reason", "safe_to_repeat"):
        assert getattr(again, name, None) == getattr(error, name, None)


def test_an_error_can_be_printed_with_local_variables() -> None:
    with OKX(**KEYS, demo=True, **UNPACED) as okx:
        for call in (
            lambda: okx.spread.cancel_order(ord_id=""),
            lambda: AlgoOrderId("", algo_id=""),
            lambda: Retries(attempts=0),
        ):
            with pytest.raises(OKXError) as caught:
                call()
            shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
            assert str(caught.value) in "".join(shown.format())


def test_no_secret_in_the_errors_that_nothing_is_sent_for() -> None:
    script = Script(refusal("50113", 401))
    with OKX(**KEYS, demo=True, transport=script.transport, **UNPACED) as okx:
        with pytest.raises(NotAllAccepted) as not_all:
            okx.algo.cancel_orders(ORDERS).raise_for_failures()
        with pytest.raises(InvalidRequestError) as invalid:
            okx.algo.cancel_orders("1")  # type: ignore[arg-type]
        with pytest.raises(InvalidRequestError) as no_id:
            okx.spread.cancel_order()  # type: ignore[call-overload]
    with pytest.raises(ConfigurationError) as closed:
        okx.spread.cancel_order(ord_id="1")
    for caught in (not_all, invalid, no_id, closed):
        assert not leaked(*texts_of_error(caught.value))
    assert pickle.loads(pickle.dumps(not_all.value)).report == not_all.value.report


@pytest.mark.parametrize("reply", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 401 No\r\ncontent-length: 2\r\n\r\n{}", None])
def test_no_secret_in_the_errors_that_raw_hands_through(reply: bytes | None) -> None:
    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            if reply is None:
                connection.recv(65536)  # until the client has waited long enough
            else:
                connection.sendall(reply)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with (
            OKX(**KEYS, demo=True, base_url=url, timeout=0.1) as okx,
            pytest.raises((httpx.HTTPError, UnexpectedStatus)) as caught,
        ):
            api.cancel_spread_order.sync(client=okx.raw, body=models.CancelSpreadOrderRequest(ord_id="1"))
        thread.join()
    assert any("httpx" in frame for frame in frames_of(caught.value)) or reply
    assert not leaked(*texts_of_error(caught.value))
