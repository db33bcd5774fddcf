"""Content type, JSON, object or array, batch size, fields."""

import json

import pytest
from attrs import evolve

from okx_client._generated.operations import CANCEL_ALGO_ORDERS
from okx_client.simulator import Exchange
from okx_client.simulator.bodies import MAX_BODY_BYTES, read_items
from okx_client.simulator.request import RefusedError, Request

from .support import ALGOS, LONGEST, LONGEST_ALGO, SPREAD, Caller, Reply

ITEM = {"instId": "BTC-USDT", "algoId": "1"}

REFUSALS: dict[str, tuple[str, str, int, object]] = {
    "empty body": (SPREAD, "50000", 400, b""),
    "empty body for an array": (ALGOS, "50000", 400, b""),
    "no JSON": (SPREAD, "50002", 400, b"ordId=1"),
    "half of an object": (SPREAD, "50002", 400, b'{"ordId":'),
    "no UTF-8": (SPREAD, "50002", 400, b'{"ordId":"\xff"}'),
    "UTF-16": (SPREAD, "50002", 400, '{"ordId":"1"}'.encode("utf-16")),
    "nested without end": (SPREAD, "50002", 400, b"[" * 100_000),
    "array where an object belongs": (SPREAD, "50002", 400, [{"ordId": "1"}]),
    "object where an array belongs": (ALGOS, "50002", 400, ITEM),
    "text where an object belongs": (SPREAD, "50002", 400, "1"),
    "array of text": (ALGOS, "50002", 400, ["1"]),
    "eleven items": (ALGOS, "51406", 400, [ITEM] * 11),
    "no items": (ALGOS, "51000", 400, []),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_body_that_cannot_be_read_is_refused_whole(name: str, caller: Caller) -> None:
    path, code, status, content = REFUSALS[name]
    reply = caller.post(path, content)
    assert (reply.code, reply.status) == (code, status)
    assert "data" not in reply.content


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(content_type: str | None, caller: Caller) -> None:
    reply = caller.post(SPREAD, {"ordId": "1"}, content_type=content_type)
    assert (reply.code, reply.status) == ("50006", 400)


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", "Application/JSON"])
def test_json_with_a_charset_is_read(content_type: str, caller: Caller) -> None:
    assert caller.post(SPREAD, {"ordId": "1"}, content_type=content_type).codes == ["51400"]


def test_ten_items_are_read(caller: Caller) -> None:
    assert caller.post(ALGOS, [ITEM] * 10).codes == ["51400"] * 10


def test_the_largest_batch_is_the_tables(caller: Caller) -> None:
    request = Request.read("POST", ALGOS, {"content-type": "application/json"}, json.dumps([ITEM] * 3).encode())
    assert len(read_items(evolve(CANCEL_ALGO_ORDERS, max_batch=3), request)) == 3
    with pytest.raises(RefusedError, match="51406"):
        read_items(evolve(CANCEL_ALGO_ORDERS, max_batch=2), request)


FAULTS: dict[str, tuple[str, str, dict[str, object]]] = {
    "no id": (SPREAD, "51003", {}),
    "empty ids": (SPREAD, "51003", {"ordId": "", "clOrdId": ""}),
    "null id": (SPREAD, "51003", {"ordId": None}),
    "number as id": (SPREAD, "51000", {"ordId": 2510789768709120}),
    "list as id": (SPREAD, "51000", {"clOrdId": ["a"]}),
    "long client id": (SPREAD, "51000", {"clOrdId": "x" * (LONGEST + 1)}),
    "no instrument": (ALGOS, "50014", {"algoId": "1"}),
    "empty instrument": (ALGOS, "50014", {"instId": "", "algoId": "1"}),
    "number as instrument": (ALGOS, "51000", {"instId": 7, "algoId": "1"}),
    "no algo id": (ALGOS, "51003", {"instId": "BTC-USDT"}),
    "empty algo ids": (ALGOS, "51003", {"instId": "BTC-USDT", "algoId": "", "algoClOrdId": ""}),
    "number as algo id": (ALGOS, "51000", {"instId": "BTC-USDT", "algoId": 1}),
    "long algo client id": (ALGOS, "51000", {"instId": "BTC-USDT", "algoClOrdId": "x" * (LONGEST_ALGO + 1)}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_item_is_refused_in_its_place(name: str, caller: Caller) -> None:
    path, code, item = FAULTS[name]
    reply = caller.post(path, item if path == SPREAD else [item])
    assert (reply.status, reply.code, reply.codes) == (200, "1", [code])
    assert reply.content["data"][0]["sMsg"]


def test_the_longest_client_id_is_read(exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order(cl_ord_id="x" * LONGEST)
    assert caller.post(SPREAD, {"clOrdId": "x" * LONGEST}).codes == ["0"]


def test_undocumented_fields_are_ignored(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT")
    item = {"instId": "BTC-USDT", "algoId": order.algo_id, "tag": "affiliate", "clOrdId": 5}
    assert caller.post(ALGOS, [item]).codes == ["0"]


def test_a_body_over_the_cap_is_not_read(exchange: Exchange) -> None:
    answer = exchange.handle("POST", SPREAD, {}, b" " * (MAX_BODY_BYTES + 1))
    assert Reply.read(answer).content["code"] == 413
    assert answer.status == 413
    assert exchange.handle("POST", SPREAD, {}, b" " * MAX_BODY_BYTES).status == 401
