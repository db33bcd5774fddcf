"""`OKXAuth` signs the bytes that go out, on any httpx client, and recovers once from a refused timestamp."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from okx_client import ConfigurationError, OKXAuth

from .support import KEYS, PASSPHRASE, SECRET_KEY, Script, answer, refusal

MOMENT = 1607418537.715
SKEWED = ("50102", 401)


def auth(*, demo: bool = False, clock: Callable[[], float] = lambda: MOMENT) -> OKXAuth:
    return OKXAuth(**KEYS, demo=demo, clock=clock)


def okx_time() -> httpx.Response:
    """OKX's clock, 60 s ahead of MOMENT."""
    return httpx.Response(200, json={"code": "0", "msg": "", "data": [{"ts": "1607418597715"}]})


def expected_signature(request: httpx.Request) -> str:
    """Sign what the transport saw, from its raw parts."""
    moment = request.headers["OK-ACCESS-TIMESTAMP"].encode()
    message = moment + request.method.encode() + request.url.raw_path + request.read()
    digest = hmac.new(SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def send(script: Script, *, is_async: bool, middleware: OKXAuth, **request: Any) -> httpx.Response:
    method = request.pop("method", "POST")
    url = request.pop("url", "https://openapi.okx.com/api/v5/sprd/cancel-order")

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(auth=middleware, transport=script.transport) as client:
            return await client.request(method, url, **request)

    if is_async:
        return asyncio.run(run())
    with httpx.Client(auth=middleware, transport=script.transport) as client:
        return client.request(method, url, **request)


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize(
    "request_parts",
    [
        {"json": {"ordId": "2510789768709120"}},
        {"content": b'{ "clOrdId" : "\xe4\xbb\xb7\xe5\xb7\xae" }'},
        {"data": {"a": "1 2"}},
        {"method": "GET", "url": "https://openapi.okx.com/api/v5/sprd/order", "params": {"clOrdId": "a b&c/é"}},
        {"method": "GET", "url": "https://openapi.okx.com/api/v5/account/balance?ccy=BTC,ETH"},
    ],
)
def test_the_signature_covers_the_bytes_that_go_out(is_async: bool, request_parts: dict[str, Any]) -> None:
    script = Script(answer())
    send(script, is_async=is_async, middleware=auth(), **request_parts)
    (request,) = script.requests
    assert request.headers["OK-ACCESS-SIGN"] == expected_signature(request)
    assert request.headers["OK-ACCESS-TIMESTAMP"] == "2020-12-08T09:08:57.715Z"
    assert request.headers["OK-ACCESS-KEY"] == KEYS["api_key"]
    assert request.headers["OK-ACCESS-PASSPHRASE"] == PASSPHRASE


def test_a_streamed_body_is_read_before_it_is_signed() -> None:
    script = Script(answer())
    send(script, is_async=False, middleware=auth(), content=iter([b'{"ordId":', b'"1"}']))
    assert script.requests[0].headers["OK-ACCESS-SIGN"] == expected_signature(script.requests[0])


def test_a_live_request_has_no_demo_header_and_a_demo_request_has_it() -> None:
    live, demo = Script(answer()), Script(answer())
    send(live, is_async=False, middleware=auth(demo=False))
    send(demo, is_async=False, middleware=auth(demo=True))
    assert "x-simulated-trading" not in live.requests[0].headers
    assert demo.requests[0].headers["x-simulated-trading"] == "1"


@pytest.mark.parametrize("is_async", [False, True])
def test_a_refused_timestamp_is_mended_by_okxs_clock_and_sent_once_more(is_async: bool) -> None:
    script = Script(refusal(*SKEWED), okx_time(), answer({"sCode": "0"}), answer({"sCode": "0"}))
    middleware = auth()
    response = send(script, is_async=is_async, middleware=middleware, json={"ordId": "1"})
    first, question, second = script.requests
    assert response.json()["data"] == [{"sCode": "0"}]
    assert (question.method, question.url.path) == ("GET", "/api/v5/public/time")
    assert not [name for name in question.headers if name.startswith("ok-access")]
    assert first.read() == second.read()
    assert second.headers["OK-ACCESS-TIMESTAMP"] == "2020-12-08T09:09:57.715Z"
    assert second.headers["OK-ACCESS-SIGN"] == expected_signature(second)
    send(script, is_async=is_async, middleware=middleware)
    assert script.requests[3].headers["OK-ACCESS-TIMESTAMP"] == "2020-12-08T09:09:57.715Z", "the offset is remembered"


def test_half_of_the_round_trip_is_taken_off_the_clocks_difference() -> None:
    moments = iter([MOMENT, MOMENT + 1, MOMENT + 3, MOMENT + 3])
    script = Script(refusal(*SKEWED), okx_time(), answer())
    send(script, is_async=False, middleware=auth(clock=lambda: next(moments)))
    # OKX said 60 s ahead of MOMENT, between our +1 and +3: the offset is 58 s.
    assert script.requests[2].headers["OK-ACCESS-TIMESTAMP"] == "2020-12-08T09:09:58.715Z"


def test_a_second_refusal_is_handed_to_the_caller() -> None:
    script = Script(refusal(*SKEWED), okx_time(), refusal(*SKEWED))
    response = send(script, is_async=False, middleware=auth())
    assert response.json()["code"] == "50102"
    assert len(script.requests) == 3


@pytest.mark.parametrize(
    "useless",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"code": "0", "data": []}),
        httpx.Response(200, json={"code": "0", "data": [{"ts": "soon"}]}),
        httpx.Response(200, json=[1]),
        *(httpx.Response(200, json={"data": [{"ts": ts}]}) for ts in ("9" * 30, "0", "1" * 12, True, 1, "１" * 13)),
        httpx.Response(200, content=b'{"data":[{"ts":Infinity}]}'),
        httpx.Response(503, text=""),
    ],
)
def test_the_answer_about_the_time_is_never_taken_for_the_answer_to_the_order(useless: httpx.Response) -> None:
    script = Script(refusal(*SKEWED), useless, refusal(*SKEWED))
    response = send(script, is_async=False, middleware=auth())
    assert response.request.url.path == "/api/v5/sprd/cancel-order"
    assert response.json()["code"] == "50102"
    assert script.requests[2].headers["OK-ACCESS-TIMESTAMP"] == "2020-12-08T09:08:57.715Z", "our own clock is kept"


def test_the_question_for_the_time_keeps_the_callers_time_out() -> None:
    script = Script(refusal(*SKEWED), okx_time(), answer())
    send(script, is_async=False, middleware=auth(), timeout=1.5)
    assert {request.extensions["timeout"]["read"] for request in script.requests} == {1.5}


def test_no_other_refusal_is_repeated() -> None:
    for code, status in [("50113", 401), ("50011", 429), ("50004", 400), ("50001", 503)]:
        script = Script(refusal(code, status))
        assert send(script, is_async=False, middleware=auth()).json()["code"] == code


@pytest.mark.parametrize("demo", [None, 0, 1, "1", "demo"])
def test_demo_has_to_be_said_and_to_be_a_bool(demo: object) -> None:
    with pytest.raises(TypeError, match="demo"):
        OKXAuth(**KEYS)  # type: ignore[call-arg]
    with pytest.raises(ConfigurationError, match="demo"):
        OKXAuth(**KEYS, demo=demo)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["api_key", "secret_key", "passphrase"])
@pytest.mark.parametrize("value", ["", "  ", None, 5, "with\nbreak", " kept-out ", "日本"])
def test_credentials_that_cannot_work_are_refused_without_being_shown(name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=name) as caught:
        OKXAuth(**{**KEYS, name: value}, demo=True)  # type: ignore[arg-type]
    assert not (isinstance(value, str) and value.strip() and value.strip() in str(caught.value))
