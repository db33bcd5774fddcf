"""A clock that tests set, and an account of what a limiter granted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen
from hypothesis import strategies as st

from okx_client.limits import Charge, Granted, Turn

# Powers of two, so that sums of floats are exact.
PERIOD, SLACK = 2.0, 0.25
LIMITS = {"a": 4, "b": 4, "c": 2}


@define
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@frozen
class Ask:
    """After `pause` seconds somebody wants so many units of some buckets."""

    pause: float
    units: dict[str, int]
    max_wait: float
    share: float = 1.0

    @property
    def charges(self) -> tuple[Charge, ...]:
        return tuple(
            Charge(bucket, units, int(LIMITS[bucket] * self.share), PERIOD) for bucket, units in self.units.items()
        )


def asks(*shares: float) -> st.SearchStrategy[list[Ask]]:
    """Who asks, one after the other; `shares` are the parts of the limits that they may use."""
    each_bucket = {bucket: st.integers(1, limit) for bucket, limit in LIMITS.items()}
    units = st.fixed_dictionaries({}, optional=each_bucket).filter(bool)
    pause = st.sampled_from([0.0, 0.0, 0.0, 0.125, 0.5, 1.0, 2.25, 5.0])
    ask = st.builds(Ask, pause, units, st.sampled_from([0.0, 1.0, 3.0, 100.0]), st.sampled_from(shares or [1.0]))
    return st.lists(ask, max_size=40)


@define
class Ledger:
    """When the units of each bucket are to be spent, in the order in which they were asked for."""

    times: defaultdict[str, list[tuple[float, int]]] = field(factory=lambda: defaultdict(list))

    def note(self, charges: Sequence[Charge], turn: Turn, now: float) -> None:
        if isinstance(turn, Granted):
            for charge in charges:
                self.times[charge.bucket].append((now + turn.seconds, charge.units))

    def most_in_a_period(self, bucket: str, period: float) -> int:
        spent = self.times[bucket]
        return max((self._between(spent, start, start + period) for start, _ in spent), default=0)

    @staticmethod
    def _between(spent: Iterable[tuple[float, int]], start: float, end: float) -> int:
        return sum(units for at, units in spent if start <= at < end)
