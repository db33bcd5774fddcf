"""A limiter for one process: its log is in memory."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from attrs import define, field

from ..checks import checked_flag, checked_number
from . import arguments, forks, turns, window
from .turns import Charge, Granted, Turn


@define
class _Bucket:
    log: deque[window.Reserved] = field(factory=deque)
    idle_from: float = 0.0


class MemoryLimiter:
    """Paces the threads and tasks of one process. Several clients may share one.

    Args:
        smooth: Spread turns evenly over the period. OKX has been seen to refuse bursts that its limits allow.
        slack_seconds: Added to every period, because what was sent on time may arrive early or late.
        clock: Seconds that never go back.

    Raises:
        ConfigurationError: An argument cannot be used.
    """

    def __init__(
        self, *, smooth: bool = False, slack_seconds: float = 0.05, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._smooth = checked_flag("smooth", smooth)
        self._slack = checked_number("slack_seconds", slack_seconds, 0)
        self._clock = arguments.checked_clock(clock)
        self._buckets: dict[str, _Bucket] = {}
        self._sweep_at = _SMALLEST_SWEEP
        self.renew_locks()
        forks.watch(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(smooth={self._smooth}, slack_seconds={self._slack})"

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Reserve all charges at once, or none of them. It never blocks: the caller waits.

        Args:
            charges: What the request costs, one for each bucket.
            max_wait: Seconds; a later turn is denied.
        """
        denied = turns.never_fits(charges)
        if denied:
            return denied
        with self._lock:
            now = self._clock()
            turn = now
            for charge in charges:
                time_of_charge = self._earliest(charge, now)
                if time_of_charge > turn:
                    turn, slowest = time_of_charge, charge
            if turn > now and turn - now > max_wait:
                return turns.too_late(slowest, turn - now, max_wait)
            self._record(charges, now, turn)
            return Granted(turn - now)

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Do as `reserve` does, which never blocks."""
        return self.reserve(charges, max_wait=max_wait)

    def wait(self, charges: Sequence[Charge]) -> float:
        """Return how many seconds a request would have to wait. Nothing is reserved.

        Args:
            charges: What the request costs.
        """
        with self._lock:
            now = self._clock()
            return max((self._earliest(charge, now) - now for charge in charges), default=0.0)

    def note(self, charges: Sequence[Charge], at: float) -> None:
        """Reserve a turn that another limiter has given, whatever else is reserved here.

        Args:
            charges: What the request costs.
            at: When the turn is, on this limiter's clock.
        """
        with self._lock:
            self._record(charges, self._clock(), at)

    def _earliest(self, charge: Charge, now: float) -> float:
        bucket = self._buckets.get(charge.bucket)
        return window.earliest(
            bucket.log if bucket else (),
            now=now,
            units=charge.units,
            limit=charge.limit,
            period_seconds=charge.period_seconds + self._slack,
            smooth=self._smooth,
        )

    def _record(self, charges: Sequence[Charge], now: float, turn: float) -> None:
        for charge in charges:
            period = charge.period_seconds + self._slack
            bucket = self._buckets.get(charge.bucket)
            if bucket is None:
                bucket = self._buckets[charge.bucket] = _Bucket()
            log = bucket.log
            while log and log[0].at + period <= now:
                log.popleft()
            place = len(log)
            while place and log[place - 1].at > turn:
                place -= 1
            log.insert(place, window.Reserved(turn, charge.units))
            bucket.idle_from = max(bucket.idle_from, turn + period)
        if len(self._buckets) >= self._sweep_at:
            self._buckets = {name: bucket for name, bucket in self._buckets.items() if bucket.idle_from > now}
            self._sweep_at = max(_SMALLEST_SWEEP, 2 * len(self._buckets))

    def renew_locks(self) -> None:
        """Replace the lock by a free one."""
        self._lock = threading.Lock()


# A sweep whenever the number of buckets has doubled costs little, and keeps at most twice as many as are in use.
_SMALLEST_SWEEP = 64
