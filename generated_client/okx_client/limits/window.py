"""The arithmetic of a sliding window over a log of reserved times. No clock, no lock: numbers in, a number out."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen


@frozen
class Reserved:
    """So many units, to be spent at this time (seconds on the clock of whoever keeps the log)."""

    at: float
    units: int


def earliest(
    log: Sequence[Reserved], *, now: float, units: int, limit: int, period_seconds: float, smooth: bool
) -> float:
    """Return the first time at which `units` may be spent.

    It is never before the newest time in the log (first come, first served), and no `period_seconds` that end there
    hold more than `limit` units. Smooth: also not before the newest reservation's share of the period is over.

    Args:
        log: What is reserved, oldest first.
        now: No time before this one is returned.
        units: What is wanted; at most `limit`, or there is no such time.
        limit: What fits into a period.
        period_seconds: How long a reservation counts.
        smooth: Whether turns are spread evenly, so that a new client has no burst.
    """
    if not log:
        return now
    newest, room = log[-1], limit - units
    spacing = min(newest.units, limit) * period_seconds / limit if smooth else 0.0
    turn = max(now, newest.at + spacing)
    for reserved in reversed(log):
        room -= reserved.units
        if room < 0:
            return max(turn, reserved.at + period_seconds)
    return turn
