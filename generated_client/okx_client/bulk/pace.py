"""Keeping a limit by when requests arrive, which is what OKX counts, and not by when they leave, as a limiter does.

A request on a new connection may be long on its way, and the one that follows it two seconds later is not: then they
arrive closer together than they left, and the second is refused. So the second leaves two seconds after the first was
answered, for by then it has surely been counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import define

from ..limits import Charge, window

# A request without an answer is taken to have arrived after this time, so that a lost one does not stop the others.
_LONGEST_WAY_SECONDS = 1.0
# Between two departures. Requests that are prepared all at once leave late, and each of them differently so.
_SPACING_SECONDS = 0.004


@define(eq=False)
class Way:
    """One request on its way, or one that was answered. Times are in seconds."""

    charges: tuple[Charge, ...]
    left: float
    answered: float | None = None

    def counted(self, now: float) -> float:
        """Return when OKX counted it at the latest, as far as is known now."""
        return min(now if self.answered is None else self.answered, self.left + _LONGEST_WAY_SECONDS)


class Pace:
    """The requests of one bulk call, by bucket. All times are on one clock that never goes back."""

    def __init__(self) -> None:
        self._ways: defaultdict[str, list[Way]] = defaultdict(list)
        self._next_start = 0.0

    def spacing(self, now: float) -> float:
        """Return how many seconds the next batch has to wait before it asks for its turn, so that they come one by one."""
        start = max(now, self._next_start)
        self._next_start = start + _SPACING_SECONDS
        return start - now

    def hold(self, charges: Sequence[Charge], now: float) -> float:
        """Return how many seconds a request with these charges has to wait; 0 where it may leave."""
        return max((self._earliest(charge, now) - now for charge in charges), default=0.0)

    def leaves(self, charges: Sequence[Charge], now: float) -> Way:
        """Note that a request leaves, and return where its answer is to be noted."""
        way = Way(tuple(charges), now)
        for charge in way.charges:
            known = self._ways[charge.bucket]
            known[:] = [each for each in known if each.counted(now) + charge.period_seconds > now]
            known.append(way)
        return way

    def _earliest(self, charge: Charge, now: float) -> float:
        counted = [
            window.Reserved(way.counted(now), each.units)
            for way in self._ways.get(charge.bucket, ())
            for each in way.charges
            if each.bucket == charge.bucket
        ]
        return window.earliest(
            sorted(counted, key=lambda each: each.at),
            now=now,
            units=min(charge.units, charge.limit),
            limit=charge.limit,
            period_seconds=charge.period_seconds,
            smooth=False,
        )
