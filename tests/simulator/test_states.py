"""The two questions for an order's state, which an unknown outcome sends people to."""

from typing import Any

import pytest

from okx_client._generated.operations import OPERATIONS
from okx_client.simulator import Exchange

from .support import (
    ALGO_STATE,
    ALGOS,
    SPREAD,
    SPREAD_STATE,
    START,
    TOLERANCE,
    Caller,
    Clock,
    new_exchange,
    timestamp,
)


def test_a_spread_order_is_told_by_either_id(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_spread_order(cl_ord_id="mine")
    found = {
        "code": "0",
        "msg": "",
        "data": [{"ordId": order.ord_id, "clOrdId": "mine", "state": "live"}],
    }
    assert caller.get(f"{SPREAD_STATE}?ordId={order.ord_id}").content == found
    assert caller.get(f"{SPREAD_STATE}?clOrdId=mine").content == found


def test_an_algo_order_is_told_by_either_id_and_without_its_instrument(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="mine", state="effective")
    told = {"algoId": order.algo_id, "algoClOrdId": "mine", "instId": "BTC-USDT", "state": "effective"}
    found = {"code": "0", "msg": "", "data": [told]}
    assert caller.get(f"{ALGO_STATE}?algoId={order.algo_id}").content == found
    assert caller.get(f"{ALGO_STATE}?algoClOrdId=mine").content == found


def test_the_state_is_that_of_the_moment(exchange: Exchange, caller: Caller) -> None:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    caller.post(SPREAD, {"ordId": spread.ord_id})
    assert caller.get(f"{SPREAD_STATE}?ordId={spread.ord_id}").content["data"][0]["state"] == "canceled"
    exchange.set_spread_state(spread.ord_id, "filled")
    assert caller.get(f"{SPREAD_STATE}?ordId={spread.ord_id}").content["data"][0]["state"] == "filled"
    caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": algo.algo_id}])
    assert caller.get(f"{ALGO_STATE}?algoId={algo.algo_id}").content["data"][0]["state"] == "canceled"


def test_okxs_id_wins_over_the_clients_also_where_it_finds_nothing(exchange: Exchange, caller: Caller) -> None:
    first, _ = exchange.add_spread_order(cl_ord_id="first"), exchange.add_spread_order(cl_ord_id="second")
    found = caller.get(f"{SPREAD_STATE}?clOrdId=second&ordId={first.ord_id}")
    assert found.content["data"][0]["clOrdId"] == "first"
    assert caller.get(f"{SPREAD_STATE}?clOrdId=second&ordId=404").code == "51603"


def test_a_client_id_tells_the_latest_order(exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order(cl_ord_id="mine", state="filled")
    latest = exchange.add_spread_order(cl_ord_id="mine")
    assert caller.get(f"{SPREAD_STATE}?clOrdId=mine").content["data"][0]["ordId"] == latest.ord_id


def test_an_escaped_id_is_read(exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order(cl_ord_id="mine")
    assert caller.get(f"{SPREAD_STATE}?clOrdId=%6dine").code == "0"


@pytest.mark.parametrize(
    "question",
    [
        f"{SPREAD_STATE}?ordId=404",
        f"{SPREAD_STATE}?clOrdId=no",
        f"{ALGO_STATE}?algoId=404",
        f"{ALGO_STATE}?algoClOrdId=no",
    ],
)
def test_an_order_that_there_is_not_is_51603_with_empty_data(question: str, caller: Caller) -> None:
    reply = caller.get(question)
    assert (reply.status, reply.code, reply.content["data"]) == (200, "51603", [])
    assert reply.content["msg"]


@pytest.mark.parametrize("query", ["", "?", "?ordId=", "?algoId=&algoClOrdId=", "?x=1"])
@pytest.mark.parametrize("path", [SPREAD_STATE, ALGO_STATE])
def test_a_question_without_an_id_is_50015_with_empty_data(path: str, query: str, caller: Caller) -> None:
    reply = caller.get(path + query)
    assert (reply.status, reply.code, reply.content["data"]) == (400, "50015", [])


def test_spread_and_algo_orders_do_not_find_each_other(exchange: Exchange, caller: Caller) -> None:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    assert caller.get(f"{SPREAD_STATE}?ordId={algo.algo_id}").code == "51603"
    assert caller.get(f"{ALGO_STATE}?algoId={spread.ord_id}").code == "51603"


@pytest.mark.parametrize("path", [f"{SPREAD_STATE}?ordId=404", f"{ALGO_STATE}?algoId=404"])
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("50103", {"key": None}),
        ("50113", {"sign": "5at6+amHcKIIj4qp5NKQH6aVwAo6Wu8+bmafBirK3M0="}),
        ("50102", {"timestamp": timestamp(START - TOLERANCE - 1)}),
    ],
)
def test_a_stranger_learns_nothing(path: str, code: str, changes: dict[str, Any], caller: Caller) -> None:
    reply = caller.get(path, **changes)
    assert (reply.status, reply.code) == (401, code)
    assert "data" not in reply.content


def test_the_signature_is_over_the_query(exchange: Exchange, clock: Clock, caller: Caller) -> None:
    order = exchange.add_spread_order()
    signature = "sJc4JQymR1ADbf4c02VETnAD5usCN+kILYZHt42hpVo="  # of another order's question
    assert caller.get(f"{SPREAD_STATE}?ordId={order.ord_id}", sign=signature).code == "50113"


@pytest.mark.parametrize("path", [f"{SPREAD_STATE}?ordId=404", f"{ALGO_STATE}?algoId=404"])
def test_reading_is_enough_and_needed(path: str, clock: Clock) -> None:
    assert Caller(new_exchange(clock, permissions=("read",)), clock).get(path).code == "51603"
    assert Caller(new_exchange(clock, permissions=("trade",)), clock).get(path).code == "50120"


def test_a_live_question_to_a_demo_account_is_refused(caller: Caller) -> None:
    assert caller.get(f"{SPREAD_STATE}?ordId=404", demo=False).code == "50101"


def test_questions_spend_nothing_of_the_limits(exchange: Exchange, caller: Caller) -> None:
    assert {caller.get(f"{SPREAD_STATE}?ordId=404").code for _ in range(50)} == {"51603"}
    assert caller.post(SPREAD, {"ordId": "404"}).code == "1"


def test_every_operation_of_the_spec_has_its_question_here(exchange: Exchange, caller: Caller) -> None:
    for operation in OPERATIONS:
        if operation.order_state_path is not None:
            query = f"{operation.order_state_path}?{operation.id_fields[0].name}=404"
            assert caller.get(query).code == "51603"
