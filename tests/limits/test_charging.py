"""What a request costs, by the generated table, and in which bucket."""

from __future__ import annotations

import math
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from generator.docs.facts import SHARED_WORDS
from okx_client import ConfigurationError
from okx_client._generated.operations import (
    CANCEL_ALGO_ORDERS,
    CANCEL_SPREAD_ORDER,
    OPERATIONS,
    Operation,
    RateLimit,
    RateLimitRule,
)
from okx_client.limits import Charge, charges
from okx_client.limits.charging import Tariff, family_of, is_option

CALL, PUT = "BTC-USD-261225-100000-C", "BTC-USD-261225-90000-P"
FUTURE, SWAP, SPOT, EVENT = "BTC-USD-261225", "BTC-USDT-SWAP", "BTC-USDT", "BTC-ABOVE-DAILY-260224-1600-65000"


# Who shares a limit is the spec's; how high it is stands here, because the tests are about what is made of it.
SPREADS = evolve(CANCEL_SPREAD_ORDER, rate_limits=(RateLimit(20, 2, "request"),))
ALGOS = evolve(CANCEL_ALGO_ORDERS, rate_limits=(RateLimit(20, 2, "order"),))


def buckets(*inst_ids: str, account: str = "main", **options: Any) -> dict[str, int]:
    cost = charges(ALGOS, inst_ids, account=account, **options)
    return {charge.bucket: charge.units for charge in cost}


def test_the_numbers_come_from_the_table() -> None:
    for limit in (RateLimit(20, 2, "request"), RateLimit(3, 5, "request")):
        operation = evolve(SPREADS, rate_limits=(limit,))
        (charge,) = charges(operation, [""], account="main")
        assert (charge.units, charge.limit, charge.period_seconds) == (1, limit.count, limit.period_seconds)


def test_algo_cancels_cost_their_orders_in_the_bucket_of_their_instrument() -> None:
    assert buckets(SPOT, SWAP, SPOT) == {
        "main|cancelAlgoOrders|order/2s|instrument=BTC-USDT": 2,
        "main|cancelAlgoOrders|order/2s|instrument=BTC-USDT-SWAP": 1,
    }


def test_all_spreads_share_one_bucket_and_cost_one_each() -> None:
    assert charges(SPREADS, [""], account="main") == (Charge("main|cancelSpreadOrder|request/2s", 1, 20, 2),)


def test_options_share_the_bucket_of_their_family_and_nothing_else_does() -> None:
    assert buckets(CALL, PUT, FUTURE, "BTC-USD_UM-261225-90000-P") == {
        "main|cancelAlgoOrders|order/2s|instrument family=BTC-USD": 2,
        "main|cancelAlgoOrders|order/2s|instrument family=BTC-USD_UM": 1,
        "main|cancelAlgoOrders|order/2s|instrument=BTC-USD-261225": 1,
    }


def test_an_instrument_and_a_family_of_the_same_name_are_two_buckets() -> None:
    assert list(buckets("BTC-USD", CALL).values()) == [1, 1]


@pytest.mark.parametrize(
    "inst_id", [SPOT, SWAP, FUTURE, EVENT, "", "X", "A-B-C-D-E", "BTC-USD-261225-1-c", "a-b-٣-1-C"]
)
def test_odd_names_have_a_bucket_of_their_own(inst_id: str) -> None:
    assert not is_option(inst_id)
    assert buckets(inst_id, CALL) == {
        f"main|cancelAlgoOrders|order/2s|instrument={inst_id}": 1,
        "main|cancelAlgoOrders|order/2s|instrument family=BTC-USD": 1,
    }


def test_a_family_is_told_by_the_name_of_a_derivative() -> None:
    assert [family_of(name) for name in (CALL, FUTURE, SWAP, SPOT, EVENT)] == [
        "BTC-USD",
        "BTC-USD",
        "BTC-USDT",
        SPOT,
        EVENT,
    ]


def test_a_family_can_be_given_for_names_that_do_not_tell_it() -> None:
    assert buckets("NEW-OPTION", CALL, families={"NEW-OPTION": "BTC-USD"}) == {
        "main|cancelAlgoOrders|order/2s|instrument family=BTC-USD": 2
    }
    assert list(buckets(CALL, PUT, families={CALL: CALL}).values()) == [1, 1]


def test_two_accounts_share_nothing_and_two_keys_of_one_account_share_all() -> None:
    assert buckets(SPOT, account="one").keys().isdisjoint(buckets(SPOT, account="two"))
    assert buckets(SPOT, account="one") == buckets(SPOT, account="one")


MIDDLE = "|cancelAlgoOrders|order/2s|instrument="
NAMES = st.lists(st.sampled_from(["a", "|", MIDDLE, "%7C", "=", "{"])).map("".join)


@given(NAMES, NAMES, NAMES, NAMES)
@example("a", f"b{MIDDLE}c", f"a{MIDDLE}b", "c")
@example("a", "|", "a", "%7C")
def test_names_with_separators_in_them_never_meet_in_one_bucket(
    account: str, inst_id: str, other_account: str, other_inst_id: str
) -> None:
    buckets_meet = buckets(inst_id, account=account) == buckets(other_inst_id, account=other_account)
    assert buckets_meet == ((account, inst_id) == (other_account, other_inst_id))


def test_no_account_can_be_named_like_the_bucket_of_all_accounts() -> None:
    for_all, for_one = (evolve(ALGOS, rate_limit_rules=(RateLimitRule(keys),)) for keys in (("ip",), ("ip", "user")))
    assert charges(for_all, [SPOT], account="*") != charges(for_one, [SPOT], account="*")


def test_what_no_rule_speaks_of_is_charged_to_the_account() -> None:
    """A limit holds for all requests, also where the page says how to count only for some."""
    only_options = RateLimitRule(("user", "instrument family"), applies_to="options only")
    operation = evolve(ALGOS, rate_limit_rules=(only_options,))
    (charge,) = charges(operation, [SPOT, SWAP], account="main")
    assert (charge.bucket, charge.units) == ("main|cancelAlgoOrders|order/2s", 2)


def test_no_name_holds_a_hash_tag_of_redis() -> None:
    (bucket,) = buckets("{a}", account="{b}")
    assert not set("{}") & set(bucket)


def test_a_request_without_instruments_is_still_charged() -> None:
    assert [charge.units for charge in charges(SPREADS, [], account="main")] == [1]


@pytest.mark.parametrize(("share", "limit"), [(1.0, 20), (0.5, 10), (0.29, 5), (0.55, 11), (0.001, 1)])
def test_a_share_leaves_room_and_never_nothing(share: float, limit: int) -> None:
    (charge,) = charges(SPREADS, [""], account="main", share=share)
    assert charge.limit == limit
    assert charge.bucket == charges(SPREADS, [""], account="main")[0].bucket


def test_a_share_in_percent_is_not_spoilt_by_binary_fractions() -> None:
    operation = evolve(SPREADS, rate_limits=(RateLimit(100, 2, "request"),))
    for percent in range(1, 101):
        (charge,) = charges(operation, [""], account="main", share=percent / 100)
        assert charge.limit == percent


@pytest.mark.parametrize("share", [0.0, -0.5, 1.01, math.nan, "x"])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ConfigurationError, match="limit_share"):
        charges(SPREADS, [""], account="main", share=share)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"rate_limits": (RateLimit(20, 2, "byte"),)}, "byte"),
        ({"rate_limits": (RateLimit(20, 2, "order", "lead traders"),)}, "lead traders"),
        ({"rate_limit_rules": (RateLimitRule(("user",)), RateLimitRule(("user",), "weekends"))}, "weekends"),
        ({"rate_limit_rules": (RateLimitRule(("moon phase",)),)}, "moon phase"),
    ],
)
def test_a_word_that_is_not_understood_is_an_error_and_no_free_pass(change: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigurationError, match=f"cancelAlgoOrders says '{word}'"):
        charges(evolve(ALGOS, **change), [SPOT], account="main")


def test_every_word_that_the_docs_reader_knows_is_understood() -> None:
    rule = RateLimitRule(tuple(SHARED_WORDS["keys"]))
    for unit in SHARED_WORDS["unit"]:
        for applies_to in SHARED_WORDS["applies_to"]:
            limits = (RateLimit(20, 2, unit, applies_to),)
            operation = evolve(ALGOS, rate_limits=limits, rate_limit_rules=(rule,))
            assert charges(operation, [SPOT, CALL], account="main")


def test_every_operation_of_the_spec_is_charged_whatever_the_instrument() -> None:
    for operation in OPERATIONS:
        for inst_id in (SPOT, SWAP, FUTURE, CALL, EVENT, ""):
            assert charges(operation, [inst_id], account="main")


@pytest.mark.parametrize("key", ["ip", "master account", "instrument type", "currency"])
def test_what_a_request_does_not_tell_is_one_bucket_for_all_accounts(key: str) -> None:
    operation = evolve(ALGOS, rate_limit_rules=(RateLimitRule((key,)),))
    one, other = (charges(operation, [SPOT, CALL], account=account) for account in ("one", "*"))
    assert one == other
    assert [charge.units for charge in one] == [2]
    assert key in one[0].bucket


def test_a_limit_without_a_rule_is_the_accounts() -> None:
    operation = evolve(ALGOS, rate_limit_rules=())
    (charge,) = charges(operation, [SPOT, CALL], account="main")
    assert (charge.bucket, charge.units) == ("main|cancelAlgoOrders|order/2s", 2)


def test_of_two_limits_on_the_same_requests_the_lower_holds_and_orders_count_once() -> None:
    limits = (RateLimit(20, 2, "order"), RateLimit(7, 2, "order", "options only"), RateLimit(60, 60, "order"))
    operation = evolve(ALGOS, rate_limits=limits, rate_limit_rules=(RateLimitRule(("user",)),))
    assert charges(operation, [SPOT, CALL, PUT], account="main") == (
        Charge("main|cancelAlgoOrders|order/2s", 3, 7, 2),
        Charge("main|cancelAlgoOrders|order/60s", 3, 60, 60),
    )


REQUESTS = st.lists(
    st.tuples(st.sampled_from([SPREADS, ALGOS]), st.lists(st.sampled_from([SPOT, SWAP, CALL, PUT, "NEW"])))
)


@given(REQUESTS, st.sampled_from([1.0, 0.5]), st.sampled_from([{}, {"NEW": "BTC-USD"}]))
def test_what_a_client_remembers_of_costs_is_what_the_rules_give(
    requests: list[tuple[Operation, list[str]]], share: float, families: dict[str, str]
) -> None:
    tariff = Tariff(account="main", share=share, families=families)
    for operation, inst_ids in requests * 2:
        cost = charges(operation, inst_ids, account="main", share=share, families=families)
        assert tariff.charges(operation, tuple(inst_ids)) == cost


def test_a_cost_is_worked_out_once() -> None:
    tariff = Tariff(account="main", share=1.0, families={})
    assert tariff.charges(ALGOS, (SPOT, SPOT)) is tariff.charges(ALGOS, (SPOT, SPOT))


def test_memory_does_not_grow_with_the_instruments_ever_charged() -> None:
    tariff = Tariff(account="main", share=1.0, families={})
    for number in range(2_000):
        tariff.charges(ALGOS, (f"COIN{number}-USDT",))
    assert len(tariff._known) <= 500
