"""Orders whose cancel OKX has accepted, and that are not gone yet."""

from typing import Any

import pytest

from okx_client.simulator import Exchange

from .support import ALGO_STATE, ALGOS, SPREAD, SPREAD_STATE, Caller, Clock


def test_an_accepted_cancel_is_carried_out_when_its_time_has_come(
    exchange: Exchange, caller: Caller, clock: Clock
) -> None:
    exchange.cancel_later(3)
    spread, algo = exchange.add_spread_order(state="partially_filled"), exchange.add_algo_order("BTC-USDT")
    assert caller.post(SPREAD, {"ordId": spread.ord_id}).codes == ["0"]
    assert caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": algo.algo_id}]).codes == ["0"]
    for seconds, states in ((2.5, ["partially_filled", "live"]), (0.5, ["canceled", "canceled"])):
        clock.now += seconds
        (one,), (other,) = exchange.spread_orders(), exchange.algo_orders()
        assert [one.state, other.state] == states
        asked = [f"{SPREAD_STATE}?ordId={spread.ord_id}", f"{ALGO_STATE}?algoId={algo.algo_id}"]
        assert [caller.get(path).content["data"][0]["state"] for path in asked] == states
        assert [exchange.spread_order(spread.ord_id).state, exchange.algo_order(algo.algo_id).state] == states


def test_a_second_cancel_meanwhile_is_refused(exchange: Exchange, caller: Caller, clock: Clock) -> None:
    exchange.cancel_later(3)
    exchange.add_spread_order("1", "mine")
    codes = [caller.post(SPREAD, item).codes for item in ({"ordId": "1"}, {"ordId": "1"}, {"clOrdId": "mine"})]
    assert codes == [["0"], ["51410"], ["51410"]]
    clock.now += 3
    assert caller.post(SPREAD, {"clOrdId": "mine"}).codes == ["51401"]


def test_a_fill_in_between_wins(exchange: Exchange, caller: Caller, clock: Clock) -> None:
    exchange.cancel_later(3)
    exchange.add_spread_order("1")
    caller.post(SPREAD, {"ordId": "1"})
    exchange.set_spread_state("1", "filled")
    clock.now += 3
    assert exchange.spread_order("1").state == "filled"
    assert caller.post(SPREAD, {"ordId": "1"}).codes == ["51402"]


def test_a_fill_of_a_part_in_between_does_not_keep_the_rest(exchange: Exchange, caller: Caller, clock: Clock) -> None:
    exchange.cancel_later(3)
    exchange.add_spread_order("1")
    caller.post(SPREAD, {"ordId": "1"})
    exchange.set_spread_state("1", "partially_filled")
    assert exchange.spread_order("1").state == "partially_filled"
    clock.now += 3
    assert exchange.spread_order("1").state == "canceled"


def test_an_order_that_is_canceled_by_then_stays_what_it_is_made(
    exchange: Exchange, caller: Caller, clock: Clock
) -> None:
    exchange.cancel_later(3)
    exchange.add_spread_order("1")
    caller.post(SPREAD, {"ordId": "1"})
    clock.now += 3
    exchange.set_spread_state("1", "filled")
    assert exchange.spread_order("1").state == "filled"


def test_a_wrong_clock_of_okxs_makes_it_neither_sooner_nor_later(
    exchange: Exchange, caller: Caller, clock: Clock
) -> None:
    exchange.cancel_later(3)
    exchange.add_spread_order("1")
    caller.post(SPREAD, {"ordId": "1"})
    exchange.skew_clock(3600)
    assert exchange.spread_order("1").state == "live"
    exchange.skew_clock(-3600)
    clock.now += 3
    assert exchange.spread_order("1").state == "canceled"


def test_it_can_be_switched_off_for_the_cancels_to_come(exchange: Exchange, caller: Caller, clock: Clock) -> None:
    exchange.add_spread_order("1")
    exchange.add_spread_order("2")
    exchange.cancel_later(3)
    caller.post(SPREAD, {"ordId": "1"})
    exchange.cancel_later(0)
    caller.post(SPREAD, {"ordId": "2"})
    clock.now -= 5  # a clock that is put back does not bring an order back
    assert [order.state for order in exchange.spread_orders()] == ["live", "canceled"]


@pytest.mark.parametrize("seconds", [-1, 3601, float("nan"), "3", None, True])
def test_seconds_that_cannot_be_are_refused(seconds: Any, exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order("1")
    with pytest.raises(ValueError, match="from 0 to 3600"):
        exchange.cancel_later(seconds)
    caller.post(SPREAD, {"ordId": "1"})
    assert exchange.spread_order("1").state == "canceled"
