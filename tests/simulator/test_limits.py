"""Both rate-limit rules, the window, and where their numbers come from."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from attrs import evolve

from generator.docs.facts import SHARED_WORDS
from okx_client._generated.operations import (
    CANCEL_ALGO_ORDERS,
    CANCEL_SPREAD_ORDER,
    OPERATIONS,
    RateLimit,
    RateLimitRule,
)
from okx_client.simulator import Exchange
from okx_client.simulator.limits import Limiter, charges, instrument_family, is_option

from .support import ALGOS, SPREAD, TIME, Caller, Clock, new_exchange

CALL, PUT = "BTC-USD-261225-100000-C", "BTC-USD-261225-90000-P"


def cancel_algos(caller: Caller, inst_id: str, orders: int) -> str:
    """Ask for so many orders of one instrument; the orders do not exist, which costs the same."""
    return caller.post(ALGOS, [{"instId": inst_id, "algoId": "404"}] * orders).code


def cancel_spread(caller: Caller) -> str:
    return caller.post(SPREAD, {"ordId": "404"}).code


def test_the_twenty_first_spread_cancel_in_two_seconds_is_refused(caller: Caller) -> None:
    assert [cancel_spread(caller) for _ in range(20)] == ["1"] * 20
    reply = caller.post(SPREAD, {"ordId": "404"})
    assert (reply.status, reply.code) == (429, "50011")
    assert "data" not in reply.content


def test_a_window_slides(caller: Caller, clock: Clock) -> None:
    start = clock.now
    for at in (0.0, 1.0):
        clock.now = start + at
        assert [cancel_spread(caller) for _ in range(10)] == ["1"] * 10
    clock.now = start + 1.999
    assert cancel_spread(caller) == "50011"
    clock.now = start + 2.0
    assert [cancel_spread(caller) for _ in range(11)] == ["1"] * 10 + ["50011"]
    clock.now = start + 3.0
    assert [cancel_spread(caller) for _ in range(11)] == ["1"] * 10 + ["50011"]


def test_algo_cancels_count_orders_and_not_requests(caller: Caller) -> None:
    assert [cancel_algos(caller, "BTC-USDT", 10) for _ in range(3)] == ["1", "1", "50011"]


def test_requests_of_several_threads_are_answered_one_after_the_other() -> None:
    meeting = Barrier(2)
    met = []

    def clock_that_waits_for_company() -> float:
        with suppress(BrokenBarrierError):
            met.append(meeting.wait(timeout=0.2))
        return 1_700_000_000.0

    exchange = new_exchange(clock_that_waits_for_company)
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: exchange.handle("GET", TIME, {}, b""), range(2)))
    assert [answer.status for answer in answers] == [200, 200]
    assert met == []


def test_each_instrument_has_its_own_limit(caller: Caller) -> None:
    for inst_id in ("BTC-USDT", "BTC-USDT-SWAP", "BTC-USD-261225", "ETH-USDT"):
        assert [cancel_algos(caller, inst_id, 10) for _ in range(3)] == ["1", "1", "50011"]


def test_options_share_the_limit_of_their_family(caller: Caller) -> None:
    assert [cancel_algos(caller, CALL, 10), cancel_algos(caller, PUT, 10)] == ["1", "1"]
    assert [cancel_algos(caller, CALL, 1), cancel_algos(caller, PUT, 1)] == ["50011", "50011"]
    assert cancel_algos(caller, "ETH-USD-261225-5000-C", 1) == "1"
    assert cancel_algos(caller, "BTC-USD-261225", 1) == "1"


def test_a_batch_over_several_instruments_is_charged_to_each(caller: Caller) -> None:
    batch = [{"instId": inst_id, "algoId": "404"} for inst_id in ["BTC-USDT"] * 6 + [CALL] * 4]
    assert [caller.post(ALGOS, batch).code for _ in range(3)] == ["1"] * 3
    assert caller.post(ALGOS, batch).code == "50011"
    assert cancel_algos(caller, "BTC-USDT", 3) == "50011"
    assert cancel_algos(caller, "BTC-USDT", 2) == "1"
    assert cancel_algos(caller, PUT, 8) == "1"


def test_a_batch_over_quota_cancels_nothing_and_costs_nothing(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("ETH-USDT")
    assert [cancel_algos(caller, "BTC-USDT", 9) for _ in range(2)] == ["1", "1"]
    batch = [{"instId": "ETH-USDT", "algoId": order.algo_id}, *[{"instId": "BTC-USDT", "algoId": "404"}] * 3]
    for _ in range(30):
        reply = caller.post(ALGOS, batch)
        assert (reply.status, reply.code) == (429, "50011")
        assert "data" not in reply.content
    assert exchange.algo_order(order.algo_id).state == "live"
    assert cancel_algos(caller, "BTC-USDT", 2) == "1"
    assert [cancel_algos(caller, "ETH-USDT", 10) for _ in range(2)] == ["1", "1"]


def test_the_two_operations_do_not_share_a_limit(caller: Caller) -> None:
    assert [cancel_spread(caller) for _ in range(20)] == ["1"] * 20
    assert cancel_algos(caller, "BTC-USDT", 10) == "1"


def test_refused_strangers_use_up_nothing(caller: Caller) -> None:
    for _ in range(30):
        assert caller.post(SPREAD, {"ordId": "404"}, passphrase="Wrong.Horse8").code == "50105"
    assert cancel_spread(caller) == "1"


@pytest.mark.parametrize("inst_id", [CALL, PUT, "BTC-USDT-260327-77000-C", "BTC-USD_UM-20261225-90000-P"])
def test_an_option_is_known_by_its_name(inst_id: str) -> None:
    assert is_option(inst_id)


@pytest.mark.parametrize(
    "inst_id",
    ["", "BTC-USDT", "BTC-USDT-SWAP", "BTC-USD-261225", "BTC-ABOVE-DAILY-260224-1600-65000", "BTC-USD-2612xx-9-C"],
)
def test_anything_else_is_no_option(inst_id: str) -> None:
    assert not is_option(inst_id)


def test_a_family_is_the_first_two_parts() -> None:
    assert [instrument_family(name) for name in (CALL, "BTC-USD_UM-261225-90000-P")] == ["BTC-USD", "BTC-USD_UM"]


def test_another_number_in_the_table_is_another_limit() -> None:
    operation = evolve(CANCEL_SPREAD_ORDER, rate_limits=(RateLimit(3, 5, "request"),))
    limiter = Limiter()
    assert [limiter.charge(operation, [""], 100.0) for _ in range(4)] == [True] * 3 + [False]
    assert not limiter.charge(operation, [""], 104.9)
    assert limiter.charge(operation, [""], 105.0)


def test_a_unit_of_requests_counts_a_batch_once_for_each_instrument() -> None:
    operation = evolve(CANCEL_ALGO_ORDERS, rate_limits=(RateLimit(20, 2, "request"),))
    costs = charges(operation, ["BTC-USDT", "BTC-USDT", "ETH-USDT"])
    assert sorted(costs.values()) == [1, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"rate_limits": (RateLimit(20, 2, "byte"),)},
        {"rate_limit_rules": (RateLimitRule(("moon phase",)),)},
        {"rate_limit_rules": (RateLimitRule(("user",), "weekends"),)},
    ],
)
def test_a_word_that_is_not_understood_is_an_error(change: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        charges(evolve(CANCEL_ALGO_ORDERS, **change), ["BTC-USDT"])


@pytest.mark.parametrize("key", ["ip", "master account", "instrument type", "currency"])
def test_what_a_request_does_not_tell_is_the_same_for_all_of_them(key: str) -> None:
    operation = evolve(CANCEL_ALGO_ORDERS, rate_limit_rules=(RateLimitRule((key,)),))
    assert list(charges(operation, ["BTC-USDT", CALL]).values()) == [2]


def test_a_limit_without_a_rule_is_the_users() -> None:
    operation = evolve(CANCEL_ALGO_ORDERS, rate_limit_rules=())
    assert list(charges(operation, ["BTC-USDT", CALL]).values()) == [2]


def test_every_word_that_the_docs_reader_knows_is_understood() -> None:
    limit, rule = CANCEL_ALGO_ORDERS.rate_limits[0], RateLimitRule(tuple(SHARED_WORDS["keys"]))
    for unit in SHARED_WORDS["unit"]:
        for applies_to in SHARED_WORDS["applies_to"]:
            limits = (evolve(limit, unit=unit, applies_to=applies_to),)
            operation = evolve(CANCEL_ALGO_ORDERS, rate_limits=limits, rate_limit_rules=(rule,))
            assert charges(operation, ["BTC-USDT", CALL])


def test_every_rule_of_the_spec_is_understood() -> None:
    for operation in OPERATIONS:
        assert charges(operation, ["BTC-USDT"])
        assert charges(operation, [CALL])
