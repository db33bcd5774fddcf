"""Bulk calls in tasks."""

from __future__ import annotations

import time

from okx_client import CancelReport, MemoryLimiter

from .. import clients
from ..account import Host
from . import orders


class Subject:
    """Two clients: one keeps to OKX's limits, one to none."""

    def __init__(self, host: Host) -> None:
        self._paced, self._free = clients.tasks(host, MemoryLimiter()), clients.tasks(host, None)

    async def ready(self) -> None:
        """Do nothing: who is answered knows that the process is up."""

    async def algo(self, many: int, instruments: int, name: str) -> dict[str, float]:
        """Cancel algo orders as fast as the limits allow, and return the seconds that it takes."""
        given = orders.algo(many, instruments, name)
        start = time.perf_counter()
        report = await self._paced.algo.cancel_orders(given)
        return _taken(start, report)

    async def spread(self, many: int) -> dict[str, float]:
        """Cancel spread orders as fast as the limits allow."""
        given = orders.spread(many)
        start = time.perf_counter()
        report = await self._paced.spread.cancel_orders(given)
        return _taken(start, report)

    async def free(self, many: int, times: int) -> dict[str, float]:
        """Cancel algo orders without any limits, so many times, and return the seconds that one time takes."""
        given = orders.algo(many, 1, "BTC")
        start = time.perf_counter()
        for _ in range(times):
            report = await self._free.algo.cancel_orders(given)
        return {"seconds": _taken(start, report)["seconds"] / times}

    async def close(self) -> None:
        """Close the connections."""
        await self._paced.close()
        await self._free.close()


def _taken(start: float, report: CancelReport) -> dict[str, float]:
    seconds = time.perf_counter() - start
    report.raise_for_failures()
    return {"seconds": seconds}


async def make(host: Host) -> Subject:
    """Return the subject."""
    return Subject(host)
