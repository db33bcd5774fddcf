"""Keeping the limits by when requests arrive, which is what OKX counts, and not by when they leave, as a limiter does.

A request on a new connection may be long on its way, and the one that follows it two seconds later is not: they arrive
closer together than they left, and the second is refused. So the second leaves two seconds after the first was
answered, for by then OKX has surely counted it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from attrs import define

from ..attempts import NoAnswer, Response
from ..limits import Charge, window

# A request without an answer is taken to have arrived after this time, so that a lost one does not stop the others.
_LONGEST_WAY_SECONDS = 1.0


@define(eq=False)
class Way:
    """The way of one request. Times are in seconds.

    Attributes:
        turn: When its turn was, by the limiter.
        left: When it left.
        answered: When the answer came, or None before.
    """

    turn: float
    left: float
    answered: float | None = None

    def came_back(self, reply: Response | NoAnswer, now: float) -> None:
        """Note what came of it."""
        never_arrived = isinstance(reply, NoAnswer) and not reply.may_have_arrived
        self.answered = self.left if never_arrived else now

    def counted(self, now: float) -> float:
        """Return when OKX counted it at the latest; `now` while that is open."""
        return min(now if self.answered is None else self.answered, self.left + _LONGEST_WAY_SECONDS)


_Units = tuple[Way, int]  # what a request cost in a bucket


class Pace:
    """The requests of one bulk call. All times are on one clock that never goes back."""

    def __init__(self) -> None:
        self._by_bucket: defaultdict[str, list[_Units]] = defaultdict(list)  # in the order in which they left

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
        way = Way(turn, now)
        for charge in charges:
            known = self._by_bucket[charge.bucket]
            half = len(known) // 2
            if known and known[half][0].left + _LONGEST_WAY_SECONDS + charge.period_seconds <= now:
                del known[: half + 1]  # not each as soon as its time is over: that would take a time that grows
            known.append((way, charge.units))
        return way

    def _earliest(self, charge: Charge, turn: float, now: float) -> float:
        known = self._by_bucket.get(charge.bucket)
        if not known:
            return now
        # A limiter that is to be believed may have let any number through; so many of them decide.
        newest = islice(reversed(known), charge.limit)
        if _room(charge, ((way.turn, units) for way, units in newest), turn) > turn + charge.period_seconds / 2:
            # Nobody answers so unevenly: a limiter of the caller's goes by other numbers, and is to be believed.
            return now
        return _room(charge, ((way.counted(now), units) for way, units in known), now)


def _room(charge: Charge, log: Iterable[tuple[float, int]], now: float) -> float:
    """Return when there is room in a bucket, given which units count there when."""
    return window.earliest(
        [window.Reserved(at, units) for at, units in sorted(log)],
        now=now,
        units=charge.units,
        limit=charge.limit,
        period_seconds=charge.period_seconds,
        smooth=False,
    )
