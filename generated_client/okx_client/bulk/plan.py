"""From any number of orders to the batches that they go out in. Pure: orders in, batches out, in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count

from attrs import define, field, frozen

from ..limits import Charge, Denied
from ..outcomes import OrderId

Orders = Sequence[OrderId]


@frozen
class Portion:
    """Orders that are charged to the same rate limits, whose names are `buckets`; none where nothing is paced."""

    orders: tuple[OrderId, ...]
    buckets: tuple[str, ...]


@frozen(eq=False)
class Batch:
    """The orders of one request.

    Attributes:
        portions: The orders, by what they are charged to.
        turn: When its turn is, where that is known already: the time in seconds, or that there is none.
    """

    portions: tuple[Portion, ...]
    turn: float | Denied | None = None

    @property
    def orders(self) -> tuple[OrderId, ...]:
        """The orders, all different."""
        if len(self.portions) == 1:  # mostly
            return self.portions[0].orders
        return tuple(chain.from_iterable(portion.orders for portion in self.portions))

    @property
    def buckets(self) -> tuple[str, ...]:
        """The names of the rate limits that it is charged to."""
        if len(self.portions) == 1:
            return self.portions[0].buckets
        return tuple(dict.fromkeys(chain.from_iterable(portion.buckets for portion in self.portions)))


@define
class _Group:
    """All orders that are charged to the same buckets, and how many of them one period lets through."""

    buckets: tuple[str, ...]
    limit: int
    orders: list[OrderId] = field(factory=list)


def plan(orders: Orders, max_batch: int | None, charges: Callable[[str], Sequence[Charge]] | None) -> list[Batch]:
    """Return the batches, in the order in which they should go out.

    They come in waves. To a wave, each bucket gives at most as many orders as its limit lets through in one period:
    full batches first, in turns with the other buckets, so that none of them idles; what is then left over is packed
    together with what the others have left over.

    Args:
        orders: What is to be cancelled, all different.
        max_batch: How many orders a request may name; None where it names one.
        charges: What a request costs that names one order of this instrument; None where nothing is paced.
    """
    size = max_batch or 1
    if charges is None:
        return [Batch((Portion(tuple(orders[at : at + size]), ()),)) for at in range(0, len(orders), size)]
    groups = _groups(orders, charges)
    # No batch may cost more than a whole limit: its turn would never come.
    size = min([size, *(group.limit for group in groups)])
    return [batch for wave in _waves(groups) for batch in _batches(wave, size)]


def _groups(orders: Orders, charges: Callable[[str], Sequence[Charge]]) -> list[_Group]:
    by_instrument: dict[str, _Group] = {}
    by_buckets: dict[tuple[str, ...], _Group] = {}
    for order in orders:
        group = by_instrument.get(order.instrument)
        if group is None:
            cost = charges(order.instrument)
            buckets = tuple(charge.bucket for charge in cost)
            limit = min((max(1, charge.limit // charge.units) for charge in cost), default=len(orders))
            group = by_instrument[order.instrument] = by_buckets.setdefault(buckets, _Group(buckets, limit))
        group.orders.append(order)
    return list(by_buckets.values())


def _waves(groups: list[_Group]) -> Iterator[list[Portion]]:
    for wave in count():
        groups = [group for group in groups if wave * group.limit < len(group.orders)]
        if not groups:
            return
        yield [
            Portion(tuple(group.orders[wave * group.limit : (wave + 1) * group.limit]), group.buckets)
            for group in groups
        ]


def _batches(wave: list[Portion], size: int) -> Iterator[Batch]:
    full = wave
    for start in count(0, size):
        full = [portion for portion in full if start + size <= len(portion.orders)]
        if not full:
            break
        yield from (Batch((Portion(each.orders[start : start + size], each.buckets),)) for each in full)
    yield from _packed([Portion(each.orders[len(each.orders) // size * size :], each.buckets) for each in wave], size)


def _packed(left_over: list[Portion], size: int) -> Iterator[Batch]:
    packed: list[Portion] = []
    room = size
    for portion in left_over:
        rest = portion.orders
        while rest:
            fitting, rest = rest[:room], rest[room:]
            packed.append(Portion(fitting, portion.buckets))
            room -= len(fitting)
            if not room:
                yield Batch(tuple(packed))
                packed, room = [], size
    if packed:
        yield Batch(tuple(packed))
