"""A test that tells the exchange nonsense learns what would be right, in either language."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from okx_client.simulator import Exchange
from okx_client.simulator import orders as orders_module
from okx_client.testing import SimulatedOKX

from .support import Clock, new_exchange


@pytest.fixture(autouse=True)
def _limits_of_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CANCEL_SPREAD_ORDER", "CANCEL_ALGO_ORDERS"):
        operation = getattr(orders_module, name)
        first, second = operation.id_fields
        fields = (evolve(first, max_length=None), evolve(second, max_length=32))
        monkeypatch.setattr(orders_module, name, evolve(operation, id_fields=fields))


# Calls that no type checker would let pass, and the words that say what is right.
WRONG: dict[str, tuple[Callable[[Any], object], str]] = {
    "number as id": (lambda mine: mine.add_spread_order(12), "^ord_id has to be text that is not blank, not 12"),
    "number as algo id": (lambda mine: mine.add_algo_order("BTC-USDT", 12), "^algo_id has to be text"),
    "no id": (lambda mine: mine.add_spread_order(""), "^ord_id has to be text that is not blank, not ''"),
    "number as client id": (lambda mine: mine.add_spread_order(cl_ord_id=4), "^cl_ord_id has to be text"),
    "0 as client id": (lambda mine: mine.add_algo_order("BTC-USDT", algo_cl_ord_id=0), "^algo_cl_ord_id has to be"),
    "blank client id": (lambda mine: mine.add_spread_order(cl_ord_id=" "), "^cl_ord_id has to be text"),
    "long client id": (lambda mine: mine.add_spread_order(cl_ord_id="x" * 99), "^cl_ord_id .* 32 .* not 99$"),
    "long algo client id": (lambda mine: mine.add_algo_order("A-B", algo_cl_ord_id="x" * 33), "32 .* not 33$"),
    "empty instrument": (lambda mine: mine.add_algo_order(""), "^inst_id has to be text that is not blank, not ''"),
    "no instrument": (lambda mine: mine.add_algo_order(None), "^inst_id has to be text .* not None"),
    "taken id": (lambda mine: mine.add_spread_order("1"), "an order with the id '1' already"),
    "taken client id": (lambda mine: mine.add_spread_order(cl_ord_id="mine"), "the client id 'mine' already"),
    "new state": (lambda mine: mine.add_spread_order(state="open"), "^state has to be one of 'live', .* not 'open'$"),
    "new algo state": (lambda mine: mine.add_algo_order("A-B", state="open"), "'pause', .* not 'open'$"),
    "other spelling": (lambda mine: mine.set_spread_state("1", "cancelled"), "'canceled', not 'cancelled'$"),
    "spelling of algos": (lambda mine: mine.set_algo_state("3", "cancelled"), "'canceled', .* not 'cancelled'$"),
    "no state": (lambda mine: mine.set_spread_state("1", None), "not None$"),
    "states": (lambda mine: mine.set_spread_state("1", ["filled"]), r"not \['filled'\]$"),
    "one permission": (
        lambda mine: SimulatedOKX(permissions="trade"),
        r'a list such as \["read", "trade"\].*\'trade\'',
    ),
    "a capital": (lambda mine: SimulatedOKX(permissions=["Trade"]), r"'read', 'trade', 'withdraw'; not \['Trade'\]"),
    "number as permission": (lambda mine: SimulatedOKX(permissions=[1]), r"not \[1\]"),  # type: ignore[list-item]
    "blank secret": (lambda mine: Exchange(api_key="k", secret_key=" ", passphrase="p", demo=True), "^secret_key has"),
}

UNKNOWN: dict[str, tuple[Callable[[Any], object], str]] = {
    "unknown id": (
        lambda mine: mine.spread_order("404"),
        r"^there is no such order: '404'; .*order\.ord_id.*: '1', '2'$",
    ),
    "id of the other kind": (lambda mine: mine.set_algo_state("1", "effective"), r"'1'; .*order\.algo_id.*: '3'$"),
    "client id": (lambda mine: mine.set_spread_state("mine", "filled"), "'mine'"),
    "number": (lambda mine: mine.algo_order(3), r"no such order: 3; pass the text .*: '3'$"),
    "order": (lambda mine: mine.set_spread_state(mine.spread_order("2"), "filled"), r"SpreadOrder\(.*pass the text"),
    "list": (lambda mine: mine.algo_order(["3"]), r"\['3'\]; pass the text"),
}


@pytest.fixture
def mine(clock: Clock) -> Exchange:
    """An exchange with the spread orders 1 (of the client's id "mine") and 2, and the algo order 3."""
    exchange = new_exchange(clock)
    exchange.add_spread_order("1", "mine")
    exchange.add_spread_order("2")
    exchange.add_algo_order("BTC-USDT", "3")
    return exchange


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_says_what_can_and_changes_nothing(name: str, mine: Exchange) -> None:
    call, words = WRONG[name]
    before = (mine.spread_orders(), mine.algo_orders())
    with pytest.raises(ValueError, match=words) as refused:
        call(mine)
    assert "\n" not in str(refused.value)
    assert (mine.spread_orders(), mine.algo_orders()) == before


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_order_that_is_not_there_says_which_are(name: str, mine: Exchange) -> None:
    call, words = UNKNOWN[name]
    with pytest.raises(KeyError, match=words):
        call(mine)


def test_not_every_order_is_named(clock: Clock) -> None:
    exchange = new_exchange(clock)
    with pytest.raises(KeyError, match=r"none so far$"):
        exchange.spread_order("1")
    for number in range(5):
        exchange.add_spread_order(str(number))
    with pytest.raises(KeyError, match=r"'3', '4'$"):
        exchange.spread_order("404")
    exchange.add_spread_order("5")
    with pytest.raises(KeyError, match=r"'3', '4', …$"):
        exchange.spread_order("404")


@pytest.mark.parametrize("name", [*WRONG, *UNKNOWN])
def test_the_words_are_chinese_where_chinese_is_asked_for(
    name: str, mine: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, _ = {**WRONG, **UNKNOWN}[name]
    monkeypatch.setenv("OKX_LANG", "zh")
    with pytest.raises((ValueError, KeyError), match=r"[一-龥]"):
        call(mine)


def test_what_can_be_is_taken(mine: Exchange) -> None:
    assert mine.add_spread_order(cl_ord_id="x" * 32, state="partially_filled").cl_ord_id == "x" * 32
    assert mine.add_spread_order(cl_ord_id="").cl_ord_id == ""
    assert mine.add_algo_order("BTC-USDT", "x" * 99).algo_id == "x" * 99
    SimulatedOKX(permissions=())
    SimulatedOKX(permissions=iter(["read", "withdraw"]))
