"""The schedule: at most one batch of a bucket asks for its turn, and nothing waits without need."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from okx_client.bulk.plan import Batch, Portion
from okx_client.bulk.schedule import Schedule


def batch(*buckets: str) -> Batch:
    return Batch(tuple(Portion((), (bucket,)) for bucket in buckets))


def partitions(buckets: tuple[str, ...]) -> st.SearchStrategy[list[set[str]]]:
    """Parts that have all of the buckets between them."""
    some = st.sets(st.sampled_from(buckets), min_size=1) if buckets else st.just(set())
    return st.lists(some, max_size=2).map(lambda parts: [*parts, set(buckets)])


def test_the_next_batch_of_a_bucket_waits_until_the_one_before_has_departed() -> None:
    first, second, other = batch("A"), batch("A"), batch("B")
    schedule = Schedule([first, second, other])
    assert [schedule.take(), schedule.take(), schedule.take()] == [first, other, None]
    schedule.departed(other)
    assert schedule.take() is None
    schedule.departed(first)
    assert schedule.take() is second
    assert schedule.left == 0


def test_a_batch_over_several_buckets_waits_for_all_of_them() -> None:
    a, b, both = batch("A"), batch("B"), batch("A", "B")
    schedule = Schedule([a, b, both])
    assert [schedule.take(), schedule.take()] == [a, b]
    schedule.departed(b)
    assert schedule.take() is None
    schedule.departed(a)
    assert schedule.take() is both


def test_batches_without_a_bucket_wait_for_nothing() -> None:
    batches = [batch(), batch(), batch()]
    schedule = Schedule(batches)
    assert [schedule.take() for _ in batches] == batches


def test_a_departure_that_is_told_twice_counts_once() -> None:
    first, second, third = batch("A"), batch("A"), batch("A")
    schedule = Schedule([first, second, third])
    assert schedule.take() is first
    schedule.departed(first)
    schedule.departed(first)
    assert schedule.take() is second
    schedule.departed(first)
    assert schedule.take() is None


def test_the_parts_of_a_batch_take_its_place() -> None:
    both, after_a, after_b = batch("A", "B"), batch("A"), batch("B")
    schedule = Schedule([both, after_a, after_b])
    assert schedule.take() is both
    first, second, third = batch("A"), batch("B"), batch("A")
    schedule.replace(both, [first, second, third])
    assert schedule.take() is second, "nobody is before it any more"
    assert schedule.take() is None
    schedule.departed(second)
    schedule.departed(first)
    assert [schedule.take(), schedule.take()] == [third, after_b]
    schedule.departed(third)
    assert schedule.take() is after_a
    assert schedule.left == 0


@settings(deadline=None)
@given(data=st.data())
def test_in_any_order_of_events_every_batch_gets_out_and_no_bucket_has_two_waiting(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.sets(st.sampled_from("ABCD"), max_size=3), max_size=25))
    batches = [batch(*sorted(buckets)) for buckets in drawn]
    schedule = Schedule(batches)
    waiting: list[Batch] = []
    taken: list[Batch] = []
    while schedule.left or waiting:
        if not waiting or (schedule.eligible and data.draw(st.booleans())):
            new = schedule.take()
            assert new is not None, "something may always go, or is waiting"
            if new in batches and data.draw(st.integers(0, 3)) == 0:
                parts = [batch(*sorted(part)) for part in data.draw(partitions(new.buckets))]
                place = batches.index(new)
                batches[place : place + 1] = parts
                schedule.replace(new, parts)
                new = parts[0]
            waiting.append(new)
            taken.append(new)
        else:
            schedule.departed(waiting.pop(data.draw(st.integers(0, len(waiting) - 1))))
        assert max(Counter(bucket for one in waiting for bucket in one.buckets).values(), default=0) <= 1
    assert Counter(map(id, taken)) == Counter(map(id, batches))
    for bucket in "ABCD":
        in_plan = [one for one in batches if bucket in one.buckets]
        assert [one for one in taken if bucket in one.buckets] == in_plan, "a bucket keeps the order of the plan"
