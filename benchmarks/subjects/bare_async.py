"""The requests of a bulk call without a client around them: all at once, over aiohttp."""

from __future__ import annotations

import asyncio
import time

from ..account import ALGO_PATH, Host
from ..contenders import aiohttp_signed
from . import orders


class Subject:
    """aiohttp and a list of bodies."""

    def __init__(self, contender: aiohttp_signed.Contender) -> None:
        self._contender = contender

    async def burst(self, many: int, instruments: int, name: str, batch: int) -> dict[str, float]:
        """Send batches of algo orders, all at once, and return the seconds until the last one is answered."""
        bodies = orders.bodies(orders.algo(many, instruments, name), batch)
        start = time.perf_counter()
        await asyncio.gather(*(self._contender.post(ALGO_PATH, body) for body in bodies))
        return {"seconds": time.perf_counter() - start}

    async def close(self) -> None:
        """Close the connections."""
        await self._contender.close()


async def make(host: Host) -> Subject:
    """Return the subject."""
    return Subject(await aiohttp_signed.make(host))
