"""The requests of a bulk call without a client around them: all at once, each from a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from ..account import ALGO_PATH
from . import orders


class Posting(Protocol):
    """A contender that can send any body."""

    def post(self, path: str, body: bytes) -> None:
        """Send a signed body, and check the answer."""

    def close(self) -> None:
        """Close its connections."""


class Subject:
    """Threads, what they send by, and a list of bodies.

    Args:
        made: Makes a contender, for each thread one, or the same for all.
    """

    def __init__(self, made: Callable[[], Posting]) -> None:
        self._made = made
        self._contenders: list[Posting] = []

    def burst(self, many: int, instruments: int, name: str, batch: int) -> dict[str, float]:
        """Send batches of algo orders, all at once, and return the seconds until the last one is answered."""
        bodies = orders.bodies(orders.algo(many, instruments, name), batch)
        self._contenders += [self._made() for _ in range(len(bodies) - len(self._contenders))]
        start = time.perf_counter()
        with ThreadPoolExecutor(len(bodies)) as threads:
            list(threads.map(lambda each, body: each.post(ALGO_PATH, body), self._contenders, bodies))
        return {"seconds": time.perf_counter() - start}

    def close(self) -> None:
        """Close all connections."""
        for each in self._contenders:
            each.close()
