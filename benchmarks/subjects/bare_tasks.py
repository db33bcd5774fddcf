"""The requests of a bulk call without a client around them: all at once, in tasks."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

from ..account import ALGO_PATH
from . import orders


class Sender(Protocol):
    """What a request is sent by."""

    async def post(self, path: str, body: bytes) -> None:
        """Send a signed body, and check the answer."""

    async def close(self) -> None:
        """Close its connections."""


class Subject:
    """A contender and a list of bodies."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def burst(self, many: int, instruments: int, name: str, batch: int) -> dict[str, float]:
        """Send batches of algo orders, all at once, and return the seconds until the last one is answered."""
        bodies = orders.bodies(orders.algo(many, instruments, name), batch)
        start = time.perf_counter()
        await asyncio.gather(*(self._sender.post(ALGO_PATH, body) for body in bodies))
        return {"seconds": time.perf_counter() - start}

    async def close(self) -> None:
        """Close the connections."""
        await self._sender.close()
