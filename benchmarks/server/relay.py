"""A way to the exchange that takes time: every byte, and the opening of a connection, comes later by the delay."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast


class _Late:
    """Does things in order, each one so many seconds after it was handed over."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._things: deque[Callable[[], object]] = deque()

    def later(self, thing: Callable[[], object]) -> None:
        self._things.append(thing)
        asyncio.get_running_loop().call_later(self._seconds, lambda: self._things.popleft()())


class _Onward(asyncio.Protocol):
    """The side of a relay towards the exchange."""

    def __init__(self, back: asyncio.Transport, late: _Late) -> None:
        self._back = back
        self._late = late

    def data_received(self, data: bytes) -> None:
        self._late.later(lambda: self._back.write(data))

    def connection_lost(self, error: Exception | None) -> None:
        self._late.later(self._back.close)


class Relay(asyncio.Protocol):
    """One connection of a client, passed on to a port of this machine.

    Args:
        port: Where to pass it on to.
        round_trip: Seconds that a question and its answer take longer.
    """

    def __init__(self, port: int, round_trip: float) -> None:
        self._port = port
        self._round_trip = round_trip
        self._there, self._back = _Late(round_trip / 2), _Late(round_trip / 2)
        self._onward: asyncio.Transport | None = None
        self._waiting: list[bytes] = []
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Open the way onward, one round trip later: on loopback TCP's own handshake takes none."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self._opening = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        await asyncio.sleep(self._round_trip)
        loop = asyncio.get_running_loop()
        onward, _ = await loop.create_connection(lambda: _Onward(self._transport, self._back), "127.0.0.1", self._port)
        self._onward = onward
        if self._lost:
            onward.close()
        for data in self._waiting:
            self._pass_on(data)

    def data_received(self, data: bytes) -> None:
        """Pass it on, late."""
        if self._onward is None:
            self._waiting.append(data)
        else:
            self._pass_on(data)

    def _pass_on(self, data: bytes) -> None:
        onward = self._onward
        assert onward is not None
        self._there.later(lambda: onward.write(data))

    def connection_lost(self, error: Exception | None) -> None:
        """Close the way onward, late."""
        self._lost = True
        if self._onward is not None:
            self._there.later(self._onward.close)
