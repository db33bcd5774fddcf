"""A canary: no text that a program may write down holds a secret.

The frames of a constructor are excepted: its caller has just written the secrets there.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import pprint
import socket
import traceback
from collections.abc import Callable, Iterator

import httpx
import pytest
from rich.console import Console
from rich.traceback import Traceback

from okx_client import OKX, AsyncOKX, OKXAuth, OKXError, SpreadOrderId
from okx_client.credentials import Credentials

from .support import KEYS, SECRETS, Script, answer, refusal


def leaked(*texts: object) -> list[str]:
    return [secret for secret in SECRETS for text in texts if secret in str(text)]


def test_the_canary_itself_sings() -> None:
    assert leaked(f"key: {SECRETS[1]}") == [SECRETS[1]]


@pytest.fixture
def holders() -> Iterator[list[object]]:
    auth = OKXAuth(**KEYS, demo=True)
    okx, async_okx = OKX(**KEYS, demo=True), AsyncOKX(**KEYS, demo=False)
    yield [auth, Credentials.of(**KEYS), Credentials.of(**KEYS).secret_key, okx, async_okx, okx.spread, okx.algo]
    okx.close()
    asyncio.run(async_okx.close())


def test_no_secret_in_repr_str_or_vars(holders: list[object]) -> None:
    for holder in holders:
        texts = [repr(holder), str(holder), f"{holder}", pprint.pformat(holder)]
        if hasattr(holder, "__dict__"):
            texts += [repr(vars(holder)), pprint.pformat(vars(holder))]
            texts += [repr(vars(value)) for value in vars(holder).values() if hasattr(value, "__dict__")]
        assert not leaked(*texts), type(holder)


def test_nothing_that_holds_a_secret_is_pickled_or_copied(holders: list[object]) -> None:
    for holder in holders:
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            if attempt is copy.copy and type(holder).__name__ in ("Credentials", "SpreadOrders", "AlgoOrders"):
                continue  # a shallow copy holds the same Secret or client, and no text
            with pytest.raises(TypeError, match=r"pickled|cannot pickle"):
                attempt(holder)


def failing_calls(transport_error: Exception) -> Iterator[BaseException]:
    """Every way in which a call can end badly, sync and async."""
    for given in (
        transport_error,
        refusal("50113", 401),
        answer({"sCode": "51400", "sMsg": ""}, code="1"),
        httpx.Response(502, text="<html>"),
    ):
        with OKX(**KEYS, demo=True, transport=Script(given).transport) as okx, pytest.raises(OKXError) as caught:
            okx.spread.cancel_order(ord_id="1")
        yield caught.value
        with pytest.raises(OKXError) as caught:
            asyncio.run(failing_async_call(Script(given if isinstance(given, Exception) else copy_of(given))))
        yield caught.value


def copy_of(response: httpx.Response) -> httpx.Response:
    return httpx.Response(response.status_code, content=response.content)


async def failing_async_call(script: Script) -> None:
    async with AsyncOKX(**KEYS, demo=True, transport=script.transport) as okx:
        await okx.spread.cancel_order(ord_id="1")


def test_no_secret_in_a_traceback_with_locals() -> None:
    for error in failing_calls(httpx.WriteError("broken pipe")):
        plain = traceback.TracebackException.from_exception(error, capture_locals=True)
        # Only what the package and what lies under it can show: the frames of this test have just named the secrets.
        plain.stack[:] = [frame for frame in plain.stack if "tests" not in frame.filename]
        console = Console(record=True, width=500, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
        frames = error.__traceback__
        while frames is not None and "okx_client" not in frames.tb_frame.f_code.co_filename:
            frames = frames.tb_next
        console.print(Traceback.from_exception(type(error), error, frames, show_locals=True))
        assert not leaked("".join(plain.format()), console.export_text(), repr(error), error.args)
        console.file.close()


def test_no_secret_in_the_frames_of_an_environment_that_is_set_up_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, secret in zip(("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE"), SECRETS, strict=True):
        monkeypatch.setenv(name, secret)
    for demo, region in (("maybe", "global"), ("1", "moon"), ("", "global")):
        monkeypatch.setenv("OKX_DEMO", demo)
        monkeypatch.setenv("OKX_REGION", region)
        with pytest.raises(OKXError) as caught:
            OKX.from_env()
        shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        shown.stack[:] = [frame for frame in shown.stack if "tests" not in frame.filename]
        assert shown.stack
        assert not leaked("".join(shown.format()))


def interrupted_while_writing(interruption: BaseException, call: Callable[[str], None]) -> BaseException:
    """Interrupt a call on a real connection from inside the HTTP stack, with the headers in its frames."""
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.MonkeyPatch.context() as patched:

        def send(*_: object, **__: object) -> None:
            raise interruption

        async def send_async(*_: object, **__: object) -> None:
            raise interruption

        patched.setattr("httpcore._sync.http11.HTTP11Connection._send_event", send)
        patched.setattr("httpcore._async.http11.AsyncHTTP11Connection._send_event", send_async)
        with pytest.raises(type(interruption)) as caught:
            call(f"http://127.0.0.1:{listener.getsockname()[1]}")
        return caught.value


def cancel(url: str) -> None:
    with OKX(**KEYS, demo=True, base_url=url) as okx:
        okx.spread.cancel_order(ord_id="1")


def cancel_async(url: str) -> None:
    async def run() -> None:
        async with AsyncOKX(**KEYS, demo=True, base_url=url) as okx:
            await okx.spread.cancel_order(ord_id="1")

    asyncio.run(run())


@pytest.mark.parametrize("call", [cancel, cancel_async])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, asyncio.CancelledError, SystemExit])
def test_an_interruption_carries_no_frame_of_the_http_stack(
    kind: type[BaseException], call: Callable[[str], None]
) -> None:
    error = interrupted_while_writing(kind("stop"), call)
    text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "okx_client" in text
    assert "httpcore" not in text
    assert error.__context__ is None


def test_our_errors_hold_no_http_exception_whose_frames_show_the_headers() -> None:
    for error in failing_calls(httpx.WriteError("broken pipe")):
        assert error.__cause__ is None
        assert error.__context__ is None


def test_no_secret_in_any_debug_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    script = Script(refusal("50102", 401), time, answer({"sCode": "0", "ordId": "1"}))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx:
        okx.spread.cancel_order(ord_id="1")
    list(failing_calls(httpx.ConnectError("refused")))
    assert {"okx_client", "httpx"} <= {record.name for record in caplog.records}
    assert not leaked(caplog.text, *(record.__dict__ for record in caplog.records))


def test_an_error_can_cross_to_another_process() -> None:
    for error in failing_calls(httpx.ReadTimeout("slow")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error))
        assert getattr(again, "code", None) == getattr(error, "code", None)
    assert pickle.loads(pickle.dumps(SpreadOrderId(ord_id="1"))) == SpreadOrderId(ord_id="1")
