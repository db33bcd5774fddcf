"""What a cancel does in each state, by either id, alone and in a batch."""

from typing import get_args

import pytest

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER
from okx_client.simulator import Exchange
from okx_client.simulator.orders import AlgoState, SpreadState

from .support import ALGOS, SPREAD, Caller, Clock, new_exchange

SPREAD_STATES: dict[SpreadState, str] = {
    "live": "0",
    "partially_filled": "0",
    "filled": "51402",
    "canceled": "51401",
}
ALGO_STATES: dict[AlgoState, str] = {
    "live": "0",
    "pause": "0",
    "partially_effective": "0",
    "effective": "51416",
    "canceled": "51400",
    "order_failed": "51400",
    "partially_failed": "51400",
}


def test_the_spread_pages_example_comes_back_as_on_the_page(exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order("2510789768709120")
    exchange.add_spread_order("12345689", "oktswap6")
    assert caller.post(SPREAD, {"ordId": "2510789768709120"}).codes == ["0"]
    assert caller.post(SPREAD, {"ordId": "12345689"}).content == {
        "code": "0",
        "msg": "",
        "data": [{"clOrdId": "oktswap6", "ordId": "12345689", "sCode": "0", "sMsg": ""}],
    }


def test_the_algo_pages_example_comes_back_as_on_the_page(exchange: Exchange, caller: Caller) -> None:
    for algo_id in ("590919993110396111", "590920138287841222", "1836489397437468672"):
        exchange.add_algo_order("BTC-USDT", algo_id)
    two = [
        {"algoId": "590919993110396111", "instId": "BTC-USDT"},
        {"algoId": "590920138287841222", "instId": "BTC-USDT"},
    ]
    assert [item["algoId"] for item in caller.post(ALGOS, two).content["data"]] == [item["algoId"] for item in two]
    assert caller.post(ALGOS, [{"algoId": "1836489397437468672", "instId": "BTC-USDT"}]).content == {
        "code": "0",
        "data": [
            {
                "algoClOrdId": "",
                "algoId": "1836489397437468672",
                "clOrdId": "",
                "sCode": "0",
                "sMsg": "",
                "tag": "",
            }
        ],
        "msg": "",
    }


def test_every_state_is_named_in_these_tests() -> None:
    assert set(SPREAD_STATES) == set(get_args(SpreadState))
    assert set(ALGO_STATES) == set(get_args(AlgoState))


@pytest.mark.parametrize("state", SPREAD_STATES)
def test_a_spread_order_answers_by_its_state(state: SpreadState, exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_spread_order(state=state)
    reply = caller.post(SPREAD, {"ordId": order.ord_id})
    code = SPREAD_STATES[state]
    assert (reply.status, reply.codes) == (200, [code])
    assert reply.code == ("0" if code == "0" else "1")
    assert exchange.spread_order(order.ord_id).state == ("canceled" if code == "0" else state)


@pytest.mark.parametrize("state", ALGO_STATES)
def test_an_algo_order_answers_by_its_state(state: AlgoState, exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT", state=state)
    reply = caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": order.algo_id}])
    code = ALGO_STATES[state]
    assert (reply.status, reply.codes) == (200, [code])
    assert reply.content["data"][0]["algoId"] == order.algo_id
    assert exchange.algo_order(order.algo_id).state == ("canceled" if code == "0" else state)


def test_a_state_can_be_set_from_outside(exchange: Exchange, caller: Caller) -> None:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    assert exchange.set_spread_state(spread.ord_id, "filled").state == "filled"
    assert exchange.set_algo_state(algo.algo_id, "effective").state == "effective"
    assert caller.post(SPREAD, {"ordId": spread.ord_id}).codes == ["51402"]
    assert caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": algo.algo_id}]).codes == ["51416"]


def test_a_second_cancel_finds_the_order_cancelled(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_spread_order()
    assert [caller.post(SPREAD, {"ordId": order.ord_id}).codes for _ in range(2)] == [["0"], ["51401"]]


def test_an_unknown_spread_order_comes_back_with_the_ids_sent(caller: Caller) -> None:
    reply = caller.post(SPREAD, {"ordId": "404"})
    assert reply.code == "1"
    assert reply.content["data"][0] | {"sMsg": ""} == {"clOrdId": "", "ordId": "404", "sCode": "51400", "sMsg": ""}


def test_an_unknown_algo_order_comes_back_without_an_id(caller: Caller) -> None:
    reply = caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": "404"}])
    assert (reply.codes, reply.content["data"][0]["algoId"]) == (["51400"], "")


def test_a_client_id_finds_the_order(exchange: Exchange, caller: Caller) -> None:
    spread = exchange.add_spread_order(cl_ord_id="mine")
    algo = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="mine")
    item = caller.post(SPREAD, {"clOrdId": "mine"}).content["data"][0]
    assert (item["ordId"], item["clOrdId"], item["sCode"]) == (spread.ord_id, "mine", "0")
    item = caller.post(ALGOS, [{"instId": "BTC-USDT", "algoClOrdId": "mine"}]).content["data"][0]
    assert (item["algoId"], item["algoClOrdId"], item["sCode"]) == (algo.algo_id, "", "0")


def test_client_ids_have_case(exchange: Exchange, caller: Caller) -> None:
    exchange.add_spread_order(cl_ord_id="mine")
    assert caller.post(SPREAD, {"clOrdId": "MINE"}).codes == ["51400"]


def test_the_exchanges_id_wins_over_the_clients(exchange: Exchange, caller: Caller) -> None:
    first, second = exchange.add_spread_order(), exchange.add_spread_order(cl_ord_id="second")
    assert caller.post(SPREAD, {"ordId": first.ord_id, "clOrdId": "second"}).codes == ["0"]
    assert exchange.spread_order(first.ord_id).state == "canceled"
    assert exchange.spread_order(second.ord_id).state == "live"


def test_an_unknown_id_is_not_saved_by_a_known_client_id(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="mine")
    assert caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": "404", "algoClOrdId": "mine"}]).codes == ["51400"]
    assert exchange.algo_order(order.algo_id).state == "live"


def test_an_empty_id_counts_as_absent(exchange: Exchange, caller: Caller) -> None:
    by_id, by_client_id = exchange.add_spread_order(), exchange.add_spread_order(cl_ord_id="mine")
    assert caller.post(SPREAD, {"ordId": by_id.ord_id, "clOrdId": ""}).codes == ["0"]
    assert caller.post(SPREAD, {"ordId": "", "clOrdId": "mine"}).codes == ["0"]
    assert exchange.spread_order(by_client_id.ord_id).state == "canceled"


def test_a_reused_client_id_finds_the_latest_order(exchange: Exchange, caller: Caller) -> None:
    old = exchange.add_spread_order(cl_ord_id="mine", state="filled")
    new = exchange.add_spread_order(cl_ord_id="mine")
    assert caller.post(SPREAD, {"clOrdId": "mine"}).codes == ["0"]
    assert exchange.spread_order(old.ord_id).state == "filled"
    assert exchange.spread_order(new.ord_id).state == "canceled"


def test_the_right_id_under_another_instrument_is_not_found(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT")
    assert caller.post(ALGOS, [{"instId": "ETH-USDT", "algoId": order.algo_id}]).codes == ["51400"]
    assert exchange.algo_order(order.algo_id).state == "live"


def test_spread_and_algo_orders_do_not_find_each_other(exchange: Exchange, caller: Caller) -> None:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    assert caller.post(SPREAD, {"ordId": algo.algo_id}).codes == ["51400"]
    assert caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": spread.ord_id}]).codes == ["51400"]


@pytest.mark.parametrize(
    ("states", "code"),
    [(("live", "live"), "0"), (("live", "effective"), "2"), (("canceled", "live"), "2"), (("canceled",) * 2, "1")],
)
def test_the_envelope_says_how_much_of_a_batch_succeeded(
    states: tuple[AlgoState, AlgoState], code: str, exchange: Exchange, caller: Caller
) -> None:
    orders = [exchange.add_algo_order("BTC-USDT", state=state) for state in states]
    reply = caller.post(ALGOS, [{"instId": "BTC-USDT", "algoId": order.algo_id} for order in orders])
    assert (reply.status, reply.code) == (200, code)
    assert reply.codes == [ALGO_STATES[state] for state in states]
    assert (reply.content["msg"] == "") == (code == "0")


def test_a_bad_item_does_not_spoil_the_others(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT")
    good = {"instId": "BTC-USDT", "algoId": order.algo_id}
    reply = caller.post(ALGOS, [{"algoId": "1"}, {"instId": "BTC-USDT"}, good])
    assert (reply.code, reply.codes) == ("2", ["50014", "51003", "0"])


def test_of_two_alike_in_one_batch_the_second_finds_the_order_cancelled(exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_algo_order("BTC-USDT")
    item = {"instId": "BTC-USDT", "algoId": order.algo_id}
    reply = caller.post(ALGOS, [item, item])
    assert (reply.code, reply.codes) == ("2", ["0", "51400"])


def test_made_up_ids_are_long_alike_each_time_and_never_collide(clock: Clock) -> None:
    first, second = new_exchange(clock), new_exchange(clock)
    made = [first.add_spread_order().ord_id, first.add_algo_order("BTC-USDT").algo_id]
    assert made == [second.add_spread_order().ord_id, second.add_algo_order("BTC-USDT").algo_id]
    third = new_exchange(clock)
    third.add_spread_order(made[0])
    third.add_algo_order("BTC-USDT", made[1])
    ids = {*made, third.add_spread_order().ord_id, third.add_algo_order("BTC-USDT").algo_id}
    assert len(ids) == 4
    for made_id in ids:
        assert made_id.isdigit()
        assert len(made_id) == 19
        assert int(float(made_id)) != int(made_id) < 2**63


def test_ids_that_are_taken_are_refused(exchange: Exchange) -> None:
    order = exchange.add_spread_order("1", "mine")
    with pytest.raises(ValueError, match="'1'"):
        exchange.add_spread_order("1")
    with pytest.raises(ValueError, match="'mine'"):
        exchange.add_spread_order("2", "mine")
    with pytest.raises(ValueError, match="''"):
        exchange.add_algo_order("BTC-USDT", "")
    assert exchange.spread_orders() == (order,)


def test_states_and_ids_that_do_not_exist_are_refused(exchange: Exchange) -> None:
    with pytest.raises(ValueError, match="cancelled"):
        exchange.add_spread_order(state="cancelled")  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        exchange.spread_order("404")
    with pytest.raises(KeyError):
        exchange.set_algo_state("404", "effective")


def test_sample_orders_are_many_and_of_several_instruments(exchange: Exchange) -> None:
    exchange.add_sample_orders()
    spreads, algos = exchange.spread_orders(), exchange.algo_orders()
    assert min(len(spreads), len(algos)) >= 20
    assert {order.state for order in spreads} | {order.state for order in algos} == {"live"}
    instruments = {order.inst_id for order in algos}
    assert len(instruments) >= 3
    assert "BTC-USD-261225-100000-C" in instruments
    assert len({order.ord_id for order in spreads} | {order.algo_id for order in algos}) == len(spreads) + len(algos)


def test_both_cancels_are_served(caller: Caller) -> None:
    for operation in (CANCEL_SPREAD_ORDER, CANCEL_ALGO_ORDERS):
        assert caller.post(operation.path, {} if operation.max_batch is None else [{}]).status == 200
