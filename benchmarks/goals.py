"""What to reach, in one place. The rows of the table name these; a value is compared as the table shows it."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

Verdict = Literal["aim reached", "must reached", "missed", "–"]


@frozen
class Goal:
    """A value that has to be reached, a better one to aim for, and how many digits of it count."""

    must: float
    aim: float
    digits: int = 2

    def verdict(self, value: float) -> Verdict:
        """Return how a value does against the goal."""
        shown = round(value, self.digits)
        if shown <= self.aim:
            return "aim reached"
        return "must reached" if shown <= self.must else "missed"


SYNC: Final = Goal(0.72, 0.55)
"""One signed cancel, warm, in threads: a part of python-okx's."""

ASYNC_HTTPX: Final = Goal(0.45, 0.45)
"""One signed cancel, warm, in tasks: a part of that of a signed `httpx.AsyncClient`."""

ASYNC_CCXT: Final = Goal(1.5, 1.0)
"""One signed cancel, warm, in tasks: a part of that of ccxt async."""

RECONNECTS: Final = Goal(0, 0, digits=0)
"""Connections opened anew by a cancel after an idle time."""

FRESH: Final = Goal(0.80, 0.60)
"""A fresh process up to its first answered cancel: a part of python-okx's."""

BULK: Final = Goal(1.05, 1.03, digits=3)
"""A bulk call that waits for limits: a multiple of the least time that the limits allow."""

REFUSALS: Final = Goal(0, 0, digits=0)
"""Requests that the exchange refused as too many."""

BURST: Final = Goal(1.5, 1.2)
"""A bulk call that no limit holds up: a multiple of the time of as many bare requests at once."""

TYPED: Final = Goal(60, 40, digits=0)
"""Microseconds of CPU of models, verdict and limiter, on a machine of this pace."""

PACE_SECONDS: Final = 414e-6
"""CPU of a call of python-okx on the machine on which that goal was set: a slower one is no worse a client."""

GENERATE: Final = Goal(2.0, 1.0)
CHECK: Final = Goal(2.0, 1.0)
DRIFT: Final = Goal(1.0, 0.5)
FACTS: Final = Goal(10.0, 5.0)
"""Seconds of the generator's commands."""

GROWTH: Final = Goal(1.1, 1.05)
"""The power of the size by which the time grows; 1 is linear, and the rest is room for the noise of a machine."""
