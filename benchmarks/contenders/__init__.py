"""The clients that are compared, each in a module with the same two things: `make(host)`, and what it returns.

A sync contender is made by a function, an async one by a coroutine function; its `cancel` and `close` are of the same
kind. `cancel` cancels one spread order and raises unless OKX's answer says "0". Nothing is set that a user would not
set: time-outs, pools and keep-alive are as each library has them, only rate limiting and debug printing are off.
"""

from __future__ import annotations

from typing import Final, Protocol

THIS_SYNC: Final = "okx_sync"
THIS_ASYNC: Final = "okx_async"
THIS_ASYNC_AIOHTTP: Final = "okx_async_aiohttp"
SYNC: Final = (THIS_SYNC, "python_okx", "ccxt_sync", "httpx_sync", "raw_socket")
ASYNC: Final = (THIS_ASYNC, "httpx_async", "ccxt_async", "aiohttp_signed", THIS_ASYNC_AIOHTTP)
NAMES: Final = {
    THIS_SYNC: "this client",
    THIS_ASYNC: "this client",
    THIS_ASYNC_AIOHTTP: "this client over httpx-aiohttp",
    "python_okx": "python-okx",
    "ccxt_sync": "ccxt",
    "ccxt_async": "ccxt async",
    "httpx_sync": "httpx.Client, signed",
    "httpx_async": "httpx.AsyncClient, signed",
    "aiohttp_signed": "aiohttp, signed",
    "raw_socket": "raw socket, signed (the floor)",
}
"""What each is called in the table."""


class Sync(Protocol):
    """A contender for threads."""

    def cancel(self) -> None:
        """Cancel one order."""

    def close(self) -> None:
        """Close its connections."""


class Async(Protocol):
    """A contender for tasks."""

    async def cancel(self) -> None:
        """Cancel one order."""

    async def close(self) -> None:
        """Close its connections."""
