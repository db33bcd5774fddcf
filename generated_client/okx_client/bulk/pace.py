"""Keeping the limits by when requests arrive, which is what OKX counts, and not by when they leave, as a limiter does.

A request on a new connection may be long on its way, and the one that follows it two seconds later is not: they arrive
closer together than they left, and the second is refused. So the second leaves two seconds after the first was
answered, for by then OKX has surely counted it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import define

from ..limits import Charge, window

# A request without an answer is taken to have arrived after this time, so that a lost one does not stop the others.
_LONGEST_WAY_SECONDS = 1.0


@define(eq=False)
class Way:
    """The way of one request. Times are in seconds.

    Attributes:
        charges: What it costs.
        turn: When its turn was, by the limiter.
        left: When it left.
        answered: When the answer came, or None before.
    """

    charges: tuple[Charge, ...]
    turn: float
    left: float
    answered: float | None = None

    def counted(self, now: float) -> float:
        """Return when OKX counted it at the latest; `now` while that is open."""
        return min(now if self.answered is None else self.answered, self.left + _LONGEST_WAY_SECONDS)


class Pace:
    """The requests of one bulk call. All times are on one clock that never goes back."""

    def __init__(self) -> None:
        self._by_bucket: defaultdict[str, list[Way]] = defaultdict(list)

    def hold(self, charges: Sequence[Charge], turn: float, now: float) -> float:
        """Return how many seconds a request has to wait until OKX has surely room for it; 0 where it may leave.

        Args:
            charges: What it costs.
            turn: When its turn is, by the limiter.
            now: The time.
        """
        return max((self._earliest(charge, turn, now) - now for charge in charges), default=0.0)

    def leaves(self, charges: Sequence[Charge], turn: float, now: float) -> Way:
        """Note that a request leaves, and return its way, for its answer to be noted there."""
        way = Way(tuple(charges), turn, now)
        for charge in way.charges:
            known = self._by_bucket[charge.bucket]
            known[:] = [each for each in known if each.counted(now) + charge.period_seconds > now]
            known.append(way)
        return way

    def _earliest(self, charge: Charge, turn: float, now: float) -> float:
        ways = self._by_bucket.get(charge.bucket, ())
        if _room(charge, [(way.turn, way) for way in ways], turn) > turn + charge.period_seconds / 2:
            # Nobody answers so unevenly: a limiter of the caller's goes by other numbers, and is to be believed.
            return now
        return _room(charge, [(way.counted(now), way) for way in ways], now)


def _room(charge: Charge, ways: list[tuple[float, Way]], now: float) -> float:
    """Return when there is room in a bucket, given when each way counts there."""
    units = [sum(each.units for each in way.charges if each.bucket == charge.bucket) for _, way in ways]
    log = [window.Reserved(at, cost) for (at, _), cost in zip(ways, units, strict=True)]
    return window.earliest(
        sorted(log, key=lambda reserved: reserved.at),
        now=now,
        units=charge.units,
        limit=charge.limit,
        period_seconds=charge.period_seconds,
        smooth=False,
    )
