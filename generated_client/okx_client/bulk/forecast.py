"""When the requests of a bulk call will leave, before any of them does. Pure: no clock, no network, no waiting.

It goes by the same plan, schedule and limiter as a real call, on a clock that jumps, with an exchange that answers at
once. Another program that spends the same limits is not in it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate, count
from typing import Final, Self

from attrs import fields, frozen

from .. import limits
from .._generated.operations import Operation
from ..limits import Charge, MemoryLimiter, Turn, window
from ..outcomes import OrderId
from ..settings import Settings
from .asking import Asking
from .plan import Batch, plan
from .schedule import Schedule

_CONCURRENCY: Final[int] = fields(Settings).concurrency.default  # type: ignore[assignment]
# A request waits for a limit if it leaves as soon as the limit lets it, give or take the limiter's slack.
_AS_SOON_AS_SECONDS = 0.1

Cost = Callable[[Sequence[OrderId]], tuple[Charge, ...]]


@frozen
class Limit:
    """A limit that a request waits for.

    Attributes:
        count: How many of its unit may be sent in a period.
        period_seconds: The period.
        unit: "request" or "order".
        of: What is counted together, such as "instrument=BTC-USDT"; "" where that is the whole account.
    """

    count: int
    period_seconds: float
    unit: str
    of: str

    @classmethod
    def of_charge(cls, charge: Charge) -> Self:
        """Return the limit of a bucket, whose name says what is counted."""
        _, _, what, *keys = charge.bucket.split("|")
        return cls(charge.limit, charge.period_seconds, what.partition("/")[0], ", ".join(keys))


@frozen
class Departure:
    """One request.

    Attributes:
        at: Seconds from the start of the call.
        orders: The orders that it names.
        held_by: The limits that it has to wait for; none where it leaves at once.
    """

    at: float
    orders: tuple[OrderId, ...]
    held_by: tuple[Limit, ...] = ()


@frozen(slots=False)
class Forecast:
    """The requests of a bulk call, in the order in which they leave."""

    departures: tuple[Departure, ...]

    @property
    def seconds(self) -> float:
        """Seconds from the start to the last departure."""
        return self.departures[-1].at if self.departures else 0.0

    def left(self, settled: int) -> float:
        """Return the seconds to the last departure when so many orders are settled, in whichever order they were."""
        gone = bisect_right(self._orders_by_then, settled)
        return self.seconds - self.departures[gone].at if gone < len(self.departures) else 0.0

    @cached_property
    def _orders_by_then(self) -> list[int]:
        return list(accumulate(len(departure.orders) for departure in self.departures))


def forecast(orders: Iterable[OrderId], operation: Operation, *, share: float = 1.0) -> Forecast:
    """Return when the requests would leave that cancel some orders, nobody else spending the limits.

    Args:
        orders: What is to be cancelled; one that is given twice is sent once.
        operation: What is called.
        share: The part of OKX's limits to use, as `limit_share`.

    Raises:
        ConfigurationError: `share` is out of range.
    """

    def of_instruments(*instruments: str) -> tuple[Charge, ...]:
        return limits.charges(operation, instruments, account="", share=share)

    def charges(some: Sequence[OrderId]) -> tuple[Charge, ...]:
        return of_instruments(*(order.instrument for order in some))

    different = tuple(dict.fromkeys(orders))
    batches = plan(different, operation.max_batch, of_instruments) if different else []
    return Forecast(tuple(_Rehearsal(batches, charges).departures()))


class _Rehearsal:
    """A bulk call on a clock of its own: each batch is taken, asks, waits and leaves as in a real one."""

    def __init__(self, batches: Sequence[Batch], charges: Cost) -> None:
        self._now = 0.0
        self._schedule = Schedule(batches)
        self._charges = charges
        self._free = min(_CONCURRENCY, sum(len(batch.portions) for batch in batches))
        self._limiter = MemoryLimiter(clock=lambda: self._now)
        self._left: defaultdict[str, list[window.Reserved]] = defaultdict(list)
        self._due: list[tuple[float, int, Batch]] = []
        self._numbers = count()

    def departures(self) -> list[Departure]:
        """Go through to the end."""
        found: list[Departure] = []
        while True:
            while self._free and (batch := self._schedule.take()):
                self._free -= 1
                self._ask(batch)
            if not self._due:
                return found
            self._now, _, batch = heappop(self._due)
            found.append(self._leave(batch))

    def _ask(self, batch: Batch) -> None:
        if batch.turn is None:
            asking = Asking(self._charges, math.inf, lambda: self._now).turns(batch)
            turn: Turn | None = None
            while True:
                try:
                    step = next(asking) if turn is None else asking.send(turn)
                except StopIteration as end:
                    parts: list[Batch] = end.value
                    break
                turn = self._limiter.reserve(step.charges, max_wait=step.max_wait)
            self._schedule.replace(batch, parts)
            batch = parts[0]
        assert isinstance(batch.turn, float)  # the limiter denies nothing to who waits for ever
        heappush(self._due, (max(batch.turn, self._now), next(self._numbers), batch))

    def _leave(self, batch: Batch) -> Departure:
        charges = self._charges(batch.orders)
        self._schedule.departed(batch)
        self._free += 1
        held_by = tuple(Limit.of_charge(charge) for charge in charges if self._now > 0 and self._binds(charge))
        for charge in charges:
            self._left[charge.bucket].append(window.Reserved(self._now, charge.units))
        return Departure(self._now, batch.orders, held_by)

    def _binds(self, charge: Charge) -> bool:
        """Say whether there was no room for this charge before now."""
        room_at = window.earliest(
            self._left[charge.bucket],
            now=0.0,
            units=charge.units,
            limit=charge.limit,
            period_seconds=charge.period_seconds,
            smooth=False,
        )
        return self._now - room_at <= _AS_SOON_AS_SECONDS
