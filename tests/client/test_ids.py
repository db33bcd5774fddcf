"""Ids are checked before anything is sent."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from okx_client import AlgoOrderId, InvalidRequestError, SpreadOrderId, calls, ids, operations

from .support import LONGEST, TOO_LONG


def test_a_whole_number_becomes_a_text_digit_by_digit() -> None:
    assert SpreadOrderId(ord_id=9223372036854775807).ord_id == "9223372036854775807"
    assert AlgoOrderId("BTC-USDT", algo_id=9007199254740993).algo_id == "9007199254740993"


@pytest.mark.parametrize("value", ["", "   ", " 1", "1\n", "a\tb", "\ud800", 1.0, True, -1, b"1", [], object()])
def test_an_id_that_okx_cannot_take_is_refused(value: object) -> None:
    for name in ("ord_id", "cl_ord_id"):
        with pytest.raises(InvalidRequestError, match=name):
            SpreadOrderId(**{name: value})  # type: ignore[call-overload]
    for name in ("algo_id", "algo_cl_ord_id"):
        with pytest.raises(InvalidRequestError, match=name):
            AlgoOrderId("BTC-USDT", **{name: value})  # type: ignore[call-overload]
    with pytest.raises(InvalidRequestError, match="inst_id"):
        AlgoOrderId(value, algo_id="1")  # type: ignore[call-overload]


def test_a_client_id_may_be_as_long_as_the_spec_says_and_no_longer() -> None:
    assert SpreadOrderId(cl_ord_id="x" * LONGEST)
    assert AlgoOrderId("BTC-USDT", algo_cl_ord_id="x" * LONGEST)
    with pytest.raises(InvalidRequestError, match=str(LONGEST)):
        SpreadOrderId(cl_ord_id=TOO_LONG)
    with pytest.raises(InvalidRequestError, match=str(LONGEST)):
        AlgoOrderId("BTC-USDT", algo_cl_ord_id=TOO_LONG)
    assert SpreadOrderId(ord_id="1" * (LONGEST + 1)), "OKX gives no length for its own ids"


def test_a_length_belongs_to_its_field_in_whatever_order_the_spec_names_them() -> None:
    operation = operations.CANCEL_SPREAD_ORDER
    turned = evolve(operation, id_fields=operation.id_fields[::-1])
    assert ids.longest(turned, "ord_id", "cl_ord_id") == ids.longest(operation, "ord_id", "cl_ord_id")
    assert ids.longest(turned, "ord_id", "cl_ord_id") == [None, LONGEST]


@pytest.mark.parametrize("ids", [{}, {"ord_id": "1", "cl_ord_id": "2"}])
def test_none_and_both_ids_are_refused_as_a_value_error(ids: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        SpreadOrderId(**ids)


def test_an_algo_order_needs_exactly_one_id() -> None:
    with pytest.raises(InvalidRequestError, match="exactly one"):
        AlgoOrderId("BTC-USDT")  # type: ignore[call-overload]
    with pytest.raises(InvalidRequestError, match="exactly one"):
        AlgoOrderId("BTC-USDT", algo_id="1", algo_cl_ord_id="2")  # type: ignore[call-overload]


def test_an_underscore_in_a_client_id_is_okxs_to_judge() -> None:
    assert AlgoOrderId("BTC-USDT", algo_cl_ord_id="algo_01").algo_cl_ord_id == "algo_01"


def test_order_ids_are_values() -> None:
    assert SpreadOrderId(ord_id="1") == SpreadOrderId(ord_id=1)
    assert len({AlgoOrderId("A", algo_id="1"), AlgoOrderId("A", algo_id="1")}) == 1
    assert str(AlgoOrderId("BTC-USDT", algo_id="1")) == "BTC-USDT 1"
    with pytest.raises(AttributeError):
        SpreadOrderId(ord_id="1").ord_id = "2"  # type: ignore[misc]


def test_an_answer_may_name_an_order_just_as_the_request_does() -> None:
    orders = [AlgoOrderId("BTC-USDT", algo_id="1"), AlgoOrderId("BTC-USDT", algo_cl_ord_id="mine")]
    call = calls.algo_orders(orders, "en")
    assert call.names == (("algoId", "1"), ("algoClOrdId", "mine"))
    for part in (
        call,
        call.of(orders[1:]),
        calls.spread_order("en", ord_id=1),
        calls.spread_order("en", cl_ord_id="a"),
    ):
        body = json.loads(part.content)
        items = body if isinstance(body, list) else [body]
        assert [item.get(field) for item, (field, _) in zip(items, part.names, strict=True)] == [
            order.id for order in part.orders
        ]
