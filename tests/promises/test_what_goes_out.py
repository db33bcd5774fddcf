"""What leaves this machine: what is signed, which fields, to which host. Each test names whose mistake it is not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import inspect
import logging
from typing import Any

import httpx
import pytest

from okx_client import (
    OKX,
    OPERATIONS,
    AlgoOrderId,
    AsyncOKX,
    ConfigurationError,
    InvalidRequestError,
    OKXAuth,
    SpreadOrderId,
    operations,
)
from tests.client.support import KEYS, SECRET_KEY, SECRETS, Script, answer, refusal

from .support import START_TEXT, Echo, bodies, client

BTC = AlgoOrderId("BTC-USDT", algo_id="590919993110396111")
both_clients = pytest.mark.parametrize("kind", [OKX, AsyncOKX])


# python-okx posts both ids, the absent one as "".
def test_an_id_that_was_not_given_is_no_key_of_the_body() -> None:
    with client(answer({"sCode": "0"}), answer({"sCode": "0"})) as (okx, script):
        okx.spread.cancel_order(ord_id="2510789768709120")
        okx.spread.cancel_order(cl_ord_id="mine1")
    assert bodies(script) == [{"ordId": "2510789768709120"}, {"clOrdId": "mine1"}]


# okx-api puts its own affiliate `tag` into every item, cancels included.
def test_no_field_goes_out_that_the_caller_did_not_give() -> None:
    with client(transport=(echo := Echo())) as (okx, _):
        okx.algo.cancel_orders([BTC, AlgoOrderId("ETH-USDT", algo_cl_ord_id="stop7")])
    assert echo.items == [
        {"instId": "BTC-USDT", "algoId": BTC.algo_id},
        {"instId": "ETH-USDT", "algoClOrdId": "stop7"},
    ]


# ccxt posts a client id of an algo order as `clOrdId`, and in cancelOrdersForSymbols as `algoId`; agent-trade-kit has
# no client id at all.
def test_a_client_id_goes_out_as_algo_cl_ord_id_and_comes_back_as_the_callers() -> None:
    order = AlgoOrderId("BTC-USDT", algo_cl_ord_id="stop7")
    with client(transport=(echo := Echo())) as (okx, _):
        report = okx.algo.cancel_orders([order])
    assert echo.items == [{"instId": "BTC-USDT", "algoClOrdId": "stop7"}]
    assert [accepted.order for accepted in report.accepted] == [order]


# okx-api and python-okx sign the query of a GET as it was given, and send it percent-encoded.
# python-okx leaves the Base64 of the signature as bytes.
@pytest.mark.parametrize("query", [{"clOrdId": "a b&c/é"}, {"ccy": "BTC,ETH"}, {"ordId": "1", "x": "100%+"}])
def test_a_get_is_signed_as_it_goes_out(query: dict[str, str]) -> None:
    script = Script(answer())
    with httpx.Client(auth=OKXAuth(**KEYS, demo=True), transport=script.transport) as http:
        http.get("https://openapi.okx.com/api/v5/sprd/order", params=query)
    (sent,) = script.requests
    assert b" " not in sent.url.raw_path
    assert sent.headers["OK-ACCESS-SIGN"] == signature(sent)


def signature(sent: httpx.Request) -> str:
    message = sent.headers["OK-ACCESS-TIMESTAMP"].encode() + sent.method.encode() + sent.url.raw_path + sent.content
    return base64.b64encode(hmac.new(SECRET_KEY.encode(), message, hashlib.sha256).digest()).decode()


# python-okx and okx-api send a cancel that names no order.
def test_an_order_without_an_id_never_goes_out() -> None:
    with client() as (okx, script):
        for ids in ({}, {"ord_id": ""}, {"cl_ord_id": "  "}, {"ord_id": None}, {"ord_id": "1", "cl_ord_id": "2"}):
            with pytest.raises(InvalidRequestError, match="Nothing was sent"):
                okx.spread.cancel_order(**ids)
        for arguments in ({}, {"algo_id": ""}, {"algo_cl_ord_id": None}):
            with pytest.raises(InvalidRequestError, match="Nothing was sent"):
                okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", **arguments)])
        with pytest.raises(InvalidRequestError, match="Nothing was sent"):
            okx.algo.cancel_orders([AlgoOrderId("", algo_id="1")])
    assert script.requests == []


# python-okx posts an empty list.
def test_an_empty_list_gives_an_empty_report_and_no_request() -> None:
    with client() as (okx, script):
        assert okx.algo.cancel_orders([]).outcomes == okx.spread.cancel_orders([]).outcomes == ()
    assert script.requests == []


# python-okx, okx-api, ccxt and agent-trade-kit post a list of any length as one request.
def test_more_orders_than_a_batch_holds_go_out_in_batches() -> None:
    most = operations.CANCEL_ALGO_ORDERS.max_batch or 0
    orders = [AlgoOrderId("BTC-USDT", algo_id=str(number)) for number in range(2 * most + 1)]
    with client(transport=(echo := Echo())) as (okx, _):
        report = okx.algo.cancel_orders(orders)
    assert sorted(len(body) for body in echo.bodies) == [1, most, most]
    assert [accepted.order for accepted in report.accepted] == orders


# ccxt fails on len(None).
@pytest.mark.parametrize("orders", [None, 5, "590919993110396111", BTC, [None], [{"algoId": "1"}], ["1"]])
def test_what_is_no_list_of_orders_is_refused_in_words(orders: Any) -> None:
    with client() as (okx, script), pytest.raises(InvalidRequestError, match=r"AlgoOrderId.*Nothing was sent"):
        okx.algo.cancel_orders(orders)
    assert script.requests == []


# ccxt sends an algo id to cancel-order unless a flag says otherwise, and OKX answers that it knows no such order.
def test_an_order_of_one_family_never_goes_to_the_endpoint_of_another() -> None:
    with client() as (okx, script):
        with pytest.raises(InvalidRequestError):
            okx.spread.cancel_orders([BTC])  # type: ignore[list-item]
        with pytest.raises(InvalidRequestError):
            okx.algo.cancel_orders([SpreadOrderId(ord_id="1")])  # type: ignore[list-item]
        with pytest.raises(TypeError):
            okx.spread.cancel_order(algo_id="1")  # type: ignore[call-overload]
    assert script.requests == []


# python-okx trades on demo unless told otherwise (flag="1").
@both_clients
def test_live_or_demo_is_never_a_default(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TypeError, match="demo"):
        kind(**KEYS)
    for name, value in KEYS.items():
        monkeypatch.setenv(f"OKX_{name.upper()}", str(value))
    monkeypatch.delenv("OKX_DEMO", raising=False)
    with pytest.raises(ConfigurationError, match="OKX_DEMO"):
        kind.from_env()


# python-okx has "-1" for credentials that were not given, and sends it.
@both_clients
@pytest.mark.parametrize("name", ["api_key", "secret_key", "passphrase"])
def test_missing_credentials_are_refused_and_never_filled_in(kind: Any, name: str) -> None:
    assert inspect.signature(kind).parameters[name].default is inspect.Parameter.empty
    with pytest.raises(TypeError, match=name):
        kind(**{key: value for key, value in KEYS.items() if key != name}, demo=True)
    for value in (None, "", " "):
        with pytest.raises(ConfigurationError, match=name):
            kind(**{**KEYS, name: value}, demo=True)


# python-okx asks a fixed host for the time, whatever host its orders go to, and names its host nowhere.
def test_every_request_goes_to_the_one_host_that_the_client_shows() -> None:
    time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    with client(refusal("50102", 401), time, answer({"sCode": "0"}), region="eea") as (okx, script):
        okx.spread.cancel_order(ord_id="1")
        assert "https://eea.okx.com" in repr(okx)
    assert [str(request.url) for request in script.requests] == [
        "https://eea.okx.com/api/v5/sprd/cancel-order",
        "https://eea.okx.com/api/v5/public/time",
        "https://eea.okx.com/api/v5/sprd/cancel-order",
    ]


# agent-trade-kit sends accounts of the US site to app.okx.com, and python-okx everyone to www.okx.com.
def test_each_region_has_the_host_that_okxs_docs_name() -> None:
    for region, host in (("global", "openapi.okx.com"), ("eea", "eea.okx.com"), ("us", "us.okx.com")):
        with client(answer({"sCode": "0"}), region=region) as (okx, script):  # type: ignore[arg-type]
            okx.spread.cancel_order(ord_id="1")
        assert [request.url.host for request in script.requests] == [host]


# okx-api and nautilus call cancel-advance-algos, which OKX took out of its docs.
def test_no_endpoint_is_called_that_okxs_docs_do_not_have() -> None:
    assert {operation.path for operation in OPERATIONS} == {
        "/api/v5/sprd/cancel-order",
        "/api/v5/trade/cancel-algos",
    }


# python-okx(debug=True) logs every header: key, passphrase, signature.
def test_debug_logs_show_no_header_and_no_body(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with client(refusal("50011", 429), answer({"sCode": "0"}), retries=None) as (okx, script):
        with pytest.raises(Exception, match="50011"):
            okx.spread.cancel_order(cl_ord_id="body-word")
        okx.spread.cancel_order(cl_ord_id="body-word")
    headers = [value for request in script.requests for name, value in request.headers.items() if "ok-" in name]
    assert START_TEXT in headers
    assert [record for record in caplog.records if record.name == "okx_client"]
    for shown in (*SECRETS, *headers, "OK-ACCESS", "ok-access", "body-word"):
        assert shown not in caplog.text
