"""OKX's limits as sliding windows, counted where the requests arrive."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from attrs import define, field, frozen


@frozen
class Limit:
    """So many orders or requests in a period, together or for each instrument."""

    count: int
    period_seconds: float
    counts_orders: bool
    by_instrument: bool


@define
class Windows:
    """What was taken of the limits of each path."""

    limits: Mapping[str, Limit]
    _taken: defaultdict[tuple[str, str], deque[tuple[float, int]]] = field(factory=lambda: defaultdict(deque))

    def take(self, path: str, instruments: Sequence[str], now: float) -> bool:
        """Charge a request, or charge nothing and return False where a window has too little left.

        Args:
            path: What is called; without a limit it is never refused.
            instruments: The instrument of each order; "" where it names none.
            now: Seconds, never backwards.
        """
        limit = self.limits.get(path)
        if limit is None:
            return True
        wanted: dict[tuple[str, str], int] = defaultdict(int)
        for instrument in instruments:
            bucket = (path, instrument if limit.by_instrument else "")
            wanted[bucket] = wanted[bucket] + 1 if limit.counts_orders else 1
        if any(self._used(bucket, limit, now) + units > limit.count for bucket, units in wanted.items()):
            return False
        for bucket, units in wanted.items():
            self._taken[bucket].append((now, units))
        return True

    def _used(self, bucket: tuple[str, str], limit: Limit, now: float) -> int:
        taken = self._taken[bucket]
        while taken and taken[0][0] + limit.period_seconds <= now:
            taken.popleft()
        return sum(units for _, units in taken)
