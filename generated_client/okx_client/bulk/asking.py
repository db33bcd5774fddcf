"""Asking the limiter for the turn of a batch, or for the turns of its parts, where there is no room for all of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from attrs import evolve, frozen

from ..attempts import Reserve
from ..limits import Charge, Denied, Turn
from .plan import Batch, Orders, Portion

# Turns that are as close as this are one. It has to stay well below the limiter's slack, out of which it is taken.
_TOGETHER_SECONDS = 0.01

_Granted = tuple[float, Portion]  # when the turn of these orders is


@frozen
class Asking:
    """How to ask.

    Attributes:
        charges: What a request costs that names these orders.
        max_wait: Seconds that a turn may be away.
        now: The time in seconds.
    """

    charges: Callable[[Orders], tuple[Charge, ...]]
    max_wait: float
    now: Callable[[], float]

    def turns(self, batch: Batch) -> Generator[Reserve, Turn, list[Batch]]:
        """Ask for turns, and return the batches to send in place of this one, soonest first; mostly it is one.

        Other programs may spend the same limits. Then a period often has room for some orders of a batch and not for
        all of them, and who only asks for whole batches lets that room go unused.
        """
        orders = batch.orders
        turn = yield Reserve(self.charges(orders), self.max_wait if len(orders) == 1 else 0.0)
        if not isinstance(turn, Denied):
            return [Batch(batch.portions, self.now() + turn.seconds)]
        if len(orders) == 1:
            return [Batch(batch.portions, turn)]
        granted: list[_Granted] = []
        denied: list[Batch] = []
        for portion in batch.portions:
            left, first = portion.orders, 1
            while left:
                turn = yield Reserve(self.charges(left[:first]), self.max_wait)
                if isinstance(turn, Denied):
                    denied.append(Batch((evolve(portion, orders=left),), turn))
                    break
                at, fitting = yield from self._fill(left, first, self.now() + turn.seconds)
                granted.append((at, evolve(portion, orders=left[:fitting])))
                left = left[fitting:]
                # A limiter that spreads turns evenly never has room for more. One by one would be too many requests.
                first = len(left) if fitting == 1 else 1
        return [*_together(granted), *denied]

    def _fill(self, orders: Orders, granted: int, at: float) -> Generator[Reserve, Turn, tuple[float, int]]:
        """Ask for as many more orders as have room at the same time; return that time, and how many have it in all."""
        more = len(orders) - granted
        while more:
            same_time = at - self.now() + _TOGETHER_SECONDS
            turn = yield Reserve(self.charges(orders[granted : granted + more]), same_time)
            if isinstance(turn, Denied):
                more //= 2
            else:
                at, granted = max(at, self.now() + turn.seconds), granted + more
                more = min(more, len(orders) - granted)
        return at, granted


def _together(granted: list[_Granted]) -> Iterator[Batch]:
    """Yield a batch for each turn, in the order of time."""
    granted = sorted(granted, key=lambda each: each[0])
    while granted:
        first, _ = granted[0]
        one = [(at, portion) for at, portion in granted if at - first <= _TOGETHER_SECONDS]
        yield Batch(tuple(portion for _, portion in one), one[-1][0])
        granted = granted[len(one) :]
