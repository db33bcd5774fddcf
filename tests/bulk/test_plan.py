"""The plan: which orders go out together, and in which order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_client import AlgoOrderId, SpreadOrderId
from okx_client.bulk.plan import Batch, plan
from okx_client.bulk.schedule import Schedule
from okx_client.limits import Charge
from okx_client.outcomes import OrderId

from ..docs.growth import assert_linear
from .support import algos


def per_instrument(limit: int) -> Callable[[str], Sequence[Charge]]:
    return lambda instrument: (Charge(instrument, 1, limit, 2.0),)


def sizes(batches: Sequence[Batch]) -> list[tuple[int, tuple[str, ...]]]:
    return [(len(batch.orders), batch.buckets) for batch in batches]


def of(instrument: str, number: int) -> list[AlgoOrderId]:
    return [AlgoOrderId(instrument, algo_id=f"{instrument}{index}") for index in range(number)]


def waves(batches: Sequence[Batch], limit: int) -> list[list[Batch]]:
    """Cut batches into waves: a new one begins where a bucket would get more than its limit."""
    found: list[list[Batch]] = []
    counted: Counter[str] = Counter()
    for batch in batches:
        names = Counter(order.instrument for order in batch.orders)
        if not found or any(counted[name] + units > limit for name, units in names.items()):
            found.append([])
            counted.clear()
        counted += names
        found[-1].append(batch)
    return found


def test_full_batches_take_turns_over_the_instruments_wave_by_wave() -> None:
    batches = plan([*of("A", 40), *of("B", 40)], 10, per_instrument(20))
    assert sizes(batches) == [(10, ("A",)), (10, ("B",))] * 4


def test_what_is_left_over_is_packed_together_after_the_full_batches_of_its_wave() -> None:
    batches = plan([*of("A", 25), *of("B", 13), *of("C", 4)], 10, per_instrument(20))
    assert sizes(batches) == [(10, ("A",)), (10, ("B",)), (10, ("A",)), (7, ("B", "C")), (5, ("A",))]


def test_a_batch_is_never_larger_than_a_whole_limit() -> None:
    batches = plan([*of("A", 7), *of("B", 1)], 10, per_instrument(3))
    assert sizes(batches) == [(3, ("A",)), (1, ("B",)), (3, ("A",)), (1, ("A",))]


def test_an_operation_without_batches_gets_one_order_a_request_in_the_callers_order() -> None:
    orders = [SpreadOrderId(ord_id=index) for index in range(45)]
    batches = plan(orders, None, lambda order: (Charge("spreads", 1, 20, 2.0),))
    assert [batch.orders for batch in batches] == [(order,) for order in orders]


@pytest.mark.parametrize(("max_batch", "expected"), [(10, [10, 10, 5]), (None, [1] * 25)])
def test_unpaced_orders_are_cut_as_they_come(max_batch: int | None, expected: list[int]) -> None:
    orders = algos(25, instruments=3)
    batches = plan(orders, max_batch, None)
    assert [len(batch.orders) for batch in batches] == expected
    assert [order for batch in batches for order in batch.orders] == orders


def test_no_orders_give_no_batches() -> None:
    assert plan([], 10, per_instrument(20)) == []
    assert plan([], 10, None) == []


def test_orders_without_any_limit_go_in_full_batches() -> None:
    assert sizes(plan(algos(25, instruments=3), 10, lambda order: ())) == [(10, ()), (10, ()), (5, ())]


def test_instruments_that_share_a_bucket_are_counted_together() -> None:
    batches = plan(algos(30, instruments=3), 10, lambda order: (Charge("family", 1, 20, 2.0),))
    assert sizes(batches) == [(10, ("family",))] * 3


@settings(deadline=None)
@given(
    counts=st.lists(st.integers(1, 70), max_size=8),
    limit=st.integers(1, 30),
    max_batch=st.one_of(st.none(), st.integers(1, 12)),
    shuffle=st.randoms(use_true_random=False),
)
def test_every_order_is_in_one_batch_and_no_wave_is_longer_than_it_has_to_be(
    counts: list[int], limit: int, max_batch: int | None, shuffle: random.Random
) -> None:
    orders: list[OrderId] = [order for index, count in enumerate(counts) for order in of(f"I{index}", count)]
    shuffle.shuffle(orders)
    batches = plan(orders, max_batch, per_instrument(limit))

    assert Counter(order for batch in batches for order in batch.orders) == Counter(orders)
    for batch in batches:
        assert 1 <= len(batch.orders) <= min(max_batch or 1, limit)
        assert set(batch.buckets) == {order.instrument for order in batch.orders}
    periods = max((-(-count // limit) for count in counts), default=0)
    assert len(waves(batches, limit)) == periods
    for instrument in {order.instrument for order in orders}:
        mine = [order for batch in batches for order in batch.orders if order.instrument == instrument]
        assert mine == [order for order in orders if order.instrument == instrument], "first come, first served"


@pytest.mark.parametrize("instruments", [7, None], ids=["a few instruments", "as many instruments as orders"])
def test_planning_and_scheduling_take_time_in_proportion_to_the_orders(instruments: int | None) -> None:
    def work(size: int) -> None:
        schedule = Schedule(plan(algos(size, instruments or size), 10, per_instrument(20)))
        while (batch := schedule.take()) is not None:
            schedule.departed(batch)

    assert_linear(work, 2_000)
