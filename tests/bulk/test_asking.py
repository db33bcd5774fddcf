"""Turns for the parts of a batch: whatever has room is taken, and no more is asked than needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_client import AlgoOrderId, MemoryLimiter
from okx_client.attempts import Reserve
from okx_client.bulk.asking import Asking
from okx_client.bulk.plan import Batch, Orders, Portion
from okx_client.limits import Charge, Denied, Granted, Turn

from .support import LIMIT, MAX_BATCH, PERIOD, algos, denied

SLACK = 0.05


def charges(orders: Orders) -> tuple[Charge, ...]:
    units = Counter(order.instrument for order in orders)
    return tuple(Charge(name, number, LIMIT, PERIOD) for name, number in units.items())


def batch_of(orders: Sequence[AlgoOrderId]) -> Batch:
    names = dict.fromkeys(order.inst_id for order in orders)
    return Batch(tuple(Portion(tuple(each for each in orders if each.inst_id == name), (name,)) for name in names))


class Asked:
    """Goes through the questions about a batch; keeps how many units each was about, and how it ended."""

    def __init__(self, batch: Batch, answer: Callable[[Reserve], Turn], max_wait: float = 100.0) -> None:
        self.questions: list[int] = []
        asking = Asking(charges, max_wait, lambda: 0.0).turns(batch)
        try:
            step = next(asking)
            while True:
                self.questions.append(sum(charge.units for charge in step.charges))
                step = asking.send(answer(step))
        except StopIteration as end:
            self.parts: list[Batch] = end.value

    @property
    def turns(self) -> list[tuple[object, int]]:
        return [(part.turn, len(part.orders)) for part in self.parts]


def limiter(*, smooth: bool = False) -> Callable[[Reserve], Turn]:
    memory = MemoryLimiter(smooth=smooth, slack_seconds=SLACK, clock=lambda: 0.0)
    return lambda step: memory.reserve(step.charges, max_wait=step.max_wait)


def test_a_batch_that_has_room_is_asked_for_once() -> None:
    asked = Asked(batch_of(algos(MAX_BATCH, instruments=3)), limiter())
    assert asked.questions == [MAX_BATCH]
    assert asked.turns == [(0.0, MAX_BATCH)]


def test_a_single_order_is_asked_for_once_however_long_it_has_to_wait() -> None:
    answer = limiter()
    Asked(batch_of(algos(LIMIT)), answer)
    asked = Asked(batch_of(algos(1)), answer)
    assert asked.questions == [1]
    assert asked.turns == [(PERIOD + SLACK, 1)]


def test_a_batch_that_has_to_wait_stays_whole_where_its_turn_is_one() -> None:
    answer = limiter()
    Asked(batch_of(algos(2 * LIMIT, instruments=2)[:LIMIT]), answer)
    Asked(batch_of(algos(2 * LIMIT, instruments=2)[LIMIT:]), answer)
    asked = Asked(batch_of(algos(MAX_BATCH, instruments=2)), answer)
    assert len(asked.questions) == 5
    assert asked.turns == [(PERIOD + SLACK, MAX_BATCH)]


def test_what_has_room_goes_and_the_rest_follows() -> None:
    answer = limiter()
    Asked(batch_of(algos(13)), answer)
    orders = algos(MAX_BATCH)
    asked = Asked(batch_of(orders), answer)
    assert asked.turns == [(0.0, 7), (PERIOD + SLACK, 3)]
    assert [order for part in asked.parts for order in part.orders] == orders


def test_a_mixed_batch_is_parted_by_what_each_instrument_has_to_wait_for() -> None:
    answer = limiter()
    Asked(batch_of(algos(LIMIT)), answer)
    free, full = algos(3, instruments=2)[1::2], algos(4)
    asked = Asked(batch_of([*full, *free]), answer)
    assert [(part.turn, part.orders) for part in asked.parts] == [
        (0.0, tuple(free)),
        (PERIOD + SLACK, tuple(full)),
    ]


def test_a_limiter_that_spreads_turns_evenly_does_not_make_every_order_a_request() -> None:
    answer = limiter(smooth=True)
    parts = [part for _ in range(3) for part in Asked(batch_of(algos(MAX_BATCH)), answer).parts]
    assert [len(part.orders) for part in parts] == [10, 1, 9, 1, 9]


def test_an_instrument_without_a_turn_does_not_keep_the_next_one_back() -> None:
    orders = algos(6, instruments=3)
    none = orders[0].instrument

    def answer(step: Reserve) -> Turn:
        return denied(step.charges) if none in {charge.bucket for charge in step.charges} else Granted(0)

    turns = {part.portions[0].orders[0].instrument: part.turn for part in Asked(batch_of(orders), answer).parts}
    assert isinstance(turns.pop(none), Denied)
    assert len(turns) >= 1
    assert not any(isinstance(turn, Denied) for turn in turns.values())


@pytest.mark.parametrize("after", range(6))
def test_what_is_denied_is_kept_and_keeps_nothing_else_back(after: int) -> None:
    def answer(step: Reserve) -> Turn:
        return Granted(0) if 1 <= len(asked_before) < after else denied(step.charges)

    asked_before: list[Reserve] = []

    def noted(step: Reserve) -> Turn:
        turn = answer(step)
        asked_before.append(step)
        return turn

    orders = algos(MAX_BATCH, instruments=2)
    asked = Asked(batch_of(orders), noted)
    assert Counter(order for part in asked.parts for order in part.orders) == Counter(orders)
    kinds = [isinstance(part.turn, Denied) for part in asked.parts]
    assert kinds == sorted(kinds), "those without a turn come last"
    # Asked are: all; an order of the first instrument, then its rest; the same of the second.
    assert kinds.count(True) == {0: 2, 1: 2, 2: 2, 3: 1, 4: 1, 5: 0}[after]


@settings(deadline=None)
@given(sizes=st.lists(st.integers(1, MAX_BATCH), max_size=30))
def test_batches_of_any_sizes_leave_no_room_unused(sizes: list[int]) -> None:
    answer = limiter()
    times: list[float] = []
    for size in sizes:
        asked = Asked(batch_of(algos(size)), answer)
        assert all(isinstance(part.turn, float) for part in asked.parts)
        times += [part.turn for part in asked.parts for _ in part.orders]  # type: ignore[misc]
    assert times == pytest.approx([number // LIMIT * (PERIOD + SLACK) for number in range(sum(sizes))])
