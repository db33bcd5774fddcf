"""One question to Redis: when may these charges be spent? What leads to it, what it says, what the answer means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..text import Text
from . import turns
from .fallback import Fallback
from .redis_trouble import trouble
from .turns import Charge, Granted, Turn

_FOREVER_SECONDS = 1e9  # beside the time of day, in microseconds, still a number that Lua counts exactly


class Asking:
    """The question of one call. Threads and tasks differ only in how they wait.

    Attributes:
        patience: Seconds that the call may queue for a connection.

    Args:
        charges: What the request costs.
        max_wait: Seconds that its turn may be away, the time in the queue included.
        fallback: What to do without Redis.
        place: Which Redis, without its password.
        timeout: Seconds that it has for an answer.
        clock: Seconds that never go back.
    """

    def __init__(
        self,
        charges: Sequence[Charge],
        max_wait: float,
        fallback: Fallback,
        place: str,
        timeout: float,
        clock: Callable[[], float],
    ) -> None:
        self._charges = charges
        self._max_wait = max(max_wait, 0.0)
        self._fallback = fallback
        self._place = place
        self._timeout = timeout
        self._clock = clock
        self._failures = fallback.failures
        self._began = self._asked = clock()
        self.patience = min(max(self._max_wait, timeout), _FOREVER_SECONDS)

    def turn_without(self) -> Turn | None:
        """Return a turn that can be told without asking, if there is one."""
        if not self._charges:
            return Granted(0.0)
        return turns.never_fits(self._charges) or self._fallback.turn_in_pause(self._charges, self._max_wait)

    def turn_after_queue(self) -> Turn | None:
        """Return a turn where Redis failed while this call stood in the queue, else None: it may ask now."""
        self._asked = self._clock()
        return self._fallback.turn_in_queue(self._failures, self._charges, self._left)

    def turn_of_queue(self) -> Turn:
        """Return the turn of a call that stood in the queue for as long as it may."""
        seconds = f"{self.patience:.3g}"
        why = Text(
            f"The Redis at {self._place} had other calls to answer for {seconds} s",
            f"{self._place} 的 Redis 在 {seconds} 秒内一直忙于处理其他调用",
        )
        return self._fallback.turn(why, self._charges, 0.0)

    def question(self, prefix: str, slack: float, *, smooth: bool) -> dict[str, Any]:
        """Return the keys and arguments of `reserve.lua`."""
        not_before = self._fallback.not_before(self._charges)
        numbers = [_microseconds(self._left), _microseconds(not_before), int(smooth)]
        for charge in self._charges:
            numbers += [charge.units, charge.limit, _microseconds(charge.period_seconds + slack)]
        # The braces are a hash tag: a Redis Cluster keeps all keys with it together, where one script may use them.
        return {"keys": [f"{{{prefix}}}|{charge.bucket}" for charge in self._charges], "args": numbers}

    def turn(self, answer: object) -> Turn:
        """Return the turn that Redis gave."""
        match answer:
            case [0 | 1 as granted, int(wait), int(slowest)] if wait >= 0 and 1 <= slowest <= len(self._charges):
                self._fallback.answered()
            case _:
                return self.turn_after(ValueError("no turn"))
        if not granted:
            return turns.too_late(self._charges[slowest - 1], wait / 1e6, self._left)
        self._fallback.note(self._charges, self._asked + wait / 1e6)
        return Granted(wait / 1e6)

    def turn_after(self, error: Exception) -> Turn:
        """Return the turn of a call whose question failed."""
        why = trouble(error, self._place, self._timeout)
        took = self._clock() - self._asked
        return self._fallback.turn_after_failure(why, self._charges, self._left, took=took)

    @property
    def _left(self) -> float:
        """Seconds that are left of `max_wait`, as of when Redis was asked."""
        return max(0.0, self._max_wait - (self._asked - self._began))


def _microseconds(seconds: float) -> int:
    return round(min(seconds, _FOREVER_SECONDS) * 1e6)
