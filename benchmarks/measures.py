"""What a call costs, measured in the process that makes it."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Final

from . import contenders

Cost = dict[str, float]
WARM_CALLS: Final = 5  # at the start of each turn, not counted: others had the core meanwhile


def cancel(contender: contenders.Sync, calls: int, warm_calls: int = WARM_CALLS) -> Cost:
    """Return the CPU seconds of a call, and the seconds of the median one.

    Args:
        contender: What cancels.
        calls: How often.
        warm_calls: How often before that, without being measured.
    """
    clock, cancel = time.perf_counter, contender.cancel
    for _ in range(warm_calls):
        cancel()
    seconds: list[float] = []
    cpu, started = time.process_time(), clock()
    for _ in range(calls):
        start = clock()
        cancel()
        seconds.append(clock() - start)
    return _cost(seconds, time.process_time() - cpu, clock() - started)


async def cancel_at_once(contender: contenders.Async, calls: int, at_once: int, warm_calls: int = WARM_CALLS) -> Cost:
    """Return what `cancel` returns, with so many tasks that call without a pause."""
    clock, cancel = time.perf_counter, contender.cancel
    seconds: list[float] = []

    async def task(calls: int) -> None:
        for _ in range(calls):
            start = clock()
            await cancel()
            seconds.append(clock() - start)

    await asyncio.gather(*(task(warm_calls) for _ in range(at_once)))
    seconds.clear()
    cpu, started = time.process_time(), clock()
    await asyncio.gather(*(task(calls // at_once) for _ in range(at_once)))
    return _cost(seconds, time.process_time() - cpu, clock() - started)


def _cost(seconds: list[float], cpu: float, wall: float) -> Cost:
    calls = len(seconds)
    return {"cpu": cpu / calls, "p50": statistics.median(seconds), "wall": wall / calls, "calls": calls}
